"""*Qua thời gian*: when each thing a household is due begins, changes and ends, as a picture and a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.errors import HouseholdError
from eligibility.explain.answer import AnswerWords
from eligibility.explain.cause import CauseWords
from eligibility.explain.clause import ClauseWords
from eligibility.explain.entitlement import EntitlementWords
from eligibility.explain.sentence import Sentences
from eligibility.timeline import timeline
from eligibility_api.pages.entry import Entry
from eligibility_api.pages.forms import read_form
from eligibility_api.pages.screening import screen
from eligibility_api.pages.typed import read_day

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility.explain.words import Words
    from eligibility.timeline import Row, Span, Step, Timeline
    from eligibility_api.pages.site import Site

FIRST, LAST = "tu", "den"
MOST_YEARS = 30
_LABEL, _WIDTH, _ROW, _TOP = 290, 900, 26, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Days on which an answer stays the same.

    Attributes:
        x: Left edge in the picture.
        width: Width in the picture.
        is_eligible: Whether it is due; otherwise it needs information.
        first: First day, in words.
        last: Last day, in words.
        says: What is due, or that information is missing.
        cause: What happened on the first day; empty at the start.
    """

    x: float
    width: float
    is_eligible: bool
    first: str
    last: str
    says: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One programme for one subject.

    Attributes:
        y: Upper edge in the picture.
        name: Name of the programme.
        short: The same, cut to fit the picture.
        who: For whom.
        bars: Its bars.
    """

    y: int
    name: str
    short: str
    who: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole picture.

    Attributes:
        first: First day, in words.
        last: Last day, in words.
        lanes: What is due at some time.
        rest: How many others only need information.
        ticks: Place and name of each year or month.
        width: Width of the picture.
        height: Its height.
        day: Place of the reference date; None where it lies outside.
    """

    first: str
    last: str
    lanes: tuple[Lane, ...]
    rest: int
    ticks: tuple[tuple[float, str], ...]
    width: int
    height: int
    day: float | None


class TimelinePages:
    """A household through time.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.pages = (("/dong-thoi-gian", self.draw, ["POST"]),)

    async def draw(self, request: Request) -> Response:
        """The picture and the table."""
        form = await read_form(request, self._site.service.settings.body_bytes)
        entry, words = Entry.read(form, self._site.place), self._site.words(request)
        screening = screen(self._site, entry, words)
        if screening.result is None:
            return self._site.show(request, "household.html", screening=screening)
        typed = (str(form.get(FIRST) or ""), str(form.get(LAST) or ""))
        first = read_day(typed[0]) or date(screening.on.year, 1, 1)
        last = read_day(typed[1]) or date(screening.on.year + 2, 12, 31)
        wrong = first > last or last.year - first.year > MOST_YEARS
        picture = None
        if not wrong:
            household = screening.typed.household
            try:
                found = await self._site.service.work.run(
                    lambda engine: timeline(
                        engine,
                        household,
                        jurisdiction=screening.unit,
                        first=first,
                        last=last,
                        language=words.language,
                        **screening.choices.asked,
                    )
                )
            except HouseholdError:  # a day on which nobody of the household was born
                wrong = True
            else:
                picture = _Drawing(self._site, words, found).picture(screening.on)
        return self._site.show(
            request,
            "timeline.html",
            picture=picture,
            entry=entry,
            given=screening.given,
            wrong=wrong,
            typed=(words.day(first), words.day(last)),
        )


class _Drawing:
    def __init__(self, site: Site, words: Words, found: Timeline) -> None:
        self._words = words
        self._found = found
        self._sentences = Sentences(site.rulebook, words.language)
        self._answers = AnswerWords(site.rulebook, self._sentences)
        self._clauses = ClauseWords(site.rulebook, words)
        entitlements = EntitlementWords(site.rulebook, words, self._sentences.programme)
        self._causes = CauseWords(site.rulebook, self._sentences, entitlements)
        self._steps = {(step.programme, step.member, step.day): step for step in found.steps}
        self._days = (found.last - found.first).days + 1

    def picture(self, on: date) -> Picture:
        rows = [
            row for row in self._found.rows if any(span.determination.status is Status.ELIGIBLE for span in row.spans)
        ]
        lanes = tuple(
            Lane(
                y=_TOP + index * _ROW,
                name=self._sentences.programme(row.programme),
                short=_cut(self._sentences.programme(row.programme)),
                who=row.member or self._words("result.household"),
                bars=tuple(self._bar(row, span) for span in row.spans),
            )
            for index, row in enumerate(rows)
        )
        return Picture(
            first=self._words.day(self._found.first),
            last=self._words.day(self._found.last),
            lanes=lanes,
            rest=len(self._found.rows) - len(rows),
            ticks=tuple(self._ticks()),
            width=_LABEL + _WIDTH,
            height=_TOP + len(lanes) * _ROW + 6,
            day=self._x(on) if self._found.first <= on <= self._found.last else None,
        )

    def _x(self, day: date) -> float:
        return round(_LABEL + _WIDTH * (day - self._found.first).days / self._days, 1)

    def _ticks(self) -> list[tuple[float, str]]:
        first, last = self._found.first, self._found.last
        years = last.year - first.year + 1
        step = max(1, years // 12)
        return [(self._x(max(first, date(year, 1, 1))), str(year)) for year in range(first.year, last.year + 1, step)]

    def _why(self, step: Step) -> str:
        clauses = self._clauses.clauses(step.clauses)
        why = "; ".join(self._causes.of(step))
        return f"{why} ({clauses})" if clauses else why

    def _bar(self, row: Row, span: Span) -> Bar:
        words, one = self._words, span.determination
        step = self._steps.get((row.programme, row.member, span.first))
        is_eligible = one.status is Status.ELIGIBLE
        standing = "" if one.standing is None else words(f"standing_in_short.{one.standing.value}")
        said = "; ".join(filter(None, (standing, self._answers.amounts(one))))
        x = self._x(span.first)
        width = _WIDTH * ((span.last - span.first).days + 1) / self._days
        return Bar(
            x=x,
            width=round(max(width - 1, 2), 1),
            is_eligible=is_eligible,
            first=words.day(span.first),
            last=words.day(span.last),
            says=said if is_eligible else words("page.timeline.open"),
            cause="" if step is None else self._why(step),
        )


def _cut(name: str) -> str:
    return name if len(name) <= 36 else f"{name[:35].rstrip()}…"  # noqa: PLR2004 (what fits left of the bars)
