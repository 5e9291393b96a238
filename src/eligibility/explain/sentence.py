"""Conditions of the rulebook as sentences, from the labels and choices of the fact dictionary.

Says what a condition asks, never whether anybody meets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from eligibility.explain.measure import Measures
from eligibility.explain.words import lowered, words_of
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    CountMembers,
    CountMet,
    EligibleFor,
    Equals,
    FactTest,
    LessThan,
    MoreThan,
    Not,
    OneOf,
    SomeMember,
)
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.explain.words import Words
    from eligibility.model.criteria import Bound, Criterion, Quantifier
    from eligibility.model.fact import FactDefinition
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

MEMBERS, PLACE = "household.members", "household.place"
"""Questions that are no facts of the dictionary: who belongs to the household, where it lives."""


class Sentences:
    """Writes conditions, labels, questions and values in one language.

    Args:
        rulebook: Holds the dictionary and the names of programmes.
        language: Which language.
    """

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self.words: Words = words_of(language)
        self._rulebook = rulebook
        self.measures = Measures(rulebook.facts, self.words)

    def label(self, fact: str) -> str:
        """The short name of a fact."""
        definition = self._rulebook.facts.get(fact)
        if definition is None:
            return self.words.get(f"asked_label.{fact.partition('.')[2]}") or fact
        return self.words.text(definition.label)

    def question(self, fact: str) -> str:
        """What a caseworker asks aloud."""
        definition = self._rulebook.facts.get(fact)
        if definition is None:
            return self.words.get(f"question.{fact.partition('.')[2]}") or fact
        return self.words.text(definition.question or definition.label)

    def programme(self, identifier: str) -> str:
        """The name of a programme."""
        programme = self._rulebook.programmes.get(identifier)
        return identifier if programme is None else self.words.text(programme.name)

    def value(self, fact: str, value: object) -> str:
        """A value as results write it, for a reader."""
        definition = self._rulebook.facts[fact]
        match value:
            case None | "":
                return self.words("unknown")
            case bool():
                return self.words("yes" if value else "no")
            case list() | tuple():
                return ", ".join(self.value(fact, item) for item in value) or self.words("no")
            case str() if definition.choices:
                return self._choice(definition, value)
            case _:
                return self.measures.known(definition, value)

    def of(self, criterion: Criterion, *, negated: bool = False) -> str:
        """A condition as part of a sentence.

        Args:
            criterion: The condition.
            negated: Say that it does not hold.
        """
        match criterion:
            case FactTest():
                return self._fact_test(criterion, negated=negated)
            case AllOf(parts=parts):
                return self._all(parts, negated=negated)
            case AnyOf(parts=parts):
                return self._any(parts, negated=negated)
            case Not(part=part):
                return self._not(part, negated=negated)
            case CountMet(parts=parts, at_least=number):
                key = "criterion.count_not_met" if negated else "criterion.count_met"
                return self.words(key, number=number, parts="; ".join(map(self.of, parts)))
            case SomeMember():
                return self._some_member(criterion, negated=negated)
            case CountMembers():
                return self._count_members(criterion, negated=negated)
            case EligibleFor():
                return self._eligible_for(criterion, negated=negated)
            case _:
                assert_never(criterion)

    def part(self, criterion: Criterion) -> str:
        """A condition that others may stand beside: alternatives in brackets."""
        return self._inside(criterion, AnyOf)

    def persons(self, tests: Sequence[Bound]) -> str:
        """Bounds on a number of members."""
        return self.measures.bounds(tests, self.measures.persons)

    def _all(self, parts: tuple[Criterion, ...], *, negated: bool) -> str:
        said = [self.part(part) for part in parts]
        if negated and len(parts) > 1:
            return self.words("criterion.not_all", parts="; ".join(said))
        if negated:
            return self.of(parts[0], negated=True)
        return self.words.joined(said, "and", "; ")

    def _any(self, parts: tuple[Criterion, ...], *, negated: bool) -> str:
        if negated and len(parts) > 1:
            return self.words("criterion.none_of", parts="; ".join(map(self.of, parts)))
        if negated:
            return self.of(parts[0], negated=True)
        return self.words.joined([self._inside(part, AllOf) for part in parts], "or", "; ")

    def _inside(self, part: Criterion, bracketed: type[AllOf | AnyOf]) -> str:
        said = self.of(part)
        return f"({said})" if isinstance(part, bracketed) and len(part.parts) > 1 else said

    def _not(self, part: Criterion, *, negated: bool) -> str:
        if negated:
            return self.of(part)
        if isinstance(part, FactTest | EligibleFor | SomeMember | Not):
            return self.of(part, negated=True)
        return self.words("criterion.unless", part=self.of(part))

    def _fact_test(self, criterion: FactTest, *, negated: bool) -> str:
        definition = self._rulebook.facts[criterion.fact]
        label = lowered(self.words.text(definition.label))
        named: list[str] = []
        bounds: list[Bound] = []
        for test in criterion.tests:
            match test:
                case Equals(value=bool() as value):
                    return self.words("criterion.yes" if value != negated else "criterion.no", label=label)
                case Equals(value=int() as value):
                    named = [self.measures.limit(definition, value)]
                case Equals(value=str() as value):
                    named = [self._choice(definition, value)]
                case OneOf(values=values):
                    named = [self._choice(definition, value) for value in values]
                case AtLeast() | MoreThan() | LessThan() | AtMost():
                    bounds.append(test)
                case _:
                    assert_never(test)  # type: ignore[arg-type] # the values of Equals are spelled out above
        if bounds:
            return self.measures.sentence(definition, bounds, negated=negated)
        key = "equals" if definition.type.is_ordered else "is"
        if definition.type is FactType.CHOICES:
            key = "has"
        if negated:
            key = {"equals": "not_equal", "is": "is_not", "has": "has_not"}[key]
        return self.words(f"criterion.{key}", label=label, value=self.words.joined(named, "or"))

    def _choice(self, definition: FactDefinition, code: str) -> str:
        text = definition.choices.get(code)
        return code if text is None else lowered(self.words.text(text))

    def _where(self, criterion: Quantifier) -> dict[str, str]:
        where = self.part(criterion.where)
        return {"where": where, "link": "" if criterion.linked_by is None else self.label(criterion.linked_by)}

    def _some_member(self, criterion: SomeMember, *, negated: bool) -> str:
        key = ("no" if negated else "some") + ("_member" if criterion.linked_by is None else "_linked")
        return self.words(f"criterion.{key}", **self._where(criterion))

    def _count_members(self, criterion: CountMembers, *, negated: bool) -> str:
        key = "count_members" if criterion.linked_by is None else "count_linked"
        bound = self.measures.bounds(criterion.tests, self.measures.persons, negated=negated)
        return self.words(f"criterion.{key}", bound=bound, **self._where(criterion))

    def _eligible_for(self, criterion: EligibleFor, *, negated: bool) -> str:
        if criterion.kind == "programme":
            key = "criterion.belongs_not" if negated else "criterion.belongs"
            return self.words(key, name=self.programme(criterion.name))
        key = "criterion.belongs_none" if negated else "criterion.belongs_any"
        return self.words(key, names="; ".join(map(self.programme, self.programmes_of(criterion.name))))

    def programmes_of(self, group: str) -> Iterator[str]:
        """Ids of the programmes of a group."""
        for programme in self._rulebook.programmes.values():
            if any(version.group == group for version in programme.versions):
                yield programme.id
