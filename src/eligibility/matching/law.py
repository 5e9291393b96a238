"""The law of one day and place: which version of each programme applies, and what each standard is worth.

Every matcher asks this module, so that "in force" has one meaning. Knows no household.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eligibility.determination import AwaitedInstrument, WhyNot
from eligibility.errors import RequestError
from eligibility.matching.place import Located, Places
from eligibility.model.programme import Standing
from eligibility.model.standard import Multiple
from eligibility.model.text import Confidence
from eligibility.money import product
from eligibility.period import EffectivePeriod, Interval, as_number, point
from eligibility.verdict import NOT_MET, UNKNOWN, Verdict

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.model.cumulation import Group, GroupVersion
    from eligibility.model.programme import NotModelled, Programme, ProgrammeVersion
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
        unit_ended: Last day of the unit whose rule it is, where that unit is gone and nobody knows what became of the
            rule; then residence is unknown.
    """

    programme: Programme
    version: ProgrammeVersion | None
    why: WhyNot | None
    resident: Verdict
    unit_ended: date | None = None


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
        known_at: Assessment date: what became known later is ignored; None for all that is known.
        lives_in: Where in that unit, as stated for the household.
        places: Finds places under the rulebook; made anew unless given.
    """

    rulebook: Rulebook
    jurisdiction: str
    on: date
    issued: Issued = field(default_factory=dict)
    known_at: date | None = None
    lives_in: str | None = None
    places: Places | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        for instrument in self.issued:
            if instrument not in self.rulebook.pending:
                raise RequestError.unknown(
                    "unknown-instrument", "pending instrument", instrument, self.rulebook.pending
                )

    @cached_property
    def place(self) -> str:
        """Id of the unit the people live in on that day."""
        return self._located.unit

    @cached_property
    def _places(self) -> Places:
        return self.places or Places(self.rulebook)

    @cached_property
    def _located(self) -> Located:
        return self._places.locate(self.jurisdiction, self.lives_in, self.on)

    @cached_property
    def day(self) -> int:
        """The reference date as `yyyymmdd`."""
        return as_number(self.on)

    @cached_property
    def programmes(self) -> Mapping[str, Applied]:
        """Every programme of the rulebook as it stands, by id, in rulebook order."""
        return {programme.id: self._applied(programme) for programme in self.rulebook.programmes.values()}

    @cached_property
    def left_open(self) -> Mapping[str, tuple[NotModelled, ...]]:
        """Doubts that no answer about a household can settle, by the information row that states them.

        Such a row stands for what others may have added to the law, of which nothing is held here.
        """
        open_rows: dict[str, tuple[NotModelled, ...]] = {}
        for name, applied in self.programmes.items():
            if applied.version is not None and applied.version.is_note:
                doubts = applied.version.not_modelled
                withheld = tuple(doubt for doubt in doubts if doubt.effect == "undetermined" and doubt.when is None)
                if withheld:
                    open_rows[name] = withheld
        return open_rows

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

    def is_place_wider(self, applied: Applied) -> bool:
        """Whether the place given is wider than the unit of a rule, so that asking for it could settle residence."""
        version = applied.version or applied.programme.versions[-1]
        return self._resident(applied.programme, version) is UNKNOWN

    def group_version(self, group: Group) -> GroupVersion | None:
        """The provision behind a group on the day; None where the group has none then."""
        return next((version for version in group.versions if self.on in version.period), None)

    def _applied(self, programme: Programme) -> Applied:
        if programme.is_draft:
            return Applied(programme, None, WhyNot.DRAFT, NOT_MET)
        known = [version for version in programme.versions if self._is_known(version)]
        current = [version for version in known if self.on in self._period(version)]
        resident = self._resident(programme, (current or programme.versions)[-1])
        if resident is NOT_MET:
            return Applied(programme, None, WhyNot.OTHER_TERRITORY, resident)
        if not current:
            return Applied(programme, None, self._why(programme, known), resident)
        return self._in_unit(Applied(programme, current[-1], None, resident))

    def _resident(self, programme: Programme, version: ProgrammeVersion) -> Verdict:
        """Whether people of the place live in the unit of a rule, as bounded when its instrument was issued."""
        return self._located.residence.of(self._places.area(programme.jurisdiction, version.cite))

    def _in_unit(self, applied: Applied) -> Applied:
        """A rule of a unit that has ended lapses, goes on, or is left open, as the register of units says."""
        unit = self.rulebook.units[applied.programme.jurisdiction]
        if unit.period.last is None or self.on <= unit.period.last or unit.at_end == "continue":
            return applied
        if unit.at_end == "lapse":
            return Applied(applied.programme, None, WhyNot.ENDED, applied.resident)
        return replace(applied, resident=UNKNOWN, unit_ended=unit.period.last)

    def _is_known(self, version: ProgrammeVersion) -> bool:
        return self.known_at is None or self._known_from(version.known_from, version.cite) <= self.known_at

    def _known_from(self, stated: date | None, cite: tuple[Citation, ...]) -> date:
        """Day from which something could be known: as stated, else the issue date of its instrument."""
        if stated is not None:
            return stated
        issued = self.rulebook.instruments[cite[0].instrument].issued if cite else None
        return issued or date.min

    def _period(self, version: ProgrammeVersion) -> EffectivePeriod:
        """The period of a version as known: an end learnt later has not come yet."""
        if self.known_at is None or version.ended_by is None:
            return version.period
        learnt = self.rulebook.instruments[version.ended_by.instrument].issued
        if learnt is None or learnt <= self.known_at:
            return version.period
        return EffectivePeriod(version.period.first, None)

    def _why(self, programme: Programme, known: list[ProgrammeVersion]) -> WhyNot:
        firsts = [version.period.first for version in known if version.period.first is not None]
        if all(self.on < first for first in firsts):
            return WhyNot.NOT_ENCODED if programme.unknown_before else WhyNot.NOT_YET
        lasts = [version.period.last for version in known if version.period.last is not None]
        if all(self.on > last for last in lasts):
            return WhyNot.NOT_ENCODED if programme.unknown_after else WhyNot.ENDED
        return WhyNot.NOT_ENCODED

    @cached_property
    def _standards(self) -> Mapping[str, Standard]:
        """Standards that hold at the place; a province's own value stands before the national one."""
        chosen: dict[str, Standard] = {}
        for standard in self.rulebook.standards:
            area = self._places.area(standard.jurisdiction, standard.entries[-1].cite)
            is_here = self._located.residence.of(area) is Verdict.MET
            if is_here and (standard.name not in chosen or standard.jurisdiction != "vietnam"):
                chosen[standard.name] = standard
        return chosen

    def _entry(self, name: str) -> StandardEntry | None:
        standard = self._standards.get(name)
        if standard is None:
            return None
        current = [
            entry
            for entry in standard.entries
            if entry.effective_from <= self.on
            and (self.known_at is None or self._known_from(entry.known_from, entry.cite) <= self.known_at)
        ]
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
