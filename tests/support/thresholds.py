"""Boundaries in a version's conditions, and on which side of each a household stands.

An age has its boundary on a day: the birthday on which a number of years is completed. So "just below" is the day
before the birthday, and above is any later day, since completed years do not change until the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from eligibility.matching.comparison import standard_of
from eligibility.model.criteria import (
    AtLeast,
    AtMost,
    CountMembers,
    CountMet,
    Equals,
    FactTest,
    LessThan,
    MoreThan,
    OneOf,
    ReferenceDate,
    SomeMember,
)
from eligibility.model.fact import FactType
from eligibility.model.walk import choosing, counts_of, parts
from eligibility.period import Interval, as_date, as_number, completed_months, completed_years
from eligibility.verdict import MET, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.matching.household import HouseholdMatcher
    from eligibility.matching.situation import Situation
    from eligibility.model.criteria import Bound, Criterion
    from eligibility.model.fact import FactDefinition, FactDictionary
    from eligibility.model.programme import ProgrammeVersion

BELOW, ON, ABOVE = "below", "on", "above"
WORDS = {AtLeast: "at least", MoreThan: "more than", LessThan: "less than", AtMost: "at most"}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One bound of one condition.

    Attributes:
        criterion: The condition.
        bound: The bound; None for the number of conditions that must hold.
        fact: The fact compared; None for a number of members or of conditions.
        is_about_members: Whether the condition looks at members other than the subject.
    """

    criterion: FactTest | CountMembers | CountMet
    bound: Bound | None
    fact: FactDefinition | None
    is_about_members: bool

    @property
    def wanted(self) -> tuple[str, ...]:
        """Positions some case should have; there is nothing below zero, nor above all of the conditions."""
        least = self.bound.limit if self.bound is not None else None
        if least == 0 and not self._is_age:
            return ON, ABOVE
        if isinstance(self.criterion, CountMet) and self.criterion.at_least == len(self.criterion.parts):
            return BELOW, ON
        return BELOW, ON, ABOVE

    def words(self, position: str) -> str:
        """A position in words."""
        if self.fact is not None and self._is_age:
            day = "anniversary" if self.fact.since != "member.birth_date" else "birthday"
            where = {BELOW: f"the day before the {day}", ON: f"the {day} itself", ABOVE: f"a day after the {day}"}
            return f"{where[position]} at {self._described}"
        where = {BELOW: "the value just below", ON: "the value exactly on", ABOVE: "the value just above"}
        return f"{where[position]} {self._described}"

    def position(self, matcher: HouseholdMatcher, situation: Situation, who: int) -> str | None:
        """Where a subject stands; None where the value is not known, or lies further away than the boundary's sides."""
        match self.criterion:
            case CountMet():
                verdicts = [matcher.condition(part).evaluate(situation, who) for part in self.criterion.parts]
                count = None if UNKNOWN in verdicts else verdicts.count(MET)
                return _beside(count, self.criterion.at_least)
            case CountMembers():
                members = matcher.condition(self.criterion).members
                met, maybe = ([], [0]) if members is None else members(situation, who)
                is_known = situation.complete and not maybe
                return _beside(len(met) if is_known else None, self._limit(matcher, situation, who))
            case FactTest(fact=name):
                return self._of_fact(name, matcher, situation, who)

    def _of_fact(self, name: str, matcher: HouseholdMatcher, situation: Situation, who: int) -> str | None:
        if self.fact is not None and self._is_age:
            return self._age(matcher, situation, who)
        value = matcher.knowledge.getter(name)(situation, who)
        known = value.low if isinstance(value, Interval) and value.is_point else None
        limit = self._limit(matcher, situation, who)
        if self.fact is not None and self.fact.type is FactType.DATE:
            return _day_beside(known, limit)
        return _beside(known, limit)

    @property
    def _is_age(self) -> bool:
        return self.fact is not None and self.fact.since is not None

    @property
    def _described(self) -> str:
        name = f"{self.criterion.id}: " if self.criterion.id is not None else ""
        if self.bound is None:
            return f"{name}at least {getattr(self.criterion, 'at_least', '')} conditions"
        about = "members" if self.fact is None else self.fact.name
        match self.bound.limit:
            case ReferenceDate():
                limit = "the reference date"
            case int() as number:
                limit = str(number)
            case standard:
                limit = standard.name
        return f"{name}{about} {WORDS[type(self.bound)]} {limit}"

    def _limit(self, matcher: HouseholdMatcher, situation: Situation, who: int) -> int | None:
        match self.bound.limit if self.bound is not None else None:
            case None:
                return None
            case int() as number:
                return number
            case ReferenceDate():
                return matcher.law.day
            case standard:
                worth = standard_of(standard, matcher.law, matcher.knowledge)(situation, who)
                return worth.low if worth is not None and worth.is_point else None

    def _age(self, matcher: HouseholdMatcher, situation: Situation, who: int) -> str | None:
        """Position by the day: `at least` and `less than` turn when N is completed, the other two at N + 1."""
        limit = self._limit(matcher, situation, who)
        if self.fact is None or self.fact.since is None or limit is None:
            return None
        turns = limit + 1 if isinstance(self.bound, MoreThan | AtMost) else limit
        start = matcher.knowledge.getter(self.fact.since)(situation, who)
        end = (
            Interval(matcher.law.day, matcher.law.day)
            if self.fact.until is None
            else matcher.knowledge.getter(self.fact.until)(situation, who)
        )
        if not (isinstance(start, Interval) and start.is_point and isinstance(end, Interval) and end.is_point):
            return None
        completed = completed_years if self.fact.type is FactType.YEARS else completed_months
        today = as_date(end.low)
        yesterday, tomorrow = (as_number(today + timedelta(days=step)) for step in (-1, 1))
        if completed(start.low, yesterday) >= turns:
            return ABOVE
        if completed(start.low, end.low) >= turns:
            return ON
        return BELOW if completed(start.low, tomorrow) >= turns else None


def thresholds(version: ProgrammeVersion, facts: FactDictionary) -> Iterator[Threshold]:
    """Boundaries of a version: of its conditions, its order, its doubts and its amounts."""
    for criterion in _stated(version):
        yield from _within(criterion, facts, is_about_members=False)


def _within(criterion: Criterion, facts: FactDictionary, *, is_about_members: bool) -> Iterator[Threshold]:
    match criterion:
        case FactTest():
            for test in criterion.tests:
                if not isinstance(test, Equals | OneOf):
                    yield Threshold(criterion, test, facts[criterion.fact], is_about_members)
        case CountMembers():
            for bound in criterion.tests:
                yield Threshold(criterion, bound, None, is_about_members)
        case CountMet():
            yield Threshold(criterion, None, None, is_about_members)
        case _:
            pass
    is_inside = is_about_members or isinstance(criterion, SomeMember | CountMembers)
    for part in parts(criterion):
        yield from _within(part, facts, is_about_members=is_inside)


def _stated(version: ProgrammeVersion) -> Iterator[Criterion]:
    if version.eligible_when is not None:
        yield version.eligible_when
    yield from version.priority
    for doubt in version.not_modelled:
        if doubt.when is not None:
            yield doubt.when
    for benefit in version.benefits:
        for term in benefit.terms:
            if term.when is not None:
                yield term.when
        if benefit.amount is not None:
            yield from choosing(benefit.amount)
        # In a form that says that a condition is about the members counted.
        yield from (SomeMember(where=counted.where) for counted in counts_of(benefit) if counted.where is not None)


def _beside(value: int | None, limit: int | None) -> str | None:
    if value is None or limit is None:
        return None
    return {limit - 1: BELOW, limit: ON, limit + 1: ABOVE}.get(value)


def _day_beside(value: int | None, limit: int | None) -> str | None:
    if value is None or limit is None:
        return None
    steps = {as_number(as_date(limit) + timedelta(days=step)): step for step in (-1, 0, 1)}
    return {-1: BELOW, 0: ON, 1: ABOVE}.get(steps.get(value, 2))
