"""A cell states a value by one of its known spellings, says nothing, or is refused with what would be right."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from tests.support.commune_list import fact, small_dictionary

from eligibility.lists.cells import reader_of
from eligibility.lists.faults import Fault

FACTS = small_dictionary()


def read(name, cell):
    return reader_of(FACTS[name])(cell)


def code_of(name, cell):
    reading = read(name, cell)
    assert isinstance(reading, Fault), reading
    return reading.code


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0", "-", "–", "—"])
@pytest.mark.parametrize("name", [name for name in FACTS if name != "member.spouse"])
def test_a_blank_cell_says_nothing(name, cell):
    assert read(name, cell) is None


@pytest.mark.parametrize("cell", ["x", "X", " x ", "có", "CÓ", "co", "1", 1.0, 1, "đúng", True, "×", "✓", "true"])
def test_the_ways_to_tick_a_cell_mean_yes(cell):
    assert read("member.has_bhyt", cell) is True


@pytest.mark.parametrize(
    "cell", ["không", "Không", "khong", "0", 0.0, False, "sai", unicodedata.normalize("NFD", "không")]
)
def test_the_ways_to_deny_mean_no(cell):
    assert read("member.has_bhyt", cell) is False


@pytest.mark.parametrize("cell", ["chưa", "?", 2.0, "xx", "có thể", date(2020, 1, 1), "=1", "-1", "x?", "có?", "1+"])
def test_anything_else_is_neither_yes_nor_no(cell):
    assert code_of("member.has_bhyt", cell) == "unknown-boolean"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("N", "poor"),
        ("Hộ nghèo", "poor"),
        ("CN", "near_poor"),
        ("can ngheo", "near_poor"),
        ("none", "none"),
        ("K", "none"),
    ],
)
def test_choices_are_read_by_their_spellings(cell, value):
    assert read("household.poverty_status", cell) == value


def test_an_unknown_choice_names_the_values_and_the_nearest_spelling():
    reading = read("household.poverty_status", "nghèo đói")

    assert isinstance(reading, Fault)
    assert reading.code == "unknown-choice"
    assert (
        reading.right.vi
        == 'Có phải là "hộ nghèo"? Ghi một trong các giá trị: nghèo, cận nghèo, mới thoát nghèo, không.'
    )


@pytest.mark.parametrize("cell", ["nghèo?", "=N", "N+CN", "không nghèo", "nghèo năm 2021", 1.0, True])
def test_other_choices_are_refused(cell):
    assert code_of("household.poverty_status", cell) == "unknown-choice"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("sản xuất", ["production"]),
        ("sản xuất, học tập", ["production", "study"]),
        ("nhà ở; sản xuất; làm nhà", ["house", "production"]),
        ("học tập\nsản xuất", ["study", "production"]),
        ("học tập + sản xuất", ["study", "production"]),
    ],
)
def test_a_set_of_choices_is_parted_by_commas_and_lines(cell, value):
    assert read("household.loan_purpose", cell) == value


@pytest.mark.parametrize("cell", ["sản xuất, cưới vợ", ",", "sản xuất và học tập"])
def test_a_set_with_an_unknown_part_is_refused(cell):
    assert code_of("household.loan_purpose", cell) == "unknown-choice"


@pytest.mark.parametrize(("cell", "value"), [(3.0, 3), ("3", 3), (" 0 ", 0)])
def test_whole_numbers_are_read(cell, value):
    assert read("household.area_size", cell) == value


@pytest.mark.parametrize("cell", [3.5, -1.0, "ba", "3,0", True, "1" * 40, "³"])
def test_other_numbers_are_refused(cell):
    assert code_of("household.area_size", cell) == "not-a-whole-number"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("750.000đ", 750_000),
        ("750000 đồng", 750_000),
        ("750.000 VNĐ", 750_000),
        (1_500_000.0, 1_500_000),
    ],
)
def test_amounts_are_read_in_whole_dong(cell, value):
    assert read("household.debt", cell) == value


@pytest.mark.parametrize("cell", ["1,5 triệu", "1.50", "-5", 0.5, True, "9" * 30, "1.500.00"])
def test_other_amounts_are_refused(cell):
    assert code_of("household.debt", cell) == "not-an-amount"


def test_formula_looking_text_is_just_text():
    assert read("member.occupation", '=HYPERLINK("http://x")') == '=HYPERLINK("http://x")'


def test_a_refused_value_of_a_sensitive_fact_is_not_repeated():
    reading = read("member.has_hiv", "dương tính")

    assert isinstance(reading, Fault)
    assert "dương tính" not in reading.wrong.vi + reading.wrong.en


def test_a_sensitive_set_is_not_repeated_either():
    sensitive = fact("member.has_hiv", "choices", "HIV", "hiv", {"yes": "có", "no": "không"})
    reading = reader_of(sensitive)("có, dương tính")

    assert isinstance(reading, Fault)
    assert "dương tính" not in reading.wrong.vi
