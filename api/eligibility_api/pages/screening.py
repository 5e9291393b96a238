"""One household judged for the page: what was typed, what it means, which questions remain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.errors import HouseholdError
from eligibility.given import today
from eligibility_api.pages.answers import AnswerPage, Answers
from eligibility_api.pages.choices import Choices, Offer, awaited_choices, read_choices
from eligibility_api.pages.entry import DAY, HOUSEHOLD, KNOWN_AT, PLACE
from eligibility_api.pages.questions import WHERE, Field, Form, PersonBlock, Theme
from eligibility_api.pages.state import State, state_of
from eligibility_api.pages.typed import Typed, read_day, read_entry

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable
    from datetime import date

    from eligibility.determination import Result
    from eligibility.explain.words import Words
    from eligibility_api.pages.entry import Entry
    from eligibility_api.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """Everything the page of a household shows.

    Attributes:
        entry: What was typed.
        day: The reference date as shown.
        on: The reference date; the day before any can be read is today.
        unit: Id of the place.
        place: Its name.
        offer: Choices that change how it is judged, made and to be made.
        given: What the choices mean, to be said beside the result.
        household: Questions about the household.
        people: Questions about its members.
        kept: Answers that this day and place do not ask for.
        state: What the answers mean for the form.
        next: The question to ask next; None where nothing is open or the form has no field for it.
        next_of: Whom it is about; empty for the household.
        result: The result; None where the household cannot be judged.
        answers: The same for reading.
        mistakes: What is wrong, each with the field it is about.
        typed: What was understood.
    """

    entry: Entry
    day: str
    on: date
    unit: str
    place: str
    offer: Offer
    given: tuple[str, ...]
    household: tuple[Theme, ...]
    people: tuple[PersonBlock, ...]
    kept: list[tuple[str, str]]
    state: State
    next: Field | None
    next_of: str
    result: Result | None
    answers: Answers | None
    mistakes: tuple[tuple[str, str], ...]
    typed: Typed

    @property
    def choices(self) -> Choices:
        """Choices that change how it is judged."""
        return self.offer.choices

    @property
    def here_and_then(self) -> dict[str, str]:
        """Place and day for the next household; a day that is today is not carried into tomorrow."""
        return {PLACE: self.unit, DAY: self.on.strftime("%d/%m/%Y") if self.on != today() else ""}

    @property
    def signals(self) -> Mapping[str, object]:
        """What the script of the page needs to mark the fields."""
        useful = self.state.useful
        return {
            "useful": None if useful is None else sorted(useful),
            "next": self.state.next,
            "wrong": dict(self.state.wrong),
        }


def screen(site: Site, entry: Entry, words: Words) -> Screening:
    """Judge what was typed."""
    rulebook = site.rulebook
    on, wrong = _day(entry)
    place = site.known_place(entry.place)
    choices = read_choices(entry, rulebook)
    if choices.unread:
        wrong[KNOWN_AT] = "not_day"
    askable = site.usable(place, on, choices.known_at)
    typed = read_entry(entry, rulebook.facts, words("page.person"))
    wrong |= typed.wrong
    result = None
    try:
        result = site.engine.determine(
            typed.household, jurisdiction=place, on=on, everything=True, language=words.language, **choices.asked
        )
    except HouseholdError as error:
        wrong |= typed.fields_of(error)
    said = {field: words.get(f"page.wrong.{key}") or words("page.wrong.other") for field, key in wrong.items()}
    where = PLACE if rulebook.units[place].level == "country" else WHERE
    slots = {name: slot for slot, name in typed.names.items()}
    state = State(None, "", said) if result is None else state_of(result, slots, askable, said, where)
    form = Form(rulebook.facts, askable, words, state)
    asked = form.one(state.next, entry)
    page = AnswerPage(rulebook, words, list(typed.names.values()), _finder(slots, askable))
    return Screening(
        entry=entry,
        day=entry.day if DAY in wrong else words.day(on),
        on=on,
        unit=place,
        place=words.text(rulebook.units[place].name),
        offer=Offer(choices=choices, awaited=awaited_choices(site.law(place, on, choices.known_at), choices, words)),
        given=choices.said(rulebook, words),
        household=form.household(entry),
        people=form.people(entry),
        kept=form.kept(entry),
        state=state,
        next=asked,
        next_of="" if asked is None else typed.names.get(asked.name.partition(".")[0], ""),
        result=result,
        answers=None if result is None else page.of(result),
        mistakes=tuple((field, _at(field, text, form, entry, typed, words)) for field, text in said.items()),
        typed=typed,
    )


def _day(entry: Entry) -> tuple[date, dict[str, str]]:
    if not entry.day:
        return today(), {}
    on = read_day(entry.day)
    return (today(), {DAY: "not_day"}) if on is None else (on, {})


def _finder(slots: Mapping[str, str], askable: Counter[str]) -> Callable[[str, str], str]:
    """Where a fact of somebody is answered; empty where the form has no field for it."""

    def field(fact: str, member: str) -> str:
        scope, _, key = fact.partition(".")
        if fact not in askable:
            return ""
        slot = HOUSEHOLD if scope == "household" else slots.get(member, "")
        return f"{slot}.{key}" if slot else ""

    return field


def _at(field: str, text: str, form: Form, entry: Entry, typed: Typed, words: Words) -> str:
    """What is wrong, with the name of the field and whose it is."""
    around = {DAY: "page.day", WHERE: "page.commune", KNOWN_AT: "page.options.known_at"}.get(field)
    if around is not None:
        return f"{words(around)}: {text}"
    found = form.one(field, entry)
    if found is None:
        return text
    who = typed.names.get(field.partition(".")[0])
    return f"{found.label}{f' ({who})' if who else ''}: {text}"
