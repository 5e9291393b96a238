"""Single values: what they may look like, and the way out of each trap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from eligibility.loading import scalars
from eligibility.model.text import Text


def hint(reader, value) -> str:
    with pytest.raises(PydanticCustomError) as caught:
        reader(value)
    return str((caught.value.context or {})["hint"])


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("15", 15), ("30_000_000", 30_000_000), ("1000", 1000), (7, 7)])
def test_a_whole_number_is_read(text, number):
    assert scalars.read_whole(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "01",
        "1_00",
        "9" * 16,
        "9" * 40,
        10**16,
        "1__000",
        "_1",
        "1.5",
        "1e3",
        "١",
        " 1",
        "1\n",
        True,
        None,
        -1,
        1.0,
    ],
)
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(PydanticCustomError):
        scalars.read_whole(text)


@pytest.mark.parametrize("text", ["1.000.000", "1,000,000", "1 000 000", "1_000.000"])
def test_thousands_written_otherwise_are_offered_in_our_form(text):
    assert hint(scalars.read_whole, text) == "Write 1_000_000."


@given(st.integers(0, 10**14))
def test_a_grouped_number_reads_back(number):
    assert scalars.read_whole(f"{number:_}") == number


@pytest.mark.parametrize(("text", "number"), [("2.5", "2.5"), ("30", "30"), ("0.30", "0.30")])
def test_a_decimal_is_read_exactly(text, number):
    assert scalars.read_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["2,5", "-1", "1e3", "NaN", "Infinity", ".5", "5.", "1_0", 2.5, None])
def test_what_is_no_decimal_is_refused(text):
    with pytest.raises(PydanticCustomError):
        scalars.read_decimal(text)


def test_a_full_day_is_read():
    assert scalars.read_day("2022-04-07") == date(2022, 4, 7)


@pytest.mark.parametrize(
    "text", ["2022", "2022-04", "07/04/2022", "0", 0, "2022-4-7", "2022-02-30", "0000-01-01", "9999-01-01", "", None]
)
def test_what_is_no_full_day_is_refused(text):
    with pytest.raises(PydanticCustomError):
        scalars.read_day(text)


@pytest.mark.parametrize("text", ["yes", "no", "on", "True", "TRUE", "1", "", 1, 0, None])
def test_only_true_and_false_are_flags(text):
    with pytest.raises(PydanticCustomError):
        scalars.read_flag(text)


def test_a_plain_text_serves_both_languages():
    assert scalars.read_text("kg gạo") == Text("kg gạo", "kg gạo")
    assert scalars.read_text({"vi": "gạo", "en": "rice"}) == Text("gạo", "rice")


@pytest.mark.parametrize(
    "value", ["", " ", {"vi": "gạo"}, {"vi": "gạo", "en": ""}, {"vi": "gạo", "en": ["rice"]}, [], None]
)
def test_half_a_text_is_refused(value):
    with pytest.raises(PydanticCustomError):
        scalars.read_text(value)


def test_braces_in_a_refused_text_do_no_harm():
    with pytest.raises(PydanticCustomError, match=r"\{x\}"):
        scalars.read_whole("{x}")
