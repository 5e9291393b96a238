"""The sums of docs/explanation/four-households.md: four households on ten days, worked out by hand from the law.

The households and who is due what are cases (`tests/cases/vietnam/four-households`). Here stand the amounts and the
groups, and that no other national programme is open or due.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eligibility.cases import read_cases
from eligibility.determination import DongRange, Status

CASES = Path(__file__).parents[2] / "cases/vietnam/four-households"

ALLOWANCE_80 = "very-old-without-pension"
PENSION = "social-pension"
PARENT = "poor-single-parent"
DISABILITY = "severe-disability"
CARE = "disabled-parent-support"
CARD = "state-paid-health-insurance"
NEAR = "near-poor-subsidised-health-insurance"
PUPIL = "student-subsidised-health-insurance"

# 4.5 % of 1,490,000, 1,800,000, 2,340,000 and 2,530,000 đồng, twelve months
PREMIUM_2019, PREMIUM_2023, PREMIUM_2024, PREMIUM_2026 = 804_600, 972_000, 1_263_600, 1_366_200
# 70 % of each
NEAR_2019, NEAR_2023, NEAR_2024, NEAR_2026 = 563_220, 680_400, 884_520, 956_340

DAYS = [
    "2021-06-30",
    "2021-07-01",
    "2022-06-15",
    "2024-06-30",
    "2024-07-01",
    "2025-06-30",
    "2025-07-01",
    "2026-08-15",
    "2026-10-05",
    "2027-01-01",
]


def kept(dong):
    return (dong, "kept")


def absorbed(dong):
    return (dong, "absorbed")


def cards(premium, *, pupils, share):
    """The State pays for all three; the subsidy of the pupils among them goes under."""
    paid = {(CARD, member): kept(premium) for member in ("m1", "m2", "m3")}
    return paid | {(PUPIL, member): absorbed(share) for member in pupils}


def both(per_child, disability):
    """Two children, and the disability beside them."""
    return {(PARENT, "m1"): kept(2 * per_child), (DISABILITY, "m1"): kept(disability)}


def couple(share, premium=None):
    """Both parents at 70 % or more; the child, once born, has the State's card instead."""
    due = {(NEAR, "m1"): kept(share), (NEAR, "m2"): kept(share)}
    return due if premium is None else due | {(NEAR, "m3"): absorbed(share), (CARD, "m3"): kept(premium)}


def drawing(pension, premium, share):
    """The pension is paid, so the card is the State's."""
    return {(PENSION, "m1"): kept(pension), (CARD, "m1"): kept(premium), (NEAR, "m1"): absorbed(share)}


DUE = {
    "very-old": [
        {},
        {},
        {},
        {(ALLOWANCE_80, "m1"): kept(360_000), (CARD, "m1"): kept(PREMIUM_2023)},
        {(ALLOWANCE_80, "m1"): kept(500_000), (CARD, "m1"): kept(PREMIUM_2024)},
        {(ALLOWANCE_80, "m1"): kept(500_000), (CARD, "m1"): kept(PREMIUM_2024)},
        {(PENSION, "m1"): kept(500_000), (CARD, "m1"): kept(PREMIUM_2024)},
        {(PENSION, "m1"): kept(540_000), (CARD, "m1"): kept(PREMIUM_2026)},
        {(PENSION, "m1"): kept(540_000), (CARD, "m1"): kept(PREMIUM_2026)},
        {(PENSION, "m1"): kept(540_000), (CARD, "m1"): kept(PREMIUM_2026)},
    ],
    "disabled-single-parent": [
        cards(PREMIUM_2019, pupils=["m2"], share=241_380),
        both(360_000, 540_000) | {(CARE, "m1"): kept(540_000)} | cards(PREMIUM_2019, pupils=["m2"], share=241_380),
        both(360_000, 540_000) | cards(PREMIUM_2019, pupils=["m2"], share=241_380),
        both(360_000, 540_000) | cards(PREMIUM_2023, pupils=["m2"], share=291_600),
        both(500_000, 750_000) | cards(PREMIUM_2024, pupils=["m2"], share=379_080),
        both(500_000, 750_000) | cards(PREMIUM_2024, pupils=["m2"], share=379_080),
        both(500_000, 750_000) | cards(PREMIUM_2024, pupils=["m2"], share=631_800),
        both(540_000, 810_000) | cards(PREMIUM_2026, pupils=["m2", "m3"], share=683_100),
        both(540_000, 810_000) | cards(PREMIUM_2026, pupils=["m2", "m3"], share=683_100),
        both(540_000, 810_000) | cards(PREMIUM_2026, pupils=["m2", "m3"], share=683_100),
    ],
    "near-poor-family": [
        {(NEAR, "m1"): (NEAR_2019, "open"), (NEAR, "m2"): (NEAR_2019, "open")},
        couple(NEAR_2019),
        couple(NEAR_2019),
        couple(NEAR_2023, PREMIUM_2023),
        couple(NEAR_2024, PREMIUM_2024),
        couple(NEAR_2024, PREMIUM_2024),
        couple(NEAR_2024, PREMIUM_2024),
        couple(NEAR_2026, PREMIUM_2026),
        couple(NEAR_2026, PREMIUM_2026),
        couple(NEAR_2026, PREMIUM_2026),
    ],
    "near-poor-widow": [
        {(NEAR, "m1"): (NEAR_2019, "open")},
        {(NEAR, "m1"): kept(NEAR_2019)},
        {(NEAR, "m1"): kept(NEAR_2019)},
        {(NEAR, "m1"): kept(NEAR_2023)},
        {(NEAR, "m1"): kept(NEAR_2024)},
        {(NEAR, "m1"): kept(NEAR_2024)},
        {(PENSION, "m1"): kept(500_000), (NEAR, "m1"): kept(NEAR_2024)},
        drawing(540_000, PREMIUM_2026, NEAR_2026),
        drawing(540_000, PREMIUM_2026, NEAR_2026),
        drawing(540_000, PREMIUM_2026, NEAR_2026),
    ],
}
"""National programmes due to whom: đồng, and how it fares in its group."""

OPEN = {"very-old": {(CARD, "m1")}, "near-poor-family": {(CARD, "m1"), (CARD, "m2")}, "near-poor-widow": {(CARD, "m1")}}
"""Open on 2021-06-30: who belonged to the allowance of the earlier decree is not held. Nothing is open afterwards."""

FLOORS = {NEAR, PUPIL, CARE}
"""Sums the law calls the least."""


@pytest.fixture(scope="module")
def cells(rulebook):
    """The cases, by file and day."""
    return {(Path(one.location.file).stem, one.on.isoformat()): one for one in read_cases([CASES], rulebook)}


def determined(engine, case, known_at=None):
    """What the State's own law says on the day."""
    result = engine.determine(
        case.household, jurisdiction=case.jurisdiction, on=case.on, known_at=known_at, everything=True
    )
    programmes = engine.rulebook.programmes
    return [one for one in result.determinations if programmes[one.programme].jurisdiction == "vietnam"]


def due(determinations):
    found = {}
    for one in determinations:
        if one.status is Status.ELIGIBLE:
            (line,) = one.entitlements
            found[one.programme, one.subject.member] = (line.dong, line.group.state)
    return found


def test_every_cell_is_a_case(cells):
    assert sorted(cells) == sorted((name, day) for name in DUE for day in DAYS)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", DUE)
def test_each_household_is_due_on_each_day_what_the_law_says_and_no_more(engine, cells, name, day):
    determinations = determined(engine, cells[name, day])
    still_open = {
        (one.programme, one.subject.member)
        for one in determinations
        if one.status is Status.UNDETERMINED and one.shown is None
    }

    assert due(determinations) == DUE[name][DAYS.index(day)]
    assert still_open == (OPEN.get(name, set()) if day == DAYS[0] else set())
    for one in determinations:
        for line in one.entitlements:
            assert line.every == ("year" if one.programme in {CARD, NEAR, PUPIL} else "month")
            assert (line.basis == "floor") == (one.programme in FLOORS)


def test_the_allowances_of_the_earlier_decree_are_not_encoded_rather_than_refused(engine, cells):
    before = {one.programme: one for one in determined(engine, cells["disabled-single-parent", "2021-06-30"])}

    assert {before[name].why.value for name in (PARENT, DISABILITY, CARE, ALLOWANCE_80)} == {"not_encoded"}
    assert before[PENSION].why.value == "not_yet"


def test_what_is_open_before_the_decree_keeps_the_subsidy_between_its_share_and_the_whole(engine, cells):
    before = determined(engine, cells["near-poor-widow", "2021-06-30"])
    (subsidy,) = (line for one in before if one.programme == NEAR for line in one.entitlements)

    assert subsidy.group.dong == DongRange(low=NEAR_2019, high=PREMIUM_2019)


@pytest.mark.parametrize(
    ("name", "sums"),
    [
        ("very-old", {(PENSION, "m1"): kept(500_000)}),
        ("disabled-single-parent", both(500_000, 750_000)),
        ("near-poor-widow", {(PENSION, "m1"): kept(500_000)}),
    ],
)
def test_on_15_august_2026_itself_the_decree_signed_six_days_later_is_not_known(engine, cells, name, sums):
    found = due(determined(engine, cells[name, "2026-08-15"], known_at=date(2026, 8, 15)))

    assert {key: value for key, value in found.items() if key in sums} == sums


def test_both_allowances_together_are_what_the_parent_draws(engine, cells):
    lines = [
        line
        for one in determined(engine, cells["disabled-single-parent", "2026-10-05"])
        if one.programme in {PARENT, DISABILITY} and one.subject.member == "m1"
        for line in one.entitlements
    ]

    assert [line.group.dong for line in lines] == [1_890_000, 1_890_000]
