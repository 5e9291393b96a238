"""How a fact is known: stated, implied by a precondition, derived from others, or assumed.

A stated value stands where a derivation is silent; both known and different is refused as a contradiction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, HouseholdError
from eligibility.facts import written
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.fact import FactType
from eligibility.model.walk import facts_behind, standards
from eligibility.period import Interval, completed_months, completed_years, point
from eligibility.verdict import MET, NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.matching.conditions import Condition
    from eligibility.matching.law import LawOfTheDay
    from eligibility.matching.situation import Situation
    from eligibility.model.criteria import Criterion, FactTest, Value
    from eligibility.model.fact import FactDefinition

Getter = Callable[["Situation", int], "Known | None"]
"""The value of a fact for a subject; None where unknown."""


class Knowledge:
    """Getters of facts for one day and place.

    Args:
        law: The law of that day and place.
        compile_: Gives a criterion its meaning; derivations are criteria.
    """

    def __init__(self, law: LawOfTheDay, compile_: Callable[[Criterion], Condition]) -> None:
        self._law = law
        self._compile = compile_
        self._getters: dict[str, Getter] = {}
        self._implied: dict[str, Getter | None] = {}
        self._choosers: dict[int, tuple[str, ...]] = {}
        self._conditions: dict[str, tuple[Condition | None, tuple[tuple[Condition | None, Known], ...]]] = {}

    def definition(self, name: str) -> FactDefinition:
        """The dictionary's entry."""
        return self._law.rulebook.facts[name]

    def has(self, name: str) -> bool:
        """Whether the dictionary has such a fact."""
        return name in self._law.rulebook.facts

    def stated(self, name: str) -> Getter:
        """The value as stated, with no derivation."""
        if self.definition(name).scope == "household":
            return lambda situation, _who: situation.stated[HOUSEHOLD].get(name)
        return lambda situation, who: situation.stated[who].get(name)

    def is_plain(self, name: str) -> bool:
        """Whether nothing but what was stated can make a fact known."""
        return self.implied(name) is None and self.definition(name).assume is None

    def getter(self, name: str) -> Getter:
        """The value a condition sees."""
        if name not in self._getters:
            self._getters[name] = self._build(name)
        return self._getters[name]

    def implied(self, name: str) -> Getter | None:
        """The value that follows from other facts, whatever was stated; None where nothing implies the fact."""
        if name not in self._implied:
            self._implied[name] = None
            self._implied[name] = self._build_implied(self.definition(name))
        return self._implied[name]

    def basis(self, name: str) -> tuple[Condition | None, tuple[tuple[Condition | None, Known], ...]]:
        """The conditions a fact follows from: its precondition, and the branches of its derivation that day."""
        if name not in self._conditions:
            definition = self.definition(name)
            only_if = None if definition.only_if is None else self._compile(definition.only_if)
            current = next((way for way in definition.derivations if self._law.on in way.period), None)
            branches = tuple(
                (
                    None if branch.when is None else self._compile(branch.when),
                    _known(definition, branch.value),
                )
                for branch in (current.branches if current is not None else ())
            )
            self._conditions[name] = (only_if, branches)
        return self._conditions[name]

    def choosers(self, criterion: FactTest) -> tuple[str, ...]:
        """Facts that choose the standards a fact is compared with."""
        if id(criterion) not in self._choosers:
            references = standards(criterion.tests)
            self._choosers[id(criterion)] = tuple(reference.by for reference in references if reference.by is not None)
        return self._choosers[id(criterion)]

    def refuse_contradictions(self, situation: Situation) -> None:
        """Check stated values against what follows from other stated values.

        Raises:
            HouseholdError: Naming both the fact and what contradicts it.
        """
        problems: list[Diagnostic] = []
        for index, stated in enumerate(situation.stated):
            if self._implied_names.isdisjoint(stated):
                continue
            who = HOUSEHOLD if index == len(situation.stated) - 1 else index
            path = "household" if who == HOUSEHOLD else f"household.members[{index}]"
            for name, value in stated.items():
                implied = self.implied(name)
                follows = None if implied is None else implied(situation, who)
                if follows is not None and not _agree(value, follows):
                    problems.append(self._contradiction(name, path, value, follows))
        if problems:
            raise HouseholdError(problems)

    @cached_property
    def _implied_names(self) -> frozenset[str]:
        """Facts that something implies: only these can be contradicted."""
        return frozenset(name for name in self._law.rulebook.facts if self.implied(name) is not None)

    def _contradiction(self, name: str, path: str, value: Known, follows: Known) -> Diagnostic:
        definition = self.definition(name)
        against = tuple(sorted(set(facts_behind(definition)) - {name}))
        sources = ", ".join(against)
        return Diagnostic(
            code="contradiction",
            message=(
                f"{name} is stated as {written(definition, value)}, but {written(definition, follows)} "
                f"follows from {sources}."
            ),
            path=f"{path}.{definition.key}",
            hint="Correct one of them, or leave out the one that is not certain.",
            discreet=f"{name} is stated differently from what follows from {sources}.",
            against=against,
        )

    def _build(self, name: str) -> Getter:
        definition = self.definition(name)
        stated = self.stated(name)
        implied = self.implied(name)
        if self.is_plain(name):
            return stated
        assumption = _known(definition, definition.assume) if definition.assume is not None else None
        is_household = definition.scope == "household"

        def get(situation: Situation, who: int) -> Known | None:
            subject = HOUSEHOLD if is_household else who
            remembered = situation.derived[subject]
            if name in remembered:
                return remembered[name]
            value = stated(situation, subject)
            follows = None
            if implied is not None and (value is None or isinstance(value, Interval)):
                follows = implied(situation, subject)
            value = _narrowed(value, follows)
            if value is None and situation.assume:
                value = assumption
            remembered[name] = value
            return value

        return get

    def _build_implied(self, definition: FactDefinition) -> Getter | None:
        if definition.since is not None:
            return self._age(definition)
        only_if, branches = self.basis(definition.name)
        if only_if is None and not branches:
            return None
        otherwise = _known(definition, definition.otherwise) if definition.otherwise is not None else None

        def implied(situation: Situation, who: int) -> Known | None:
            if only_if is not None and only_if.evaluate(situation, who) is NOT_MET:
                return otherwise
            for when, value in branches:
                verdict = MET if when is None else when.evaluate(situation, who)
                if verdict is MET:
                    return value
                if verdict is UNKNOWN:
                    return None
            return None

        return implied

    def _age(self, definition: FactDefinition) -> Getter:
        since = self.getter(str(definition.since))
        until = None if definition.until is None else self.getter(definition.until)
        day = point(self._law.day)
        completed = completed_years if definition.type is FactType.YEARS else completed_months

        def age(situation: Situation, who: int) -> Interval | None:
            start = since(situation, who)
            end = day if until is None else until(situation, who)
            if not isinstance(start, Interval) or not isinstance(end, Interval):
                return None
            least = 0 if start.high is None else max(0, completed(start.high, end.low))
            greatest = None if end.high is None else max(0, completed(start.low, end.high))
            return Interval(least, greatest)

        return age


def _known(definition: FactDefinition, value: Value | tuple[str, ...]) -> Known:
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, str):
        return frozenset({value}) if definition.type is FactType.CHOICES else value
    return value if isinstance(value, bool) else point(value)


def _narrowed(stated: Known | None, follows: Known | None) -> Known | None:
    if isinstance(stated, Interval) and isinstance(follows, Interval):
        high = (
            follows.high
            if stated.high is None
            else stated.high
            if follows.high is None
            else min(stated.high, follows.high)
        )
        return Interval(max(stated.low, follows.low), high)
    return follows if stated is None else stated


def _agree(stated: Known, follows: Known) -> bool:
    if isinstance(stated, Interval) and isinstance(follows, Interval):
        return (stated.high is None or follows.low <= stated.high) and (
            follows.high is None or stated.low <= follows.high
        )
    return stated == follows
