"""Made-up households for the twelve rules, the same ones in every benchmark.

About one fact in ten is unknown, some births are known to the year only, and one list of members in fifty is not
complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from benchmarks.drawing import SIZES, Drawing, member_number, people_of
from benchmarks.twelve import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.household import Declared

Plain = dict[str, "Declared"]
Frames = tuple[pl.DataFrame, pl.DataFrame]

SEED = 20220615
YEAR_ONLY_SHARE = 10
INCOMPLETE_SHARE = 2

CHOICES = {
    "poverty_status": {"poor": 15, "near_poor": 15, "newly_escaped": 10, "none": 60},
    "living_standard": {"average": 50, "fairly_good": 40, "rich": 10},
    "area": {"rural": 70, "urban": 30},
    "disability_level": {"none": 88, "light": 5, "severe": 5, "extra_severe": 2},
    "supporter": {"has_supporter": 60, "none": 25, "on_monthly_allowance": 15},
}
"""Share of each choice in a hundred."""
HOUSEHOLD_CHOICES = ("poverty_status", "living_standard", "area")
MEMBER_CHOICES = ("disability_level", "supporter")
HOUSEHOLD_BOOLEANS = {
    "area_specially_difficult": 20,
    "has_housing_difficulty": 25,
    "deprived_employment": 35,
    "deprived_health": 35,
    "deprived_schooling": 35,
    "deprived_housing": 35,
    "deprived_water": 35,
    "deprived_information": 35,
}
"""Share of true in a hundred."""
MEMBER_BOOLEANS = {
    "has_hiv": 2,
    "receives_pension": 30,
    "receives_monthly_allowance": 15,
    "is_merit_person": 5,
    "is_ethnic_minority": 10,
    "has_bhyt": 70,
    "can_afford_bhyt": 50,
    "bhyt_paid_by_other_fund": 40,
}

_LEAST_INCOME, _INCOME_STEP, _INCOMES = 300_000, 10_000, 470


def population(count: int, first: int = 0, seed: int = SEED) -> Frames:
    """Households `first`, `first + 1`, … and their members, as two tables with one column for each fact.

    Births are `birth_low` and `birth_high` as `yyyymmdd`, null where unknown, and `birth_date`, the text as declared.
    """
    drawing = Drawing(pl.col("household"), seed)
    income = "income_dong_per_person_month"
    households = pl.select(pl.int_range(first, first + count, dtype=pl.Int64).alias("household")).with_columns(
        drawing.chosen("size", SIZES).alias("members"),
        (drawing.hundred("complete") >= INCOMPLETE_SHARE).alias("members_complete"),
        *(drawing.choice(name, CHOICES[name]) for name in HOUSEHOLD_CHOICES),
        *(drawing.boolean(name, share) for name, share in HOUSEHOLD_BOOLEANS.items()),
        drawing.known(income, _LEAST_INCOME + _INCOME_STEP * drawing.below(_INCOMES, income)).alias(income),
    )
    drawing = Drawing(member_number(), seed)
    low, high = drawing.birth(DAY, YEAR_ONLY_SHARE)
    members = (
        people_of(households)
        .with_columns(low.alias("birth_low"), high.alias("birth_high"))
        .with_columns(
            _text_of_birth().alias("birth_date"),
            *(drawing.choice(name, CHOICES[name]) for name in MEMBER_CHOICES),
            *(drawing.boolean(name, share) for name, share in MEMBER_BOOLEANS.items()),
        )
    )
    return households, members


def plain_households(frames: Frames) -> Iterator[Plain]:
    """The households as a person would declare them: unknown facts left out."""
    households, members = frames
    facts = ["birth_date", *MEMBER_CHOICES, *MEMBER_BOOLEANS]
    listed: dict[int, list[Plain]] = {}
    for row in members.iter_rows(named=True):
        member: Plain = {"id": f"m{row['position']}", **{name: row[name] for name in facts if row[name] is not None}}
        listed.setdefault(row["household"], []).append(member)
    facts = [*HOUSEHOLD_CHOICES, *HOUSEHOLD_BOOLEANS, "income_dong_per_person_month"]
    for row in households.iter_rows(named=True):
        household: Plain = {
            "id": f"h{row['household']}",
            **{name: row[name] for name in facts if row[name] is not None},
        }
        if not row["members_complete"]:
            household["members_complete"] = False
        yield household | {"members": listed[row["household"]]}


def _text_of_birth() -> pl.Expr:
    low = pl.col("birth_low").cast(pl.String)
    whole = pl.concat_str(low.str.slice(0, 4), low.str.slice(4, 2), low.str.slice(6, 2), separator="-")
    return pl.when(pl.col("birth_low") == pl.col("birth_high")).then(whole).otherwise(low.str.slice(0, 4))
