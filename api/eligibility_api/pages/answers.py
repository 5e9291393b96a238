"""A result as the page shows it: three groups of answers, equal ones of several people said once.

Takes its sentences from `eligibility.explain`; never adds amounts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from eligibility.determination import Status
from eligibility.explain.answer import AnswerWords
from eligibility.explain.receipt import receipt_line
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import lowered, raised, sentence
from eligibility.model.programme import Standing
from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eligibility.determination import Determination, Result
    from eligibility.explain.layout import Line
    from eligibility.explain.words import Words
    from eligibility.model.rulebook import Rulebook

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One eligible answer.

    Attributes:
        programme: Id of the programme.
        name: Its name.
        who: For whom: names, or the whole household.
        standing: Code of what the provision promises.
        worth: The same in a few words.
        amount: The sums in short; empty where none is known.
        promise: What the promise is worth, in sentences.
        lines: Everything else, each with its label.
        doubts: Number of caveats and questions among the lines.
        asks: Number of facts that would settle the amount.
        is_doubtful: Whether something it rests on is not attested by the text itself.
    """

    programme: str
    name: str
    who: str
    standing: str
    worth: str
    amount: str
    promise: str
    lines: tuple[Line, ...]
    doubts: int
    asks: int
    is_doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGroup:
    """Cards of which only one may be had; a single card where nothing is excluded.

    Attributes:
        says: Who chooses, under which clause; empty for a single card.
        cards: The cards.
    """

    says: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswer:
    """An answer that still waits.

    Attributes:
        programme: Id of the programme.
        name: Its name.
        who: For whom.
        worth: What the promise would be worth.
        missing: Label of each fact it waits for, with the field where it is answered.
    """

    programme: str
    name: str
    who: str
    worth: str
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedAnswer:
    """An ineligible answer.

    Attributes:
        programme: Id of the programme.
        name: Its name.
        who: For whom.
        needs: What would have to be different.
    """

    programme: str
    name: str
    who: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything the page says of a result.

    Attributes:
        eligible: Firmest promise first.
        open: Answers that still wait.
        failed: Ineligible ones.
        outside: Why programmes do not apply, each with their names.
        notes: Information that grants nothing.
        notices: Remarks on the input.
        counts: Number of eligible answers by standing, in words.
        receipt: What it was made from.
    """

    eligible: tuple[CardGroup, ...]
    open: tuple[OpenAnswer, ...]
    failed: tuple[FailedAnswer, ...]
    outside: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    receipt: str

    @property
    def cards(self) -> list[Card]:
        """All cards, those that exclude one another beside each other."""
        return [card for group in self.eligible for card in group.cards]


class AnswerPage:
    """Turns results into answers for the page.

    Args:
        rulebook: The rules they were determined by.
        words: The words of one language.
        people: Names of all members, in their order; also their ids.
        fields: Where a fact of somebody is answered: from a fact and a member's name to a field.
    """

    def __init__(
        self, rulebook: Rulebook, words: Words, people: Sequence[str], fields: Callable[[str, str], str]
    ) -> None:
        self._rulebook = rulebook
        self._words = words
        self._people = list(people)
        self._fields = fields
        self._sentences = Sentences(rulebook, words.language)
        self._answers = AnswerWords(rulebook, self._sentences)

    def of(self, result: Result) -> Answers:
        """Everything the page says of a result that holds the ineligible ones too."""
        granting = [one for one in result.determinations if one.shown is None]
        eligible = [one for one in granting if one.status is Status.ELIGIBLE]
        counted = Counter(one.standing for one in eligible)
        return Answers(
            eligible=tuple(self._eligible(eligible)),
            open=tuple(self._open([one for one in granting if one.status is Status.UNDETERMINED])),
            failed=tuple(self._failed([one for one in granting if one.status is Status.INELIGIBLE])),
            outside=tuple(self._outside(result.determinations)),
            notes=tuple(self._notes(result.determinations)),
            notices=result.notices,
            counts=tuple(
                (self._words(f"standing_in_short.{standing.value}"), counted[standing])
                for standing in Standing
                if counted[standing]
            ),
            receipt=receipt_line(result.receipt, self._rulebook, self._words),
        )

    def _eligible(self, found: Sequence[Determination]) -> Iterator[CardGroup]:
        subjects = dict.fromkeys(one.subject.member for one in found)
        groups: dict[tuple[object, ...], tuple[CardGroup, list[str | None]]] = {}
        for member in subjects:
            for choice in self._answers.choices([one for one in found if one.subject.member == member]):
                group = CardGroup(says=choice.says, cards=tuple(map(self._card, choice.answers)))
                groups.setdefault((group.says, group.cards), (group, []))[1].append(member)
        order = list(Standing)
        for group, members in sorted(
            groups.values(), key=lambda found: order.index(Standing(found[0].cards[0].standing))
        ):
            who = self._who(members)
            yield replace(group, cards=tuple(replace(card, who=who) for card in group.cards))

    def _card(self, one: Determination) -> Card:
        promise, *lines = self._answers.body(one)
        standing = (one.standing or Standing.GOAL).value
        return Card(
            programme=one.programme,
            name=self._sentences.programme(one.programme),
            who="",
            standing=standing,
            worth=self._words(f"standing_in_short.{standing}"),
            amount=self._answers.amounts(one),
            promise=promise.text,
            lines=tuple(replace(line, indent=0) for line in lines),
            asks=len(one.ask),
            is_doubtful=one.confidence is not Confidence.TEXT,
            doubts=len(one.caveats) + len(one.notices) + bool(one.ask) + (one.confidence is not Confidence.TEXT),
        )

    def _open(self, found: Sequence[Determination]) -> Iterator[OpenAnswer]:
        for (programme, standing), same in _together(found, lambda one: (one.programme, one.standing)):
            asked: dict[str, str] = {}
            for one in same:
                for fact in one.ask:
                    asked.setdefault(fact, one.subject.member or "")
            yield OpenAnswer(
                programme=programme,
                name=self._sentences.programme(programme),
                who=self._who([one.subject.member for one in same]),
                worth=self._words(f"standing_in_short.{(standing or Standing.GOAL).value}"),
                missing=tuple(
                    (lowered(self._sentences.label(fact)), self._fields(fact, member)) for fact, member in asked.items()
                ),
            )

    def _failed(self, found: Sequence[Determination]) -> Iterator[FailedAnswer]:
        needs = {id(one): self._answers.reasons.needed(one) for one in found}
        for (programme, _conditions, assumed), same in _together(
            found, lambda one: (one.programme, tuple(need.condition for need in needs[id(one)]), one.assumed)
        ):
            said = []
            for index, need in enumerate(needs[id(same[0])]):
                now = self._now([(one.subject.member or "", needs[id(one)][index].now) for one in same])
                said.append(sentence(self._answers.reasons.need(need.condition, now)))
            if assumed:
                said.append(f"{self._words('line.assumed')}: {self._answers.assumed(assumed)}")
            yield FailedAnswer(
                programme=programme,
                name=self._sentences.programme(programme),
                who=self._who([one.subject.member for one in same]),
                needs=tuple(said),
            )

    def _now(self, values: list[tuple[str, str]]) -> str:
        """What holds now: once where it is the same for everybody."""
        if len({now for _member, now in values}) == 1:
            return values[0][1]
        return ", ".join(self._words("line.now_of", member=member, value=now) for member, now in values)

    def _outside(self, found: Sequence[Determination]) -> Iterator[tuple[str, tuple[str, ...]]]:
        outside = [one for one in found if one.status is Status.NOT_APPLICABLE]
        for why, same in _together(outside, self._answers.why):
            yield raised(why), tuple(self._sentences.programme(one.programme) for one in same)

    def _notes(self, found: Sequence[Determination]) -> Iterator[tuple[str, str, str]]:
        notes = [one for one in found if one.shown == "note" and one.status is Status.ELIGIBLE]
        for programme, same in _together(notes, lambda one: one.programme):
            who = self._who([one.subject.member for one in same])
            yield self._sentences.programme(programme), who, self._answers.note(same[0])

    def _who(self, members: Sequence[str | None]) -> str:
        named = [member for member in members if member is not None]
        if not named:
            return self._words("result.household")
        if len(named) > 1 and set(named) == set(self._people):
            return raised(self._words("result.all_members"))
        return ", ".join(sorted(named, key=lambda one: self._people.index(one) if one in self._people else 0))


def _together(
    found: Iterable[Determination], key: Callable[[Determination], Key]
) -> list[tuple[Key, list[Determination]]]:
    """Answers with the same key beside each other, in the order they first appear."""
    groups: dict[Key, list[Determination]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return list(groups.items())
