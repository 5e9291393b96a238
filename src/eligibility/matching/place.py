"""Where people live, as far as rules can tell: whether they are under the rules of each unit that has some.

Three answers, since a place may be given more widely than a rule needs, or be one of several of the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, HouseholdError, RequestError, did_you_mean
from eligibility.matching.place_names import PlaceNames
from eligibility.matching.territory import Area, Territories
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eligibility.citation import Citation
    from eligibility.model.jurisdiction import Unit
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

_EVERYWHERE = -1
"""The territory of the country: every piece there is or may be."""
_LISTED = 12
MOST_REMEMBERED = 10_000
"""Places and days whose residence is kept: a commune list names the same few over and over."""
MAY_BE = {
    "vi": "“{place}” có thể là: {candidates}. Hãy ghi rõ thuộc huyện, tỉnh nào.",
    "en": "“{place}” may be: {candidates}. Say in which district and province it lies.",
}


@dataclass(frozen=True, slots=True)
class Residence:
    """For each area that has rules, whether people of a place live in it. Places that differ in none are one.

    Attributes:
        inside: Areas they surely live in.
        perhaps: Areas they may live in.
    """

    inside: frozenset[Area]
    perhaps: frozenset[Area]

    def of(self, area: Area) -> Verdict:
        """Whether they live in an area."""
        if area in self.inside:
            return MET
        return UNKNOWN if area in self.perhaps else NOT_MET


@dataclass(frozen=True, slots=True)
class Located:
    """A place found.

    Attributes:
        unit: Id of the jurisdiction on that day; the text itself where it is several units that differ for no rule.
        residence: What it means for rules.
        lives_in: Place stated for the household.
        candidates: Units the stated place may be, where that makes a difference; empty otherwise.
    """

    unit: str
    residence: Residence
    lives_in: str | None
    candidates: tuple[str, ...]


class Places:
    """Places under one rulebook.

    Args:
        rulebook: Says which units have rules, and how units lie in one another.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._units = rulebook.units
        self._instruments = rulebook.instruments
        self._territories = Territories(rulebook.units)
        founded = [
            *((one.jurisdiction, version.cite) for one in rulebook.programmes.values() for version in one.versions),
            *((one.jurisdiction, entry.cite) for one in rulebook.standards for entry in one.entries),
        ]
        self._located = lru_cache(maxsize=MOST_REMEMBERED)(self._locate)
        self._areas = {area: self._pieces(area) for area in dict.fromkeys(self.area(*one) for one in founded)}

    @cached_property
    def names(self) -> PlaceNames:
        """Finds units by name."""
        return PlaceNames(self._units)

    def area(self, unit: str, cite: tuple[Citation, ...]) -> Area:
        """A unit as bounded when the instrument of one of its rules was issued."""
        issued = self._instruments[cite[0].instrument].issued if cite else None
        return self._territories.bounded(unit, issued or date.max)

    def locate(self, jurisdiction: str, lives_in: str | None, on: date) -> Located:
        """Find where people live on a day.

        Args:
            jurisdiction: Id or name of a unit: the one that bears it on that day.
            lives_in: Id or name of a unit inside it, of any day, as stated for the household.
            on: Reference date.

        Raises:
            RequestError: The jurisdiction is no unit, or several that rules tell apart.
            HouseholdError: The household's place is no unit, or lies elsewhere.
        """
        return self._located(jurisdiction, lives_in, on)

    def _locate(self, jurisdiction: str, lives_in: str | None, on: date) -> Located:
        units = self.named(jurisdiction, on, is_exact=False)
        if not units:
            raise self._unknown(jurisdiction)
        pieces = {unit: self._pieces(self._territories.bounded(unit, on)) for unit in units}
        whole = _union(pieces.values())
        widest = next((unit for unit in units if pieces[unit] == whole), None)
        if widest is None and self._differ(pieces.values()):
            message = f'"{jurisdiction}" may be several places.'
            hint = f"Say which: {self._listed(units, 'vi')}."
            raise RequestError([Diagnostic("ambiguous-jurisdiction", message, hint=hint)])
        candidates: tuple[str, ...] = ()
        if lives_in is not None:
            whole, candidates = self._narrowed(whole, jurisdiction, lives_in, on)
        return Located(widest or jurisdiction, self._residence(whole), lives_in, candidates)

    def named(self, text: str, on: date | None = None, *, is_exact: bool = True) -> tuple[str, ...]:
        """Ids of the units a text may mean.

        Args:
            text: An id or a name.
            on: A name that passed from one unit to the next means the one that bears it on this day; all without a day.
            is_exact: Whether an id means the very unit, rather than the one re-formed under it.
        """
        if text in self._units:
            return (text if is_exact or on is None else unit_on(self._units, text, on).id,)
        names, written = self.names, self.names.written(text)
        if "(" in text and written:
            return written
        first, *wider = text.split(",")
        around = [self._of_the_day(names.called(part) or names.called(part, is_loose=True), on) for part in wider]
        for is_loose in (False, True):
            found = names.called(first, is_loose=is_loose)
            for within in around:
                found = [one for one in found if not names.around(one).isdisjoint(within)]
            if found:
                return self._of_the_day(found, on)
        return self._of_the_day(written, on)

    def may_be(self, located: Located, language: Language) -> str | None:
        """A remark on a stated place that may be several, if that makes a difference."""
        if not located.candidates:
            return None
        candidates = self._listed(located.candidates, language)
        return MAY_BE[language].format(place=located.lives_in, candidates=candidates)

    def _narrowed(self, whole: int, jurisdiction: str, lives_in: str, on: date) -> tuple[int, tuple[str, ...]]:
        """The pieces of a stated place that lie in the jurisdiction, and the units it may be where rules differ."""
        units = self.named(lives_in, on)
        if not units:
            message, discreet = f'there is no place "{lives_in}".', "there is no such place."
            raise _refused("unknown-place", message, discreet, self._nearest(lives_in))
        pieces = {unit: whole & self._pieces(self._territories.bounded(unit, on)) for unit in units}
        inside = {unit: found for unit, found in pieces.items() if found}
        if not inside:
            message, discreet = f'"{lives_in}" does not lie in "{jurisdiction}".', "the place lies elsewhere."
            hint = "Correct household.place, or the jurisdiction asked for."
            raise _refused("place-elsewhere", message, discreet, hint)
        return _union(inside.values()), tuple(inside) if self._differ(inside.values()) else ()

    def _pieces(self, area: Area) -> int:
        return _EVERYWHERE if self._units[area[0]].level == "country" else self._territories.of(area)

    def _residence(self, pieces: int) -> Residence:
        inside = frozenset(area for area, all_of_it in self._areas.items() if not pieces & ~all_of_it)
        perhaps = frozenset(area for area, all_of_it in self._areas.items() if pieces & all_of_it)
        return Residence(inside, perhaps - inside)

    def _differ(self, several: Iterable[int]) -> bool:
        return len({self._residence(pieces) for pieces in several}) > 1

    def _of_the_day(self, found: Sequence[str], on: date | None) -> tuple[str, ...]:
        """Units of a name, without those that another of that name stands for on the day."""
        if on is None:
            return tuple(found)
        return tuple(one for one in found if not any(self._gave_way(one, other, on) for other in found))

    def _gave_way(self, one: str, other: str, on: date) -> bool:
        """Whether another unit of the same name, inside it or around it, stands on the day and this one does not."""
        units = self._units
        if one == other or on in units[one].period or on not in units[other].period:
            return False
        if not self.names.is_same_name(one, other):
            return False
        first, second = (self._pieces(self._territories.bounded(unit, on)) for unit in (one, other))
        return not first & ~second or not second & ~first

    def _listed(self, units: Iterable[str], language: Language) -> str:
        named = [self._described(unit, language) for unit in units]
        return "; ".join(named[:_LISTED]) + ("; …" if len(named) > _LISTED else "")

    def _described(self, identifier: str, language: Language) -> str:
        """A unit with what it lay in, and its id."""
        said, unit = [], self._units[identifier]
        while unit.level != "country":
            said.append(unit.name.into(language))
            if not unit.parents:
                break
            unit = self._units[unit.parents[-1].unit]
        return f"{', '.join(said)} ({identifier})"

    def _nearest(self, text: str) -> str | None:
        return did_you_mean(text, [*self._units, *(unit.name.vi for unit in self._units.values())])

    def _unknown(self, name: str) -> RequestError:
        provinces = [unit.id for unit in self._units.values() if unit.level in ("country", "province")]
        having = [unit for unit in dict.fromkeys(unit for unit, _day in self._areas) if unit not in provinces]
        error = RequestError.unknown("unknown-jurisdiction", "jurisdiction", name, [*provinces, *having])
        hint = self._nearest(name)
        if hint is None:
            return error
        return RequestError([Diagnostic("unknown-jurisdiction", error.diagnostics[0].message, hint=hint)])


def unit_on(units: Mapping[str, Unit], name: str, on: date) -> Unit:
    """The unit an id means on a day: the re-formed one that is in existence, else the old territory.

    Raises:
        RequestError: No unit has that id.
    """
    reformed = re.compile(rf"{re.escape(name)}(-\d{{4}})?")
    for unit in units.values():
        if reformed.fullmatch(unit.id) and on in unit.period:
            return unit
    if name not in units:
        raise RequestError.unknown("unknown-jurisdiction", "jurisdiction", name, units)
    return units[name]


def _union(several: Iterable[int]) -> int:
    whole = 0
    for pieces in several:
        whole |= pieces
    return whole


def _refused(code: str, message: str, discreet: str, hint: str | None) -> HouseholdError:
    return HouseholdError([Diagnostic(code, message, path="household.place", hint=hint, discreet=discreet)])
