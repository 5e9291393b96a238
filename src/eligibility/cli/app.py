"""Every command under its name, as interfaces.md fixes them."""

from __future__ import annotations

from typing import Annotated

import typer

from eligibility.cli.batch import batch
from eligibility.cli.cases import cases
from eligibility.cli.command_line import CommandLine
from eligibility.cli.coverage import coverage
from eligibility.cli.determine import determine
from eligibility.cli.explain import explain
from eligibility.cli.facts import facts
from eligibility.cli.programmes import programmes
from eligibility.cli.schema import schema
from eligibility.cli.serve import serve
from eligibility.cli.timeline import arrears, timeline
from eligibility.cli.validate import validate

app = typer.Typer(
    cls=CommandLine,
    name="eligibility",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"eligibility {version('eligibility')}")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda asked: _version(asked=asked), is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Which social programmes of Vietnam and its provinces a household is entitled to, with every clause.

    Exit status: 0 done; 1 done, but something fell short; 2 input or rules refused.
    """


for command in (
    determine,
    timeline,
    arrears,
    batch,
    cases,
    validate,
    facts,
    programmes,
    explain,
    coverage,
    schema,
    serve,
):
    app.command(command.__name__)(command)
