"""Writing the result of a list: one workbook, or one CSV file per table.

Text from the list goes back as text: nothing in it is ever written as a formula, link or number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

from eligibility.errors import Diagnostic, RequestError
from eligibility.lists.commune_list import CommuneList
from eligibility.lists.judged import JudgedRow, ResultReceipt
from eligibility.lists.tables import Table, Value, result_tables
from eligibility.model.text import Language

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take text for a formula."""

_LONGEST = 32_000
_LONG = 60_000
_MOST_ROWS = 1_048_575
_SHEET_NAME_LENGTH = 31
_PLAIN_STRINGS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_results(
    path: Path | str,
    rows: Iterable[JudgedRow],
    source: CommuneList,
    receipt: ResultReceipt,
    *,
    language: Language = "vi",
) -> list[Path]:
    """Write a result, as a workbook or as CSV by the ending of the name.

    Args:
        path: Where to; `.xlsx` or `.csv`. Of CSV, the other tables get names such as `result-summary.csv`.
        rows: Everything judged, in the order it is to stand.
        source: The list as read.
        receipt: By what it was judged.
        language: Language of titles and of the words we add.

    Returns:
        The files written.

    Raises:
        RequestError: The name has another ending, is the list's own, or cannot be written.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise _refused("unknown-result-format", f"{target} is neither .xlsx nor .csv.")
    if target.resolve() == Path(source.file).resolve():
        raise _refused("result-over-list", f"{target} is the list itself; the result needs another name.")
    tables = result_tables(list(rows), source, receipt, language)
    if suffix == ".xlsx":
        contents = {target: _workbook(tables, language)}
    else:
        contents = {_csv_path(target, table): _csv(table, language) for table in tables}
    try:
        for file, content in contents.items():
            file.write_bytes(content)
    except OSError as error:
        raise _refused("unwritable-result", f"{error.filename} cannot be written: {error.strerror}.") from None
    return list(contents)


def _workbook(tables: Sequence[Table], language: Language) -> bytes:
    buffer = BytesIO()
    # A long result is written row by row, each forgotten at once: else its cells fill gigabytes.
    is_long = sum(len(table.rows) for table in tables) > _LONG
    with xlsxwriter.Workbook(buffer, {**_PLAIN_STRINGS, "constant_memory": is_long}) as workbook:
        formats = _Formats(workbook)
        for table in tables:
            for part, first in enumerate(range(0, max(len(table.rows), 1), _MOST_ROWS), start=1):
                name = table.name.into(language) if part == 1 else f"{table.name.into(language)} ({part})"
                sheet = workbook.add_worksheet(name[:_SHEET_NAME_LENGTH])
                _fill(sheet, table, table.rows[first : first + _MOST_ROWS], formats, language)
    return buffer.getvalue()


class _Formats:
    """The formats of one workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        top = {"valign": "top"}
        self.heading = workbook.add_format({**top, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#DDEBF7"})
        self.number = workbook.add_format({**top, "num_format": "#,##0"})
        self.text = workbook.add_format({**top, "text_wrap": True})
        # The mark of a leading apostrophe: the text stays text when somebody edits the cell.
        self.quoted = workbook.add_format({**top, "text_wrap": True, "quote_prefix": True})


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Table,
    rows: Sequence[Sequence[Value]],
    formats: _Formats,
    language: Language,
) -> None:
    for column, heading in enumerate(table.headings):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(0, column, heading.title.into(language), formats.heading)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value, formats.number)
            elif value:
                quoted = value.startswith(FORMULA_STARTS)
                sheet.write_string(number, column, value[:_LONGEST], formats.quoted if quoted else formats.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(table.headings) - 1)


def _csv_path(target: Path, table: Table) -> Path:
    return target if table.slug == "results" else target.with_name(f"{target.stem}-{table.slug}{target.suffix}")


def _csv(table: Table, language: Language) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([heading.title.into(language) for heading in table.headings])
    writer.writerows([_neutral(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _neutral(value: Value) -> Value:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front.

    >>> _neutral("=1+1"), _neutral(5), _neutral("ok")
    ("'=1+1", 5, 'ok')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _refused(code: str, message: str) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message)])
