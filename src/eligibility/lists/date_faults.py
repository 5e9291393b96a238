"""What can be wrong with a date cell, said in both languages with the way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from eligibility.lists.faults import Fault
from eligibility.model.text import Text

_FULL_DATE = Text(
    vi="Ghi ngày/tháng/năm với năm đủ bốn chữ số, ví dụ 15/06/1962; nếu chỉ biết năm thì ghi 1962.",
    en="Write day/month/year with four digits of the year, such as 15/06/1962; if only the year is known, 1962.",
)


def two_digit_year(shown: str, readings: Sequence[str]) -> Fault:
    """The century is not written, and guessing it would invent an age."""
    either_vi, either_en = " hay ".join(readings), " or ".join(readings)
    return Fault(
        "two-digit-year",
        Text(
            vi=f'"{shown}" chỉ có hai chữ số của năm nên không biết thế kỷ nào',
            en=f'"{shown}" has only two digits of the year, so its century is unknown',
        ),
        Text(vi=f"Ghi đủ bốn chữ số của năm: {either_vi}?", en=f"Write all four digits of the year: {either_en}?"),
    )


def impossible_date(shown: str, why: Text) -> Fault:
    """No calendar has this day."""
    return Fault(
        "impossible-date",
        Text(vi=f'Không có ngày "{shown}": {why.vi}', en=f'There is no day "{shown}": {why.en}'),
        _FULL_DATE,
    )


def not_a_date(shown: str) -> Fault:
    """The cell holds something other than a day, month or year."""
    return Fault(
        "not-a-date",
        Text(vi=f'"{shown}" không phải là ngày hay năm', en=f'"{shown}" is neither a date nor a year'),
        _FULL_DATE,
    )


def date_number(shown: str, day: date) -> Fault:
    """A day that lost its date format and shows as Excel's day count."""
    written = day.strftime("%d/%m/%Y")
    return Fault(
        "date-number",
        Text(
            vi=f"{shown} là số thứ tự ngày của Excel, không phải là năm",
            en=f"{shown} is Excel's count of days, not a year",
        ),
        Text(
            vi=f"Định dạng lại ô thành ngày, hoặc ghi {written} nếu đúng là ngày đó.",
            en=f"Give the cell a date format, or write {written} if that is the day meant.",
        ),
    )


def year_shown_as_date(shown: str, year: int) -> Fault:
    """A year typed into a cell with a date format, which turns it into a day of 1905."""
    return Fault(
        "year-shown-as-date",
        Text(
            vi=f"{shown} nhiều khả năng là năm {year} ghi trong ô có định dạng ngày",
            en=f"{shown} is most likely the year {year} typed into a cell with a date format",
        ),
        Text(
            vi=f"Đổi định dạng ô thành Số hoặc Văn bản rồi ghi {year}; nếu đúng là năm 1905, ghi ngày dạng văn bản.",
            en=f"Format the cell as number or text and write {year}; if 1905 is meant, write the date as text.",
        ),
    )


def born_after(shown: str, on: date) -> Fault:
    """The person was not born yet on the day the list is judged for."""
    day = on.strftime("%d/%m/%Y")
    return Fault(
        "born-after-reference-date",
        Text(
            vi=f"Ngày sinh {shown} sau ngày xét {day}",
            en=f"The birth date {shown} is later than the reference date {day}",
        ),
        Text(
            vi="Sửa năm sinh nếu ghi nhầm; người sinh sau ngày xét thì không đưa vào danh sách của ngày đó.",
            en="Correct the year if it is a slip; someone born later does not belong on the list of that day.",
        ),
    )
