"""Reading the sheets of an Excel workbook (.xlsx, .xls) with calamine.

A workbook is weighed before it is unpacked: a few kilobytes may hold a sheet that fills the memory.
Values only: macros and formulas are never run; a formula counts with the value last computed for it.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from struct import error as StructError  # noqa: N812 (a class, though struct calls it "error")
from struct import unpack_from
from typing import IO
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from eligibility.errors import Diagnostic, RequestError
from eligibility.lists.sheet import Merge, Sheet, letters

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MOST_UNPACKED = 500_000_000
"""Most bytes a workbook may unpack to."""

MOST_ROWS = 1_048_576
MOST_COLUMNS = 500
MOST_CELLS = 25_000_000
"""Most cells in the rectangle from A1 to the last filled cell: calamine keeps it whole in memory."""

_CHUNK = 1 << 20
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEGIN_RECORD = b"\x09\x08\x10\x00"
_PASSWORD_RECORD = 0x2F
_FIRST_RECORDS = 8
_WORKBOOK_PART = "xl/workbook.xml"
_OTHER_KINDS = {"xl/workbook.bin", "content.xml"}
"""Parts of .xlsb and .ods files, whose cells are not weighed here and which calamine would open as well."""

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, StructError, ValueError)


def read_workbook(content: bytes, file: str) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Read the visible sheets.

    Args:
        content: The file's bytes.
        file: Its path, for messages.

    Returns:
        The sheets, and the names of hidden ones.

    Raises:
        RequestError: It is protected by a password, too large, or no workbook.
    """
    if content.startswith(ZIP):
        _weigh(content, file)
    elif _ENCRYPTED in content or _has_password_record(content):
        raise _protected(file)
    try:
        return _sheets(content, file)
    except RequestError:
        raise
    except PasswordError:
        raise _protected(file) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise _not_a_workbook(file) from None
    except BaseException as error:
        # A panic of the Rust reader is no Exception; anything else is not ours to catch.
        if type(error).__name__ != "PanicException":
            raise
        raise _not_a_workbook(file) from None


def _sheets(content: bytes, file: str) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    sheets: list[Sheet] = []
    hidden: list[str] = []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for metadata in workbook.sheets_metadata:
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            if metadata.visible != SheetVisibleEnum.Visible:
                hidden.append(metadata.name)
                continue
            sheet = workbook.get_sheet_by_name(metadata.name)
            sheets.append(_sheet(sheet, metadata.name, file))
    return tuple(sheets), tuple(hidden)


def _sheet(sheet: CalamineSheet, name: str, file: str) -> Sheet:
    _check_size(sheet.total_height, sheet.total_width, file)
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    merges = sheet.merged_cell_ranges or []
    return Sheet(name, rows, tuple(Merge(*start, *end) for start, end in merges))


def _has_password_record(content: bytes) -> bool:
    """Whether an .xls says, right after its beginning, that it is encrypted."""
    place = content.find(_BEGIN_RECORD)
    for _ in range(_FIRST_RECORDS):
        if not 0 <= place <= len(content) - 4:
            return False
        kind, length = unpack_from("<HH", content, place)
        if kind == _PASSWORD_RECORD:
            return True
        place += 4 + length
    return False


def _weigh(content: bytes, file: str) -> None:
    """Unpack every part once without keeping it: sizes, checksums, and how far the cells of each sheet reach."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename.lower() for part in parts}
            if _WORKBOOK_PART not in names or names & _OTHER_KINDS:
                raise _not_a_workbook(file)
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _too_large(file, f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
            for part in parts:
                with package.open(part) as stream:
                    _check_size(*_reach(stream), file)
    except _BROKEN:
        raise _not_a_workbook(file) from None


def _reach(stream: IO[bytes]) -> tuple[int, int]:
    """Rows and columns up to the last filled cell of a part; other parts than sheets have none."""
    rows, widest = 0, b""
    rest = b""
    while chunk := stream.read(_CHUNK):
        text = rest + chunk
        for column, row in _FILLED_CELL.findall(text):
            if len(row) >= len(str(rows)):
                rows = max(rows, int(row))
            if (len(column), column) > (len(widest), widest):
                widest = column
        rest = text[max(text.rfind(b"<"), len(text) - 500) :]
    columns = 0
    for letter in widest:
        columns = columns * 26 + letter - ord("A") + 1
    return rows, columns


def _check_size(rows: int, columns: int, file: str) -> None:
    if rows > MOST_ROWS:
        raise _too_large(file, f"has more than {MOST_ROWS} rows in a sheet")
    if columns > MOST_COLUMNS:
        raise _too_large(file, f"has cells beyond column {letters(MOST_COLUMNS - 1)} ({MOST_COLUMNS} columns)")
    if rows * columns > MOST_CELLS:
        raise _too_large(file, f"has a sheet of {rows} rows and {columns} columns, more than {MOST_CELLS} cells")


def _too_large(file: str, what: str) -> RequestError:
    hint = "Delete stray cells far from the list, or split it into several files."
    return RequestError([Diagnostic(code="list-too-large", message=f"{file} {what}.", hint=hint)])


def _protected(file: str) -> RequestError:
    hint = "Open it in Excel, remove the password and save it again."
    return RequestError([Diagnostic(code="protected-list", message=f"{file} is protected by a password.", hint=hint)])


def _not_a_workbook(file: str) -> RequestError:
    message = f"{file} cannot be read as an Excel workbook; it may be damaged."
    hint = "Open it in Excel and save it again as an Excel workbook (.xlsx)."
    return RequestError([Diagnostic(code="not-a-workbook", message=message, hint=hint)])
