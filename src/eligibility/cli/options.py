"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eligibility.model.text import Language

Jurisdiction = Annotated[
    str,
    typer.Option(
        "--jurisdiction", metavar="UNIT", help='Where the household lives, by id or name: bentre, "Bến Tre", …'
    ),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="Reference date, as 2022-06-15 or 15/06/2022. Today unless given."),
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Folder of rules. Those of this installation unless given."),
]
Assume = Annotated[
    bool, typer.Option("--assume", help="Take silence for the meaning the dictionary gives it; off unless given.")
]
Issued = Annotated[
    list[str] | None,
    typer.Option(
        "--issued",
        metavar="INSTRUMENT[=DATE]",
        help="Treat an awaited instrument as issued, on a day or on every day. May be given several times.",
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATE", help="Assessment date: law that became known later is ignored."),
]
Lang = Annotated[Language, typer.Option("--lang", help="Language of the words.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, errors included.")]
Matcher = Annotated[
    str, typer.Option("--engine", metavar="ENGINE", help="household; columnar or durable for a second opinion.")
]
