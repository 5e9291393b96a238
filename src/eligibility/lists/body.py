"""Which rows below a header are people, and which are headings, totals, signatures and numbering.

A row that cannot be told is a person's row, so that nothing is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from eligibility.lists import faults
from eligibility.lists.commune_list import SkippedRow
from eligibility.lists.fold import fold
from eligibility.lists.header import Header, folded_line, is_number_row
from eligibility.lists.person_row import PersonRow, RowReader
from eligibility.lists.sheet import Row, Sheet, is_blank, shown
from eligibility.lists.titles import Role

_TOTAL = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng|toàn xã|tong cong|tong so)\b(?! phụ)", re.IGNORECASE)
_TOTAL_LENGTH = 60
_SIGNERS = 3
_PLACE = re.compile(
    r"(?:ấp|thôn|xóm|khóm|khu phố|tổ|bản|buôn|làng|xã|phường|thị trấn|[ivx]{1,5}[.)\-/]|[a-z][.)])(?:\s|$)",
    re.IGNORECASE,
)
_SIGNED = (
    "nguoi lap|can bo lap|can bo phu trach|tm ubnd|tm uy ban|kt chu tich|chu tich ubnd|chu tich uy ban|truong ap|"
    "truong thon|truong khu pho|xac nhan cua|thu truong|truong ban|ky ten|ky va ghi ro|ky ghi ro"
)
_SIGNATURE = re.compile(rf"(?:{_SIGNED}|(?:.{{0,40}}\b)?ngay (?:\d{{1,2}} )?thang (?:\d{{1,2}} )?nam\b.*)")


@dataclass(slots=True)
class Body:
    """The rows below a header.

    Attributes:
        people: Person rows, in order.
        skipped: Rows that are no person's.
    """

    people: list[PersonRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def read_body(sheet: Sheet, header: Header, on: date | None) -> Body:
    """Read and sort the rows below a header.

    Args:
        sheet: The sheet.
        header: Its header.
        on: The reference date, to refuse people born later; None where it is not known yet.
    """
    body = Body()
    reader = RowReader(header, on)
    rows = _filled_down(sheet, header.bottom + 1)
    wide = {merge.top for merge in sheet.merges if merge.right > merge.left}
    section, started, closed = 0, False, False
    for index, row in rows:
        if all(cell == "" for cell in row) or all(is_blank(cell) for cell in row):
            continue
        person = reader.read(index, row)
        why = _why_no_person(person, row, header, is_wide=index in wide, started=started)
        if why is None and closed and not _looks_like_a_person(person):
            why = "below-total"
        if why is None:
            started, closed = True, False
            person.section = section
            if _names_nobody(person):
                person.refuse(
                    faults.row_without_person(),
                    person.part_cells.get(Role.HOUSEHOLD_NUMBER, ""),
                    person.household_number,
                )
            body.people.append(person)
            continue
        body.skipped.append(SkippedRow(sheet=sheet.name, row=index + 1, why=why))
        closed = closed or why in {"total", "signature"}
        section += why in {"total", "signature", "section"}
    return body


def _filled_down(sheet: Sheet, first: int) -> Iterator[tuple[int, Row]]:
    """Rows from `first` on, with a cell merged over several rows standing in each of them."""
    rows = sheet.rows
    filled: dict[int, int] = {}
    for merge in sorted(sheet.merges):
        top = max(merge.top, filled.get(merge.left, -1) + 1)
        if merge.left == merge.right and merge.top >= first and merge.left < len(rows[0]):
            for row in rows[top + 1 : merge.bottom + 1]:
                row[merge.left] = rows[merge.top][merge.left]
            filled[merge.left] = max(merge.bottom, filled.get(merge.left, -1))
    for index in range(first, len(rows)):
        yield index, rows[index]


def _why_no_person(person: PersonRow, row: Row, header: Header, *, is_wide: bool, started: bool) -> str | None:
    """Why a row is no person's row; None where it is one."""
    if person.speaks_of_a_person:
        return None
    if not started and is_number_row(row):
        return "column-numbers"
    if folded_line(row) in header.lines:
        return "repeated-header"
    texts = [(place, shown(cell)) for place, cell in enumerate(row) if not is_blank(cell)]
    place, first = texts[0]
    if len(first) <= _TOTAL_LENGTH and _TOTAL.match(first):
        return "total"
    if len(texts) <= _SIGNERS and any(_SIGNATURE.match(fold(text)) for _, text in texts):
        return "signature"
    if len(texts) == 1:
        in_number_column = _role(header, place) is Role.ROW_NUMBER
        if in_number_column and first.rstrip(".").isdigit():
            return "numbered-blank"
        if in_number_column or is_wide or _PLACE.match(first):
            return "section"
    return None


def _role(header: Header, place: int) -> Role | None:
    meaning = header.columns[place].meaning
    return None if meaning is None else meaning.role


def _looks_like_a_person(person: PersonRow) -> bool:
    """Whether a row below a total continues the list: signatures have neither dates of birth nor numbers."""
    numbered = not person.parts.keys().isdisjoint({Role.HOUSEHOLD_NUMBER, Role.ROW_NUMBER, Role.MEMBER_NUMBER})
    return person.speaks_of_a_person or (numbered and Role.NAME in person.parts)


def _names_nobody(person: PersonRow) -> bool:
    """Whether a row has neither a name nor any fact of a person, and nothing wrong that could be one."""
    return Role.NAME not in person.parts and not person.own.facts and not person.faults
