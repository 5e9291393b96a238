"""The header is found by titles known exactly; what is only like a title is proposed and not used."""

from __future__ import annotations

import pytest
from tests.support.commune_list import HEADER, person, read_rows, small_dictionary

from eligibility.lists.header import find_header, is_number_row
from eligibility.lists.sheet import Merge, Sheet
from eligibility.lists.titles import Role, Titles

TITLES = Titles(small_dictionary())


def meaning(*levels):
    return TITLES.meaning(levels)


def sheet(*rows, merges=()):
    width = max(map(len, rows))
    return Sheet("S", [[*row, *[""] * (width - len(row))] for row in rows], tuple(merges))


def facts_of(header):
    return [
        None
        if column.meaning is None
        else column.meaning.definition.name
        if column.meaning.definition
        else column.meaning.role.value
        for column in header.columns
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ngày sinh", "member.birth_date"),
        ("NGÀY SINH", "member.birth_date"),
        ("ngay sinh", "member.birth_date"),
        ("Năm  sinh:", "member.birth_date"),
        ("Thẻ BHYT", "member.has_bhyt"),
        ("member.birth_date", "member.birth_date"),
        ("birth_date", "member.birth_date"),
        ("Có thẻ BHYT", "member.has_bhyt"),
    ],
)
def test_a_fact_is_known_by_its_titles_its_label_and_its_name(title, name):
    assert meaning(title).definition.name == name


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("STT", Role.ROW_NUMBER),
        ("Số hộ", Role.HOUSEHOLD_NUMBER),
        ("Họ và tên", Role.NAME),
        ("Số CCCD/ĐDCN", Role.CITIZEN_NUMBER),
        ("Địa chỉ", Role.PRIVATE),
        ("Số khẩu", Role.HOUSEHOLD_SIZE),
        ("STT thành viên", Role.MEMBER_NUMBER),
    ],
)
def test_parts_of_the_list_itself_are_known(title, role):
    assert meaning(title).role is role


@pytest.mark.parametrize("levels", [("Thông tin hộ", "Phân loại hộ"), ("Thuộc diện", "Thành viên", "Phân loại hộ")])
def test_group_titles_that_say_nothing_are_passed_over(levels):
    assert meaning(*levels).definition.name == "household.poverty_status"


@pytest.mark.parametrize("levels", [("Chủ hộ", "Ngày sinh"), ("Vợ/chồng", "Giới tính"), ("Thuộc hộ", "Nghèo")])
def test_group_titles_that_may_say_something_are_not_passed_over(levels):
    assert meaning(*levels) is None


def test_a_column_of_links_between_people_is_not_read():
    assert meaning("Mã vợ/chồng") is None


def test_birth_dates_by_sex_state_the_sex_too():
    found = meaning("Ngày, tháng, năm sinh", "Nữ")

    assert found.definition.name == "member.birth_date"
    assert [(definition.name, value) for definition, value in found.implied] == [("member.gender", "female")]


def test_the_column_of_birth_years_is_not_taken_for_that_of_men():
    assert meaning("Ngày sinh", "Năm") is None


@pytest.mark.parametrize(
    ("levels", "mark"),
    [
        (("Phân loại hộ", "Cận nghèo"), "near_poor"),
        (("Giới tính", "Nam"), "male"),
        (("Mục đích vay", "Làm nhà"), ["house"]),
        (("Thẻ BHYT", "Không"), False),
    ],
)
def test_a_choice_spread_over_columns_is_read_by_its_marks(levels, mark):
    assert meaning(*levels).mark == mark


def test_nothing_is_spread_below_a_number():
    assert meaning("Số công đất", "1") is None


def test_a_title_that_means_two_facts_means_neither():
    dictionary = small_dictionary()
    doubled = dict(dictionary)
    doubled["member.occupation"] = dictionary["member.gender"].__class__(
        name="member.occupation",
        type=dictionary["member.occupation"].type,
        label=dictionary["member.occupation"].label,
        headers=("giới tính",),
    )

    assert Titles(doubled).meaning(("Giới tính",)) is None


def test_the_near_poor_are_not_read_from_a_column_of_the_poor():
    """By likeness "Thuộc hộ > Nghèo" scores 95 against the title of the near-poor."""
    assert meaning("Thuộc hộ", "Nghèo") is None
    assert meaning("Phân lọai các hộ") is None


def test_the_header_is_found_below_title_rows():
    header = find_header(sheet(["UBND XÃ"], ["DANH SÁCH HỘ"], [], list(HEADER), ["1", "2"]), TITLES)

    assert (header.top, header.bottom) == (3, 3)
    assert header.known == len(HEADER)


def test_two_lines_with_merged_cells_are_joined():
    header = find_header(
        sheet(
            ["Số hộ", "Họ và tên", "Ngày sinh", "", "Thông tin hộ", ""],
            ["", "", "Nam", "Nữ", "Phân loại hộ", "Mục đích vay"],
            merges=[Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(0, 4, 0, 5)],
        ),
        TITLES,
    )

    assert header.bottom == 1
    assert header.columns[3].title == "Ngày sinh > Nữ"
    assert facts_of(header)[2:] == [
        *("member.birth_date", "member.birth_date", "household.poverty_status", "household.loan_purpose")
    ]


def test_two_lines_without_merged_cells_are_joined_too():
    header = find_header(
        sheet(
            ["Số hộ", "Họ và tên", "Ngày sinh", "", "", "Thẻ BHYT"],
            ["", "", "Nam", "Nữ", "Phân loại hộ", ""],
        ),
        TITLES,
    )

    assert facts_of(header) == [
        *("household_number", "name", "member.birth_date", "member.birth_date", "household.poverty_status"),
        "member.has_bhyt",
    ]


def test_the_first_row_of_people_is_not_taken_for_a_header_line():
    """Read as lower titles, "Giới tính > Nam" and "Quan hệ > Chủ hộ" would be known too."""
    header = find_header(sheet(["Số hộ", "Quan hệ", "Giới tính", "Thẻ BHYT"], ["1", "Chủ hộ", "Nam", "x"]), TITLES)

    assert (header.top, header.bottom) == (0, 0)


def test_rows_without_enough_known_titles_are_no_header():
    assert find_header(sheet(["Họ và tên", "Ngày sinh", "Lương"], ["A", "1980", "1"]), TITLES) is None
    assert find_header(Sheet("S", []), TITLES) is None


def test_merges_beyond_the_sheet_do_no_harm():
    header = find_header(sheet(list(HEADER), merges=[Merge(0, 90, 5, 99), Merge(50, 0, 60, 0)]), TITLES)

    assert header.known == len(HEADER)


@pytest.mark.parametrize(
    "row",
    [
        ["(1)", "(2)", "(3)"],
        [1.0, 2.0, 3.0, 4.0],
        ["A", "B", "1", "2", "3"],
        ["1", "2", "3", "6=4+5"],
        ["[1]", "[2]", "[3]"],
    ],
)
def test_a_row_that_numbers_the_columns_is_known(row):
    assert is_number_row(row)


@pytest.mark.parametrize(
    "row", [["1", "1", "Nguyễn Văn A"], [1.0, "", 2.0], [3.0, 2.0, 1.0], [10.0, 20.0, 30.0], ["x", "x", "x"]]
)
def test_other_rows_do_not_number_columns(row):
    assert not is_number_row(row)


def test_an_unknown_column_is_reported_with_what_it_is_like(tmp_path):
    header = ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Mức độ khuyết tật (1)", "Chiều cao")
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 1980, "nặng", 160]], header=(header,))

    assert [(column.letter, column.title) for column in read.unmatched] == [
        ("E", "Mức độ khuyết tật (1)"),
        ("F", "Chiều cao"),
    ]
    assert 'Giống tiêu đề "mức độ khuyết tật"' in read.unmatched[0].suggestion.vi
    assert read.unmatched[1].suggestion is None
    assert "disability_level" not in read.households[0].household.members[0].facts


def test_a_column_like_a_part_of_the_list_is_proposed_as_that(tmp_path):
    header = ("Số hộ", "Họ & tên đệm", "Quan hệ với chủ hộ", "Ngày sinh")
    read = read_rows(tmp_path, [[1, "A", "Chủ hộ", 1980]], header=(header,))

    assert "họ" in read.unmatched[0].suggestion.vi


def test_a_column_without_a_title_is_reported_where_it_holds_anything(tmp_path):
    read = read_rows(tmp_path, [[*person(1, "Chủ hộ"), "", "x"]])

    assert [(column.letter, column.title) for column in read.unmatched] == [("O", "")]


def test_names_citizen_numbers_and_addresses_never_become_facts(tmp_path):
    header = ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Số CCCD", "Địa chỉ")
    read = read_rows(tmp_path, [[1, "Nguyễn Thị Riêng", "Chủ hộ", 1980, "083000000001", "Số 9"]], header=(header,))

    (listed,) = read.households
    assert listed.household.members[0].facts == {"relation_to_head": "head", "birth_date": "1980"}
    assert "083000000001" not in repr(read)
    assert "Số 9" not in repr(read)
    assert listed.label("m1") == "Nguyễn Thị Riêng"
