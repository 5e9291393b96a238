"""*Tùy chọn*: the choices that change how a household is judged, as typed, as read, and as said beside the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from eligibility.explain.words import sentence
from eligibility.model.benefit import FundingPart
from eligibility.model.text import Text
from eligibility_api.pages.typed import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.explain.words import Words
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.rulebook import Rulebook
    from eligibility_api.pages.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices as understood.

    Attributes:
        assume: Whether silence is taken for the meaning the dictionary gives it.
        issued: Awaited instruments treated as issued on every day.
        known_at: Assessment date; None for all law that is known.
        unread: What was typed for an assessment date and is none; left out.
    """

    assume: bool
    issued: Mapping[str, Literal[True]]
    known_at: date | None
    unread: str = ""

    @property
    def number(self) -> int:
        """How many choices are made."""
        return self.assume + len(self.issued) + (self.known_at is not None)

    @property
    def asked(self) -> dict[str, Any]:
        """The same as arguments of the engine."""
        return {"assume": self.assume, "issued": self.issued, "known_at": self.known_at}

    def said(self, rulebook: Rulebook, words: Words) -> tuple[str, ...]:
        """What has to stand beside every answer that was reached with them."""
        marks = []
        if self.assume:
            marks.append(words("page.given.assume"))
        if self.issued:
            # A batch may have been judged by rules that knew another instrument.
            labels = (rulebook.pending[one].label if one in rulebook.pending else Text(one, one) for one in self.issued)
            names = "; ".join(map(words.text, labels))
            marks.append(sentence(words("page.given.issued", names=names)))
        if self.known_at is not None:
            marks.append(words("page.given.known_at", day=words.day(self.known_at)))
        return tuple(marks)


NO_CHOICES = Choices(assume=False, issued={}, known_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedChoice:
    """An instrument that may be treated as issued.

    Attributes:
        id: As the form sends it.
        name: What it is.
        is_chosen: Whether it is treated so.
    """

    id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The choices as a page offers them.

    Attributes:
        choices: Those made.
        awaited: Instruments that may be treated as issued.
    """

    choices: Choices
    awaited: tuple[AwaitedChoice, ...]


def read_choices(entry: Entry, rulebook: Rulebook) -> Choices:
    """The choices of a form."""
    known_at = read_day(entry.known_at) if entry.known_at else None
    return Choices(
        assume=entry.assume,
        issued={one: True for one in entry.issued if one in rulebook.pending},
        known_at=known_at,
        unread=entry.known_at if known_at is None else "",
    )


def recorded_choices(asked: Mapping[str, Any]) -> Choices:
    """The choices a batch was recorded with; what an instrument counts as issued from is not told here."""
    known_at = asked["known_at"]
    return Choices(
        assume=asked["assume"],
        issued=dict.fromkeys(asked["issued"], True),
        known_at=None if known_at is None else date.fromisoformat(known_at),
    )


def awaited_choices(law: LawOfTheDay, chosen: Choices, words: Words) -> tuple[AwaitedChoice, ...]:
    """Instruments that something in force on the day waits for, and those already chosen."""
    waited_for = {*_awaited(law), *chosen.issued}
    return tuple(
        AwaitedChoice(id=one.id, name=words.text(one.label), is_chosen=one.id in chosen.issued)
        for one in law.rulebook.pending.values()
        if one.id in waited_for and one.issued is None
    )


def _awaited(law: LawOfTheDay) -> Iterator[str]:
    for applied in law.programmes.values():
        version = applied.version
        if version is None:
            continue
        if version.depends_on is not None:
            yield version.depends_on.instrument
        for benefit in version.benefits:
            for part in benefit.funding:
                if isinstance(part, FundingPart) and part.depends_on is not None:
                    yield part.depends_on
