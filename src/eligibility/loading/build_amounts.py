"""Amount documents into formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from eligibility.loading.build_criteria import build_criterion, build_optional, link
from eligibility.loading.build_operands import read_standard
from eligibility.model.benefit import Amount, Ceiling, ChosenCoefficient, Fixed, Floor, PerMember, Product, Selection
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Literal

    from eligibility.loading.amount_doc import (
        AmountDocument,
        AmountItemDocument,
        CoefficientDocument,
        PerMemberDocument,
        SpanDocument,
    )
    from eligibility.loading.context import Context
    from eligibility.loading.documents import CriterionDocument, StandardReferenceDocument
    from eligibility.loading.problems import Site
    from eligibility.model.benefit import Form
    from eligibility.model.standard import StandardReference

_FORMS = ("dong", "percent", "times", "first_of", "highest_of", "lowest_of", "up_to", "at_least")
_NOTHING = Fixed(0, 0)
"""Stands for a formula that was reported; never used."""


def build_amount(document: AmountDocument, site: Site, context: Context) -> Amount:
    """Build a formula."""
    if document.round is not None and document.round.to == 0:
        context.problems.add("wrong-number", "there is no rounding to 0 đồng", site.at("round", "to"))
    amount = Amount(
        form=_form(document, site, context),
        less=None if document.less is None else build_amount(document.less, site.at("less"), context),
        per_member=build_per_member(document.per_member, site.at("per_member"), context),
        round_to=None if document.round is None else document.round.to,
    )
    return context.note(amount, site)


def build_per_member(document: PerMemberDocument | None, site: Site, context: Context) -> PerMember | None:
    """Build the members that multiply an amount or quantity."""
    if document is None:
        return None
    return PerMember(
        where=build_optional(document.where, site.at("where"), context),
        linked_by=link(document.linked_by, site, context),
    )


def _form(document: AmountDocument, site: Site, context: Context) -> Form:
    forms = [form for form in _FORMS if getattr(document, form) is not None]
    if len(forms) != 1:
        message = f"{' and '.join(forms)} stand in one amount" if forms else "this is no amount"
        context.problems.add(
            "several-kinds" if forms else "unknown-kind", message, site, f"Write one of: {', '.join(_FORMS)}."
        )
        return _NOTHING
    if document.of is not None and document.percent is None and document.times is None:
        context.problems.add("misplaced-key", f"of stands beside {forms[0]}", site.at("of"), at_key=True)
    if document.dong is not None:
        return _fixed(document.dong, site.at("dong"), context)
    if document.percent is not None:
        return _product(document.percent, document.of, "percent", site, context)
    if document.times is not None:
        return _product(document.times, document.of, "times", site, context)
    if document.up_to is not None:
        return Ceiling(build_amount(document.up_to, site.at("up_to"), context))
    if document.at_least is not None:
        return Floor(build_amount(document.at_least, site.at("at_least"), context))
    items = document.first_of or document.highest_of or document.lowest_of or []
    return _selection(forms[0], items, site.at(forms[0]), context)


def _fixed(document: SpanDocument, site: Site, context: Context) -> Fixed:
    if document.value is not None and document.from_ is None and document.to is None:
        return Fixed(document.value, document.value)
    if document.value is not None or document.from_ is None or document.to is None:
        context.problems.add("missing-key", "đồng are one number, or from and to", site)
        return _NOTHING
    if document.to < document.from_:
        context.problems.add("wrong-period", f"{document.to} is less than {document.from_}", site)
    return Fixed(document.from_, document.to)


def _product(
    coefficient: CoefficientDocument, of: StandardReferenceDocument | None, key: str, site: Site, context: Context
) -> Form:
    built = build_coefficient(coefficient, site.at(key), context)
    if of is None:
        context.problems.add("missing-key", f'{key} needs the key "of": a standard, or a fact in đồng', site)
        return _NOTHING
    base = _base(of, site.at("of"), context)
    return (
        _NOTHING if built is None or base is None else Product(coefficient=built, of=base, is_percent=key == "percent")
    )


def build_coefficient(
    document: CoefficientDocument, site: Site, context: Context
) -> Decimal | ChosenCoefficient | None:
    """Build a coefficient or the list it is picked from; None where it was reported."""
    ways = [way for way in ("value", "first_of", "highest_of") if getattr(document, way) is not None]
    if len(ways) != 1:
        context.problems.add("several-kinds", "a coefficient is one number, or first_of, or highest_of", site)
        return None
    if document.value is not None:
        return document.value
    here = site.at(ways[0])
    items = document.first_of or document.highest_of or []
    check_order(ways[0], [item.when for item in items], here, context)
    return ChosenCoefficient(
        rule="first_of" if document.first_of is not None else "highest_of",
        items=tuple(
            (
                build_optional(item.when, here.at(index, "when"), context),
                item.value,
                context.cite(item.cite, here.at(index, "cite")),
            )
            for index, item in enumerate(items)
        ),
    )


def check_order(rule: str, conditions: Sequence[CriterionDocument | None], site: Site, context: Context) -> None:
    """Report a list whose branches cannot all be reached, or none of which need apply."""
    if not conditions:
        context.problems.add("empty-list", "nothing stands here to choose from", site)
    elif rule == "first_of":
        for index, when in enumerate(conditions[:-1]):
            if when is None:
                context.problems.add("unreachable-branch", "an item without when stands before others", site.at(index))
        if conditions[-1] is not None:
            context.problems.add("no-last-branch", "the last item has a condition, so no amount may be left", site)


def _base(of: StandardReferenceDocument, site: Site, context: Context) -> StandardReference | str | None:
    name = of.standard
    if "." not in name:
        return read_standard(of, site, context)
    fact = context.fact(name, site)
    if fact is not None and fact.type is not FactType.DONG:
        context.problems.add("wrong-fact", f"{name} is of type {fact.type.value}; an amount follows from đồng", site)
    context.fact_uses.setdefault(name, site)
    return name


def _selection(rule: str, items: Sequence[AmountItemDocument], site: Site, context: Context) -> Selection:
    check_order(rule, [item.when for item in items], site, context)
    return Selection(
        rule=cast('Literal["first_of", "highest_of", "lowest_of"]', rule),
        items=tuple(
            (
                None if item.when is None else build_criterion(item.when, site.at(index, "when"), context),
                build_amount(item, site.at(index), context),
            )
            for index, item in enumerate(items)
        ),
    )
