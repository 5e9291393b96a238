"""Legal numbers with their history: what each was worth from which day, and under which clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.explain.clause import ClauseWords
from eligibility.explain.sentence import Sentences
from eligibility.explain.words import raised
from eligibility.model.criteria import FactTest
from eligibility.model.standard import Multiple
from eligibility.model.walk import conditions_of, nodes, standards, standards_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eligibility.explain.words import Words
    from eligibility.model.programme import Programme
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.standard import Standard, StandardEntry, StandardReference


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number from a day on.

    Attributes:
        first: First day.
        says: The number, or how it follows from another; one line for each choice.
        clause: Under which clause.
        is_current: Whether it holds on the day looked at.
    """

    first: str
    says: tuple[str, ...]
    clause: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One legal number.

    Attributes:
        name: Its name.
        place: The territory that set it.
        values: What it was worth, the latest first.
    """

    name: str
    place: str
    values: tuple[Value, ...]


class StandardWords:
    """Writes legal numbers.

    Args:
        rulebook: Holds them.
        words: The words of one language.
    """

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        self._rulebook = rulebook
        self._words = words
        self._sentences = Sentences(rulebook, words.language)
        self._clauses = ClauseWords(rulebook, words)
        self._chosen_by = {
            one.name: one.by for programme in rulebook.programmes.values() for one in _used(programme) if one.by
        }

    def all(self, on: date) -> list[History]:
        """Every number of the rulebook."""
        return [self._history(standard, on) for standard in self._rulebook.standards]

    def of(self, programme: Programme, on: date) -> list[History]:
        """The numbers a programme rests on, and those they follow from."""
        waiting = [one.name for one in _used(programme)]
        names: dict[str, None] = {}
        while waiting:
            name = waiting.pop(0)
            if name not in names:
                names[name] = None
                waiting += [
                    entry.value.of.name
                    for standard in self._rulebook.standards
                    if standard.name == name
                    for entry in standard.entries
                    if isinstance(entry.value, Multiple)
                ]
        return [self._history(one, on) for name in names for one in self._rulebook.standards if one.name == name]

    def _history(self, standard: Standard, on: date) -> History:
        past = [entry for entry in standard.entries if entry.effective_from <= on]
        unit = self._rulebook.units.get(standard.jurisdiction)
        return History(
            name=raised(self._name(standard.name)),
            place=standard.jurisdiction if unit is None else self._words.text(unit.name),
            values=tuple(
                Value(
                    first=self._words.day(entry.effective_from),
                    says=tuple(self._says(standard.name, entry)),
                    clause=self._clauses.citations(entry.cite),
                    is_current=bool(past) and entry is past[-1],
                )
                for entry in reversed(standard.entries)
            ),
        )

    def _says(self, name: str, entry: StandardEntry) -> Iterator[str]:
        words = self._words
        match entry.value:
            case None:
                yield words("page.policy.ended")
            case int():
                yield words.money(entry.value)
            case Multiple(coefficient=coefficient, of=of, is_percent=is_percent):
                number = f"{coefficient * 100 if is_percent else coefficient:f}"
                number = number.rstrip("0").rstrip(".") if "." in number else number
                key = "formula.percent" if is_percent else "formula.times"
                yield words(key, number=words.decimal(number), base=self._name(of.name))
            case _:
                by = self._chosen_by.get(name)
                for choice, dong in entry.value.items():
                    said = choice if by is None else self._choice(by, choice)
                    yield f"{said}: {words.money(dong)}"

    def _choice(self, fact: str, choice: str) -> str:
        if choice in ("true", "false"):
            label = self._sentences.label(fact)
            return self._words("criterion.yes" if choice == "true" else "criterion.no", label=label)
        return raised(self._sentences.value(fact, choice))

    def _name(self, name: str) -> str:
        return self._words.get(f"standard.{name}") or name


def _used(programme: Programme) -> Iterator[StandardReference]:
    for version in programme.versions:
        for criterion in conditions_of(version):
            for node in nodes(criterion):
                if isinstance(node, FactTest):
                    yield from standards(node.tests)
        for benefit in version.benefits:
            if benefit.amount is not None:
                yield from standards_of(benefit.amount)
