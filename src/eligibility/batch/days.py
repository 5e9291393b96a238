"""Texts of partly known days as two columns of numbers: the first and the last day each may be.

Reads what `eligibility.period.read_date` reads: `1962-06-15`, `1962-06`, `1962`, `15/06/1962`, `06/1962`.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from eligibility.period import DECEMBER, FIRST_YEAR, LAST_YEAR

_SLASHED = r"^(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})$"
_YEAR_LENGTH, _MONTH_LENGTH, _DAY_LENGTH = 4, 7, 10
_FEBRUARY, _SHORT_MONTHS = 2, [4, 6, 9, 11]


class Days(NamedTuple):
    """Days within bounds, as `yyyymmdd`.

    Attributes:
        low: First day it may be; null where unknown.
        high: Last day it may be.
        wrong: Where a text is no date.
    """

    low: pl.Series
    high: pl.Series
    wrong: pl.Series


def read_days(texts: pl.Series) -> Days:
    """Read texts of days, months and years; blank means unknown. Each text is read once, however often it stands."""
    different = texts.unique()
    read = _read(different)
    table = pl.DataFrame({"text": different, "low": read.low, "high": read.high, "wrong": read.wrong})
    found = pl.DataFrame({"text": texts}).join(table, on="text", how="left", maintain_order="left", nulls_equal=True)
    return Days(found["low"], found["high"], found["wrong"])


def _read(texts: pl.Series) -> Days:
    text = pl.col("text")
    frame = pl.DataFrame({"text": texts}).with_columns(pl.when(text != "").then(text).alias("text"))
    parts = frame.with_columns(_iso_parts())
    if texts.str.contains("/", literal=True).any():
        parts = parts.with_columns(
            pl.coalesce(name, text.str.extract(_SLASHED, group).cast(pl.Int64)).alias(name)
            for group, name in enumerate(("day", "month", "year"), start=1)
        )
    year, month, day = pl.col("year"), pl.col("month"), pl.col("day")
    read = parts.with_columns(_last_day(year, month).alias("last")).select(
        low=year * 10_000 + month.fill_null(1) * 100 + day.fill_null(1),
        high=year * 10_000 + month.fill_null(DECEMBER) * 100 + pl.coalesce(day, "last", 31),
        is_right=(
            year.is_between(FIRST_YEAR, LAST_YEAR)
            & month.is_between(1, DECEMBER).fill_null(value=True)
            & ((day >= 1) & (day <= pl.col("last"))).fill_null(value=True)
        ).fill_null(value=False),
        is_blank=text.is_null(),
    )
    is_right = read["is_right"]
    bounds = read.select(pl.when("is_right").then(pl.col("low", "high")))
    return Days(bounds["low"], bounds["high"], ~is_right & ~read["is_blank"])


def _iso_parts() -> list[pl.Expr]:
    """Year, month and day of ISO texts, as far as they go; null for other texts."""
    text = pl.col("text")
    length = text.str.len_bytes()
    first, second = text.str.slice(_YEAR_LENGTH, 1) == "-", text.str.slice(_MONTH_LENGTH, 1) == "-"
    is_day = (length == _DAY_LENGTH) & first & second
    is_month = (length == _MONTH_LENGTH) & first
    digits = text.str.replace_all("-", "", literal=True)
    number = pl.when(digits.str.len_bytes().is_in([4, 6, 8])).then(digits.cast(pl.Int64, strict=False))
    year = (
        pl.when(is_day)
        .then(number // 10_000)
        .when(is_month)
        .then(number // 100)
        .when(length == _YEAR_LENGTH)
        .then(number)
    )
    month = pl.when(is_day).then(number // 100 % 100).when(is_month).then(number % 100)
    return [year.alias("year"), month.alias("month"), pl.when(is_day).then(number % 100).alias("day")]


def _last_day(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    is_leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    return (
        pl.when(month == _FEBRUARY)
        .then(pl.lit(28, dtype=pl.Int64) + is_leap.cast(pl.Int64))
        .when(month.is_in(_SHORT_MONTHS))
        .then(pl.lit(30, dtype=pl.Int64))
        .when(month.is_not_null())
        .then(pl.lit(31, dtype=pl.Int64))
    )
