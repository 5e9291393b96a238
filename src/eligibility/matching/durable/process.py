"""The second opinion in a process of its own, so that a crash of the library costs an opinion and not an answer."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Self

from eligibility.matching.durable.matcher import DurableMatcher
from eligibility.matching.matchers import Matchers
from eligibility.matching.opinion import STATUS, Opinion, Question
from eligibility.matching.situation import HOUSEHOLD
from eligibility.period import as_number
from eligibility.profile import profile_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from eligibility.matching.household import HouseholdMatcher
    from eligibility.matching.matchers import Asked
    from eligibility.model.rulebook import Rulebook


class Opinions:
    """Gives opinions in this process: for tests and for `determine --engine durable`.

    Args:
        rulebook: The rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._matchers = Matchers(rulebook)
        self._compiled: dict[Asked, tuple[HouseholdMatcher, DurableMatcher]] = {}

    def opinion(self, question: Question) -> Opinion:
        """The status of each programme in force for each of its subjects."""
        profile = profile_of(question.household, self._rulebook.facts, as_number(question.on))
        ours, network = self._matcher(question, profile.lives_in)
        situation = ours.situation(profile, assume=question.assume)
        named: Opinion = {}
        for (programme, who), verdict in network.decide(situation).items():
            is_member = who != HOUSEHOLD and not situation.is_nobody_listed
            named[programme, situation.ids[who] if is_member else None] = STATUS[verdict]
        return named

    def _matcher(self, question: Question, lives_in: str | None) -> tuple[HouseholdMatcher, DurableMatcher]:
        # A ruleset cannot be unloaded: one per day, set of issued instruments and places that no rule tells apart, for
        # the life of the process.
        asked = self._matchers.asked(question.jurisdiction, question.on, question.issued, question.known_at, lives_in)
        if asked not in self._compiled:
            ours = self._matchers.compile(asked)
            self._compiled[asked] = (ours, DurableMatcher(ours))
        return self._compiled[asked]


class SecondOpinion:
    """Asks a child process for opinions, and starts a new one when it dies.

    Args:
        rulebook: The rules.
        seconds: How long to wait for one opinion.
    """

    def __init__(self, rulebook: Rulebook, seconds: float = 30.0) -> None:
        self._rulebook = rulebook
        self._seconds = seconds
        self._child: tuple[BaseProcess, Connection] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question) -> Opinion | None:
        """The opinion, or None where the child died or did not answer in time."""
        _process, connection = self._running()
        try:
            connection.send(question)
            if connection.poll(self._seconds):
                answer: Opinion = connection.recv()
                return answer
        except (EOFError, OSError):
            pass
        self.close()
        return None

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            process, connection = self._child
            self._child = None
            connection.close()
            process.terminate()
            process.join()

    @property
    def pid(self) -> int | None:
        """Process number of the child; None before the first question."""
        return None if self._child is None else self._child[0].pid

    def _running(self) -> tuple[BaseProcess, Connection]:
        if self._child is None or not self._child[0].is_alive():
            self.close()
            # Not forked: the library starts threads, and a fork keeps their locks without them.
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there, self._rulebook), daemon=True)
            process.start()
            there.close()
            self._child = (process, here)
        return self._child


def _serve(connection: Connection, rulebook: Rulebook) -> None:
    opinions = Opinions(rulebook)
    while True:
        try:
            question: Question = connection.recv()
        except EOFError:
            return
        connection.send(opinions.opinion(question))
