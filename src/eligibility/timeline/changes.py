"""Days on which an answer may change: law that begins or ends, standards, birthdays that reach a limit.

An answer cannot change on any other day, so judging these days judges all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eligibility.facts import read_statements
from eligibility.model.fact import FactType
from eligibility.period import Interval, as_date
from eligibility.profile import ADULT_CHILD_YEARS
from eligibility.timeline.behind import Behind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.model.fact import FactDefinition
    from eligibility.model.rulebook import Rulebook
    from eligibility.period import EffectivePeriod

DAY = timedelta(days=1)
BIRTH, RAISED_BY = "member.birth_date", "member.raised_by"

ChangeKind = Literal[
    "programme_begins",
    "programme_ends",
    "standard",
    "group",
    "unit_begins",
    "unit_ends",
    "age",
    "date",
    "issued",
    "derivation",
]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Something that happens on a day.

    Attributes:
        day: First day of the new state.
        kind: What sort of thing happens.
        name: Programme, standard, group, unit, fact or instrument concerned.
        member: Id of the member, for an age or a date of a person.
        value: Age reached, in the unit of its fact.
    """

    day: date
    kind: ChangeKind
    name: str
    member: str | None = None
    value: int | None = None


class Changes:
    """Finds the days for the households of one rulebook.

    Args:
        rulebook: The rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._behind = Behind(rulebook)

    def of(self, household: Household, issued: Issued | None = None) -> list[Change]:
        """All changes that may touch a household, in the order of their days.

        Args:
            household: The household.
            issued: Pending instruments treated as issued, from a day or on every day.
        """
        found = {*self._law, *self._people(household), *self._issued(issued or {})}
        return sorted(found, key=lambda one: (one.day, one.kind, one.name, one.member or "", one.value or 0))

    def touching(self, changes: Iterable[Change], programme: str, member: str | None) -> list[Change]:
        """Of the changes of a day, those that may move a programme for a subject: it rests on what changes."""
        own = self._behind.of(programme).own_standards
        found = [change for change in changes if self._touches(change, programme, member)]
        has_own = any(change.kind == "standard" and change.name in own for change in found)
        return [one for one in found if one.kind != "standard" or one.name in own or not has_own]

    def standards_of(self, programme: str) -> set[str]:
        """Standards that a programme itself names, and those they follow from."""
        return self._behind.of(programme).own_standards

    def _touches(self, change: Change, programme: str, member: str | None) -> bool:
        behind = self._behind.of(programme)
        match change.kind:
            case "programme_begins" | "programme_ends":
                return change.name in behind.programmes
            case "standard":
                return change.name in behind.standards
            case "group":
                return change.name in behind.groups
            case "unit_begins" | "unit_ends":
                return change.name == self._rulebook.programmes[programme].jurisdiction
            case "age":
                is_limit = (change.name, change.value) in behind.limits
                return is_limit or (change.value == ADULT_CHILD_YEARS and RAISED_BY in behind.facts)
            case "date":
                return change.name in behind.facts or (member is not None and change.member == member)
            case "derivation":
                return change.name in behind.facts
            case "issued":
                return change.name in behind.pending

    @cached_property
    def _law(self) -> tuple[Change, ...]:
        found: list[Change] = []
        for programme in self._rulebook.programmes.values():
            for version in programme.versions:
                found += _turns(version.period, "programme_begins", "programme_ends", programme.id)
        for group in self._rulebook.groups.values():
            for provision in group.versions:
                found += _turns(provision.period, "group", "group", group.id)
        found += self._units()
        for definition in self._rulebook.facts.values():
            for way in definition.derivations:
                found += _turns(way.period, "derivation", "derivation", definition.name)
        found += (
            Change(entry.effective_from, "standard", standard.name)
            for standard in self._rulebook.standards
            for entry in standard.entries
        )
        return tuple(found)

    def _units(self) -> Iterator[Change]:
        """Of units that have rules, all; of the thousand others one for each day."""
        ruled = {programme.jurisdiction for programme in self._rulebook.programmes.values()}
        others: dict[date, Change] = {}
        for unit in self._rulebook.units.values():
            for change in _turns(unit.period, "unit_begins", "unit_ends", unit.id):
                if unit.id in ruled:
                    yield change
                else:
                    others.setdefault(change.day, change)
        yield from others.values()

    def _issued(self, issued: Issued) -> Iterator[Change]:
        for pending in self._rulebook.pending.values():
            day = issued.get(pending.id, pending.issued)
            if isinstance(day, date):
                yield Change(day, "issued", pending.id)

    def _people(self, household: Household) -> Iterator[Change]:
        statements = read_statements(household, self._rulebook.facts)
        yield from self._dates(statements.household, None)
        for member, stated in zip(household.members or (), statements.members, strict=True):
            yield from self._dates(stated, member.id)

    def _dates(self, stated: Mapping[str, object], member: str | None) -> Iterator[Change]:
        for name, value in stated.items():
            if self._rulebook.facts[name].type is not FactType.DATE or not isinstance(value, Interval):
                continue
            # A partly known date may lie on any day between its bounds; the answer turns at the bounds.
            for bound in {value.low, value.low if value.high is None else value.high}:
                day = as_date(bound)
                yield Change(day, "date", name, member)
                # "Before" and "on or before" turn on different days.
                yield Change(day + DAY, "date", name, member)
                for age, limit in self._limits.get(name, ()):
                    yield Change(_reached(day, age, limit), "age", age.name, member, limit)

    @cached_property
    def _limits(self) -> Mapping[str, tuple[tuple[FactDefinition, int], ...]]:
        """Ages that some rule compares with, by the date they count from."""
        limits: dict[str, dict[tuple[str, int], None]] = {}
        for definition, value in self._behind.limits():
            limits.setdefault(str(definition.since), {})[definition.name, value] = None
        for definition in self._rulebook.facts.values():
            if definition.since == BIRTH and definition.until is None and definition.type is FactType.YEARS:
                # Until then a child of the head is taken to be brought up by the head and the spouse.
                limits.setdefault(BIRTH, {})[definition.name, ADULT_CHILD_YEARS] = None
        facts = self._rulebook.facts
        return {since: tuple((facts[name], value) for name, value in known) for since, known in limits.items()}


def _turns(period: EffectivePeriod, begins: ChangeKind, ends: ChangeKind, name: str) -> Iterable[Change]:
    if period.first is not None:
        yield Change(period.first, begins, name)
    if period.last is not None:
        yield Change(period.last + DAY, ends, name)


def _reached(since: date, age: FactDefinition, limit: int) -> date:
    """The day on which so many years or months are complete; the first of the next month where the day is missing."""
    months = since.month - 1 + (limit if age.type is FactType.MONTHS else 12 * limit)
    year, month = since.year + months // 12, months % 12 + 1
    try:
        return date(year, month, since.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)
