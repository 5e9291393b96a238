"""Which entitlements of one subject live together, and which one it keeps or chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.period import EffectivePeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupVersion:
    """The provision behind a group during a period."""

    period: EffectivePeriod
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Programmes whose entitlements exclude one another.

    Attributes:
        id: Kebab-case.
        jurisdiction: Unit whose pack declares it.
        rule: `highest_only` keeps the highest; `choose_one` leaves a choice.
        within: Whose lines compete; `spouses` are the lines of a couple.
        versions: Provisions by period.
        together: Sets of programmes that may be drawn at once.
        chosen_by: Of a choice: who makes it.
    """

    id: str
    jurisdiction: str
    rule: Literal["highest_only", "choose_one"]
    within: Literal["member", "household", "spouses"]
    versions: tuple[GroupVersion, ...]
    together: tuple[frozenset[str], ...] = ()
    chosen_by: Literal["household", "authority"] | None = None
