"""What a page about a household must and must not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.support.households import Households, consistent

from eligibility.determination import Determination, Result
from eligibility.engine import Engine
from eligibility.explain.people import people_of
from eligibility.explain.result import explain_result
from eligibility.household import Household
from eligibility.model.rulebook import Rulebook
from eligibility.model.text import Language

MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})*) đ(?!\w)")


def numbers(part: object) -> Iterator[int]:
    """Every amount a result holds, those inside its own words included."""
    if isinstance(part, dict):
        for value in part.values():
            yield from numbers(value)
    elif isinstance(part, list):
        for value in part:
            yield from numbers(value)
    elif isinstance(part, int) and not isinstance(part, bool):
        yield part
    elif isinstance(part, str):
        yield from (int(one.replace(".", "").replace(" ", "")) for one in re.findall(r"\d[\d. ]*", part))


def test_no_amount_is_said_that_the_result_does_not_hold(engine: Engine, rulebook: Rulebook) -> None:
    source = Households(rulebook.facts, date(2022, 6, 15), seed=11)
    for _ in range(40):
        household = consistent(engine, source.draw(), "bentre", date(2022, 6, 15))
        if household is None:
            continue
        result = engine.determine(household, jurisdiction="bentre", on=date(2022, 6, 15))
        said = {int(one.replace(".", "")) for one in MONEY.findall(explain_result(result, rulebook))}

        assert said <= set(numbers(result.model_dump()))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_determination_is_named(determined: Callable[..., Result], tiny: Rulebook, language: Language) -> None:
    result = determined(language=language)
    text = " ".join(explain_result(result, tiny, language=language, everything=True).split())

    for one in result.determinations:
        if one.shown is None or one.status.value == "eligible":
            assert tiny.programmes[one.programme].name.into(language) in text


def test_a_member_is_spoken_of_by_id_relation_and_birth(tiny: Rulebook, family: Household) -> None:
    people = people_of(family, tiny.facts, "vi")

    assert people["me"] == "chủ hộ, sinh 02/04/1990"
    assert people["ba"] == "cha hoặc mẹ, sinh 1942"
    assert people_of(Household.model_validate({"members": [{}]}), tiny.facts, "vi") == {"m1": ""}
    assert people_of(Household.model_validate({}), tiny.facts, "vi") == {}


def test_nothing_found_points_to_the_reasons(determined: Callable[..., Result], tiny: Rulebook) -> None:
    empty = Household.model_validate({"poverty_status": "none", "members": [{"id": "m1", "birth_date": "1990"}]})
    result = replace(determined(empty), determinations=())

    assert "Chưa thấy khoản nào đủ điều kiện. Thêm --all để biết vì sao." in explain_result(result, tiny)
    assert "--all" not in explain_result(result, tiny, everything=True)


def test_a_long_list_of_questions_is_cut_and_says_so(engine: Engine, rulebook: Rulebook) -> None:
    household = Household.model_validate({"members": [{}, {}]})
    result = engine.determine(household, jurisdiction="bentre", on=date(2022, 6, 15))

    assert "câu hỏi khác; thêm --all để xem đủ." in explain_result(result, rulebook)
    assert "thêm --all" not in explain_result(result, rulebook, everything=True)


def test_what_lies_elsewhere_or_in_another_time_is_grouped_by_why(
    determined: Callable[..., Result], tiny: Rulebook
) -> None:
    elsewhere = explain_result(determined(jurisdiction="khac"), tiny, everything=True)
    later = explain_result(determined(on=date(2023, 1, 1)), tiny, everything=True)
    earlier = explain_result(determined(on=date(2020, 1, 1)), tiny, everything=True)

    assert "- Thuộc địa bàn khác: Tỉnh Mẫu: Hỗ trợ thẻ BHYT; Nhà ở mới;" in elsewhere
    assert "- Đã hết hiệu lực sau ngày 31/12/2022: Hỗ trợ thẻ BHYT; Nhà ở mới;" in later
    assert "- Chưa có hiệu lực; có hiệu lực từ ngày 05/01/2022: Hỗ trợ thẻ BHYT; Nhà ở mới;" in earlier


def test_an_assumption_that_mattered_is_said_on_either_side(determined: Callable[..., Result], tiny: Rulebook) -> None:
    facts = {"poverty_status": "poor", "has_house_need": True, "rooms": 4}
    result = determined(Household.model_validate(facts), assume=True)

    assert "Đã giả định: Khu vực nông thôn: không." in explain_result(result, tiny, everything=True)


def test_doubt_about_the_law_is_said(determined: Callable[..., Result], tiny: Rulebook) -> None:
    result = determined(Household.model_validate({"poverty_status": "poor", "has_house_need": True, "rooms": 1}))
    text = " ".join(explain_result(result, tiny).split())

    assert "Cần kiểm tra: Một phần ghi theo trí nhớ, chưa có văn bản trong tay" in text
    assert "Lưu ý: Xã còn phải xác nhận hiện trạng nhà." in text
    assert "từ 40.000.000 đ đến 60.000.000 đ, một lần" in text
    assert "Hỏi thêm để rõ mức: Khu vực nông thôn." in text


def test_where_no_question_would_settle_an_answer_the_doubt_is_said(engine: Engine, rulebook: Rulebook) -> None:
    person = {"birth_date": "1975", "is_social_protection_person": True, "disability_level": "none", "has_hiv": False}
    drawn = {"receives_monthly_allowance": False, "needs_emergency_protection": False}
    household = Household.model_validate({"poverty_status": "none", "members": [{**person, **drawn}]})
    result = engine.determine(household, jurisdiction="bentre", on=date(2022, 6, 15))
    text = " ".join(explain_result(result, rulebook, everything=True).split())

    assert "Trợ giúp xã hội cho đối tượng bảo trợ xã hội (m1). Hội đồng nhân dân tỉnh có thể quyết định" in text


def test_of_what_is_not_added_together_it_is_said_which_is_kept(
    determined: Callable[..., Result], tiny: Rulebook
) -> None:
    person = {"id": "m1", "birth_date": "1950-01-01", "is_disabled": True, "level": "severe"}
    result = determined(Household.model_validate({"poverty_status": "poor", "members": [person]}))
    text = " ".join(explain_result(result, tiny).split())

    assert "đây là khoản cao nhất; không cộng thêm: Trợ cấp người cao tuổi." in text
    assert "không cộng thêm khoản này vào: Trợ cấp người khuyết tật nặng." in text


def test_what_is_highest_may_still_be_open(determined: Callable[..., Result], tiny: Rulebook) -> None:
    person = {"id": "m1", "birth_date": "1950-01-01", "is_disabled": True}
    result = determined(Household.model_validate({"poverty_status": "poor", "members": [person]}))
    text = " ".join(explain_result(result, tiny).split())

    assert "Chưa rõ khoản nào cao nhất trong nhóm (Trợ cấp người khuyết tật nặng); tổng được nhận: từ 745.000 đ" in text


def test_an_alternative_that_is_still_open_is_announced(determined: Callable[..., Result], tiny: Rulebook) -> None:
    text = " ".join(explain_result(determined(Household.model_validate({"has_house_need": True})), tiny).split())

    assert "chỉ được một (do hộ chọn); có thể thêm: Vay làm nhà (còn thiếu thông tin)" in text


def test_a_remark_on_one_answer_stands_beside_it(determined: Callable[..., Result], tiny: Rulebook) -> None:
    result = determined()

    def noted(one: Determination) -> Determination:
        return replace(one, notices=("xem lại ngày sinh",)) if one.programme == "mau-card" else one

    text = explain_result(replace(result, determinations=tuple(map(noted, result.determinations))), tiny)

    assert "Ghi chú: Xem lại ngày sinh." in text
