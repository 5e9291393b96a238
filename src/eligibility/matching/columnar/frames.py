"""The two tables on frames of other libraries (DuckDB, PySpark): the same plans and expressions, joins for the rest.

A second opinion on Polars, and the way to a cluster. Positions are columns here, since such tables have no order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

from eligibility.matching.columnar.lowering import expression, literal
from eligibility.matching.columnar.plan import Compute, Plan, name_of
from eligibility.matching.columnar.tables import OTHER, ROW
from eligibility.matching.columnar.terms import MEMBERS, Operation, Table, Term


def plain_name(name: str) -> str:
    """A column's name without signs that mean something to Spark.

    >>> plain_name("member.birth_date.low")
    'member_birth_date_low'
    """
    return re.sub(r"\W", "_", name)


def _name(term: Term) -> str:
    return plain_name(name_of(term))


Frame = nw.LazyFrame[Any]
HOUSEHOLD_ROW, MEMBER_ROW = "household_row", "member_row"
"""Columns of positions: of the household in both tables, of the member in that of members."""


class LazyTables:
    """Households and members as lazy frames, whose columns are named by `plain_name`.

    Args:
        households: One row per household, with its position.
        members: One row per member, with its position and that of its household.
        links: By link fact, pairs of positions of members: whose link, and whom it names.
        materialise: Computes a frame and stores it; a plan of dozens of joins in one query takes minutes.
    """

    def __init__(
        self,
        households: Frame,
        members: Frame,
        links: Mapping[str, Frame],
        materialise: Callable[[Frame], Frame] = lambda frame: frame,
    ) -> None:
        sizes = members.group_by(HOUSEHOLD_ROW).agg(nw.len().cast(nw.Int64()).alias(MEMBERS))
        self._frames = {
            Table.HOUSEHOLDS: _with_counts(households, sizes, HOUSEHOLD_ROW, [MEMBERS]),
            Table.MEMBERS: members,
        }
        self._links = links
        self._materialise = materialise

    def run(self, plan: Plan) -> None:
        """Compute every column of a plan."""
        for step in plan.steps:
            table = _table_of(step.operation) if not isinstance(step, Compute) else step.table
            frame = self._frames[table]
            if isinstance(step, Compute):
                columns = set(frame.collect_schema().names())
                computed = frame.with_columns(
                    expression(term, columns, _name).alias(_name(term)) for term in step.columns
                )
            else:
                computed = self._across(frame, step.operation, step.columns)
            self._frames[table] = self._materialise(computed)

    def values(self, table: Table, terms: Mapping[str, Term]) -> Frame:
        """Terms as columns beside the position of each row."""
        frame = self._frames[table]
        columns = set(frame.collect_schema().names())
        position = HOUSEHOLD_ROW if table is Table.HOUSEHOLDS else MEMBER_ROW
        return frame.select(
            nw.col(position), *(expression(term, columns, _name).alias(name) for name, term in terms.items())
        )

    def _across(self, frame: Frame, operation: Operation, terms: Sequence[Term]) -> Frame:
        if operation is Operation.SPREAD:
            spread = self._frames[Table.HOUSEHOLDS].select(
                nw.col(HOUSEHOLD_ROW), *(nw.col(_name(term.inputs[0])).alias(_name(term)) for term in terms)
            )
            return frame.join(spread, on=HOUSEHOLD_ROW, how="left")
        if operation is Operation.TOTAL:
            sums = [
                nw.col(_name(term.inputs[0])).cast(nw.Int64()).sum().cast(nw.Int64()).alias(_name(term))
                for term in terms
            ]
            totals = self._frames[Table.MEMBERS].group_by(HOUSEHOLD_ROW).agg(*sums)
            return _with_counts(frame, totals, HOUSEHOLD_ROW, [_name(term) for term in terms])
        for term in terms:
            frame = self._linked(frame, term)
        return frame

    def _linked(self, frame: Frame, term: Term) -> Frame:
        pairs = self._links.get(str(term.payload))
        if pairs is None:
            return frame.with_columns(literal(0).alias(_name(term)))
        source = term.inputs[0]
        if not source.is_constant:
            met = frame.filter(nw.col(_name(source))).select(nw.col(MEMBER_ROW).alias(ROW))
            pairs = pairs.join(met, on=ROW, how="inner")
        counts = pairs.group_by(OTHER).agg(nw.len().cast(nw.Int64()).alias(_name(term))).rename({OTHER: MEMBER_ROW})
        return _with_counts(frame, counts, MEMBER_ROW, [_name(term)])


def _with_counts(frame: Frame, counts: Frame, on: str, names: Sequence[str]) -> Frame:
    """A table with counts beside each row; who is not counted has none."""
    return frame.join(counts, on=on, how="left").with_columns(nw.col(name).fill_null(0) for name in names)


def _table_of(operation: Operation) -> Table:
    return Table.HOUSEHOLDS if operation is Operation.TOTAL else Table.MEMBERS
