"""Statuses and amounts on frames of another library beside those on Polars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from eligibility.engine import Engine
from eligibility.matching.columnar.compiled import Decided
from eligibility.matching.columnar.encoding import encode
from eligibility.matching.columnar.frames import HOUSEHOLD_ROW, MEMBER_ROW, LazyTables, plain_name
from eligibility.matching.columnar.matcher import ColumnarMatcher
from eligibility.matching.columnar.tables import PolarsTables
from eligibility.matching.columnar.terms import MEMBERS, Term
from eligibility.profile import Profile
from tests.support.agreement import Setting

MONEY = ("known", "low", "high", "limit", "computed")
Frame = nw.LazyFrame[Any]


def differing(
    engine: Engine,
    setting: Setting,
    profiles: Sequence[Profile],
    native: Callable[[pl.DataFrame], Frame],
    stored: Callable[[Frame], Frame],
) -> list[str]:
    """Columns of programmes that differ between Polars and another library.

    Args:
        engine: The rules.
        setting: Place, day and options.
        profiles: Households.
        native: Makes a frame of the other library.
        stored: Computes such a frame and stores it.
    """
    issued = dict.fromkeys(engine.rulebook.pending, True) if setting.issued else {}
    matcher = ColumnarMatcher(engine.matcher(setting.place, setting.on, issued), assume=setting.assume)
    tables = encode(profiles, engine.rulebook.facts)
    lazy = lazy_tables(tables, native, stored)
    compiled = matcher.decide(tables)
    lazy.run(compiled.plan)
    found: list[str] = []
    for name, one in compiled.decided.items():
        terms = columns_of(one)
        ours = where_known(tables.values(one.table, terms), one)
        theirs = lazy.values(one.table, terms).collect("pyarrow").to_native()
        position = theirs.column_names[0]
        sorted_ones = pl.DataFrame(pl.from_arrow(theirs)).sort(position).drop(position)
        second = where_known(sorted_ones, one).cast(dict(ours.schema))  # type: ignore[arg-type]
        found += [f"{name}: {column}" for column in ours.columns if not ours[column].equals(second[column])]
    assert len(compiled.decided) > 5
    return found


def lazy_tables(
    tables: PolarsTables, native: Callable[[pl.DataFrame], Frame], stored: Callable[[Frame], Frame]
) -> LazyTables:
    households = tables.households.drop(MEMBERS).with_row_index(HOUSEHOLD_ROW)
    members = tables.members.with_columns(tables.household_of.alias(HOUSEHOLD_ROW)).with_row_index(MEMBER_ROW)
    return LazyTables(
        native(_numbered(households).rename(plain_name)),
        native(_numbered(members).rename(plain_name)),
        {name: native(pairs.cast(pl.Int64)) for name, pairs in tables.links.items()},
        stored,
    )


def columns_of(one: Decided) -> dict[str, Term]:
    terms = {"surely": one.eligible.surely, "possibly": one.eligible.possibly, "concerned": one.concerned.possibly}
    for index, granted in enumerate(one.benefits):
        if granted.money is not None:
            terms |= {f"{part}{index}": getattr(granted.money, part) for part in MONEY}
    return terms


def where_known(frame: pl.DataFrame, one: Decided) -> pl.DataFrame:
    """Amounts only where something is known of them; elsewhere they mean nothing."""
    for index, granted in enumerate(one.benefits):
        if granted.money is not None:
            parts = [f"{part}{index}" for part in MONEY[1:]]
            frame = frame.with_columns(pl.when(f"known{index}").then(part).alias(part) for part in parts)
    return frame


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Positions as ordinary integers, which every library has."""
    return frame.with_columns(pl.col(pl.UInt32).cast(pl.Int64))
