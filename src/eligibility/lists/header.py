"""Where the header of a sheet stands and what each of its columns means.

Knows titles; not what the cells below hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from eligibility.lists.fold import clean, fold
from eligibility.lists.sheet import Cell, Row, Sheet, is_blank, shown
from eligibility.lists.titles import RELATION, SEPARATOR, Meaning, Proposal, Role, Titles

SEARCHED = 30
"""Rows of a sheet in which its header is looked for."""

_DEEPEST = 3
_FEWEST = 3
_TITLE_LENGTH = 120
_VALUE = re.compile(r"\(?\d[\d./\- ]*\)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a header.

    Attributes:
        index: Its place, from 0.
        title: Its title, levels joined by " > "; empty where it has none.
        meaning: What its cells state; None where the title is unknown.
        proposal: For an unknown title: the known one most like it.
        is_said: Whether somebody said what it means, in place of its title.
    """

    index: int
    title: str
    meaning: Meaning | None = None
    proposal: Proposal | None = None
    is_said: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet.

    Attributes:
        top: Its first row, from 0.
        bottom: Its last row.
        columns: One entry per column of the sheet.
        lines: Its rows, folded, to know them again where a page break repeats them.
    """

    top: int
    bottom: int
    columns: tuple[Column, ...]
    lines: frozenset[tuple[str, ...]]

    @property
    def known(self) -> int:
        """Columns whose title is known."""
        return sum(column.meaning is not None for column in self.columns)

    def has_role(self, role: Role) -> bool:
        """Whether some column is for this."""
        return any(column.meaning is not None and column.meaning.role is role for column in self.columns)

    def states(self, fact: str) -> bool:
        """Whether some column states this fact."""
        return any(
            column.meaning is not None
            and column.meaning.definition is not None
            and column.meaning.definition.name == fact
            for column in self.columns
        )

    @property
    def shows_households(self) -> bool:
        """Whether rows can be put together into households."""
        return self.has_role(Role.HOUSEHOLD_NUMBER) or self.states(RELATION)


def find_header(sheet: Sheet, titles: Titles) -> Header | None:
    """The lines whose titles are known best.

    Returns:
        The header; None where no lines of the sheet's beginning have enough known titles. It may lack the columns
        that show households: see `Header.shows_households`.
    """
    rows = _flattened(sheet)
    best: tuple[tuple[bool, int], Header] | None = None
    for top in range(len(rows)):
        for depth in range(1, _DEEPEST + 1):
            if top + depth > len(rows) or not _may_be_title_line(rows[top + depth - 1]):
                break
            header = _read(rows, top, depth, titles)
            rank = (header.shows_households, header.known)
            if header.known >= _FEWEST and (best is None or rank > best[0]):
                best = rank, header
    return None if best is None else _with_proposals(best[1], titles)


def folded_line(row: Row) -> tuple[str, ...]:
    """A row by which a repeated header is known."""
    return tuple(fold(cell) if isinstance(cell, str) else "" for cell in row)


def _flattened(sheet: Sheet) -> list[Row]:
    """The beginning of the sheet with the value of each merged range in all its cells."""
    rows = [list(row) for row in sheet.rows[:SEARCHED]]
    for merge in sheet.merges:
        if merge.top >= len(rows) or merge.left >= len(rows[0]):
            continue
        value = rows[merge.top][merge.left]
        for row in rows[merge.top : merge.bottom + 1]:
            width = min(merge.right + 1, len(row)) - merge.left
            row[merge.left : merge.left + width] = [value] * width
    return rows


def _may_be_title_line(row: Row) -> bool:
    """Whether a row has words and neither numbers nor dates, which stand below a header and not in it."""
    words = [cell for cell in row if not is_blank(cell)]
    return bool(words) and not any(not isinstance(cell, str) or _VALUE.fullmatch(cell.strip()) for cell in words)


def _read(rows: list[Row], top: int, depth: int, titles: Titles) -> Header:
    lines = rows[top : top + depth]
    spans = [_carried(line) for line in lines[:-1]]
    columns = tuple(_column(index, lines, spans, titles) for index in range(len(lines[0])))
    return Header(top, top + depth - 1, columns, frozenset(folded_line(line) for line in lines))


def _carried(line: Row) -> Row:
    """A line of group titles with each title carried over the empty cells to its right, as text files need."""
    carried: Row = []
    for cell in line:
        carried.append(carried[-1] if is_blank(cell) and carried else cell)
    return carried


def _column(index: int, lines: list[Row], spans: list[Row], titles: Titles) -> Column:
    own = _levels(line[index] for line in lines)
    if not own:
        return Column(index, "")
    readings = [own]
    if not is_blank(lines[-1][index]):
        carried = _levels([*(span[index] for span in spans), lines[-1][index]])
        if carried != own:
            readings = [carried, own]
    for levels in readings:
        meaning = titles.meaning(levels)
        if meaning is not None:
            return Column(index, SEPARATOR.join(levels), meaning)
    return Column(index, SEPARATOR.join(readings[0]))


def _levels(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The distinct texts of a column from top to bottom."""
    levels: list[str] = []
    for cell in cells:
        text = clean(cell)[:_TITLE_LENGTH] if isinstance(cell, str) else ""
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return tuple(levels)


def _with_proposals(header: Header, titles: Titles) -> Header:
    columns = tuple(
        column
        if column.meaning is not None or not column.title
        else Column(column.index, column.title, None, titles.proposal(tuple(column.title.split(SEPARATOR))))
        for column in header.columns
    )
    return Header(header.top, header.bottom, columns, header.lines)


def is_number_row(row: Row) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "1 2 3", "A B 1 2"."""
    marks = [shown(cell).strip("()[] .") for cell in row if not is_blank(cell)]
    numbers = [int(mark) for mark in marks if mark.isascii() and mark.isdigit()]
    plain = all(len(mark) <= 2 or "=" in mark or "+" in mark for mark in marks)  # noqa: PLR2004 (an ordinal or letter)
    rising = all(before < after for before, after in pairwise(numbers))
    return len(numbers) >= _FEWEST and plain and rising and numbers[0] <= _FEWEST
