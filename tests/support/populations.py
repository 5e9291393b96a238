"""Large made-up lists as Parquet: seeded, written in slices, so that memory does not grow with their size.

Facts are drawn column by column from hashes of row numbers: the same seed gives the same list whatever the slices. No
fact that follows from others is stated, so that no household contradicts itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from eligibility.model.fact import FactDefinition, FactDictionary, FactType

SIZES = (1, 2, 2, 3, 3, 4, 4, 4, 5, 7)
"""Numbers of members, equally likely: 3.5 on average."""
DONG = (0, 300_000, 499_999, 500_000, 500_001, 1_400_000, 1_500_000, 1_700_000, 2_100_000)
SLICE = 100_000


@dataclass(frozen=True, kw_only=True)
class Population:
    """A made-up list.

    Attributes:
        dictionary: The facts.
        on: Reference date, before which everybody is born.
        households: How many.
        seed: Start of the random sequence.
        known: Share of facts stated.
        facts: Full names of the facts that have a column; None for all that follow from nothing.
    """

    dictionary: FactDictionary
    on: date
    households: int
    seed: int = 1
    known: float = 0.9
    facts: Collection[str] | None = None

    def write(self, folder: Path, name: str = "") -> tuple[Path, Path]:
        """Write both tables, slice by slice.

        Returns:
            The files of households and members.
        """
        paths = (folder / f"households{name}.parquet", folder / f"members{name}.parquet")
        writers = [None, None]
        import pyarrow.parquet as pq

        try:
            for frames in self.slices():
                for index, frame in enumerate(frames):
                    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
                    writers[index] = writers[index] or pq.ParquetWriter(paths[index], table.schema, compression="zstd")
                    writers[index].write_table(table)
        finally:
            for writer in writers:
                if writer is not None:
                    writer.close()
        return paths

    def slices(self, size: int = SLICE) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Households and members, so many households at a time."""
        for start in range(0, self.households, size):
            numbers = pl.int_range(start, min(start + size, self.households), eager=True).alias("number")
            households = pl.DataFrame({"household_id": _identifier(numbers)})
            drawn = self._columns(numbers, "household")
            sizes = pl.DataFrame({"number": numbers}).select(
                pl.col("number"), size=_pick(_draw(numbers, "size", self.seed), SIZES, pl.Int64)
            )
            members = sizes.select("number", place=pl.int_ranges(1, pl.col("size") + 1)).explode("place")
            keys = members["number"] * 16 + members["place"]
            identified = members.select(
                household_id=_identifier(members["number"]), member_id="m" + pl.col("place").cast(pl.String)
            )
            yield households.hstack(drawn), identified.hstack(self._columns(keys, "member"))

    def _columns(self, keys: pl.Series, scope: str) -> list[pl.Series]:
        return [
            self._column(fact, keys) for fact in self.dictionary.values() if fact.scope == scope and self._has(fact)
        ]

    def _has(self, fact: FactDefinition) -> bool:
        if self.facts is not None:
            return fact.name in self.facts
        follows = fact.since is not None or fact.only_if is not None or bool(fact.derivations)
        return not follows and fact.type not in (FactType.TEXT, FactType.MEMBERS) and fact.key != "died_on"

    def _column(self, fact: FactDefinition, keys: pl.Series) -> pl.Series:
        value = self._value(fact, _draw(keys, fact.name, self.seed))
        is_known = _draw(keys, f"{fact.name}?", self.seed) % 1000 < int(self.known * 1000)
        return pl.select(pl.when(is_known).then(value)).to_series().alias(fact.key)

    def _value(self, fact: FactDefinition, drawn: pl.Series) -> pl.Series:
        match fact.type:
            case FactType.BOOLEAN:
                return drawn % 5 == 0
            case FactType.CHOICE:
                return _pick(drawn, tuple(fact.choices), pl.String)
            case FactType.CHOICES:
                codes = tuple(fact.choices)
                sets = tuple(
                    [code for index, code in enumerate(codes) if number >> index & 1] for number in (0, 1, 2, 3, 5)
                )
                return _pick(drawn, sets, pl.List(pl.String))
            case FactType.DONG:
                return _pick(drawn, DONG, pl.Int64)
            case FactType.DATE:
                return self._day(fact, drawn)
            case _:
                return (drawn % 40).cast(pl.Int64)

    def _day(self, fact: FactDefinition, drawn: pl.Series) -> pl.Series:
        """Births over ninety years, other days over four; one in ten known to the year only."""
        span = 90 * 365 if fact.key == "birth_date" else 4 * 365
        days = pl.Series([self.on]).cast(pl.Int32).item() - (drawn % span).cast(pl.Int32)
        text = days.cast(pl.Date).dt.to_string("%Y-%m-%d")
        return pl.select(pl.when(drawn % 10 == 0).then(text.str.head(4)).otherwise(text)).to_series()


def _identifier(numbers: pl.Series) -> pl.Series:
    return ("H" + numbers.cast(pl.String).str.zfill(8)).alias("household_id")


def _draw(keys: pl.Series, name: str, seed: int) -> pl.Series:
    """Random numbers from keys, the same for the same key, name and seed."""
    salt = pl.Series([f"{name} {seed}"]).hash(7).item()
    return (keys.cast(pl.UInt64) * 0x9E3779B97F4A7C15 + salt % 2**40).hash(seed) // 1024


def _pick(drawn: pl.Series, values: tuple[object, ...], kind: object) -> pl.Series:
    return pl.Series(values, dtype=kind).gather((drawn % len(values)).cast(pl.UInt32))  # type: ignore[arg-type]
