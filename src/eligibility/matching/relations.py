"""Which provisions order, and which hand over to, the programmes of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eligibility.matching.household import Rule

ByProgramme = dict[str, tuple["Rule", ...]]


def orders_by_programme(rules: Mapping[str, Rule]) -> ByProgramme:
    """Precedence rules in force by the programme they order; a rule orders programmes of its own pack only."""
    orders: ByProgramme = {}
    for order in rules.values():
        version = order.applied.version
        if version is None or version.orders is None:
            continue
        for rule in rules.values():
            programme = rule.applied.programme
            is_ordered = programme.id in version.orders.programmes or programme.field in version.orders.fields
            if is_ordered and programme.jurisdiction == order.applied.programme.jurisdiction and rule is not order:
                _add(orders, programme.id, order)
    return orders


def referrals_by_programme(rules: Iterable[Rule]) -> ByProgramme:
    """Clauses in force that hand over, by the programme they hand over to."""
    referrals: ByProgramme = {}
    for rule in rules:
        for name in rule.applied.version.delegates_to if rule.applied.version is not None else ():
            _add(referrals, name, rule)
    return referrals


def _add(rules: ByProgramme, programme: str, rule: Rule) -> None:
    rules[programme] = (*rules.get(programme, ()), rule)
