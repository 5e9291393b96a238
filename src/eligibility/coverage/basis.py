"""Rules that outlive the law they rest on, or name an instrument that was replaced: each with the day that began.

No mistake of a pack: a plan may well name a decree that ended a month later. But a reader should know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from eligibility.model.text import Text
from eligibility.model.walk import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.citation import Citation
    from eligibility.model.instrument import Instrument
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.standard import Standard
    from eligibility.model.text import Language

DAY = timedelta(days=1)
LapseKind = Literal["outlives", "names_replaced", "standard_outlives", "hands_over_to_nothing", "draft_names_replaced"]

_SAYS: dict[LapseKind, Text] = {
    "outlives": Text(
        vi="{owner} (từ {version}) còn áp dụng sau khi {instrument} hết hiệu lực{replaced}: từ {day}{continues}",
        en="{owner} (from {version}) goes on after {instrument} ended{replaced}: from {day}{continues}",
    ),
    "names_replaced": Text(
        vi="{owner} (từ {version}) dẫn {instrument}, đã hết hiệu lực từ {day}{replaced}, trước khi quy định bắt đầu",
        en="{owner} (from {version}) names {instrument}, which had ended by {day}{replaced}, before the rule began",
    ),
    "draft_names_replaced": Text(
        vi="{owner} (dự thảo) dẫn {instrument}, hết hiệu lực từ {day}{replaced}",
        en="{owner} (a draft) names {instrument}, which had ended by {day}{replaced}",
    ),
    "standard_outlives": Text(
        vi="mức {owner} (từ {version}) còn dùng sau khi {instrument} hết hiệu lực{replaced}: từ {day}",
        en="the figure {owner} (from {version}) goes on after {instrument} ended{replaced}: from {day}",
    ),
    "hands_over_to_nothing": Text(
        vi="{owner} (từ {version}) giao cho {instrument}, nhưng không quy định nào trong đó có hiệu lực: từ {day}",
        en="{owner} (from {version}) hands over to {instrument}, of which nothing is in force: from {day}",
    ),
}
_REPLACED = Text(vi=", thay bằng {by}", en=", replaced by {by}")
_CONTINUES = Text(vi="; {by} cho tiếp tục", en="; kept alive by {by}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A rule whose legal basis is gone.

    Attributes:
        kind: How.
        owner: Id of the programme or standard.
        version: First day of its version; empty for a draft.
        instrument: The instrument named, or the programmes handed over to.
        day: First day without it.
        replaced_by: What replaced it, if anything did.
        continues: What keeps the rule alive, where the pack says so.
    """

    kind: LapseKind
    owner: str
    version: str
    instrument: str
    day: date
    replaced_by: str | None = None
    continues: str | None = None

    def into(self, language: Language) -> str:
        """The lapse as a sentence, without a full stop."""
        by, alive = self.replaced_by, self.continues
        return (
            _SAYS[self.kind]
            .into(language)
            .format(
                owner=self.owner,
                version=self.version,
                instrument=self.instrument,
                day=self.day.isoformat(),
                replaced="" if by is None else _REPLACED.into(language).format(by=by),
                continues="" if alive is None else _CONTINUES.into(language).format(by=alive),
            )
        )


def plain_lapse(lapse: Lapse) -> dict[str, object]:
    """A lapse as it stands in JSON."""
    return {
        "kind": lapse.kind,
        "owner": lapse.owner,
        "version": lapse.version or None,
        "instrument": lapse.instrument,
        "day": lapse.day.isoformat(),
        "replaced_by": lapse.replaced_by,
        "continues": lapse.continues,
    }


def legal_basis(rulebook: Rulebook) -> list[Lapse]:
    """Every rule and figure whose legal basis is gone while it is in force, by the day that began."""
    found: dict[Lapse, None] = {}
    for programme in rulebook.programmes.values():
        for version in programme.versions:
            found.update(dict.fromkeys(_of_version(programme, version, rulebook)))
            found.update(dict.fromkeys(_handing_over(programme, version, rulebook)))
    for standard in rulebook.standards:
        found.update(dict.fromkeys(_of_standard(standard, rulebook)))
    return sorted(found, key=lambda one: (one.day, one.owner, one.version, one.instrument))


def gone_from(instrument: Instrument) -> date | None:
    """The first day without an instrument; None where it has no end."""
    days = [] if instrument.period.last is None else [instrument.period.last + DAY]
    if instrument.replaced_by is not None:
        days.append(instrument.replaced_by[1])
    return min(days, default=None)


def _of_version(programme: Programme, version: ProgrammeVersion, rulebook: Rulebook) -> Iterator[Lapse]:
    named = dict.fromkeys((*(citation.instrument for citation in _cited(version)), *version.refers_to))
    for name in named:
        instrument = rulebook.instruments.get(name)
        day = None if instrument is None else gone_from(instrument)
        if instrument is None or day is None or (version.period.last is not None and version.period.last < day):
            continue
        first = version.period.first
        began_later = first is not None and first >= day
        kind: LapseKind = "names_replaced" if began_later else "outlives"
        yield Lapse(
            kind="draft_names_replaced" if programme.is_draft else kind,
            owner=programme.id,
            version=version.name or "",
            instrument=name,
            day=day,
            replaced_by=None if instrument.replaced_by is None else instrument.replaced_by[0],
            continues=None if version.continues is None else str(version.continues),
        )


def _cited(version: ProgrammeVersion) -> Iterator[Citation]:
    """What a version rests on. Doubts and orders are beside it; they may well speak of older law."""
    yield from version.cite
    if version.eligible_when is not None:
        for criterion in nodes(version.eligible_when):
            yield from criterion.cite
    for benefit in version.benefits:
        yield from benefit.cite


def _of_standard(standard: Standard, rulebook: Rulebook) -> Iterator[Lapse]:
    for index, entry in enumerate(standard.entries):
        later = [one.effective_from for one in standard.entries[index + 1 :]]
        for citation in entry.cite if entry.value is not None else ():
            instrument = rulebook.instruments[citation.instrument]
            day = gone_from(instrument)
            if day is not None and day > entry.effective_from and all(one > day for one in later):
                yield Lapse(
                    kind="standard_outlives",
                    owner=standard.name,
                    version=entry.effective_from.isoformat(),
                    instrument=citation.instrument,
                    day=day,
                    replaced_by=None if instrument.replaced_by is None else instrument.replaced_by[0],
                )


def _handing_over(programme: Programme, version: ProgrammeVersion, rulebook: Rulebook) -> Iterator[Lapse]:
    """A clause that hands over to programmes of which on some day none is in force, though the clause is."""
    first, others = version.period.first, [rulebook.programmes[name] for name in version.delegates_to]
    if not others or first is None or programme.is_draft:
        return
    ends = (one.period.last + DAY for other in others for one in other.versions if one.period.last is not None)
    for day in sorted({first, *(day for day in ends if day > first)}):
        held = any(day in one.period for other in others for one in other.versions)
        may_be = any(other.unknown_before or other.unknown_after for other in others)
        if day in version.period and not held and not may_be:
            names = ", ".join(other.id for other in others)
            yield Lapse(
                kind="hands_over_to_nothing", owner=programme.id, version=version.name or "", instrument=names, day=day
            )
            return
