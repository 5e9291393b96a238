"""Facts as integer fields, and tests on them: surely or possibly, by the polarity of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.durable.expressions import Expression, all_of, any_of
from eligibility.model.criteria import AtLeast, AtMost, LessThan, MoreThan
from eligibility.model.fact import FactType
from eligibility.period import Interval

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.model.criteria import Bound, Value
    from eligibility.model.fact import FactDefinition

UNKNOWN_CODE = 0
FALSE_CODE, TRUE_CODE = 1, 2
BELOW, ABOVE = -1, 2**60
"""Bounds of an ordered fact of which nothing is known. Integers above 2**63 saturate silently."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """Which of the two questions is asked of a criterion.

    Attributes:
        surely: Whether unknown counts as no.
        negated: Whether the criterion stands under an odd number of negations.
    """

    surely: bool
    negated: bool = False


def field_name(fact: str, *, stated_only: bool = False) -> str:
    """The field that holds a fact. Nested paths count as properties of their own, so dots are avoided."""
    return f"{'stated-' if stated_only else ''}{fact.replace('.', '-')}"


def codes_of(definition: FactDefinition) -> dict[str, int]:
    """Code of each value of a boolean or choice."""
    if definition.type is FactType.BOOLEAN:
        return {"false": FALSE_CODE, "true": TRUE_CODE}
    return {choice: index + 1 for index, choice in enumerate(definition.choices)}


def field_values(definition: FactDefinition, name: str, value: Known | None) -> dict[str, int]:
    """The fields of one fact, integers only, each always present."""
    if definition.type.is_ordered:
        if not isinstance(value, Interval):
            return {f"{name}-low": BELOW, f"{name}-high": ABOVE}
        return {f"{name}-low": value.low, f"{name}-high": ABOVE if value.high is None else value.high}
    if definition.type is FactType.CHOICES:
        return {f"{name}={choice}": _member_code(value, choice) for choice in definition.choices}
    code = UNKNOWN_CODE if value is None else codes_of(definition).get(_word(value), UNKNOWN_CODE)
    return {name: code}


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _member_code(value: Known | None, choice: str) -> int:
    if not isinstance(value, frozenset):
        return UNKNOWN_CODE
    return TRUE_CODE if choice in value else FALSE_CODE


def codes(definition: FactDefinition, name: str, values: list[Value], polarity: Polarity) -> Expression:
    """Whether a boolean or choice has one of the values."""
    known = codes_of(definition)
    wanted = {known[_word(value)] for value in values}
    if polarity.negated:
        wanted = set(known.values()) - wanted
    if definition.type is FactType.BOOLEAN and len(wanted) == 1:
        return one_of_two(name, wanted.pop(), polarity)
    return _one_code(name, sorted(wanted), polarity)


def one_of_two(name: str, wanted: int, polarity: Polarity) -> Expression:
    """Whether a boolean field has a code: possibly unless it has the other one."""
    return {name: wanted} if polarity.surely else {"$neq": {name: TRUE_CODE + FALSE_CODE - wanted}}


def _one_code(name: str, wanted: list[int], polarity: Polarity) -> Expression:
    accepted = wanted if polarity.surely else [UNKNOWN_CODE, *wanted]
    return any_of([{name: code} for code in accepted])


def shares(name: str, values: tuple[str, ...], choices: tuple[str, ...], polarity: Polarity) -> Expression:
    """Whether a set shares an element with the values; all its fields are unknown together."""
    unknown: list[Expression] = [] if polarity.surely else [{f"{name}={choices[0]}": UNKNOWN_CODE}]
    if polarity.negated:
        return any_of([*unknown, all_of([{f"{name}={value}": FALSE_CODE} for value in values])])
    shared: list[Expression] = [{f"{name}={value}": TRUE_CODE} for value in values]
    return any_of(unknown + shared)


def equals_number(name: str, number: int, polarity: Polarity) -> Expression:
    """Whether an interval is exactly a number."""
    low, high = f"{name}-low", f"{name}-high"
    if polarity.negated:
        outside: list[Expression] = [{"$gt": {low: number}}, {"$lt": {high: number}}]
        if not polarity.surely:
            outside += [{"$lt": {low: number}}, {"$gt": {high: number}}]
        return any_of(outside)
    if polarity.surely:
        return all_of([{low: number}, {high: number}])
    return all_of([{"$lte": {low: number}}, {"$gte": {high: number}}])


def negated(test: Bound) -> Bound:
    """The bound that holds exactly where this one does not."""
    match test:
        case AtLeast(limit=limit):
            return LessThan(limit)
        case MoreThan(limit=limit):
            return AtMost(limit)
        case LessThan(limit=limit):
            return AtLeast(limit)
        case AtMost(limit=limit):
            return MoreThan(limit)
        case _:
            assert_never(test)


def compared_with(test: Bound, name: str, limit: Interval, polarity: Polarity) -> Expression:
    """A bound on an interval against a limit that may be one itself."""
    limit_high = ABOVE if limit.high is None else limit.high
    low, high = f"{name}-low", f"{name}-high"
    match test:
        case AtLeast():
            return {"$gte": {low: limit_high}} if polarity.surely else {"$gte": {high: limit.low}}
        case MoreThan():
            return {"$gt": {low: limit_high}} if polarity.surely else {"$gt": {high: limit.low}}
        case LessThan():
            return {"$lt": {high: limit.low}} if polarity.surely else {"$lt": {low: limit_high}}
        case AtMost():
            return {"$lte": {high: limit.low}} if polarity.surely else {"$lte": {low: limit_high}}
        case _:
            assert_never(test)
