"""The twelve rules as one function that somebody wrote by hand, three-valued: the oracle and the limit.

Written from the pack's text and not from any engine. Verdicts are 0 not met, 1 unknown, 2 met, so that "and" is `min`,
"or" is `max` and "not" is 2 minus; spelled out as conditions where that is faster.
"""

# ruff: noqa: PLR0915, PLR1730, SIM108  (one plain function, as fast as Python allows: no calls in the loop that an `if` saves)

from __future__ import annotations

from typing import Any

_IS_TRUE = {None: 1, True: 2, False: 0}
_IS_FALSE = {None: 1, True: 0, False: 2}
_POOR = {None: 1, "poor": 2, "near_poor": 0, "newly_escaped": 0, "none": 0}
_NEAR_POOR = {None: 1, "poor": 0, "near_poor": 2, "newly_escaped": 0, "none": 0}
_POOR_OR_NEAR = {None: 1, "poor": 2, "near_poor": 2, "newly_escaped": 0, "none": 0}
_AVERAGE = {None: 1, "average": 2, "fairly_good": 0, "rich": 0}
_SEVERE = {None: 1, "none": 0, "light": 0, "severe": 2, "extra_severe": 2}
_DISABLED = {None: 1, "none": 0, "light": 2, "severe": 2, "extra_severe": 2}
_NO_SUPPORTER = {None: 1, "has_supporter": 0, "none": 2, "on_monthly_allowance": 2}
_LINE_LOW = {None: 1_500_000, "rural": 1_500_000, "urban": 2_000_000}
_LINE_HIGH = {None: 2_000_000, "rural": 1_500_000, "urban": 2_000_000}


def decide(household: dict[str, Any]) -> tuple[list[tuple[int, ...]], tuple[int, int, int, int]]:
    """The verdicts of one household in its native form.

    Returns:
        For each member the verdicts of the member rules, and those of the household rules, in the order of the package.
    """
    status = household["poverty_status"]
    poor, near_poor, poor_or_near = _POOR[status], _NEAR_POOR[status], _POOR_OR_NEAR[status]
    difficult = _IS_TRUE[household["area_specially_difficult"]]
    average = _AVERAGE[household["living_standard"]]
    complete = household["complete"]

    small_child = some_elderly = some_severe = 0 if complete else 1
    children = perhaps_children = 0
    of_members = []
    for member in household["members"]:
        low, high = member["age_low"], member["age_high"]
        child = 2 if high < 16 else 1 if low < 16 else 0
        elderly = 2 if low >= 60 else 1 if high >= 60 else 0
        small = 0 if child == 0 or low >= 3 else 2 if high < 3 else 1
        hiv = _IS_TRUE[member["has_hiv"]]
        level = member["disability_level"]
        severe = _SEVERE[level]
        on_allowance = member["receives_monthly_allowance"]

        child_with_hiv = 0 if child == 0 or hiv == 0 or poor == 0 else min(child, hiv, poor)
        without_support = 0 if elderly == 0 or poor == 0 else min(elderly, poor, _NO_SUPPORTER[member["supporter"]])
        if high < 80:
            very_old = 0
        else:
            very_old = min(
                2 if low >= 80 else 1,
                2 - without_support,
                _IS_FALSE[member["receives_pension"]],
                _IS_FALSE[on_allowance],
            )
        if small == 0 or poor_or_near == 0 or difficult == 0:
            in_difficult_area = 0
        else:
            in_difficult_area = min(small, poor_or_near, difficult, 2 - max(child_with_hiv, severe))
        legal_aid = max(_IS_TRUE[member["is_merit_person"]], poor, child)
        if legal_aid != 2:
            minority = _IS_TRUE[member["is_ethnic_minority"]]
            hardship = max(near_poor, _IS_TRUE[on_allowance])
            in_group = max(_DISABLED[level], elderly, hiv)
            legal_aid = max(legal_aid, min(minority, difficult), min(hardship, in_group))
        card = 0 if near_poor == 0 else min(near_poor, _IS_FALSE[member["bhyt_paid_by_other_fund"]])
        if elderly == 0 or low >= 80 or average == 0:
            elderly_card = 0
        else:
            elderly_card = min(
                elderly,
                2 if high < 80 else 1,
                _IS_FALSE[member["has_bhyt"]],
                average,
                _IS_FALSE[member["can_afford_bhyt"]],
            )
        of_members.append(
            (child_with_hiv, without_support, very_old, severe, in_difficult_area, legal_aid, card, elderly_card)
        )
        if child == 2:
            children += 1
        elif child:
            perhaps_children += 1
        if small > small_child:
            small_child = small
        if elderly > some_elderly:
            some_elderly = elderly
        if severe > some_severe:
            some_severe = severe

    area = household["area"]
    if household["income_high"] <= _LINE_LOW[area]:
        low_income = 2
    else:
        low_income = 1 if household["income_low"] <= _LINE_HIGH[area] else 0

    review = 0
    if low_income:
        deprivations = (
            household["deprived_employment"],
            household["deprived_health"],
            household["deprived_schooling"],
            household["deprived_housing"],
            household["deprived_water"],
            household["deprived_information"],
        )
        sure = deprivations.count(True)
        deprived = 2 if sure >= 3 else 1 if sure + deprivations.count(None) >= 3 else 0
        review = min(low_income, deprived)
    house = 0 if poor == 0 else min(poor, _IS_TRUE[household["has_housing_difficulty"]])
    care = 0 if poor_or_near == 0 else min(poor_or_near, max(small_child, some_elderly, some_severe))
    if children >= 2:
        many = 2
    else:
        many = 1 if children + perhaps_children >= 2 or not complete else 0
    return of_members, (review, house, care, min(many, low_income))
