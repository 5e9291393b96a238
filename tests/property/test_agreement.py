"""Columns and household matcher give the same status, amounts and group states for random households."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.matching.columnar.encoding import encode
from eligibility.matching.columnar.matcher import ColumnarMatcher
from eligibility.matching.columnar.terms import Table
from eligibility.profile import profile_of
from tests.support.agreement import Drawing, Setting, compared, settings
from tests.support.households import Households

PLACES = [
    ("bentre", date(2022, 6, 15)),
    ("vinhlong", date(2024, 5, 10)),
    ("vietnam", date(2022, 6, 15)),
    ("vinhlong", date(2026, 8, 15)),
]
"""Inside a province, on days with and without its plan, in a country wider than its rules, and after a merger."""
TRIAL = [
    ("bentre", date(2022, 6, 15)),
    ("bentre", date(2024, 7, 2)),
    ("vietnam", date(2025, 8, 1)),
    ("bentre", date(2026, 8, 25)),
    ("angiang", date(2026, 11, 1)),
    ("vinhlong", date(2027, 2, 1)),
]
FEW, HANDFUL = 3, 5
"""Members of a small list, and how many such lists: where few are listed, many facts are known of everybody."""


@pytest.fixture(scope="module")
def trial() -> Engine:
    """The trial rows of the rule language use every construct."""
    return Engine(load_rulebook(Path(__file__).parent.parent / "fixtures" / "worked-rows"))


def agree(engine: Engine, setting: Setting, count: int, seed: int) -> None:
    drawing = Drawing(engine, seed)
    eligible = 0
    for size in [count // 2, count // 2, *[FEW] * HANDFUL]:
        (found,) = compared(engine, setting, drawing.profiles(setting, size))
        eligible += found.eligible

        assert not found.disagreements, "\n".join(map(str, (setting, *found.disagreements[:5])))
    assert eligible


@pytest.mark.parametrize("setting", settings(PLACES), ids=str)
def test_matchers_agree_under_the_rules(engine: Engine, examples: int, setting: Setting) -> None:
    agree(engine, setting, max(examples, 2000) // len(settings(PLACES)), seed=21)


@pytest.mark.parametrize("setting", settings(TRIAL), ids=str)
def test_matchers_agree_on_every_construct(trial: Engine, examples: int, setting: Setting) -> None:
    agree(trial, setting, max(examples, 2000) // len(settings(TRIAL)), seed=22)


@pytest.mark.parametrize("which", ["rules", "trial rows"])
def test_the_same_households_contradict_themselves(engine: Engine, trial: Engine, examples: int, which: str) -> None:
    chosen = engine if which == "rules" else trial
    matcher = chosen.matcher("bentre", date(2022, 6, 15), {})
    source = Households(chosen.rulebook.facts, matcher.law.on, seed=23, known=0.15)
    profiles = [
        profile_of(Household.model_validate(source.draw()), chosen.rulebook.facts, matcher.law.day)
        for _ in range(max(examples, 500))
    ]
    tables = encode(profiles, chosen.rulebook.facts)
    compiled = ColumnarMatcher(matcher).decide(tables)
    refused = tables.values(Table.HOUSEHOLDS, {"refused": compiled.refused}).get_column("refused").to_list()
    expected: list[bool] = []
    for profile in profiles:
        try:
            matcher.situation(profile)
        except HouseholdError:
            expected.append(True)
        else:
            expected.append(False)

    assert 0 < sum(expected) < len(expected)
    assert refused == expected
