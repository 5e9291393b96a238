"""A made-up law in which everything that can turn on a day turns on some day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.timeline import Row, Step, Timeline, timeline

RULES = Path(__file__).parent / "rules"
FIRST, LAST = date(2021, 1, 1), date(2026, 6, 30)

Follow = Callable[..., Timeline]


@pytest.fixture(scope="session")
def made_up() -> Engine:
    """An engine on the made-up law."""
    return Engine(load_rulebook(RULES))


@pytest.fixture
def follow(made_up: Engine) -> Follow:
    """Follows a household of one member, whose facts are given, or of several, given as they are."""

    def run(*members: dict[str, object], first: date = FIRST, last: date = LAST, **given: object) -> Timeline:
        options = {key: given.pop(key) for key in ("issued", "known_at", "jurisdiction", "assume") if key in given}
        household = Household.model_validate({**given, "members": list(members)})
        return timeline(
            made_up, household, **{"jurisdiction": "mau", "language": "en", **options}, first=first, last=last
        )

    return run


def row(line: Timeline, programme: str, member: str | None = None) -> Row:
    """The row of a programme and subject."""
    return next(one for one in line.rows if (one.programme, one.member) == (programme, member))


def days(line: Timeline, programme: str, member: str | None = "m1") -> list[tuple[str, str]]:
    """First and last days of the spans of a row, with its status; none where it was never shown."""
    rows = [one for one in line.rows if (one.programme, one.member) == (programme, member)]
    return [(f"{span.first}..{span.last}", span.determination.status.value) for one in rows for span in one.spans]


def steps(line: Timeline, programme: str, member: str | None = "m1") -> list[Step]:
    """The steps of a row."""
    return [one for one in line.steps if (one.programme, one.member) == (programme, member)]
