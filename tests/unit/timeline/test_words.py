"""A timeline and arrears in words: a picture that survives without colour, then each step with reason and clause."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.unit.timeline.conftest import RULES, Follow
from typer.testing import CliRunner

from eligibility.cli.app import app
from eligibility.engine import Engine
from eligibility.explain.picture import MARKS, Scale
from eligibility.explain.timeline import explain_timeline
from eligibility.explain.words import words_of

HOUSEHOLD = """\
household:
  id: h7
  income_dong: 1000000
  members:
    - {id: ba, birth_date: 15/03/1942, works: false, has_card: false}
    - {id: be, birth_date: 2022-10-10}
"""
SPAN = ("--from", "2022-01-01", "--to", "2025-12-31")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    file = tmp_path / "household.yaml"
    file.write_text(HOUSEHOLD, encoding="utf-8")

    def invoke(command: str, *options: str):
        usual = () if "--from" in options else SPAN
        return CliRunner().invoke(
            app, [command, str(file), "--rules", str(RULES), "--jurisdiction", "mau", *usual, *options]
        )

    return invoke


def test_the_picture_has_a_line_a_programme_and_subject_under_a_ruler_of_years(run) -> None:
    result = run("timeline", "--lang", "en")
    lines = result.stdout.splitlines()
    bars = {line[2:38].strip(): line[39:] for line in lines if line.startswith("  ") and set(line[39:]) <= set("█▒─?·")}

    assert result.exit_code == 0
    assert lines[0] == "Timeline: household h7 · Tỉnh Mẫu · 01/01/2022 – 31/12/2025"
    assert lines[3].split() == ["2022", "2023", "2024", "2025"]
    assert lines[4].split() == ["|"] * 4
    assert bars["Old age"] == "···" + "█" * 58
    assert bars["Retired"] == "█" * 5 + "─" * 49 + "·" * 7
    assert bars["Gift of the province"] == "█" * 18 + "·" * 43
    assert bars["Infant"].lstrip("·").startswith("██")


def test_every_state_has_a_sign_of_its_own_that_the_legend_explains(run) -> None:
    assert len(set(MARKS.values())) == len(MARKS)
    legend = " ".join(run("timeline").stdout.split())
    for mark in MARKS.values():
        assert f"{mark} " in legend


def test_each_step_is_a_sentence_with_amount_reason_and_clause(run) -> None:
    said = " ".join(run("timeline", "--lang", "en").stdout.split())

    assert "15/03/2022 - Old age (ba) begins: entitled; money 540,000 đ a month. Because: Member ba turns 80." in said
    assert (
        "01/07/2024 - Old age (ba) changes: money 540,000 đ a month → money 750,000 đ a month. "
        "Because: A new figure: allowance. Clause: khoản 2 Điều 2, Nghị định 1/2020/NĐ-CP of 01/03/2020." in said
    )
    assert "Retired (ba) ends. Because: The provision ends." in said
    assert "Retired (ba) changes: not added to a higher one. Because: The provision on drawing only the highest" in said
    assert "changes. Clause: khoản 3 Điều 2, Nghị định 1/2020/NĐ-CP" in said
    assert "10/10/2022 - Infant begins" in said


def test_vietnamese_is_said_as_on_paper(run) -> None:
    said = " ".join(run("timeline").stdout.split())

    assert "15/03/2022 - Trợ cấp tuổi già (ba) bắt đầu: được hưởng; tiền 540.000 đ/tháng." in said
    assert "Vì: Thành viên ba đủ 80 tuổi." in said


def test_the_page_of_a_pipe_has_no_colour(run) -> None:
    assert "\033" not in run("timeline").stdout


def test_a_plan_of_a_province_that_ended_is_drawn_open(follow: Follow, made_up: Engine) -> None:
    line = follow({"birth_date": "1990"}, income_dong=600_000, first=date(2025, 1, 1), last=date(2025, 12, 31))
    text = explain_timeline(line, made_up.rulebook, language="en", width=80)

    assert "01/01/2025 – 31/12/2025" in text
    assert any("Gift of the province" in one and ("█" * 24 + "?" * 24) in one for one in text.splitlines())
    assert "Tỉnh Mẫu ended on 30/06/2025" in " ".join(text.split())


@pytest.mark.parametrize(
    ("first", "last", "columns", "labels"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), 60, ["01/2022", "04/2022", "07/2022", "10/2022"]),
        (date(2021, 7, 1), date(2027, 1, 1), 60, ["2022", "2023", "2024", "2025", "2026"]),
        (date(1990, 1, 1), date(2026, 1, 1), 40, ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]),
        (date(2022, 3, 5), date(2022, 3, 9), 20, []),
    ],
)
def test_the_ruler_shows_as_much_as_there_is_room_for(first, last, columns, labels) -> None:
    found = Scale(first, last, columns).ruler()[0].split()

    assert found[: len(labels)] == labels


def test_the_first_and_last_days_lie_in_the_first_and_last_columns() -> None:
    scale = Scale(date(2022, 1, 1), date(2025, 12, 31), 61)

    assert (scale.column(scale.first), scale.column(scale.last)) == (0, 60)
    assert scale._last_of(60) == scale.last


def test_json_holds_rows_and_steps(run) -> None:
    data = json.loads(run("timeline", "--json").stdout)
    begin = next(one for one in data["steps"] if one["programme"] == "old-age")

    assert (data["from"], data["to"], data["jurisdiction"]) == ("2022-01-01", "2025-12-31", "mau")
    assert begin["kind"] == "begins"
    assert begin["causes"] == [{"kind": "age", "name": "member.age_years", "member": "ba", "value": 80}]
    assert begin["turned"] == [{"criterion": "eighty", "before": "not_met", "after": "met"}]
    assert begin["citations"][0]["provision"] == "khoản 1 Điều 2"
    assert {row["programme"] for row in data["rows"]} >= {"old-age", "retired", "infant"}


def test_arrears_are_listed_by_month_and_summed_by_programme(run) -> None:
    options = ("--from", "2025-06-01", "--to", "2025-09-30", "--then", "2025-08-01")
    said = " ".join(run("arrears", *options, "--now", "2026-01-01", "--lang", "en").stdout.split())
    data = json.loads(run("arrears", *options, "--json").stdout)

    assert "Old age (ba) - 07/2025: 0 đ → 810,000 đ: 810,000 đ more" in said
    assert "Together over 3 months: 2,430,000 đ more." in said
    assert "Clause: Điều 3, Nghị định 2/2025/NĐ-CP of 20/08/2025" in said.replace("Điều 3, Điều 2", "Điều 3")
    assert [(one["programme"], one["member"], one["dong"]) for one in data] == [("old-age", "ba", 2_430_000)]


def test_no_arrears_are_said_to_be_none(run) -> None:
    said = run("arrears", "--from", "2024-01-01", "--to", "2024-03-01", "--then", "2024-02-01", "--lang", "en").stdout

    assert "No month changes." in said


def test_a_span_that_ends_before_it_begins_is_refused(run) -> None:
    result = run("timeline", "--from", "2025-01-01", "--to", "2024-01-01")

    assert result.exit_code == 2
    assert "wrong-period" in result.stderr


@pytest.mark.parametrize("key", ["timeline", "arrears"])
def test_both_languages_have_the_same_words(key: str) -> None:
    vi, en = ({name for name in words_of(language).phrases if name.startswith(f"{key}.")} for language in ("vi", "en"))

    assert vi == en
