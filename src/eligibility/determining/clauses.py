"""Citations turned into clauses a reader can check, numbered within one determination."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eligibility.determination import Clause

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language


class Clauses:
    """Looks citations up in the register, once each.

    Args:
        rulebook: Holds the register.
        language: Language of what a provision says.
    """

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._rulebook = rulebook
        self._language = language
        self._known: dict[Citation, Clause] = {}

    def clause(self, citation: Citation) -> Clause:
        """The clause behind a citation."""
        if citation not in self._known:
            self._known[citation] = self._look_up(citation)
        return self._known[citation]

    def listed(self, citations: tuple[Citation, ...]) -> tuple[Clause, ...]:
        """The clauses behind several citations."""
        return tuple(map(self.clause, citations))

    def _look_up(self, citation: Citation) -> Clause:
        instrument = self._rulebook.instruments[citation.instrument]
        provision = instrument.provisions.get(citation.provision)
        says = instrument.title if provision is None else provision.says
        return Clause(
            instrument=instrument.number or instrument.name,
            provision=citation.place,
            issued=None if instrument.issued is None else instrument.issued.isoformat(),
            issuer=None if instrument.issuer is None else instrument.issuer.into(self._language),
            says=says.into(self._language),
            confidence=instrument.confidence,
        )


class Cited:
    """The numbered clauses of one determination.

    Args:
        clauses: Looks citations up.
        first: Citations that come first: those of the version and its conditions.
        looked_up: Their clauses.
    """

    def __init__(self, clauses: Clauses, first: tuple[Citation, ...], looked_up: tuple[Clause, ...]) -> None:
        self._clauses = clauses
        self._first = first
        self._looked_up = looked_up
        self._further: list[Citation] = []
        self._applied_by: set[Citation] = set()

    def index(self, citation: Citation) -> int:
        """The number of a citation, given on first use."""
        if citation in self._first:
            return self._first.index(citation)
        if citation not in self._further:
            self._further.append(citation)
        return len(self._first) + self._further.index(citation)

    def indexes(self, citations: tuple[Citation, ...]) -> tuple[int, ...]:
        """The numbers of several citations."""
        return tuple(map(self.index, citations))

    def apply(self, citations: tuple[Citation, ...]) -> None:
        """Add the clauses of a provision that hands over to this one."""
        for citation in citations:
            if citation not in self._first and citation not in self._further:
                self._further.append(citation)
                self._applied_by.add(citation)

    def listed(self) -> tuple[Clause, ...]:
        """All of them, by number."""
        return (*self._looked_up, *map(self._clause, self._further)) if self._further else self._looked_up

    def _clause(self, citation: Citation) -> Clause:
        clause = self._clauses.clause(citation)
        return replace(clause, role="applied_by") if citation in self._applied_by else clause
