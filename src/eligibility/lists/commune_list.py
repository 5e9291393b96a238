"""A commune list as read: its households, and every row that could not be used.

Knows neither files nor layouts. `rows_in == rows_judged + rows_reported` always holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eligibility.errors import Diagnostic
from eligibility.household import Household
from eligibility.lists import faults
from eligibility.lists.faults import Fault
from eligibility.lists.sheet import Place
from eligibility.model.text import Text

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MEMBER_PATH = re.compile(r"household\.members\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One reason why a row is not judged; a row with several faults has several.

    Attributes:
        sheet: Name of the sheet.
        row: Row of the sheet, from 1.
        cell: The cell at fault, such as `E17`.
        value: What stands in it, on one line; empty where it must not be repeated.
        code: Stable kebab-case name of the fault.
        wrong: What is wrong.
        right: What would be right.
        household: Number of its household, where known.
    """

    sheet: str
    row: int
    cell: str
    value: str
    code: str
    wrong: Text
    right: Text
    household: str | None = None


def place_of(sheet: str, cell: str) -> str:
    """A cell of a sheet as it is called; the sheet alone where no cell is meant."""
    return f"{sheet}!{cell}" if cell else sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNotice:
    """Something the officer should know that rejects no row.

    Attributes:
        code: Stable kebab-case name.
        sheet: Name of the sheet.
        cell: Where to look, such as `E17`; empty where the whole sheet is meant.
        text: What was noticed.
    """

    code: str
    sheet: str
    cell: str
    text: Text

    @property
    def place(self) -> str:
        """Where to look, such as `Danh sách!E17`."""
        return place_of(self.sheet, self.cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReading:
    """How one column was understood.

    Attributes:
        sheet: Name of the sheet.
        letter: Name of the column.
        title: Its title, levels joined by " > "; empty where it has none.
        fact: The fact it states.
        role: What else it is for, such as `name`; never part of a judgement.
        suggestion: For an unknown title: the known title that is like it.
        is_said: Whether somebody said what it is, in place of its title.
    """

    sheet: str
    letter: str
    title: str
    fact: str | None = None
    role: str | None = None
    suggestion: Text | None = None
    is_said: bool = False

    @property
    def is_unmatched(self) -> bool:
        """Whether the column could not be used."""
        return self.fact is None and self.role is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row below the header that is no person's row and is not counted.

    Attributes:
        sheet: Name of the sheet.
        row: Row of the sheet, from 1.
        why: `column-numbers`, `repeated-header`, `section`, `numbered-blank`, `total`, `signature` or `below-total`.
    """

    sheet: str
    row: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """Where a member stands in the list, so that the officer finds the row again.

    Attributes:
        member: Id of the member in the household.
        sheet: Name of the sheet.
        row: Row of the sheet, from 1.
        number: Row number as written in the list; empty where there is none.
        name: Name as written in the list; empty where there is none.
        places: Cells the member's facts come from, by fact name without scope.
    """

    member: str
    sheet: str
    row: int
    number: str = ""
    name: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The row as shown beside results: number and name as the list has them, else its place."""
        return " · ".join(part for part in (self.number, self.name) if part) or f"{self.sheet}!{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHousehold:
    """A household that can be judged.

    Attributes:
        household: What was said of it.
        rows: One entry per member, in the same order.
        places: Cells the household's own facts come from, by fact name without scope.
    """

    household: Household
    rows: tuple[ListedRow, ...]
    places: Mapping[str, Place] = field(default_factory=dict)

    def label(self, member: str | None = None) -> str:
        """The label of a member's row; of the first row where no member is named."""
        return next((row.label for row in self.rows if row.member == member), self.rows[0].label)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneList:
    """Everything read from one file.

    Attributes:
        file: Path as given.
        digest: `sha256:` and the digest of the file.
        columns: How each column was understood.
        households: Households that can be judged, in the order of the list.
        rejected: Every fault, in the order of the list.
        skipped: Rows below the headers that are no person's rows.
        notices: What else the officer should know.
        rows_in: Person rows found.
    """

    file: str
    digest: str
    columns: tuple[ColumnReading, ...]
    households: tuple[ListedHousehold, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: tuple[SkippedRow, ...]
    notices: tuple[ListNotice, ...]
    rows_in: int

    @property
    def rows_judged(self) -> int:
        """Person rows that are members of a household to be judged."""
        return sum(len(listed.rows) for listed in self.households)

    @property
    def rows_reported(self) -> int:
        """Person rows that are reported with a fault instead."""
        return len({(rejected.sheet, rejected.row) for rejected in self.rejected})

    @classmethod
    def without_rows(cls, file: str, columns: tuple[ColumnReading, ...]) -> CommuneList:
        """A list of which nothing but the columns is understood so far."""
        return cls(file=file, digest="", columns=columns, households=(), rejected=(), skipped=(), notices=(), rows_in=0)

    @property
    def unmatched(self) -> tuple[ColumnReading, ...]:
        """Columns whose title is unknown, so that nothing in them was used."""
        return tuple(column for column in self.columns if column.is_unmatched)

    @property
    def _titles(self) -> Mapping[str, str]:
        """The title of the first column for each fact; an age is named by the column it counts from."""
        titles = {column.fact: column.title for column in reversed(self.columns) if column.fact is not None}
        since = titles.get("member.birth_date")
        return titles if since is None else {"member.age_years": since, "member.age_months": since} | titles

    def without(self, refused: Mapping[str, tuple[Diagnostic, ...]]) -> CommuneList:
        """The list with some households reported instead of judged.

        Args:
            refused: By household id, why the engine cannot judge it (the diagnostics of its `HouseholdError`).
        """
        kept = tuple(listed for listed in self.households if listed.household.id not in refused)
        rejected = list(self.rejected)
        for listed in self.households:
            diagnostics = refused.get(listed.household.id)
            if diagnostics is not None:
                rejected.extend(_reported(listed, diagnostics, self._titles))
        order = {column.sheet: place for place, column in reversed(list(enumerate(self.columns)))}
        rejected.sort(key=lambda one: (order.get(one.sheet, 0), one.row))
        return replace(self, households=kept, rejected=tuple(rejected))

    def noting(self, notices: Mapping[str, Sequence[str]]) -> CommuneList:
        """The list with what is to be checked with some households, each at its first row.

        Args:
            notices: By household id, in the language of the result.
        """
        noted = tuple(
            ListNotice(
                code="household-notice",
                sheet=listed.rows[0].sheet,
                cell=_first_place(listed.rows[0]).cell,
                text=Text(vi=notice, en=notice),
            )
            for listed in self.households
            for notice in notices.get(listed.household.id, ())
        )
        return replace(self, notices=(*self.notices, *noted))


def _reported(
    listed: ListedHousehold, diagnostics: tuple[Diagnostic, ...], titles: Mapping[str, str]
) -> list[RejectedRow]:
    """Each diagnostic at its cell; rows without one point to the first."""
    reported: list[RejectedRow] = []
    for diagnostic in diagnostics:
        row, place = _place(listed, diagnostic.path or "")
        columns = [titles[fact] for fact in diagnostic.against if fact in titles]
        reported.append(_rejection(listed, row, place, faults.refused_by_the_engine(diagnostic, columns)))
    cause = reported[0].cell if reported else f"A{listed.rows[0].row}"
    seen = {one.row for one in reported}
    others = (row for row in listed.rows if row.row not in seen)
    fault = faults.household_not_judged(cause)
    reported.extend(_rejection(listed, row, _first_place(row), fault) for row in others)
    return reported


def _rejection(listed: ListedHousehold, row: ListedRow, place: Place, fault: Fault) -> RejectedRow:
    return RejectedRow(
        sheet=row.sheet,
        row=row.row,
        cell=place.cell,
        value=place.text,
        code=fault.code,
        wrong=fault.wrong,
        right=fault.right,
        household=listed.household.id,
    )


def _place(listed: ListedHousehold, path: str) -> tuple[ListedRow, Place]:
    """The row and cell a diagnostic's path speaks of; the first row where it speaks of none.

    A household's fact may stand on a row that is rejected already; then a row that was to be judged is named with it.
    """
    match = _MEMBER_PATH.fullmatch(path)
    if match is not None and int(match.group(1)) < len(listed.rows):
        row = listed.rows[int(match.group(1))]
        return row, row.places.get(match.group(2) or "", _first_place(row))
    row = listed.rows[0]
    place = listed.places.get(path.removeprefix("household."), _first_place(row))
    return next((row for row in listed.rows if place.cell.lstrip(_LETTERS) == str(row.row)), row), place


def _first_place(row: ListedRow) -> Place:
    return Place(f"A{row.row}", "")
