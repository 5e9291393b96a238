"""`eligibility cases`: the law's own examples against the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eligibility.cli.options import AsJson, KnownAt, Matcher, Rules

DEFAULT = Path("tests/cases")


def cases(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]…", help="Case files or folders; tests/cases unless given.")
    ] = None,
    *,
    rules: Rules = None,
    known_at: KnownAt = None,
    engine: Matcher = "household",
    as_json: AsJson = False,
) -> int:
    """Run case files. Exits with 1 if one fails. A day that a case states itself stands before --known-at."""
    from eligibility.cases import run_cases
    from eligibility.cli.command_line import DONE, FELL_SHORT
    from eligibility.cli.inputs import day_of, load_rules
    from eligibility.cli.output import write, write_json
    from eligibility.engine import Engine
    from eligibility.second_opinion import DoubleChecked

    known = day_of(known_at, "--known-at")
    rules_engine = Engine(load_rules(rules))
    checked = DoubleChecked(rules_engine, engine)
    report = run_cases(paths or [DEFAULT], rules_engine, determine=checked.determine, known_at=known)
    if as_json:
        write_json(report.as_json())
    else:
        write(report.text())
    return DONE if report.has_passed else FELL_SHORT
