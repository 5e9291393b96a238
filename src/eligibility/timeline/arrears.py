"""Arrears: what a later-known law adds to months already paid by the law as it was known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from eligibility.determination import Determination
from eligibility.model.programme import Standing
from eligibility.timeline.line import monthly_dong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.engine import Engine
    from eligibility.household import Household


@dataclass(frozen=True, slots=True)
class Arrear:
    """One month of one programme whose amount became another.

    Attributes:
        programme: Id of the programme.
        member: Id of the member; None for the household.
        month: First day of the month.
        then: Đồng by the law as known then; None where not known exactly.
        now: Đồng by the law as known now; None where not known exactly.
        determination: The answer by the law as known now, with its clauses.
    """

    programme: str
    member: str | None
    month: date
    then: int | None
    now: int | None
    determination: Determination

    @property
    def difference(self) -> int | None:
        """Đồng to be paid in addition; None where either side is not known exactly."""
        return None if self.then is None or self.now is None else self.now - self.then


def arrears(
    engine: Engine, household: Household, *, jurisdiction: str, first: date, last: date, then: date, now: date
) -> list[Arrear]:
    """List the months whose amount changed because law became known later.

    Args:
        engine: Determines under one rulebook.
        household: The household.
        jurisdiction: Unit it lives in.
        first: Day in the first month looked at.
        last: Day in the last month looked at.
        then: Assessment date of the payments already made.
        now: Assessment date of the review.
    """
    found: list[Arrear] = []
    for month in _months(first, last):
        before = _monthly(engine, household, jurisdiction, month, then)
        after = _monthly(engine, household, jurisdiction, month, now)
        for key, determination in after.items():
            paid = monthly_dong(before[key]) if key in before else 0
            due = monthly_dong(determination)
            if paid != due:
                found.append(
                    Arrear(
                        programme=key[0],
                        member=key[1],
                        month=month,
                        then=paid if isinstance(paid, int) else None,
                        now=due if isinstance(due, int) else None,
                        determination=determination,
                    )
                )
    return found


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _monthly(
    engine: Engine, household: Household, jurisdiction: str, month: date, known_at: date
) -> dict[tuple[str, str | None], Determination]:
    result = engine.determine(household, jurisdiction=jurisdiction, on=month, known_at=known_at)
    return {
        (one.programme, one.subject.member): one
        for one in result.determinations
        if one.standing is Standing.ENTITLEMENT and any(each.every == "month" for each in one.entitlements)
    }
