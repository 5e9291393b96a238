"""Arrears: what law that became known later changes in months already paid."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility.determination import DongRange
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.timeline import Arrear, arrears, sums

THEN, NOW = date(2025, 8, 1), date(2026, 1, 1)
"""The decree in force from 2025-07-01 was signed on 2025-08-20."""


@pytest.fixture
def owed(made_up: Engine):
    def run(*members: dict[str, object], first: date, last: date, then: date = THEN, now: date | None = NOW, **given):
        household = Household.model_validate({**given, "members": list(members)})
        return arrears(made_up, household, jurisdiction="mau", first=first, last=last, then=then, now=now)

    return run


def plain(found: list[Arrear]) -> list[tuple[str, str, object, object, object]]:
    return [(one.programme, f"{one.month:%Y-%m}", one.then, one.now, one.difference) for one in found]


def test_months_paid_before_a_decree_was_signed_are_made_good(owed) -> None:
    found = owed({"birth_date": "1940-01-01"}, first=date(2025, 5, 5), last=date(2025, 9, 30))

    # by the law as known on 1 August nothing was in force after 30 June; 1.5 × 540,000 = 810,000
    assert plain(found) == [
        ("old-age", "2025-07", 0, 810_000, 810_000),
        ("old-age", "2025-08", 0, 810_000, 810_000),
        ("old-age", "2025-09", 0, 810_000, 810_000),
    ]
    assert [(one.programme, one.member, one.dong, one.unknown) for one in sums(found)] == [
        ("old-age", "m1", 2_430_000, 0)
    ]


def test_what_was_known_all_along_is_no_arrear(owed) -> None:
    assert (
        owed({"birth_date": "1940-01-01"}, first=date(2025, 7, 1), last=date(2025, 9, 1), then=date(2025, 8, 20)) == []
    )


def test_without_a_day_all_law_that_is_known_counts(owed) -> None:
    assert len(owed({"birth_date": "1940-01-01"}, first=date(2025, 7, 1), last=date(2025, 7, 1), now=None)) == 1


def test_the_month_in_which_an_age_is_reached_counts_whole(owed) -> None:
    found = owed({"birth_date": "1950-08-31"}, first=date(2025, 7, 1), last=date(2025, 8, 31))

    assert plain(found) == [("old-age", "2025-08", 0, 810_000, 810_000)]


def test_the_month_of_a_death_still_counts(owed) -> None:
    found = owed(
        {"birth_date": "1940-01-01", "died_on": "2025-08-02"},
        {"birth_date": "1990", "works": True},
        first=date(2025, 7, 1),
        last=date(2025, 10, 1),
    )

    assert [month for _programme, month, *_ in plain(found)] == ["2025-07", "2025-08"]


def test_an_earlier_review_takes_back_what_the_later_law_does_not_give(owed) -> None:
    found = owed({"birth_date": "1940-01-01"}, first=date(2025, 7, 1), last=date(2025, 7, 1), then=NOW, now=THEN)

    assert plain(found) == [("old-age", "2025-07", 810_000, 0, -810_000)]
    assert sums(found)[0].dong == -810_000


def test_an_answer_that_is_open_is_counted_as_not_known(owed) -> None:
    found = owed({"birth_date": "1950-08"}, first=date(2025, 7, 1), last=date(2025, 8, 31))

    # born in August 1950: 75 by the last day of August at the latest
    assert plain(found) == [("old-age", "2025-08", 0, 810_000, 810_000)]
    unclear = owed({"birth_date": "1950"}, first=date(2025, 7, 1), last=date(2025, 7, 1))
    assert plain(unclear) == [("old-age", "2025-07", 0, None, None)]
    assert (sums(unclear)[0].dong, sums(unclear)[0].unknown) == (0, 1)


def test_a_range_is_taken_from_a_range_at_its_bounds() -> None:
    one = Arrear("x", None, date(2025, 7, 1), DongRange(0, 100), DongRange(50, 200), None)  # type: ignore[arg-type]

    assert one.difference == DongRange(-50, 200)
