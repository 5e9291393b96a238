"""The twelve rules over long lists, Parquet to Parquet, in several hands.

Each module has `run(source, target)`: it reads `households.parquet` and `members.parquet` from a folder and writes what
our batch writes into another: the status of each rule for each household (`households`) and each member (`members`),
and a row with amount, standing and clause for each rule someone is eligible for (`eligible`), in one file or several.
"""

from __future__ import annotations

from typing import NamedTuple


class Grant(NamedTuple):
    """What stands in the row of somebody who is eligible.

    Attributes:
        standing: What the provision promises.
        kind: What is granted; None where nothing is.
        every: How often.
        basis: Where the amount comes from; None where there is none.
        dong: The amount, where it is the same for everybody.
    """

    standing: str
    kind: str | None
    every: str | None
    basis: str | None
    dong: int | None = None


GRANTS = {
    "child-with-hiv": Grant("entitlement", "cash", "month", "derived"),
    "elderly-without-support": Grant("entitlement", "cash", "month", "derived"),
    "very-old-without-pension": Grant("entitlement", "cash", "month", "derived", 360_000),
    "severe-disability": Grant("entitlement", "cash", "month", "derived"),
    "small-child-difficult-area": Grant("entitlement", "cash", "month", "derived", 540_000),
    "legal-aid": Grant("entitlement", "service", None, None),
    "poverty-review": Grant("goal", None, None, None),
    "near-poor-card": Grant("candidate", "premium_subsidy", "year", "derived", 241_380),
    "elderly-card": Grant("candidate", "premium_subsidy", "year", "derived", 804_600),
    "charity-house": Grant("candidate", "in_kind", "once", "planned", 50_000_000),
    "household-care": Grant("candidate", "in_kind", "once", "planned", 500_000),
    "many-children": Grant("candidate", "cash", "month", "planned", 150_000),
}
"""By rule, in the order of the pack: the number of a row's clause is its place here."""

STANDARD = 360_000
"""Đồng that three of the rules multiply by a coefficient."""

ELIGIBLE_COLUMNS = (
    "household_id",
    "member_id",
    "programme",
    "benefit",
    "standing",
    "kind",
    "every",
    "low",
    "high",
    "basis",
    "clause",
)
"""Columns of `eligible` that every hand writes. Ours has four more, for groups of programmes; the twelve have none."""
