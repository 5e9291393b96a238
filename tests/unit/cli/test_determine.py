"""`eligibility determine`: words for people, JSON for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.unit.cli.conftest import HOUSEHOLD, RULES, Run

from eligibility.determination import result_schema

ROOT = Path(__file__).parents[3]


def test_a_household_is_answered_in_words(determine: Run) -> None:
    result = determine()

    assert result.exit_code == 0
    assert result.stdout.startswith("Kết quả rà soát: hộ h7 · Tỉnh Mẫu · ngày xét 15/06/2022\n")
    assert "Thành viên me (chủ hộ, sinh 02/04/1990)" in result.stdout
    assert "Không đủ điều kiện" not in result.stdout
    assert result.stderr == ""


def test_all_says_why_not(determine: Run) -> None:
    result = determine("--all")

    assert "Không đủ điều kiện" in result.stdout
    assert "Cần: Có thẻ BHYT: không (hiện có)." in result.stdout
    assert "Không áp dụng vào ngày và nơi này" in result.stdout


def test_the_language_is_a_choice(determine: Run) -> None:
    assert determine("--lang", "en").stdout.startswith("Result of the screening: household h7")


def test_json_is_the_result_and_nothing_else(determine: Run) -> None:
    result = determine("--json", "--all", "--lang", "en")
    data = json.loads(result.stdout)

    jsonschema.validate(data, result_schema())
    assert data["receipt"]["jurisdiction"] == "mau"
    assert "not_applicable" in {one["status"] for one in data["determinations"]}
    assert result.stderr == ""


@pytest.mark.parametrize("day", ["2022-06-15", "15/06/2022", "15/6/2022"])
def test_a_day_may_be_written_either_way(determine: Run, day: str) -> None:
    assert json.loads(determine("--json", "--on", day).stdout)["receipt"]["reference_date"] == "2022-06-15"


def test_without_a_day_it_is_today(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "h.yaml"
    file.write_text(HOUSEHOLD, encoding="utf-8")
    data = json.loads(run("determine", file, "--rules", RULES, "--jurisdiction", "mau", "--json").stdout)

    assert abs((date.fromisoformat(data["receipt"]["reference_date"]) - date.today()).days) <= 1  # noqa: DTZ011


def test_what_is_issued_becomes_due(determine: Run) -> None:
    waiting = json.loads(determine("--json").stdout)
    issued = json.loads(determine("--json", "--issued", "card_resolution=2022-06-01").stdout)
    later = json.loads(determine("--json", "--issued", "card_resolution=01/07/2022").stdout)
    always = json.loads(determine("--json", "--issued", "card_resolution").stdout)

    def standing(data: dict[str, list[dict[str, str]]]) -> str:
        return next(one["standing"] for one in data["determinations"] if one["programme"] == "mau-card")

    assert [standing(one) for one in (waiting, issued, later, always)] == [
        "pending",
        "entitlement",
        "pending",
        "entitlement",
    ]
    assert issued["receipt"]["options"]["issued"] == {"card_resolution": "2022-06-01"}
    assert always["receipt"]["options"]["issued"] == {"card_resolution": True}


def test_silence_is_taken_for_no_only_where_asked(determine: Run) -> None:
    text = "household: {poverty_status: poor, has_house_need: true, rooms: 4}"

    assert "Hỗ trợ sửa nhà. Cần biết: khu vực nông thôn." in determine(text=text).stdout
    assert "Đã giả định: Khu vực nông thôn: không." in determine("--assume", "--all", text=text).stdout


def test_law_that_became_known_later_can_be_left_out(determine: Run) -> None:
    data = json.loads(determine("--json", "--known-at", "01/03/2022").stdout)

    assert data["receipt"]["options"]["known_at"] == "2022-03-01"
    assert "theo quy định được biết đến ngày 01/03/2022" in " ".join(
        determine("--known-at", "01/03/2022").stdout.split()
    )


@pytest.mark.parametrize(
    "text", [HOUSEHOLD, json.dumps({"poverty_status": "near_poor", "members": [{"has_card": False}]})]
)
def test_a_household_may_come_on_standard_input(run: Run, text: str) -> None:
    result = run(
        "determine", "-", "--rules", RULES, "--jurisdiction", "mau", "--on", "2022-06-15", given=f"\ufeff{text}"
    )

    assert result.exit_code == 0
    assert "Hỗ trợ thẻ BHYT" in result.stdout


def test_json_and_yaml_give_the_same_answer(determine: Run) -> None:
    plain = {
        "id": "h7",
        "poverty_status": "near_poor",
        "members": [{"id": "m1", "birth_date": 1990, "has_card": False}],
    }
    yaml = 'household: {id: h7, poverty_status: near_poor, members: [{id: m1, birth_date: "1990", has_card: false}]}'
    from_json = json.loads(determine("--json", text=json.dumps(plain, indent="\t"), name="h.json").stdout)
    from_yaml = json.loads(determine("--json", text=yaml).stdout)

    assert from_json["determinations"] == from_yaml["determinations"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_example_shows_every_sort_of_answer(run: Run, language: str) -> None:
    result = run(
        *("determine", ROOT / "examples" / "household.yaml", "--jurisdiction", "bentre"),
        *("--on", "2022-06-15", "--lang", language, "--json"),
    )
    found = json.loads(result.stdout)["determinations"]

    assert {(one["status"], one["standing"]) for one in found if one["status"] == "eligible"} >= {
        ("eligible", "may_apply"),
        ("eligible", "pending"),
        ("eligible", "candidate"),
        ("eligible", "referral"),
    }
    assert "undetermined" in {one["status"] for one in found}
