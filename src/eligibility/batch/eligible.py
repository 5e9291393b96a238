"""Who is eligible for what: one long row per subject, programme and benefit, with amount, standing and clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from eligibility.batch.entries import BASES, CLAUSE, STATES, Entries
from eligibility.batch.groups import GROUP_HIGH, GROUP_LOW, STATE, Settled
from eligibility.matching.columnar.amounts import CEILING, FLOOR
from eligibility.matching.columnar.encoding import HOUSEHOLD_ID, MEMBER_ID
from eligibility.matching.columnar.tables import ROW
from eligibility.matching.columnar.terms import Table, Term

if TYPE_CHECKING:
    from eligibility.matching.columnar.compiled import Compiled, Decided, Granted
    from eligibility.matching.columnar.tables import PolarsTables

_KEY = "key"
_HOUSEHOLD_UNIT, _MEMBER_UNIT = 2**40, 2**12
"""One number orders the rows: by household, then member (none first), then entry."""
_NUMBERS = {"low": pl.Int64(), "high": pl.Int64(), "basis": BASES}
_IN_GROUP = {STATE: STATES, GROUP_LOW: pl.Int64(), GROUP_HIGH: pl.Int64()}


@dataclass(frozen=True)
class Part:
    """The rows of one entry.

    Attributes:
        entry: Its index.
        rows: Order key, amount and place in a group of each subject.
    """

    entry: int
    rows: pl.DataFrame


def eligible_parts(
    entries: Entries,
    compiled: Compiled,
    tables: PolarsTables,
    allowed: Mapping[Table, pl.Series | None],
    settled: Mapping[str, Settled],
) -> list[Part]:
    """The rows of every entry that somebody is eligible for.

    Args:
        entries: What can be granted.
        compiled: The rules, already computed on the tables.
        tables: The list.
        allowed: Which rows of each table are judged at all; None for all.
        settled: Groups, by id.
    """
    building = _Building(compiled, tables, allowed, settled)
    return [
        Part(index, rows)
        for index, entry in enumerate(entries.all)
        for rows in building.rows(entry.programme, entry.number, index)
    ]


def eligible_rows(parts: list[Part], entries: Entries, tables: PolarsTables, positions: pl.Series) -> pl.DataFrame:
    """All rows by household, member and programme, with the position of the household beside them."""
    frames = [part.rows.with_columns(pl.lit(part.entry, dtype=pl.UInt16).alias(CLAUSE)) for part in parts]
    if not frames:
        frames = [pl.DataFrame(schema={_KEY: pl.UInt64(), **_NUMBERS, **_IN_GROUP, CLAUSE: pl.UInt16()})]
    rows = pl.concat(frames, rechunk=False).sort(_KEY)
    key = rows.get_column(_KEY)
    member = key // _MEMBER_UNIT % (_HOUSEHOLD_UNIT // _MEMBER_UNIT)
    position = pl.select(pl.when(member > 0).then(member.cast(pl.UInt32) - 1)).to_series()
    household = (key // _HOUSEHOLD_UNIT).cast(pl.UInt32)
    return pl.DataFrame(
        [
            positions.gather(household).alias(ROW),
            tables.households.get_column(HOUSEHOLD_ID).gather(household),
            tables.members.get_column(MEMBER_ID).gather(position),
            *entries.columns[rows.get_column(CLAUSE)].get_columns(),
            *rows.drop(_KEY).get_columns(),
        ]
    )


class _Building:
    """Builds the rows of one range."""

    def __init__(
        self,
        compiled: Compiled,
        tables: PolarsTables,
        allowed: Mapping[Table, pl.Series | None],
        settled: Mapping[str, Settled],
    ) -> None:
        self._compiled = compiled
        self._tables = tables
        self._allowed = allowed
        self._settled = settled
        self._positions: dict[str, pl.Series] = {}
        size = tables.members.height
        places = pl.int_range(1, size + 1, dtype=pl.UInt64, eager=True) * _MEMBER_UNIT
        self._keys = {
            Table.HOUSEHOLDS: pl.int_range(tables.households.height, dtype=pl.UInt64, eager=True) * _HOUSEHOLD_UNIT,
            Table.MEMBERS: tables.household_of.cast(pl.UInt64) * _HOUSEHOLD_UNIT + places,
        }

    def rows(self, programme: str, number: int | None, entry: int) -> Iterator[pl.DataFrame]:
        """The rows of one benefit; none where nobody is eligible."""
        one = self._compiled.decided.get(programme)
        if one is None or one.eligible.surely is self._compiled.programmes.terms.false:
            return
        positions = self._eligible(programme, one)
        if positions.is_empty():
            return
        keys = (self._keys[one.table].gather(positions) + entry).alias(_KEY)
        amounts = self._amounts(one, number, positions)
        version = one.rule.applied.version
        group = self._settled.get(version.group) if version is not None and version.group is not None else None
        yield pl.DataFrame([keys, *amounts, *_place_in_group(programme, positions, group)])

    def _eligible(self, programme: str, one: Decided) -> pl.Series:
        if programme not in self._positions:
            mask = self._tables.values(one.table, {ROW: one.eligible.surely}).get_column(ROW)
            allowed = self._allowed[one.table]
            self._positions[programme] = (mask if allowed is None else mask & allowed).arg_true()
        return self._positions[programme]

    def _amounts(self, one: Decided, number: int | None, positions: pl.Series) -> list[pl.Series]:
        granted = None if number is None else one.benefits[number]
        if granted is None or granted.money is None:
            return [_nothing(name, kind, positions.len()) for name, kind in _NUMBERS.items()]
        columns = _columns(granted)
        if all(term.is_constant for term in columns.values()):
            only = self._tables.values(one.table, columns, positions.head(1))
            constants = _amount(only, granted).row(0, named=True)
            return [
                pl.repeat(constants[name], positions.len(), dtype=kind, eager=True).alias(name)
                for name, kind in _NUMBERS.items()
            ]
        values = self._tables.values(one.table, columns, positions)
        return _amount(values, granted).get_columns()


def _amount(values: pl.DataFrame, granted: Granted) -> pl.DataFrame:
    return values.select(
        pl.when("known").then("low").alias("low"),
        pl.when("known").then("high").alias("high"),
        pl.when("known").then(_basis(granted)).alias("basis"),
    )


def _columns(granted: Granted) -> dict[str, Term]:
    money = granted.money
    if money is None:
        return {}
    return {
        "known": money.known,
        "low": money.low,
        "high": money.high,
        "limit": money.limit,
        "computed": money.computed,
    }


def _basis(granted: Granted) -> pl.Expr:
    """Where a figure comes from: a bound the text sets, our arithmetic, a plan or the text."""
    stated = pl.lit(granted.benefit.basis, dtype=BASES)
    computed = pl.lit("derived", dtype=BASES) if granted.benefit.basis == "text" else stated
    return (
        pl.when(pl.col("limit") == CEILING)
        .then(pl.lit("ceiling", dtype=BASES))
        .when(pl.col("limit") == FLOOR)
        .then(pl.lit("floor", dtype=BASES))
        .when(pl.col("computed"))
        .then(computed)
        .otherwise(stated)
    )


def _place_in_group(programme: str, positions: pl.Series, group: Settled | None) -> list[pl.Series]:
    """How an entitlement fares among those it competes with; nulls where it does not compete."""
    if group is None or programme not in group.states:
        return [_nothing(name, kind, positions.len()) for name, kind in _IN_GROUP.items()]
    state = group.states[programme].cast(STATES)
    settled = pl.DataFrame({ROW: group.rows, STATE: state, GROUP_LOW: group.low, GROUP_HIGH: group.high})
    found = pl.DataFrame({ROW: positions}).join(settled, on=ROW, how="left", maintain_order="left")
    return found.drop(ROW).get_columns()


def _nothing(name: str, kind: pl.DataType, size: int) -> pl.Series:
    return pl.repeat(None, size, dtype=kind, eager=True).alias(name)
