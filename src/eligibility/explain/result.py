"""A result in words a caseworker can read aloud.

Says only what the result holds; never adds amounts of different kinds or standings together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.explain.answer import AnswerWords
from eligibility.explain.layout import BLANK, Line, render
from eligibility.explain.missing import MissingWords
from eligibility.explain.people import order_of
from eligibility.explain.receipt import receipt_line
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import lowered, raised, sentence
from eligibility.model.programme import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eligibility.determination import Determination, Result
    from eligibility.explain.reasons import Need
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language


def explain_result(
    result: Result,
    rulebook: Rulebook,
    *,
    language: Language = "vi",
    people: Mapping[str, str] | None = None,
    everything: bool = False,
    width: int = 100,
    colour: bool = False,
) -> str:
    """Write a result in words.

    Args:
        result: What was determined, its inner words in the same language.
        rulebook: The rules it was determined by: names, labels and conditions come from there.
        language: Language of the text.
        people: What to say of each member beside the id.
        everything: Whether to say why not, for what is ineligible or not applicable.
        width: Columns of the page.
        colour: Whether to use the colours of a terminal.
    """
    page = _Page(result, rulebook, language, people or {}, everything=everything)
    return render(page.lines(), width=width, colour=colour)


class _Page:
    """One result as lines."""

    def __init__(
        self,
        result: Result,
        rulebook: Rulebook,
        language: Language,
        people: Mapping[str, str],
        *,
        everything: bool,
    ) -> None:
        self._result = result
        self._rulebook = rulebook
        self._people = people
        self._everything = everything
        self._sentences = Sentences(rulebook, language)
        self._words = self._sentences.words
        self._answers = AnswerWords(rulebook, self._sentences)
        self._missing = MissingWords(self._sentences, self._people)

    def lines(self) -> Iterator[Line]:
        """The whole page."""
        yield from self._head()
        yield from self._granted()
        yield from self._missing.lines(self._result, everything=self._everything)
        if self._everything:
            yield from self._ineligible()
            yield from self._not_applicable()
        yield from self._notes()
        yield from self._foot()

    def _head(self) -> Iterator[Line]:
        receipt, words = self._result.receipt, self._words
        unit = self._rulebook.units.get(receipt.jurisdiction)
        place = receipt.jurisdiction if unit is None else words.text(unit.name)
        household = next((one.subject.household for one in self._result.determinations), "")
        when = words.day(receipt.reference_date)
        yield Line(words("result.title", household=household, place=place, day=when), style="heading")
        for notice in self._result.notices:
            yield Line(notice, 0, words("line.notice"))
        counts = Counter(one.standing for one in self._result.determinations if _is(one, Status.ELIGIBLE))
        said = [(f"standing_in_short.{standing.value}", counts[standing]) for standing in Standing if counts[standing]]
        said.append(("result.still_open", sum(_is(one, Status.UNDETERMINED) for one in self._result.determinations)))
        counted = [
            words("result.counted", standing=lowered(words(key)), number=number) for key, number in said if number
        ]
        if counted:
            yield Line(sentence("; ".join(counted)), 0, words("result.summary"))

    def _granted(self) -> Iterator[Line]:
        eligible = [one for one in self._result.determinations if _is(one, Status.ELIGIBLE)]
        if not eligible:
            yield BLANK
            said = self._words("result.nothing")
            yield Line(said if self._everything else f"{said} {self._words('result.ask_why')}")
        for member, group in _by_subject(eligible, self._people).items():
            yield BLANK
            yield Line(self._subject(member), style="heading")
            yield from self._answers.lines(group)

    def _subject(self, member: str | None) -> str:
        if member is None:
            return self._words("result.household")
        said = self._words("result.member", member=member)
        about = self._people.get(member)
        return f"{said} ({about})" if about else said

    def _ineligible(self) -> Iterator[Line]:
        failed = [one for one in self._result.determinations if one.status is Status.INELIGIBLE]
        if not failed:
            return
        words = self._words
        yield BLANK
        yield Line(words("result.ineligible"), style="heading")
        yield Line(words("result.ineligible_intro"), 2)
        same: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[str, list[Need]]]] = {}
        for one in failed:
            needs = self._answers.reasons.needed(one)
            key = one.programme, tuple(need.condition for need in needs), one.assumed
            same.setdefault(key, []).append((one.subject.member or "", needs))
        for (programme, conditions, assumed), members in same.items():
            yield Line(self._named(programme, [member for member, _ in members]), 2, mark="-", style="name")
            for index, condition in enumerate(conditions):
                now = self._now([(member, needs[index].now) for member, needs in members])
                yield Line(sentence(self._answers.reasons.need(condition, now)), 4, words("line.need"))
            if assumed:
                yield Line(self._answers.assumed(assumed), 4, words("line.assumed"))

    def _named(self, programme: str, members: Sequence[str | None]) -> str:
        """A programme with those it is said of."""
        named = [member for member in members if member]
        name = self._sentences.programme(programme)
        if len(named) > 1 and set(named) == set(self._people):
            return f"{name} ({self._words('result.all_members')})"
        return f"{name} ({', '.join(named)})" if named else name

    def _now(self, values: list[tuple[str, str]]) -> str:
        """What holds now: once where it is the same for everybody."""
        if len({now for _member, now in values}) == 1:
            return values[0][1]
        return ", ".join(self._words("line.now_of", member=member, value=now) for member, now in values)

    def _not_applicable(self) -> Iterator[Line]:
        outside = [one for one in self._result.determinations if one.status is Status.NOT_APPLICABLE]
        if not outside:
            return
        yield BLANK
        yield Line(self._words("result.not_applicable"), style="heading")
        same: dict[str, list[str]] = {}
        for one in outside:
            same.setdefault(self._answers.why(one), []).append(self._sentences.programme(one.programme))
        for why, names in same.items():
            yield Line(sentence(f"{raised(why)}: {'; '.join(names)}"), 2, mark="-")

    def _notes(self) -> Iterator[Line]:
        notes = [one for one in self._result.determinations if one.shown == "note" and one.status is Status.ELIGIBLE]
        if not notes:
            return
        yield BLANK
        yield Line(self._words("result.notes"), style="heading")
        yield Line(self._words("result.notes_intro"), 2)
        same: dict[str, list[Determination]] = {}
        for one in notes:
            same.setdefault(one.programme, []).append(one)
        for programme, group in same.items():
            said = self._named(programme, [one.subject.member for one in group])
            yield Line(f"{said}: {self._answers.note(group[0])}", 2, mark="-")

    def _foot(self) -> Iterator[Line]:
        yield BLANK
        yield Line(self._words("result.screening"))
        yield Line(receipt_line(self._result.receipt, self._rulebook, self._words), style="faint")


def _is(determination: Determination, status: Status) -> bool:
    """Whether an answer that grants something, not a piece of information, has a status."""
    return determination.status is status and determination.shown is None


def _by_subject(
    determinations: list[Determination], people: Mapping[str, str]
) -> dict[str | None, list[Determination]]:
    """The household first, then each member, in the order of the household."""
    members = order_of(people, [one.subject.member for one in determinations if one.subject.member is not None])
    found: dict[str | None, list[Determination]] = {
        member: [one for one in determinations if one.subject.member == member] for member in (None, *members)
    }
    return {member: group for member, group in found.items() if group}
