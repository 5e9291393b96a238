"""The same compiled expressions on PySpark frames give the same statuses and amounts as on Polars.

Not part of `make test`: Spark needs a Java runtime, pandas and minutes. `make test-spark` runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl
import pytest
from tests.support.agreement import Drawing, Setting
from tests.support.lazy import differing

from eligibility.engine import Engine
from eligibility.loading import load_rulebook

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TRIAL_ROWS = Path(__file__).parents[1] / "fixtures" / "worked-rows"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    yield session
    session.stop()


def compare(spark: SparkSession, engine: Engine, setting: Setting, count: int) -> list[str]:
    def native(frame: pl.DataFrame) -> nw.LazyFrame[Any]:
        return nw.from_native(spark.createDataFrame(frame.to_arrow(compat_level=pl.CompatLevel.oldest())))

    def stored(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        return nw.from_native(frame.to_native().localCheckpoint())

    profiles = Drawing(engine, seed=71).profiles(setting, count)
    return differing(engine, setting, profiles, native, stored)


def test_the_rules_on_spark(spark: SparkSession, engine: Engine) -> None:
    assert compare(spark, engine, Setting("bentre", date(2022, 6, 15), assume=False, issued=False), 150) == []


def test_every_construct_on_spark(spark: SparkSession) -> None:
    engine = Engine(load_rulebook(TRIAL_ROWS))

    assert compare(spark, engine, Setting("bentre", date(2026, 8, 25), assume=False, issued=False), 100) == []
