"""The register of legal instruments: number, issuer, dates, what their provisions say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from datetime import date

    from eligibility.model.text import Text
    from eligibility.period import EffectivePeriod

InstrumentKind = Literal[
    "law",
    "ordinance",
    "decree",
    "decision",
    "resolution",
    "circular",
    "directive",
    "plan",
    "scheme",
    "action_programme",
    "draft",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision of an instrument.

    Attributes:
        says: What it says, in our own words.
        lines: Ranges of lines of the stored document, both ends included; empty where we hold none.
    """

    says: Text
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A legal document.

    Attributes:
        name: As citations name it, such as "Nghị định 20/2021/NĐ-CP".
        number: Official number; None for a draft without one.
        kind: What sort of document.
        title: What it is about.
        issuer: Who issued it; None where not known.
        jurisdiction: Unit it is issued for.
        issued: Day it was signed; None where not known.
        period: Days in force as far as known.
        is_draft: Never in force.
        replaced_by: The instrument that replaced it, and the day; None where none did.
        provisions: By place, such as "khoản 2 Điều 4".
        source_file: File name of the stored document.
        source_lines: Number of lines of that file.
        confidence: How its own dates were seen.
    """

    name: str
    number: str | None
    kind: InstrumentKind
    title: Text
    issuer: Text | None
    jurisdiction: str
    issued: date | None
    period: EffectivePeriod
    is_draft: bool = False
    replaced_by: tuple[str, date] | None = None
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    source_file: str | None = None
    source_lines: int | None = None
    confidence: Confidence = Confidence.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingInstrument:
    """An instrument that programmes wait for.

    Attributes:
        id: As `--issued` names it.
        label: What it is.
        issued: Day it was issued; None while it is not.
    """

    id: str
    label: Text
    issued: date | None = None
