"""Named legal numbers with dated, cited values (chuẩn trợ giúp xã hội, lương cơ sở, mức đóng BHYT)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from eligibility.citation import Citation


@dataclass(frozen=True, slots=True)
class StandardReference:
    """A standard as a rule uses it.

    Attributes:
        name: Id of the standard.
        by: Fact that chooses among its values; None where it has one, or where all are meant.
        at: A fixed choice, instead of a fact.
    """

    name: str
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """A value that follows from another standard.

    Attributes:
        coefficient: Factor; a percentage is stored divided by 100.
        of: The standard it multiplies.
        is_percent: Whether the pack wrote a percentage, for the working.
    """

    coefficient: Decimal
    of: StandardReference
    is_percent: bool


StandardValue = int | Multiple | Mapping[str, int]
"""Đồng; a multiple of another standard; or đồng by the value of a fact ("true", "false" or a choice code)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardEntry:
    """A value from a day on, until the next entry known.

    Attributes:
        effective_from: First day.
        value: The number; None where the law ended without a successor.
        cite: Provisions that state it.
        known_from: Day from which it could be known; the issue date of its instrument unless stated.
        confidence: How the provision was seen.
    """

    effective_from: date
    value: StandardValue | None
    cite: tuple[Citation, ...]
    known_from: date | None = None
    confidence: Confidence = Confidence.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A legal number of one jurisdiction.

    Attributes:
        name: Id, without any number the law may change.
        jurisdiction: Unit whose pack states it; a province's own value stands before the national one.
        entries: In order of `effective_from`, then `known_from`.
    """

    name: str
    jurisdiction: str
    entries: tuple[StandardEntry, ...]
