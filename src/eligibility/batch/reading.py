"""One range of a long list in memory: typed, with births, links and positions settled, and what cannot be judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from eligibility.batch.columns import Readings, finished, flag, marked, readings
from eligibility.batch.links import NEEDED, completed
from eligibility.batch.pairing import FACT, HOUSEHOLD, OTHER_ID, stated_links
from eligibility.batch.refusals import Refusals
from eligibility.batch.source import CONFLICTING, Source, scan
from eligibility.matching.columnar.encoding import HOUSEHOLD_ID, MEMBER_ID
from eligibility.matching.columnar.stock import KNOWN, LOW, Stock
from eligibility.matching.columnar.tables import ROW, PolarsTables
from eligibility.matching.columnar.terms import COMPLETE
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.model.fact import FactDictionary

MEMBERS_COMPLETE = "members_complete"
BIRTH = "member.birth_date"
_SURPLUS = 2
"""So many times the expected rows are read and sorted out in memory; beyond that they are joined as they are read."""


@dataclass(frozen=True)
class Loaded:
    """A range of households, ready to be decided.

    Attributes:
        tables: Those that can be judged.
        positions: Their positions in the range.
        refusals: What cannot.
        members: Rows of members read.
    """

    tables: PolarsTables
    positions: pl.Series
    refusals: Refusals
    members: int


class Lists:
    """A list in two tables that are read range by range.

    Args:
        source: Two tables in Parquet.
        dictionary: The facts.
        day: Reference date as `yyyymmdd`.
    """

    def __init__(self, source: Source, dictionary: FactDictionary, day: int) -> None:
        self._day = day
        self._households = scan(source.households)
        self._members = scan(source.members)
        self._links = scan(source.links) if source.links else None
        schema, members = self._households.collect_schema(), self._members.collect_schema()
        complete = (MEMBERS_COMPLETE, f"household.{MEMBERS_COMPLETE}")
        self._schema = schema
        self._complete = next((name for name in complete if name in schema), None)
        self.of_households = readings(schema, dictionary, "household", (HOUSEHOLD_ID, CONFLICTING, *complete))
        self.of_members = readings(members, dictionary, "member", (HOUSEHOLD_ID, MEMBER_ID))
        self._link_facts = tuple(one.name for one in dictionary.values() if one.type is FactType.MEMBERS)
        self._has_like_ids = schema[HOUSEHOLD_ID] == members[HOUSEHOLD_ID]

    @cached_property
    def size(self) -> int:
        """Number of households."""
        return int(self._households.select(pl.len()).collect().item())

    @cached_property
    def members_size(self) -> int:
        """Number of rows of members."""
        return int(self._members.select(pl.len()).collect().item())

    @property
    def unused(self) -> Mapping[str, str | None]:
        """Columns that state no fact, each with what it may be meant for."""
        return {**self.of_households.unused, **self.of_members.unused}

    @property
    def stock(self) -> Stock:
        """What the list could say at most."""
        facts = {**self.of_households.facts, **self.of_members.facts}
        columns = {column for reading in facts.values() for column in reading.matched}
        if self._links is not None or not facts.keys().isdisjoint(NEEDED):
            columns.update(name + KNOWN for name in self._link_facts)
        return Stock(frozenset(columns))

    def rows(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame | None]:
        """Everything as it stands: for lists of one household."""
        links = None if self._links is None else self._links.collect()
        return self._households.collect(), self._members.collect(), links

    def is_complete(self, households: pl.DataFrame) -> bool:
        """Whether the first of some households lists all its members."""
        if self._complete is None:
            return True
        complete, _ = flag(pl.col(self._complete), self._schema[self._complete])
        return bool(households.select(complete.fill_null(value=True)).item(0, 0))

    def read(self, start: int, count: int, wanted: Collection[str]) -> Loaded:
        """Read so many households and their members.

        Args:
            start: Position of the first household.
            count: How many.
            wanted: Columns of the matcher that are needed.
        """
        needs_links = any(name + KNOWN in wanted for name in self._link_facts)
        households, refusals = self._read_households(start, count, wanted)
        members = self._read_members(refusals.identifiers, wanted, needs_links=needs_links)
        read = members.height
        is_listed = _among(households.height, members.get_column(ROW))
        members, wrong = marked(finished(members))
        for name, where in wrong.items():
            wrong_ones = members.filter(where)
            refusals.members(wrong_ones.get_column(ROW), wrong_ones.get_column(MEMBER_ID), name, "wrong-value")
        if BIRTH + LOW in members.columns:
            members = members.filter((pl.col(BIRTH + LOW) <= self._day).fill_null(value=True))
            is_born = _among(households.height, members.get_column(ROW))
            refusals.households((is_listed & ~is_born).arg_true(), None, "nobody-born")
        households = households.with_columns(pl.col(COMPLETE) & is_listed)
        kept, moved = refusals.kept()
        if kept is not None:
            households = households.filter(kept)
            members = members.with_columns(moved.gather(members.get_column(ROW)).alias(ROW)).drop_nulls(ROW)
        tables = self._tables(households, members, refusals, wanted if needs_links else ())
        positions = pl.int_range(refusals.identifiers.len(), dtype=pl.UInt32, eager=True)
        return Loaded(tables, positions if kept is None else positions.filter(kept), refusals, read)

    def _read_households(self, start: int, count: int, wanted: Collection[str]) -> tuple[pl.DataFrame, Refusals]:
        complete, wrong_flag = pl.lit(value=True), None
        if self._complete is not None:
            complete, wrong_flag = flag(pl.col(self._complete), self._schema[self._complete])
        beside = [complete.fill_null(value=True).alias(COMPLETE)]
        if wrong_flag is not None:
            beside.append(wrong_flag.alias("?complete"))
        if CONFLICTING in self._schema:
            beside.append(pl.col(CONFLICTING))
        rows = self._households.slice(start, count)
        wanted_facts = _facts(self.of_households, wanted)
        selected = rows.select(self._identifier, *beside, *self.of_households.expressions(wanted_facts)).collect()
        identifiers = selected.get_column(HOUSEHOLD_ID)
        refusals = Refusals(identifiers)
        refusals.households(identifiers.is_null().arg_true(), None, "no-id")
        refusals.households(_double(identifiers).arg_true(), None, "duplicate-id")
        for name, why in (("?complete", "not-a-boolean"), (CONFLICTING, "contradictory-household")):
            if name in selected.columns:
                refusals.households(selected.get_column(name).fill_null(value=False).arg_true(), None, why)
                selected = selected.drop(name)
        households, wrong = marked(finished(selected))
        for name, where in wrong.items():
            refusals.households(where.arg_true(), name, "wrong-value")
        return households, refusals

    def _read_members(self, identifiers: pl.Series, wanted: Collection[str], *, needs_links: bool) -> pl.DataFrame:
        """The members of some households, in their order, each with the position of its household."""
        facts = _facts(self.of_members, {*wanted, BIRTH + LOW})
        if needs_links:
            facts = [name for name in self.of_members.facts if name in {*facts, *NEEDED, *self._link_facts}]
        expressions = self.of_members.expressions(facts)
        near = self._near(self._members, identifiers)
        # Where the list is in order of its ids, hardly any other rows lie between the first and the last.
        expected = self.members_size / max(1, self.size) * identifiers.len()
        if near.select(pl.len()).collect().item() <= _SURPLUS * expected + _SURPLUS:
            rows = near.select(HOUSEHOLD_ID, MEMBER_ID, *expressions).collect()
            positions = _positions(rows.get_column(HOUSEHOLD_ID), identifiers)
            members = rows.drop(HOUSEHOLD_ID).hstack([positions])
            if positions.null_count():
                members = members.drop_nulls(ROW)
        else:
            members = self._of_range(self._members, identifiers, ROW).select(ROW, MEMBER_ID, *expressions).collect()
        return members if members.get_column(ROW).is_sorted() else members.sort(ROW, maintain_order=True)

    def _of_range(self, rows: pl.LazyFrame, identifiers: pl.Series, position: str) -> pl.LazyFrame:
        """Rows of some households, each with its position; whole row groups far from them are passed over unread."""
        near = self._near(rows, identifiers)
        return near.join(_keys(identifiers, position).lazy(), on=HOUSEHOLD_ID, maintain_order="left")

    def _near(self, rows: pl.LazyFrame, identifiers: pl.Series) -> pl.LazyFrame:
        """Rows between the least and the greatest id."""
        if not self._has_like_ids:
            rows = rows.with_columns(self._identifier)
        return rows.filter(pl.col(HOUSEHOLD_ID).is_between(pl.lit(identifiers.min()), pl.lit(identifiers.max())))

    def _tables(
        self, households: pl.DataFrame, members: pl.DataFrame, refusals: Refusals, wanted: Collection[str]
    ) -> PolarsTables:
        household_of = members.get_column(ROW)
        members = members.drop(ROW)
        if not wanted:
            return PolarsTables(households, members, household_of, {})
        table = None
        if self._links is not None:
            rows = self._of_range(self._links, refusals.identifiers, HOUSEHOLD)
            moved = refusals.kept()[1]
            table = rows.select(HOUSEHOLD, pl.col(MEMBER_ID, FACT, OTHER_ID).cast(pl.String)).collect()
            table = table.with_columns(moved.gather(table.get_column(HOUSEHOLD)).alias(HOUSEHOLD))
        stated = stated_links(members, household_of, table, self._link_facts)
        links = completed(members, household_of, stated, self._day)
        columns = [known.alias(name + KNOWN) for name, known in links.known.items()]
        given = [column for column in members.columns if not column.startswith("@") and not column.endswith(KNOWN)]
        return PolarsTables(households, members.select(given).hstack(columns), household_of, links.pairs)

    @property
    def _identifier(self) -> pl.Expr:
        return pl.col(HOUSEHOLD_ID) if self._has_like_ids else pl.col(HOUSEHOLD_ID).cast(pl.String)


def _facts(available: Readings, wanted: Collection[str]) -> list[str]:
    return [name for name, reading in available.facts.items() if not set(reading.matched).isdisjoint(wanted)]


def _keys(identifiers: pl.Series, position: str) -> pl.DataFrame:
    """Ids and their positions; the first of one that stands twice."""
    keys = pl.DataFrame({HOUSEHOLD_ID: identifiers}).with_row_index(position)
    return keys.unique(HOUSEHOLD_ID, keep="first") if _double(identifiers).any() else keys


def _positions(of_members: pl.Series, identifiers: pl.Series) -> pl.Series:
    """The position of each member's household; null where it is none of these.

    Members of one household mostly stand together, so only the first of each run is looked up.
    """
    run = of_members.rle_id()
    heads = of_members.filter((run != run.shift(1)).fill_null(value=True))
    if heads.equals(identifiers, check_names=False):
        # Every household lists its members, in the order of the households.
        return run.alias(ROW)
    found = pl.DataFrame({HOUSEHOLD_ID: heads}).join(
        _keys(identifiers, ROW), on=HOUSEHOLD_ID, how="left", maintain_order="left"
    )
    return found.get_column(ROW).gather(run)


def _double(identifiers: pl.Series) -> pl.Series:
    """Which ids stand more than once."""
    if (identifiers > identifiers.shift(1)).all():
        return pl.repeat(value=False, n=identifiers.len(), eager=True)
    return identifiers.is_duplicated() & identifiers.is_not_null()


def _among(size: int, positions: pl.Series) -> pl.Series:
    """Which of so many positions occur among ordered ones."""
    different = positions.filter((positions != positions.shift(1)).fill_null(value=True))
    if different.len() == size:
        return pl.repeat(value=True, n=size, eager=True)
    return pl.int_range(size, dtype=pl.UInt32, eager=True).is_in(different.implode())
