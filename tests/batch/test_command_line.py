"""`eligibility batch` on long lists: a folder of Parquet out, the same counts on the page and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eligibility.cli.app import app

RULES = Path(__file__).parents[1] / "unit" / "explain" / "rules"
OPTIONS = ("--rules", RULES, "--jurisdiction", "mau", "--on", "2022-06-15")
MEMBERS = """\
household_id,member_id,household.poverty_status,birth_date,has_card
H1,m1,near_poor,1979-03-05,false
H1,m2,near_poor,1950,false
H2,m1,,01/05/1985,true
H3,m1,poor,31/02/1990,false
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(MEMBERS, encoding="utf-8")
    return path


def test_a_table_with_ids_is_a_long_list(members: Path, tmp_path: Path) -> None:
    result = run("batch", members, "-o", tmp_path / "out", *OPTIONS, "--lang", "en")

    assert result.exit_code == 1, result.output  # the household with a day that cannot be
    assert "3 households, 4 members; 1 households refused" in result.stdout
    assert (tmp_path / "out" / "eligible" / "part-00000.parquet").exists()


def test_json_is_the_summary(members: Path, tmp_path: Path) -> None:
    result = run("batch", members, "-o", tmp_path / "out", *OPTIONS, "--json")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))

    assert json.loads(result.stdout) == summary
    assert summary["refused"] == 1


def test_a_workbook_cannot_hold_a_long_list(members: Path, tmp_path: Path) -> None:
    result = run("batch", members, "-o", tmp_path / "out.xlsx", *OPTIONS, "--json")

    assert result.exit_code == 2
    assert [one["code"] for one in json.loads(result.stderr)] == ["one-file"]


def test_a_folder_without_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("batch", tmp_path / "empty", "-o", tmp_path / "out", *OPTIONS)

    assert result.exit_code == 2
    assert "no-list" in result.stderr
