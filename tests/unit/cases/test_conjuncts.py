"""Conditions are named from the top: a named combination stands for its parts, an unnamed one is replaced by them."""

from __future__ import annotations

import pytest

from eligibility.cases.conjuncts import named
from eligibility.determination import Reason
from eligibility.model.criteria import AllOf, AnyOf, CountMet, Equals, FactTest, Not
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict

WORDS = {"+": MET, "-": NOT_MET, "?": UNKNOWN}


def leaf(name: str) -> FactTest:
    return FactTest(id=name, fact=f"household.{name}", tests=(Equals(value=True),))


A, B, C = leaf("a"), leaf("b"), leaf("c")


@pytest.mark.parametrize(
    ("criterion", "verdicts", "not_met", "unknown"),
    [
        (A, "-", ["a"], []),
        (A, "?", [], ["a"]),
        (AllOf(parts=(A, B, C)), "+-?", ["b"], ["c"]),
        (AllOf(parts=(A, AllOf(parts=(B, C)))), "+-?", ["b"], ["c"]),
        (AllOf(parts=(A, AnyOf(parts=(B, C)))), "+--", ["b", "c"], []),
        (AllOf(parts=(A, AnyOf(parts=(B, C)))), "+-?", [], ["c"]),
        (AllOf(parts=(A, AnyOf(parts=(B, C)))), "--+", ["a"], []),
        (AllOf(parts=(A, AnyOf(parts=(AllOf(parts=(B, C)), A)))), "---", ["a", "b", "c"], []),
        (AllOf(parts=(A, Not(part=B))), "++", ["b"], []),
        (AllOf(parts=(A, Not(part=B))), "+-", [], []),
        (AllOf(parts=(A, Not(part=B))), "+?", [], ["b"]),
        (Not(part=AnyOf(parts=(A, B))), "-+", ["b"], []),
        (Not(part=AllOf(parts=(A, B))), "++", ["a", "b"], []),
        (CountMet(parts=(A, B, C), at_least=2), "+--", ["b", "c"], []),
        (CountMet(parts=(A, B, C), at_least=2), "+-?", [], ["c"]),
        (FactTest(fact="household.x", tests=(Equals(value=True),)), "", [], []),
    ],
)
def test_what_decides_is_named_from_the_top(criterion, verdicts: str, not_met: list[str], unknown: list[str]) -> None:
    reasons = [
        Reason(criterion=name, verdict=WORDS[verdict])
        for name, verdict in zip("abc"[: len(verdicts)], verdicts, strict=True)
    ]

    assert named(criterion, reasons, NOT_MET) == tuple(not_met)
    assert named(criterion, reasons, UNKNOWN) == tuple(unknown)


@pytest.mark.parametrize("verdict", [NOT_MET, UNKNOWN])
def test_a_named_combination_stands_for_its_parts(verdict: Verdict) -> None:
    criterion = AllOf(parts=(A, AnyOf(id="either", parts=(B, C))))
    parts = (Reason(criterion="b", verdict=verdict), Reason(criterion="c", verdict=verdict))
    reasons = [Reason(criterion="a", verdict=MET), Reason(criterion="either", verdict=verdict, parts=parts)]

    assert named(criterion, reasons, verdict) == ("either",)


def test_conditions_the_engine_adds_come_last() -> None:
    reasons = [Reason(criterion="delegated", verdict=NOT_MET), Reason(criterion="a", verdict=NOT_MET)]

    assert named(A, reasons, NOT_MET) == ("a", "delegated")
    assert named(None, reasons[:1], NOT_MET) == ("delegated",)
