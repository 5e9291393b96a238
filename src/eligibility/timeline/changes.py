"""Days on which an answer may change: law that begins or ends, standards, birthdays that reach a limit.

An answer cannot change on any other day, so judging these days judges all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from eligibility.facts import read_statements
from eligibility.model.criteria import Equals, FactTest, OneOf
from eligibility.model.fact import FactType
from eligibility.model.standard import Multiple
from eligibility.model.walk import conditions_of, facts, nodes, standards_of
from eligibility.period import Interval, as_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.household import Household
    from eligibility.model.criteria import Criterion
    from eligibility.model.fact import FactDefinition
    from eligibility.model.rulebook import Rulebook

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Something that happens on a day.

    Attributes:
        day: First day of the new state.
        kind: What sort of thing happens.
        name: Programme, standard, unit, fact or instrument concerned.
        member: Id of the member, for an age or a date of a person.
        value: Age reached, in the unit of its fact.
    """

    day: date
    kind: Literal["programme_begins", "programme_ends", "standard", "unit_ends", "age", "date", "issued", "derivation"]
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

    def of(self, household: Household) -> list[Change]:
        """All changes that may touch a household, in the order of their days."""
        return sorted({*self._law, *self._people(household)}, key=lambda change: (change.day, change.kind, change.name))

    def touches(self, change: Change, programme: str) -> bool:
        """Whether a programme rests on what changes."""
        match change.kind:
            case "programme_begins" | "programme_ends":
                return change.name == programme
            case "standard":
                return change.name in self._standards_behind(programme)
            case "unit_ends":
                return change.name == self._rulebook.programmes[programme].jurisdiction
            case "age" | "date" | "derivation":
                return change.name in self._facts_behind(programme)
            case "issued":
                versions = self._rulebook.programmes[programme].versions
                return any(one.depends_on is not None and one.depends_on.instrument == change.name for one in versions)

    @cache  # noqa: B019  (one per rulebook, which lives as long as its engine)
    def _standards_behind(self, programme: str) -> frozenset[str]:
        waiting = [
            reference.name
            for version in self._rulebook.programmes[programme].versions
            for benefit in version.benefits
            if benefit.amount is not None
            for reference in standards_of(benefit.amount)
        ]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [
                    entry.value.of.name
                    for standard in self._rulebook.standards
                    if standard.name == name
                    for entry in standard.entries
                    if isinstance(entry.value, Multiple)
                ]
        return frozenset(found)

    @cache  # noqa: B019  (as above)
    def _facts_behind(self, programme: str) -> frozenset[str]:
        waiting = [
            name
            for version in self._rulebook.programmes[programme].versions
            for criterion in conditions_of(version)
            for name in facts(criterion)
        ]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._facts_under(self._rulebook.facts[name])
        return frozenset(found)

    @staticmethod
    def _facts_under(definition: FactDefinition) -> list[str]:
        branches = (branch.when for way in definition.derivations for branch in way.branches)
        criteria = [when for when in (*branches, definition.only_if) if when is not None]
        dates = [name for name in (definition.since, definition.until) if name is not None]
        return dates + [name for criterion in criteria for name in facts(criterion)]

    @cached_property
    def _law(self) -> tuple[Change, ...]:
        found: list[Change] = []
        for programme in self._rulebook.programmes.values():
            for version in programme.versions:
                if version.period.first is not None:
                    found.append(Change(version.period.first, "programme_begins", programme.id))
                if version.period.last is not None:
                    found.append(Change(version.period.last + DAY, "programme_ends", programme.id))
        found += (
            Change(entry.effective_from, "standard", standard.name)
            for standard in self._rulebook.standards
            for entry in standard.entries
        )
        found += (
            Change(unit.period.last + DAY, "unit_ends", unit.id)
            for unit in self._rulebook.units.values()
            if unit.period.last is not None
        )
        found += (
            Change(pending.issued, "issued", pending.id)
            for pending in self._rulebook.pending.values()
            if pending.issued is not None
        )
        for definition in self._rulebook.facts.values():
            for way in definition.derivations:
                if way.period.first is not None:
                    found.append(Change(way.period.first, "derivation", definition.name))
                if way.period.last is not None:
                    found.append(Change(way.period.last + DAY, "derivation", definition.name))
        return tuple(found)

    def _people(self, household: Household) -> Iterator[Change]:
        statements = read_statements(household, self._rulebook.facts)
        yield from self._dates(statements.household, None)
        for member, stated in zip(household.members or (), statements.members, strict=True):
            yield from self._dates(stated, member.id)

    def _dates(self, stated: Mapping[str, object], member: str | None) -> Iterator[Change]:
        for name, value in stated.items():
            definition = self._rulebook.facts[name]
            if definition.type is not FactType.DATE or not isinstance(value, Interval):
                continue
            # A partly known date may lie on any day between its bounds; the answer turns at the bounds.
            for bound in {value.low, value.high or value.low}:
                day = as_date(bound)
                yield Change(day, "date", name, member)
                yield Change(day + DAY, "date", name, member)
                for age, limit in self._limits.get(name, ()):
                    yield Change(_reached(day, age, limit), "age", age.name, member, limit)

    @cached_property
    def _limits(self) -> Mapping[str, tuple[tuple[FactDefinition, int], ...]]:
        """Ages that some rule compares with, by the date they count from; `at_most N` turns at N + 1."""
        limits: dict[str, dict[tuple[str, int], None]] = {}
        for criterion in self._criteria():
            for node in nodes(criterion):
                if not isinstance(node, FactTest):
                    continue
                definition = self._rulebook.facts[node.fact]
                if definition.since is None:
                    continue
                for test in node.tests:
                    limit = test.value if isinstance(test, Equals) else None if isinstance(test, OneOf) else test.limit
                    if isinstance(limit, int):
                        known = limits.setdefault(definition.since, {})
                        known[definition.name, limit] = None
                        known[definition.name, limit + 1] = None
        return {
            since: tuple((self._rulebook.facts[name], limit) for name, limit in known)
            for since, known in limits.items()
        }

    def _criteria(self) -> Iterator[Criterion]:
        for programme in self._rulebook.programmes.values():
            for version in programme.versions:
                yield from conditions_of(version)
        for definition in self._rulebook.facts.values():
            if definition.only_if is not None:
                yield definition.only_if
            for way in definition.derivations:
                yield from (branch.when for branch in way.branches if branch.when is not None)


def _reached(since: date, age: FactDefinition, limit: int) -> date:
    """The day on which so many years or months are complete; the first of the next month where the day is missing."""
    months = since.month - 1 + (limit if age.type is FactType.MONTHS else 12 * limit)
    year, month = since.year + months // 12, months % 12 + 1
    try:
        return date(year, month, since.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)
