"""Whether people who live in one unit are under the rules of another.

Three answers, since a place may be given more widely than a rule needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.errors import RequestError
from eligibility.verdict import MET, NOT_MET, UNKNOWN, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from eligibility.model.jurisdiction import Unit


def unit_on(units: Mapping[str, Unit], name: str, on: date) -> Unit:
    """The unit a name means on a day: the re-formed one that is in existence, else the old territory.

    Raises:
        RequestError: No unit has that name.
    """
    named = [unit for unit in units.values() if unit.id == name or unit.id.startswith(f"{name}-")]
    for unit in named:
        if on in unit.period:
            return unit
    if name not in units:
        raise RequestError.unknown("unknown-jurisdiction", "jurisdiction", name, units)
    return units[name]


def resides(units: Mapping[str, Unit], place: str, unit: str) -> Verdict:
    """Whether someone of `place` lives in `unit`.

    Returns:
        MET inside it; UNKNOWN where `place` is wider than `unit`; NOT_MET where they share nothing.
    """
    if unit in _containing(units, place):
        return MET
    if place in _containing(units, unit):
        return UNKNOWN
    return NOT_MET


def _containing(units: Mapping[str, Unit], start: str) -> set[str]:
    """The unit and every unit that has ever contained it, by parenthood or by merging."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        identifier = waiting.pop()
        if identifier in found or identifier not in units:
            continue
        found.add(identifier)
        waiting.extend(parent.unit for parent in units[identifier].parents)
        waiting.extend(unit.id for unit in units.values() if identifier in unit.formed_from)
    return found
