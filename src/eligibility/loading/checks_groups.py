"""Checks on groups: what competes must be comparable (semantics C5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eligibility.loading.findings import Finding, amounts, versions
from eligibility.model.benefit import Ceiling

if TYPE_CHECKING:
    from eligibility.loading.build import Draft
    from eligibility.model.cumulation import Group
    from eligibility.model.programme import Programme, ProgrammeVersion

_SUBJECT = {"household": {"household"}, "member": {"member", "deceased"}, "spouses": {"member"}}


def wrong_subjects(draft: Draft) -> Iterator[Finding]:
    """A group of persons' lines holds a programme of households, or the other way round."""
    for group, programme, version in _members(draft):
        if programme.granted_to not in _SUBJECT[group.within]:
            message = f"{programme.id} is granted to a {programme.granted_to}; {group.id} is within {group.within}"
            yield Finding("wrong-subject", message, draft.context.site(version).at("group"))


def foreign_together(draft: Draft) -> Iterator[Finding]:
    """A set that may be drawn at once names a programme outside its group."""
    inside = {(group.id, programme.id) for group, programme, _ in _members(draft)}
    for group in draft.rulebook.groups.values():
        for row, names in enumerate(group.together):
            for name in sorted(names):
                if name in draft.rulebook.programmes and (group.id, name) not in inside:
                    site = draft.context.site(group).at("together", row)
                    yield Finding("foreign-together", f"{name} does not belong to the group {group.id}", site)


def several_benefits(draft: Draft) -> Iterator[Finding]:
    """A programme that competes for the highest grants more than one thing, so nothing can be compared."""
    for group, programme, version in _members(draft):
        if group.rule == "highest_only" and len(version.benefits) != 1:
            message = (
                f"{programme.id} grants {len(version.benefits)} benefits; where the highest is kept each grants one"
            )
            yield Finding("group-benefits", message, draft.context.site(version))


def mixed_benefits(draft: Draft) -> Iterator[Finding]:
    """Programmes that compete for the highest differ in kind, rhythm or subject."""
    first: dict[str, tuple[str, tuple[object, ...]]] = {}
    for group, programme, version in _members(draft):
        if group.rule != "highest_only" or len(version.benefits) != 1:
            continue
        benefit = version.benefits[0]
        nature = (benefit.kind, benefit.every, programme.granted_to)
        name, expected = first.setdefault(group.id, (programme.id, nature))
        if nature != expected:
            shown = ["/".join(str(part) for part in one) for one in (nature, expected)]
            message = f"{programme.id} grants {shown[0]}, {name} of the same group grants {shown[1]}"
            yield Finding("group-mixed", message, draft.context.site(benefit))


def ceilings(draft: Draft) -> Iterator[Finding]:
    """A ceiling competes for the highest, although what is really granted is not known."""
    for group, _, version in _members(draft):
        if group.rule == "highest_only":
            for benefit in version.benefits:
                for amount in () if benefit.amount is None else amounts(benefit.amount):
                    if isinstance(amount.form, Ceiling):
                        message = f"up_to stands in the group {group.id}, where the highest is kept"
                        yield Finding("group-ceiling", message, draft.context.site(amount))


def overlapping_groups(draft: Draft) -> Iterator[Finding]:
    """Two versions of a group hold on the same day."""
    for group in draft.rulebook.groups.values():
        for index, one in enumerate(group.versions):
            if any(one.period.overlaps(other.period) for other in group.versions[:index]):
                site = draft.context.site(group).at("versions", index)
                yield Finding("overlapping-versions", f"two versions of {group.id} hold on the same day", site)


def _members(draft: Draft) -> Iterator[tuple[Group, Programme, ProgrammeVersion]]:
    for programme, version in versions(draft):
        group = None if version.group is None else draft.rulebook.groups.get(version.group)
        if group is not None:
            yield group, programme, version
