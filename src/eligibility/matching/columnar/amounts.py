"""Amount formulas as columns: least and greatest đồng for every subject, exact in whole numbers.

The same meaning as `matching.amounts`, without the working. Decimals become fractions; half is rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, assert_never

from eligibility.matching.columnar.facts import Subject
from eligibility.matching.columnar.terms import Pair, Term
from eligibility.matching.columnar.values import Span
from eligibility.model.benefit import Ceiling, Fixed, Floor, Product, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.matching.columnar.criteria import Criteria
    from eligibility.matching.columnar.making import Terms
    from eligibility.model.benefit import Amount, PerMember
    from eligibility.model.criteria import Criterion

NO_LIMIT, CEILING, FLOOR = 0, 1, 2
"""Codes of what an amount is: the amount itself, the most that is granted, or the least."""

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum for every subject.

    Attributes:
        known: Where something is known of it.
        low: Least đồng, where known.
        high: Greatest đồng; null where nothing bounds it.
        limit: Whether it is the amount itself, a ceiling or a floor.
        computed: Whether we computed it, rather than read it.
    """

    known: Term
    low: Term
    high: Term
    limit: Term
    computed: Term


@dataclass(frozen=True, slots=True)
class _Item:
    """One of several amounts: where it is taken, and the amount."""

    when: Pair
    money: Money


class Amounts:
    """Compiles amount formulas for one day, place and stock of columns."""

    def __init__(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._terms = criteria.terms
        self._choice = _Choice(criteria.terms)

    def money(self, amount: Amount, subject: Subject) -> Money:
        """An amount for every subject."""
        money = self._form(amount, subject)
        if amount.per_member is not None:
            money = self._per_member(money, amount.per_member, subject)
        if amount.less is not None:
            money = self._less(money, self.money(amount.less, subject))
        if amount.round_to is not None:
            money = self._rounded(money, amount.round_to)
        return money

    def _form(self, amount: Amount, subject: Subject) -> Money:
        terms = self._terms
        match amount.form:
            case Fixed(low=low, high=high):
                return self._money(Span(terms.constant(low), terms.constant(high)))
            case Product():
                return self._product(amount.form, subject)
            case Selection(rule=rule, items=items):
                chosen = [_Item(self._when(when, subject), self.money(item, subject)) for when, item in items]
                return self._choice.pick(rule, chosen)
            case Ceiling(amount=inner):
                return replace(self.money(inner, subject), limit=terms.constant(CEILING))
            case Floor(amount=inner):
                return replace(self.money(inner, subject), limit=terms.constant(FLOOR))
            case _:
                assert_never(amount.form)

    def _product(self, form: Product, subject: Subject) -> Money:
        base = self._base(form, subject)
        scale = _HUNDRED if form.is_percent else Decimal(1)
        if isinstance(form.coefficient, Decimal):
            return self._multiplied(form.coefficient / scale, base)
        # The least of several products is that of the least coefficient, so they are chosen among like amounts.
        items = [
            _Item(self._when(when, subject), self._multiplied(value / scale, base))
            for when, value, _cite in form.coefficient.items
        ]
        return self._choice.pick(form.coefficient.rule, items)

    def _base(self, form: Product, subject: Subject) -> Span | None:
        if not isinstance(form.of, str):
            return self._criteria.standard(form.of, subject)
        value = self._criteria.facts.value(form.of, subject)
        return value if isinstance(value, Span) else None

    def _multiplied(self, coefficient: Decimal, base: Span | None) -> Money:
        if base is None:
            return self._unknown()
        fraction = Fraction(coefficient)
        product = Span(self._times(fraction, base.low), self._times(fraction, base.high))
        return replace(self._money(product), known=self._terms.known(base.low), computed=self._terms.true)

    def _times(self, fraction: Fraction, base: Term) -> Term:
        """A fraction of a number, rounded half up; the number is taken apart so that no step can overflow."""
        terms = self._terms
        numerator, denominator = terms.constant(fraction.numerator), fraction.denominator
        if denominator == 1:
            return terms.times(base, numerator)
        whole = terms.times(terms.quotient(base, denominator), numerator)
        rest = terms.times(terms.remainder(base, denominator), terms.constant(2 * fraction.numerator))
        rounded = terms.quotient(terms.plus(rest, terms.constant(denominator)), 2 * denominator)
        return terms.plus(whole, rounded)

    def _per_member(self, money: Money, per_member: PerMember, subject: Subject) -> Money:
        terms = self._terms
        count = self._criteria.members(per_member.where, per_member.linked_by, subject)
        return replace(
            money,
            low=terms.times(money.low, count.low),
            high=terms.times(money.high, count.high),
            computed=terms.true,
        )

    def _less(self, money: Money, minus: Money) -> Money:
        terms = self._terms
        low = terms.not_below_zero(terms.minus(money.low, minus.high))
        high = terms.not_below_zero(terms.minus(money.high, minus.low))
        return replace(
            money,
            # Where nothing is known of what is subtracted, all of it may be.
            low=terms.chosen(terms.all_of(minus.known, terms.known(minus.high)), low, terms.constant(0)),
            high=terms.chosen(minus.known, high, money.high),
            computed=terms.true,
        )

    def _rounded(self, money: Money, step: int) -> Money:
        terms = self._terms

        def rounded(number: Term) -> Term:
            steps = terms.quotient(terms.plus(number, terms.constant(step // 2)), step)
            return terms.times(steps, terms.constant(step))

        return replace(money, low=rounded(money.low), high=rounded(money.high), computed=terms.true)

    def _when(self, criterion: Criterion | None, subject: Subject) -> Pair:
        return self._terms.met if criterion is None else self._criteria.verdict(criterion, subject)

    def _money(self, span: Span) -> Money:
        terms = self._terms
        return Money(terms.true, span.low, span.high, terms.constant(NO_LIMIT), terms.false)

    def _unknown(self) -> Money:
        return replace(self._money(Span(self._terms.null, self._terms.null)), known=self._terms.false)


class _Choice:
    """Picks one of several amounts: the first that applies, the highest or the lowest."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def pick(self, rule: str, items: Sequence[_Item]) -> Money:
        """An amount chosen by a rule: `first_of`, `highest_of` or `lowest_of`."""
        if rule == "first_of":
            return self._first(items)
        return self._highest(items) if rule == "highest_of" else self._lowest(items)

    def _first(self, items: Sequence[_Item]) -> Money:
        """From the least to the greatest branch that can still be reached."""
        terms = self._terms
        reached: list[tuple[Term, Money]] = []
        is_open = terms.true
        for item in items:
            reached.append((terms.all_of(is_open, item.when.possibly), item.money))
            is_open = terms.all_of(is_open, terms.no(item.when.surely))
        is_known = [terms.any_of(terms.no(where), money.known) for where, money in reached]
        return Money(
            known=terms.all_of(terms.any_of(*(where for where, _ in reached)), *is_known),
            low=terms.least(*(terms.chosen(where, money.low, terms.null) for where, money in reached)),
            high=self._greatest_high(reached),
            limit=self._shared_limit(reached),
            computed=self._any_computed(reached),
        )

    def _highest(self, items: Sequence[_Item]) -> Money:
        """From the greatest sure amount to the greatest possible one."""
        terms = self._terms
        known = [(terms.all_of(item.when.possibly, item.money.known), item.money) for item in items]
        sure = [(terms.all_of(item.when.surely, item.money.known), item.money) for item in items]
        low = terms.greatest(terms.constant(0), *(terms.chosen(where, money.low, terms.null) for where, money in sure))
        high = terms.chosen(self._all_known(items), self._greatest_high(known), terms.null)
        return self._one_of(known, low, high)

    def _lowest(self, items: Sequence[_Item]) -> Money:
        """The mirror image: from the least possible amount to the least sure one."""
        terms = self._terms
        known = [(terms.all_of(item.when.possibly, item.money.known), item.money) for item in items]
        sure = [(terms.all_of(item.when.surely, item.money.known), item.money) for item in items]
        least = terms.least(*(terms.chosen(where, money.low, terms.null) for where, money in known))
        low = terms.chosen(self._all_known(items), least, terms.constant(0))
        high = terms.least(*(terms.chosen(where, money.high, terms.null) for where, money in sure))
        return self._one_of(known, low, high)

    def _all_known(self, items: Sequence[_Item]) -> Term:
        terms = self._terms
        return terms.all_of(*(terms.any_of(terms.no(item.when.possibly), item.money.known) for item in items))

    def _greatest_high(self, reached: Sequence[tuple[Term, Money]]) -> Term:
        """The greatest upper bound; null where one of those reached has none."""
        terms = self._terms
        bounded = terms.all_of(*(terms.any_of(terms.no(where), terms.known(money.high)) for where, money in reached))
        highs = terms.greatest(*(terms.chosen(where, money.high, terms.null) for where, money in reached))
        return terms.chosen(bounded, highs, terms.null)

    def _one_of(self, known: Sequence[tuple[Term, Money]], low: Term, high: Term) -> Money:
        """The picked amount itself where one of them is it, for what it is called."""
        terms = self._terms
        limit, computed = self._shared_limit(known), self._any_computed(known)
        for where, money in reversed(known):
            is_it = terms.all_of(where, self._equal(money.low, low), self._equal(money.high, high))
            limit = terms.chosen(is_it, money.limit, limit)
            computed = terms.chosen(is_it, money.computed, computed)
        return Money(terms.any_of(*(where for where, _ in known)), low, high, limit, computed)

    def _equal(self, one: Term, other: Term) -> Term:
        terms = self._terms
        both_unknown = terms.all_of(terms.no(terms.known(one)), terms.no(terms.known(other)))
        return terms.any_of(both_unknown, terms.filled(terms.same(one, other), value=False))

    def _shared_limit(self, reached: Sequence[tuple[Term, Money]]) -> Term:
        """Of several: a floor if one is a floor, else a ceiling if one is a ceiling."""
        terms = self._terms
        nothing = terms.constant(NO_LIMIT)
        if len({money.limit for _, money in reached}) == 1 and reached[0][1].limit.is_constant:
            return reached[0][1].limit
        return terms.greatest(*(terms.chosen(where, money.limit, nothing) for where, money in reached))

    def _any_computed(self, reached: Sequence[tuple[Term, Money]]) -> Term:
        terms = self._terms
        if all(money.computed is terms.true for _, money in reached):
            return terms.true
        return terms.any_of(*(terms.all_of(where, money.computed) for where, money in reached))
