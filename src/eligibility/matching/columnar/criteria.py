"""Criteria as pairs of columns: what surely holds, and what possibly does.

The meaning of every kind of criterion for lists; `matching.conditions` is the same for one household. Negation swaps
the two, counts are their sums, and where every fact below is known they are one and the same term.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.columnar.facts import Facts, Subject
from eligibility.matching.columnar.terms import COMPLETE, Pair, Table
from eligibility.matching.columnar.values import Span, Words
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
    ReferenceDate,
    SomeMember,
)

if TYPE_CHECKING:
    from eligibility.matching.columnar.making import Terms
    from eligibility.matching.columnar.stock import Stock
    from eligibility.matching.law import LawOfTheDay
    from eligibility.model.criteria import Bound, Criterion, Limit, Test, Value
    from eligibility.model.standard import StandardReference


class Criteria:
    """Compiles criteria for one day, place and stock of columns.

    Args:
        terms: Makes terms.
        law: The law of that day and place.
        stock: What the columns say.
        belongs: Decides what another programme or group says of a subject.
        assume: Whether silence is given the dictionary's meaning.
    """

    def __init__(
        self,
        terms: Terms,
        law: LawOfTheDay,
        stock: Stock,
        belongs: Callable[[EligibleFor, Subject], Pair],
        *,
        assume: bool,
    ) -> None:
        self.terms = terms
        self.law = law
        self.facts = Facts(terms, law, stock, self.verdict, assume=assume)
        self._stock = stock
        self._belongs = belongs
        self._assume = assume
        self.is_complete = terms.true if stock.is_complete else terms.column(COMPLETE, Table.HOUSEHOLDS, nullable=False)
        self.presence = self._presence()

    def without_assumptions(self) -> Criteria:
        """The same, with silence meaning nothing."""
        if not self._assume:
            return self
        return Criteria(self.terms, self.law, self._stock, self._belongs, assume=False)

    def verdict(self, criterion: Criterion, subject: Subject) -> Pair:
        """The verdict of a criterion for every subject."""
        terms = self.terms
        match criterion:
            case FactTest():
                return self._fact_test(criterion, subject)
            case AllOf(parts=parts):
                return terms.both(*(self.verdict(part, subject) for part in parts))
            case AnyOf(parts=parts):
                return terms.either(*(self.verdict(part, subject) for part in parts))
            case Not(part=part):
                return terms.opposite(self.verdict(part, subject))
            case CountMet(parts=parts, at_least=least):
                return self._count_met([self.verdict(part, subject) for part in parts], least)
            case SomeMember(where=where, linked_by=linked_by):
                count = self.members(where, linked_by, subject)
                return self.bound(AtLeast(1), count, self._exactly(1))
            case CountMembers(where=where, tests=tests, linked_by=linked_by):
                count = self.members(where, linked_by, subject)
                limits = [(test, self._exactly(test.limit)) for test in tests if isinstance(test.limit, int)]
                return terms.both(*(self.bound(test, count, limit) for test, limit in limits))
            case EligibleFor():
                return self._belongs(criterion, subject)
            case _:
                assert_never(criterion)

    def members(self, where: Criterion | None, linked_by: str | None, subject: Subject) -> Span:
        """Number of members who meet a criterion: those who surely do, and with those who might.

        Args:
            where: Criterion on the member looked at; None counts everybody there.
            linked_by: Only members whose fact names the subject, never the subject itself.
            subject: Whose situation is asked about.
        """
        terms = self.terms
        looked_at = self.presence if where is None else terms.both(self.presence, self.verdict(where, Subject.MEMBER))
        if linked_by is None:
            least, greatest = terms.total(looked_at.surely), terms.total(looked_at.possibly)
        elif subject is Subject.NOBODY:
            # Nobody in particular is linked to nobody; only a list that is not complete leaves it open.
            least = greatest = terms.constant(0)
        else:
            least = terms.linked(looked_at.surely, linked_by)
            unlinked = terms.all_of(looked_at.possibly, terms.no(self.facts.knows_link(linked_by)))
            others = terms.minus(terms.spread(terms.total(unlinked)), terms.counted(unlinked))
            greatest = terms.plus(terms.linked(looked_at.possibly, linked_by), others)
        return Span(least, terms.chosen(self.is_complete, greatest, terms.null))

    def bound(self, test: Bound, value: Span, limit: Span) -> Pair:
        """Compare two values known within bounds; unknown only where they overlap across the limit."""
        terms = self.terms
        match test:
            case AtLeast():
                surely = terms.filled(terms.at_least(value.low, limit.high), value=False)
                possibly = terms.filled(terms.at_least(value.high, limit.low), value=True)
                return Pair(surely, terms.any_of(surely, possibly) if value.may_cross else possibly)
            case MoreThan():
                one = terms.constant(1)
                above = Span(terms.plus(limit.low, one), terms.plus(limit.high, one))
                return self.bound(AtLeast(0), value, above)
            case LessThan():
                return terms.opposite(self.bound(AtLeast(0), value, limit))
            case AtMost():
                return terms.opposite(self.bound(MoreThan(0), value, limit))
            case _:
                assert_never(test)

    def standard(self, reference: StandardReference, subject: Subject) -> Span | None:
        """What a standard is worth for a subject, whose choosing fact may be unknown.

        Returns:
            None where no value covers the day.
        """
        worth = self.law.standard(reference)
        if worth is None:
            return None
        anything = worth.at(None)
        whole = self._between(anything.low, anything.high)
        if reference.by is None or "" in worth.values:
            return whole
        chooser = self.facts.value(reference.by, subject)
        if not isinstance(chooser, Words):
            return whole
        low, high = whole.low, whole.high
        for key, dong in worth.values.items():
            is_chosen = chooser.among(_values_of(key)).surely
            number = self.terms.constant(dong)
            low, high = self.terms.chosen(is_chosen, number, low), self.terms.chosen(is_chosen, number, high)
        return Span(low, high)

    def _fact_test(self, criterion: FactTest, subject: Subject) -> Pair:
        if criterion.stated_only:
            value = self.facts.stated(criterion.fact, self.facts.subject(criterion.fact, subject))
        else:
            value = self.facts.value(criterion.fact, subject)
        return self.terms.both(*(self._test(test, value, subject) for test in criterion.tests))

    def _test(self, test: Test, value: Words | Span, subject: Subject) -> Pair:
        match test:
            case Equals(value=expected):
                return (
                    self._same(value, int(expected)) if isinstance(value, Span) else value.among(frozenset({expected}))
                )
            case OneOf(values=values):
                return self.terms.unknown if isinstance(value, Span) else value.among(frozenset(values))
            case AtLeast() | MoreThan() | LessThan() | AtMost():
                limit = self._limit(test.limit, subject)
                return (
                    self.terms.unknown if limit is None or isinstance(value, Words) else self.bound(test, value, limit)
                )
            case _:
                assert_never(test)

    def _same(self, value: Span, number: int) -> Pair:
        terms = self.terms
        expected = terms.constant(number)
        if value.low is value.high:
            is_same = terms.same(value.low, expected)
            return Pair(terms.filled(is_same, value=False), terms.filled(is_same, value=True))
        above = terms.filled(terms.no(terms.at_least(expected, value.low)), value=False)
        below = terms.filled(terms.no(terms.at_least(value.high, expected)), value=False)
        surely = terms.all_of(
            terms.filled(terms.same(value.low, expected), value=False),
            terms.filled(terms.same(value.high, expected), value=False),
        )
        return Pair(surely, terms.no(terms.any_of(above, below)))

    def _limit(self, limit: Limit, subject: Subject) -> Span | None:
        match limit:
            case int():
                return self._exactly(limit)
            case ReferenceDate():
                return self._exactly(self.law.day)
            case _:
                return self.standard(limit, subject)

    def _count_met(self, pairs: list[Pair], least: int) -> Pair:
        terms = self.terms
        surely = possibly = terms.constant(0)
        for pair in pairs:
            surely = terms.plus(surely, terms.counted(pair.surely))
            possibly = terms.plus(possibly, terms.counted(pair.possibly))
        return self.bound(AtLeast(0), Span(surely, possibly), self._exactly(least))

    def _exactly(self, number: int) -> Span:
        return self._between(number, number)

    def _between(self, low: int, high: int | None) -> Span:
        return Span(self.terms.constant(low), self.terms.constant(high))

    def _presence(self) -> Pair:
        """Whether a member is alive on the day: nothing stated of a death means alive."""
        terms = self.terms
        died = (
            self.facts.stated("member.died_on", Subject.MEMBER) if "member.died_on" in self.law.rulebook.facts else None
        )
        if not isinstance(died, Span):
            return terms.met
        has_died = self.bound(AtMost(0), died, self._exactly(self.law.day))
        # Unknown reads as alive here, so that only a day within bounds leaves it open.
        dead = Pair(has_died.surely, terms.all_of(has_died.possibly, terms.known(died.low)))
        return terms.opposite(dead)


def _values_of(key: str) -> frozenset[Value]:
    """The value of a choosing fact as a standard writes it: a boolean in words, or a code."""
    return frozenset({key, key == "true"}) if key in ("true", "false") else frozenset({key})
