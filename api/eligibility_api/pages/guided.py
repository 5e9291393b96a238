"""*Hỏi từng câu*: one question at a time, the most useful one first; the page carries everything that was answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eligibility_api.pages.entry import COMMAND, DAY, PLACE, Entry
from eligibility_api.pages.forms import read_form
from eligibility_api.pages.household import entered
from eligibility_api.pages.questions import WHERE, Field, Form
from eligibility_api.pages.screening import Screening, screen
from eligibility_api.pages.state import ADD, field_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from eligibility.explain.words import Words
    from eligibility_api.pages.site import Site

STEP, ASKED = "buoc", "da_hoi"
WHERE_AND_WHEN, WHO, OVER = "noi", "nguoi", "xong"
_ASKED_AT_WHO = ("goi", "birth_date", "relation_to_head", "gender")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the questions.

    Attributes:
        name: A field, or one of the steps around the questions.
        asked: Steps before this one, in their order.
        field: The question; None on the steps around them.
        about: Whom it is about; empty for the household.
        screening: What the answers so far mean.
        remaining: Questions that could still change something.
        hidden: Everything answered elsewhere, carried along.
        wrong: What is wrong with the answer just given.
    """

    name: str
    asked: tuple[str, ...]
    field: Field | None
    about: str
    screening: Screening
    remaining: int
    hidden: list[tuple[str, str]]
    wrong: str


class GuidedPages:
    """Question by question.

    Args:
        site: What all pages share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.pages = (("/hoi", self.ask, ["GET", "POST"]),)

    async def ask(self, request: Request) -> Response:
        """The next question, the one before, or the result."""
        words = self._site.words(request)
        if request.method == "GET":
            entry = await entered(self._site, request)
            return self._site.show(request, "guided.html", step=self._step(WHERE_AND_WHEN, (), entry, words))
        form = await read_form(request, self._site.service.settings.body_bytes)
        entry = Entry.read(form, self._site.place)
        asked = tuple(one for one in form.getlist(ASKED) if isinstance(one, str))
        here, command = str(form.get(STEP) or ""), str(form.get(COMMAND) or "")
        step = self._next(here, command, asked, entry, words)
        return self._site.show(request, "guided.html", step=step)

    def _next(self, here: str, command: str, asked: tuple[str, ...], entry: Entry, words: Words) -> Step:
        if not here:  # from the long form, with whatever was filled in there
            return self._question((WHERE_AND_WHEN, WHO), entry, words)
        if command == "xem-lai":  # the same step in another language
            return self._step(here, asked, entry, words)
        if command == "lui":
            return self._step(asked[-1] if asked else WHERE_AND_WHEN, asked[:-1], entry, words)
        if command == "bo_qua":
            entry = replace(entry, values={name: said for name, said in entry.values.items() if name != here})
        stays = here == WHO and (command == "them" or command.startswith("bo:"))
        step = self._step(here, asked, entry, words)
        if stays or step.wrong:
            return step
        asked = (*asked, here)
        if command == "xong":
            return self._step(OVER, asked, entry, words)
        if here == WHERE_AND_WHEN:
            return self._step(WHO, asked, entry, words)
        return self._question(asked, entry, words)

    def _question(self, asked: tuple[str, ...], entry: Entry, words: Words) -> Step:
        """The most useful question that was not asked yet; the result where there is none."""
        screening = screen(self._site, entry, words)
        return self._step(next(iter(self._waiting(screening, asked)), OVER), asked, entry, words, screening)

    def _waiting(self, screening: Screening, asked: Sequence[str]) -> list[str]:
        if screening.result is None:
            return []
        entry = screening.entry
        slots = {name: slot for slot, name in screening.typed.names.items()}
        askable = self._site.usable(screening.unit, screening.on, screening.choices.known_at)
        fields = (field_of(one, slots, askable, "") for one in screening.result.ask)
        return [one for one in dict.fromkeys(fields) if one not in ("", ADD, *asked, *entry.values)]

    def _step(
        self, name: str, asked: tuple[str, ...], entry: Entry, words: Words, screening: Screening | None = None
    ) -> Step:
        screening = screening or screen(self._site, entry, words)
        askable = self._site.usable(screening.unit, screening.on, screening.choices.known_at)
        field = Form(self._site.rulebook.facts, askable, words, screening.state).one(name, entry)
        if field is None and name not in (WHERE_AND_WHEN, WHO):
            name = OVER
        return Step(
            name=name,
            asked=asked,
            field=field,
            about="" if field is None else screening.typed.names.get(name.partition(".")[0], ""),
            screening=screening,
            remaining=len(self._waiting(screening, asked)),
            hidden=[(one, said) for one, said in entry.hidden() if not _is_asked_at(name, one)],
            wrong=_wrong(name, screening),
        )


def _is_asked_at(step: str, field: str) -> bool:
    """Whether a step has an input of its own for a field."""
    if step == WHERE_AND_WHEN:
        return field in (PLACE, DAY, WHERE)
    if step == WHO:
        return field in ("nguoi", "du_nguoi") or (field[:1] == "m" and field.partition(".")[2] in _ASKED_AT_WHO)
    return field == step


def _wrong(step: str, screening: Screening) -> str:
    """What is wrong on a step; where the household as a whole contradicts itself, the last answer has to yield."""
    found = [text for field, text in screening.mistakes if _is_asked_at(step, field) or not field]
    if not found and screening.result is None and step != OVER:
        found = [text for _field, text in screening.mistakes]
    return next(iter(found), "")
