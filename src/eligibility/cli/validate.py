"""`eligibility validate`: the rules loaded, every mistake in them printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Lang, Rules


def validate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[RULES]", help="Folder of rules. Those of this installation unless given.")
    ] = None,
    *,
    legal_basis: Annotated[
        bool,
        typer.Option(
            "--legal-basis",
            help="List rules that outlive the law they rest on or name a replaced one, and what a floor cannot test.",
        ),
    ] = False,
    rules: Rules = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Load the rulebook and print every diagnostic, all at once. Exits with 2 if there is one."""
    from eligibility.cli.command_line import DONE, REFUSED, as_plain
    from eligibility.cli.inputs import load_rules, rules_folder
    from eligibility.cli.output import remark, write, write_json
    from eligibility.errors import RulebookError

    asked = folder or rules
    try:
        rulebook = load_rules(asked)
    except RulebookError as error:
        if as_json:
            write_json([as_plain(diagnostic) for diagnostic in error.diagnostics])
        else:
            write("\n".join(map(str, error.diagnostics)))
            found = len(error.diagnostics)
            remark(f"{rules_folder(asked)}: {found} mistake{'' if found == 1 else 's'}.")
        return REFUSED
    if legal_basis:
        from eligibility.coverage import basis, floor

        lapses, open_ones = basis.legal_basis(rulebook), floor.not_comparable(rulebook)
        if as_json:
            write_json([*map(basis.plain_lapse, lapses), *map(floor.plain_comparison, open_ones)])
        else:
            said = [lapse.into(lang) for lapse in lapses]
            said += [floor.describe_comparison(one, lang) for one in open_ones]
            write("\n".join(f"{one}." for one in said))
    elif as_json:
        write_json([])
    else:
        programmes, facts = f"{len(rulebook.programmes)} programmes", f"{len(rulebook.facts)} facts"
        instruments = f"{len(rulebook.instruments)} instruments"
        write(f"{rules_folder(asked)}: {programmes}, {facts}, {instruments}, no mistake.\n{rulebook.digest}")
    return DONE
