"""Amount formulas turned into sums: an interval of đồng for a subject, with the working behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, assert_never

from eligibility.matching.comparison import standard_of
from eligibility.model.benefit import Ceiling, Fixed, Floor, Product, Selection
from eligibility.money import grouped, product, round_to
from eligibility.period import Interval
from eligibility.verdict import MET, NOT_MET, Verdict

if TYPE_CHECKING:
    from eligibility.matching.conditions import Condition, Conditions
    from eligibility.matching.knowledge import Knowledge
    from eligibility.matching.law import LawOfTheDay
    from eligibility.matching.situation import Situation
    from eligibility.model.benefit import Amount, ChosenCoefficient, PerMember
    from eligibility.model.criteria import Criterion

Limit = Literal["ceiling", "floor"]


@dataclass(frozen=True, slots=True)
class Sum:
    """Money worked out for a subject.

    Attributes:
        low: Least đồng.
        high: Greatest đồng; None where nothing bounds it.
        working: How it was reached; empty where it was simply stated or is a range.
        limit: Whether it is the most or the least that is granted.
        is_computed: Whether we computed it, rather than read it.
    """

    low: int
    high: int | None
    working: str = ""
    limit: Limit | None = None
    is_computed: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is known exactly."""
        return self.low == self.high


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
                return _multiplied((fixed, fixed), base(situation, who), is_percent=form.is_percent)

            return times
        choose = self._coefficient(form.coefficient, used)

        def times_chosen(situation: Situation, who: int) -> Sum | None:
            coefficient = choose(situation, who)
            return (
                None
                if coefficient is None
                else _multiplied(coefficient, base(situation, who), is_percent=form.is_percent)
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
            return _first(reached) if chosen.rule == "first_of" else _highest(reached)

        return choose

    def _selection(self, form: Selection, used: _Used) -> Evaluate:
        items = [(self._when(when, used), self._amount(amount, used)) for when, amount in form.items]
        pick = {"first_of": _first_sum, "highest_of": _highest_sum, "lowest_of": _lowest_sum}[form.rule]

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
            is_bounded = situation.complete and amount.high is not None
            high = (amount.high or 0) * (len(met) + len(maybe)) if is_bounded else None
            working = (
                f"{amount.working or grouped(amount.low)} × {len(met)}" if not maybe and situation.complete else ""
            )
            return replace(amount, low=amount.low * len(met), high=high, working=working, is_computed=True)

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


def _multiplied(coefficient: tuple[Decimal, Decimal], base: Interval | None, *, is_percent: bool) -> Sum | None:
    if base is None:
        return None
    scale = Decimal(100) if is_percent else Decimal(1)
    low = product(coefficient[0] / scale, base.low)
    high = None if base.high is None else product(coefficient[1] / scale, base.high)
    working = ""
    if coefficient[0] == coefficient[1] and base.is_point:
        working = f"{coefficient[0]}{'%' if is_percent else ''} × {grouped(base.low)}"
    return Sum(low, high, working, is_computed=True)


def _first(reached: list[tuple[Verdict, Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    values: list[Decimal] = []
    for verdict, value, _ in reached:
        if verdict is NOT_MET:
            continue
        values.append(value)
        if verdict is MET:
            break
    return (min(values), max(values)) if values else None


def _highest(reached: list[tuple[Verdict, Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    possible = [value for verdict, value, _ in reached if verdict is not NOT_MET]
    sure = [value for verdict, value, _ in reached if verdict is MET]
    return (max(sure, default=Decimal(0)), max(possible)) if possible else None


def _first_sum(reached: list[tuple[Verdict, Sum | None]]) -> Sum | None:
    candidates: list[Sum | None] = []
    for verdict, amount in reached:
        if verdict is NOT_MET:
            continue
        candidates.append(amount)
        if verdict is MET:
            break
    return _span(candidates)


def _span(candidates: list[Sum | None]) -> Sum | None:
    """From the least to the greatest of amounts any of which may be the one."""
    if not candidates:
        return None
    if len(candidates) == 1:
        return candidates[0]
    known = [amount for amount in candidates if amount is not None]
    if len(known) < len(candidates):
        return None
    highs = [amount.high for amount in known]
    return Sum(
        min(amount.low for amount in known),
        None if None in highs else max(high for high in highs if high is not None),
        limit=_shared_limit(known),
        is_computed=any(amount.is_computed for amount in known),
    )


def _highest_sum(reached: list[tuple[Verdict, Sum | None]]) -> Sum | None:
    possible = [amount for verdict, amount in reached if verdict is not NOT_MET]
    known = [amount for amount in possible if amount is not None]
    if not known:
        return None
    sure = [amount for verdict, amount in reached if verdict is MET and amount is not None]
    low = max((amount.low for amount in sure), default=0)
    highs = [amount.high for amount in known]
    is_bounded = None not in highs and len(known) == len(possible)
    high = max(high for high in highs if high is not None) if is_bounded else None
    return _one_of(known, low, high)


def _lowest_sum(reached: list[tuple[Verdict, Sum | None]]) -> Sum | None:
    possible = [amount for verdict, amount in reached if verdict is not NOT_MET]
    known = [amount for amount in possible if amount is not None]
    if not known:
        return None
    low = min(amount.low for amount in known) if len(known) == len(possible) else 0
    sure = [
        amount.high for verdict, amount in reached if verdict is MET and amount is not None and amount.high is not None
    ]
    return _one_of(known, low, min(sure, default=None))


def _one_of(known: list[Sum], low: int, high: int | None) -> Sum:
    """The picked amount itself where one of them is it, so that its working is kept."""
    for amount in known:
        if amount.low == low and amount.high == high:
            return amount
    return Sum(low, high, limit=_shared_limit(known), is_computed=any(amount.is_computed for amount in known))


def _shared_limit(amounts: list[Sum]) -> Limit | None:
    limits = {amount.limit for amount in amounts}
    if "floor" in limits:
        return "floor"
    return "ceiling" if "ceiling" in limits else None


def _limited(evaluate: Evaluate, limit: Limit) -> Evaluate:
    def limited(situation: Situation, who: int) -> Sum | None:
        amount = evaluate(situation, who)
        return None if amount is None else replace(amount, limit=limit)

    return limited


def _less(evaluate: Evaluate, subtracted: Evaluate) -> Evaluate:
    def difference(situation: Situation, who: int) -> Sum | None:
        amount, minus = evaluate(situation, who), subtracted(situation, who)
        if amount is None:
            return None
        if minus is None:
            return Sum(0, amount.high, limit=amount.limit, is_computed=True)
        low = 0 if minus.high is None else max(0, amount.low - minus.high)
        high = None if amount.high is None else max(0, amount.high - minus.low)
        working = (
            f"{amount.working or grouped(amount.low)} − {grouped(minus.low)}"
            if amount.is_point and minus.is_point
            else ""
        )
        return Sum(low, high, working, amount.limit, is_computed=True)

    return difference


def _rounded(evaluate: Evaluate, step: int) -> Evaluate:
    def rounded(situation: Situation, who: int) -> Sum | None:
        amount = evaluate(situation, who)
        if amount is None:
            return None
        high = None if amount.high is None else round_to(amount.high, step)
        return replace(amount, low=round_to(amount.low, step), high=high, is_computed=True)

    return rounded
