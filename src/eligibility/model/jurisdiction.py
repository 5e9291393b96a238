"""Territories with effective periods, parents and successors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from eligibility.model.text import Text
    from eligibility.period import EffectivePeriod

Level = Literal["country", "province", "district", "town", "commune"]


@dataclass(frozen=True, slots=True)
class Parent:
    """The unit another one lay in during a period."""

    unit: str
    period: EffectivePeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A territory that may issue rules or be lived in.

    Attributes:
        id: ASCII slug. A re-formed unit is a new unit with an id of its own.
        name: For readers.
        level: Its level.
        period: First and last day it existed.
        parents: Units it lay in, by period.
        formed_from: Units it was made of.
        at_end: What happens to its instruments when it ends.
        confidence: How the dates were seen.
    """

    id: str
    name: Text
    level: Level
    period: EffectivePeriod
    parents: tuple[Parent, ...] = ()
    formed_from: tuple[str, ...] = ()
    at_end: Literal["lapse", "continue", "not_found"] = "not_found"
    confidence: Confidence = Confidence.TEXT
