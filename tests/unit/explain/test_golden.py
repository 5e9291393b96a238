"""Whole pages as a reader sees them.

ELIGIBILITY_RECORD=1 writes them anew; read the difference aloud before you commit it, and say why it changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from eligibility.explain.catalogue import explain_facts, explain_programmes
from eligibility.explain.people import people_of
from eligibility.explain.programme import explain_programme
from eligibility.explain.result import explain_result
from eligibility.household import Household
from eligibility.model.rulebook import Rulebook
from eligibility.model.text import Language

GOLDEN = Path(__file__).parent / "golden"
PROGRAMMES = (
    "old-age-allowance",
    "child-allowance",
    "house-help",
    "mau-card",
    "mau-house",
    "mau-model",
    "mau-assistance",
    "mau-draft",
    "mau-rural-first",
)


def compare(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("ELIGIBILITY_RECORD"):
        file.write_text(text, encoding="utf-8")
    expected = file.read_text(encoding="utf-8")

    assert expected == text


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("everything", [False, True], ids=["result", "result-all"])
def test_a_result_reads_as_recorded(
    determined: Callable[..., object], tiny: Rulebook, family: Household, language: Language, everything: bool
) -> None:
    result = determined(language=language, everything=everything)
    people = people_of(family, tiny.facts, language)
    text = explain_result(result, tiny, language=language, people=people, everything=everything)  # type: ignore[arg-type]

    compare(f"result{'-all' if everything else ''}.{language}.txt", text)


def test_what_is_issued_and_what_is_assumed_is_said(determined: Callable[..., object], tiny: Rulebook) -> None:
    household = Household.model_validate(
        {
            "poverty_status": "near_poor",
            "has_house_need": True,
            "members": [{"birth_date": "1990", "has_card": False, "is_disabled": False}],
        }
    )
    result = determined(household, assume=True, issued={"card_resolution": True}, everything=False)

    compare("result-issued.vi.txt", explain_result(result, tiny))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_reads_as_recorded(tiny: Rulebook, name: str, language: Language) -> None:
    text = explain_programme(tiny.programmes[name], tiny, language=language)

    compare(f"{name}.{language}.txt", text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_lists_read_as_recorded(tiny: Rulebook, language: Language) -> None:
    compare(f"facts.{language}.txt", explain_facts(tiny, language=language))
    compare(f"programmes.{language}.txt", explain_programmes(tiny, list(tiny.programmes.values()), language=language))
