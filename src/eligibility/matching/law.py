"""The law of one day and place: which version of each programme applies, and what each standard is worth.

Every matcher asks this module, so that "in force" has one meaning. Knows no household.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eligibility.determination import AwaitedInstrument, WhyNot
from eligibility.errors import RequestError
from eligibility.matching.place import resides, unit_on
from eligibility.model.programme import Standing
from eligibility.model.standard import Multiple
from eligibility.model.text import Confidence
from eligibility.money import product
from eligibility.period import Interval, as_number, point
from eligibility.verdict import NOT_MET, Verdict

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.model.cumulation import Group, GroupVersion
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.standard import Standard, StandardEntry, StandardReference

Issued = Mapping[str, date | Literal[True]]
"""Instruments to be treated as issued, on a day or on every day."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A programme as it stands on the day and place.

    Attributes:
        programme: The programme.
        version: The version in force; None where none applies.
        why: Why none applies; None where one does.
        resident: Whether people of the place live under it: met, or unknown where the place is wider.
    """

    programme: Programme
    version: ProgrammeVersion | None
    why: WhyNot | None
    resident: Verdict


@dataclass(frozen=True, slots=True)
class StandardOnDay:
    """What a standard is worth on the day.

    Attributes:
        values: Đồng by the value of the choosing fact; one entry under "" where nothing chooses.
        cite: Provisions.
        confidence: The weakest of what it follows from.
    """

    values: Mapping[str, int]
    cite: tuple[Citation, ...]
    confidence: Confidence

    def at(self, value: str | None) -> Interval:
        """The amount for one value of the choosing fact; between all of them while that is unknown."""
        if "" in self.values:
            return point(self.values[""])
        if value is not None and value in self.values:
            return point(self.values[value])
        return Interval(min(self.values.values()), max(self.values.values()))


@dataclass(frozen=True)
class LawOfTheDay:
    """The rulebook seen from one day and place.

    Attributes:
        rulebook: All rules.
        jurisdiction: Unit the people live in, as named by the user.
        on: Reference date.
        issued: Pending instruments to be treated as issued.
    """

    rulebook: Rulebook
    jurisdiction: str
    on: date
    issued: Issued = field(default_factory=dict)

    def __post_init__(self) -> None:
        for instrument in self.issued:
            if instrument not in self.rulebook.pending:
                raise RequestError.unknown(
                    "unknown-instrument", "pending instrument", instrument, self.rulebook.pending
                )

    @cached_property
    def place(self) -> str:
        """Id of the unit the people live in on that day."""
        return unit_on(self.rulebook.units, self.jurisdiction, self.on).id

    @cached_property
    def day(self) -> int:
        """The reference date as `yyyymmdd`."""
        return as_number(self.on)

    @cached_property
    def programmes(self) -> Mapping[str, Applied]:
        """Every programme of the rulebook as it stands, by id, in rulebook order."""
        return {programme.id: self._applied(programme) for programme in self.rulebook.programmes.values()}

    def awaited(self, instrument: str) -> AwaitedInstrument:
        """A pending instrument as it stands on the day."""
        issued = self.issued.get(instrument, self.rulebook.pending[instrument].issued)
        if issued is None or issued is True:
            return AwaitedInstrument(instrument=instrument, issued=issued)
        return AwaitedInstrument(instrument=instrument, issued=issued.isoformat() if issued <= self.on else None)

    def is_due(self, version: ProgrammeVersion) -> bool:
        """Whether what a version promises can be claimed: a right or an application, and nothing still awaited."""
        return self.standing(version) in (Standing.ENTITLEMENT, Standing.MAY_APPLY)

    def standing(self, version: ProgrammeVersion) -> Standing:
        """The standing on the day: a pending one becomes a right, or for loans an application, once issued."""
        if version.standing is not Standing.PENDING or version.depends_on is None:
            return version.standing
        if self.awaited(version.depends_on.instrument).issued is None:
            return Standing.PENDING
        is_loan = bool(version.benefits) and all(benefit.kind == "loan" for benefit in version.benefits)
        return Standing.MAY_APPLY if is_loan else Standing.ENTITLEMENT

    def standard(self, reference: StandardReference) -> StandardOnDay | None:
        """What a standard is worth; None on a day no entry covers. There is no fallback to an older value."""
        entry = self._entry(reference.name)
        if entry is None:
            return None
        worth = self._worth(entry)
        if worth is None or reference.at is None:
            return worth
        return StandardOnDay({"": worth.at(reference.at).low}, worth.cite, worth.confidence)

    def group_version(self, group: Group) -> GroupVersion | None:
        """The provision behind a group on the day; None where the group has none then."""
        return next((version for version in group.versions if self.on in version.period), None)

    def _applied(self, programme: Programme) -> Applied:
        if programme.is_draft:
            return Applied(programme, None, WhyNot.DRAFT, NOT_MET)
        resident = resides(self.rulebook.units, self.place, programme.jurisdiction)
        if resident is NOT_MET:
            return Applied(programme, None, WhyNot.OTHER_TERRITORY, resident)
        for version in programme.versions:
            if self.on in version.period:
                return Applied(programme, version, None, resident)
        return Applied(programme, None, self._why(programme), resident)

    def _why(self, programme: Programme) -> WhyNot:
        firsts = [version.period.first for version in programme.versions if version.period.first is not None]
        if all(self.on < first for first in firsts):
            return WhyNot.NOT_ENCODED if programme.unknown_before else WhyNot.NOT_YET
        lasts = [version.period.last for version in programme.versions if version.period.last is not None]
        if all(self.on > last for last in lasts):
            return WhyNot.NOT_ENCODED if programme.unknown_after else WhyNot.ENDED
        return WhyNot.NOT_ENCODED

    @cached_property
    def _standards(self) -> Mapping[str, Standard]:
        """Standards that hold at the place; a province's own value stands before the national one."""
        chosen: dict[str, Standard] = {}
        for standard in self.rulebook.standards:
            is_here = resides(self.rulebook.units, self.place, standard.jurisdiction) is Verdict.MET
            if is_here and (standard.name not in chosen or standard.jurisdiction != "vietnam"):
                chosen[standard.name] = standard
        return chosen

    def _entry(self, name: str) -> StandardEntry | None:
        standard = self._standards.get(name)
        if standard is None:
            return None
        current = [entry for entry in standard.entries if entry.effective_from <= self.on]
        return current[-1] if current else None

    def _worth(self, entry: StandardEntry) -> StandardOnDay | None:
        match entry.value:
            case None:
                return None
            case int():
                return StandardOnDay({"": entry.value}, entry.cite, entry.confidence)
            case Multiple(coefficient=coefficient, of=of):
                base = self.standard(of)
                if base is None:
                    return None
                values = {key: product(coefficient, value) for key, value in base.values.items()}
                return StandardOnDay(values, (*entry.cite, *base.cite), weakest(entry.confidence, base.confidence))
            case _:
                return StandardOnDay(entry.value, entry.cite, entry.confidence)


def weakest(*confidences: Confidence) -> Confidence:
    """The weakest of several confidences; the strongest where there are none."""
    return max(confidences, key=lambda confidence: confidence.weakness, default=Confidence.TEXT)
