"""What questions look like on the wire: a determination's, in words, each with where its answer goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.determination import Receipt, Status
from eligibility.explain.sentence import Sentences
from eligibility.matching.asking import PLACE

if TYPE_CHECKING:
    from eligibility.determination import Question, Result
    from eligibility.household import Household
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A fact worth asking, in words.

    Attributes:
        fact: Full name; `household.members` and `household.place` ask for the members, and for a narrower place.
        subject: Id of the member, or of the household.
        path: Where the answer goes in the request; null where that member is not listed.
        question: What to ask aloud.
        label: Its short name.
        note: Help beside the question.
        type: Type of the answer; null where it is no fact of the dictionary.
        choices: Answers by code, for a choice.
        sensitive: Whether the answer should stay out of lists that others see.
        settles: Open determinations that wait for this answer alone.
    """

    fact: str
    subject: str
    path: str | None
    question: str
    label: str
    note: str | None
    type: str | None
    choices: Mapping[str, str]
    sensitive: bool
    settles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsAnswer:
    """What to ask next.

    Attributes:
        receipt: What the answer was made from.
        open: Determinations that are open.
        next: The question that settles most; null where no answer could settle anything.
        questions: All questions worth asking, the one that settles most first.
    """

    receipt: Receipt
    open: int
    next: AskedQuestion | None
    questions: tuple[AskedQuestion, ...]


def questions_answer(result: Result, household: Household, rulebook: Rulebook, language: Language) -> QuestionsAnswer:
    """What to ask next, from a determination."""
    sentences = Sentences(rulebook, language)
    questions = tuple(_asked(one, household, rulebook, sentences, language) for one in result.ask)
    return QuestionsAnswer(
        receipt=result.receipt,
        open=sum(one.status is Status.UNDETERMINED and one.shown is None for one in result.determinations),
        next=next((one for one in questions if _can_be_asked(one.fact, rulebook)), None),
        questions=questions,
    )


def _can_be_asked(fact: str, rulebook: Rulebook) -> bool:
    """Whether somebody can answer it, rather than what it follows from."""
    definition = rulebook.facts.get(fact)
    return definition is None or definition.question is not None


def _asked(
    question: Question, household: Household, rulebook: Rulebook, sentences: Sentences, language: Language
) -> AskedQuestion:
    definition = rulebook.facts.get(question.fact)
    return AskedQuestion(
        fact=question.fact,
        subject=question.subject,
        path=_path(question, household, rulebook),
        question=sentences.question(question.fact),
        label=sentences.label(question.fact),
        note=None if definition is None or definition.note is None else definition.note.into(language),
        type=None if definition is None else definition.type.value,
        choices={} if definition is None else {code: one.into(language) for code, one in definition.choices.items()},
        sensitive=definition is not None and definition.sensitive,
        settles=question.settles,
    )


def _path(question: Question, household: Household, rulebook: Rulebook) -> str | None:
    """Where the answer goes; None where the member asked about is not listed."""
    scope, _, key = question.fact.partition(".")
    if question.fact == PLACE and PLACE not in rulebook.facts:
        return "jurisdiction"
    if scope == "household":
        return f"household.{key}"
    ids = [member.id for member in household.members or ()]
    return f"household.members[{ids.index(question.subject)}].{key}" if question.subject in ids else None
