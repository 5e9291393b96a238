"""Sums of đồng known within bounds, with the working behind them: multiplied, counted, picked, subtracted, rounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from eligibility.money import grouped, product, round_to
from eligibility.verdict import MET, NOT_MET, Verdict

if TYPE_CHECKING:
    from eligibility.period import Interval

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


def multiplied(coefficient: tuple[Decimal, Decimal], base: Interval | None, *, is_percent: bool) -> Sum | None:
    """A coefficient, known between two, of a base known within bounds."""
    if base is None:
        return None
    scale = Decimal(100) if is_percent else Decimal(1)
    low = product(coefficient[0] / scale, base.low)
    high = None if base.high is None else product(coefficient[1] / scale, base.high)
    working = ""
    if coefficient[0] == coefficient[1] and base.is_point:
        working = f"{coefficient[0]}{'%' if is_percent else ''} × {grouped(base.low)}"
    return Sum(low, high, working, is_computed=True)


def first(reached: list[tuple[Verdict, Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    """The first coefficient that applies, between the least and the greatest that may be the one."""
    values: list[Decimal] = []
    for verdict, value, _ in reached:
        if verdict is NOT_MET:
            continue
        values.append(value)
        if verdict is MET:
            break
    return (min(values), max(values)) if values else None


def highest(reached: list[tuple[Verdict, Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    """The greatest coefficient that applies, between the least and the greatest it may be."""
    possible = [value for verdict, value, _ in reached if verdict is not NOT_MET]
    sure = [value for verdict, value, _ in reached if verdict is MET]
    return (max(sure, default=Decimal(0)), max(possible)) if possible else None


def first_sum(reached: list[tuple[Verdict, Sum | None]]) -> Sum | None:
    """The first amount that applies, as far as that is known."""
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


def highest_sum(reached: list[tuple[Verdict, Sum | None]]) -> Sum | None:
    """The greatest amount that applies, as far as that is known."""
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


def lowest_sum(reached: list[tuple[Verdict, Sum | None]]) -> Sum | None:
    """The least amount that applies, as far as that is known."""
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


def counted_times(amount: Sum, least: int, greatest: int | None) -> Sum:
    """An amount for each of a number of members; no greatest where the list is incomplete."""
    high = None if greatest is None or amount.high is None else amount.high * greatest
    working = f"{amount.working or grouped(amount.low)} × {least}" if least == greatest else ""
    return replace(amount, low=amount.low * least, high=high, working=working, is_computed=True)


def difference_of(amount: Sum, minus: Sum | None) -> Sum:
    """An amount less another, never below zero."""
    if minus is None:
        return Sum(0, amount.high, limit=amount.limit, is_computed=True)
    low = 0 if minus.high is None else max(0, amount.low - minus.high)
    high = None if amount.high is None else max(0, amount.high - minus.low)
    is_exact = amount.is_point and minus.is_point
    working = f"{amount.working or grouped(amount.low)} − {grouped(minus.low)}" if is_exact else ""
    return Sum(low, high, working, amount.limit, is_computed=True)


def rounded_to(amount: Sum, step: int) -> Sum:
    """An amount rounded as the text names it."""
    high = None if amount.high is None else round_to(amount.high, step)
    return replace(amount, low=round_to(amount.low, step), high=high, is_computed=True)
