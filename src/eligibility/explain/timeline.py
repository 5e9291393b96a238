"""A timeline in words: the picture, then each day on which something begins, changes or ends, why, by which clause."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.explain.cause import CauseWords
from eligibility.explain.clause import ClauseWords
from eligibility.explain.entitlement import EntitlementWords
from eligibility.explain.layout import BLANK, NARROWEST, WIDEST, Line, render
from eligibility.explain.picture import MARKS, Scale
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import lowered, sentence
from eligibility.model.programme import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eligibility.determination import Determination, Entitlement
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language
    from eligibility.timeline import Row, Step, Timeline

_POINTING = (Standing.REFERRAL, Standing.GOAL, Standing.PRIORITY)
"""Standings that grant nothing of their own."""
_LABEL_SHARE = 0.38
_INDENT = 2


def explain_timeline(
    timeline: Timeline,
    rulebook: Rulebook,
    *,
    language: Language = "vi",
    people: Mapping[str, str] | None = None,
    everything: bool = False,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Write a timeline.

    Args:
        timeline: What was followed, its inner words in the same language.
        rulebook: The rules it was followed by.
        language: Language of the text.
        people: What to say of each member beside the id.
        everything: Whether to show what only states an aim or points elsewhere, too.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.
    """
    page = _Page(timeline, rulebook, language, people or {}, everything=everything)
    width = max(NARROWEST, min(width, WIDEST))
    picture = page.picture(width)
    return render(page.head(), width=width, colour=colour) + picture + render(page.steps(), width=width, colour=colour)


class _Page:
    def __init__(
        self,
        timeline: Timeline,
        rulebook: Rulebook,
        language: Language,
        people: Mapping[str, str],
        *,
        everything: bool,
    ) -> None:
        self._timeline = timeline
        self._rulebook = rulebook
        self._people = people
        self._sentences = Sentences(rulebook, language)
        self._words = self._sentences.words
        self._clauses = ClauseWords(rulebook, self._words)
        self._entitlements = EntitlementWords(rulebook, self._words, self._sentences.programme)
        self._causes = CauseWords(rulebook, self._sentences, self._entitlements)
        self._rows = [row for row in timeline.rows if everything or _grants(row)]

    def head(self) -> Iterator[Line]:
        """Who, where, when, and what was taken to hold."""
        line, words = self._timeline, self._words
        unit = self._rulebook.units.get(line.unit)
        place = line.unit if unit is None else words.text(unit.name)
        first, last = words.day(line.first), words.day(line.last)
        yield Line(
            words("timeline.title", household=line.household, place=place, first=first, last=last), style="heading"
        )
        yield Line(words("timeline.assumed"))
        for notice in line.notices:
            yield Line(notice, label=words("line.notice"))
        yield BLANK
        if not self._rows:
            yield Line(words("timeline.empty"))

    def picture(self, width: int) -> str:
        """The bars, by subject, under one ruler. Never wrapped."""
        if not self._rows:
            return ""
        label = int(width * _LABEL_SHARE)
        scale = Scale(self._timeline.first, self._timeline.last, width - label - 1)
        rows: list[str] = [" " * (label + 1) + line for line in scale.ruler()]
        for member, group in groupby(self._rows, key=lambda row: row.member):
            rows.append(_cut(self._subject(member), width))
            for row in group:
                name = _cut(self._sentences.programme(row.programme), label - _INDENT)
                rows.append(f"{' ' * _INDENT}{name.ljust(label - _INDENT)} {scale.bar(row)}")
        return "".join(f"{row.rstrip()}\n" for row in rows)

    def steps(self) -> Iterator[Line]:
        """The legend of the picture, then the days."""
        words = self._words
        if self._rows:
            yield Line(words("timeline.legend", **MARKS), style="faint")
        hidden = len(self._timeline.rows) - len(self._rows)
        if hidden:
            yield Line(words("timeline.left_out", number=hidden), style="faint")
        yield BLANK
        yield Line(words("timeline.steps"), style="heading")
        shown = {(row.programme, row.member) for row in self._rows}
        steps = [step for step in self._timeline.steps if (step.programme, step.member) in shown]
        if not steps:
            yield Line(words("timeline.no_steps"), 2)
        for day, group in groupby(steps, key=lambda step: step.day):
            yield BLANK
            yield Line(words.day(day), style="name")
            yield from self._day(list(group))

    def _day(self, steps: list[Step]) -> Iterator[Line]:
        """Steps of a day; what is said alike of several members is said once."""
        alike: dict[tuple[str, str, str, str], list[str]] = {}
        for step in steps:
            why = "; ".join(self._causes.of(step))
            said = step.programme, self._what(step), why, self._clauses.clauses(step.clauses)
            alike.setdefault(said, []).append(step.member or "")
        for (programme, what, why, clauses), members in alike.items():
            named = ", ".join(member for member in members if member)
            name = self._sentences.programme(programme)
            yield Line(sentence(f"{name} ({named}) {what}" if named else f"{name} {what}"), 2, mark="-")
            if why:
                yield Line(sentence(why), 4, self._words("line.because"))
            if clauses:
                yield Line(f"{clauses}.", 4, self._words("line.clause"))

    def _subject(self, member: str | None) -> str:
        if member is None:
            return self._words("result.household")
        about = self._people.get(member)
        said = self._words("result.member", member=member)
        return f"{said} ({about})" if about else said

    def _what(self, step: Step) -> str:
        """What the day brings, after the name."""
        words = self._words
        if step.kind == "ends" or step.after is None:
            return words("timeline.ends")
        if step.kind == "begins":
            standing = lowered(words(f"standing.{(step.after.standing or Standing.GOAL).value}"))
            granted = self._granted(step.after)
            return words("timeline.begins", what=f"{standing}; {granted}" if granted else standing)
        if step.kind == "opens":
            known = () if step.before is None else step.before.caveats
            doubts = [caveat.rstrip(".") for caveat in step.after.caveats if caveat not in known]
            said = [words("timeline.opens"), self._asked(step.after), *doubts]
            return "; ".join(one for one in said if one)
        said = list(self._changed(step.before, step.after))
        return words("timeline.changes", what="; ".join(said or [words("timeline.otherwise")]))

    def _changed(self, before: Determination | None, after: Determination) -> Iterator[str]:
        if before is None:
            return
        words = self._words
        was, now = self._granted(before), self._granted(after)
        if was != now and was and now:
            yield words("timeline.from_to", before=was, after=now)
        elif now and was != now:
            yield now
        if before.standing is not after.standing and after.standing is not None:
            yield words("timeline.standing", standing=lowered(words(f"standing.{after.standing.value}")))
        if _states(before) != _states(after) and _states(after):
            yield words(f"timeline.{_STATES[_states(after)[0]]}")
        if before.version != after.version:
            yield words("timeline.version")
        if before.ask != after.ask and after.ask:
            yield self._asked(after)
        yield from (caveat.rstrip(".") for caveat in after.caveats if caveat not in before.caveats)

    def _asked(self, determination: Determination) -> str:
        if determination.status is not Status.UNDETERMINED or not determination.ask:
            return ""
        facts = ", ".join(lowered(self._sentences.label(fact)) for fact in determination.ask)
        return self._words("timeline.asks", facts=facts)

    def _granted(self, determination: Determination) -> str:
        return "; ".join(map(self._grant, determination.entitlements))

    def _grant(self, entitlement: Entitlement) -> str:
        kind = self._words(f"kind_in_short.{entitlement.kind}")
        amount = self._entitlements.amount(entitlement)
        return f"{kind} {amount}" if amount else kind


_STATES = {"kept": "kept", "absorbed": "absorbed", "open": "group_open"}


def _states(determination: Determination) -> Sequence[str]:
    """How entitlements fare in their groups, where only the highest is drawn."""
    groups = (one.group for one in determination.entitlements)
    return [group.state for group in groups if group is not None and group.state in _STATES]


def _grants(row: Row) -> bool:
    return any(span.determination.standing not in _POINTING for span in row.spans)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
