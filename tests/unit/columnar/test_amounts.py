"""Amounts in columns: exact to the đồng, half rounded up, bounds as for one household."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from eligibility.matching.columnar.amounts import Amounts
from eligibility.matching.columnar.making import Terms
from eligibility.matching.columnar.tables import values_of
from eligibility.matching.columnar.terms import Table
from eligibility.matching.columnar.values import Span
from eligibility.money import product, round_to


class OnlyTerms:
    """What `Amounts` needs of criteria for arithmetic."""

    def __init__(self) -> None:
        self.terms = Terms()


@pytest.mark.parametrize("percent", ["30", "70", "4.5", "33.33", "12.345", "0.5", "100", "62.5", "99.9999"])
def test_a_percentage_of_any_sum_is_rounded_as_money_is(percent: str) -> None:
    criteria = OnlyTerms()
    coefficient = Decimal(percent) / 100
    source = random.Random(4)
    bases = [*range(300), *(source.randrange(10**15) for _ in range(2000)), 10**15]
    column = criteria.terms.column("base", Table.MEMBERS, nullable=False)
    term = Amounts(criteria)._times(Fraction(coefficient), column)  # type: ignore[arg-type]
    found = values_of(pl.DataFrame({"base": bases}, schema={"base": pl.Int64}), {"sum": term})["sum"].to_list()

    assert found == [product(coefficient, base) for base in bases]


def test_a_sum_of_a_constant_is_a_constant() -> None:
    criteria = OnlyTerms()
    term = Amounts(criteria)._times(Fraction("0.30"), criteria.terms.constant(804_600))  # type: ignore[arg-type]

    assert term is criteria.terms.constant(241_380)


@pytest.mark.parametrize("step", [1000, 500, 3])
def test_steps_are_rounded_half_up(step: int) -> None:
    terms = Terms()
    amounts = Amounts(OnlyTerms())  # type: ignore[arg-type]
    amounts._terms = terms
    column = terms.column("base", Table.MEMBERS, nullable=False)
    money = amounts._money(Span(column, column))
    rounded = amounts._rounded(money, step).low
    bases = [*range(0, 5000, 7), 499, 500, 501, 1499, 1500]

    assert values_of(pl.DataFrame({"base": bases}), {"sum": rounded})["sum"].to_list() == [
        round_to(base, step) for base in bases
    ]
