"""Conditions in words: the drafting cues of the law, said and denied."""

from __future__ import annotations

import pytest

from eligibility.explain.sentence import Sentences
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    CountMembers,
    CountMet,
    Criterion,
    EligibleFor,
    Equals,
    FactTest,
    LessThan,
    MoreThan,
    Not,
    OneOf,
    ReferenceDate,
    SomeMember,
    Test,
)
from eligibility.model.rulebook import Rulebook
from eligibility.model.standard import StandardReference


def fact(name: str, *tests: Test) -> FactTest:
    return FactTest(fact=name, tests=tests)


AGE = "member.age_years"
POOR = fact("household.poverty_status", Equals("poor"))
RURAL = fact("household.area_rural", Equals(value=True))
CHILD = fact(AGE, LessThan(16))

CASES: list[tuple[Criterion, str, str]] = [
    (POOR, "phân loại hộ là hộ nghèo", "poverty class is poor household"),
    (Not(part=POOR), "phân loại hộ không phải là hộ nghèo", "poverty class is not poor household"),
    (
        fact("household.poverty_status", OneOf(("poor", "near_poor"))),
        "phân loại hộ là hộ nghèo hoặc hộ cận nghèo",
        "poverty class is poor household or near-poor household",
    ),
    (RURAL, "khu vực nông thôn: có", "rural area: yes"),
    (Not(part=RURAL), "khu vực nông thôn: không", "rural area: no"),
    (Not(part=Not(part=RURAL)), "khu vực nông thôn: có", "rural area: yes"),
    (
        fact("household.loan_purpose", OneOf(("house",))),
        "mục đích vay có: nhà ở",
        "purpose of the loan includes: house",
    ),
    (
        Not(part=fact("household.loan_purpose", OneOf(("house",)))),
        "mục đích vay không có: nhà ở",
        "purpose of the loan does not include: house",
    ),
    (fact("member.nickname", Equals("Tư")), "tên gọi là Tư", "nickname is Tư"),
    (fact(AGE, AtLeast(60)), "từ đủ 60 tuổi trở lên", "aged 60 years or over"),
    (fact(AGE, MoreThan(80)), "trên 80 tuổi", "aged over 80 years"),
    (fact(AGE, AtMost(22)), "không quá 22 tuổi", "aged at most 22 years"),
    (CHILD, "dưới 16 tuổi", "aged under 16 years"),
    (Not(part=CHILD), "từ đủ 16 tuổi trở lên", "aged 16 years or over"),
    (Not(part=fact(AGE, MoreThan(80))), "không quá 80 tuổi", "aged at most 80 years"),
    (
        fact(AGE, AtLeast(60), LessThan(80)),
        "từ đủ 60 tuổi đến dưới 80 tuổi",
        "aged from 60 years to under 80 years",
    ),
    (fact(AGE, AtLeast(16), AtMost(22)), "từ đủ 16 tuổi đến 22 tuổi", "aged from 16 years to 22 years"),
    (
        Not(part=fact(AGE, AtLeast(60), LessThan(80))),
        "dưới 60 tuổi hoặc từ đủ 80 tuổi trở lên",
        "aged under 60 years or 80 years or over",
    ),
    (
        fact(AGE, MoreThan(15), AtMost(30)),
        "trên 15 tuổi và không quá 30 tuổi",
        "aged over 15 years and at most 30 years",
    ),
    (fact("member.age_months", LessThan(36)), "dưới 36 tháng tuổi", "aged under 36 months"),
    (
        fact("member.age_at_death_years", AtLeast(60)),
        "tuổi khi mất: từ đủ 60 tuổi trở lên",
        "age at death: 60 years or over",
    ),
    (
        fact("household.income_dong", AtMost(1_500_000)),
        "thu nhập một người một tháng: không quá 1.500.000 đ",
        "income per head and month: at most 1,500,000 đ",
    ),
    (
        fact("household.income_dong", LessThan(StandardReference("poverty-line", by="household.area_rural"))),
        "thu nhập một người một tháng: dưới chuẩn nghèo (theo khu vực nông thôn)",
        "income per head and month: less than the poverty line (by rural area)",
    ),
    (
        fact("household.income_dong", LessThan(StandardReference("house-standard"))),
        "thu nhập một người một tháng: dưới house standard",
        "income per head and month: less than house standard",
    ),
    (
        fact("household.exit_date", AtLeast(20220101), LessThan(ReferenceDate())),
        "ngày thoát nghèo: từ ngày 01/01/2022 đến trước ngày xét",
        "date of leaving poverty: from 01/01/2022 to before the reference date",
    ),
    (
        fact("household.exit_date", AtMost(20220101)),
        "ngày thoát nghèo: đến hết ngày 01/01/2022",
        "date of leaving poverty: on or before 01/01/2022",
    ),
    (fact("household.rooms", Equals(2)), "số phòng đúng bằng 2", "number of rooms is exactly 2"),
    (Not(part=fact("household.rooms", Equals(2))), "số phòng khác 2", "number of rooms is other than 2"),
    (
        AllOf(parts=(POOR, AnyOf(parts=(RURAL, CHILD)))),
        "phân loại hộ là hộ nghèo và (khu vực nông thôn: có hoặc dưới 16 tuổi)",
        "poverty class is poor household and (rural area: yes or aged under 16 years)",
    ),
    (
        AnyOf(parts=(CHILD, AllOf(parts=(POOR, RURAL)))),
        "dưới 16 tuổi hoặc (phân loại hộ là hộ nghèo và khu vực nông thôn: có)",
        "aged under 16 years or (poverty class is poor household and rural area: yes)",
    ),
    (AllOf(parts=(POOR,)), "phân loại hộ là hộ nghèo", "poverty class is poor household"),
    (
        Not(part=AnyOf(parts=(POOR, RURAL))),
        "trừ khi phân loại hộ là hộ nghèo hoặc khu vực nông thôn: có",
        "unless poverty class is poor household or rural area: yes",
    ),
    (
        CountMet(parts=(POOR, RURAL, CHILD), at_least=2),
        "có ít nhất 2 điều kiện trong số: phân loại hộ là hộ nghèo; khu vực nông thôn: có; dưới 16 tuổi",
        "at least 2 of the conditions: poverty class is poor household; rural area: yes; aged under 16 years",
    ),
    (SomeMember(where=CHILD), "có thành viên mà dưới 16 tuổi", "there is a member who meets: aged under 16 years"),
    (
        Not(part=SomeMember(where=CHILD)),
        "không có thành viên nào mà dưới 16 tuổi",
        "there is no member who meets: aged under 16 years",
    ),
    (
        SomeMember(where=CHILD, linked_by="member.raised_by"),
        'có thành viên mà mục "Người nuôi dưỡng" ghi người này và dưới 16 tuổi',
        'there is a member with this person under "Brought up by" who meets: aged under 16 years',
    ),
    (
        CountMembers(where=CHILD, tests=(AtLeast(2),)),
        "số thành viên mà dưới 16 tuổi: từ 2 người trở lên",
        'the number of members who meet "aged under 16 years": 2 or more',
    ),
    (
        Not(part=CountMembers(where=CHILD, tests=(AtLeast(2),))),
        "trừ khi số thành viên mà dưới 16 tuổi: từ 2 người trở lên",
        'unless the number of members who meet "aged under 16 years": 2 or more',
    ),
    (
        CountMembers(where=CHILD, tests=(AtLeast(2), AtMost(2))),
        "số thành viên mà dưới 16 tuổi: đúng 2 người",
        'the number of members who meet "aged under 16 years": exactly 2',
    ),
    (
        EligibleFor(name="old-age-allowance"),
        'thuộc diện "Trợ cấp người cao tuổi"',
        'belongs to "Old-age allowance"',
    ),
    (
        Not(part=EligibleFor(name="allowances", kind="group")),
        "không thuộc diện khoản nào trong: Trợ cấp người cao tuổi; Trợ cấp người khuyết tật nặng",
        "belongs to none of: Old-age allowance; Allowance for severe disability",
    ),
]


@pytest.mark.parametrize(("criterion", "vi", "en"), CASES, ids=[vi for _criterion, vi, _en in CASES])
def test_a_condition_reads_like_the_law(tiny: Rulebook, criterion: Criterion, vi: str, en: str) -> None:
    assert Sentences(tiny, "vi").of(criterion) == vi
    assert Sentences(tiny, "en").of(criterion) == en


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        (AllOf(parts=(POOR, RURAL)), "không đồng thời: phân loại hộ là hộ nghèo; khu vực nông thôn: có"),
        (AllOf(parts=(POOR,)), "phân loại hộ không phải là hộ nghèo"),
        (AnyOf(parts=(POOR, RURAL)), "không có điều nào trong: phân loại hộ là hộ nghèo; khu vực nông thôn: có"),
        (AnyOf(parts=(RURAL,)), "khu vực nông thôn: không"),
        (
            CountMet(parts=(POOR, RURAL), at_least=2),
            "có dưới 2 điều kiện trong số: phân loại hộ là hộ nghèo; khu vực nông thôn: có",
        ),
        (CountMembers(where=CHILD, tests=(AtLeast(2),)), "số thành viên mà dưới 16 tuổi: dưới 2 người"),
    ],
)
def test_a_condition_can_be_denied_as_a_whole(tiny: Rulebook, criterion: Criterion, said: str) -> None:
    assert Sentences(tiny, "vi").of(criterion, negated=True) == said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("household.poverty_status", "near_poor", "hộ cận nghèo"),
        ("household.poverty_status", None, "chưa rõ"),
        ("household.area_rural", False, "không"),
        ("household.loan_purpose", ["house", "study"], "nhà ở, học tập"),
        ("household.loan_purpose", [], "không"),
        ("household.income_dong", 900_000, "900.000 đ"),
        ("household.rooms", "2..5", "từ 2 đến 5"),
        ("household.rooms", "2..", "từ 2 trở lên"),
        ("member.age_years", "61..62", "từ 61 tuổi đến 62 tuổi"),
        ("member.birth_date", "1962-03", "03/1962"),
        ("member.nickname", "a..b", "a..b"),
    ],
)
def test_a_value_is_written_for_a_reader(tiny: Rulebook, name: str, value: object, said: str) -> None:
    assert Sentences(tiny, "vi").value(name, value) == said


def test_what_is_asked_for_but_is_no_fact_has_a_question_too(tiny: Rulebook) -> None:
    sentences = Sentences(tiny, "vi")

    assert sentences.question("household.members") == "Hộ gồm những ai? Xin kể đủ các thành viên."
    assert sentences.label("household.place") == "nơi ở của hộ"
    assert sentences.question("member.age_years") == "Tuổi"
    assert sentences.question("household.unheard_of") == "household.unheard_of"
    assert sentences.programme("unheard-of") == "unheard-of"
