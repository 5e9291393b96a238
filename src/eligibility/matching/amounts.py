"""Amount formulas turned into functions of a household's situation: the sum for a subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from eligibility.matching.comparison import standard_of
from eligibility.matching.sums import (
    Limit,
    Sum,
    counted_times,
    difference_of,
    first,
    first_sum,
    highest,
    highest_sum,
    lowest_sum,
    multiplied,
    rounded_to,
)
from eligibility.model.benefit import Ceiling, Fixed, Floor, Product, Selection
from eligibility.period import Interval
from eligibility.verdict import MET, Verdict

if TYPE_CHECKING:
    from eligibility.matching.conditions import Condition, Conditions
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.law import LawOfTheDay
    from eligibility.matching.situation import Situation
    from eligibility.model.benefit import Amount, ChosenCoefficient, PerMember
    from eligibility.model.criteria import Criterion

Evaluate = Callable[["Situation", int], "Sum | None"]
"""The sum for a subject; None where nothing is known of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """An amount with its meaning.

    Attributes:
        evaluate: The sum for a subject.
        conditions: Conditions it rests on.
        facts: Facts it rests on, those that choose a standard included.
    """

    evaluate: Evaluate
    conditions: tuple[Condition, ...]
    facts: tuple[str, ...]


class Amounts:
    """Compiles amount formulas for one day and place."""

    def __init__(self, law: LawOfTheDay, knowledge: Knowledge, conditions: Conditions) -> None:
        self._law = law
        self._knowledge = knowledge
        self._conditions = conditions

    def compile(self, amount: Amount) -> Formula:
        """Give an amount its meaning."""
        used = _Used()
        return Formula(self._amount(amount, used), tuple(used.conditions), tuple(used.facts))

    def _amount(self, amount: Amount, used: _Used) -> Evaluate:
        evaluate = self._form(amount, used)
        if amount.per_member is not None:
            evaluate = self._per_member(evaluate, amount.per_member, used)
        if amount.less is not None:
            evaluate = _less(evaluate, self._amount(amount.less, used))
        if amount.round_to is not None:
            evaluate = _rounded(evaluate, amount.round_to)
        return evaluate

    def _form(self, amount: Amount, used: _Used) -> Evaluate:
        match amount.form:
            case Fixed(low=low, high=high):
                stated = Sum(low, high)
                return lambda _situation, _who: stated
            case Product():
                return self._product(amount.form, used)
            case Selection():
                return self._selection(amount.form, used)
            case Ceiling(amount=inner):
                return _limited(self._amount(inner, used), "ceiling")
            case Floor(amount=inner):
                return _limited(self._amount(inner, used), "floor")
            case _:
                assert_never(amount.form)

    def _product(self, form: Product, used: _Used) -> Evaluate:
        base = self._base(form, used)
        if isinstance(form.coefficient, Decimal):
            fixed = form.coefficient

            def times(situation: Situation, who: int) -> Sum | None:
                return multiplied((fixed, fixed), base(situation, who), is_percent=form.is_percent)

            return times
        choose = self._coefficient(form.coefficient, used)

        def times_chosen(situation: Situation, who: int) -> Sum | None:
            coefficient = choose(situation, who)
            return (
                None
                if coefficient is None
                else multiplied(coefficient, base(situation, who), is_percent=form.is_percent)
            )

        return times_chosen

    def _base(self, form: Product, used: _Used) -> Callable[[Situation, int], Interval | None]:
        if isinstance(form.of, str):
            get = self._knowledge.getter(form.of)
            used.facts.append(form.of)

            def of_fact(situation: Situation, who: int) -> Interval | None:
                value = get(situation, who)
                return value if isinstance(value, Interval) else None

            return of_fact
        if form.of.by is not None:
            used.facts.append(form.of.by)
        return standard_of(form.of, self._law, self._knowledge)

    def _coefficient(
        self, chosen: ChosenCoefficient, used: _Used
    ) -> Callable[[Situation, int], tuple[Decimal, Decimal] | None]:
        items = [(self._when(when, used), value) for when, value, _cite in chosen.items]

        def choose(situation: Situation, who: int) -> tuple[Decimal, Decimal] | None:
            reached = [(_verdict(when, situation, who), value, value) for when, value in items]
            return first(reached) if chosen.rule == "first_of" else highest(reached)

        return choose

    def _selection(self, form: Selection, used: _Used) -> Evaluate:
        items = [(self._when(when, used), self._amount(amount, used)) for when, amount in form.items]
        pick = {"first_of": first_sum, "highest_of": highest_sum, "lowest_of": lowest_sum}[form.rule]

        def choose(situation: Situation, who: int) -> Sum | None:
            return pick([(_verdict(when, situation, who), evaluate(situation, who)) for when, evaluate in items])

        return choose

    def _per_member(self, evaluate: Evaluate, per_member: PerMember, used: _Used) -> Evaluate:
        counting = self._conditions.counting(per_member)
        used.conditions.append(counting)
        members = counting.members

        def counted(situation: Situation, who: int) -> Sum | None:
            amount = evaluate(situation, who)
            if amount is None or members is None:
                return None
            met, maybe = members(situation, who)
            return counted_times(amount, len(met), len(met) + len(maybe) if situation.complete else None)

        return counted

    def _when(self, criterion: Criterion | None, used: _Used) -> Condition | None:
        if criterion is None:
            return None
        condition = self._conditions.compile(criterion)
        used.conditions.append(condition)
        return condition


class _Used:
    """Conditions and facts met while a formula is compiled."""

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.facts: list[str] = []


def _verdict(when: Condition | None, situation: Situation, who: int) -> Verdict:
    return MET if when is None else when.evaluate(situation, who)


def _limited(evaluate: Evaluate, limit: Limit) -> Evaluate:
    def limited(situation: Situation, who: int) -> Sum | None:
        amount = evaluate(situation, who)
        return None if amount is None else replace(amount, limit=limit)

    return limited


def _less(evaluate: Evaluate, subtracted: Evaluate) -> Evaluate:
    def difference(situation: Situation, who: int) -> Sum | None:
        amount = evaluate(situation, who)
        return None if amount is None else difference_of(amount, subtracted(situation, who))

    return difference


def _rounded(evaluate: Evaluate, step: int) -> Evaluate:
    def rounded(situation: Situation, who: int) -> Sum | None:
        amount = evaluate(situation, who)
        return None if amount is None else rounded_to(amount, step)

    return rounded
