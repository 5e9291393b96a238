"""Tables on standard output, as wide as the page, and bars on standard error where somebody watches."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING

from eligibility.cli.output import page, takes_colour, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress
    from rich.table import Table


def new_table() -> Table:
    """A table without columns."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(box=SIMPLE_HEAD, pad_edge=False, width=page().width)


def write_table(table: Table) -> None:
    """Write a table."""
    from rich.console import Console

    sheet = page()
    console = Console(
        file=StringIO(), width=sheet.width, no_color=not sheet.colour, force_terminal=sheet.colour, highlight=False
    )
    with console.capture() as captured:
        console.print(table)
    write(captured.get())


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar that vanishes in the end; None where nobody watches."""
    if not takes_colour(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
