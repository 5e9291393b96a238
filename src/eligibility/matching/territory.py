"""Territories compared: whether one lies inside another, touches it or shares nothing with it, on a day.

A territory is a set of pieces, held as the bits of one number: a unit has a piece of its own, for what is nowhere said
to be part of a smaller one, unless it was formed from others; a unit that was divided has a piece for each part.
Knows no rules.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.model.jurisdiction import Unit
    from eligibility.period import EffectivePeriod

DAY = timedelta(days=1)

Area = tuple[str, date]
"""A unit, and a day on which its boundaries are meant: the last one on which some boundary moved."""


class Territories:
    """The pieces every unit is made of.

    Args:
        units: The register of units.
    """

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units
        self._made_into: dict[str, list[str]] = {}
        self._inside: dict[str, list[tuple[str, EffectivePeriod]]] = {}
        turns: set[date] = set()
        for unit in units.values():
            turns.update(_turns(unit.period))
            for former in unit.formed_from:
                self._made_into.setdefault(former, []).append(unit.id)
            for parent in unit.parents:
                turns.update(_turns(parent.period))
                self._inside.setdefault(parent.unit, []).append((unit.id, parent.period))
        self._turns = sorted(turns)
        self._bits: dict[tuple[str, str], int] = {}
        self._known: dict[Area, int] = {}

    def bounded(self, unit: str, on: date) -> Area:
        """A unit as bounded on a day; one not in existence then, as on its nearest day."""
        period = self._units[unit].period
        if period.first is not None:
            on = max(on, period.first)
        if period.last is not None:
            on = min(on, period.last)
        return unit, self.turn(on)

    def of(self, area: Area) -> int:
        """The pieces of a unit as bounded on a day."""
        if area not in self._known:
            self._known[area] = 0  # a circle, which a check of the register reports, ends here
            self._known[area] = self._pieces(self._units[area[0]], area[1])
        return self._known[area]

    def turn(self, on: date) -> date:
        """The last day up to which some boundary changed: between two of them every day is alike."""
        index = bisect_right(self._turns, on)
        return self._turns[index - 1] if index else date.min

    def _pieces(self, unit: Unit, on: date) -> int:
        pieces = self._formers(unit) or self._bit(unit.id, "")
        parts = self._made_into.get(unit.id, ())
        if len(parts) > 1:
            for part in parts:
                pieces |= self._bit(unit.id, part)
        for name, period in self._inside.get(unit.id, ()):
            if on in period and on in self._units[name].period:
                pieces |= self.of(self.bounded(name, on))
        return pieces

    def _formers(self, unit: Unit) -> int:
        """What a unit was formed from; nothing where it has always stood."""
        pieces = 0
        for former in unit.formed_from:
            pieces |= self._part(former, unit.id)
        if unit.period.first is not None and not unit.formed_from:
            # Nobody says what it was made of: it lies somewhere in what its parent was made of.
            for parent in unit.parents:
                for former in self._units[parent.unit].formed_from:
                    pieces |= self._part(former, parent.unit)
        return pieces

    def _part(self, former: str, unit: str) -> int:
        """What a unit got of one it was formed from: all of it, unless it was divided."""
        if len(self._made_into[former]) > 1:
            return self._bit(former, unit)
        return self.of(self.bounded(former, self._units[former].period.last or date.max))

    def _bit(self, unit: str, part: str) -> int:
        return 1 << self._bits.setdefault((unit, part), len(self._bits))


def _turns(period: EffectivePeriod) -> Iterator[date]:
    if period.first is not None:
        yield period.first
    if period.last is not None:
        yield period.last + DAY
