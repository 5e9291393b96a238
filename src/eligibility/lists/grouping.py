"""Which rows belong to one household.

By household number where the list has one, else from one head of household to the next. A row whose household is
not certain is refused: put into the wrong household it would change the answers of everybody in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from eligibility.lists import faults
from eligibility.lists.person_row import PersonRow
from eligibility.lists.titles import Role


@dataclass(slots=True)
class Group:
    """Rows of one household.

    Attributes:
        number: Its number as first written; the head's row number where there is none; else empty.
        rows: Its rows, in order.
        incomplete: Whether a row that may belong to it could not be placed.
    """

    number: str
    rows: list[PersonRow] = field(default_factory=list)
    incomplete: bool = False


@dataclass(slots=True)
class Grouping:
    """All rows of a sheet put together.

    Attributes:
        groups: Households, in the order they begin.
        strays: Rows that belong to no household for certain; each has its fault.
    """

    groups: list[Group] = field(default_factory=list)
    strays: list[PersonRow] = field(default_factory=list)


def group_rows(rows: Sequence[PersonRow], *, by_number: bool, relation_column: str | None) -> Grouping:
    """Put rows together.

    Args:
        rows: Person rows of one sheet, in order.
        by_number: Whether the list has a column of household numbers.
        relation_column: Letter of the column of relations, for lists without household numbers.
    """
    grouper: _ByNumber | _ByHead = _ByNumber() if by_number else _ByHead(relation_column or "A")
    section = 0
    for row in rows:
        if row.section != section:
            section = row.section
            grouper.break_off()
        grouper.place(row)
    return grouper.grouping


class _ByNumber:
    """A number starts or continues a household; a blank continues the one above."""

    def __init__(self) -> None:
        self.grouping = Grouping()
        self._known: dict[tuple[int, str], Group] = {}
        self._current: Group | None = None
        self._lost: str | None = None

    def break_off(self) -> None:
        self._current = self._lost = None

    def place(self, row: PersonRow) -> None:
        number = row.household_number
        if number:
            self._lost = None
            key = row.section, _comparable(number)
            if key not in self._known:
                self._known[key] = Group(number)
                self.grouping.groups.append(self._known[key])
            self._current = self._known[key]
        elif self._current is not None and row.is_head and any(other.is_head for other in self._current.rows):
            row.refuse_relation(faults.missing_household_number(), of_household=False)
            self._current.incomplete = True
            self._current, self._lost = None, row.relation_cell
            self.grouping.strays.append(row)
            return
        if self._current is None:
            _stray(self.grouping, row, self._lost)
        else:
            self._current.rows.append(row)


class _ByHead:
    """A head starts a household; everybody else belongs to the head above."""

    def __init__(self, relation_column: str) -> None:
        self.grouping = Grouping()
        self._relation_column = relation_column
        self._current: Group | None = None
        self._lost: str | None = None

    def break_off(self) -> None:
        self._current = self._lost = None

    def place(self, row: PersonRow) -> None:
        if row.is_head:
            self._lost = None
            self._current = Group(row.parts.get(Role.ROW_NUMBER, ""))
            self.grouping.groups.append(self._current)
        elif row.relation is None and self._current is not None:
            # Someone whose relation is not known may be the head of a household of their own.
            self._current.incomplete = True
            self._current, self._lost = None, f"{self._relation_column}{row.index + 1}"
        if self._current is None:
            _stray(self.grouping, row, self._lost)
        else:
            self._current.rows.append(row)


def _stray(grouping: Grouping, row: PersonRow, lost: str | None) -> None:
    fault = faults.member_before_household() if lost is None else faults.unclear_household(lost)
    row.refuse(fault)
    grouping.strays.append(row)


def _comparable(number: str) -> str:
    """Household numbers are the same whether typed as a number or as text with leading zeros.

    >>> _comparable("007") == _comparable("7")
    True
    """
    folded = number.casefold()
    return (folded.lstrip("0") or "0") if folded.isdigit() else folded
