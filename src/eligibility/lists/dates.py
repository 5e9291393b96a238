"""Reading a date cell: real dates, day/month/year as text, a year alone.

A century is never guessed, and a value that Excel turned into another is refused rather than believed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from eligibility.lists import date_faults
from eligibility.lists.faults import Fault
from eligibility.lists.fold import clean
from eligibility.lists.sheet import Cell, shown
from eligibility.model.text import Text
from eligibility.period import FIRST_YEAR, LAST_YEAR, read_date

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?: 00:00(?::00)?)?", re.ASCII)
_WRITTEN = re.compile(r"(?:(?:(\d{1,2}) ?[/.\-] ?)?(\d{1,2}) ?[/.\-] ?)?(\d{4}|\d{2})", re.ASCII)
_EPOCH = date(1899, 12, 30)
_LAST_PLAUSIBLE = 50
_SERIALS = range(3000, 80000)
"""Excel's counts of the days from 1908 to 2119, as far as they are no years."""


def read_date_cell(cell: Cell) -> str | Fault:
    """Read a cell that is not blank.

    Returns:
        The date as short as it is known: `1962-06-15`, `1962-06` or `1962`; or why it cannot be used.

    >>> read_date_cell("00/00/1945"), read_date_cell("5.6.1962"), read_date_cell(1962.0)
    ('1945', '1962-06-05', '1962')
    """
    match cell:
        case bool():
            return date_faults.not_a_date(shown(cell))
        case str():
            return _read_text(clean(cell))
        case float() | int():
            return _read_number(cell)
        case datetime():
            return _read_day(cell.date())
        case date():
            return _read_day(cell)
        case _:
            return date_faults.not_a_date(shown(cell))


def _read_text(text: str) -> str | Fault:
    match = _ISO.fullmatch(text)
    if match is not None:
        year, month, day = match.groups()
        return _compose(text, year, month, day)
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return date_faults.not_a_date(text)
    day, month, year = match.groups()
    if len(year) == 2:  # noqa: PLR2004 (digits of the year)
        return date_faults.two_digit_year(text, _centuries(int(year), text[: -len(year)]))
    return _compose(text, year, month, day)


def _centuries(year: int, start: str) -> list[str]:
    """What a date with a year of two digits may mean, to be proposed to a person."""
    return [f"{start}{century}{year:02d}" for century in ((19, 20) if year < _LAST_PLAUSIBLE else (19,))]


def _compose(text: str, year: str, month: str | None, day: str | None) -> str | Fault:
    """A date from its parts; days and months written as zeros are not known."""
    month = None if month is None or int(month) == 0 else f"{int(month):02d}"
    day = None if day is None or int(day) == 0 else f"{int(day):02d}"
    if day is not None and month is None:
        return date_faults.impossible_date(text, Text(vi="có ngày mà không có tháng", en="it has a day but no month"))
    written = "-".join(part for part in (year, month, day) if part is not None)
    try:
        read_date(written)
    except ValueError:
        return date_faults.impossible_date(text, _why_impossible(int(year), month, day))
    return written


def _why_impossible(year: int, month: str | None, day: str | None) -> Text:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Text(
            vi=f"năm phải từ {FIRST_YEAR} đến {LAST_YEAR}",
            en=f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}",
        )
    if month is not None and int(month) > 12:  # noqa: PLR2004 (months)
        return Text(vi=f"không có tháng {int(month)}", en=f"there is no month {int(month)}")
    return Text(
        vi=f"tháng {int(month or 0)} năm {year} không có ngày {int(day or 0)}",
        en=f"month {int(month or 0)} of {year} has no day {int(day or 0)}",
    )


def _read_number(number: float) -> str | Fault:
    written = shown(float(number))
    if not float(number).is_integer():
        return date_faults.not_a_date(written)
    whole = int(number)
    if 0 <= whole < 100:  # noqa: PLR2004 (years of two digits)
        return date_faults.two_digit_year(written, _centuries(whole, ""))
    if whole in _SERIALS:
        return date_faults.date_number(written, _EPOCH + timedelta(days=whole))
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        return date_faults.not_a_date(written)
    return str(whole)


def _read_day(day: date) -> str | Fault:
    """A real date. One whose count of days reads as a year is a year typed into a date cell."""
    count = (day - _EPOCH).days
    if FIRST_YEAR <= count <= LAST_YEAR:
        return date_faults.year_shown_as_date(shown(day), count)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return date_faults.not_a_date(shown(day))
    return day.isoformat()
