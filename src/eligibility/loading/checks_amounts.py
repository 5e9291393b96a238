"""Checks on money: legal numbers and their values, and payers that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from eligibility.errors import did_you_mean
from eligibility.loading.findings import Finding, circles, versions
from eligibility.model.benefit import Ceiling, Fixed, FundingPart, HouseholdSplit
from eligibility.model.fact import FactType
from eligibility.model.standard import Multiple

if TYPE_CHECKING:
    from eligibility.loading.build import Draft
    from eligibility.model.benefit import Amount, Benefit
    from eligibility.model.standard import StandardEntry

_HUNDRED = Decimal(100)


def circular_standards(draft: Draft) -> Iterator[Finding]:
    """Standards follow from one another in a circle."""
    edges: dict[str, list[str]] = {}
    sites: dict[str, StandardEntry] = {}
    for standard in draft.rulebook.standards:
        for entry in standard.entries:
            if isinstance(entry.value, Multiple):
                edges.setdefault(standard.name, []).append(entry.value.of.name)
                sites.setdefault(standard.name, entry)
    for circle in circles(edges):
        message = f"standards follow from one another: {' → '.join(circle)}"
        yield Finding("circular-standards", message, draft.context.site(sites[circle[0]]))


def duplicate_entries(draft: Draft) -> Iterator[Finding]:
    """Two values of a standard begin on one day and were known from one day."""
    for standard in draft.rulebook.standards:
        for one, other in pairwise(standard.entries):
            if (one.effective_from, one.known_from) == (other.effective_from, other.known_from):
                message = f"two values of {standard.name} begin on {one.effective_from}"
                hint = "Tell them apart by known_from."
                yield Finding("duplicate-entry", message, draft.context.site(other), hint)


def unsorted_entries(draft: Draft) -> Iterator[Finding]:
    """Values of a standard do not stand in the order of their days."""
    for standard in draft.rulebook.standards:
        written = sorted(standard.entries, key=lambda entry: draft.context.site(entry).path[-1])
        for one, other in pairwise(written):
            if other.effective_from < one.effective_from:
                message = f"{other.effective_from} stands below {one.effective_from}"
                yield Finding(
                    "unsorted-entries", message, draft.context.site(other), "Put the entries in order of their days."
                )


def incomplete_standards(draft: Draft) -> Iterator[Finding]:
    """A standard that differs by a fact has no number for some value of the fact."""
    for reference, site in draft.context.standards:
        fact = None if reference.by is None else draft.rulebook.facts.get(reference.by)
        if fact is None:
            continue
        values = {"true", "false"} if fact.type is FactType.BOOLEAN else set(fact.choices)
        for entry in _entries(reference.name, draft):
            if isinstance(entry.value, Mapping) and set(entry.value) != values:
                missing, strange = values - set(entry.value), set(entry.value) - values
                words = [f"lacks {', '.join(sorted(missing))}"] if missing else []
                words += [f"has {', '.join(sorted(strange))}"] if strange else []
                message = f"{reference.name} of {entry.effective_from} {' and '.join(words)} for {fact.name}"
                yield Finding("incomplete-standard", message, site)


def unknown_values(draft: Draft) -> Iterator[Finding]:
    """A fixed choice among a standard's values names none of them."""
    for reference, site in draft.context.standards:
        for entry in _entries(reference.name, draft) if reference.at is not None else ():
            if isinstance(entry.value, Mapping) and reference.at not in entry.value:
                message = f'{reference.name} of {entry.effective_from} has no value for "{reference.at}"'
                hint = did_you_mean(str(reference.at), entry.value)
                yield Finding("unknown-value", message, site.at("at"), hint)


def unbalanced_funding(draft: Draft) -> Iterator[Finding]:
    """The payers' parts do not add up to the amount, or to its ceiling."""
    for _, version in versions(draft):
        for benefit in version.benefits:
            complaint = _imbalance(benefit)
            if complaint is not None:
                yield Finding("unbalanced-funding", complaint, draft.context.site(benefit).at("funding"))


def _entries(name: str, draft: Draft) -> Iterator[StandardEntry]:
    for standard in draft.rulebook.standards:
        if standard.name == name:
            yield from standard.entries


def _imbalance(benefit: Benefit) -> str | None:
    percent, dong = Decimal(0), 0
    for part in benefit.funding:
        if isinstance(part, HouseholdSplit):
            total = sum(part.shares.values(), Decimal(0))
            return None if total == _HUNDRED else f"the shares of households add up to {total} %, not to 100 %"
        if isinstance(part, FundingPart):
            percent += part.percent or 0
            dong += part.dong or 0
    whole = _fixed(benefit.amount)
    if whole is not None:
        low, high = whole
        covered = dong + percent * high / _HUNDRED
        if benefit.funding and not low <= covered <= high:
            return f"the payers' parts add up to {int(covered):_} đồng, not to {high:_}"
    elif percent and not dong and percent != _HUNDRED:
        return f"the payers' parts add up to {percent} %, not to 100 %"
    elif percent > _HUNDRED:
        return f"the payers' parts add up to {percent} %, more than everything"
    return None


def _fixed(amount: Amount | None) -> tuple[int, int] | None:
    """Đồng of an amount that depends on nothing."""
    if amount is None or amount.less is not None or amount.per_member is not None:
        return None
    if isinstance(amount.form, Fixed):
        return amount.form.low, amount.form.high
    return _fixed(amount.form.amount) if isinstance(amount.form, Ceiling) else None
