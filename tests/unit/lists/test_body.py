"""Headings, totals, signatures and numbering are no people; everything else is, and is judged or reported."""

from __future__ import annotations

import pytest
from tests.support.commune_list import HEADER, assert_all_rows_accounted_for, codes, only_rejection, person, read_rows


def skipped(read):
    return [(one.row, one.why) for one in read.skipped]


def test_the_row_that_numbers_the_columns_is_skipped(tmp_path):
    read = read_rows(tmp_path, [[f"({n})" for n in range(1, 14)], person(1, "Chủ hộ")])

    assert skipped(read) == [(2, "column-numbers")]
    assert read.rows_in == 1


def test_empty_rows_are_ignored_and_not_counted(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), [], [" ", "\u00a0", "-"], person(None, "Con"), []])

    assert read.rows_in == 2
    assert read.skipped == ()
    assert len(read.households[0].rows) == 2


def test_numbered_rows_left_blank_are_skipped(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ", number=1), [2], [3]])

    assert skipped(read) == [(3, "numbered-blank"), (4, "numbered-blank")]


def test_a_header_repeated_by_a_page_break_is_skipped(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), HEADER, person(None, "Con")])

    assert skipped(read) == [(3, "repeated-header")]
    assert read.rows_judged == 2


@pytest.mark.parametrize("heading", ["Ấp Phú Long", "ẤP 1", "II. Khóm 2", "Khu phố 3", "a) Hộ nghèo", "Tổ 5"])
@pytest.mark.parametrize("column", [0, 1, 3])
def test_headings_between_rows_are_skipped_and_end_the_household_above(tmp_path, heading, column):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), [*[None] * column, heading], person(None, "Con")])

    assert skipped(read) == [(3, "section")]
    assert codes(read) == [("A4", "member-before-household")]


def test_any_text_merged_over_several_columns_is_a_heading(tmp_path):
    read = read_rows(tmp_path, [["Danh sách bổ sung đợt 2"], person(1, "Chủ hộ")], merges=[(1, 0, 1, 5)])

    assert skipped(read) == [(2, "section")]
    assert read.rows_in == 1


@pytest.mark.parametrize("total", ["Tổng cộng", "TỔNG CỘNG: 2 hộ", "Cộng", "Tổng số hộ", "tong cong"])
def test_the_total_ends_the_list(tmp_path, total):
    read = read_rows(
        tmp_path,
        [person(1, "Chủ hộ"), [total, 1, None, "2 người", None, 2], [None, None, None, "Phạm Văn Lập"]],
    )

    assert skipped(read) == [(3, "total"), (4, "below-total")]
    assert read.rows_in == 1


@pytest.mark.parametrize(
    "signature",
    [
        "NGƯỜI LẬP BIỂU",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "Phú Long, ngày 10 tháng 5 năm 2022",
        "Ngày   tháng   năm 2022",
    ],
)
def test_the_signatures_end_the_list(tmp_path, signature):
    read = read_rows(
        tmp_path,
        [person(1, "Chủ hộ"), [None, None, None, signature], [None, None, None, "Nguyễn Văn Ký"]],
    )

    assert skipped(read) == [(3, "signature"), (4, "below-total")]


def test_people_below_a_total_are_not_lost(tmp_path):
    rows = [person(1, "Chủ hộ"), ["Cộng ấp 1"], ["Ấp 2"], person(2, "Chủ hộ"), person(None, "Con")]
    read = read_rows(tmp_path, rows)

    assert skipped(read) == [(3, "total"), (4, "section")]
    assert [listed.household.id for listed in read.households] == ["1", "2"]
    assert read.rows_judged == 3


def test_even_a_bad_row_below_a_total_is_not_lost(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), ["Cộng"], person(2, "chũ hộ", birth="62")])

    assert codes(read) == [("E4", "unknown-choice"), ("F4", "two-digit-year")]
    assert_all_rows_accounted_for(read)


def test_a_person_with_nothing_but_a_name_is_a_member_of_whom_nothing_is_known(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), [None, None, None, "Lê Văn Tên"]])

    assert read.households[0].household.members[1].facts == {}
    assert read.households[0].household.members_complete


def test_a_household_number_without_a_person_is_refused(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), [None, 2]])

    rejected = only_rejection(read)
    assert (rejected.cell, rejected.value, rejected.code) == ("B3", "2", "row-without-person")
    assert_all_rows_accounted_for(read)


def test_a_stray_note_is_reported_rather_than_dropped(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), [None] * 4 + ["(tiếp theo trang sau)"]])

    assert codes(read) == [("E3", "unknown-choice")]


def test_a_note_with_a_date_does_not_make_a_person_a_signature(tmp_path):
    header = (*HEADER, "Ghi chú")
    row = [*person(1, "chủ nhà", birth="62", number=1), "cấp ngày 5 tháng 3 năm 2020"]
    read = read_rows(tmp_path, [row], header=(header,))

    assert read.rows_in == 1
    assert {rejected.code for rejected in read.rejected} == {"unknown-choice", "two-digit-year"}
