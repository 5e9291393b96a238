"""Whether what a province states reaches the national level (Nghị định 20/2021/NĐ-CP, khoản 3 Điều 4; semantics C7).

Compared are a standard of a province with the national one of its name, and a programme with the one it improves, on
every day on which either begins to hold. Only sums that are constant on the day can be compared; of the others it is
said why not, so that nobody takes silence for a comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eligibility.model.benefit import Fixed
from eligibility.model.standard import Multiple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eligibility.model.benefit import Benefit
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.standard import Standard, StandardEntry

Obstacle = Literal["follows_from_standard", "differs_by_fact", "formula", "no_amount", "several_benefits", "other_sort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A figure of a province beside the national one, on the first day both hold as they are.

    Attributes:
        owner: Id of the province's standard or programme.
        national: Id of the national one.
        part: The entry or version of the province that holds on the day.
        day: First day.
        least: What the province gives at least, in đồng.
        floor: What national law gives, in đồng.
        obstacle: Why the two cannot be compared; both sums are None then.
        is_of_province: Whether the obstacle lies in the province's figure rather than in the national one.
    """

    owner: str
    national: str
    part: StandardEntry | ProgrammeVersion
    day: date
    least: int | None = None
    floor: int | None = None
    obstacle: Obstacle | None = None
    is_of_province: bool = True

    @property
    def is_below(self) -> bool:
        """Whether the province falls short."""
        return self.least is not None and self.floor is not None and self.least < self.floor


def comparisons(rulebook: Rulebook) -> Iterator[Comparison]:
    """Every figure of a province that national law sets a floor to, in the order of the rulebook."""
    country = {name for name, unit in rulebook.units.items() if unit.level == "country"}
    national = {one.name: one for one in rulebook.standards if one.jurisdiction in country}
    for standard in rulebook.standards:
        other = national.get(standard.name)
        if other is not None and other is not standard:
            yield from _of_standards(standard, other)
    for programme in rulebook.programmes.values():
        improved = None if programme.improves is None else rulebook.programmes.get(programme.improves)
        if improved is not None:
            yield from _of_programmes(programme, improved)


def _of_standards(standard: Standard, other: Standard) -> Iterator[Comparison]:
    for day in sorted({entry.effective_from for entry in (*standard.entries, *other.entries)}):
        own, floor = _entry(standard, day), _entry(other, day)
        if own is not None and floor is not None:
            yield _compared(
                Comparison(owner=standard.name, national=other.name, part=own, day=day), _value(own), _value(floor)
            )


def _of_programmes(programme: Programme, other: Programme) -> Iterator[Comparison]:
    for day in sorted(_first_days(programme) | _first_days(other)):
        own, floor = _version(programme, day), _version(other, day)
        if own is not None and floor is not None:
            both = Comparison(owner=programme.id, national=other.id, part=own, day=day)
            yield _compared(both, *_granted(own, floor))


def _compared(both: Comparison, own: int | Obstacle, floor: int | Obstacle) -> Comparison:
    obstacle = next((one for one in (own, floor) if isinstance(one, str)), None)
    return Comparison(
        owner=both.owner,
        national=both.national,
        part=both.part,
        day=both.day,
        least=own if isinstance(own, int) and obstacle is None else None,
        floor=floor if isinstance(floor, int) and obstacle is None else None,
        obstacle=obstacle,
        is_of_province=isinstance(own, str),
    )


def _entry(standard: Standard, day: date) -> StandardEntry | None:
    """The entry that holds on a day; None before the first one and after the law ended."""
    held = [entry for entry in standard.entries if entry.effective_from <= day]
    return held[-1] if held and held[-1].value is not None else None


def _value(entry: StandardEntry) -> int | Obstacle:
    if isinstance(entry.value, int):
        return entry.value
    return "follows_from_standard" if isinstance(entry.value, Multiple) else "differs_by_fact"


def _first_days(programme: Programme) -> set[date]:
    return {version.period.first for version in programme.versions if version.period.first is not None}


def _version(programme: Programme, day: date) -> ProgrammeVersion | None:
    held = [version for version in programme.versions if not programme.is_draft and day in version.period]
    return held[-1] if held else None


def _granted(own: ProgrammeVersion, floor: ProgrammeVersion) -> tuple[int | Obstacle, int | Obstacle]:
    """The least đồng of either version's one benefit, where it follows from nothing and both are of one sort."""
    sums = _least(own), _least(floor)
    if any(isinstance(one, str) for one in sums):
        return sums
    sorts = {(version.benefits[0].kind, version.benefits[0].every) for version in (own, floor)}
    return sums if len(sorts) == 1 else ("other_sort", sums[1])


def _least(version: ProgrammeVersion) -> int | Obstacle:
    if len(version.benefits) != 1:
        return "several_benefits" if version.benefits else "no_amount"
    return _constant(version.benefits[0])


def _constant(benefit: Benefit) -> int | Obstacle:
    amount = benefit.amount
    if amount is None:
        return "no_amount"
    is_constant = amount.less is None and amount.per_member is None and isinstance(amount.form, Fixed)
    return amount.form.low if is_constant and isinstance(amount.form, Fixed) else "formula"
