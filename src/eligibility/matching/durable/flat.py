"""Criteria in the flat form a Rete network decides safely: tests on the fields of one fact, no joins, no negation.

A verdict is asked twice, once for "surely" and once for "possibly", with negations pushed to the leaves, so that each
unknown leaf is taken pessimistically or optimistically by its polarity. Everything that is not a test on one fact
(quantifiers, counts, other programmes) is a field whose code was worked out on the level below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    CountMembers,
    CountMet,
    EligibleFor,
    Equals,
    FactTest,
    LessThan,
    MoreThan,
    Not,
    OneOf,
    ReferenceDate,
    SomeMember,
)
from eligibility.model.fact import FactType
from eligibility.period import Interval, point

if TYPE_CHECKING:
    from eligibility.facts import Known
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.criteria import Bound, Criterion, Limit, Test, Value
    from eligibility.model.fact import FactDefinition

Expression = dict[str, object] | bool
"""A durable-rules condition on one fact, or a constant."""

UNKNOWN_CODE = 0
FALSE_CODE, TRUE_CODE = 1, 2
BELOW, ABOVE = -1, 2**60
"""Bounds of an ordered fact of which nothing is known. Integers above 2**63 saturate silently."""

MOST_COMBINATIONS = 10
"""Nested conjunctions and disjunctions a rule may hold; the library refuses a rule at about 15."""
MOST_TESTS = 60
"""Tests that may hold at once: the library keeps 64 that it has not followed yet, and one more is its error 303."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """Which of the two questions is asked of a criterion.

    Attributes:
        surely: Whether unknown counts as no.
        negated: Whether the criterion stands under an odd number of negations.
    """

    surely: bool
    negated: bool = False


@dataclass
class Fields:
    """The fields a set of expressions looks at.

    Attributes:
        facts: Facts by full name, with whether only their stated value counts.
        outside: Criteria decided on the level below, by the field that holds their code.
    """

    facts: dict[tuple[str, bool], None] = field(default_factory=dict)
    outside: dict[str, Criterion] = field(default_factory=dict)


class Flattening:
    """Turns criteria into expressions for one day and place.

    Args:
        law: The law of that day and place.
    """

    def __init__(self, law: LawOfTheDay) -> None:
        self._law = law
        self._names: dict[Criterion, str] = {}

    def expression(self, criterion: Criterion, polarity: Polarity, fields: Fields) -> Expression:
        """The condition under which a criterion holds, surely or possibly.

        One that would be too large for a rule leaves its larger parts to the level below.
        """
        own = Fields()
        expression = self._expression(criterion, polarity, own)
        if combinations(expression) > MOST_COMBINATIONS or holding_at_once(expression) > MOST_TESTS:
            own = Fields()
            expression = self._divided(criterion, polarity, own)
        fields.facts.update(own.facts)
        fields.outside.update(own.outside)
        return expression

    def _expression(self, criterion: Criterion, polarity: Polarity, fields: Fields) -> Expression:
        match criterion:
            case FactTest():
                return self._fact_test(criterion, polarity, fields)
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return _combined(criterion, polarity, [self._expression(part, polarity, fields) for part in parts])
            case Not(part=part):
                return self._expression(part, Polarity(polarity.surely, not polarity.negated), fields)
            case CountMet() | SomeMember() | CountMembers() | EligibleFor():
                return self._outside(criterion, polarity, fields)
            case _:
                assert_never(criterion)

    def _divided(self, criterion: Criterion, polarity: Polarity, fields: Fields) -> Expression:
        if isinstance(criterion, Not):
            return self._divided(criterion.part, Polarity(polarity.surely, not polarity.negated), fields)
        if not isinstance(criterion, AllOf | AnyOf):
            return self._expression(criterion, polarity, fields)
        parts: list[Expression] = []
        for part in criterion.parts:
            own = Fields()
            expression = self._expression(part, polarity, own)
            if combinations(expression):
                parts.append(self._outside(part, polarity, fields))
            else:
                fields.facts.update(own.facts)
                fields.outside.update(own.outside)
                parts.append(expression)
        return _combined(criterion, polarity, parts)

    def _outside(self, criterion: Criterion, polarity: Polarity, fields: Fields) -> Expression:
        name = self._names.setdefault(criterion, f"outside-{len(self._names)}")
        fields.outside[name] = criterion
        return _one_of_two(name, FALSE_CODE if polarity.negated else TRUE_CODE, polarity)

    def _fact_test(self, criterion: FactTest, polarity: Polarity, fields: Fields) -> Expression:
        definition = self._law.rulebook.facts[criterion.fact]
        fields.facts[criterion.fact, criterion.stated_only] = None
        name = field_name(criterion.fact, stated_only=criterion.stated_only)
        expressions = [self._test(test, definition, name, polarity, fields) for test in criterion.tests]
        return any_of(expressions) if polarity.negated else all_of(expressions)

    def _test(
        self, test: Test, definition: FactDefinition, name: str, polarity: Polarity, fields: Fields
    ) -> Expression:
        match test:
            case Equals(value=value) if definition.type.is_ordered:
                return _equals_number(name, int(value), polarity)
            case Equals(value=value):
                return _codes(definition, name, [value], polarity)
            case OneOf(values=values) if definition.type is FactType.CHOICES:
                return _shares(name, values, tuple(definition.choices), polarity)
            case OneOf(values=values):
                return _codes(definition, name, list(values), polarity)
            case AtLeast() | MoreThan() | LessThan() | AtMost():
                return self._bound(test, name, polarity, fields)
            case _:
                assert_never(test)

    def _bound(self, test: Bound, name: str, polarity: Polarity, fields: Fields) -> Expression:
        compared = _negated(test) if polarity.negated else test
        alternatives = []
        for condition, limit in self._limits(test.limit, fields):
            comparison = not polarity.surely if limit is None else _compared(compared, name, limit, polarity)
            alternatives.append(all_of([condition, comparison]))
        return any_of(alternatives)

    def _limits(self, limit: Limit, fields: Fields) -> list[tuple[Expression, Interval | None]]:
        """Limits by the code of the choosing fact: one alternative per value and one for unknown."""
        if isinstance(limit, int):
            return [(True, point(limit))]
        if isinstance(limit, ReferenceDate):
            return [(True, point(self._law.day))]
        worth = self._law.standard(limit)
        if worth is None:
            return [(True, None)]
        if limit.by is None or "" in worth.values:
            return [(True, worth.at(None))]
        definition = self._law.rulebook.facts[limit.by]
        fields.facts[limit.by, False] = None
        name = field_name(limit.by)
        known = {value: code for value, code in codes_of(definition).items() if value in worth.values}
        alternatives: list[tuple[Expression, Interval | None]] = [
            ({name: code}, worth.at(value)) for value, code in known.items()
        ]
        others = [UNKNOWN_CODE, *(code for value, code in codes_of(definition).items() if value not in known)]
        alternatives.append((any_of([{name: code} for code in others]), worth.at(None)))
        return alternatives


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


def all_of(expressions: list[Expression]) -> Expression:
    """A conjunction, constants folded."""
    if any(expression is False for expression in expressions):
        return False
    return _joined("$and", [expression for expression in expressions if not isinstance(expression, bool)], empty=True)


def any_of(expressions: list[Expression]) -> Expression:
    """A disjunction, constants folded."""
    if any(expression is True for expression in expressions):
        return True
    return _joined("$or", [expression for expression in expressions if not isinstance(expression, bool)], empty=False)


def combinations(expression: Expression) -> int:
    """How many conjunctions and disjunctions an expression holds."""
    if isinstance(expression, bool):
        return 0
    return sum(
        1 + sum(combinations(part) for part in parts)
        for operator, parts in expression.items()
        if operator in ("$and", "$or") and isinstance(parts, list)
    )


def holding_at_once(expression: Expression) -> int:
    """At most so many tests of an expression hold at once: of several codes of one field only one does."""
    if isinstance(expression, bool):
        return 0
    parts = expression.get("$or", expression.get("$and"))
    if not isinstance(parts, list):
        return 1
    codes = {name for part in parts for name, value in part.items() if isinstance(value, int)}
    return len(codes) + sum(holding_at_once(part) for part in parts if codes.isdisjoint(part))


def _combined(criterion: AllOf | AnyOf, polarity: Polarity, expressions: list[Expression]) -> Expression:
    is_conjunction = isinstance(criterion, AllOf) is not polarity.negated
    return all_of(expressions) if is_conjunction else any_of(expressions)


def _joined(operator: str, expressions: list[dict[str, object]], *, empty: bool) -> Expression:
    """Join expressions, taking the parts of one of the same operator as one's own."""
    parts: list[dict[str, object]] = []
    for expression in expressions:
        inner = expression.get(operator)
        parts += inner if isinstance(inner, list) else [expression]
    if not parts:
        return empty
    return parts[0] if len(parts) == 1 else {operator: parts}


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _member_code(value: Known | None, choice: str) -> int:
    if not isinstance(value, frozenset):
        return UNKNOWN_CODE
    return TRUE_CODE if choice in value else FALSE_CODE


def _codes(definition: FactDefinition, name: str, values: list[Value], polarity: Polarity) -> Expression:
    known = codes_of(definition)
    wanted = {known[_word(value)] for value in values}
    if polarity.negated:
        wanted = set(known.values()) - wanted
    if definition.type is FactType.BOOLEAN and len(wanted) == 1:
        return _one_of_two(name, wanted.pop(), polarity)
    return _one_code(name, sorted(wanted), polarity)


def _one_of_two(name: str, wanted: int, polarity: Polarity) -> Expression:
    """Whether a boolean field has a code: possibly unless it has the other one."""
    return {name: wanted} if polarity.surely else {"$neq": {name: TRUE_CODE + FALSE_CODE - wanted}}


def _one_code(name: str, wanted: list[int], polarity: Polarity) -> Expression:
    accepted = wanted if polarity.surely else [UNKNOWN_CODE, *wanted]
    return any_of([{name: code} for code in accepted])


def _shares(name: str, values: tuple[str, ...], choices: tuple[str, ...], polarity: Polarity) -> Expression:
    """Whether a set shares an element with the values; all its fields are unknown together."""
    unknown: list[Expression] = [] if polarity.surely else [{f"{name}={choices[0]}": UNKNOWN_CODE}]
    if polarity.negated:
        return any_of([*unknown, all_of([{f"{name}={value}": FALSE_CODE} for value in values])])
    shared: list[Expression] = [{f"{name}={value}": TRUE_CODE} for value in values]
    return any_of(unknown + shared)


def _equals_number(name: str, number: int, polarity: Polarity) -> Expression:
    low, high = f"{name}-low", f"{name}-high"
    if polarity.negated:
        outside: list[Expression] = [{"$gt": {low: number}}, {"$lt": {high: number}}]
        if not polarity.surely:
            outside += [{"$lt": {low: number}}, {"$gt": {high: number}}]
        return any_of(outside)
    if polarity.surely:
        return all_of([{low: number}, {high: number}])
    return all_of([{"$lte": {low: number}}, {"$gte": {high: number}}])


def _negated(test: Bound) -> Bound:
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


def _compared(test: Bound, name: str, limit: Interval, polarity: Polarity) -> Expression:
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
