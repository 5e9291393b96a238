"""Households as the tables a long list comes in: facts in columns as people write them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from eligibility.model.fact import FactDictionary, FactType

Plain = dict[str, object]

KINDS = {
    FactType.BOOLEAN: pl.Boolean(),
    FactType.CHOICE: pl.String(),
    FactType.TEXT: pl.String(),
    FactType.DATE: pl.String(),
    FactType.CHOICES: pl.List(pl.String),
    FactType.MEMBERS: pl.List(pl.String),
    FactType.INTEGER: pl.Int64(),
    FactType.DONG: pl.Int64(),
    FactType.YEARS: pl.Int64(),
    FactType.MONTHS: pl.Int64(),
}


def frames(households: Sequence[Plain], dictionary: FactDictionary) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Two tables: households with an `id` each, and their members."""
    first, second = (
        pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
        for rows, schema in _tables(households, dictionary)
    )
    return first, second


def write_parquet(households: Sequence[Plain], dictionary: FactDictionary, folder: Path) -> Path:
    """Two Parquet tables in a folder."""
    for name, frame in zip(("households", "members"), frames(households, dictionary), strict=True):
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def write_csv(households: Sequence[Plain], dictionary: FactDictionary, folder: Path) -> Path:
    """Two tables of text; sets and links joined by a semicolon."""
    for name, (rows, schema) in zip(("households", "members"), _tables(households, dictionary), strict=True):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(schema)
            writer.writerows([_cell(row.get(column)) for column in schema] for row in rows)
    return folder


def write_flat(households: Sequence[Plain], dictionary: FactDictionary, path: Path) -> Path:
    """One Parquet table of members, each row with the facts of its household."""
    own, people = frames(households, dictionary)
    facts = [name for name in own.columns if name not in ("household_id", "members_complete")]
    prefixed = own.rename({name: f"household.{name}" for name in facts})
    people.join(prefixed, on="household_id", how="left", maintain_order="left").write_parquet(path)
    return path


def _tables(
    households: Sequence[Plain], dictionary: FactDictionary
) -> list[tuple[list[Plain], dict[str, pl.DataType]]]:
    """Rows and columns of households, and of members."""
    own = [{"household_id": one["id"], **one} for one in households]
    people = [
        {"household_id": one["id"], "member_id": member["id"], **member}
        for one in households
        for member in one.get("members", ())  # type: ignore[attr-defined]
    ]
    beside = {"household_id": pl.String(), "members_complete": pl.Boolean()}
    ids = {"household_id": pl.String(), "member_id": pl.String()}
    return [(own, {**beside, **_kinds(dictionary, "household")}), (people, {**ids, **_kinds(dictionary, "member")})]


def _kinds(dictionary: FactDictionary, scope: str) -> dict[str, pl.DataType]:
    return {fact.key: KINDS[fact.type] for fact in dictionary.values() if fact.scope == scope}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)
