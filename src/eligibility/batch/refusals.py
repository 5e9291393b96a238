"""What of a range cannot be judged: whose values cannot be read, contradict one another, or name nobody.

A household is judged whole or not at all. No value is repeated: a refusal names the place, not the person's data.
"""

from __future__ import annotations

import polars as pl

from eligibility.matching.columnar.encoding import HOUSEHOLD_ID, MEMBER_ID
from eligibility.matching.columnar.tables import ROW

SCHEMA = {HOUSEHOLD_ID: pl.String, MEMBER_ID: pl.String, "fact": pl.String, "why": pl.String}


class Refusals:
    """Collects what cannot be judged.

    Args:
        identifiers: Ids of the households of the range.
    """

    def __init__(self, identifiers: pl.Series) -> None:
        self.identifiers = identifiers
        self._rows: list[pl.DataFrame] = []

    def households(self, positions: pl.Series, fact: str | None, why: str) -> None:
        """Refuse households by their positions."""
        nobody = pl.repeat(None, positions.len(), dtype=pl.String, eager=True)
        self.members(positions, nobody, fact, why)

    def members(self, positions: pl.Series, members: pl.Series, fact: str | None, why: str) -> None:
        """Refuse the households of some members.

        Args:
            positions: Position of each member's household.
            members: Their ids.
            fact: The fact concerned; None for none.
            why: Stable kebab-case name of the reason.
        """
        if not positions.is_empty():
            rows = positions.cast(pl.UInt32)
            household = self.identifiers.gather(rows).cast(pl.String)
            columns = [rows.alias(ROW), household.alias(HOUSEHOLD_ID), members.cast(pl.String).alias(MEMBER_ID)]
            told = [pl.lit(fact, dtype=pl.String).alias("fact"), pl.lit(why).alias("why")]
            self._rows.append(pl.DataFrame(columns).with_columns(told))

    def kept(self) -> tuple[pl.Series | None, pl.Series]:
        """Which households are left, and the new position of each; no mask where all are."""
        positions = pl.int_range(self.identifiers.len(), dtype=pl.UInt32, eager=True)
        if not self._rows:
            return None, positions
        kept = ~positions.is_in(self._refused().implode())
        moved = (kept.cast(pl.UInt32).cum_sum() - 1).cast(pl.UInt32)
        return kept, pl.select(pl.when(kept).then(moved)).to_series()

    def frame(self) -> pl.DataFrame:
        """All of them, in the order of the list."""
        if not self._rows:
            return pl.DataFrame(schema=SCHEMA)
        return pl.concat(self._rows).sort(ROW, MEMBER_ID, "fact", "why").drop(ROW)

    @property
    def count(self) -> int:
        """Number of households refused."""
        return self._refused().len() if self._rows else 0

    def _refused(self) -> pl.Series:
        return pl.concat([rows.get_column(ROW) for rows in self._rows]).unique()
