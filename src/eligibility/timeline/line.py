"""The timeline of a household: each programme and subject as a row of spans that nothing changes within."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from eligibility.determination import Determination, DongRange, Status
from eligibility.timeline.changes import Change, Changes

if TYPE_CHECKING:
    from eligibility.determination import Dong
    from eligibility.engine import Engine
    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.model.text import Language

DAY = timedelta(days=1)
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which one determination stays the same.

    Attributes:
        first: First day.
        last: Last day, both included.
        determination: The answer on these days.
        causes: What happened on the first day that touches it; empty at the start of the timeline.
    """

    first: date
    last: date
    determination: Determination
    causes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One programme for one subject.

    Attributes:
        programme: Id of the programme.
        member: Id of the member; None for the household.
        spans: Its spans in order; days on which it does not apply are left out.
    """

    programme: str
    member: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A household from one day to another.

    Attributes:
        household: Its id.
        first: First day.
        last: Last day.
        rows: Programmes that were ever eligible or open, in the order of the rulebook.
    """

    household: str
    first: date
    last: date
    rows: tuple[Row, ...]


def timeline(
    engine: Engine,
    household: Household,
    *,
    jurisdiction: str,
    first: date,
    last: date,
    assume: bool = False,
    issued: Issued | None = None,
    known_at: date | None = None,
    language: Language = "vi",
) -> Timeline:
    """Follow a household from one day to another.

    Raises:
        HouseholdError: The household cannot be judged.
        RequestError: No such jurisdiction or instrument.
    """
    finder = Changes(engine.rulebook)
    changes = [change for change in finder.of(household) if first < change.day <= last]
    days = sorted({first, *(change.day for change in changes), *_issue_days(issued, first, last)})
    spans: dict[Key, list[Span]] = {}
    for index, day in enumerate(days):
        until = days[index + 1] - DAY if index + 1 < len(days) else last
        result = engine.determine(
            household,
            jurisdiction=jurisdiction,
            on=day,
            assume=assume,
            issued=issued,
            known_at=known_at,
            language=language,
        )
        today = [change for change in changes if change.day == day]
        for determination in result.determinations:
            if determination.shown is None:
                name, member = determination.programme, determination.subject.member
                causes = tuple(change for change in today if finder.touches(change, name))
                _extend(spans.setdefault((name, member), []), Span(day, until, determination, causes))
    order = {name: index for index, name in enumerate(engine.rulebook.programmes)}
    keys = sorted(spans, key=lambda key: (key[1] or "", order[key[0]]))
    rows = tuple(Row(programme, member, tuple(spans[programme, member])) for programme, member in keys)
    return Timeline(household.id, first, last, rows)


def _extend(spans: list[Span], span: Span) -> None:
    """Add a span, joined to the one before where nothing that a reader would see has changed."""
    if spans:
        before = spans[-1]
        if before.last + DAY == span.first and _seen(before.determination) == _seen(span.determination):
            spans[-1] = Span(before.first, span.last, before.determination, before.causes)
            return
    spans.append(span)


def _seen(determination: Determination) -> tuple[object, ...]:
    amounts = tuple(
        (one.kind, one.dong, one.every, one.working, one.group.state if one.group else None)
        for one in determination.entitlements
    )
    return determination.status, determination.standing, determination.version, amounts


def _issue_days(issued: Issued | None, first: date, last: date) -> list[date]:
    return [day for day in (issued or {}).values() if isinstance(day, date) and first < day <= last]


def monthly_dong(determination: Determination) -> Dong | None:
    """Money due each month: of an eligible, kept entitlement; None where nothing is due or it is not known exactly."""
    if determination.status is not Status.ELIGIBLE:
        return 0
    total = 0
    for one in determination.entitlements:
        if one.every != "month" or (one.group is not None and one.group.state == "absorbed"):
            continue
        if one.dong is None or isinstance(one.dong, DongRange):
            return one.dong
        total += one.dong
    return total
