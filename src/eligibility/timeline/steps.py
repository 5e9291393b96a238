"""One step of a timeline: what begins, changes or ends for a subject, what turned, by which clauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from eligibility.determination import Determination, Status
from eligibility.timeline.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.determination import Clause, InGroup, Reason
    from eligibility.timeline.figures import Figures
    from eligibility.verdict import Verdict

StepKind = Literal["begins", "opens", "changes", "ends"]
SHOWN = (Status.ELIGIBLE, Status.UNDETERMINED)
"""States of an answer that a timeline shows; in all others there is nothing."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A condition whose verdict is another than the day before.

    Attributes:
        criterion: Its id.
        before: Its verdict the day before.
        after: Its verdict now.
        clause: Its clause, if it has one.
    """

    criterion: str
    before: Verdict
    after: Verdict
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Step:
    """What a day brings.

    Attributes:
        day: First day of the new state.
        programme: Id of the programme.
        member: Id of the member; None for the household.
        kind: Becomes eligible, becomes open, changes within one of these, or ends.
        before: The answer of the day before; None where there was nobody to answer for.
        after: The answer of the day.
        causes: What happened on the day that explains it.
        turned: Conditions that turned.
        figures: Provisions of figures that changed.
    """

    day: date
    programme: str
    member: str | None
    kind: StepKind
    before: Determination | None
    after: Determination | None
    causes: tuple[Change, ...]
    turned: tuple[Turned, ...]
    figures: tuple[Clause, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The provisions behind the step: of conditions that turned, of figures and amounts, else of the programme."""
        found = [*self.figures, *(one.clause for one in self.turned if one.clause is not None)]
        if self.kind == "changes" and self.before is not None and self.after is not None:
            found += (self.after.citations[index] for index in _cited_anew(self.before, self.after))
            if self.before.version != self.after.version:
                found += self.after.citations[:1]
        if not found:
            said = self.before if self.kind == "ends" else self.after
            found += said.citations[:1] if said is not None else ()
        return tuple(dict.fromkeys(found))


def seen(determination: Determination | None) -> tuple[object, ...] | None:
    """What a reader sees of an answer; None where it shows nothing. Two days alike in this are one span."""
    if determination is None or determination.status not in SHOWN:
        return None
    amounts = tuple(
        (one.kind, one.dong, one.why, one.every, one.quantity, one.working, one.paid_to, _in_group(one.group))
        for one in determination.entitlements
    )
    answer = determination.status, determination.standing, determination.version, determination.depends_on
    return (*answer, amounts, determination.ask, determination.caveats)


def step_of(
    day: date,
    key: tuple[str, str | None],
    before: Determination | None,
    after: Determination | None,
    causes: Iterable[Change],
    figures: Figures,
) -> Step:
    """The step between the answers of two days.

    Args:
        day: The later day.
        key: Programme and member.
        before: The answer of the day before.
        after: The answer of the day.
        causes: What happened on the day that may move the programme.
        figures: Where figures come from.
    """
    programme, member = key
    told = _telling(tuple(causes), programme, member, before, after)
    new = (clause for one in told if one.kind == "standard" for clause in figures.new_on(day, one.name))
    return Step(
        day=day,
        programme=programme,
        member=member,
        kind=_kind(before, after),
        before=before,
        after=after,
        causes=told,
        turned=tuple(_turned(before, after)),
        figures=tuple(dict.fromkeys(new)),
    )


def _in_group(group: InGroup | None) -> tuple[object, ...] | None:
    return None if group is None else (group.state, group.dong)


def _cited_anew(before: Determination, after: Determination) -> Iterator[int]:
    """Clauses of amounts that are others, and of groups in which they fare otherwise."""

    def worth(one: Determination) -> list[tuple[object, ...]]:
        return [(each.dong, each.working, each.quantity) for each in one.entitlements]

    def fare(one: Determination) -> list[str | None]:
        return [None if each.group is None else each.group.state for each in one.entitlements]

    if worth(before) != worth(after):
        yield from (index for one in after.entitlements for index in one.citations)
    if fare(before) != fare(after):
        groups = [one.group for one in after.entitlements if one.group is not None]
        yield from (group.citation for group in groups if group.citation is not None)


def _status(determination: Determination | None) -> Status | None:
    return None if determination is None or determination.status not in SHOWN else determination.status


def _kind(before: Determination | None, after: Determination | None) -> StepKind:
    was, now = _status(before), _status(after)
    if now is None:
        return "ends"
    if was is now:
        return "changes"
    return "begins" if now is Status.ELIGIBLE else "opens"


def _turned(before: Determination | None, after: Determination | None) -> Iterator[Turned]:
    if before is None or after is None:
        return
    was = {reason.criterion: reason for reason in _all(before.reasons)}
    for reason in after.reasons:
        yield from _turned_in(reason, was, after)


def _turned_in(reason: Reason, was: dict[str, Reason], after: Determination) -> Iterator[Turned]:
    """What turned inside a condition, else the condition itself."""
    inner = [one for part in reason.parts for one in _turned_in(part, was, after)]
    known = was.get(reason.criterion)
    if inner:
        yield from inner
    elif known is not None and known.verdict is not reason.verdict:
        clause = None if reason.citation is None else after.citations[reason.citation]
        yield Turned(reason.criterion, known.verdict, reason.verdict, clause)


def _all(reasons: Iterable[Reason]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from _all(reason.parts)


def _telling(
    causes: tuple[Change, ...],
    programme: str,
    member: str | None,
    before: Determination | None,
    after: Determination | None,
) -> tuple[Change, ...]:
    """Of what may have moved a programme, what a reader wants to hear: the nearest of these that happened at all."""
    law = [one for one in causes if one.kind in ("programme_begins", "programme_ends")]
    others = [one for one in causes if one not in law]
    was, now = (None if one is None else one.version for one in (before, after))
    own_law = [one for one in law if one.name == programme]
    if was != now and own_law:
        # A version that takes over from another begins; that the other ended says no more.
        told = [one for one in own_law if one.kind == "programme_begins"] or own_law
        is_paid_on = _status(before) is _status(after) is Status.ELIGIBLE
        kinds = ("unit_begins", "unit_ends", "issued", *(("standard",) if is_paid_on else ()))
        return (*told, *(one for one in others if one.kind in kinds))
    own = [one for one in others if one.member in (None, member)]
    return tuple(own or others or law)
