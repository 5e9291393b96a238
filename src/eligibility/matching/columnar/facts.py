"""How a fact is known in columns: stated, implied by a precondition, derived from others, or assumed.

The rules of `matching.knowledge`, in the same order: a stated value stands where a derivation is silent; both known
and different is a contradiction, which has a column of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from eligibility.matching.columnar.stock import HIGH, KNOWN, LOW, code_column, columns_of, has_bounds
from eligibility.matching.columnar.terms import Pair, Table, Term
from eligibility.matching.columnar.values import (
    CombinedWord,
    Span,
    StatedChoice,
    StatedFlag,
    StatedSet,
    UnknownWord,
    Word,
    Words,
)
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.matching.columnar.making import Terms
    from eligibility.matching.columnar.stock import Stock
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.criteria import Criterion, Value
    from eligibility.model.fact import FactDefinition

Way = tuple[Term, "Value | None"]
"""Where a value follows, and which; None where only that something decides is known."""


class Subject(Enum):
    """Whose situation a criterion is about: a member, or nobody in particular.

    NOBODY is the household itself, and the stand-in member where a household lists nobody: no member fact is known.
    """

    MEMBER = "member"
    NOBODY = "nobody"


class Facts:
    """Values of facts for one day, place and stock of columns.

    Args:
        terms: Makes terms.
        law: The law of that day and place.
        stock: What the columns say.
        verdict: Gives a criterion its verdict for a subject; derivations are criteria.
        assume: Whether silence is given the dictionary's meaning.
    """

    def __init__(
        self,
        terms: Terms,
        law: LawOfTheDay,
        stock: Stock,
        verdict: Callable[[Criterion, Subject], Pair],
        *,
        assume: bool,
    ) -> None:
        self._terms = terms
        self._law = law
        self._stock = stock
        self._verdict = verdict
        self._assume = assume
        self._values: dict[tuple[str, Subject], Words | Span] = {}
        self._ways: dict[tuple[str, Subject], tuple[Way, ...]] = {}

    def has(self, name: str) -> bool:
        """Whether the dictionary has such a fact."""
        return name in self._law.rulebook.facts

    def definition(self, name: str) -> FactDefinition:
        """The dictionary's entry."""
        return self._law.rulebook.facts[name]

    def subject(self, name: str, subject: Subject) -> Subject:
        """Whose fact it is, for a subject: a household's fact is nobody's in particular."""
        return Subject.NOBODY if name.startswith("household.") else subject

    def value(self, name: str, subject: Subject) -> Words | Span:
        """The value a criterion sees."""
        key = (name, self.subject(name, subject))
        if key not in self._values:
            self._values[key] = self._combined(*key)
        return self._values[key]

    def stated(self, name: str, subject: Subject) -> Words | Span:
        """The value as stated, with no derivation."""
        definition = self.definition(name)
        is_there = definition.scope == "household" or subject is Subject.MEMBER
        present = [name for name in columns_of(definition) if is_there and name in self._stock.columns]
        if definition.type.is_ordered:
            return self._stated_span(definition) if present else Span(self._terms.null, self._terms.null)
        if not present:
            return UnknownWord(self._terms)
        if definition.type is FactType.BOOLEAN:
            return StatedFlag(self._terms, self._column(name, definition))
        if definition.type is FactType.CHOICES:
            columns = {code: self._column(code_column(name, code), definition) for code in definition.choices}
            return StatedSet(self._terms, columns)
        return StatedChoice(self._terms, self._column(name, definition))

    def knows_link(self, name: str) -> Term:
        """Whether it is known whom a link names."""
        column = name + KNOWN
        return (
            self._terms.column(column, Table.MEMBERS, nullable=False)
            if column in self._stock.columns
            else self._terms.false
        )

    def has_implied(self, name: str) -> bool:
        """Whether something may imply the fact on the day."""
        definition = self.definition(name)
        return definition.since is not None or definition.only_if is not None or bool(self._branches(definition))

    def basis(self, name: str) -> tuple[Criterion | None, tuple[tuple[Criterion | None, Value], ...]]:
        """The criteria a fact follows from: its precondition, and the branches of its derivation that day."""
        definition = self.definition(name)
        return definition.only_if, self._branches(definition)

    def contradiction(self, name: str) -> Term:
        """Where a stated value disagrees with what follows from other facts."""
        definition = self.definition(name)
        subject = Subject.MEMBER if definition.scope == "member" else Subject.NOBODY
        if not self.has_implied(name):
            return self._terms.false
        stated = self.stated(name, subject)
        if isinstance(stated, Span):
            return self._apart(stated, self._implied_span(definition, subject))
        differing = [
            self._terms.all_of(taken, self._terms.no(stated.equals(word)))
            for taken, word in self._words(definition, subject)
        ]
        return self._terms.all_of(stated.known, self._terms.any_of(*differing))

    def _column(self, name: str, definition: FactDefinition) -> Term:
        table = Table.HOUSEHOLDS if definition.scope == "household" else Table.MEMBERS
        return self._terms.column(name, table, nullable=name not in self._stock.full)

    def _stated_span(self, definition: FactDefinition) -> Span:
        if not has_bounds(definition):
            exact = self._column(definition.name, definition)
            return Span(exact, exact)
        low = self._column(definition.name + LOW, definition)
        return Span(
            low, low if definition.name in self._stock.exact else self._column(definition.name + HIGH, definition)
        )

    def _combined(self, name: str, subject: Subject) -> Words | Span:
        definition = self.definition(name)
        stated = self.stated(name, subject)
        assumed = definition.assume if self._assume else None
        if not self.has_implied(name) and assumed is None:
            return stated
        if isinstance(stated, Span):
            return self._combined_span(definition, stated, subject, assumed)
        word = None if assumed is None else _word(definition, assumed)
        return CombinedWord(self._terms, stated, self._words(definition, subject), word)

    def _combined_span(
        self, definition: FactDefinition, stated: Span, subject: Subject, assumed: Value | tuple[str, ...] | None
    ) -> Span:
        terms = self._terms
        implied = self._implied_span(definition, subject)
        low = terms.greatest(stated.low, implied.low)
        high = (
            low if stated.low is stated.high and implied.low is implied.high else terms.least(stated.high, implied.high)
        )
        may_cross = self._assume and terms.null not in (stated.low, implied.low)
        if may_cross:
            high = terms.least(stated.high, implied.high)
        if isinstance(assumed, int):
            number = terms.constant(int(assumed))
            is_known = terms.known(low)
            low, high = terms.chosen(is_known, low, number), terms.chosen(is_known, high, number)
        return Span(low, high, may_cross)

    def _implied_span(self, definition: FactDefinition, subject: Subject) -> Span:
        if definition.since is not None:
            return self._age(definition, subject)
        value = self._terms.null
        for taken, implied in reversed(self._taken(definition, subject)):
            number = self._terms.null if implied is None else self._terms.constant(int(implied))
            value = self._terms.chosen(taken, number, value)
        return Span(value, value)

    def _age(self, definition: FactDefinition, subject: Subject) -> Span:
        start = self.value(str(definition.since), subject)
        day = self._terms.constant(self._law.day)
        end = Span(day, day) if definition.until is None else self.value(definition.until, subject)
        if not isinstance(start, Span) or not isinstance(end, Span):
            message = f"{definition.name} counts from or to a fact that is no date"
            raise TypeError(message)
        return Span(self._completed(definition, start.high, end.low), self._completed(definition, start.low, end.high))

    def _completed(self, definition: FactDefinition, since: Term, until: Term) -> Term:
        terms = self._terms
        if definition.type is FactType.YEARS:
            whole = terms.quotient(terms.minus(until, since), 10_000)
        else:
            whole = terms.quotient(terms.minus(terms.months(until), terms.months(since)), 100)
        return terms.not_below_zero(whole)

    def _apart(self, stated: Span, implied: Span) -> Term:
        terms = self._terms
        above = terms.no(terms.at_least(stated.high, implied.low))
        below = terms.no(terms.at_least(implied.high, stated.low))
        return terms.any_of(terms.filled(above, value=False), terms.filled(below, value=False))

    def _words(self, definition: FactDefinition, subject: Subject) -> list[tuple[Term, Word]]:
        return [
            (taken, _word(definition, value)) for taken, value in self._taken(definition, subject) if value is not None
        ]

    def _taken(self, definition: FactDefinition, subject: Subject) -> tuple[Way, ...]:
        """Where each way a fact follows is taken: the first that is not surely closed must be surely open."""
        key = (definition.name, self.subject(definition.name, subject))
        if key not in self._ways:
            terms = self._terms
            only_if, branches = self.basis(definition.name)
            reached = terms.true
            ways: list[Way] = []
            if only_if is not None:
                condition = self._verdict(only_if, key[1])
                ways.append((terms.no(condition.possibly), definition.otherwise))
                reached = condition.possibly
            for when, value in branches:
                condition = terms.met if when is None else self._verdict(when, key[1])
                ways.append((terms.all_of(reached, condition.surely), value))
                reached = terms.all_of(reached, terms.no(condition.possibly))
            self._ways[key] = tuple(ways)
        return self._ways[key]

    def _branches(self, definition: FactDefinition) -> tuple[tuple[Criterion | None, Value], ...]:
        current = next((way for way in definition.derivations if self._law.on in way.period), None)
        return () if current is None else tuple((branch.when, branch.value) for branch in current.branches)


def _word(definition: FactDefinition, value: Value | tuple[str, ...]) -> Word:
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, str):
        return frozenset({value}) if definition.type is FactType.CHOICES else value
    return bool(value)
