"""What stands on the paper of a household: who it is about, what was stated, what follows, where to turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.explain.clause import ClauseWords
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import lowered
from eligibility.facts import read_value, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.explain.words import Words
    from eligibility.household import Declared
    from eligibility.model.rulebook import Rulebook
    from eligibility_api.pages.answers import Answers, Card
    from eligibility_api.pages.screening import Screening

OPEN_SHOWN, ASKED_SHOWN = 8, 5
"""Open answers that are named on paper, and questions that are put; the others are counted."""
ROOMY, ONE_PAGE = 5, 16
"""Eligible answers that fit one page, in large and in small letters, with what usually stands beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One eligible answer on paper.

    Attributes:
        name: Name of the programme.
        who: For whom.
        amount: What is granted and how much.
        payers: Who pays; empty where nobody is named.
        clause: Under which clause.
        lead: Where to turn.
        notes: Caveats, each with its label.
        marks: Signs that stand for a remark below the table.
    """

    name: str
    who: str
    amount: str
    payers: str
    clause: str
    lead: str
    notes: tuple[str, ...]
    marks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """Answers that are worth the same.

    Attributes:
        promise: What they are worth; empty where each row says so itself, since it names no amount.
        rows: The answers.
    """

    promise: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper of a household.

    Attributes:
        place: Where it lives.
        day: Reference date.
        people: Members, in words.
        said: What was stated: of whom, and what.
        parts: Eligible answers, by what they are worth.
        remarks: What the signs beside them mean.
        sources: Instruments that clauses name by a number.
        open: Open answers that are named.
        open_more: How many more there are.
        asks: What to ask next, in short, of whom.
        given: Choices it was reached with, in sentences.
        notices: Remarks on what was stated.
        receipt: What it was made from.
        is_dense: Whether small letters are needed to fit one page.
        is_long: Whether it will not fit one page even so.
    """

    place: str
    day: str
    people: str
    said: tuple[tuple[str, str], ...]
    parts: tuple[SheetPart, ...]
    remarks: tuple[str, ...]
    sources: tuple[str, ...]
    open: tuple[str, ...]
    open_more: int
    asks: tuple[str, ...]
    given: tuple[str, ...]
    notices: tuple[str, ...]
    receipt: str
    is_dense: bool
    is_long: bool


def sheet_of(screening: Screening, answers: Answers, rulebook: Rulebook, words: Words) -> Sheet:
    """Put the paper together."""
    household = screening.typed.household
    writer = _Rows(rulebook, words)
    parts: dict[str, list[SheetRow]] = {}
    for group in answers.eligible:
        for card in group.cards:
            row = writer.row(card, is_choice=bool(group.says))
            parts.setdefault(card.promise if row.amount else "", []).append(row)
    complete = words("page.paper.complete" if household.members_complete else "page.paper.incomplete")
    names = [member.id for member in household.members or ()]
    open_ones = list(dict.fromkeys(one.name for one in answers.open))
    place = screening.entry.one("h.place")
    return Sheet(
        place=f"{place}, {screening.place}" if place else screening.place,
        day=words.day(screening.on),
        people=f"{', '.join(names)} ({complete})" if names else "–",
        said=tuple(_said(screening, rulebook, words)),
        parts=tuple(SheetPart(promise=promise, rows=tuple(rows)) for promise, rows in parts.items()),
        remarks=tuple(writer.remarks),
        sources=tuple(f"[{number}] {name}" for number, name in enumerate(writer.sources, start=1)),
        open=tuple(open_ones[:OPEN_SHOWN]),
        open_more=max(0, len(open_ones) - OPEN_SHOWN),
        asks=tuple(_asks(screening, rulebook, words)),
        given=screening.given,
        notices=answers.notices,
        receipt=answers.receipt,
        is_dense=len(answers.cards) > ROOMY,
        is_long=len(answers.cards) > ONE_PAGE,
    )


class _Rows:
    """Writes rows, and remembers what they refer to by a sign or number.

    Args:
        rulebook: Holds the register of instruments.
        words: The words of one language.
    """

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        clauses = ClauseWords(rulebook, words)
        self._names = sorted(map(clauses.instrument, rulebook.instruments), key=len, reverse=True)
        self._words = words
        self.sources: list[str] = []
        self.remarks: dict[str, None] = {}

    def row(self, card: Card, *, is_choice: bool) -> SheetRow:
        """One answer."""
        words, marks = self._words, ""
        for sign, is_marked, key in (("*", is_choice, "one_of"), ("†", card.is_doubtful, "doubtful")):
            if is_marked:
                marks += sign
                self.remarks[f"{sign} {words(f'page.paper.{key}')}"] = None
        amount = self._line(card, "amount")
        notes = [] if amount else [card.promise]
        notes += [f"{one.label}: {one.text}" for one in card.lines if one.label in self._noted]
        if card.asks:
            notes.append(words("page.paper.asks", number=card.asks))
        return SheetRow(
            name=card.name,
            who=card.who,
            amount=amount,
            payers=self._line(card, "payers"),
            clause=self._numbered(self._line(card, "clause")),
            lead=self._line(card, "lead"),
            notes=tuple(notes),
            marks=marks,
        )

    @property
    def _noted(self) -> list[str]:
        return [self._words(f"line.{key}") for key in ("caveat", "group", "notice")]

    def _line(self, card: Card, key: str) -> str:
        label = self._words(f"line.{key}")
        return " ".join(line.text for line in card.lines if line.label == label)

    def _numbered(self, clauses: str) -> str:
        """Clauses with their instruments named by a number; the names stand once, below."""
        for name in self._names:
            if name in clauses:
                if name not in self.sources:
                    self.sources.append(name)
                clauses = clauses.replace(f", {name}", f" [{self.sources.index(name) + 1}]")
        return clauses.removesuffix(".")


def _asks(screening: Screening, rulebook: Rulebook, words: Words) -> Iterator[str]:
    """The most useful questions, each once, with whom they are about."""
    sentences = Sentences(rulebook, words.language)
    asked: dict[str, list[str]] = {}
    for one in () if screening.result is None else screening.result.ask:
        asked.setdefault(one.fact, []).append(one.subject)
    for fact, subjects in list(asked.items())[:ASKED_SHOWN]:
        who = "" if fact.startswith("household.") else f" ({', '.join(subjects)})"
        yield f"{lowered(sentences.label(fact))}{who}"


def _said(screening: Screening, rulebook: Rulebook, words: Words) -> Iterator[tuple[str, str]]:
    household = screening.typed.household
    yield from _of("household", words("page.paper.household"), household.facts, rulebook, words)
    for member in household.members or ():
        yield from _of("member", member.id, member.facts, rulebook, words)


def _of(
    scope: str, who: str, facts: Mapping[str, Declared], rulebook: Rulebook, words: Words
) -> Iterator[tuple[str, str]]:
    sentences = Sentences(rulebook, words.language)
    said: list[str] = []
    by_answer: dict[bool, list[str]] = {True: [], False: []}
    for key, value in facts.items():
        definition = rulebook.facts[f"{scope}.{key}"]
        known, label = written(definition, read_value(definition, value)), lowered(words.text(definition.label))
        if isinstance(known, bool):
            by_answer[known].append(label)
        else:
            said.append(f"{label}: {sentences.value(definition.name, known)}")
    for answer, labels in by_answer.items():
        if labels:
            said.append(
                words("page.paper.answered_yes" if answer else "page.paper.answered_no", labels=", ".join(labels))
            )
    if said:
        yield who, "; ".join(said)
