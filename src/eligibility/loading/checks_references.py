"""Checks on what a programme may look at: other programmes, members, standards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eligibility.loading.checks_facts import member_facts
from eligibility.loading.findings import (
    Finding,
    amounts,
    circles,
    conditions,
    everywhere,
    multipliers,
    outside_quantifiers,
)
from eligibility.model import walk
from eligibility.model.benefit import Product
from eligibility.model.criteria import EligibleFor
from eligibility.model.programme import Standing
from eligibility.model.standard import StandardReference

if TYPE_CHECKING:
    from eligibility.loading.build import Draft
    from eligibility.model.programme import Programme

_HOPES = {Standing.CANDIDATE, Standing.PRIORITY, Standing.REFERRAL, Standing.GOAL}


def references_to_hopes(draft: Draft) -> Iterator[Finding]:
    """A right depends on what is only hoped for."""
    for node in _references(draft):
        for programme in _named(node, draft):
            hope = next((version.standing for version in programme.versions if version.standing in _HOPES), None)
            if hope is not None:
                message = f"{programme.id} is of standing {hope.value}; a hope can neither open nor bar a right"
                yield Finding("reference-to-hope", message, draft.context.site(node))


def circular_programmes(draft: Draft) -> Iterator[Finding]:
    """Programmes refer to one another in a circle."""
    edges: dict[str, list[str]] = {}
    for programme in draft.rulebook.programmes.values():
        targets = edges.setdefault(programme.id, [])
        for version in programme.versions:
            for criterion in everywhere(version):
                for node in walk.nodes(criterion):
                    if isinstance(node, EligibleFor):
                        targets.extend(other.id for other in _named(node, draft))
    for circle in circles(edges):
        site = draft.context.site(draft.rulebook.programmes[circle[0]])
        yield Finding("circular-programmes", f"programmes refer to one another: {' → '.join(circle)}", site)


def member_programmes_of_households(draft: Draft) -> Iterator[Finding]:
    """A household programme asks whether nobody in particular belongs to a member programme."""
    for programme in draft.rulebook.programmes.values():
        if programme.granted_to != "household":
            continue
        for version in programme.versions:
            for criterion in conditions(version):
                for node in outside_quantifiers(criterion):
                    for other in _named(node, draft):
                        if other.granted_to != "household":
                            message = f"{other.id} is granted to a member, {programme.id} to a household"
                            hint = "Put the condition inside some_member or count_members."
                            yield Finding(
                                "member-programme-outside-quantifier", message, draft.context.site(node), hint
                            )


def member_facts_of_households(draft: Draft) -> Iterator[Finding]:
    """A household programme looks at a fact of nobody in particular, or at members linked to a household."""
    for programme in draft.rulebook.programmes.values():
        if programme.granted_to == "household":
            for version in programme.versions:
                for criterion in conditions(version):
                    yield from member_facts(criterion, programme.id, draft)
                if any(one.linked_by is not None for one in multipliers(version)):
                    message = f"{programme.id} concerns a household, so nobody can be linked to its subject"
                    yield Finding("link-without-subject", message, draft.context.site(version), "Remove linked_by.")
            yield from _member_amounts(programme, draft)


def _member_amounts(programme: Programme, draft: Draft) -> Iterator[Finding]:
    for version in programme.versions:
        for benefit in version.benefits:
            for amount in () if benefit.amount is None else amounts(benefit.amount):
                base = amount.form.of if isinstance(amount.form, Product) else None
                name = base.by if isinstance(base, StandardReference) else base
                if name is not None and name.startswith("member."):
                    message = f"{programme.id} concerns a household, yet its amount follows from {name}"
                    yield Finding("member-fact-outside-quantifier", message, draft.context.site(amount))


def _references(draft: Draft) -> Iterator[EligibleFor]:
    for programme in draft.rulebook.programmes.values():
        for version in programme.versions:
            for criterion in everywhere(version):
                yield from (node for node in walk.nodes(criterion) if isinstance(node, EligibleFor))


def _named(node: object, draft: Draft) -> list[Programme]:
    """The programmes that a condition refers to."""
    if not isinstance(node, EligibleFor):
        return []
    if node.kind == "programme":
        programme = draft.rulebook.programmes.get(node.name)
        return [] if programme is None else [programme]
    return [
        programme
        for programme in draft.rulebook.programmes.values()
        if any(version.group == node.name for version in programme.versions)
    ]
