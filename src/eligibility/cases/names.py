"""Names a case uses, checked against the rulebook: a mistyped one would expect something that can never come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.errors import RequestError, did_you_mean
from eligibility.matching.place import unit_on
from eligibility.model.walk import nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from eligibility.cases.expected import ExpectedAnswer, ExpectedList
    from eligibility.household import Household
    from eligibility.loading.problems import Problems, Site
    from eligibility.model.programme import Programme
    from eligibility.model.rulebook import Rulebook

HOUSEHOLD = "household"
_ADDED = ("resident", "delegated")
"""Conditions the engine adds to every version's own."""
_ASKED = ("household.members", "household.place")
"""What is asked beside the facts of the dictionary."""


class Names:
    """Checks names against a rulebook.

    Args:
        rulebook: The rules.
        problems: Mistakes found.
    """

    def __init__(self, rulebook: Rulebook, problems: Problems) -> None:
        self._rulebook = rulebook
        self._problems = problems
        self._criteria: dict[str, frozenset[str]] = {}
        self._orders: frozenset[str] = frozenset(
            row
            for programme in rulebook.programmes.values()
            for version in programme.versions
            if version.orders is not None
            for row in version.encodes
        )

    def programme(self, name: str, site: Site) -> bool:
        """Whether there is such a programme; reported where not."""
        return self._known("programme", name, self._rulebook.programmes, site)

    def jurisdiction(self, name: str, on: date, site: Site) -> None:
        """Report a jurisdiction that does not exist."""
        try:
            unit_on(self._rulebook.units, name, on)
        except RequestError:
            self._known("jurisdiction", name, self._rulebook.units, site)

    def instruments(self, names: Iterable[str], site: Site) -> None:
        """Report instruments nobody waits for."""
        for name in names:
            self._known("instrument", name, self._rulebook.pending, site.at(name))

    def of_answers(
        self, expect: Mapping[str, ExpectedAnswer], name: str | None, household: Household, site: Site
    ) -> None:
        """Report subjects, criteria, facts and instruments that do not exist."""
        self._refuse_nothing(expect, site)
        programme = self._rulebook.programmes[name or ""]
        for subject, answer in expect.items():
            here = site.at(subject)
            if self._subject(subject, household, here):
                self._refuse_nothing(answer.model_fields_set, here)
                self._answer(answer, programme, here)

    def of_list(self, expect: ExpectedList, household: Household, site: Site) -> None:
        """Report programmes and subjects that do not exist."""
        self._refuse_nothing(expect.model_fields_set, site)
        for status in ("eligible", "undetermined", "ineligible", "not_applicable"):
            for index, item in enumerate(getattr(expect, status) or ()):
                here = site.at(status, index)
                subjects = item if isinstance(item, dict) else {item: []}
                for name, members in subjects.items():
                    self.programme(name, here)
                    for member in members:
                        self._subject(member, household, here)

    def _answer(self, answer: ExpectedAnswer, programme: Programme, site: Site) -> None:
        criteria = self._ids(programme)
        for key in ("not_met", "unknown"):
            for index, name in enumerate(getattr(answer, key) or ()):
                self._known("criterion", name, criteria, site.at(key, index))
        facts = [*self._rulebook.facts, *_ASKED]
        for key in ("ask", "also_ask", "assumed"):
            for index, name in enumerate(getattr(answer, key) or ()):
                self._known("fact", name, facts, site.at(key, index))
        for index, awaited in enumerate(answer.depends_on or ()):
            self._known("instrument", awaited.instrument, self._rulebook.pending, site.at("depends_on", index))
        orders = [
            *self._orders,
            *(one.id for version in programme.versions for one in version.priority if one.id is not None),
        ]
        for index, order in enumerate(answer.priority or ()):
            self._known("order", order.criterion or order.encodes or "", orders, site.at("priority", index))

    def _ids(self, programme: Programme) -> frozenset[str]:
        if programme.id not in self._criteria:
            found = (
                node.id
                for version in programme.versions
                if version.eligible_when is not None
                for node in nodes(version.eligible_when)
                if node.id is not None
            )
            self._criteria[programme.id] = frozenset([*found, *_ADDED])
        return self._criteria[programme.id]

    def _subject(self, name: str, household: Household, site: Site) -> bool:
        members = [member.id for member in household.members or ()]
        return self._known("subject", name, [HOUSEHOLD, *members], site, at_key=True)

    def _refuse_nothing(self, given: Collection[object], site: Site) -> None:
        if not given:
            message = "nothing is expected here, so nothing would be checked"
            self._problems.add("nothing-expected", message, site, "Give at least the status.")

    def _known(self, sort: str, name: str, valid: Iterable[str], site: Site, *, at_key: bool = False) -> bool:
        names = list(valid)
        if name in names:
            return True
        hint = did_you_mean(name, names)
        if hint is None:
            hint = f"Known: {', '.join(sorted(names)[:12])}{', …' if len(names) > 12 else ''}." if names else None  # noqa: PLR2004
        self._problems.add(f"unknown-{sort}", f'there is no {sort} "{name}"', site, hint, at_key=at_key)
        return False
