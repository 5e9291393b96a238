"""`eligibility determine`: one household, in words for people or JSON for programs."""

from __future__ import annotations

from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Assume, Issued, Jurisdiction, KnownAt, Lang, Matcher, On, Rules


def determine(
    household: Annotated[str, typer.Argument(metavar="HOUSEHOLD", help="YAML or JSON file; - for standard input.")],
    *,
    jurisdiction: Jurisdiction,
    on: On = None,
    rules: Rules = None,
    assume: Assume = False,
    issued: Issued = None,
    known_at: KnownAt = None,
    engine: Matcher = "household",
    everything: Annotated[
        bool, typer.Option("--all", help="Say why not, too: what is not met or does not apply, with reasons.")
    ] = False,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Determine what one household is due."""
    from eligibility.cli.inputs import (
        day_of,
        issued_instruments,
        load_rules,
        read_household,
        reference_date,
    )
    from eligibility.cli.output import page, write

    day, awaited, known = reference_date(on), issued_instruments(issued), day_of(known_at, "--known-at")
    given = read_household(household)
    rulebook = load_rules(rules)
    from eligibility.engine import Engine
    from eligibility.second_opinion import DoubleChecked

    with given.located():
        result = DoubleChecked(Engine(rulebook), engine).determine(
            given.household,
            jurisdiction=jurisdiction,
            on=day,
            assume=assume,
            issued=awaited,
            known_at=known,
            everything=everything,
            language=lang,
        )
    if as_json:
        write(result.model_dump_json(indent=2))
        return 0
    from eligibility.explain.people import people_of
    from eligibility.explain.result import explain_result

    sheet = page()
    write(
        explain_result(
            result,
            rulebook,
            language=lang,
            people=people_of(given.household, rulebook.facts, lang),
            everything=everything,
            width=sheet.width,
            colour=sheet.colour,
        )
    )
    return 0
