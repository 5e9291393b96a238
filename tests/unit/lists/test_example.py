"""The example list has every kind of mistake, and the right answer for each of its rows."""

from __future__ import annotations

import importlib.util
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.support.commune_list import HEADER, assert_all_rows_accounted_for, person, save_workbook, small_dictionary

from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.facts import read_statements
from eligibility.lists.read import read_list
from eligibility.loading import load_rulebook

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "commune-list.xlsx"
ON = date(2022, 6, 15)


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook(ROOT / "rules")


@pytest.fixture(scope="module")
def example(rulebook):
    return read_list(EXAMPLE, rulebook.facts, on=ON)


def generator():
    spec = importlib.util.spec_from_file_location("make_commune_list", ROOT / "examples" / "make_commune_list.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_what_its_generator_makes(tmp_path):
    generator().write(tmp_path / "again.xlsx")
    made, kept = (CalamineWorkbook.from_path(path).get_sheet_by_index(0) for path in (tmp_path / "again.xlsx", EXAMPLE))

    assert made.to_python() == kept.to_python()
    assert made.merged_cell_ranges == kept.merged_cell_ranges


def test_every_row_is_judged_or_reported(example):
    assert_all_rows_accounted_for(example)
    assert example.rows_in == 206
    assert example.rows_judged == 177
    assert example.rows_reported == 29
    assert len(example.households) == 56
    assert Counter(one.why for one in example.skipped) == {
        "column-numbers": 1,
        "section": 2,
        "total": 1,
        "signature": 1,
        "below-total": 1,
    }


def test_every_kind_of_mistake_is_found_where_it_was_made(example):
    causes = {
        one.code: one.household
        for one in example.rejected
        if one.code not in {"household-not-judged", "unclear-household"}
    }

    assert causes == {
        "two-digit-year": "3",
        "impossible-date": "7",
        "not-a-date": "12",
        "date-number": "15",
        "unknown-choice": "22",
        "year-shown-as-date": "18",
        "contradictory-household": "24",
        "unknown-boolean": "25",
        "contradictory-cells": "28",
        "born-after-reference-date": "29",
        "member-before-household": None,
        "duplicate-member-number": "33",
        "duplicate-citizen-number": "38",
        "two-heads": "44",
        "missing-household-number": None,
        "row-without-person": "61",
    }


def test_all_its_columns_but_one_are_known(example):
    assert [column.title for column in example.unmatched] == ["Diện tích đất (m2)"]


def test_what_it_says_of_households_fits_the_dictionary(example, rulebook):
    for listed in example.households:
        read_statements(listed.household, rulebook.facts)


def test_the_engine_judges_it_and_the_one_contradiction_it_finds_is_reported(example, rulebook):
    engine = Engine(rulebook)
    eligible = set()
    refused = {}
    for listed in example.households:
        try:
            result = engine.determine(listed.household, jurisdiction="bentre", on=ON)
        except HouseholdError as error:
            refused[listed.household.id] = error.diagnostics
            continue
        eligible.update(one.programme for one in result.determinations if one.status.value == "eligible")
    judged = example.without(refused)

    assert list(refused) == ["21"]
    assert [(one.cell, one.value) for one in judged.rejected if one.code == "contradiction"] == [("L77", "khá")]
    contradiction = next(one for one in judged.rejected if one.code == "contradiction")
    assert contradiction.wrong.vi == "Ô này trái với điều suy ra từ cột Thông tin hộ > Phân loại hộ"
    assert contradiction.wrong.en.endswith("follows from household.poverty_status")
    assert not any(said.endswith(".") for one in judged.rejected for said in (one.wrong.vi, one.wrong.en))
    assert (judged.rows_in, judged.rows_judged, judged.rows_reported) == (206, 173, 33)
    assert_all_rows_accounted_for(judged)
    assert len(eligible) > 45


def test_twenty_thousand_rows_are_read_in_three_seconds(tmp_path):
    rows = []
    for household in range(1, 5001):
        rows.append(person(household, "Chủ hộ", "15/06/1962", status="N", housing="x", loan="sản xuất", bhyt="x"))
        rows.append(person(None, "Vợ", 1965, bhyt="không", gender="nữ"))
        rows.append(person(None, "Con", f"{household % 28 + 1}/3/{1980 + household % 40}", citizen=f"{household:012d}"))
        rows.append(person(None, "Con", date(2000, 1, 1 + household % 28), disability="nhẹ"))
    path = save_workbook(tmp_path / "big.xlsx", {"S": [HEADER, *rows]})
    started = time.process_time()
    read = read_list(path, small_dictionary())

    assert time.process_time() - started < 3
    assert (read.rows_judged, read.rows_reported) == (20_000, 0)
