"""Reading a commune list: from a file to households that can be judged, and every row that cannot.

The only module that puts the steps together: open, find the header, read rows, group, judge.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from eligibility.errors import Diagnostic, RequestError
from eligibility.lists.body import Body, read_body
from eligibility.lists.commune_list import ColumnReading, CommuneList, ListNotice
from eligibility.lists.grouping import Group, group_rows
from eligibility.lists.header import SEARCHED, Column, Header, find_header
from eligibility.lists.judging import Judging
from eligibility.lists.mapping import LEFT_OUT, Columns, check_columns, with_columns
from eligibility.lists.opening import open_book
from eligibility.lists.sheet import Book, Sheet, is_blank, letters
from eligibility.lists.titles import BIRTH, RELATION, Proposal, Role, Titles
from eligibility.model.fact import FactDictionary
from eligibility.model.text import Text


def read_list(
    path: Path | str, dictionary: FactDictionary, *, on: date | None = None, columns: Columns | None = None
) -> CommuneList:
    """Read a commune list.

    Args:
        path: An .xlsx, .xls or .csv file.
        dictionary: The facts whose titles and spellings are known.
        on: The reference date, to report people born later; None leaves them to the engine.
        columns: What columns mean, where that is said in place of their titles.

    Returns:
        Its households and every row that could not be used.

    Raises:
        RequestError: No list can be read from the file; the message says why and what to do.
    """
    with _without_collection():
        return _read(open_book(Path(path)), dictionary, on, columns or {})


def read_titles(
    path: Path | str, dictionary: FactDictionary, columns: Columns | None = None
) -> tuple[ColumnReading, ...]:
    """Read how the columns of a list are understood, also of one in which nothing shows the households yet.

    Args:
        path: An .xlsx, .xls or .csv file.
        dictionary: The facts whose titles and spellings are known.
        columns: What columns mean, where that is said in place of their titles.

    Raises:
        RequestError: The file cannot be opened, or `columns` names what is not there.
    """
    book = open_book(Path(path))
    headers = _headers(book, dictionary, columns or {})
    return tuple(
        reading
        for sheet, header in zip(book.sheets, headers, strict=True)
        if header is not None
        for reading in _column_readings(sheet, header)
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the garbage collector back: it walks the growing list of rows over and over (half of the time)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _headers(book: Book, dictionary: FactDictionary, said: Columns) -> list[Header | None]:
    """The header of each sheet; its columns mean what is said of them, else what their titles say."""
    titles = Titles(dictionary)
    headers = [find_header(sheet, titles) for sheet in book.sheets]
    if not said:
        return headers
    check_columns(said, list(zip(book.sheets, headers, strict=True)), dictionary)
    return [
        None if header is None else with_columns(sheet, header, said, dictionary)
        for sheet, header in zip(book.sheets, headers, strict=True)
    ]


def _read(book: Book, dictionary: FactDictionary, on: date | None, said: Columns) -> CommuneList:
    headers = _headers(book, dictionary, said)
    lists = [
        (sheet, header)
        for sheet, header in zip(book.sheets, headers, strict=True)
        if header is not None and header.shows_households
    ]
    if not lists:
        raise _no_list(book, headers)
    names = _Names(several=len(lists) > 1)
    columns: list[ColumnReading] = []
    notices = _unread_sheets(book, {sheet.name for sheet, _ in lists})
    judged: list[tuple[Body, Judging]] = []
    for sheet, header in lists:
        columns.extend(_column_readings(sheet, header))
        body = read_body(sheet, header, on)
        judging = _judge(sheet, header, body, dictionary, names)
        notices.extend(judging.notices)
        judged.append((body, judging))
    rejected = [rejected for _, judging in judged for rejected in sorted(judging.rejected, key=lambda one: one.row)]
    return CommuneList(
        file=book.file,
        digest=book.digest,
        columns=tuple(columns),
        households=tuple(listed for _, judging in judged for listed in judging.households),
        rejected=tuple(rejected),
        skipped=tuple(skipped for body, _ in judged for skipped in body.skipped),
        notices=tuple(notices),
        rows_in=sum(len(body.people) for body, _ in judged),
    )


def _judge(sheet: Sheet, header: Header, body: Body, dictionary: FactDictionary, names: _Names) -> Judging:
    judging = Judging(sheet.name, dictionary)
    relation = next((letters(column.index) for column in header.columns if _states(column, RELATION)), None)
    grouping = group_rows(body.people, by_number=header.has_role(Role.HOUSEHOLD_NUMBER), relation_column=relation)
    judging.reject(grouping.strays, None)
    for group in grouping.groups:
        judging.judge(group, names.name(sheet.name, group))
    return judging


class _Names:
    """Gives every household of a list an id of its own: its number, made longer only where that is taken."""

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._taken: set[str] = set()

    def name(self, sheet: str, group: Group) -> str:
        row = group.rows[0].index + 1
        name = group.number or f"r{row}"
        if self._several:
            name = f"{sheet}!{name}"
        if name in self._taken:
            name = f"{name}#{row}"
        self._taken.add(name)
        return name


def _states(column: Column, fact: str) -> bool:
    return (
        column.meaning is not None and column.meaning.definition is not None and column.meaning.definition.name == fact
    )


def _column_readings(sheet: Sheet, header: Header) -> list[ColumnReading]:
    """How each column with a title, or with anything below it, was understood."""
    readings = []
    dated = header.states(BIRTH)
    for column in header.columns:
        if not column.title and all(is_blank(row[column.index]) for row in sheet.rows[header.bottom + 1 :]):
            continue
        fact, role = None, None
        if column.meaning is not None and column.meaning.definition is not None:
            definition = column.meaning.definition
            fact, role = (
                (None, "follows_from_birth_date") if dated and definition.since == BIRTH else (definition.name, None)
            )
        elif column.meaning is not None and column.meaning.role is not None:
            role = column.meaning.role.value
        elif column.is_said:
            role = LEFT_OUT
        readings.append(
            ColumnReading(
                sheet=sheet.name,
                letter=letters(column.index),
                title=column.title,
                fact=fact,
                role=role,
                suggestion=None if column.proposal is None else _suggestion(column.proposal),
                is_said=column.is_said,
            )
        )
    return readings


def _suggestion(proposal: Proposal) -> Text:
    if proposal.definition is None:
        return Text(vi=f'Giống tiêu đề "{proposal.title}"', en=f'Like the title "{proposal.title}"')
    label = proposal.definition.label
    return Text(
        vi=f'Giống tiêu đề "{proposal.title}" ({label.vi}); nếu đúng, đổi tên cột thành như vậy',
        en=f'Like the title "{proposal.title}" ({label.en}); if so, rename the column',
    )


def _unread_sheets(book: Book, read: set[str]) -> list[ListNotice]:
    notices = [
        ListNotice(
            code="hidden-sheet",
            sheet=name,
            cell="",
            text=Text(vi="Trang tính đang ẩn nên không đọc", en="The sheet is hidden and was not read"),
        )
        for name in book.hidden
    ]
    notices.extend(
        ListNotice(
            code="sheet-without-list",
            sheet=sheet.name,
            cell="",
            text=Text(vi="Trang tính không có danh sách nên không đọc", en="The sheet holds no list and was not read"),
        )
        for sheet in book.sheets
        if sheet.name not in read and sheet.rows
    )
    return notices


def _no_list(book: Book, headers: Sequence[Header | None]) -> RequestError:
    """Why no sheet can be read as a list, and what a list needs."""
    if not any(sheet.rows for sheet in book.sheets):
        return _refused("empty-list", f"{book.file} has no visible sheet with anything in it.", None)
    if all(header is None for header in headers):
        return _refused(
            "no-header",
            f"{book.file}: no column titles of a commune list were found in the first {SEARCHED} rows.",
            'A list has titles such as "Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh". '
            "Text in the old fonts .VnTime (TCVN3) or VNI has to be converted to Unicode first.",
        )
    return _refused(
        "no-household-column",
        f"{book.file}: nothing in the list says which people belong to one household.",
        'Add a column "Số hộ" (household number) or "Quan hệ với chủ hộ" (relation to the head of household).',
    )


def _refused(code: str, message: str, hint: str | None) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message, hint=hint)])
