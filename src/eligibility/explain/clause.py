"""Provisions as they are named on paper: place, instrument, day, issuer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eligibility.citation import Citation
    from eligibility.determination import Clause
    from eligibility.explain.words import Words
    from eligibility.model.rulebook import Rulebook

_LINES = re.compile(r"^dòng \d+(?:-\d+)? ")


class ClauseWords:
    """Writes clauses and citations.

    Args:
        rulebook: Holds the register.
        words: The words of one language.
    """

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._instruments = rulebook.instruments
        self._names = {
            instrument.number or instrument.name: instrument.name for instrument in rulebook.instruments.values()
        }
        self._words = words

    def clauses(self, clauses: Iterable[Clause]) -> str:
        """The clauses of an answer, those of one instrument together.

        Lines of the stored copy are left out: nobody who holds the paper can count them.
        """
        return self._grouped(
            (
                self._instrument(self._names.get(one.instrument, one.instrument), one.issued, one.issuer),
                _LINES.sub("", one.provision),
            )
            for one in clauses
        )

    def place(self, clause: Clause) -> str:
        """A clause with its instrument's name alone."""
        name = self._names.get(clause.instrument, clause.instrument)
        return self._grouped([(name, _LINES.sub("", clause.provision))])

    def citations(self, citations: Iterable[Citation]) -> str:
        """Citations in full, with the lines of the stored copy."""
        return self._grouped((self.instrument(one.instrument), one.place) for one in citations)

    def parts(self, citation: Citation) -> tuple[str, str]:
        """The instrument in full, and the place in it without lines of the stored copy."""
        return self.instrument(citation.instrument), citation.provision

    def short(self, citations: Iterable[Citation]) -> str:
        """Citations with their instruments' names alone."""
        return self._grouped((one.instrument, one.place) for one in citations)

    def says(self, citation: Citation) -> str:
        """What a provision says, in our own words; the title of its instrument where the register does not say."""
        instrument = self._instruments[citation.instrument]
        provision = instrument.provisions.get(citation.provision)
        return self._words.text(instrument.title if provision is None else provision.says)

    def instrument(self, name: str) -> str:
        """An instrument in full, by its name: with its day and issuer."""
        instrument = self._instruments[name]
        issued = None if instrument.issued is None else instrument.issued.isoformat()
        issuer = None if instrument.issuer is None else self._words.text(instrument.issuer)
        return self._instrument(instrument.name, issued, issuer)

    def titled(self, name: str) -> str:
        """An instrument by its name, with what it is about."""
        instrument = self._instruments.get(name)
        if instrument is None:
            return name
        return self._words("clause.titled", instrument=name, title=self._words.text(instrument.title))

    def _instrument(self, name: str, issued: str | None, issuer: str | None) -> str:
        day = "" if issued is None else self._words("clause.issued", day=self._words.day(issued))
        by = "" if issuer is None else self._words("clause.issuer", issuer=issuer)
        return f"{name}{day}{by}"

    def _grouped(self, parts: Iterable[tuple[str, str]]) -> str:
        """Instruments with their places, each place once."""
        places: dict[str, dict[str, None]] = {}
        for instrument, place in parts:
            found = places.setdefault(instrument, {})
            if place:
                found[place] = None
        return "; ".join(
            self._words("clause.place", provision=", ".join(found), instrument=instrument) if found else instrument
            for instrument, found in places.items()
        )
