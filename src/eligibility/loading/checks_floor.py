"""Checks that a province does not fall below national law (Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4; semantics C7).

Compared only where both amounts are constant on the day; a formula is not comparable and says nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eligibility.loading.findings import Finding
from eligibility.model.benefit import Fixed

if TYPE_CHECKING:
    from datetime import date

    from eligibility.loading.build import Draft
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.standard import Standard, StandardEntry


def standards_below_national(draft: Draft) -> Iterator[Finding]:
    """A province's value of a standard is lower than the national one on some day."""
    country = {name for name, unit in draft.rulebook.units.items() if unit.level == "country"}
    national = {one.name: one for one in draft.rulebook.standards if one.jurisdiction in country}
    for standard in draft.rulebook.standards:
        other = national.get(standard.name)
        if other is None or other is standard:
            continue
        for day in sorted({entry.effective_from for entry in (*standard.entries, *other.entries)}):
            entry = _on(standard, day)
            own, floor = _constant(entry), _constant(_on(other, day))
            if entry is not None and own is not None and floor is not None and own < floor:
                message = f"{standard.name} is {own:_} đồng on {day}, below the national {floor:_}"
                yield Finding("below-national", message, draft.context.site(entry))


def programmes_below_national(draft: Draft) -> Iterator[Finding]:
    """A programme grants less than the national one it says it improves."""
    for programme in draft.rulebook.programmes.values():
        other = None if programme.improves is None else draft.rulebook.programmes.get(programme.improves)
        if other is None:
            continue
        for day in sorted(_first_days(programme) | _first_days(other)):
            version = _version(programme, day)
            own, floor = _granted(version), _granted(_version(other, day))
            if version is not None and own is not None and floor is not None and own < floor:
                message = f"{programme.id} grants {own:_} đồng on {day}, below the {floor:_} of {other.id}"
                yield Finding("below-national", message, draft.context.site(version))


def _on(standard: Standard, day: date) -> StandardEntry | None:
    held = [entry for entry in standard.entries if entry.effective_from <= day]
    return held[-1] if held else None


def _constant(entry: StandardEntry | None) -> int | None:
    return entry.value if entry is not None and isinstance(entry.value, int) else None


def _first_days(programme: Programme) -> set[date]:
    return {version.period.first for version in programme.versions if version.period.first is not None}


def _version(programme: Programme, day: date) -> ProgrammeVersion | None:
    held = [version for version in programme.versions if not programme.is_draft and day in version.period]
    return held[-1] if held else None


def _granted(version: ProgrammeVersion | None) -> int | None:
    """Least đồng of the one benefit of a version, where it follows from nothing."""
    amount = version.benefits[0].amount if version is not None and len(version.benefits) == 1 else None
    is_constant = amount is not None and amount.less is None and amount.per_member is None
    return amount.form.low if amount is not None and is_constant and isinstance(amount.form, Fixed) else None
