"""`eligibility explain`: one programme in words, with its clauses."""

from __future__ import annotations

from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Lang, Rules


def explain(
    programme: Annotated[
        str, typer.Argument(metavar="PROGRAMME", help="Its id, as `eligibility programmes` lists it.")
    ],
    *,
    rules: Rules = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Say in words what a programme asks and grants, under which clause, and what is not considered."""
    from eligibility.cli.inputs import load_rules
    from eligibility.cli.output import page, write, write_json
    from eligibility.errors import RequestError

    rulebook = load_rules(rules)
    found = rulebook.programmes.get(programme)
    if found is None:
        raise RequestError.unknown("unknown-programme", "programme", programme, rulebook.programmes)
    if as_json:
        from eligibility.explain.plain import plain_programme

        write_json(plain_programme(found, rulebook))
        return 0
    from eligibility.explain.programme import explain_programme

    sheet = page()
    write(explain_programme(found, rulebook, language=lang, width=sheet.width, colour=sheet.colour))
    return 0
