"""`eligibility programmes`: everything that can be granted."""

from __future__ import annotations

from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Lang, Rules


def programmes(
    *,
    jurisdiction: Annotated[
        str | None, typer.Option("--jurisdiction", metavar="UNIT", help="Only programmes of this unit.")
    ] = None,
    rules: Rules = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """List what can be granted, and what each is worth."""
    from eligibility.cli.inputs import load_rules
    from eligibility.cli.output import page, write, write_json
    from eligibility.errors import RequestError
    from eligibility.matching.place import Places

    rulebook = load_rules(rules)
    asked = list(rulebook.programmes.values())
    if jurisdiction is not None:
        units = Places(rulebook).named(jurisdiction)
        if not units:
            raise RequestError.unknown("unknown-jurisdiction", "jurisdiction", jurisdiction, rulebook.units)
        asked = [one for one in asked if one.jurisdiction in units]
    if as_json:
        from eligibility.explain.plain import plain_programme

        write_json([plain_programme(one, rulebook) for one in asked])
        return 0
    from eligibility.explain.catalogue import explain_programmes

    sheet = page()
    write(explain_programmes(rulebook, asked, language=lang, width=sheet.width, colour=sheet.colour))
    return 0
