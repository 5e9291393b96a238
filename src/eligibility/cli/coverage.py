"""`eligibility coverage`: every section of every registered plan, encoded or not and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Lang, Rules


def coverage(
    *,
    sources: Annotated[
        Path | None,
        typer.Option("--sources", metavar="DIR", help="Check each citation against the documents in this folder."),
    ] = None,
    rules: Rules = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Show the clause ledger. Exits with 1 if a section is missing or a rule row is not encoded."""
    from eligibility.cli.command_line import DONE, FELL_SHORT
    from eligibility.cli.inputs import load_rules, rules_folder
    from eligibility.cli.output import write, write_json
    from eligibility.coverage import check_coverage

    report = check_coverage(load_rules(rules), rules_folder(rules), sources)
    if as_json:
        write_json(report.as_json())
    else:
        write(report.text(lang))
    return DONE if report.is_complete else FELL_SHORT
