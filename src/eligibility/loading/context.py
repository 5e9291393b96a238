"""What the builders share: names that exist, mistakes found, and where each part of the model was written.

The model itself knows no files. Checks on the finished rulebook find the places here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from eligibility.errors import did_you_mean
from eligibility.loading.problems import Problems

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.loading.problems import Site
    from eligibility.model.fact import FactType
    from eligibility.model.standard import StandardReference

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FactSketch:
    """As much of a fact as typing a condition needs.

    Attributes:
        name: Scope and name.
        type: Type of its value.
        choices: Codes it may have.
    """

    name: str
    type: FactType
    choices: tuple[str, ...]


@dataclass(slots=True)
class Context:
    """State of one reading of a rulebook.

    Attributes:
        problems: Mistakes found.
        facts: What is known of each fact; None for one whose definition is broken.
        citations: Every citation written, and where.
        standards: Every use of a standard, and where.
        fact_uses: First place at which a condition looks at a fact.
        names: Every name that refers to something, by sort: `programme`, `group`, `instrument`, `pending`, `unit`.
    """

    problems: Problems = field(default_factory=Problems)
    facts: dict[str, FactSketch | None] = field(default_factory=dict)
    citations: list[tuple[Citation, Site]] = field(default_factory=list)
    standards: list[tuple[StandardReference, Site]] = field(default_factory=list)
    fact_uses: dict[str, Site] = field(default_factory=dict)
    names: list[tuple[str, str, Site]] = field(default_factory=list)
    _sites: dict[int, Site] = field(default_factory=dict)

    def note(self, part: T, site: Site) -> T:
        """Remember where a part of the model was written."""
        self._sites[id(part)] = site
        return part

    def site(self, part: object) -> Site:
        """Where a part of the model was written."""
        return self._sites[id(part)]

    def fact(self, name: str, site: Site) -> FactSketch | None:
        """Look a fact up; an unknown one is reported."""
        sketch = self.facts.get(name)
        if sketch is None and name not in self.facts:
            self.problems.add("unknown-fact", f'there is no fact "{name}"', site, did_you_mean(name, self.facts))
        return sketch

    def cite(self, citations: list[Citation] | None, site: Site) -> tuple[Citation, ...]:
        """Citations as the model holds them; each is remembered for the register's check.

        Args:
            citations: What the file gives.
            site: The `cite` key.
        """
        for index, citation in enumerate(citations or ()):
            self.citations.append((citation, site.at(index)))
        return tuple(citations or ())
