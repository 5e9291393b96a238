"""`eligibility batch`: commune lists in, result workbooks and a report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Assume, Issued, Jurisdiction, KnownAt, Lang, On, Rules


def batch(
    lists: Annotated[
        list[Path],
        typer.Argument(
            metavar="LIST…",
            help="Commune lists (.xlsx, .xls, .csv), or long lists (Parquet or CSV tables, a folder, a pattern).",
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="RESULT",
            help="Result, .xlsx or .csv; of several lists, and of a long list, a folder to write into.",
        ),
    ],
    jurisdiction: Jurisdiction,
    on: On = None,
    rules: Rules = None,
    assume: Assume = False,
    issued: Issued = None,
    known_at: KnownAt = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="SHEET!LETTER=MEANING",
            help="What a column of a commune list means, in place of its title: a fact, a part of a list such as "
            "household_number, or - for not used. May be given several times.",
        ),
    ] = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Determine every household of lists. Exits with 1 if rows were rejected."""
    from eligibility.cli.batch_report import show_report
    from eligibility.cli.batch_run import judge_lists, targets
    from eligibility.cli.command_line import DONE, FELL_SHORT
    from eligibility.cli.inputs import day_of, issued_instruments, load_rules, reference_date
    from eligibility.cli.long_lists import are_long, judge_long, show_outcome
    from eligibility.cli.output import write_json
    from eligibility.errors import Diagnostic, RequestError
    from eligibility.lists.mapping import read_columns
    from eligibility.screening import Run, plain_report

    columns = read_columns(column or (), "--column")
    is_long = are_long(lists)
    files = [] if is_long else targets(lists, output)
    day, awaited = reference_date(on), issued_instruments(issued)
    known = day_of(known_at, "--known-at")
    run = Run(load_rules(rules), jurisdiction, day, assume=assume, issued=awaited, known_at=known, language=lang)
    if is_long:
        if columns:
            message = "a long list has no columns to be explained: each is called as its fact is."
            raise RequestError([Diagnostic("no-such-column", message, hint="Leave out --column.")])
        outcome = judge_long(run, lists, output)
        if as_json:
            write_json(outcome.summary)
        else:
            show_outcome(outcome, run)
        return FELL_SHORT if outcome.counts.refused else DONE
    judged = judge_lists(run, files, columns)
    if as_json:
        write_json(plain_report(judged, run))
    else:
        show_report(judged, run)
    return FELL_SHORT if any(one.source.rejected for one in judged) else DONE
