"""The timeline of a household: each programme and subject as a row of spans that nothing changes within."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from eligibility.determination import Determination, Result, Status
from eligibility.errors import HouseholdError
from eligibility.timeline.changes import Change, Changes
from eligibility.timeline.dated import dated
from eligibility.timeline.figures import Figures
from eligibility.timeline.steps import SHOWN, Step, seen, step_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from eligibility.engine import Engine
    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.model.text import Language

DAY = timedelta(days=1)
Key = tuple[str, str | None]
"""Programme and member; None stands for the household."""
Answers = Mapping[Key, Determination]


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which one determination stays the same.

    Attributes:
        first: First day.
        last: Last day, both included.
        determination: The answer on these days.
        causes: What happened on the first day that explains it; empty at the start of the timeline.
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
        spans: Its spans in order; days on which it is neither eligible nor open are left out.
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
        rows: Programmes that were ever eligible or open: the household's, then each member's, in the rulebook's order.
        steps: What begins, changes or ends, in the order of the days, then of the rows.
        unit: Id of the unit the household lives in.
        notices: Remarks on the input.
    """

    household: str
    first: date
    last: date
    rows: tuple[Row, ...]
    steps: tuple[Step, ...] = ()
    unit: str = ""
    notices: tuple[str, ...] = ()


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
    """Follow a household from one day to another. What was stated is taken to hold all the time, dates apart.

    Args:
        engine: Determines under one rulebook.
        household: The household.
        jurisdiction: Unit it lives in on the first day; it stays in that territory.
        first: First day.
        last: Last day.
        assume: As `Engine.determine`.
        issued: As `Engine.determine`.
        known_at: As `Engine.determine`.
        language: As `Engine.determine`.

    Raises:
        HouseholdError: The household cannot be judged on some day, or states an age without its date.
        RequestError: No such jurisdiction or instrument.
    """
    rulebook = engine.rulebook
    unit = engine.matcher(jurisdiction, first, issued or {}).law.place
    household = dated(household, rulebook.facts, unit)
    finder = Changes(rulebook)
    changes = [change for change in finder.of(household, issued) if first < change.day <= last]
    days = sorted({first, *(change.day for change in changes)})

    def determined(day: date) -> Result:
        return engine.determine(
            household,
            jurisdiction=jurisdiction,
            on=day,
            assume=assume,
            issued=issued,
            known_at=known_at,
            everything=True,
            language=language,
        )

    results = [determined_on(day, first, determined) for day in days]
    line = _Line(finder, Figures(rulebook, language), changes, days, last, [answers_of(one) for one in results])
    members = [None, *(member.id for member in household.members or ())]
    order = {name: index for index, name in enumerate(rulebook.programmes)}
    keys = sorted(line.shown(), key=lambda key: (members.index(key[1]), order[key[0]]))
    rows = [Row(*key, tuple(line.spans(key))) for key in keys]
    steps = [step for key in keys for step in line.steps(key)]
    remarks = [one.notices for one in results if one is not None]
    # What is not said of every day is of no day in particular: who is born meanwhile stands in the picture.
    notices = [notice for notice in remarks[-1] if all(notice in one for one in remarks)] if remarks else []
    return Timeline(
        household=household.id,
        first=first,
        last=last,
        rows=tuple(rows),
        steps=tuple(sorted(steps, key=lambda step: step.day)),
        unit=unit,
        notices=tuple(notices),
    )


def determined_on(day: date, first: date, determined: Callable[[date], Result]) -> Result | None:
    """The result of a day; None where nobody of the household is born yet.

    Raises:
        HouseholdError: As raised, with the day where it is not the first one.
    """
    try:
        return determined(day)
    except HouseholdError as error:
        if all(one.code == "nobody-born" for one in error.diagnostics):
            return None
        if day == first:
            raise
        message = f"on {day.isoformat()}: "
        raise HouseholdError([replace(one, message=message + one.message) for one in error.diagnostics]) from None


def answers_of(result: Result | None) -> Answers:
    """Answers that grant something, by programme and subject."""
    determinations = () if result is None else result.determinations
    return {(one.programme, one.subject.member): one for one in determinations if one.shown is None}


class _Line:
    """The answers of the days on which something may change."""

    def __init__(
        self,
        finder: Changes,
        figures: Figures,
        changes: Sequence[Change],
        days: Sequence[date],
        last: date,
        answers: Sequence[Answers],
    ) -> None:
        self._finder = finder
        self._figures = figures
        self._days = days
        self._last = last
        self._answers = answers
        self._happened: dict[date, list[Change]] = {}
        for change in changes:
            self._happened.setdefault(change.day, []).append(change)

    def shown(self) -> set[Key]:
        """Programmes and subjects that are eligible or open on some day."""
        return {key for answers in self._answers for key, one in answers.items() if one.status in SHOWN}

    def spans(self, key: Key) -> Iterator[Span]:
        """Days alike, where there is something to show."""
        causes: tuple[Change, ...] = ()
        steps = {step.day: step for step in self.steps(key)}
        for first, last, answer in self._stretches(key):
            if first in steps:
                causes = steps[first].causes
            if answer is not None and answer.status in SHOWN:
                yield Span(first, last, answer, causes)

    def steps(self, key: Key) -> Iterator[Step]:
        """What begins, changes or ends."""
        stretches = list(self._stretches(key))
        for after in stretches[1:]:
            # The answer of the day before, as the conditions stood then.
            eve = self._answer(key, self._days.index(after[0]) - 1)
            touching = self._finder.touching(self._happened.get(after[0], ()), *key)
            yield step_of(after[0], key, eve, after[2], touching, self._figures)

    def _stretches(self, key: Key) -> Iterator[tuple[date, date, Determination | None]]:
        """First day, last day and answer of days alike in what a reader sees."""
        first, answer = self._days[0], self._answer(key, 0)
        for index in range(1, len(self._days)):
            now = self._answer(key, index)
            if seen(now) != seen(answer):
                yield first, self._days[index] - DAY, answer
                first, answer = self._days[index], now
        yield first, self._last, answer

    def _answer(self, key: Key, index: int) -> Determination | None:
        """The answer on a day; one that says that no version applies is the household's for everybody."""
        answers = self._answers[index]
        if key in answers:
            return answers[key]
        whole = answers.get((key[0], None))
        return whole if whole is not None and whole.status is Status.NOT_APPLICABLE else None
