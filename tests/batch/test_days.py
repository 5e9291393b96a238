"""Texts of partly known days are read as `period.read_date` reads them, one by one."""

from __future__ import annotations

import random

import polars as pl

from eligibility.batch.days import read_days
from eligibility.period import read_date

FORMS = [
    "{y:04d}-{m:02d}-{d:02d}",
    "{y:04d}-{m:02d}",
    "{y:04d}",
    "{d:02d}/{m:02d}/{y:04d}",
    "{d}/{m}/{y}",
    "{m:02d}/{y}",
    "{y}{m:02d}{d:02d}",
    "{y}-{m}-{d}",
    "{y}-{m:02d}{d:02d}-",
    "+{y}-{m}",
    "",
    "x",
    "{y}-+{m:01d}",
    "{y} ",
    " {y}-{m:02d}-{d:02d}",
    "{y}/{m}/{d}",
    "--{y:04d}--{d:02d}",
]


def test_every_text_is_read_as_one_alone_is() -> None:
    source = random.Random(1)
    texts = [
        source.choice(FORMS).format(
            y=source.choice([1879, 1880, 1900, 1962, 2000, 2200, 2201, 62, 20000]),
            m=source.randint(0, 13),
            d=source.randint(0, 32),
        )
        for _ in range(20_000)
    ]
    expected: list[tuple[int | None, int | None, bool]] = []
    for text in texts:
        try:
            day = read_date(text) if text else None
        except ValueError:
            expected.append((None, None, True))
        else:
            expected.append((None, None, False) if day is None else (day.low, day.high, False))

    assert list(zip(*read_days(pl.Series(texts)), strict=True)) == expected


def test_a_column_of_nothing_is_unknown() -> None:
    days = read_days(pl.Series([None, None], dtype=pl.String))

    assert (days.low.to_list(), days.high.to_list(), days.wrong.to_list()) == ([None] * 2, [None] * 2, [False] * 2)
