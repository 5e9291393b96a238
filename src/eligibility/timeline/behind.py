"""What a programme rests on: facts, ages it compares with, standards, awaited instruments, other programmes.

So that of all that happens on a day, a reader is told only what can have moved this programme.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eligibility.model.benefit import FundingPart
from eligibility.model.criteria import CountMembers, EligibleFor, Equals, FactTest, OneOf, SomeMember
from eligibility.model.standard import Multiple, StandardReference
from eligibility.model.walk import conditions_of, counts_of, derived_by, facts, facts_of, nodes, standards, standards_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.model.criteria import Criterion
    from eligibility.model.fact import FactDefinition
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook

BIRTH_AND_DEATH = ("member.birth_date", "member.died_on")
"""Who is counted depends on who is born and alive."""


@dataclass
class Foundations:
    """Names of everything that can move a programme.

    Attributes:
        programmes: Itself, those it refers or hands over to, those it competes with, those that hand over to it.
        facts: Facts, and those they follow from.
        limits: Ages it compares with, as name and value on whose reaching the answer may turn.
        standards: Standards, and those they follow from.
        own_standards: Those of its own amounts and conditions.
        pending: Instruments awaited.
        groups: Groups it competes in.
    """

    programmes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    limits: set[tuple[str, int]] = field(default_factory=set)
    standards: set[str] = field(default_factory=set)
    own_standards: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)


class Behind:
    """Finds the foundations of programmes, each once.

    Args:
        rulebook: The rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._known: dict[str, Foundations] = {}
        self._of_group: dict[str, list[str]] = {}
        self._handing_over: dict[str, list[str]] = {}
        for programme in rulebook.programmes.values():
            for version in programme.versions:
                if version.group is not None:
                    self._of_group.setdefault(version.group, []).append(programme.id)
                for name in version.delegates_to:
                    self._handing_over.setdefault(name, []).append(programme.id)

    def of(self, programme: str) -> Foundations:
        """Everything a programme rests on."""
        if programme not in self._known:
            self._known[programme] = self._found(programme)
        return self._known[programme]

    def limits(self) -> Iterator[tuple[FactDefinition, int]]:
        """Ages that any rule or derivation compares with, with the value on whose reaching an answer may turn."""
        criteria = [one for programme in self._rulebook.programmes.values() for one in _criteria(programme)]
        for definition in self._rulebook.facts.values():
            criteria += derived_by(definition)
        found = dict.fromkeys(limit for criterion in criteria for limit in self._limits_of(criterion))
        for name, value in found:
            yield self._rulebook.facts[name], value

    def _found(self, name: str) -> Foundations:
        found = Foundations()
        # Of a programme it refers to only the status counts, of one it competes with the amount too.
        waiting = [(other, False) for other in self._handing_over.get(name, ())]
        waiting.append((name, True))
        done: set[tuple[str, bool]] = set()
        while waiting:
            one = waiting.pop()
            if one in done:
                continue
            done.add(one)
            found.programmes.add(one[0])
            programme = self._rulebook.programmes[one[0]]
            for criterion in _criteria(programme):
                self._add_criterion(criterion, found)
                waiting += ((other, False) for other in self._referred(criterion))
            for version in programme.versions:
                waiting += ((other, False) for other in version.delegates_to)
                if one[1]:
                    waiting += ((other, True) for other in self._add_amounts(version, found))
            if one == (name, True):
                found.own_standards = set(found.standards)
        return found

    def _add_amounts(self, version: ProgrammeVersion, found: Foundations) -> list[str]:
        """Add what amounts rest on; gives the programmes it competes with."""
        if version.depends_on is not None:
            found.pending.add(version.depends_on.instrument)
        for benefit in version.benefits:
            found.pending.update(
                part.depends_on
                for part in benefit.funding
                if isinstance(part, FundingPart) and part.depends_on is not None
            )
            if benefit.amount is not None:
                for reference in standards_of(benefit.amount):
                    self._add_standard(reference, found)
            for fact in (*facts_of(benefit), *(BIRTH_AND_DEATH if any(counts_of(benefit)) else ())):
                self._add_fact(fact, found)
        if version.group is None:
            return []
        found.groups.add(version.group)
        if self._rulebook.groups[version.group].within == "spouses":
            self._add_fact("member.spouse", found)
        return self._of_group[version.group]

    def _add_criterion(self, criterion: Criterion, found: Foundations) -> None:
        found.limits.update(self._limits_of(criterion))
        for fact in facts(criterion):
            self._add_fact(fact, found)
        for node in nodes(criterion):
            if isinstance(node, FactTest):
                for reference in standards(node.tests):
                    self._add_standard(reference, found)
            elif isinstance(node, SomeMember | CountMembers):
                found.facts.update(name for name in BIRTH_AND_DEATH if name in self._rulebook.facts)

    def _add_fact(self, name: str, found: Foundations) -> None:
        if name in found.facts or name not in self._rulebook.facts:
            return
        found.facts.add(name)
        definition = self._rulebook.facts[name]
        for date in (definition.since, definition.until):
            if date is not None:
                self._add_fact(date, found)
        for criterion in derived_by(definition):
            self._add_criterion(criterion, found)

    def _add_standard(self, reference: StandardReference, found: Foundations) -> None:
        if reference.by is not None:
            self._add_fact(reference.by, found)
        if reference.name in found.standards:
            return
        found.standards.add(reference.name)
        for standard in self._rulebook.standards:
            if standard.name == reference.name:
                for entry in standard.entries:
                    if isinstance(entry.value, Multiple):
                        self._add_standard(entry.value.of, found)

    def _referred(self, criterion: Criterion) -> list[str]:
        named: list[str] = []
        for node in nodes(criterion):
            if isinstance(node, EligibleFor):
                named += [node.name] if node.kind == "programme" else self._of_group.get(node.name, [])
        return named

    def _limits_of(self, criterion: Criterion) -> Iterator[tuple[str, int]]:
        """Of a comparison with N, N and N + 1: "at most N" lasts until N + 1, "more than N" begins there."""
        for node in nodes(criterion):
            if not isinstance(node, FactTest) or self._rulebook.facts[node.fact].since is None:
                continue
            for test in node.tests:
                limit = test.value if isinstance(test, Equals) else None if isinstance(test, OneOf) else test.limit
                if isinstance(limit, int):
                    yield node.fact, limit
                    yield node.fact, limit + 1


def _criteria(programme: Programme) -> Iterator[Criterion]:
    for version in programme.versions:
        yield from conditions_of(version)
