"""Facts drawn from the number of a row and a seed alone, whatever else is drawn with it.

A slice of a large population is thus the same whether it is drawn alone or with the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

OLDEST = 96
PERSONS_OF_A_HOUSEHOLD = 16
"""More than any household has: members are numbered through by household and position."""
SIZES = {1: 8, 2: 17, 3: 26, 4: 24, 5: 14, 6: 7, 7: 3, 8: 1}
"""Households of one, two, … members in a hundred: 3.6 members on average."""


class Drawing:
    """Expressions that draw the facts of each row.

    Args:
        number: The number of the row.
        seed: Start of every sequence.
        unknown: Share of unknown facts in a hundred.
    """

    def __init__(self, number: pl.Expr, seed: int, unknown: int = 10) -> None:
        self._number = number
        self._seed = seed
        self._unknown = unknown

    def below(self, limit: int, what: str) -> pl.Expr:
        """An even number from 0 up to a limit; `what` gives each fact a sequence of its own."""
        salt = sum(ord(letter) * 257**place for place, letter in enumerate(what)) % 2**63
        return (self._number.hash(self._seed ^ salt) % limit).cast(pl.Int64)

    def hundred(self, what: str) -> pl.Expr:
        """An even number from 0 to 99."""
        return self.below(100, what)

    def choice(self, name: str, shares: Mapping[str, int]) -> pl.Expr:
        """A choice, sometimes unknown."""
        return self.known(name, self.chosen(name, shares)).alias(name)

    def boolean(self, name: str, share: int) -> pl.Expr:
        """True for a share in a hundred, sometimes unknown."""
        return self.known(name, self.hundred(name) < share).alias(name)

    def birth(self, day: date, year_only: int) -> tuple[pl.Expr, pl.Expr]:
        """First and last day of birth as `yyyymmdd`, not after a day, sometimes known to the year only or unknown."""
        today = day.year * 10_000 + day.month * 100 + day.day
        year = day.year - self.below(OLDEST, "age")
        birth = year * 10_000 + (self.below(12, "month") + 1) * 100 + self.below(28, "day") + 1
        birth = birth - pl.when(birth > today).then(10_000).otherwise(0)
        is_year_only = self.hundred("year-only") < year_only
        low = pl.when(is_year_only).then(birth // 10_000 * 10_000 + 101).otherwise(birth)
        high = pl.when(is_year_only).then(birth // 10_000 * 10_000 + 1231).otherwise(birth)
        return self.known("birth", low), self.known("birth", high)

    def known(self, name: str, value: pl.Expr) -> pl.Expr:
        """A value, sometimes unknown."""
        return pl.when(self.hundred(f"{name} known") >= self._unknown).then(value)

    def chosen(self, name: str, shares: Mapping[str, int] | Mapping[int, int]) -> pl.Expr:
        """One of the values, by their shares in a hundred."""
        drawn = self.hundred(name)
        reached = 0
        chain: pl.Expr | None = None
        *firsts, last = shares.items()
        for value, share in firsts:
            reached += share
            taken = pl.when(drawn < reached) if chain is None else chain.when(drawn < reached)  # type: ignore[attr-defined]
            chain = taken.then(pl.lit(value))
        return pl.lit(last[0]) if chain is None else chain.otherwise(pl.lit(last[0]))  # type: ignore[attr-defined,no-any-return]


def people_of(households: pl.DataFrame) -> pl.DataFrame:
    """One row for each member, with the number of its household and its position from 1."""
    positions = pl.int_ranges(1, pl.col("members").cast(pl.Int64) + 1, dtype=pl.Int64).alias("position")
    return households.select("household", positions).explode("position")


def member_number() -> pl.Expr:
    """The number of a member through all households."""
    return pl.col("household") * PERSONS_OF_A_HOUSEHOLD + pl.col("position")
