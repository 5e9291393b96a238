"""A made-up law of a made-up province in which every sort of condition, grant and standing occurs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eligibility.determination import Result
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.model.rulebook import Rulebook

RULES = Path(__file__).parent / "rules"
ON = date(2022, 6, 15)

FAMILY = {
    "id": "h7",
    "poverty_status": "near_poor",
    "loan_purpose": ["house"],
    "has_house_need": True,
    "income_dong": 900_000,
    "exit_date": "2022-02",
    "members": [
        {
            "id": "me",
            "relation_to_head": "head",
            "birth_date": "1990-04-02",
            "has_card": False,
            "is_disabled": True,
            "level": "severe",
        },
        {
            "id": "be",
            "relation_to_head": "child",
            "birth_date": "2020-05-01",
            "raised_by": ["me"],
            "is_disabled": False,
            "has_hiv": False,
        },
        {
            "id": "ba",
            "relation_to_head": "parent",
            "birth_date": "1942",
            "has_card": True,
            "is_disabled": True,
            "level": "light",
            "raised_by": [],
        },
        {
            "id": "ong",
            "relation_to_head": "parent",
            "birth_date": "1940-01-01",
            "died_on": "2022-03-03",
            "raised_by": [],
        },
        {"id": "moi", "relation_to_head": "child", "birth_date": "2022-08-01"},
    ],
}
"""Three people, one who died in March and one who is born in August."""

Determined = Callable[..., Result]


@pytest.fixture(scope="session")
def tiny() -> Rulebook:
    return load_rulebook(RULES)


@pytest.fixture(scope="session")
def family() -> Household:
    return Household.model_validate(FAMILY)


@pytest.fixture(scope="session")
def determined(tiny: Rulebook, family: Household) -> Determined:
    """Determines the family, or another household, under a receipt that is always the same."""
    engine = Engine(tiny)

    def determine(household: Household = family, **options: object) -> Result:
        asked = {"jurisdiction": "mau", "on": ON, "everything": True, **options}
        result = engine.determine(household, **asked)  # type: ignore[arg-type]
        receipt = replace(
            result.receipt,
            software="0.0.0",
            rulebook="sha256:0123456789abcdef",
            input="sha256:fedcba9876543210",
            at="2026-11-23T10:00:00+07:00",
        )
        return replace(result, receipt=receipt)

    return determine
