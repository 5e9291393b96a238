"""Which figures stand in lines of a Vietnamese document, their units made one.

Knows numbers, money and percentages as plans print them, in prose and in the cells of a table; no rules.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Unit = Literal["dong", "percent", "years", "months", "number"]


class Figure(NamedTuple):
    """A figure with its unit.

    Attributes:
        value: Đồng, percent (30 for 30 %), completed years or months, or a bare number.
        unit: What it counts; `number` where the text gives no money, percentage or age.
    """

    value: Decimal
    unit: Unit


_SIZES = {"billion": Decimal(10**9), "million": Decimal(10**6), "thousand": Decimal(10**3)}
_OTHER_UNITS: tuple[Unit, ...] = ("percent", "years", "months")
_NUMBER = re.compile(r"(?<![\w.,/])\d+(?:[.,]\d+)*(?!\d)")
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_COMMA_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")
_PART_OF_A_NAME = re.compile(r"/[\dA-ZĐ]|-[A-ZĐ]")
"""What follows a number that belongs to a date or to the name of a document: 27/7, 2021/KH-UBND, 14-CT/TW."""
_AFTER_A_WORD = re.compile(r"[^\W\d_]-")
"""What stands before a number that belongs to a name: COVID-19."""
_RANGE = re.compile(r"\s*(?:-|–|—|đến|tới)\s*")
_MONEY = r"(?P<billion>t[ỷỉ](?!\s+lệ))|(?P<million>triệu|tr(?:\.?đ)?)|(?P<thousand>nghìn|ngàn)|(?P<dong>đ|vnđ|vnd)"
_UNIT = re.compile(
    rf"\s*(?:(?P<percent>%|phần trăm(?!\w))|(?:{_MONEY}|(?P<whole>đồng(?!\s+(?:chí|bào))))(?!\w)"
    r"|(?P<years>tuổi|năm)(?!\w)|(?P<months>tháng)(?!\w))",
    re.IGNORECASE,
)
# One stored document prints "Tỷ đống" for "Tỷ đồng".
_UNIT_CELL = re.compile(rf"(?=\(?\w)\(?(?:{_MONEY})?\s*(?P<whole>đ[ồố]ng)?\)?|(?P<percent>%)", re.IGNORECASE)


def read_number(text: str) -> Decimal | None:
    """A number as Vietnamese texts write it, or None where it is something else, such as a section number.

    >>> read_number("1.016,50"), read_number("59.042"), read_number("14,25"), read_number("2.1.3")
    (Decimal('1016.50'), Decimal('59042'), Decimal('14.25'), None)
    """
    if grouped := _GROUPED.fullmatch(text):
        whole = grouped[1].replace(".", "")
        return Decimal(f"{whole}.{grouped[2]}") if grouped[2] else Decimal(whole)
    if _COMMA_GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if plain := _PLAIN.fullmatch(text):
        return Decimal(f"{plain[1]}.{plain[2]}") if plain[2] else Decimal(plain[1])
    return None


def figures_in(lines: Sequence[str]) -> frozenset[Figure]:
    """All figures of some neighbouring lines.

    A number alone in a cell takes its unit from the cell before it ("Tỷ đồng |", then "17,50 |"); from the cell after
    it perhaps.

    >>> sorted(figures_in(["Kinh phí (70 triệu/căn):", "Tỷ đồng |", "17,50 |"]))
    [Figure(value=Decimal('70000000'), unit='dong'), Figure(value=Decimal('17500000000.00'), unit='dong')]
    """
    cells = [cell.strip() for line in lines for cell in _cells(line)]
    found: set[Figure] = set()
    for place, cell in enumerate(cells):
        alone = _NUMBER.fullmatch(cell)
        value = read_number(cell) if alone else None
        if value is None:
            found.update(_in_prose(cell))
            continue
        before = _cell_unit(cells[place - 1]) if place else None
        after = _cell_unit(cells[place + 1]) if place + 1 < len(cells) else None
        if before is None:
            found.add(Figure(value, "number"))
        found.update(_scaled(value, unit) for unit in (before or after,) if unit is not None)
    return frozenset(found)


def _cells(line: str) -> list[str]:
    """The cells of a line; the stroke that closes the last one opens no other."""
    cells = line.split("|")
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _cell_unit(cell: str) -> re.Match[str] | None:
    return _UNIT_CELL.fullmatch(cell) if cell else None


def _in_prose(text: str) -> Iterator[Figure]:
    matches = [match for match in _NUMBER.finditer(text) if not _is_name(text, match)]
    units = [_UNIT.match(text, match.end()) for match in matches]
    for place, match in enumerate(matches):
        value = read_number(match[0])
        if value is None:
            continue
        unit = units[place]
        # "25 - 40 triệu": the unit behind the second number is the first one's too.
        if unit is None and place + 1 < len(matches):
            between = text[match.end() : matches[place + 1].start()]
            unit = units[place + 1] if _RANGE.fullmatch(between) else None
        if unit is None or unit.lastgroup in {"years", "months"}:
            yield Figure(value, "number")
        if unit is not None:
            yield _scaled(value, unit)


def _is_name(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 2, 0) : match.start()]
    return _PART_OF_A_NAME.match(text, match.end()) is not None or _AFTER_A_WORD.fullmatch(before) is not None


def _scaled(value: Decimal, unit: re.Match[str]) -> Figure:
    named = {name for name, word in unit.groupdict().items() if word}
    for name, size in _SIZES.items():
        if name in named:
            return Figure(value * size, "dong")
    for other in _OTHER_UNITS:
        if other in named:
            return Figure(value, other)
    return Figure(value, "dong")


def accepted(figure: Figure) -> frozenset[Figure]:
    """The forms in which a text may print a figure: an age also as a bare number, three years also as 36 months."""
    value, unit = figure
    forms = {figure}
    if unit in {"years", "months"}:
        forms.add(Figure(value, "number"))
    if unit == "years":
        forms.add(Figure(value * 12, "months"))
    elif unit == "months":
        forms.add(Figure(value / 12, "years"))
    return frozenset(forms)
