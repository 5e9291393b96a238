"""The flat form: negation pushed to the leaves, each unknown leaf taken by its polarity."""

from __future__ import annotations

import itertools
import json
from datetime import date

import pytest

from eligibility.matching.durable.fields import Polarity, field_values
from eligibility.matching.durable.flat import Fields, Flattening
from eligibility.matching.durable.network import Network
from eligibility.matching.law import LawOfTheDay
from eligibility.model.criteria import AllOf, AnyOf, AtLeast, AtMost, Equals, FactTest, LessThan, MoreThan, Not, OneOf
from eligibility.model.rulebook import Rulebook
from eligibility.period import Interval
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict, verdict_of

POOR = FactTest(fact="household.poverty_status", tests=(Equals("poor"),))
CARD = FactTest(fact="member.has_bhyt", tests=(Equals(False),))


@pytest.fixture(scope="module")
def law(rulebook: Rulebook) -> LawOfTheDay:
    return LawOfTheDay(rulebook, "bentre", date(2022, 6, 15))


def asked(law: LawOfTheDay, criterion, values: dict[str, object]) -> Verdict:
    """The verdict of a criterion by the network itself, for given facts."""
    answers = {}
    for surely in (True, False):
        expression = Flattening(law).expression(criterion, Polarity(surely), Fields())
        fields: dict[str, int] = {}
        for name, value in values.items():
            definition = law.rulebook.facts[name]
            fields.update(field_values(definition, name.replace(".", "-"), value))
        answers[surely] = (
            expression if isinstance(expression, bool) else Network({"rule": expression}).fire([fields]) == [{"rule"}]
        )
    return verdict_of(surely=answers[True], possibly=answers[False])


@pytest.mark.parametrize(
    ("left", "right"), list(itertools.product(["poor", "none", None], [False, True, None])), ids=str
)
def test_combinations_under_a_negation_agree_with_kleene(law: LawOfTheDay, left, right) -> None:
    both = Not(part=AllOf(parts=(POOR, Not(part=AnyOf(parts=(CARD,))))))
    values = {"household.poverty_status": left, "member.has_bhyt": right}
    poor = UNKNOWN if left is None else MET if left == "poor" else NOT_MET
    holder = UNKNOWN if right is None else MET if right else NOT_MET
    expected = NOT_MET if poor is MET and holder is MET else MET if NOT_MET in (poor, holder) else UNKNOWN

    assert asked(law, both, values) is expected


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        (AtLeast(60), Interval(60, 60), MET),
        (AtLeast(60), Interval(59, 59), NOT_MET),
        (AtLeast(60), Interval(59, 60), UNKNOWN),
        (AtLeast(60), Interval(60, None), MET),
        (MoreThan(60), Interval(60, 60), NOT_MET),
        (MoreThan(60), Interval(61, 61), MET),
        (LessThan(80), Interval(79, 79), MET),
        (LessThan(80), Interval(80, 80), NOT_MET),
        (LessThan(80), Interval(79, 80), UNKNOWN),
        (AtMost(80), Interval(80, 80), MET),
        (AtMost(80), Interval(81, None), NOT_MET),
        (AtMost(80), None, UNKNOWN),
        (Equals(36), Interval(36, 36), MET),
        (Equals(36), Interval(35, 36), UNKNOWN),
        (Equals(36), Interval(30, 35), NOT_MET),
    ],
    ids=str,
)
def test_bounds_on_intervals_and_their_negations(law: LawOfTheDay, test, value, expected: Verdict) -> None:
    criterion = FactTest(fact="household.months_since_exit", tests=(test,))
    values = {"household.months_since_exit": value}

    assert asked(law, criterion, values) is expected
    assert asked(law, Not(part=criterion), values) is ~expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(frozenset({"house", "study"}), MET), (frozenset({"study"}), NOT_MET), (frozenset(), NOT_MET), (None, UNKNOWN)],
)
def test_a_set_shares_an_element_or_does_not(law: LawOfTheDay, value, expected: Verdict) -> None:
    criterion = FactTest(fact="household.loan_purpose", tests=(OneOf(("house", "production")),))
    values = {"household.loan_purpose": value}

    assert asked(law, criterion, values) is expected
    assert asked(law, Not(part=criterion), values) is ~expected


def test_no_expression_holds_a_negation(law: LawOfTheDay) -> None:
    flattening = Flattening(law)
    written = [
        flattening.expression(applied.version.eligible_when, Polarity(surely, negated=True), Fields())
        for applied in law.programmes.values()
        for surely in (True, False)
        if applied.version is not None and applied.version.eligible_when is not None
    ]

    operators = {part.split('"')[0] for text in map(json.dumps, written) for part in text.split('"$')[1:]}
    assert operators <= {"and", "or", "gt", "gte", "lt", "lte", "neq"}
