"""A plan that hands over to a national programme: both clauses stand in the national answer."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility.determination import Determination, Status
from eligibility.engine import Engine
from eligibility.household import Household

RECOGNISED = {
    "id": "h1",
    "members": [
        {"id": "m1", "birth_date": "1990-03-01", "disability_level": "severe", "is_social_protection_person": True}
    ],
}
"""A person of 32 with a severe disability, recognised by the commune."""


def determined(engine: Engine, household: object, jurisdiction: str, on: str) -> dict[str, Determination]:
    result = engine.determine(
        Household.model_validate(household), jurisdiction=jurisdiction, on=date.fromisoformat(on), everything=True
    )
    return {one.programme: one for one in result.determinations if one.subject.member in {"m1", None}}


def applied_by(one: Determination) -> list[tuple[str, str]]:
    return [(clause.instrument, clause.provision) for clause in one.citations if clause.role == "applied_by"]


@pytest.mark.parametrize(
    ("jurisdiction", "on", "clauses"),
    [
        (
            "bentre",
            "2022-06-15",
            [
                ("2021/KH-UBND", "dòng 58 mục 2.1 phần I"),
                ("2021/KH-UBND", "dòng 84 mục 2.3 phần II"),
                ("2021/KH-UBND", "dòng 148 mục 7.1 phần II"),
            ],
        ),
        (
            "angiang",
            "2022-06-15",
            [("322/KH-UBND", "dòng 150-166 mục 1.2 phần IV"), ("322/KH-UBND", "dòng 92-93 mục 2 phần II")],
        ),
        (
            "vinhlong",
            "2025-01-15",
            [("2385/QĐ-UBND", "dòng 85 mục 5 phần II"), ("2385/QĐ-UBND", "dòng 121 mục 5 phần II")],
        ),
    ],
)
def test_the_national_answer_names_the_clause_of_the_plan_that_applies_it(engine, jurisdiction, on, clauses):
    allowance = determined(engine, RECOGNISED, jurisdiction, on)["severe-disability"]

    assert allowance.status is Status.ELIGIBLE
    assert allowance.citations[0].instrument == "20/2021/NĐ-CP"
    assert allowance.citations[0].role is None
    assert applied_by(allowance) == clauses


def test_the_plan_itself_grants_nothing_and_names_the_programmes_under_see(engine):
    referral = determined(engine, RECOGNISED, "bentre", "2022-06-15")["bentre-severe-disability"]

    assert referral.status is Status.ELIGIBLE
    assert referral.entitlements == ()
    assert referral.see == ("severe-disability",)


def test_instruments_we_do_not_hold_stay_beside_the_programmes(engine):
    referral = determined(engine, RECOGNISED, "vinhlong", "2025-01-15")["vinhlong-social-allowances"]

    assert referral.see[:2] == ("Nghị định 28/2012/NĐ-CP", "child-without-upkeep")


@pytest.mark.parametrize(
    ("jurisdiction", "on"), [("huongtra", "2024-06-15"), ("vietnam", "2022-06-15"), ("bentre", "2023-01-01")]
)
def test_where_no_plan_hands_over_the_decree_stands_alone(engine, jurisdiction, on):
    allowance = determined(engine, RECOGNISED, jurisdiction, on)["severe-disability"]

    assert allowance.status is Status.ELIGIBLE
    assert applied_by(allowance) == []


def test_a_clause_that_does_not_reach_the_person_is_left_out(engine):
    member = {**RECOGNISED["members"][0], "is_social_protection_person": False}
    allowance = determined(engine, {"id": "h1", "members": [member]}, "bentre", "2022-06-15")["severe-disability"]

    assert applied_by(allowance) == [("2021/KH-UBND", "dòng 58 mục 2.1 phần I")]


def test_a_programme_the_person_is_not_due_names_no_plan(engine):
    allowance = determined(engine, RECOGNISED, "bentre", "2022-06-15")["child-without-upkeep"]

    assert allowance.status is Status.INELIGIBLE
    assert applied_by(allowance) == []


REACHED_BY_NO_GROUND = {
    "id": "h1",
    "poverty_status": "none",
    "members": [
        {
            "id": "m1",
            "birth_date": "1975-03-01",
            "is_social_protection_person": True,
            "disability_level": "none",
            "has_hiv": False,
            "receives_monthly_allowance": False,
            "needs_emergency_protection": False,
        }
    ],
}
"""A recognised person of 47 whom no ground of the decree reaches; a province may have added one that does."""


def test_a_group_the_province_may_have_added_leaves_the_plan_open_and_the_decree_decided(engine):
    answers = determined(engine, REACHED_BY_NO_GROUND, "bentre", "2022-06-15")

    assert answers["severe-disability"].status is Status.INELIGIBLE
    assert answers["bentre-social-assistance"].status is Status.UNDETERMINED
    assert answers["bentre-social-assistance"].ask == ()
    assert "nghị quyết nào của tỉnh" in answers["bentre-social-assistance"].caveats[0]


def test_an_answer_reached_by_a_national_ground_has_no_such_caveat(engine):
    assert determined(engine, RECOGNISED, "bentre", "2022-06-15")["bentre-social-assistance"].caveats == ()


@pytest.mark.parametrize(
    ("on", "clauses"),
    [
        ("2021-06-30", []),
        ("2021-07-01", ["khoản 3 Điều 4 Nghị định 20/2021/NĐ-CP"]),
        ("2026-10-04", ["khoản 3 Điều 4 Nghị định 20/2021/NĐ-CP"]),
        ("2026-10-05", ["khoản 3 Điều 4 Nghị định 335/2026/NĐ-CP"]),
    ],
)
def test_every_result_says_once_what_a_province_may_have_added(engine, on, clauses):
    result = engine.determine(
        Household.model_validate(RECOGNISED), jurisdiction="vietnam", on=date.fromisoformat(on), language="en"
    )
    said = [notice for notice in result.notices if "No resolution of the province is held here" in notice]

    assert [notice[notice.rindex("[") + 1 : -1] for notice in said] == clauses
    assert all(one.programme != "provincial-social-assistance" for one in result.determinations)
