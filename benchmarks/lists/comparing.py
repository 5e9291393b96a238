"""Whether two hands wrote the same: row for row where that can be held, by count and hash of rows where it cannot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.lists import ELIGIBLE_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {"households": ["household_id"], "members": ["household_id", "member_id"], "eligible": [*ELIGIBLE_COLUMNS]}
"""What each hand writes, with the columns that rows are sorted by."""

Fingerprint = dict[str, tuple[int, int]]


def fingerprint(target: Path) -> Fingerprint:
    """By table: the number of rows, and the sum of their hashes, which no order of rows changes."""
    found: Fingerprint = {}
    for name in TABLES:
        rows, hashes = 0, 0
        for path in files(target, name):
            frame = table(pl.read_parquet(path), name)
            rows += frame.height
            hashes += int(frame.hash_rows(seed=0).cast(pl.Int128).sum())
        found[name] = rows, hashes
    return found


def differences(first: Path, second: Path) -> list[str]:
    """Tables of two results that are not the same, row for row."""
    found: list[str] = []
    for name, order in TABLES.items():
        left, right = (
            table(pl.concat([pl.read_parquet(path) for path in files(target, name)]), name).sort(order)
            for target in (first, second)
        )
        if not left.equals(right):
            columns = [one for one in left.columns if left.height != right.height or not left[one].equals(right[one])]
            found.append(f"{name}: {left.height} and {right.height} rows, differing in {', '.join(columns)}")
    return found


def summary(target: Path) -> dict[str, object] | None:
    """Counts and sums of money, by those hands that give them."""
    path = target / "summary.json"
    if not path.exists():
        return None
    read = json.loads(path.read_text(encoding="utf-8"))
    money = [
        (line["standing"], line["kind"], line["every"] or "", line["low"], line["high"], line["rows"], line["unknown"])
        for line in read["money"]
    ]
    return {"programmes": read["programmes"], "money": sorted(line for line in money if line[1] != "mixed")}


def files(target: Path, name: str) -> list[Path]:
    """The files of a table."""
    folder = target / name
    return sorted(folder.glob("*.parquet")) if folder.is_dir() else [target / f"{name}.parquet"]


def table(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """A table with the columns and types that all hands share."""
    columns = ELIGIBLE_COLUMNS if name == "eligible" else sorted(frame.columns)
    return frame.select(columns).with_columns(
        pl.col(pl.Enum, pl.Categorical).cast(pl.String), pl.col(pl.Int8, pl.UInt8, pl.UInt16).cast(pl.Int64)
    )
