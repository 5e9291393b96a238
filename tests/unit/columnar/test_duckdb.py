"""The same compiled expressions on DuckDB give the same statuses and amounts as on Polars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import narwhals as nw
import polars as pl
import pytest
from tests.support.agreement import Drawing, Setting
from tests.support.lazy import differing

from eligibility.engine import Engine
from eligibility.loading import load_rulebook

TRIAL_ROWS = Path(__file__).parents[2] / "fixtures" / "worked-rows"


class Database:
    """Tables in memory. Each step of a plan is stored, so that no query grows without end."""

    def __init__(self) -> None:
        self._connection = duckdb.connect()
        self._count = 0

    def native(self, frame: pl.DataFrame) -> nw.LazyFrame[duckdb.DuckDBPyRelation]:
        self._count += 1
        name = f"given{self._count}"
        self._connection.from_arrow(frame.to_arrow(compat_level=pl.CompatLevel.oldest())).create(name)
        return nw.from_native(self._connection.table(name))

    def stored(self, frame: nw.LazyFrame[duckdb.DuckDBPyRelation]) -> nw.LazyFrame[duckdb.DuckDBPyRelation]:
        self._count += 1
        name = f"stored{self._count}"
        frame.to_native().create(name)
        return nw.from_native(self._connection.table(name))


def compare(engine: Engine, setting: Setting, count: int) -> Sequence[str]:
    database = Database()
    profiles = Drawing(engine, seed=61).profiles(setting, count)
    return differing(engine, setting, profiles, database.native, database.stored)


def test_the_rules_on_duckdb(engine: Engine) -> None:
    assert compare(engine, Setting("bentre", date(2022, 6, 15), assume=False, issued=False), 300) == []


@pytest.mark.parametrize("day", [date(2022, 6, 15), date(2026, 8, 25)], ids=str)
def test_every_construct_on_duckdb(day: date) -> None:
    assert compare(Engine(load_rulebook(TRIAL_ROWS)), Setting("bentre", day, assume=True, issued=False), 200) == []
