"""The two tables a plan runs on, and what it takes to look from one to the other.

`PolarsTables` is the workhorse: members stand in the order of their households, so that spreading is a gather and
counting a running sum. `frames.LazyTables` does the same by joins on frames of other libraries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import narwhals as nw
import polars as pl

from eligibility.matching.columnar.lowering import expression, needed
from eligibility.matching.columnar.plan import Compute, Plan, name_of
from eligibility.matching.columnar.terms import MEMBERS, Operation, Table, Term

ROW = "row"
"""Column of a pair table: the member whose link it is, by position."""
OTHER = "other"
"""Column of a pair table: the member the link names, by position."""
_LENGTH = "#"


class Tables(Protocol):
    """Two tables on which plans run."""

    def run(self, plan: Plan) -> None:
        """Compute every column of a plan."""


class PolarsTables:
    """Households and members of one range in memory.

    Attributes:
        households: One row per household, with `household_id` and `complete`.
        members: One row per member, in the order of the households.
        household_of: Position of each member's household.
        links: By link fact, pairs of positions of members: whose link, and whom it names; nobody names himself.
    """

    def __init__(
        self,
        households: pl.DataFrame,
        members: pl.DataFrame,
        household_of: pl.Series,
        links: Mapping[str, pl.DataFrame],
    ) -> None:
        self.household_of = household_of
        self.links = links
        ends = _ends(household_of, households.height)
        counts = ends - ends.shift(1, fill_value=0)
        # Position of the last member listed so far; null before the first.
        self._last = pl.select(pl.when(ends > 0).then(ends - 1)).to_series().cast(pl.UInt32)
        self.households = households.with_columns(counts.alias(MEMBERS))
        self.members = members
        self._given = {Table.HOUSEHOLDS: households.columns, Table.MEMBERS: members.columns}

    def without_members(self, households: pl.Series) -> PolarsTables:
        """Some households alone, as they were given.

        Args:
            households: Which of them.
        """
        return PolarsTables(
            self.households.filter(households).select(self._given[Table.HOUSEHOLDS]),
            self.members.select(self._given[Table.MEMBERS]).clear(),
            self.household_of.clear(),
            {},
        )

    def only(self, households: pl.Series) -> PolarsTables:
        """Some households and their members, with everything computed so far.

        Args:
            households: Which of them.
        """
        members = households.gather(self.household_of)
        position = (households.cast(pl.UInt32).cum_sum() - 1).cast(pl.UInt32)
        row = (members.cast(pl.UInt32).cum_sum() - 1).cast(pl.UInt32)
        links = {
            name: pairs.filter(members.gather(pairs.get_column(ROW))).select(
                row.gather(pairs.filter(members.gather(pairs.get_column(ROW))).get_column(column)).alias(column)
                for column in (ROW, OTHER)
            )
            for name, pairs in self.links.items()
        }
        return PolarsTables(
            self.households.filter(households).drop(MEMBERS),
            self.members.filter(members),
            position.gather(self.household_of.filter(members)),
            links,
        )

    def run(self, plan: Plan) -> None:
        """Compute every column of a plan, step by step: one lazy plan of all of them was far slower."""
        for step in plan.steps:
            if isinstance(step, Compute):
                self._compute(step)
            else:
                self._cross(step.operation, step.columns)

    def frame(self, table: Table) -> pl.DataFrame:
        """One of the two tables with what was computed so far."""
        return self.households if table is Table.HOUSEHOLDS else self.members

    def values(self, table: Table, terms: Mapping[str, Term], rows: pl.Series | None = None) -> pl.DataFrame:
        """Terms as columns of a frame of their own.

        Args:
            table: Whose rows.
            terms: Terms by the name of their column.
            rows: Positions of the rows wanted, or which of them; None for all.
        """
        frame = self.frame(table)
        if rows is not None:
            # The first column lends constants their length.
            columns = dict.fromkeys([frame.columns[0], *needed(terms.values(), frame.columns)])
            frame = frame.select(list(columns))
            frame = frame.filter(rows) if rows.dtype == pl.Boolean else frame[rows]
        return values_of(frame, terms)

    def _compute(self, step: Compute) -> None:
        frame = self.frame(step.table)
        computed = values_of(frame, {name_of(term): term for term in self._missing(step.table, step.columns)})
        if step.table is Table.HOUSEHOLDS:
            self.households = frame.hstack(computed)
        else:
            self.members = frame.hstack(computed)

    def _missing(self, table: Table, terms: Sequence[Term]) -> list[Term]:
        """Terms without a column yet: a second plan of the same terms goes on from the first."""
        columns = set(self.frame(table).columns)
        return [term for term in terms if name_of(term) not in columns]

    def _cross(self, operation: Operation, terms: Sequence[Term]) -> None:
        terms = self._missing(Table.HOUSEHOLDS if operation is Operation.TOTAL else Table.MEMBERS, terms)
        if operation is Operation.TOTAL:
            self.households = self.households.hstack(self._totals(terms)) if terms else self.households
        elif operation is Operation.LINKED:
            self.members = self.members.hstack([self._linked(term) for term in terms])
        else:
            names = {name_of(term.inputs[0]): name_of(term) for term in terms}
            spread = self.households.select(list(names)).rename(names)
            self.members = self.members.hstack(spread[self.household_of])

    def _totals(self, terms: Sequence[Term]) -> pl.DataFrame:
        """Members of each household for whom columns hold: the difference of a running sum at its ends."""
        sources = {name_of(term): pl.col(name_of(term.inputs[0])) for term in terms}
        running = self.members.select(
            source.cast(pl.UInt32).cum_sum().gather(self._last).alias(name) for name, source in sources.items()
        )
        until = pl.all().fill_null(0).cast(pl.Int64)
        return running.select(until - until.shift(1, fill_value=0))

    def _linked(self, term: Term) -> pl.Series:
        source = term.inputs[0]
        pairs = self.links.get(str(term.payload))
        size = self.members.height
        if pairs is None or pairs.is_empty():
            return pl.zeros(size, dtype=pl.Int64, eager=True).alias(name_of(term))
        met = pairs
        if not source.is_constant:
            met = pairs.filter(self.members.get_column(name_of(source)).gather(pairs.get_column(ROW)))
        counts = met.group_by(OTHER).len("count")
        everybody = pl.DataFrame({OTHER: pl.int_range(size, dtype=pl.UInt32, eager=True)})
        counted = everybody.join(counts, on=OTHER, how="left", maintain_order="left")
        return counted.get_column("count").fill_null(0).cast(pl.Int64).alias(name_of(term))


def _ends(household_of: pl.Series, size: int) -> pl.Series:
    """For each of so many households, the position after its last member."""
    starts = (household_of != household_of.shift(1)).fill_null(value=True).arg_true().cast(pl.Int64)
    if starts.len() == size:
        # Every household lists members.
        return starts.shift(-1, fill_value=household_of.len())
    return household_of.search_sorted(pl.int_range(size, dtype=pl.UInt32, eager=True), side="right").cast(pl.Int64)


def values_of(frame: pl.DataFrame, terms: Mapping[str, Term]) -> pl.DataFrame:
    """Terms as columns of a frame of their own."""
    columns = set(frame.columns)
    there = {name: name_of(term) for name, term in terms.items() if name_of(term) in columns}
    wanted = [expression(term, columns).alias(name) for name, term in terms.items() if name not in there]
    values = [frame.get_column(column).alias(name) for name, column in there.items()]
    if wanted:
        # A frame of constants alone would have one row; the first column lends them its length.
        length = nw.col(frame.columns[0]).alias(_LENGTH)
        values += nw.from_native(frame).select(length, *wanted).to_native().get_columns()[1:]
    return pl.DataFrame(values).select(list(terms))
