"""Where a list lies and how its columns are read, whatever form they come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from eligibility.batch import source as module
from eligibility.batch.columns import finished, marked, readings
from eligibility.batch.source import CONFLICTING, find, scan, staged
from eligibility.errors import RequestError
from eligibility.model.rulebook import Rulebook


def write(path: Path, **columns: object) -> Path:
    pl.DataFrame(columns).write_parquet(path)
    return path


def test_a_folder_a_pattern_and_a_file_lead_to_the_same_tables(tmp_path: Path) -> None:
    households = write(tmp_path / "households.parquet", household_id=["a"])
    members = write(tmp_path / "members.parquet", household_id=["a"], member_id=["m1"])
    for place in (tmp_path, f"{tmp_path}/*.parquet", households):
        found = find(place)

        assert (found.households, found.members) == ((households,), (members,))


def test_several_files_of_a_table_follow_one_another_by_name(tmp_path: Path) -> None:
    for number in (2, 1):
        write(tmp_path / f"households-{number}.parquet", household_id=[f"h{number}"])
        write(tmp_path / f"members-{number}.parquet", household_id=[f"h{number}"], member_id=["m1"])
    found = find(tmp_path)

    assert scan(found.households).collect()["household_id"].to_list() == ["h1", "h2"]


@pytest.mark.parametrize("place", ["missing", "missing/*.parquet"])
def test_a_place_without_a_list_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(RequestError, match="no Parquet or CSV file"):
        find(tmp_path / place)


def test_a_table_without_ids_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "list.parquet", household_id=["a"])
    with pytest.raises(RequestError, match="member_id is missing"):
        staged(find(tmp_path / "list.parquet"), tmp_path / "staging")


def test_a_file_changed_in_its_middle_has_another_fingerprint_if_its_size_differs(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("household_id,member_id\na,m1\n", encoding="utf-8")
    before = find(path).fingerprint
    path.write_text("household_id,member_id\na,m1\nb,m1\n", encoding="utf-8")

    assert find(path).fingerprint != before


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_one_table_is_split_between_households_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(module, "_SLICE", size)
    ids = ["a", "a", "a", "b", "c", "c"]
    names = [f"m{number}" for number in range(6)]
    standing = ["x", "x", "x", None, "z", "y"]
    place = write(
        tmp_path / "list.parquet", **{"household_id": ids, "member_id": names, "household.living_standard": standing}
    )
    found = staged(find(place), tmp_path / "staging")
    households, members = scan(found.households).collect(), scan(found.members).collect()

    assert households["household_id"].to_list() == ["a", "b", "c"]
    assert households[CONFLICTING].to_list() == [False, False, True]
    assert members.select("household_id", "member_id").rows() == list(zip(ids, names, strict=True))
    assert "household.living_standard" not in members.columns


def read(
    rulebook: Rulebook, name: str, values: list[object], kind: object = None, column: str | None = None
) -> dict[str, list[object]]:
    """The matcher's columns of one fact, and which of its values cannot be read."""
    frame = pl.DataFrame({column or name: pl.Series(values, dtype=kind)})  # type: ignore[arg-type]
    scope = "household" if name.startswith("household.") else "member"
    found = readings(frame.schema, rulebook.facts, scope, ())  # type: ignore[arg-type]
    kept, wrong = marked(finished(frame.select(found.expressions([name]))))
    return {**kept.to_dict(as_series=False), "wrong": wrong[name].to_list() if name in wrong else []}


def test_a_column_may_be_named_with_or_without_scope(rulebook: Rulebook) -> None:
    name = "member.has_bhyt"

    assert read(rulebook, name, [True, None]) == {name: [True, None], "wrong": []}
    assert read(rulebook, name, [True, None], column="has_bhyt") == {name: [True, None], "wrong": []}


def test_words_are_read_as_yes_and_no(rulebook: Rulebook) -> None:
    assert read(rulebook, "member.has_bhyt", ["true", "false", "", "yes"]) == {
        "member.has_bhyt": [True, False, None, None],
        "wrong": [False, False, False, True],
    }


def test_days_are_read_from_dates_texts_and_bounds(rulebook: Rulebook) -> None:
    low, high = "member.birth_date.low", "member.birth_date.high"

    assert read(rulebook, "member.birth_date", [date(1962, 6, 15), None]) == {
        low: [19620615, None],
        high: [19620615, None],
        "wrong": [],
    }
    assert read(rulebook, "member.birth_date", ["06/1962", ""]) == {
        low: [19620601, None],
        high: [19620630, None],
        "wrong": [],
    }
    assert read(rulebook, "member.birth_date", [1962, None]) == {
        low: [19620101, None],
        high: [19621231, None],
        "wrong": [],
    }


def test_bounds_must_stand_together_and_in_order(rulebook: Rulebook) -> None:
    frame = pl.DataFrame(
        {"birth_date.low": [19620101, 19620101, None, 19630101], "birth_date.high": [19621231, None, None, 19620101]}
    )
    found = readings(frame.schema, rulebook.facts, "member", ())
    _, wrong = marked(finished(frame.select(found.expressions(["member.birth_date"]))))

    assert wrong["member.birth_date"].to_list() == [False, True, False, True]


def test_numbers_out_of_range_or_broken_cannot_be_read(rulebook: Rulebook) -> None:
    name = next(one.name for one in rulebook.facts.values() if one.type.value == "dong")

    assert read(rulebook, name, ["5", "-1", "1.5", "9999999999999999", ""])["wrong"] == [False, True, True, True, False]
    assert read(rulebook, name, [5, -1, None])["wrong"] == [False, True, False]
    assert read(rulebook, name, [5.0, 1.5, None]) == {name: [5, 1, None], "wrong": [False, True, False]}


def test_sets_are_read_from_lists_texts_and_columns_of_codes(rulebook: Rulebook) -> None:
    name = "household.loan_purpose"
    codes = list(rulebook.facts[name].choices)
    first, second = codes[:2]
    columns = [f"{name}={code}" for code in codes]
    from_list = read(rulebook, name, [[first], [], None], pl.List(pl.String))
    from_text = read(rulebook, name, [first, f"{first}; {second}", "", "palace"])

    assert [from_list[column] for column in columns[:2]] == [[True, False, None], [False, False, None]]
    assert from_text[columns[1]][:3] == [False, True, None]
    assert from_text["wrong"] == [False, False, False, True]
    frame = pl.DataFrame({f"loan_purpose={second}": [True, None]})
    found = readings(frame.schema, rulebook.facts, "household", ())
    kept, _ = marked(finished(frame.select(found.expressions([name]))))
    assert (kept[columns[0]].to_list(), kept[columns[1]].to_list()) == ([False, None], [True, None])
