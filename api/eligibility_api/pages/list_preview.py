"""How a list was understood, before it is judged: sheets, columns with samples, rows that cannot be used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.lists.mapping import LEFT_OUT, NOT_USED
from eligibility_api.pages.list_columns import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.explain.words import Words
    from eligibility.lists.commune_list import ColumnReading, CommuneList, RejectedRow
    from eligibility.model.fact import FactDictionary

SAMPLES = 3
FAULTS_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFound:
    """A sheet that holds a list.

    Attributes:
        name: Its name.
        columns: Columns with a title.
        used: Columns among them that are used.
        first_row: Row of the first person; 0 where there is none.
    """

    name: str
    columns: int
    used: int
    first_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFound:
    """A column and what it is taken for.

    Attributes:
        place: Sheet and letter.
        title: Its title.
        meaning: The fact it states with its unit, or what else it is for; empty where it is not recognised.
        scope: Whether that is said of the household or of each person; empty for what is not judged.
        is_used: Whether anything in it is judged.
        said: What a person chose for it, as the form sends it; empty where its title decides.
        unreadable: Cells in it that cannot be used.
        hint: For an unknown title: the known one that is like it.
        samples: Some of what stands in it; none of names and numbers of people.
    """

    place: str
    title: str
    meaning: str
    scope: str
    is_used: bool
    said: str
    unreadable: int
    hint: str
    samples: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFound:
    """Why a row is not judged.

    Attributes:
        cell: Sheet and cell.
        value: What stands in it.
        wrong: What is wrong.
        right: What would be right.
    """

    cell: str
    value: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A list as understood.

    Attributes:
        file: Its name.
        rows: Rows of persons.
        judged: Rows among them that can be judged.
        rejected: Rows among them that cannot.
        households: Households that can be judged.
        sheets: Sheets that hold it.
        columns: Its columns, those that are not recognised first.
        unknown: Number of columns that are not recognised.
        faults: What is wrong, as far as shown.
        more_faults: How many more there are.
        notices: Remarks.
    """

    file: str
    rows: int
    judged: int
    rejected: int
    households: int
    sheets: tuple[SheetFound, ...]
    columns: tuple[ColumnFound, ...]
    unknown: int
    faults: tuple[FaultFound, ...]
    more_faults: int
    notices: tuple[str, ...]


def preview_of(source: CommuneList, file: str, facts: FactDictionary, words: Words) -> Preview:
    """Describe a list."""
    samples = _samples(source)
    # What is wrong with a row or household as a whole stands at a cell too, but shows no value.
    unreadable = Counter((one.sheet, _letters(one.cell)) for one in source.rejected if one.value)
    columns = [
        _column(column, samples, unreadable[column.sheet, column.letter], facts, words) for column in source.columns
    ]
    return Preview(
        file=file,
        rows=source.rows_in,
        judged=source.rows_judged,
        rejected=source.rows_reported,
        households=len(source.households),
        sheets=tuple(_sheets(source)),
        columns=tuple(sorted(columns, key=lambda one: bool(one.meaning))),
        unknown=len(source.unmatched),
        faults=tuple(fault_of(one, words) for one in source.rejected[:FAULTS_SHOWN]),
        more_faults=max(0, len(source.rejected) - FAULTS_SHOWN),
        notices=tuple(f"{notice.place}: {words.text(notice.text)}" for notice in source.notices),
    )


def fault_of(one: RejectedRow, words: Words) -> FaultFound:
    """A fault in words."""
    return FaultFound(
        cell=f"{one.sheet}!{one.cell}", value=one.value, wrong=words.text(one.wrong), right=words.text(one.right)
    )


def _sheets(source: CommuneList) -> Iterator[SheetFound]:
    firsts: dict[str, int] = {}
    places = [(row.sheet, row.row) for listed in source.households for row in listed.rows]
    for sheet, row in [*places, *((one.sheet, one.row) for one in source.rejected)]:
        firsts[sheet] = min(row, firsts.get(sheet, row))
    for sheet in dict.fromkeys(column.sheet for column in source.columns):
        here = [column for column in source.columns if column.sheet == sheet]
        used = sum(column.fact is not None for column in here)
        yield SheetFound(name=sheet, columns=len(here), used=used, first_row=firsts.get(sheet, 0))


def _column(
    column: ColumnReading,
    samples: dict[tuple[str, str], list[str]],
    unreadable: int,
    facts: FactDictionary,
    words: Words,
) -> ColumnFound:
    meaning, scope = "", ""
    if column.fact is not None:
        meaning = described(facts[column.fact], words)
        scope = words(f"page.lists.scope.{facts[column.fact].scope}")
    elif column.role is not None:
        meaning = words.get(f"page.lists.role.{column.role}") or words("page.lists.role.other")
    return ColumnFound(
        place=f"{column.sheet}!{column.letter}",
        title=column.title,
        meaning=meaning,
        scope=scope,
        said=_said(column),
        unreadable=unreadable,
        is_used=column.fact is not None,
        hint="" if column.suggestion is None else words.text(column.suggestion),
        samples=" · ".join(samples.get((column.sheet, column.letter), [])),
    )


def _said(column: ColumnReading) -> str:
    if not column.is_said:
        return ""
    return column.fact or (NOT_USED if column.role == LEFT_OUT else column.role or "")


def _letters(cell: str) -> str:
    """The column of a cell."""
    return cell.rstrip("0123456789")


def _samples(source: CommuneList) -> dict[tuple[str, str], list[str]]:
    """Different things that stand in each column that is used, as written."""
    found: dict[tuple[str, str], list[str]] = {}
    for listed in source.households:
        for row in listed.rows:
            for place in (*row.places.values(), *listed.places.values()):
                seen = found.setdefault((row.sheet, _letters(place.cell)), [])
                if len(seen) < SAMPLES and place.text and place.text not in seen:
                    seen.append(place.text)
    return found
