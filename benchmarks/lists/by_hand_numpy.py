"""The twelve rules in NumPy, the whole list in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.lists.arrays import Array, Arrays, chosen, reaches, read, write

if TYPE_CHECKING:
    from pathlib import Path


def run(source: Path, target: Path) -> None:
    """Read, decide, write."""
    arrays = read(source)
    write(arrays, verdicts(arrays), target)


def verdicts(arrays: Arrays) -> dict[str, Array]:
    """The codes of every rule."""
    household, member, of = arrays.household, arrays.member, arrays.household_of
    low, high = member["age_low"], member["age_high"]
    child, small = 2 - reaches(low, high, 16), 2 - reaches(low, high, 3)
    elderly, very_old = reaches(low, high, 60), reaches(low, high, 80)
    poor_household = chosen("poverty_status", household["poverty_status"], "poor")
    poor_or_near = chosen("poverty_status", household["poverty_status"], "poor", "near_poor")
    poor = poor_household[of]
    near_poor = chosen("poverty_status", household["poverty_status"], "near_poor")[of]
    difficult = household["area_specially_difficult"][of]
    average = chosen("living_standard", household["living_standard"], "average")[of]
    level, on_allowance = member["disability_level"], member["receives_monthly_allowance"]
    severe = chosen("disability_level", level, "severe", "extra_severe")
    no_supporter = chosen("supporter", member["supporter"], "none", "on_monthly_allowance")
    child_with_hiv = _and(child, member["has_hiv"], poor)
    without_support = _and(elderly, poor, no_supporter)
    in_group = _or(chosen("disability_level", level, "light", "severe", "extra_severe"), elderly, member["has_hiv"])

    open_list = np.where(household["complete"] == 2, 0, 1).astype(np.int8)
    cared_for = np.maximum.reduceat(_or(small, elderly, severe), arrays.starts)
    sure = np.add.reduceat((child == 2).astype(np.int32), arrays.starts)
    perhaps = np.add.reduceat((child > 0).astype(np.int32), arrays.starts) + 99 * open_list
    area = household["area"]
    line, greatest = np.array([1_500_000, 1_500_000, 2_000_000]), np.array([2_000_000, 1_500_000, 2_000_000])
    low_income = (household["income_high"] <= line[area]).astype(np.int8) + (household["income_low"] <= greatest[area])
    deprived = np.stack([values for name, values in household.items() if name.startswith("deprived_")])
    return {
        "child-with-hiv": child_with_hiv,
        "elderly-without-support": without_support,
        "very-old-without-pension": _and(
            very_old, 2 - without_support, 2 - member["receives_pension"], 2 - on_allowance
        ),
        "severe-disability": severe,
        "small-child-difficult-area": _and(small, poor_or_near[of], difficult, 2 - _or(child_with_hiv, severe)),
        "legal-aid": _or(
            member["is_merit_person"],
            poor,
            child,
            np.minimum(member["is_ethnic_minority"], difficult),
            np.minimum(np.maximum(near_poor, on_allowance), in_group),
        ),
        "near-poor-card": np.minimum(near_poor, 2 - member["bhyt_paid_by_other_fund"]),
        "elderly-card": _and(elderly, 2 - very_old, 2 - member["has_bhyt"], average, 2 - member["can_afford_bhyt"]),
        "poverty-review": np.minimum(low_income, reaches((deprived == 2).sum(axis=0), (deprived > 0).sum(axis=0), 3)),
        "charity-house": np.minimum(poor_household, household["has_housing_difficulty"]),
        "household-care": np.minimum(poor_or_near, np.maximum(cared_for, open_list)),
        "many-children": np.minimum(reaches(sure, perhaps, 2), low_income),
    }


def _and(first: Array, *others: Array) -> Array:
    for other in others:
        first = np.minimum(first, other)
    return first


def _or(first: Array, *others: Array) -> Array:
    for other in others:
        first = np.maximum(first, other)
    return first
