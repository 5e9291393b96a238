"""Who is eligible for what: one long row per subject, programme and benefit, with amount, standing and clause."""

from __future__ import annotations

from collections.abc import Mapping
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

_HOUSEHOLD_UNIT, _MEMBER_UNIT = 2**40, 2**12
"""One number orders the rows: by household, then member (none first), then entry."""
_AMOUNTS = {"low": pl.Int64(), "high": pl.Int64(), "basis": BASES}
_PLACES = {STATE: STATES, GROUP_LOW: pl.Int64(), GROUP_HIGH: pl.Int64()}


@dataclass(frozen=True)
class Part:
    """The rows of one entry.

    Attributes:
        entry: Its index.
        keys: What orders the rows of subjects among all others.
        amounts: Least and greatest đồng and basis: of each row, or one that holds for all.
        places: State in a group, and what is drawn from it, of each row; None where the entry competes with nothing.
    """

    entry: int
    keys: pl.Series
    amounts: pl.DataFrame
    places: pl.DataFrame | None

    @property
    def is_uniform(self) -> bool:
        """Whether all rows have the same amount."""
        return self.amounts.height == 1


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
    found = (building.part(entry.programme, entry.number, index) for index, entry in enumerate(entries.all))
    return [part for part in found if part is not None]


def eligible_rows(parts: list[Part], entries: Entries, tables: PolarsTables, positions: pl.Series) -> pl.DataFrame:
    """All rows by household, member and programme, with the position of the household beside them."""
    key = pl.concat([pl.Series(dtype=pl.UInt64), *(part.keys for part in parts)]).sort()
    clause = (key % _MEMBER_UNIT).cast(pl.UInt16)
    household = (key // _HOUSEHOLD_UNIT).cast(pl.UInt32)
    member = key // _MEMBER_UNIT % (_HOUSEHOLD_UNIT // _MEMBER_UNIT)
    member_row = pl.select(pl.when(member > 0).then(member.cast(pl.UInt32) - 1)).to_series()
    # What is the same for all rows of an entry is looked up by entry.
    same = {part.entry: part.amounts for part in parts if part.is_uniform}
    nothing = pl.DataFrame(schema=_AMOUNTS).clear(1)
    by_entry = pl.concat(
        [nothing.clear(), *(same.get(index, nothing) for index in range(len(entries.all)))], rechunk=True
    )
    amounts = by_entry[clause]
    single = _placed([(part, part.amounts) for part in parts if not part.is_uniform], clause)
    if single is not None:
        amounts = amounts.select(amounts.get_column(name).fill_null(single.get_column(name)) for name in _AMOUNTS)
    places = _placed([(part, part.places) for part in parts if part.places is not None], clause)
    if places is None:
        places = pl.DataFrame(
            [pl.repeat(None, key.len(), dtype=kind, eager=True).alias(name) for name, kind in _PLACES.items()]
        )
    return pl.DataFrame(
        [
            positions.gather(household).alias(ROW),
            tables.households.get_column(HOUSEHOLD_ID).gather(household),
            tables.members.get_column(MEMBER_ID).gather(member_row),
            *entries.columns[clause].get_columns(),
            *amounts.get_columns(),
            *places.get_columns(),
            clause.alias(CLAUSE),
        ]
    )


def _placed(given: list[tuple[Part, pl.DataFrame]], clause: pl.Series) -> pl.DataFrame | None:
    """Columns of some parts where their rows stand among all, null elsewhere; None where there are no such parts."""
    if not given:
        return None
    order = pl.concat([part.keys for part, _ in given]).arg_sort()
    ordered = pl.concat([frame for _, frame in given])[order]
    is_theirs = clause.is_in(pl.Series([part.entry for part, _ in given], dtype=pl.UInt16).implode())
    rank = pl.select(pl.when(is_theirs).then(is_theirs.cast(pl.UInt32).cum_sum() - 1)).to_series().cast(pl.UInt32)
    return ordered.select(pl.all().gather(rank))


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

    def part(self, programme: str, number: int | None, entry: int) -> Part | None:
        """The rows of one benefit; None where nobody is eligible."""
        one = self._compiled.decided.get(programme)
        if one is None or one.eligible.surely is self._compiled.programmes.terms.false:
            return None
        positions = self._eligible(programme, one)
        if positions.is_empty():
            return None
        version = one.rule.applied.version
        group = self._settled.get(version.group) if version is not None and version.group is not None else None
        return Part(
            entry=entry,
            keys=self._keys[one.table].gather(positions) + entry,
            amounts=self._amounts(one, number, positions),
            places=_place_in_group(programme, positions, group),
        )

    def _eligible(self, programme: str, one: Decided) -> pl.Series:
        if programme not in self._positions:
            mask = self._tables.values(one.table, {ROW: one.eligible.surely}).get_column(ROW)
            allowed = self._allowed[one.table]
            self._positions[programme] = (mask if allowed is None else mask & allowed).arg_true()
        return self._positions[programme]

    def _amounts(self, one: Decided, number: int | None, positions: pl.Series) -> pl.DataFrame:
        granted = None if number is None else one.benefits[number]
        if granted is None or granted.money is None:
            return pl.DataFrame(schema=_AMOUNTS).clear(1)
        columns = _columns(granted)
        is_uniform = all(term.is_constant for term in columns.values())
        values = self._tables.values(one.table, columns, positions.head(1) if is_uniform else positions)
        return _amount(values, granted)


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


def _place_in_group(programme: str, positions: pl.Series, group: Settled | None) -> pl.DataFrame | None:
    """How an entitlement fares among those it competes with; None where it does not compete."""
    if group is None or programme not in group.states:
        return None
    state = group.states[programme].cast(STATES)
    settled = pl.DataFrame({ROW: group.rows, STATE: state, GROUP_LOW: group.low, GROUP_HIGH: group.high})
    return pl.DataFrame({ROW: positions}).join(settled, on=ROW, how="left", maintain_order="left").drop(ROW)
