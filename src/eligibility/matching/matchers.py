"""Household matchers by what a request means for rules: day, place, instruments treated as issued, assessment date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from eligibility.matching.household import HouseholdMatcher
from eligibility.matching.law import LawOfTheDay
from eligibility.matching.place import Places

if TYPE_CHECKING:
    from datetime import date

    from eligibility.matching.law import Issued
    from eligibility.matching.place import Located, Residence
    from eligibility.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """What rules are compiled for. Of the place only what it means for rules counts.

    Attributes:
        residence: What the place means for rules.
        on: Reference date.
        issued: Pending instruments treated as issued.
        known_at: Assessment date.
        located: One such place.
    """

    residence: Residence
    on: date
    issued: tuple[tuple[str, date | Literal[True]], ...]
    known_at: date | None
    located: Located = field(compare=False)


class Matchers:
    """Compiles the rules of days and places; whoever uses them decides how long to keep them.

    Args:
        rulebook: The rules.

    Attributes:
        places: Finds where a household lives.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self.places = Places(rulebook)

    def asked(
        self, jurisdiction: str, on: date, issued: Issued | None, known_at: date | None, lives_in: str | None
    ) -> Asked:
        """What a request means for rules.

        Raises:
            RequestError: No such jurisdiction.
        """
        located = self.places.locate(jurisdiction, lives_in, on)
        return Asked(located.residence, on, tuple(sorted((issued or {}).items())), known_at, located)

    def compile(self, asked: Asked) -> HouseholdMatcher:
        """The rules, compiled.

        Raises:
            RequestError: No such pending instrument.
        """
        law = LawOfTheDay(
            self._rulebook,
            asked.located.unit,
            asked.on,
            dict(asked.issued),
            asked.known_at,
            asked.located.lives_in,
            self.places,
        )
        return HouseholdMatcher(law)
