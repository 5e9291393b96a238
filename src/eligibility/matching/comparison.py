"""Tests on one fact: equality, membership, and bounds on values known within an interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.criteria import AtLeast, AtMost, Equals, LessThan, MoreThan, OneOf, ReferenceDate
from eligibility.model.fact import FactType
from eligibility.period import Interval
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict, verdict_of

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.law import LawOfTheDay
    from eligibility.matching.situation import Situation
    from eligibility.model.criteria import Bound, FactTest, Limit, Test
    from eligibility.model.standard import StandardReference

LimitOf = Callable[["Situation", int], Interval | None]
"""The limit a fact is compared with, for a subject; None where no value covers the day."""


def fact_test(criterion: FactTest, law: LawOfTheDay, knowledge: Knowledge) -> Callable[[Situation, int], Verdict]:
    """The meaning of a condition on one fact."""
    definition = knowledge.definition(criterion.fact)
    known = _decisive(criterion.tests, definition.type)
    if known is not None and (criterion.stated_only or knowledge.is_plain(criterion.fact)):
        return _looked_up(known, criterion.fact, is_household=definition.scope == "household")
    get = knowledge.stated(criterion.fact) if criterion.stated_only else knowledge.getter(criterion.fact)
    if known is not None:
        return lambda situation, who: known.get(get(situation, who), NOT_MET)
    checks = [_check(test, law, knowledge) for test in criterion.tests]
    if len(checks) == 1:
        check = checks[0]

        def evaluate_one(situation: Situation, who: int) -> Verdict:
            value = get(situation, who)
            return UNKNOWN if value is None else check(value, situation, who)

        return evaluate_one

    def evaluate(situation: Situation, who: int) -> Verdict:
        value = get(situation, who)
        if value is None:
            return UNKNOWN
        outcome = MET
        for check in checks:
            verdict = check(value, situation, who)
            if verdict is NOT_MET:
                return NOT_MET
            if verdict is UNKNOWN:
                outcome = UNKNOWN
        return outcome

    return evaluate


def _decisive(tests: Sequence[Test], type_: FactType) -> Mapping[Known | None, Verdict] | None:
    """The verdict of each value where values are few: that of others is "not met". None where limits are compared."""
    match tests:
        case [Equals(value=bool() | str() as expected)] if type_ in {FactType.BOOLEAN, FactType.CHOICE}:
            return {None: UNKNOWN, expected: MET}
        case [OneOf(values=values)] if type_ is FactType.CHOICE:
            return {None: UNKNOWN, **dict.fromkeys(values, MET)}
        case _:
            return None


def _looked_up(
    known: Mapping[Known | None, Verdict], name: str, *, is_household: bool
) -> Callable[[Situation, int], Verdict]:
    """The commonest condition of all, without a detour."""
    if is_household:
        return lambda situation, _who: known.get(situation.stated[HOUSEHOLD].get(name), NOT_MET)
    return lambda situation, who: known.get(situation.stated[who].get(name), NOT_MET)


def bound_verdict(test: Bound, value: Interval, limit: Interval) -> Verdict:
    """Compare two values known within intervals; unknown only where they overlap across the boundary."""
    match test:
        case AtLeast():
            return verdict_of(
                surely=limit.high is not None and value.low >= limit.high,
                possibly=value.high is None or value.high >= limit.low,
            )
        case MoreThan():
            return verdict_of(
                surely=limit.high is not None and value.low > limit.high,
                possibly=value.high is None or value.high > limit.low,
            )
        case LessThan():
            return ~bound_verdict(AtLeast(0), value, limit)
        case AtMost():
            return ~bound_verdict(MoreThan(0), value, limit)
        case _:
            assert_never(test)


Check = Callable[["Known", "Situation", int], Verdict]


def _check(test: Test, law: LawOfTheDay, knowledge: Knowledge) -> Check:
    match test:
        case Equals(value=int() as number) if not isinstance(number, bool):
            return lambda value, _situation, _who: _same(value, number)
        case Equals(value=expected):
            return lambda value, _situation, _who: MET if value == expected else NOT_MET
        case OneOf(values=values):
            accepted = frozenset(values)
            return lambda value, _situation, _who: _among(value, accepted)
        case _:
            return _bound(test, law, knowledge)


def _same(value: Known, number: int) -> Verdict:
    if not isinstance(value, Interval):
        return NOT_MET
    inside = value.low <= number and (value.high is None or number <= value.high)
    return verdict_of(surely=value.is_point and inside, possibly=inside)


def _among(value: Known, accepted: frozenset[str]) -> Verdict:
    if isinstance(value, frozenset):
        return MET if value & accepted else NOT_MET
    return MET if value in accepted else NOT_MET


def _bound(test: Bound, law: LawOfTheDay, knowledge: Knowledge) -> Check:
    fixed = _fixed_limit(test.limit, law)
    if fixed is not None:
        return _fixed_bound(test, fixed)
    limit_of = _limit_of(test.limit, law, knowledge)

    def check(value: Known, situation: Situation, who: int) -> Verdict:
        limit = limit_of(situation, who)
        if limit is None or not isinstance(value, Interval):
            return UNKNOWN
        return bound_verdict(test, value, limit)

    return check


def _fixed_bound(test: Bound, limit: int) -> Check:
    """A bound whose limit is one number: the same verdicts as `bound_verdict`, decided in two comparisons."""
    is_upper = isinstance(test, LessThan | AtMost)
    first = limit + 1 if isinstance(test, MoreThan | AtMost) else limit
    reached, missed = (NOT_MET, MET) if is_upper else (MET, NOT_MET)

    def check(value: Known, _situation: Situation, _who: int) -> Verdict:
        if not isinstance(value, Interval):
            return UNKNOWN
        low, high = value
        if low >= first:
            return reached
        return UNKNOWN if high is None or high >= first else missed

    return check


def _fixed_limit(limit: Limit, law: LawOfTheDay) -> int | None:
    match limit:
        case int():
            return limit
        case ReferenceDate():
            return law.day
        case _:
            return None


def _limit_of(limit: Limit, law: LawOfTheDay, knowledge: Knowledge) -> LimitOf:
    if isinstance(limit, int | ReferenceDate):
        message = "fixed limits have no subject"
        raise TypeError(message)
    return standard_of(limit, law, knowledge)


def standard_of(reference: StandardReference, law: LawOfTheDay, knowledge: Knowledge) -> LimitOf:
    """What a standard is worth for a subject, whose choosing fact may be unknown."""
    worth = law.standard(reference)
    if worth is None:
        return lambda _situation, _who: None
    if reference.by is None:
        whole = worth.at(None)
        return lambda _situation, _who: whole
    choose = knowledge.getter(reference.by)

    def at(situation: Situation, who: int) -> Interval:
        value = choose(situation, who)
        return worth.at(str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else None)

    return at
