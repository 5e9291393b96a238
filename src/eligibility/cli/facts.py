"""`eligibility facts`: everything that can be asked."""

from __future__ import annotations

from eligibility.cli.options import AsJson, Lang, Rules


def facts(*, rules: Rules = None, lang: Lang = "vi", as_json: AsJson = False) -> int:
    """List what can be asked of a household and its members."""
    from eligibility.cli.inputs import load_rules
    from eligibility.cli.output import page, write, write_json

    rulebook = load_rules(rules)
    if as_json:
        from eligibility.explain.plain import plain_facts

        write_json(plain_facts(rulebook))
        return 0
    from eligibility.explain.catalogue import explain_facts

    sheet = page()
    write(explain_facts(rulebook, language=lang, width=sheet.width, colour=sheet.colour))
    return 0
