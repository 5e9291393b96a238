"""Lines on a page: indentation, wrapping at the width of the terminal, colour where there is one.

Knows nothing of what the lines say.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Style = Literal["heading", "name", "good", "open", "bad", "faint", "plain"]

NARROWEST, WIDEST = 40, 110
"""Bounds of a page: below the first nothing can be read, beyond the second no eye follows a line."""

_CODES: dict[Style, str] = {
    "heading": "\033[1;4m",
    "name": "\033[1m",
    "good": "\033[32m",
    "open": "\033[33m",
    "bad": "\033[31m",
    "faint": "\033[2m",
    "plain": "",
}
_PLAIN = "\033[0m"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    Attributes:
        text: What it says; empty for a blank line.
        indent: Columns before it.
        label: Said first, with a colon.
        mark: A number or sign before it; what follows the first line stands under its text.
        style: How the whole paragraph looks.
    """

    text: str = ""
    indent: int = 0
    label: str = ""
    mark: str = ""
    style: Style = "plain"


BLANK = Line()


def render(lines: Iterable[Line], *, width: int, colour: bool) -> str:
    """Set lines as text.

    Args:
        lines: Paragraphs, in order.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.

    Returns:
        The text, ending in a newline.
    """
    width = max(NARROWEST, min(width, WIDEST))
    return "".join(f"{row}\n" for line in lines for row in _rows(line, width, colour=colour))


def _rows(line: Line, width: int, *, colour: bool) -> list[str]:
    label = f"{line.label}: " if line.label else ""
    content = f"{line.mark} " if line.mark else ""
    before = " " * line.indent
    rows = textwrap.wrap(
        f"{content}{label}{line.text}",
        width=width,
        initial_indent=before,
        subsequent_indent=before + " " * (len(content) or (2 if label else 0)),
        break_long_words=False,
        break_on_hyphens=False,
    )
    if not rows:
        return [""]
    if not colour:
        return rows
    if line.style != "plain":
        return [_painted(row, line.style) for row in rows]
    if label:
        head = f"{before}{content}{label.rstrip()}"
        rows[0] = _painted(head, "faint") + rows[0][len(head) :]
    return rows


def _painted(row: str, style: Style) -> str:
    text = row.lstrip(" ")
    return f"{row[: len(row) - len(text)]}{_CODES[style]}{text}{_PLAIN}"
