"""Criteria in the flat form a Rete network decides safely: tests on the fields of one fact, no joins, no negation.

A verdict is asked twice, once for "surely" and once for "possibly", with negations pushed to the leaves, so that each
unknown leaf is taken pessimistically or optimistically by its polarity. Everything that is not a test on one fact
(quantifiers, counts, other programmes) is a field whose code was worked out on the level below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.durable.expressions import (
    MOST_COMBINATIONS,
    MOST_TESTS,
    Expression,
    all_of,
    any_of,
    combinations,
    holding_at_once,
)
from eligibility.matching.durable.fields import (
    FALSE_CODE,
    TRUE_CODE,
    UNKNOWN_CODE,
    Polarity,
    codes,
    codes_of,
    compared_with,
    equals_number,
    field_name,
    negated,
    one_of_two,
    shares,
)
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
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.criteria import Bound, Criterion, Limit, Test
    from eligibility.model.fact import FactDefinition


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
        return one_of_two(name, FALSE_CODE if polarity.negated else TRUE_CODE, polarity)

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
                return equals_number(name, int(value), polarity)
            case Equals(value=value):
                return codes(definition, name, [value], polarity)
            case OneOf(values=values) if definition.type is FactType.CHOICES:
                return shares(name, values, tuple(definition.choices), polarity)
            case OneOf(values=values):
                return codes(definition, name, list(values), polarity)
            case AtLeast() | MoreThan() | LessThan() | AtMost():
                return self._bound(test, name, polarity, fields)
            case _:
                assert_never(test)

    def _bound(self, test: Bound, name: str, polarity: Polarity, fields: Fields) -> Expression:
        bound = negated(test) if polarity.negated else test
        alternatives = []
        for condition, limit in self._limits(test.limit, fields):
            comparison = not polarity.surely if limit is None else compared_with(bound, name, limit, polarity)
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


def _combined(criterion: AllOf | AnyOf, polarity: Polarity, expressions: list[Expression]) -> Expression:
    is_conjunction = isinstance(criterion, AllOf) is not polarity.negated
    return all_of(expressions) if is_conjunction else any_of(expressions)
