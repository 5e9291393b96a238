"""`eligibility batch`: commune lists in, result workbooks and a report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Assume, Issued, Jurisdiction, KnownAt, Lang, On, Rules


def batch(
    lists: Annotated[list[Path], typer.Argument(metavar="LIST…", help="Commune lists: .xlsx, .xls or .csv.")],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="RESULT", help="Result, .xlsx or .csv; of several lists a folder to write into."
        ),
    ],
    jurisdiction: Jurisdiction,
    on: On = None,
    rules: Rules = None,
    assume: Assume = False,
    issued: Issued = None,
    known_at: KnownAt = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Determine every household of commune lists. Exits with 1 if rows were rejected."""
    from eligibility.cli.batch_report import show_report
    from eligibility.cli.batch_run import judge_lists, targets
    from eligibility.cli.command_line import DONE, FELL_SHORT
    from eligibility.cli.inputs import day_of, issued_instruments, load_rules, reference_date
    from eligibility.cli.output import write_json
    from eligibility.screening import Run, plain_report

    files = targets(lists, output)
    day, awaited = reference_date(on), issued_instruments(issued)
    known = day_of(known_at, "--known-at")
    run = Run(load_rules(rules), jurisdiction, day, assume=assume, issued=awaited, known_at=known, language=lang)
    judged = judge_lists(run, files)
    if as_json:
        write_json(plain_report(judged, run))
    else:
        show_report(judged, run)
    return FELL_SHORT if any(one.source.rejected for one in judged) else DONE
