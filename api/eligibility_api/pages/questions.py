"""The form: its questions by theme, of the household and of each member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eligibility.model.fact import FactType
from eligibility_api.pages.entry import CALLED, HOUSEHOLD, NOTHING
from eligibility_api.pages.state import PLACE_FACT, State
from eligibility_api.pages.themes import OPEN, OTHER, theme_of, themes
from eligibility_api.pages.usable import ALWAYS

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from eligibility.explain.words import Words
    from eligibility.model.fact import FactDefinition, FactDictionary
    from eligibility_api.pages.entry import Entry

Widget = Literal["yes_no", "choice", "set", "date", "number", "money", "text"]
_WIDGETS: Mapping[FactType, Widget] = {
    FactType.BOOLEAN: "yes_no",
    FactType.CHOICE: "choice",
    FactType.CHOICES: "set",
    FactType.MEMBERS: "set",
    FactType.DATE: "date",
    FactType.DONG: "money",
    FactType.INTEGER: "number",
    FactType.YEARS: "number",
    FactType.MONTHS: "number",
    FactType.TEXT: "text",
}
WHERE = f"{HOUSEHOLD}.place"
"""Field of the commune or district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of the form.

    Attributes:
        name: Of the input, such as `m1.birth_date`.
        widget: How it is answered.
        label: In short.
        question: As a caseworker asks it aloud.
        note: What to mind; empty where nothing.
        options: Values with their labels, without "unknown".
        values: What was answered.
        wrong: What is wrong with that; empty where nothing.
        is_useful: Whether its answer could still change something.
        is_next: Whether it is the best one to ask now.
        is_fixed: Whether it stands open whatever its answer is worth.
        order: Its place in the theme.
    """

    name: str
    widget: Widget
    label: str
    question: str
    note: str
    options: tuple[tuple[str, str], ...] = ()
    values: tuple[str, ...] = ()
    wrong: str = ""
    is_useful: bool = True
    is_next: bool = False
    is_fixed: bool = False
    order: int = 0

    @property
    def value(self) -> str:
        """The one answer; empty for unknown."""
        return self.values[0] if self.values else ""

    @property
    def is_shown(self) -> bool:
        """Whether it stands open: it is answered, or could still change something."""
        return bool(self.values) or self.is_useful or self.is_next or self.is_fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Questions that belong together.

    Attributes:
        id: Of the block, such as `m1-health`.
        title: Its title.
        fields: Its questions.
        is_open: Whether it stands open.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
    is_open: bool

    @property
    def shown(self) -> list[Field]:
        """Questions that stand open."""
        return [one for one in self.fields if one.is_shown]

    @property
    def folded(self) -> list[Field]:
        """Unanswered questions that can no longer change anything."""
        return [one for one in self.fields if not one.is_shown]

    @property
    def waiting(self) -> int:
        """Number of unanswered questions that could still change something."""
        return sum(not one.values for one in self.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBlock:
    """One member in the form.

    Attributes:
        slot: Such as `m1`.
        name: What the member is called.
        called: What was typed for that.
        themes: Questions about this member.
    """

    slot: str
    name: str
    called: str
    themes: tuple[Theme, ...]

    @property
    def core(self) -> list[Field]:
        """The questions that are asked of everybody."""
        return [field for theme in self.themes for field in theme.fields if field.is_fixed]


class Form:
    """Writes the questions of a form.

    Args:
        facts: What may be asked.
        askable: Facts that can matter on the day and place, with the number of programmes that use each.
        words: The words of one language.
        state: What the answers so far mean.
    """

    def __init__(self, facts: FactDictionary, askable: Counter[str], words: Words, state: State) -> None:
        self._facts = facts
        self._askable = askable
        self._words = words
        self._state = state

    def household(self, entry: Entry) -> tuple[Theme, ...]:
        """Questions about the household."""
        return self._themes("household", HOUSEHOLD, entry, {})

    def people(self, entry: Entry) -> tuple[PersonBlock, ...]:
        """Questions about each member."""
        names = entry.names(self._words("page.person"))
        return tuple(
            PersonBlock(
                slot=slot,
                name=names[slot],
                called=entry.one(f"{slot}.{CALLED}"),
                themes=self._themes("member", slot, entry, {one: name for one, name in names.items() if one != slot}),
            )
            for slot in entry.people
        )

    def kept(self, entry: Entry) -> list[tuple[str, str]]:
        """Answers to questions that this day and place do not ask, carried along unseen."""
        scopes = {HOUSEHOLD: "household", **dict.fromkeys(entry.people, "member")}
        return [
            (name, text)
            for name, texts in entry.values.items()
            for text in texts
            if (scope := scopes.get(name.partition(".")[0])) is not None
            and not name.endswith(f".{CALLED}")
            and name != WHERE
            and not self._is_asked(f"{scope}.{name.partition('.')[2]}")
        ]

    def one(self, name: str, entry: Entry) -> Field | None:
        """The question of one field; None where the form has no such field."""
        slot, _, key = name.partition(".")
        definition = self._facts.get(f"household.{key}" if slot == HOUSEHOLD else f"member.{key}")
        if definition is None or (slot != HOUSEHOLD and slot not in entry.people):
            return None
        names = entry.names(self._words("page.person"))
        return self._field(definition, slot, entry, {one: said for one, said in names.items() if one != slot}, 0)

    def _is_asked(self, fact: str) -> bool:
        return fact != PLACE_FACT and fact in self._askable and self._facts[fact].question is not None

    def _themes(
        self, scope: Literal["household", "member"], slot: str, entry: Entry, others: Mapping[str, str]
    ) -> tuple[Theme, ...]:
        sorted_in: dict[str, list[FactDefinition]] = {theme: [] for theme in (*themes()[scope], OTHER)}
        for name, definition in self._facts.items():
            if definition.scope == scope and self._is_asked(name):
                sorted_in[theme_of(scope, definition.key)].append(definition)
        found = []
        for theme, definitions in sorted_in.items():
            if theme != "identity":
                definitions.sort(key=lambda one: -self._askable[one.name])
            fields = tuple(
                self._field(one, slot, entry, others, order) for order, one in enumerate(definitions, start=1)
            )
            if fields:
                is_open = theme in OPEN[scope] or any(one.values or one.is_next or one.wrong for one in fields)
                title = self._words(f"page.theme.{scope}.{theme}")
                found.append(Theme(id=f"{slot}-{theme}", title=title, fields=fields, is_open=is_open))
        return tuple(found)

    def _field(
        self, definition: FactDefinition, slot: str, entry: Entry, others: Mapping[str, str], order: int
    ) -> Field:
        words, state, name = self._words, self._state, f"{slot}.{definition.key}"
        return Field(
            name=name,
            widget=_WIDGETS[definition.type],
            label=words.text(definition.label),
            question=words.text(definition.question or definition.label),
            note="" if definition.note is None else words.text(definition.note),
            options=tuple(self._options(definition, others)),
            values=entry.values.get(name, ()),
            wrong=state.wrong.get(name, ""),
            is_useful=state.useful is None or name in state.useful,
            is_next=name == state.next,
            is_fixed=definition.name in ALWAYS,
            order=order,
        )

    def _options(self, definition: FactDefinition, others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        words = self._words
        if definition.type is FactType.BOOLEAN:
            yield from (("true", words("page.yes")), ("false", words("page.no")))
        elif definition.type is FactType.MEMBERS:
            yield from others.items()
            yield NOTHING, words("page.nobody")
        else:
            yield from ((code, words.text(label)) for code, label in definition.choices.items())
            if definition.type is FactType.CHOICES and "none" not in definition.choices:
                yield NOTHING, words("page.none_of_these")
