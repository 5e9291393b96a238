"""A date is read as precisely as it is written, and refused where reading it would be guessing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from eligibility.lists.dates import read_date_cell
from eligibility.lists.faults import Fault


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("15/06/1962", "1962-06-15"),
        ("5/6/1962", "1962-06-05"),
        ("05.06.1962", "1962-06-05"),
        ("5-6-1962", "1962-06-05"),
        (" 15 / 06 / 1962 ", "1962-06-15"),
        ("15/06/1962\u00a0", "1962-06-15"),
        ("06/1962", "1962-06"),
        ("1962", "1962"),
        (1962.0, "1962"),
        (1962, "1962"),
        ("00/00/1945", "1945"),
        ("0/0/1945", "1945"),
        ("00/05/1945", "1945-05"),
        ("1962-06-15", "1962-06-15"),
        ("1962-06-15 00:00:00", "1962-06-15"),
        ("29/02/2000", "2000-02-29"),
        (date(1962, 6, 15), "1962-06-15"),
        (datetime(1962, 6, 15, 10, 30), "1962-06-15"),  # noqa: DTZ001
        ("1880", "1880"),
        (date(1905, 2, 21), "1905-02-21"),
    ],
)
def test_the_ways_lists_write_dates_are_read(cell, read):
    assert read_date_cell(cell) == read


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("15/06/62", "two-digit-year"),
        ("62", "two-digit-year"),
        (62.0, "two-digit-year"),
        ("31/02/1980", "impossible-date"),
        ("29/02/1900", "impossible-date"),
        ("13/13/1980", "impossible-date"),
        ("15/00/1980", "impossible-date"),
        ("1879", "impossible-date"),
        ("01/01/2201", "impossible-date"),
        ("không rõ", "not-a-date"),
        ("15/06/1962 (âm lịch)", "not-a-date"),
        ("15/06", "two-digit-year"),
        ("1/2/3/1980", "not-a-date"),
        ("¹⁹⁶²", "not-a-date"),
        (150.0, "not-a-date"),
        (1962.5, "not-a-date"),
        (-1.0, "not-a-date"),
        (float("nan"), "not-a-date"),
        (float("inf"), "not-a-date"),
        (True, "not-a-date"),
        (time(12, 0), "not-a-date"),
        (timedelta(days=3), "not-a-date"),
        (22981.0, "date-number"),
        (date(1905, 5, 15), "year-shown-as-date"),
        (date(1905, 2, 22), "year-shown-as-date"),
        (date(2300, 1, 1), "not-a-date"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(cell, code):
    read = read_date_cell(cell)

    assert isinstance(read, Fault)
    assert read.code == code
    assert read.right.vi
    assert read.right.en


@pytest.mark.parametrize(
    ("cell", "proposed"),
    [
        ("15/06/62", "15/06/1962?"),
        ("15/06/05", "15/06/1905 hay 15/06/2005?"),
        (5.0, "1905 hay 2005?"),
    ],
)
def test_a_year_of_two_digits_is_answered_with_what_it_may_mean(cell, proposed):
    read = read_date_cell(cell)

    assert isinstance(read, Fault)
    assert read.right.vi.endswith(proposed)


def test_a_day_count_is_answered_with_its_day():
    read = read_date_cell(22981.0)

    assert isinstance(read, Fault)
    assert "01/12/1962" in read.right.vi


def test_an_impossible_day_says_what_is_impossible_about_it():
    read = read_date_cell("31/02/1980")

    assert isinstance(read, Fault)
    assert read.wrong.vi == 'Không có ngày "31/02/1980": tháng 2 năm 1980 không có ngày 31'
    assert read.wrong.en == 'There is no day "31/02/1980": month 2 of 1980 has no day 31'
