"""Checks on single programmes and their versions: dates, standing, ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from eligibility.loading.findings import Finding, versions
from eligibility.model import walk
from eligibility.model.criteria import AllOf, AnyOf, Not
from eligibility.model.programme import Standing

if TYPE_CHECKING:
    from eligibility.loading.build import Draft
    from eligibility.model.criteria import Criterion
    from eligibility.model.programme import ProgrammeVersion

_FREE = {Standing.REFERRAL, Standing.GOAL}
_WITHOUT_BENEFITS = {Standing.PRIORITY, Standing.REFERRAL}
_IN_GROUPS = {Standing.ENTITLEMENT, Standing.MAY_APPLY, Standing.PENDING, Standing.CANDIDATE}


def overlapping_versions(draft: Draft) -> Iterator[Finding]:
    """Two versions of a programme are in force on the same day.

    Two may share their first day where one became known later.
    """
    for programme in draft.rulebook.programmes.values():
        if programme.is_draft:
            continue
        for one, other in combinations(programme.versions, 2):
            same_start = one.period.first == other.period.first and one.known_from != other.known_from
            if one.period.overlaps(other.period) and not same_start:
                message = f"this version of {programme.id} begins before the one of {one.period.first} has ended"
                yield Finding("overlapping-versions", message, draft.context.site(other))


def outlived_instruments(draft: Draft) -> Iterator[Finding]:
    """A version runs on after an instrument it stands on has ended or was replaced."""
    for _, version in versions(draft):
        if version.continues is not None:
            continue
        for citation in version.cite:
            instrument = draft.rulebook.instruments.get(citation.instrument)
            if instrument is None or instrument.is_draft:
                continue
            ends = [] if instrument.period.last is None else [instrument.period.last]
            if instrument.replaced_by is not None:
                replaced = instrument.replaced_by[1]
                ends.append(date.fromordinal(replaced.toordinal() - 1))
            last = version.period.last or date.max
            if ends and last > min(ends):
                message = f"the version outlives {citation.instrument}, whose last day is {min(ends)}"
                hint = "End it on that day, or say in continues what keeps it alive."
                yield Finding("outlives-instrument", message, draft.context.site(version), hint)


def missing_conditions(draft: Draft) -> Iterator[Finding]:
    """Only a referral or a goal may have no conditions."""
    for _, version in versions(draft):
        if version.eligible_when is None and version.standing not in _FREE:
            message = f"a version of standing {version.standing.value} has no eligible_when"
            yield Finding("missing-conditions", message, draft.context.site(version))


def missing_depends_on(draft: Draft) -> Iterator[Finding]:
    """A pending version does not say what it waits for."""
    for _, version in versions(draft):
        if version.standing is Standing.PENDING and version.depends_on is None:
            message = "a pending version waits for nothing"
            yield Finding(
                "missing-depends-on", message, draft.context.site(version), "Add depends_on: {instrument: …}."
            )


def wrong_orders(draft: Draft) -> Iterator[Finding]:
    """A precedence rule does not say what it orders, or something else orders.

    `programmes: []` says that nothing in the pack is there to be ordered.
    """
    for _, version in versions(draft):
        orders = version.orders
        if version.standing is Standing.PRIORITY and orders is None:
            message, hint = "a precedence rule does not say what it orders", "Add orders: {programmes: […]}."
        elif version.standing is not Standing.PRIORITY and orders is not None:
            message, hint = f"a version of standing {version.standing.value} orders nothing", "Remove orders."
        elif orders is not None and orders.programmes and orders.fields:
            message, hint = "orders names programmes and fields", "Keep one of the two."
        else:
            continue
        yield Finding("wrong-orders", message, draft.context.site(version), hint)


def orders_of_other_packs(draft: Draft) -> Iterator[Finding]:
    """A precedence rule orders programmes of another pack."""
    for programme, version in versions(draft):
        for index, name in enumerate(version.orders.programmes if version.orders is not None else ()):
            other = draft.rulebook.programmes.get(name)
            if other is not None and other.jurisdiction != programme.jurisdiction:
                site = draft.context.site(version).at("orders", "programmes", index)
                yield Finding("foreign-order", f"{name} belongs to the pack of {other.jurisdiction}", site)


def unexpected_benefits(draft: Draft) -> Iterator[Finding]:
    """An order or a referral grants something itself."""
    for _, version in versions(draft):
        if version.benefits and version.standing in _WITHOUT_BENEFITS:
            message = f"a version of standing {version.standing.value} grants nothing of its own"
            site = draft.context.site(version).at("benefits")
            yield Finding("unexpected-benefits", message, site, "Remove benefits.")


def misplaced_delegation(draft: Draft) -> Iterator[Finding]:
    """Something other than a referral hands over to other law."""
    for _, version in versions(draft):
        for key in ("delegates_to", "refers_to"):
            if getattr(version, key) and version.standing is not Standing.REFERRAL:
                message = f"{key} stands in a version of standing {version.standing.value}"
                site = draft.context.site(version).at(key)
                yield Finding("misplaced-delegation", message, site, "Only a referral hands over.")


def delegation_to_other_subjects(draft: Draft) -> Iterator[Finding]:
    """A referral of a household hands over to a programme of persons."""
    for programme, version in versions(draft):
        for index, name in enumerate(version.delegates_to):
            other = draft.rulebook.programmes.get(name)
            if other is not None and programme.granted_to == "household" and other.granted_to != "household":
                site = draft.context.site(version).at("delegates_to", index)
                yield Finding("wrong-subject", f"{name} is granted to a {other.granted_to}, not to a household", site)


def misplaced_groups(draft: Draft) -> Iterator[Finding]:
    """A version that grants nothing competes in a group."""
    for _, version in versions(draft):
        if version.group is not None and version.standing not in _IN_GROUPS:
            message = f"a version of standing {version.standing.value} competes with nothing"
            yield Finding("misplaced-group", message, draft.context.site(version).at("group"), "Remove group.")


def duplicate_ids(draft: Draft) -> Iterator[Finding]:
    """Two conditions of a version have one id."""
    for _, version in versions(draft):
        seen: set[str] = set()
        for root in _reasons(version):
            for node in walk.nodes(root):
                if node.id in seen:
                    site = draft.context.site(node).at("id")
                    yield Finding("duplicate-id", f'another condition of this version has the id "{node.id}"', site)
                elif node.id is not None:
                    seen.add(node.id)


def missing_ids(draft: Draft) -> Iterator[Finding]:
    """A condition that would be a reason has no id, nor has any that contains it."""
    for _, version in versions(draft):
        for root in _reasons(version):
            for node in _unnamed(root):
                yield Finding(
                    "missing-id", "this condition would be a reason without a name", draft.context.site(node), "Add id."
                )


def _reasons(version: ProgrammeVersion) -> Iterator[Criterion]:
    if version.eligible_when is not None:
        yield version.eligible_when
    yield from version.priority


def _unnamed(criterion: Criterion) -> Iterator[Criterion]:
    if criterion.id is not None:
        return
    if isinstance(criterion, AllOf | AnyOf | Not):
        for part in walk.parts(criterion):
            yield from _unnamed(part)
    else:
        yield criterion
