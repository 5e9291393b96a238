"""Why, and what would have to be different: alternatives stay alternatives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eligibility.determination import Determination, Result
from eligibility.explain.reasons import Need, ReasonWords
from eligibility.explain.sentence import Sentences
from eligibility.household import Household
from eligibility.model.rulebook import Rulebook


@pytest.fixture
def reasons(tiny: Rulebook) -> ReasonWords:
    return ReasonWords(tiny, Sentences(tiny, "vi"))


def of(result: Result, programme: str, member: str | None = None) -> Determination:
    return next(one for one in result.determinations if (one.programme, one.subject.member) == (programme, member))


def household(**facts: object) -> Household:
    return Household.model_validate(facts)


def test_a_class_is_said_as_it_is_not_as_it_might_be(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    because = reasons.because(of(determined(), "old-age-allowance", "ba"))

    assert because == "từ đủ 60 tuổi trở lên (từ 79 tuổi đến 80 tuổi); phân loại hộ là hộ cận nghèo"


def test_members_who_meet_a_condition_are_named(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    because = reasons.because(of(determined(), "child-allowance", "me"))

    assert because == (
        'có thành viên mà mục "Người nuôi dưỡng" ghi người này và dưới 36 tháng tuổi (be); '
        'không thuộc diện "Trợ cấp người cao tuổi"'
    )


def test_of_alternatives_only_those_met_are_said(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    result = determined(household(poverty_status="poor", has_house_need=True, income_dong=5_000_000, rooms=1))

    assert reasons.because(of(result, "house-help")) == (
        "khó khăn về nhà ở: có; phân loại hộ là hộ nghèo; "
        "có ít nhất 1 điều kiện trong số: số phòng: không quá 2; khu vực nông thôn: có"
    )


def test_alternatives_that_all_fail_are_one_need(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    result = determined(household(poverty_status="none", has_house_need=True, income_dong=5_000_000, rooms=1))

    assert reasons.needed(of(result, "house-help")) == [
        Need(
            "ít nhất một trong: phân loại hộ là hộ nghèo (hiện không thuộc diện); "
            "thu nhập một người một tháng: dưới mức lương cơ sở (hiện 5.000.000 đ)"
        )
    ]


def test_of_an_exception_only_what_holds_is_in_the_way(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    result = determined(
        household(poverty_status="poor", rooms=3, members=[{"birth_date": "2015"}, {"birth_date": "2012"}])
    )

    assert reasons.needed(of(result, "mau-model")) == [Need("phân loại hộ không phải là hộ nghèo")]


def test_a_count_says_how_many_there_are(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    assert reasons.needed(of(determined(), "mau-model")) == [
        Need("số thành viên mà dưới 16 tuổi: từ 2 người trở lên", "1 người")
    ]


def test_a_clause_that_hands_over_says_so(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    result = determined()

    assert reasons.because(of(result, "mau-assistance", "me")) == "thuộc chương trình mà mục này dẫn tới"
    assert reasons.needed(of(result, "mau-assistance", "be")) == [
        Need("thuộc ít nhất một chương trình mà mục này dẫn tới")
    ]


def test_nothing_is_needed_where_nothing_fails(determined: Callable[..., Result], reasons: ReasonWords) -> None:
    result = determined()

    assert reasons.needed(of(result, "mau-card", "me")) == []
    assert reasons.because(of(result, "mau-target")) == ""
    assert reasons.condition(of(result, "mau-house"), "rural-first") == "khu vực nông thôn: có"
    assert reasons.condition(of(result, "mau-house"), "unheard-of") == "unheard-of"
