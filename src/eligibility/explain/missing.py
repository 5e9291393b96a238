"""What is still missing: questions worth asking, and the answers they would settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.explain.layout import BLANK, Line
from eligibility.explain.words import lowered, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from eligibility.determination import Determination, Result
    from eligibility.explain.sentence import Sentences

QUESTIONS, OPEN = 10, 15
"""How many questions and open answers are said where not everything is asked for."""


class MissingWords:
    """Writes what is missing.

    Args:
        sentences: Writes questions and labels.
        members: Ids of all members, as far as known.
    """

    def __init__(self, sentences: Sentences, members: Collection[str]) -> None:
        self._sentences = sentences
        self._words = sentences.words
        self._members = set(members)

    def lines(self, result: Result, *, everything: bool) -> Iterator[Line]:
        """Questions, the most useful first, then what stays open without them."""
        undetermined = [one for one in result.determinations if one.status is Status.UNDETERMINED and one.shown is None]
        if not result.ask and not undetermined:
            return
        words = self._words
        yield BLANK
        yield Line(words("result.open"), style="heading")
        yield from self._questions(result, None if everything else QUESTIONS)
        if undetermined:
            yield BLANK
            yield Line(words("result.still_open"), 2, style="open")
            yield from self._open(undetermined, None if everything else OPEN)

    def _questions(self, result: Result, shown: int | None) -> Iterator[Line]:
        words = self._words
        subjects: dict[str, list[str]] = {}
        settles: dict[str, int] = {}
        for question in result.ask:
            subjects.setdefault(question.fact, []).append(question.subject)
            settles[question.fact] = settles.get(question.fact, 0) + question.settles
        if subjects:
            yield Line(words("result.open_intro"), 2)
        for number, (fact, asked) in enumerate(list(subjects.items())[:shown], start=1):
            said = [self._sentences.question(fact)]
            notes = []
            if fact.startswith("member."):
                notes.append(
                    words("result.about_all") if self._is_all(asked) else words("result.about", people=", ".join(asked))
                )
            if settles[fact]:
                notes.append(words("result.settles", number=settles[fact]))
            if notes:
                said.append(f"({'; '.join(notes)})")
            yield Line(" ".join(said), 2, mark=f"{number}.")
        if shown is not None and len(subjects) > shown:
            yield Line(words("result.more_questions", number=len(subjects) - shown), 2, style="faint")

    def _open(self, determinations: list[Determination], shown: int | None) -> Iterator[Line]:
        """One line for a programme and what it waits for, with everybody it is open for.

        Where nothing that can be asked would settle it, the doubts are said instead.
        """
        waiting: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for one in determinations:
            doubts = () if one.ask else one.caveats
            waiting.setdefault((one.programme, one.ask, doubts), []).append(one.subject.member or "")
        for (programme, ask, doubts), members in list(waiting.items())[:shown]:
            said = self._sentences.programme(programme)
            named = [member for member in members if member]
            if named:
                said += f" ({self._words('result.all_members') if self._is_all(named) else ', '.join(named)})"
            said += "."
            if ask:
                labels = "; ".join(lowered(self._sentences.label(fact)) for fact in ask)
                said += f" {self._words('line.missing')}: {labels}."
            said = " ".join((said, *map(sentence, doubts)))
            yield Line(said, 2, mark="-")
        if shown is not None and len(waiting) > shown:
            yield Line(self._words("result.more_open", number=len(waiting) - shown), 2, style="faint")

    def _is_all(self, members: list[str]) -> bool:
        return len(members) > 1 and self._members == set(members)
