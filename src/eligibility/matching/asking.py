"""Which missing answers could settle an open question.

Facts are met from the root of a condition through unknown nodes only; a derived fact stands for itself and for
what it follows from. No fact outside this list could decide the condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    CountMembers,
    CountMet,
    EligibleFor,
    FactTest,
    Not,
    SomeMember,
)
from eligibility.model.fact import FactType
from eligibility.period import Interval
from eligibility.verdict import NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from eligibility.matching.conditions import Condition
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.situation import Situation

PLACE = "household.place"
"""Asked where the place given is wider than a rule needs."""
MEMBERS = "household.members"
"""Asked where the list of members is missing or not complete."""
DIED_ON = "member.died_on"

Asked = dict[tuple[str, int], None]
"""Facts and the subjects they would be asked of, in the order met. A dict, to keep order without doubles."""


class Asking:
    """Collects questions for one household.

    Args:
        knowledge: How facts are known.
        root_of: The condition of a programme, and what to ask where another programme is open.
        situation: The household.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        programmes_behind: Callable[[EligibleFor, int], list[tuple[Condition, int]]],
        situation: Situation,
    ) -> None:
        self._knowledge = knowledge
        self._programmes_behind = programmes_behind
        self._situation = situation

    def of(self, condition: Condition, who: int) -> Asked:
        """Facts whose answer could settle a condition; empty where it is decided."""
        asked: Asked = {}
        self._condition(condition, who, asked, frozenset())
        return asked

    def of_fact(self, name: str, who: int) -> Asked:
        """What to ask so that a fact becomes known."""
        asked: Asked = {}
        self._fact(name, who, asked, frozenset())
        return asked

    def _condition(self, condition: Condition, who: int, asked: Asked, within: frozenset[str]) -> None:
        if condition.evaluate(self._situation, who) is not UNKNOWN:
            return
        criterion = condition.criterion
        match criterion:
            case FactTest():
                self._test(criterion, who, asked, within)
            case AllOf() | AnyOf() | Not() | CountMet():
                for part in condition.parts:
                    self._condition(part, who, asked, within)
            case SomeMember() | CountMembers():
                self._quantifier(condition, criterion.linked_by, who, asked, within)
            case EligibleFor():
                for behind, subject in self._programmes_behind(criterion, who):
                    self._condition(behind, subject, asked, within)
            case _:
                assert_never(criterion)

    def _test(self, criterion: FactTest, who: int, asked: Asked, within: frozenset[str]) -> None:
        if criterion.stated_only:
            asked[criterion.fact, self._subject(criterion.fact, who)] = None
        else:
            self._fact(criterion.fact, who, asked, within)
        for chooser in self._knowledge.choosers(criterion):
            self._fact(chooser, who, asked, within)

    def _quantifier(
        self, condition: Condition, linked_by: str | None, who: int, asked: Asked, within: frozenset[str]
    ) -> None:
        if not self._situation.complete:
            asked[MEMBERS, HOUSEHOLD] = None
        if condition.members is None:
            return
        for index in condition.members(self._situation, who)[1]:
            if linked_by is not None:
                self._fact(linked_by, index, asked, within)
            for where in condition.parts:
                self._condition(where, index, asked, within)
            if self._situation.profile.present[index] is UNKNOWN:
                asked[DIED_ON, index] = None

    def _fact(self, name: str, who: int, asked: Asked, within: frozenset[str]) -> None:
        subject = self._subject(name, who)
        value = self._knowledge.getter(name)(self._situation, subject)
        if value is not None and not (isinstance(value, Interval) and not value.is_point):
            return
        if self._knowledge.implied(name) is None:
            asked[name, subject] = None
        elif name not in within:
            self._derived(name, subject, asked, within | {name})

    def _derived(self, name: str, subject: int, asked: Asked, within: frozenset[str]) -> None:
        definition = self._knowledge.definition(name)
        if definition.type in (FactType.YEARS, FactType.MONTHS):
            for start in (definition.since, definition.until):
                if start is not None:
                    self._fact(start, subject, asked, within)
            return
        asked[name, subject] = None
        only_if, branches = self._knowledge.basis(name)
        if only_if is not None:
            self._condition(only_if, subject, asked, within)
        for when, _value in branches:
            if when is None:
                break
            verdict = when.evaluate(self._situation, subject)
            self._condition(when, subject, asked, within)
            if verdict is not NOT_MET:
                break

    def _subject(self, name: str, who: int) -> int:
        return HOUSEHOLD if name.startswith("household.") else who
