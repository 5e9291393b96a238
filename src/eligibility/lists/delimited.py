"""Reading a list kept as text: which encoding, which separator, which cells.

Legacy fonts (TCVN3, VNI) are not decoded yet; their titles are simply not known.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from pathlib import Path

from eligibility.errors import Diagnostic, RequestError
from eligibility.lists.sheet import Row, Sheet
from eligibility.lists.workbook import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

_SEPARATORS = ",;\t"
_SAMPLE = 60
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = "sep="


def read_delimited(content: bytes, path: Path) -> Sheet:
    """Read a text file of separated values.

    Args:
        content: The file's bytes.
        path: Its path; its name names the sheet.

    Raises:
        RequestError: It is no text in a known encoding, no table, or too large.
    """
    text = _decoded(content, path)
    first, _, after = text.partition("\n")
    separator = None
    if first.lower().startswith(_DECLARED) and len(first.strip()) == len(_DECLARED) + 1:
        separator = first.strip()[-1]
        text = "\n" + after
    separator = separator or _separator(text)
    rows: list[Row] = []
    try:
        for fields in _records(text, separator):
            rows.append(list(fields))
            if len(rows) > MOST_ROWS or len(fields) > MOST_COLUMNS:
                raise _refused("list-too-large", f"{path} has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns.")
    except csv.Error as error:
        message = f"{path} cannot be read as a table after row {len(rows)}: {error}."
        raise _refused("broken-csv", message, "Quotes within a quoted cell are doubled.") from None
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise _refused("list-too-large", f"{path} has more than {MOST_CELLS} cells.")
    for row in rows:
        row.extend([""] * (width - len(row)))
    return Sheet(path.stem, rows)


def _decoded(content: bytes, path: Path) -> str:
    """Text in the encoding its first bytes name; else UTF-16 without a mark, UTF-8, or Windows Vietnamese."""
    marked = next((encoding for mark, encoding in _MARKED if content.startswith(mark)), None)
    if marked is not None:
        encodings = [marked]
    elif b"\0" in content[:200]:
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8", "cp1258"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(
        "unknown-encoding",
        f"{path} is no text in UTF-8, UTF-16 or Windows Vietnamese (cp1258).",
        'Save it from Excel as "CSV UTF-8" or as a workbook (.xlsx).',
    )


def _separator(text: str) -> str:
    """The separator that cuts the beginning of the text into the most cells of one width."""
    return max(_SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> int:
    """Cells in the rows of the most frequent width, as far as the text can be cut."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        for fields in islice(_records(text, separator), _SAMPLE):
            widths[len(fields)] += len(fields) > 1
    return max((width * count for width, count in widths.items()), default=0)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def _refused(code: str, message: str, hint: str | None = None) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message, hint=hint)])
