"""Opening a file of a list: what kind it is, whether it is small enough, what sheets it holds.

Judges by content, not by name alone: files are often renamed by hand.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from eligibility.errors import Diagnostic, RequestError
from eligibility.lists.delimited import read_delimited
from eligibility.lists.sheet import Book
from eligibility.lists.workbook import OLE, ZIP, read_workbook

MOST_BYTES = 50_000_000
"""Largest file that is read."""

WORKBOOKS = (".xlsx", ".xls")
TEXTS = (".csv", ".tsv", ".txt")


def open_book(path: Path) -> Book:
    """Read every visible sheet of a file.

    Raises:
        RequestError: The file is missing, too large, protected by a password or no list of a known kind.
    """
    content = _content(path)
    digest = f"sha256:{sha256(content).hexdigest()}"
    if content.startswith((ZIP, OLE)):
        sheets, hidden = read_workbook(content, str(path))
    elif path.suffix.lower() in TEXTS:
        sheets, hidden = (read_delimited(content, path),), ()
    elif content.lstrip()[:1] == b"<":
        raise _refused(
            "not-a-workbook",
            f"{path} is a web page or XML saved under the name of a workbook.",
            "Open it in Excel and save it as an Excel workbook (.xlsx).",
        )
    elif path.suffix.lower() in WORKBOOKS:
        raise _refused(
            "not-a-workbook",
            f"{path} is not an Excel workbook, whatever its name says.",
            "Open it in Excel and save it as an Excel workbook (.xlsx), or as CSV under the name .csv.",
        )
    else:
        raise _refused(
            "unknown-list-format",
            f"{path} is of a kind that is not read as a list.",
            f"Lists are read from {', '.join((*WORKBOOKS, *TEXTS))}.",
        )
    return Book(str(path), digest, sheets, hidden)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(
                "list-too-large",
                f"{path} is larger than {MOST_BYTES // 1_000_000} MB.",
                "Split the list into several files, for example one per commune.",
            )
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise _refused("unreadable-list", f"{path} cannot be read: {reason}.", None) from None
    except ValueError:
        raise _refused("unreadable-list", f"{str(path)!r} is not the name of a file.", None) from None
    if not content.strip():
        raise _refused("empty-list", f"{path} is empty.", None)
    return content


def _refused(code: str, message: str, hint: str | None) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message, hint=hint)])
