"""Values as columns: words (yes or no, a choice, a set) and spans (numbers and days within bounds)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.matching.columnar.terms import Pair, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.matching.columnar.making import Terms
    from eligibility.model.criteria import Value

Word = bool | str | frozenset[str]
"""A yes or no, a choice code, or a set of codes."""


@dataclass(frozen=True, slots=True)
class Span:
    """An ordered value, each bound a column; both are null where it is unknown.

    Attributes:
        low: Least value it may have.
        high: Greatest; of a count also null where nothing bounds it.
        may_cross: Whether an assumption may have put the least above the greatest.
    """

    low: Term
    high: Term
    may_cross: bool = False


class Words(ABC):
    """A value compared with given ones."""

    def __init__(self, terms: Terms, known: Term) -> None:
        self._terms = terms
        self.known = known

    @abstractmethod
    def among(self, values: frozenset[Value]) -> Pair:
        """Whether it is one of some values; a set: whether it shares an element with them."""

    def equals(self, value: Word) -> Term:
        """Whether it is surely this one value."""
        if isinstance(value, frozenset):
            message = "only a set is compared with a set"
            raise TypeError(message)
        return self.among(frozenset({value})).surely


class UnknownWord(Words):
    """Nothing was said of anybody."""

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms, terms.false)

    def among(self, values: frozenset[Value]) -> Pair:  # noqa: ARG002
        """Always unknown."""
        return self._terms.unknown

    def equals(self, value: Word) -> Term:  # noqa: ARG002
        """Never sure."""
        return self._terms.false


class StatedFlag(Words):
    """A boolean column."""

    def __init__(self, terms: Terms, column: Term) -> None:
        super().__init__(terms, terms.known(column))
        self._column = column

    def among(self, values: frozenset[Value]) -> Pair:
        """Whether it is one of some of yes and no."""
        terms = self._terms
        is_true = Pair(terms.filled(self._column, value=False), terms.filled(self._column, value=True))
        match True in values, False in values:
            case True, False:
                return is_true
            case False, True:
                return terms.opposite(is_true)
            case both, _:
                return Pair(self.known, terms.true) if both else Pair(terms.false, terms.no(self.known))


class StatedChoice(Words):
    """A text column with a code."""

    def __init__(self, terms: Terms, column: Term) -> None:
        super().__init__(terms, terms.known(column))
        self._column = column

    def among(self, values: frozenset[Value]) -> Pair:
        """Whether its code is one of some."""
        codes = tuple(value for value in values if isinstance(value, str))
        if not codes:
            return Pair(self._terms.false, self._terms.no(self.known))
        found = self._terms.among(self._column, codes)
        return Pair(self._terms.filled(found, value=False), self._terms.filled(found, value=True))


class StatedSet(Words):
    """A set: one boolean column per code, all null together."""

    def __init__(self, terms: Terms, columns: dict[str, Term]) -> None:
        super().__init__(terms, terms.known(next(iter(columns.values()))))
        self._columns = columns

    def among(self, values: frozenset[Value]) -> Pair:
        """Whether it shares an element with some."""
        columns = [column for code, column in self._columns.items() if code in values]
        if not columns:
            return Pair(self._terms.false, self._terms.no(self.known))
        return Pair(
            self._terms.any_of(*(self._terms.filled(column, value=False) for column in columns)),
            self._terms.any_of(*(self._terms.filled(column, value=True) for column in columns)),
        )

    def equals(self, value: Word) -> Term:
        """Whether it has exactly these elements."""
        elements = value if isinstance(value, frozenset) else frozenset({value})
        return self._terms.all_of(
            *(
                self._terms.filled(column, value=False)
                if code in elements
                else self._terms.no(self._terms.filled(column, value=True))
                for code, column in self._columns.items()
            )
        )


class CombinedWord(Words):
    """What was stated; where that is silent, what follows; where that is silent too, what is assumed.

    Args:
        terms: Makes terms.
        stated: What was stated.
        ways: Ways it follows from other facts: where each is taken, and its value. At most one is taken.
        assumed: What silence means; None where it means nothing.
    """

    def __init__(
        self, terms: Terms, stated: Words, ways: Sequence[tuple[Term, Word]], assumed: Word | None = None
    ) -> None:
        self._stated = stated
        self._ways = ways
        self._assumed = assumed
        self._follows = terms.any_of(*(taken for taken, _ in ways))
        known = terms.true if assumed is not None else terms.any_of(stated.known, self._follows)
        super().__init__(terms, known)

    def among(self, values: frozenset[Value]) -> Pair:
        """Whether it is one of some values."""
        terms = self._terms
        silent = terms.no(self._stated.known)
        follows = [taken for taken, value in self._ways if meets(value, values)]
        if self._assumed is not None and meets(self._assumed, values):
            follows.append(terms.no(self._follows))
        surely = terms.any_of(self._stated.among(values).surely, terms.all_of(silent, terms.any_of(*follows)))
        return Pair(surely, terms.any_of(surely, terms.no(self.known)))


def meets(value: Word, values: frozenset[Value]) -> bool:
    """Whether a value is one of some; of a set, whether it shares an element with them."""
    return bool(value & values) if isinstance(value, frozenset) else value in values
