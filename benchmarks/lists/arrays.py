"""Lists as NumPy arrays, verdicts as numbers, and the three tables written from them: for NumPy and OpenFisca.

A boolean is 0 false, 1 unknown, 2 true; a choice is the place of its code in the list from 1, with 0 for unknown; an
age or income is two bounds; a verdict 0, 1 or 2, so that "and" is the least and "or" the greatest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.lists import GRANTS, STANDARD
from benchmarks.twelve import DAY, HOUSEHOLD_RULES, MEMBER_RULES
from benchmarks.twelve.native import OLDEST, RICHEST
from benchmarks.twelve.population import (
    CHOICES,
    HOUSEHOLD_BOOLEANS,
    HOUSEHOLD_CHOICES,
    MEMBER_BOOLEANS,
    MEMBER_CHOICES,
)

if TYPE_CHECKING:
    from pathlib import Path

Array = np.ndarray[Any, Any]

_DAY = DAY.year * 10_000 + DAY.month * 100 + DAY.day
_YOUNGER, _CHILD, _ELDERLY, _VERY_OLD = 4, 16, 60, 80


@dataclass(frozen=True)
class Arrays:
    """Both tables.

    Attributes:
        household_ids: One for each household.
        member_ids: One for each member.
        household_of: Position of each member's household.
        starts: Position of the first member of each household.
        household: Facts of households by name.
        member: Facts of members by name.
    """

    household_ids: pa.ChunkedArray
    member_ids: pa.ChunkedArray
    household_of: Array
    starts: Array
    household: dict[str, Array]
    member: dict[str, Array]


def read(source: Path) -> Arrays:
    """Both tables whole, one column after the other."""
    households = pq.ParquetFile(source / "households.parquet")
    members = pq.ParquetFile(source / "members.parquet")
    household_ids = _column(households, "household_id")
    ids = _column(members, "household_id").to_numpy()
    household_of = np.searchsorted(household_ids.to_numpy(), ids).astype(np.int32)
    income = _column(households, "income_dong_per_person_month")
    birth = {bound: _column(members, f"birth_date.{bound}") for bound in ("low", "high")}
    return Arrays(
        household_ids=household_ids,
        member_ids=_column(members, "member_id"),
        household_of=household_of,
        starts=np.searchsorted(household_of, np.arange(len(household_ids), dtype=np.int32)),
        household={
            "income_low": pc.fill_null(income, 0).to_numpy().astype(np.int32),
            "income_high": pc.fill_null(income, RICHEST).to_numpy().astype(np.int32),
            "complete": _codes(households, "members_complete"),
            **{name: _codes(households, name) for name in (*HOUSEHOLD_CHOICES, *HOUSEHOLD_BOOLEANS)},
        },
        member={
            "age_low": _ages(birth["high"], 0),
            "age_high": _ages(birth["low"], OLDEST),
            **{name: _codes(members, name) for name in (*MEMBER_CHOICES, *MEMBER_BOOLEANS)},
        },
    )


def reaches(low: Array, high: Array, limit: int) -> Array:
    """Whether a range reaches a limit: 2 where its least value does, 1 where its greatest does."""
    return (low >= limit).astype(np.int8) + (high >= limit)


def chosen(fact: str, value: Array, *wanted: str) -> Array:
    """Whether a choice is one of those wanted."""
    verdict = np.zeros(len(CHOICES[fact]) + 1, dtype=np.int8)
    verdict[0] = 1
    for choice in wanted:
        verdict[[*CHOICES[fact]].index(choice) + 1] = 2
    return verdict[value]


def write(arrays: Arrays, verdicts: dict[str, Array], target: Path) -> None:
    """The three tables."""
    of_members = pa.chunked_array([arrays.household_ids.combine_chunks().take(pa.array(arrays.household_of))])
    ids = {"household_id": of_members, "member_id": arrays.member_ids}
    _write(target, "members", pa.table({**ids, **{rule: _status(verdicts[rule]) for rule in MEMBER_RULES}}))
    ids = {"household_id": arrays.household_ids}
    codes = {rule: _status(verdicts[rule]) for rule in HOUSEHOLD_RULES}
    _write(target, "households", pa.table({**ids, **codes}))
    found = {rule: np.flatnonzero(verdicts[rule] == 2) for rule in GRANTS}
    rows = pa.concat_tables(_granted(arrays, rule, positions, of_members) for rule, positions in found.items())
    _write(target, "eligible", rows.take(pa.array(_order(arrays, found))))


def _order(arrays: Arrays, found: dict[str, Array]) -> Array:
    """Rows by household, member and rule: a household comes before its first member."""
    keys = [
        (positions * 2 + 1 if rule in MEMBER_RULES else arrays.starts[positions] * 2) * len(GRANTS) + clause
        for clause, (rule, positions) in enumerate(found.items())
    ]
    return np.argsort(np.concatenate(keys))


def _status(verdict: Array) -> Array:
    return verdict.astype(np.int8) + np.int8(1)


def _granted(arrays: Arrays, rule: str, positions: Array, of_members: pa.ChunkedArray) -> pa.Table:
    taken = pa.array(positions)
    is_member = rule in MEMBER_RULES
    low, high = _amount(arrays, rule, positions)
    grant = GRANTS[rule]
    return pa.table(
        {
            "household_id": (of_members if is_member else arrays.household_ids).take(taken),
            "member_id": arrays.member_ids.take(taken)
            if is_member
            else pa.nulls(len(positions), arrays.member_ids.type),
            "programme": _same(rule, len(positions)),
            "benefit": pa.repeat(pa.scalar(None if grant.kind is None else 0, pa.uint8()), len(positions)),
            "standing": _same(grant.standing, len(positions)),
            "kind": _same(grant.kind, len(positions)),
            "every": _same(grant.every, len(positions)),
            "low": low,
            "high": high,
            "basis": _same(grant.basis, len(positions)),
            "clause": pa.repeat(pa.scalar([*GRANTS].index(rule), pa.uint16()), len(positions)),
        }
    )


def _amount(arrays: Arrays, rule: str, positions: Array) -> tuple[pa.Array, pa.Array]:
    low, high = arrays.member["age_low"][positions], arrays.member["age_high"][positions]
    match rule:
        case "child-with-hiv":
            return _between(2 - reaches(low, high, _YOUNGER), "2.5", "2.0")
        case "elderly-without-support":
            return _between(reaches(low, high, _VERY_OLD), "2.0", "1.5")
        case "severe-disability":
            young_or_old = np.maximum(2 - reaches(low, high, _CHILD), reaches(low, high, _ELDERLY))
            extra = [*CHOICES["disability_level"]].index("extra_severe") + 1
            more = np.where(arrays.member["disability_level"][positions] == extra, STANDARD // 2, 0)
            least, most = _between(young_or_old, "2.0", "1.5")
            return pc.add(least, pa.array(more)), pc.add(most, pa.array(more))
        case _:
            amount = pa.repeat(pa.scalar(GRANTS[rule].dong, pa.int64()), len(positions))
            return amount, amount


def _same(text: str | None, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text, pa.string()), count)


def _between(verdict: Array, then: str, otherwise: str) -> tuple[pa.Array, pa.Array]:
    more, less = int(STANDARD * float(then)), int(STANDARD * float(otherwise))
    return pa.array(np.where(verdict == 2, more, less)), pa.array(np.where(verdict > 0, more, less))


def _column(file: pq.ParquetFile, name: str) -> pa.ChunkedArray:
    return file.read([name]).column(name)


def _codes(file: pq.ParquetFile, name: str) -> Array:
    column = _column(file, name)
    if name in CHOICES:
        places = pc.index_in(column, value_set=pa.array([*CHOICES[name]]))
        return pc.fill_null(pc.add(pc.cast(places, pa.int8()), pa.scalar(1, pa.int8())), 0).to_numpy()  # type: ignore[no-any-return]
    number = pc.cast(column, pa.int8())
    return pc.fill_null(pc.add(number, number), 1).to_numpy()  # type: ignore[no-any-return]


def _ages(birth: pa.ChunkedArray, unknown: int) -> Array:
    age = np.maximum(0, (_DAY - pc.fill_null(birth, 0).to_numpy()) // 10_000)
    return np.where(pc.is_null(birth).to_numpy(), unknown, age).astype(np.int32)


def _write(target: Path, name: str, table: pa.Table) -> None:
    pq.write_table(table, target / f"{name}.parquet", compression="zstd", compression_level=1)
