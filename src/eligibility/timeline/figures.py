"""Clauses behind the values of standards: which provision a new figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.determining.clauses import Clauses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from eligibility.determination import Clause
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.standard import StandardEntry
    from eligibility.model.text import Language


class Figures:
    """Looks up where figures come from.

    Args:
        rulebook: Holds the standards and the register.
        language: Language of what a provision says.
    """

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._rulebook = rulebook
        self._clauses = Clauses(rulebook, language)

    def new_on(self, day: date, standard: str) -> Iterator[Clause]:
        """Clauses of the values of a standard that begin on a day."""
        for entry in self._entries({standard}):
            if entry.effective_from == day:
                yield from map(self._clauses.clause, entry.cite)

    def learnt(self, standards: Collection[str], after: date, until: date | None, by: date) -> Iterator[Clause]:
        """Clauses of values in force by a day that became known only after another day, until a third."""
        for entry in self._entries(standards):
            known = entry.known_from or self._rulebook.instruments[entry.cite[0].instrument].issued
            if known is not None and known > after and (until is None or known <= until) and entry.effective_from <= by:
                yield from map(self._clauses.clause, entry.cite)

    def _entries(self, standards: Collection[str]) -> Iterator[StandardEntry]:
        for standard in self._rulebook.standards:
            if standard.name in standards:
                yield from standard.entries
