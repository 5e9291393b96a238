"""What the rulebook says it takes from its documents: each citation, and the figures that should stand there.

Walks rules; opens no document.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from eligibility.coverage.figures import Figure, Unit
from eligibility.model.benefit import (
    Ceiling,
    ChosenCoefficient,
    Fixed,
    Floor,
    FundingPart,
    HouseholdSplit,
    Product,
    Selection,
)
from eligibility.model.criteria import Equals, FactTest, OneOf
from eligibility.model.fact import FactType
from eligibility.model.standard import Multiple
from eligibility.model.text import Text
from eligibility.model.walk import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eligibility.citation import Citation
    from eligibility.model.benefit import Amount, Benefit, Funding
    from eligibility.model.criteria import Criterion
    from eligibility.model.fact import FactDictionary
    from eligibility.model.programme import ProgrammeVersion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.standard import Standard

_UNITS: Mapping[FactType, Unit] = {FactType.YEARS: "years", FactType.MONTHS: "months", FactType.DONG: "dong"}
"""Facts whose limits stand as figures in a text."""
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A part of the rules beside the provisions it comes from.

    Attributes:
        owner: Id of the programme, group or standard, or full name of the fact.
        part: The part of it.
        cite: Provisions.
        figures: Figures that should stand in one of them.
        is_derived: Whether the figures are computed and need not stand anywhere.
    """

    owner: str
    part: Text
    cite: tuple[Citation, ...]
    figures: tuple[Figure, ...] = ()
    is_derived: bool = False


def claims(rulebook: Rulebook) -> Iterator[Claim]:
    """Everything in a rulebook that cites a provision, in its order."""
    for name, fact in rulebook.facts.items():
        for derivation in fact.derivations:
            whole = Claim(owner=name, part=Text("cách suy ra", "derivation"), cite=derivation.cite)
            conditions = (branch.when for branch in derivation.branches)
            yield from (whole, *_conditions(conditions, whole, rulebook.facts))
    for standard in rulebook.standards:
        yield from _standard(standard)
    for group in rulebook.groups.values():
        for group_version in group.versions:
            yield Claim(owner=group.id, part=Text("nhóm", "group"), cite=group_version.cite)
    for programme in rulebook.programmes.values():
        for version in programme.versions:
            yield from _version(programme.id, version, rulebook.facts)


def _standard(standard: Standard) -> Iterator[Claim]:
    for entry in standard.entries:
        values: Iterable[int] = ()  # a multiple of another standard is computed
        if isinstance(entry.value, int):
            values = (entry.value,)
        elif entry.value is not None and not isinstance(entry.value, Multiple):
            values = entry.value.values()
        part = Text(f"mức từ {entry.effective_from}", f"value from {entry.effective_from}")
        figures = tuple(_dong(value) for value in values)
        yield Claim(owner=standard.name, part=part, cite=entry.cite, figures=figures)


def _version(owner: str, version: ProgrammeVersion, facts: FactDictionary) -> Iterator[Claim]:
    whole = Claim(owner=owner, part=Text("chương trình", "programme"), cite=version.cite)
    yield whole
    yield from _conditions((version.eligible_when, *version.priority), whole, facts)
    for number, benefit in enumerate(version.benefits, start=1):
        part = Text(f"khoản hưởng {number}", f"benefit {number}")
        at = replace(whole, part=part, cite=benefit.cite or version.cite, is_derived=benefit.basis == "derived")
        yield from _benefit(benefit, at, facts)
    for figure in version.plan:
        part = Text(f"số kế hoạch {figure.line}", f"plan line {figure.line}")
        numbers = [] if figure.count is None else [Figure(Decimal(figure.count), "number")]
        money = [] if figure.dong is None else [_dong(figure.dong)]
        at = replace(whole, part=part, cite=figure.cite or version.cite)
        yield replace(at, figures=(*numbers, *money))
        yield from _conditions((figure.only,), at, facts)
    for number, doubt in enumerate(version.not_modelled, start=1):
        part = Text(f"điểm chưa xét {number}", f"not modelled {number}")
        at = replace(whole, part=part, cite=doubt.cite or version.cite)
        yield from (at, *_conditions((doubt.when,), at, facts))
    ends = tuple(citation for citation in (version.ended_by, version.continues) if citation is not None)
    yield replace(whole, part=Text("hiệu lực", "period"), cite=ends)


def _conditions(criteria: Iterable[Criterion | None], at: Claim, facts: FactDictionary) -> Iterator[Claim]:
    """Conditions, each beside its own citation or that of what it stands in."""
    for criterion in criteria:
        if criterion is None:
            continue
        part = at.part if criterion.id is None else Text(f"điều kiện {criterion.id}", f"criterion {criterion.id}")
        here = replace(at, part=part, cite=criterion.cite or at.cite, is_derived=False)
        yield replace(here, figures=tuple(_limits(criterion, facts)))
        yield from _conditions(parts(criterion), here, facts)


def _limits(criterion: Criterion, facts: FactDictionary) -> Iterator[Figure]:
    if isinstance(criterion, FactTest) and criterion.fact in facts:
        unit = _UNITS.get(facts[criterion.fact].type)
        for test in criterion.tests:
            limit = test.value if isinstance(test, Equals) else None if isinstance(test, OneOf) else test.limit
            if unit is not None and isinstance(limit, int):
                yield Figure(Decimal(limit), unit)


def _benefit(benefit: Benefit, at: Claim, facts: FactDictionary) -> Iterator[Claim]:
    figures: list[Figure] = []
    if benefit.amount is not None:
        figures.extend(_amount(benefit.amount))
        yield from _amount_conditions(benefit.amount, at, facts)
    if benefit.quantity is not None:
        figures.append(Figure(benefit.quantity.number, "number"))
    if benefit.at_most_times is not None:
        figures.append(Figure(Decimal(benefit.at_most_times), "number"))
    if benefit.repay is not None:
        figures.append(Figure(benefit.repay.percent, "percent"))
    for funding in benefit.funding:
        figures.extend(_funding(funding))
    yield replace(at, figures=tuple(dict.fromkeys(figures)))
    for term in benefit.terms:
        here = replace(at, cite=term.cite or at.cite)
        yield from (here, *_conditions((term.when,), here, facts))
    if benefit.payable is not None:
        yield replace(at, cite=benefit.payable.cite or at.cite)


def _funding(funding: Funding) -> Iterator[Figure]:
    match funding:
        case FundingPart():
            # "All of it" is said by naming no other payer.
            if funding.percent is not None and funding.percent != _ALL:
                yield Figure(funding.percent, "percent")
            if funding.dong is not None:
                yield _dong(funding.dong)
        case HouseholdSplit():
            yield from (Figure(share, "percent") for share in funding.shares.values() if share != _ALL)
        case _:
            assert_never(funding)


def _amount(amount: Amount) -> Iterator[Figure]:
    match amount.form:
        case Fixed():
            yield from (_dong(dong) for dong in (amount.form.low, amount.form.high) if dong)
        case Product():
            chosen = amount.form.coefficient
            if isinstance(chosen, ChosenCoefficient):
                for _, coefficient, cite in chosen.items:
                    if not cite:
                        yield from _coefficient(coefficient, amount.form)
            else:
                yield from _coefficient(chosen, amount.form)
        case Selection():
            for _, item in amount.form.items:
                yield from _amount(item)
        case Ceiling() | Floor():
            yield from _amount(amount.form.amount)
        case _:
            assert_never(amount.form)
    if amount.less is not None:
        yield from _amount(amount.less)


def _amount_conditions(amount: Amount, at: Claim, facts: FactDictionary) -> Iterator[Claim]:
    """Conditions inside a formula, and coefficients with a citation of their own."""
    if amount.per_member is not None:
        yield from _conditions((amount.per_member.where,), at, facts)
    match amount.form:
        case Product():
            if isinstance(amount.form.coefficient, ChosenCoefficient):
                for when, coefficient, cite in amount.form.coefficient.items:
                    here = replace(at, cite=cite or at.cite)
                    figures = tuple(_coefficient(coefficient, amount.form)) if cite else ()
                    yield from (replace(here, figures=figures), *_conditions((when,), here, facts))
        case Selection():
            for when, item in amount.form.items:
                yield from (*_conditions((when,), at, facts), *_amount_conditions(item, at, facts))
        case Ceiling() | Floor():
            yield from _amount_conditions(amount.form.amount, at, facts)
        case Fixed():
            pass
        case _:
            assert_never(amount.form)
    if amount.less is not None:
        yield from _amount_conditions(amount.less, at, facts)


def _coefficient(coefficient: Decimal, product: Product) -> Iterator[Figure]:
    if product.is_percent:
        yield Figure(coefficient, "percent")
    elif coefficient != 1:
        yield Figure(coefficient, "number")


def _dong(value: int) -> Figure:
    return Figure(Decimal(value), "dong")
