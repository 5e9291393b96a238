"""Writing results: to standard output, coloured and as wide as the terminal where there is one."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from eligibility.cli.command_line import stop_writing

if TYPE_CHECKING:
    from typing import TextIO

PAGE = 100
"""Columns of a page that goes into a file or pipe."""


@dataclass(frozen=True, slots=True)
class Page:
    """How to set text.

    Attributes:
        width: Columns.
        colour: Whether colours are welcome.
    """

    width: int
    colour: bool


def page() -> Page:
    """The page of standard output."""
    return Page(width=shutil.get_terminal_size((PAGE, 24)).columns, colour=takes_colour(sys.stdout))


def takes_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours to someone who wants them (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Write a result, ending in a newline.

    Raises:
        Exit: Nobody reads it any more.
    """
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    except BrokenPipeError:
        raise typer.Exit(stop_writing()) from None


def write_json(data: object) -> None:
    """Write a result as JSON."""
    write(json.dumps(data, ensure_ascii=False, indent=2))


def remark(text: str) -> None:
    """Say something beside the result, on standard error."""
    sys.stderr.write(f"{text}\n")
