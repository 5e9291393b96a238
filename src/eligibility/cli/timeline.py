"""`eligibility timeline` and `eligibility arrears`: a household through time."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from eligibility.cli.options import AsJson, Assume, Issued, Jurisdiction, KnownAt, Lang, Rules

HouseholdFile = Annotated[str, typer.Argument(metavar="HOUSEHOLD", help="YAML or JSON file; - for standard input.")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="First day, as 2021-07-01 or 01/07/2021.")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")]


def timeline(
    household: HouseholdFile,
    *,
    jurisdiction: Jurisdiction,
    first: From,
    last: To,
    rules: Rules = None,
    assume: Assume = False,
    issued: Issued = None,
    known_at: KnownAt = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show what only states an aim or points to another document, too.")
    ] = False,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """Follow one household: when each entitlement begins, changes or ends, and why."""
    from eligibility.cli.inputs import day_of, issued_instruments, load_rules, read_household
    from eligibility.cli.output import page, write, write_json

    days, awaited = _days(first, last), issued_instruments(issued)
    known = day_of(known_at, "--known-at")
    given = read_household(household)
    rulebook = load_rules(rules)
    from eligibility import timeline as following
    from eligibility.engine import Engine

    with given.located():
        line = following.timeline(
            Engine(rulebook),
            given.household,
            jurisdiction=jurisdiction,
            first=days[0],
            last=days[1],
            assume=assume,
            issued=awaited,
            known_at=known,
            language=lang,
        )
    if as_json:
        from eligibility.timeline.plain import plain_timeline

        write_json(plain_timeline(line))
        return 0
    from eligibility.explain.people import people_of
    from eligibility.explain.timeline import explain_timeline

    sheet = page()
    write(
        explain_timeline(
            line,
            rulebook,
            language=lang,
            people=people_of(given.household, rulebook.facts, lang),
            everything=everything,
            width=sheet.width,
            colour=sheet.colour,
        )
    )
    return 0


def arrears(
    household: HouseholdFile,
    *,
    jurisdiction: Jurisdiction,
    first: From,
    last: To,
    then: Annotated[str, typer.Option("--then", metavar="DATE", help="Assessment date of the payments made.")],
    now: Annotated[
        str | None,
        typer.Option("--now", metavar="DATE", help="Assessment date of the review; all that is known unless given."),
    ] = None,
    rules: Rules = None,
    assume: Assume = False,
    issued: Issued = None,
    lang: Lang = "vi",
    as_json: AsJson = False,
) -> int:
    """List month by month what law that became known later adds to what was due by the law known then."""
    from eligibility.cli.inputs import day_of, issued_instruments, load_rules, read_household
    from eligibility.cli.output import page, write, write_json

    days, awaited = _days(first, last), issued_instruments(issued)
    paid, reviewed = day_of(then, "--then"), day_of(now, "--now")
    given = read_household(household)
    rulebook = load_rules(rules)
    from eligibility import timeline as following
    from eligibility.engine import Engine

    engine = Engine(rulebook)
    with given.located():
        found = following.arrears(
            engine,
            given.household,
            jurisdiction=jurisdiction,
            first=days[0],
            last=days[1],
            then=paid or days[1],
            now=reviewed,
            assume=assume,
            issued=awaited,
            language=lang,
        )
    if as_json:
        from eligibility.timeline.plain import plain_arrears

        write_json(plain_arrears(following.sums(found)))
        return 0
    from eligibility.explain.arrears import explain_arrears

    sheet = page()
    write(
        explain_arrears(
            found,
            rulebook,
            household=given.household.id,
            place=engine.matcher(jurisdiction, days[0], awaited).law.place,
            first=days[0],
            last=days[1],
            then=paid or days[1],
            now=reviewed,
            language=lang,
            width=sheet.width,
            colour=sheet.colour,
        )
    )
    return 0


def _days(first: str, last: str) -> tuple[date, date]:
    """The first and last day, in order."""
    from eligibility.cli.inputs import day_of
    from eligibility.errors import Diagnostic, RequestError

    begin, end = day_of(first, "--from"), day_of(last, "--to")
    if begin is None or end is None or end < begin:
        message = f"--to {last} comes before --from {first}."
        raise RequestError([Diagnostic("wrong-period", message, hint="Give the first day with --from.")])
    return begin, end
