"""Whether the cases would notice a wrong rule: rows, conditions, boundaries, dates and amounts, over all packs.

A failure lists exactly which cases are missing, by programme.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.case_strength import CaseStrength, listed

from eligibility.cases import read_cases
from eligibility.engine import Engine

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def strength(engine: Engine) -> CaseStrength:
    return CaseStrength(engine, read_cases([CASES], engine.rulebook))


def test_every_row_is_met_not_met_and_undetermined_in_some_case(strength: CaseStrength) -> None:
    gaps = listed(strength.statuses())

    assert not gaps, f"missing cases:\n{gaps}"


def test_every_condition_is_met_in_one_case_and_not_met_in_another(strength: CaseStrength) -> None:
    gaps = listed(strength.leaves())

    assert not gaps, f"missing cases:\n{gaps}"


def test_every_alternative_is_enough_alone_in_some_case(strength: CaseStrength) -> None:
    gaps = listed(strength.alternatives())

    assert not gaps, f"missing cases:\n{gaps}"


def test_every_threshold_has_a_case_just_below_on_and_above(strength: CaseStrength) -> None:
    gaps = listed(strength.thresholds())

    assert not gaps, f"missing cases:\n{gaps}"


def test_every_effective_date_has_a_case_on_both_sides(strength: CaseStrength) -> None:
    gaps = listed(strength.dates())

    assert not gaps, f"missing cases:\n{gaps}"


def test_every_amount_is_expected_by_some_case(strength: CaseStrength) -> None:
    gaps = listed(strength.amounts())

    assert not gaps, f"missing cases:\n{gaps}"
