"""Days, partly known dates, completed years and months, effective periods.

Dates that take part in comparisons are integers `yyyymmdd` here and in the columnar matcher, so that both
compute ages by the same arithmetic. Knows no facts and no law but the counting of time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Interval(NamedTuple):
    """An ordered value known within bounds, both included.

    Attributes:
        low: Least value it may have, in the unit of its fact.
        high: Greatest value it may have; None where nothing bounds it above.
    """

    low: int
    high: int | None

    @property
    def is_point(self) -> bool:
        """Whether the value is known exactly."""
        return self.low == self.high


def point(value: int) -> Interval:
    """An exactly known value."""
    return Interval(value, value)


def as_number(day: date) -> int:
    """A day as `yyyymmdd`.

    >>> as_number(date(1962, 6, 15))
    19620615
    """
    return day.year * 10000 + day.month * 100 + day.day


def as_date(number: int) -> date:
    """The day of a `yyyymmdd` number.

    >>> as_date(19620615)
    datetime.date(1962, 6, 15)
    """
    return date(number // 10000, number // 100 % 100, number % 100)


def completed_years(since: int, until: int) -> int:
    """Whole years between two `yyyymmdd` days; negative where `until` comes first.

    Someone born on 29 February completes a year on 1 March of a common year (docs/decisions/0003).

    >>> completed_years(20000229, 20180228), completed_years(20000229, 20180301)
    (17, 18)
    """
    return (until - since) // 10000


def completed_months(since: int, until: int) -> int:
    """Whole months between two `yyyymmdd` days. A month without the day ends on the 1st of the next.

    >>> completed_months(20220131, 20220228), completed_months(20220131, 20220301)
    (0, 1)
    """
    return (_month_form(until) - _month_form(since)) // 100


def _month_form(number: int) -> int:
    return (number // 10000 * 12 + number // 100 % 100) * 100 + number % 100


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SLASHED = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")
FIRST_YEAR, LAST_YEAR = 1880, 2200
DECEMBER = 12


def read_date(text: str) -> Interval:
    """Read a date that may be known only to the month or the year.

    Accepts `1962-06-15`, `1962-06`, `1962`, `15/06/1962`, `06/1962`. Two-digit years, impossible days and numbers
    that are not years are refused: guessing a century would invent a person's age.

    Returns:
        First and last day it may be, as `yyyymmdd`.

    Raises:
        ValueError: With a sentence that says what is wrong.

    >>> read_date("1962-03")
    Interval(low=19620301, high=19620331)
    """
    match = _ISO.fullmatch(text)
    if match is not None:
        year, month, day = match.group(1), match.group(2), match.group(3)
    else:
        match = _SLASHED.fullmatch(text)
        if match is None:
            message = f'"{text}" is not a date'
            raise ValueError(message)
        day, month, year = match.group(1), match.group(2), match.group(3)
    return _bounds(text, int(year), int(month) if month else None, int(day) if day else None)


def _bounds(text: str, year: int, month: int | None, day: int | None) -> Interval:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f'"{text}": the year must lie between {FIRST_YEAR} and {LAST_YEAR}'
        raise ValueError(message)
    if month is None:
        return Interval(year * 10000 + 101, year * 10000 + 1231)
    if not 1 <= month <= DECEMBER:
        message = f'"{text}": there is no month {month}'
        raise ValueError(message)
    last = monthrange(year, month)[1]
    first_of_month = year * 10000 + month * 100
    if day is None:
        return Interval(first_of_month + 1, first_of_month + last)
    if not 1 <= day <= last:
        message = f'"{text}": that month has {last} days'
        raise ValueError(message)
    return point(first_of_month + day)


def write_date(value: Interval) -> str:
    """Write a partly known date as short as what is known: `1962-06-15`, `1962-06` or `1962`.

    >>> write_date(Interval(19620301, 19620331))
    '1962-03'
    """
    text = f"{value.low:08d}"
    iso = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if value.is_point:
        return iso
    if value.high is not None and value.high // 100 == value.low // 100:
        return iso[:7]
    return iso[:4]


@dataclass(frozen=True, slots=True)
class EffectivePeriod:
    """Days on which a text has force; first and last day both included.

    Attributes:
        first: First day, or None where it has always had force as far as we hold it.
        last: Last day, or None while no end is known.
    """

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: EffectivePeriod) -> bool:
        """Whether some day lies in both."""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )
