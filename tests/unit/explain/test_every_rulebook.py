"""Nothing in the rules lacks words: everything of every rulebook at hand is explained in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.support.households import Households, consistent

from eligibility.engine import Engine
from eligibility.explain.catalogue import explain_facts, explain_programmes
from eligibility.explain.plain import plain_facts, plain_programme
from eligibility.explain.programme import explain_programme
from eligibility.explain.result import explain_result
from eligibility.loading import load_rulebook
from eligibility.model.rulebook import Rulebook
from eligibility.model.text import Language

WORKED_ROWS = Path(__file__).parents[2] / "fixtures" / "worked-rows"
PLACES = (
    ("bentre", date(2022, 6, 15)),
    ("vietnam", date(2022, 6, 15)),
    ("vietnam", date(2026, 8, 1)),
    ("vinhlong", date(2026, 1, 1)),
    ("huongtra", date(2022, 11, 1)),
)
UNFILLED = re.compile(r"\{\w*\}|<\w+ object|<\w+\.\w+:")


@pytest.fixture(scope="module")
def worked_rows() -> Rulebook:
    return load_rulebook(WORKED_ROWS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_real_programme_and_fact_has_words(rulebook: Rulebook, language: Language) -> None:
    pages = [explain_programme(one, rulebook, language=language) for one in rulebook.programmes.values()]
    pages.append(explain_facts(rulebook, language=language))
    pages.append(explain_programmes(rulebook, list(rulebook.programmes.values()), language=language))

    assert not [found for page in pages for found in UNFILLED.findall(page)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_construct_of_the_language_has_words(worked_rows: Rulebook, language: Language) -> None:
    pages = [explain_programme(one, worked_rows, language=language) for one in worked_rows.programmes.values()]

    assert not [found for page in pages for found in UNFILLED.findall(page)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}-{place[1]}")
def test_every_result_has_words(worked_rows: Rulebook, place: tuple[str, date]) -> None:
    engine = Engine(worked_rows)
    source = Households(worked_rows.facts, place[1], seed=5)
    explained = 0
    while explained < 15:
        household = consistent(engine, source.draw(), *place)
        if household is None:
            continue
        explained += 1
        issued = dict.fromkeys(worked_rows.pending, True) if explained % 3 == 0 else {}
        for language in ("vi", "en"):
            result = engine.determine(
                household,
                jurisdiction=place[0],
                on=place[1],
                everything=True,
                assume=explained % 2 == 0,
                issued=issued,  # type: ignore[arg-type]
                language=language,
            )

            assert not UNFILLED.findall(explain_result(result, worked_rows, language=language, everything=True))


def test_lists_for_programs_hold_the_same_names(worked_rows: Rulebook, rulebook: Rulebook) -> None:
    for rules in (worked_rows, rulebook):
        plain = [plain_programme(one, rules) for one in rules.programmes.values()]

        assert [one["id"] for one in plain] == list(rules.programmes)
        assert [one["name"] for one in plain_facts(rules)] == list(rules.facts)
        assert all(
            says
            for one in plain
            for version in one["versions"]
            for part in version["conditions"]
            for says in part["says"].values()
        )
