"""Benefit documents into what a programme grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.loading.build_amounts import build_amount, build_per_member
from eligibility.loading.build_criteria import build_optional
from eligibility.model.benefit import Benefit, FundingPart, HouseholdSplit, Payable, Quantity, Repayment, Term
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.loading.amount_doc import BenefitDocument, FundingDocument, PayableDocument, QuantityDocument
    from eligibility.loading.context import Context
    from eligibility.loading.problems import Site
    from eligibility.model.benefit import Funding


def build_benefit(document: BenefitDocument, site: Site, context: Context) -> Benefit:
    """Build one benefit."""
    if document.amount is not None and document.quantity is not None:
        context.problems.add("misplaced-key", "amount and quantity stand together", site, "Write two benefits.")
    benefit = Benefit(
        kind=document.kind,
        amount=None if document.amount is None else build_amount(document.amount, site.at("amount"), context),
        quantity=_quantity(document.quantity, site.at("quantity"), context),
        every=document.every,
        at_most_times=document.at_most_times,
        basis=document.basis,
        funding=tuple(_funding(document, site.at("funding"), context)),
        repay=None if document.repay is None else Repayment(percent=document.repay.percent),
        terms=tuple(
            Term(
                text=term.text,
                when=build_optional(term.when, site.at("terms", index, "when"), context),
                cite=context.cite(term.cite, site.at("terms", index, "cite")),
            )
            for index, term in enumerate(document.terms)
        ),
        paid_to=document.paid_to,
        payable=_payable(document.payable, site.at("payable"), context),
        cite=context.cite(document.cite, site.at("cite")),
        confidence=document.confidence,
    )
    return context.note(benefit, site)


def _quantity(document: QuantityDocument | None, site: Site, context: Context) -> Quantity | None:
    if document is None:
        return None
    per_member = build_per_member(document.per_member, site.at("per_member"), context)
    return Quantity(number=document.number, unit=document.unit, per_member=per_member)


def _funding(document: BenefitDocument, site: Site, context: Context) -> Iterator[Funding]:
    for index, part in enumerate(document.funding):
        here = site.at(index)
        payers = [key for key in ("source", "either", "by_households") if getattr(part, key) is not None]
        if len(payers) != 1:
            message = f"{' and '.join(payers)} stand in one part" if payers else "no payer stands here"
            context.problems.add("wrong-funding", message, here, "A part has source, either or by_households.")
        elif part.by_households is not None:
            if part.percent is not None or part.dong is not None or len(document.funding) > 1:
                context.problems.add(
                    "wrong-funding", "by_households stands alone: it divides no household's money", here
                )
            yield context.note(HouseholdSplit(shares=part.by_households), here)
        else:
            yield _part(part, here, context)


def _part(part: FundingDocument, site: Site, context: Context) -> FundingPart:
    if (part.percent is None) == (part.dong is None):
        context.problems.add("wrong-funding", "a part is either a percentage or đồng", site, "Write percent or dong.")
    if part.depends_on is not None:
        context.names.append(("pending", part.depends_on.instrument, site.at("depends_on", "instrument")))
    built = FundingPart(
        sources=(part.source,) if part.source is not None else tuple(part.either or ()),
        percent=part.percent,
        dong=part.dong,
        depends_on=None if part.depends_on is None else part.depends_on.instrument,
    )
    return context.note(built, site)


def _payable(document: PayableDocument | None, site: Site, context: Context) -> Payable | None:
    if document is None:
        return None
    start = document.from_.word or document.from_.month_of
    if start is None:
        context.problems.add("missing-key", "neither a word nor month_of stands here", site.at("from"))
        return None
    if document.from_.month_of is not None:
        fact = context.fact(start, site.at("from", "month_of"))
        if fact is not None and fact.type is not FactType.DATE:
            context.problems.add(
                "wrong-fact", f"{start} is of type {fact.type.value}, not a date", site.at("from", "month_of")
            )
    return Payable(start=start, cite=context.cite(document.cite, site.at("cite")))
