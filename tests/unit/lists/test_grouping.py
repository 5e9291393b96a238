"""Rows become households by number or from head to head, and a row whose household is uncertain is refused."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from tests.support.commune_list import (
    HEADER,
    assert_all_rows_accounted_for,
    codes,
    only_rejection,
    person,
    read_rows,
    save_workbook,
    small_dictionary,
)

from eligibility.lists.read import read_list

BY_HEAD = ("STT", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Phân loại hộ")


def members(read):
    return {listed.household.id: [member.id for member in listed.household.members or ()] for listed in read.households}


def complete(read):
    return {listed.household.id: listed.household.members_complete for listed in read.households}


def test_members_with_a_blank_number_belong_to_the_household_above(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), person(None, "Vợ"), person(2, "Chủ hộ"), person("", "Con")])

    assert members(read) == {"1": ["m1", "m2"], "2": ["m1", "m2"]}
    assert complete(read) == {"1": True, "2": True}
    assert_all_rows_accounted_for(read)


def test_a_number_repeated_on_every_row_is_one_household(tmp_path):
    read = read_rows(tmp_path, [person("01", "Chủ hộ"), person(1, "Vợ"), person("1", "Con")])

    assert members(read) == {"01": ["m1", "m2", "m3"]}


def test_cells_merged_over_several_rows_hold_for_each_of_them(tmp_path):
    rows = [person(None, "Chủ hộ"), person(None, "Vợ"), person(None, "Con"), person(8, "Chủ hộ")]
    path = save_workbook(tmp_path / "merged.xlsx", {"S": [HEADER, *rows]}, [(1, 1, 3, 1), (1, 10, 2, 10)])
    edited = openpyxl.load_workbook(path)
    edited["S"]["B2"], edited["S"]["K2"] = 7, "x"
    edited.save(path)
    read = read_list(path, small_dictionary())

    assert members(read) == {"7": ["m1", "m2", "m3"], "8": ["m1"]}
    assert [member.facts.get("has_bhyt") for member in read.households[0].household.members] == [True, True, None]


def test_a_number_that_comes_back_continues_its_household(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), person(2, "Chủ hộ"), person(1, "Con")])

    assert members(read) == {"1": ["m1", "m2"], "2": ["m1"]}


def test_numbers_may_begin_anew_under_a_heading(tmp_path):
    read = read_rows(tmp_path, [["Ấp 1"], person(1, "Chủ hộ"), ["Ấp 2"], person(1, "Chủ hộ"), person(None, "Con")])

    assert members(read) == {"1": ["m1"], "1#5": ["m1", "m2"]}


def test_without_numbers_each_head_begins_a_household(tmp_path):
    read = read_rows(
        tmp_path,
        [[1, "A", "Chủ hộ", 1950, "N"], [2, "B", "Vợ", 1952, None], [3, "C", "Chủ hộ", 1960, "CN"]],
        header=(BY_HEAD,),
    )

    assert members(read) == {"1": ["m1", "m2"], "3": ["m1"]}


def test_a_household_without_any_number_is_named_by_its_row(tmp_path):
    read = read_rows(tmp_path, [[None, "A", "Chủ hộ", 1950, "N"]], header=(BY_HEAD,))

    assert members(read) == {"r2": ["m1"]}


@pytest.mark.parametrize("relation", [None, "cháo"])
def test_without_numbers_an_unknown_relation_leaves_the_rows_after_it_without_a_household(tmp_path, relation):
    """They may belong to a household that begins there."""
    read = read_rows(
        tmp_path,
        [
            [1, "A", "Chủ hộ", 1950, "N"],
            [2, "B", relation, 1952, None],
            [3, "C", "Con", 1980, None],
            [4, "D", "Chủ hộ", 1960, None],
        ],
        header=(BY_HEAD,),
    )

    assert members(read) == {"1": ["m1"], "4": ["m1"]}
    assert complete(read) == {"1": False, "4": True}
    assert ("A4", "unclear-household") in codes(read)
    assert {rejected.row for rejected in read.rejected} == {3, 4}
    assert_all_rows_accounted_for(read)


def test_a_member_before_any_household_is_refused(tmp_path):
    read = read_rows(tmp_path, [person(None, "Con"), person(1, "Chủ hộ")])

    assert codes(read) == [("A2", "member-before-household")]
    assert members(read) == {"1": ["m1"]}
    assert_all_rows_accounted_for(read)


def test_without_numbers_a_member_before_any_head_is_refused(tmp_path):
    read = read_rows(tmp_path, [[1, "A", "Con", 1950, "N"], [2, "B", "Chủ hộ", 1952, None]], header=(BY_HEAD,))

    assert codes(read) == [("A2", "member-before-household")]


def test_a_second_head_without_a_number_begins_a_household_nobody_can_name(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), person(None, "Chủ hộ"), person(None, "Con"), person(3, "Chủ hộ")])

    assert codes(read) == [("E3", "missing-household-number"), ("A4", "unclear-household")]
    assert members(read) == {"1": ["m1"], "3": ["m1"]}
    assert complete(read) == {"1": False, "3": True}
    assert_all_rows_accounted_for(read)


def test_two_heads_under_one_number_keep_the_household_from_being_judged(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), person(None, "Con"), person(1, "Chủ hộ"), person(2, "Chủ hộ")])

    assert codes(read) == [("A2", "household-not-judged"), ("A3", "household-not-judged"), ("E4", "two-heads")]
    assert read.rejected[2].value == "Chủ hộ"
    assert members(read) == {"2": ["m1"]}
    assert_all_rows_accounted_for(read)


def test_a_household_without_a_head_lacks_somebody(tmp_path):
    read = read_rows(tmp_path, [person(1, "Vợ"), person(None, "Con")])

    assert complete(read) == {"1": False}
    assert [(notice.code, notice.cell) for notice in read.notices] == [("no-head", "A2")]
    assert read.rejected == ()


def test_somebody_without_a_relation_may_be_the_head(tmp_path):
    read = read_rows(tmp_path, [person(1, "Vợ"), person(None, None)])

    assert complete(read) == {"1": True}
    assert read.notices == ()


@pytest.mark.parametrize(("size", "is_complete"), [(2, True), (3, False), (1, True), ("?", True)])
def test_fewer_rows_than_people_said_make_a_household_incomplete(tmp_path, size, is_complete):
    header = ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Số khẩu")
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 1950, size], ["", "B", "Vợ", 1952, ""]], header=(header,))

    assert complete(read) == {"1": is_complete}
    assert bool(read.notices) == (size in (1, 3))


def test_household_facts_may_stand_on_any_row(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), person(None, "Con", status="CN", housing="x")])

    (listed,) = read.households
    assert listed.household.facts == {"poverty_status": "near_poor", "has_housing_difficulty": True}
    assert {name: (place.cell, place.text) for name, place in listed.places.items()} == {
        "poverty_status": ("H3", "CN"),
        "has_housing_difficulty": ("I3", "x"),
    }


def test_loan_purposes_of_several_rows_are_put_together(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", loan="sản xuất"), person(None, "Con", loan="học tập, sản xuất")])

    assert read.households[0].household.facts == {"loan_purpose": ["production", "study"]}


def test_two_values_of_a_household_fact_keep_the_household_from_being_judged(tmp_path):
    read = read_rows(
        tmp_path, [person(1, "Chủ hộ", status="N"), person(None, "Con", status="CN"), person(2, "Chủ hộ", status="CN")]
    )

    assert codes(read) == [("A2", "household-not-judged"), ("H3", "contradictory-household")]
    assert read.rejected[1].value == "CN"
    assert read.rejected[1].wrong.vi == "Trong cùng một hộ, ô này và ô H2 ghi khác nhau về: Phân loại hộ"
    assert members(read) == {"2": ["m1"]}
    assert_all_rows_accounted_for(read)


def test_the_same_household_value_on_every_row_is_no_contradiction(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", status="N"), person(None, "Con", status="Nghèo")])

    assert read.rejected == ()


def test_an_unreadable_household_value_keeps_the_household_from_being_judged(tmp_path):
    """Left out, it would be unknown, and silence may be taken for a no where the user asks for assumptions."""
    read = read_rows(tmp_path, [person(1, "Chủ hộ", housing="dột"), person(None, "Con")])

    assert codes(read) == [("I2", "unknown-boolean"), ("A3", "household-not-judged")]
    assert read.households == ()
    assert_all_rows_accounted_for(read)


def test_a_value_of_one_member_rejects_that_row_and_leaves_the_household_incomplete(tmp_path):
    read = read_rows(
        tmp_path,
        [person(1, "Chủ hộ", status="N"), person(None, "Con", birth="15/06/62"), person(None, "Con", birth=2001)],
    )

    assert codes(read) == [("F3", "two-digit-year")]
    assert members(read) == {"1": ["m1", "m3"]}
    assert complete(read) == {"1": False}
    assert_all_rows_accounted_for(read)


def test_what_a_rejected_head_says_of_the_household_still_holds(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", status="N", birth="không rõ"), person(None, "Con")])

    assert read.households[0].household.facts == {"poverty_status": "poor"}
    assert members(read) == {"1": ["m2"]}


def test_a_household_whose_every_row_is_rejected_is_not_judged(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", birth="62")])

    assert read.households == ()
    assert only_rejection(read).household == "1"
    assert_all_rows_accounted_for(read)


def test_every_fault_of_a_row_is_reported_but_the_row_counts_once(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", birth="62", bhyt="?", disability="mức 1"), person(None, "Con")])

    assert codes(read) == [("F2", "two-digit-year"), ("K2", "unknown-boolean"), ("L2", "unknown-choice")]
    assert (read.rows_in, read.rows_judged, read.rows_reported) == (2, 1, 1)


def test_a_member_number_given_twice_is_refused_the_second_time(tmp_path):
    read = read_rows(
        tmp_path, [person(1, "Chủ hộ", within=1), person(None, "Con", within=1), person(2, "Chủ hộ", within=1)]
    )

    assert codes(read) == [("C3", "duplicate-member-number")]
    assert complete(read) == {"1": False, "2": True}


def test_household_facts_of_a_repeated_row_are_not_used(tmp_path):
    """The row may have slipped in from another household."""
    read = read_rows(tmp_path, [person(1, "Chủ hộ", within=1, status="N"), person(None, "Con", within=1, status="CN")])

    assert codes(read) == [("C3", "duplicate-member-number")]
    assert read.households[0].household.facts == {"poverty_status": "poor"}


@pytest.mark.parametrize("second", ["083000000001", 83000000001.0, "083 000 000 001"])
def test_a_citizen_number_on_two_rows_is_refused_the_second_time_and_never_repeated(tmp_path, second):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", citizen="083000000001"), person(2, "Chủ hộ", citizen=second)])

    rejected = only_rejection(read)
    assert (rejected.cell, rejected.code, rejected.value) == ("M3", "duplicate-citizen-number", "")
    assert "83000" not in repr(read)


def test_two_cells_of_a_row_that_disagree_are_refused(tmp_path):
    header = (
        ["Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "", "HIV"],
        ["", "", "", "Nam", "Nữ", ""],
    )
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 1950, 1950, ""], ["", "B", "Vợ", "", 1952, "x"]], header=header)

    assert codes(read) == [("E3", "contradictory-cells")]
    assert members(read) == {"1": ["m2"]}
    assert read.households[0].household.members[0].facts == {
        "relation_to_head": "spouse",
        "birth_date": "1952",
        "gender": "female",
        "has_hiv": True,
    }


def test_two_marks_for_one_choice_of_the_household_are_refused(tmp_path):
    header = (
        ["Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Phân loại hộ", ""],
        ["", "", "", "", "Nghèo", "Cận nghèo"],
    )
    rows = [[1, "A", "Chủ hộ", 1950, "x", "x"], [2, "B", "Chủ hộ", 1952, "", "x"], [3, "C", "Chủ hộ", 1953, "0", ""]]
    read = read_rows(tmp_path, rows, header=header)

    assert codes(read) == [("F3", "contradictory-cells")]
    assert [listed.household.facts for listed in read.households] == [{"poverty_status": "near_poor"}, {}]


def test_a_set_spread_over_columns_takes_every_mark(tmp_path):
    header = (
        ["Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Mục đích vay", ""],
        ["", "", "", "", "Sản xuất", "Học tập"],
    )
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 1950, "x", "x"]], header=header)

    assert read.households[0].household.facts == {"loan_purpose": ["production", "study"]}


def test_without_numbers_a_heading_ends_the_household_above(tmp_path):
    rows = [["1", "A", "Chủ hộ", 1950, "N"], ["Ấp 2"], [2, "B", "Con", 1980, None]]
    read = read_rows(tmp_path, rows, header=(BY_HEAD,))

    assert codes(read) == [("A4", "member-before-household")]


def test_someone_born_after_the_reference_date_is_refused_where_it_is_known(tmp_path):
    rows = [person(1, "Chủ hộ"), person(None, "Con", birth="16/06/2022"), person(None, "Con", birth=2022)]
    read = read_rows(tmp_path, rows, on=date(2022, 6, 15))

    rejected = only_rejection(read)
    assert (rejected.cell, rejected.code, rejected.value) == ("F3", "born-after-reference-date", "16/06/2022")
    assert read_rows(tmp_path, rows).rejected == ()


def test_an_age_beside_a_birth_date_is_not_used(tmp_path):
    header = ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Tuổi")
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 1950, 99]], header=(header,))

    assert "age_years" not in read.households[0].household.members[0].facts
    assert read.columns[4].role == "follows_from_birth_date"


def test_an_age_without_a_birth_date_is_used(tmp_path):
    header = ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Tuổi")
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 70]], header=(header,))

    assert read.households[0].household.members[0].facts["age_years"] == 70
