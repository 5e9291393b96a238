"""What concerns grown-ups only is not asked of a small child, on any day and in any place."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.household import Household

NEVER_OF_A_TODDLER = {
    "member.going_abroad_on_contract",
    "member.is_demobilised_soldier",
    "member.is_veteran",
    "member.receives_bridging_allowance",
    "member.joins_social_insurance",
    "member.is_youth",
    "member.is_worker",
    "member.is_rural_worker",
    "member.is_informal_worker",
    "member.is_farmer",
    "member.is_industrial_zone_worker",
    "member.is_paid_contract_worker",
    "member.is_unemployed",
    "member.left_job_with_ui",
    "member.receives_wage",
    "member.has_drug_file",
    "member.is_post_rehab",
    "member.needs_drug_counselling",
    "member.is_detected_sex_worker",
    "member.is_merit_person",
}
FAMILY = {
    "members": [
        {"id": "m1", "relation_to_head": "head", "birth_date": "1985-02-03"},
        {"id": "m2", "relation_to_head": "child", "birth_date": "2021-01-02"},
    ]
}
"""A parent and a child who is one to three years old on the days below."""

PLACES = [
    ("bentre", "2022-06-15"),
    ("angiang", "2022-06-15"),
    ("huongtra", "2024-06-15"),
    ("vinhlong", "2024-12-15"),
    ("vietnam", "2026-11-01"),
]


def asked(engine: Engine, jurisdiction: str, on: str) -> dict[str, set[str]]:
    result = engine.determine(
        Household.model_validate(FAMILY), jurisdiction=jurisdiction, on=date.fromisoformat(on), everything=True
    )
    questions: dict[str, set[str]] = {"m1": set(), "m2": set()}
    for one in result.ask:
        questions.setdefault(one.subject, set()).add(one.fact)
    for answer in result.determinations:
        if answer.subject.member is not None and answer.standing is not None:
            questions[answer.subject.member].update(fact for fact in answer.ask if fact in NEVER_OF_A_TODDLER)
    return questions


@pytest.mark.parametrize(("jurisdiction", "on"), PLACES)
def test_a_toddler_is_not_asked_what_concerns_grown_ups(engine: Engine, jurisdiction: str, on: str) -> None:
    assert asked(engine, jurisdiction, on)["m2"] & NEVER_OF_A_TODDLER == set()


def test_the_parent_is_asked_all_of_it(engine: Engine) -> None:
    everywhere = [asked(engine, jurisdiction, on)["m1"] for jurisdiction, on in PLACES]

    assert set.union(*everywhere) >= NEVER_OF_A_TODDLER


def test_what_a_child_may_have_is_still_asked(engine: Engine) -> None:
    everywhere = [asked(engine, jurisdiction, on)["m2"] for jurisdiction, on in PLACES]

    assert {"member.has_hiv", "member.receives_pension", "member.is_abused_child"} <= set.union(*everywhere)


def test_a_toddler_stated_to_work_is_refused_as_a_slip(engine: Engine) -> None:
    household = Household.model_validate({"members": [{"birth_date": "2021-01-02", "is_worker": True}]})
    with pytest.raises(HouseholdError, match=r"is_worker is stated as .*rue, but .*alse follows from member.age_years"):
        engine.determine(household, jurisdiction="bentre", on=date(2022, 6, 15))
