"""The lists themselves: the population of the twelve rules as two Parquet tables, written once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from benchmarks.report import WORK, say
from benchmarks.twelve.population import population

if TYPE_CHECKING:
    from pathlib import Path

SLICE = 250_000
ROWS_OF_A_GROUP = 250_000


def folder_of(count: int) -> Path:
    """The list of so many households."""
    folder = WORK / f"twelve-{count}"
    if not (folder / "done").exists():
        say(f"writing {count:,} households")
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, count)
        (folder / "done").touch()
    return folder


def write(folder: Path, count: int) -> None:
    """Write both tables, slice by slice."""
    writers: dict[str, pq.ParquetWriter] = {}
    for first in range(0, count, SLICE):
        households, members = population(min(SLICE, count - first), first)
        tables = {
            "households": households.drop("members").rename({"household": "household_id"}),
            "members": members.drop("birth_date", "position").select(
                pl.col("household").alias("household_id"),
                pl.concat_str(pl.lit("m"), members["position"]).alias("member_id"),
                pl.col("birth_low").alias("birth_date.low"),
                pl.col("birth_high").alias("birth_date.high"),
                pl.exclude("household", "birth_low", "birth_high"),
            ),
        }
        for name, frame in tables.items():
            table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd")
            writers[name].write_table(table, row_group_size=ROWS_OF_A_GROUP)
    for writer in writers.values():
        writer.close()
