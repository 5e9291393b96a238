"""Everything loaded: facts, register, territories, standards, groups and programmes, under one digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eligibility.model.cumulation import Group
    from eligibility.model.fact import FactDictionary
    from eligibility.model.instrument import Instrument, PendingInstrument
    from eligibility.model.jurisdiction import Unit
    from eligibility.model.programme import Programme
    from eligibility.model.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The rules a determination is made by.

    Attributes:
        digest: `sha256:` and the hex digest of the canonical content of all its files.
        facts: By full name.
        instruments: By the name citations use.
        pending: By id.
        units: By id.
        standards: All of them; one name may stand in several jurisdictions.
        groups: By id.
        programmes: By id; national packs before provincial ones, then in file order.
    """

    digest: str
    facts: FactDictionary
    instruments: Mapping[str, Instrument]
    pending: Mapping[str, PendingInstrument]
    units: Mapping[str, Unit]
    standards: tuple[Standard, ...]
    groups: Mapping[str, Group]
    programmes: Mapping[str, Programme]
