"""What a sheet is, whatever file it came from: rows of cells from A1 on, and merged ranges.

Knows no files and no facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from eligibility.lists.fold import clean

Cell = str | float | int | bool | date | datetime | time | timedelta
"""A cell as the file holds it; the empty text where it holds nothing."""

Row = list[Cell]


class Merge(NamedTuple):
    """A merged range; rows and columns from 0, all four included. Its value stands in the first cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: Its name; the file's name for a text file.
        rows: Rows of equal length; the first is row 1 of the sheet.
        merges: Merged ranges.
    """

    name: str
    rows: list[Row]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """An opened file.

    Attributes:
        file: Path as given.
        digest: `sha256:` and the digest of its bytes.
        sheets: Sheets that can be read, in order.
        hidden: Names of the sheets left aside because they are hidden.
    """

    file: str
    digest: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def letters(column: int) -> str:
    """Name of a column counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    while column >= 0:
        column, last = divmod(column, 26)
        name = chr(ord("A") + last) + name
        column -= 1
    return name


def address(row: int, column: int) -> str:
    """A1 name of a cell counted from 0.

    >>> address(16, 4)
    'E17'
    """
    return f"{letters(column)}{row + 1}"


def shown(cell: Cell) -> str:
    """A cell as its reader sees it, on one line.

    >>> shown(1962.0), shown(date(1962, 6, 15)), shown("  Nguyễn   An ")
    ('1962', '15/06/1962', 'Nguyễn An')
    """
    match cell:
        case str():
            return clean(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.strftime("%d/%m/%Y")
        case _:
            return str(cell)


LONGEST_SHOWN = 120
"""Longest text of a cell that is repeated in reports, in characters."""


class Place(NamedTuple):
    """A cell by name, and what stands in it; nothing where that must not be repeated."""

    cell: str
    holds: Cell

    @property
    def text(self) -> str:
        """What stands in it, as its reader sees it."""
        return shown(self.holds)[:LONGEST_SHOWN]


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, spaces, or only a dash."""
    return isinstance(cell, str) and (cell == "" or clean(cell) in _NOTHING)


_NOTHING = {"", "-", "–", "—", "--"}
