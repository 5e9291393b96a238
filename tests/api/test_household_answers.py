"""`/v1/questions`, `/v1/timelines` and `/v1/cases`: what to ask, when things change, and whether cases hold."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.testclient import TestClient
from tests.api.conftest import OPTIONS, asked, household
from typer.testing import CliRunner

from eligibility.cli.app import app
from eligibility_api.examples import CASES

MEMBER = {"id": "m1", "birth_date": "1990-03-01"}
YAML = {"Content-Type": "application/yaml"}


def test_the_next_question_says_what_to_ask_whom_and_where_the_answer_goes(client: TestClient) -> None:
    body = asked(household={**household(), "members": [MEMBER, {"id": "m2", "birth_date": "1991"}]})
    answer = client.post("/v1/questions", json={**body, "options": {"lang": "en"}}).json()
    found = [one for one in answer["questions"] if one["fact"] == "member.bhyt_paid_by_other_fund"]

    assert answer["next"] in answer["questions"]
    assert answer["open"] > 0
    assert [(one["subject"], one["path"]) for one in found] == [
        ("m1", "household.members[0].bhyt_paid_by_other_fund"),
        ("m2", "household.members[1].bhyt_paid_by_other_fund"),
    ]
    assert found[0]["type"] == "boolean"
    assert found[0]["question"].endswith("?")


def test_questions_are_those_of_the_determination(client: TestClient) -> None:
    body = asked()
    result = client.post("/v1/determinations", json=body).json()
    answer = client.post("/v1/questions", json=body).json()

    assert result["ask"] == [{key: one[key] for key in ("fact", "subject", "settles")} for one in answer["questions"]]
    assert [one["settles"] for one in answer["questions"]] == sorted(
        (one["settles"] for one in answer["questions"]), reverse=True
    )


def test_a_choice_comes_with_its_answers_in_the_language_asked_for(client: TestClient) -> None:
    body = asked(household={"members": [MEMBER]})
    answers = {
        lang: client.post("/v1/questions", json={**body, "options": {"lang": lang}}).json() for lang in ("vi", "en")
    }
    found = {
        lang: next(one for one in answer["questions"] if one["fact"] == "household.poverty_status")
        for lang, answer in answers.items()
    }

    assert found["vi"]["choices"]["poor"] == "Hộ nghèo"
    assert found["en"]["choices"]["poor"] == "Poor household"


def test_answering_the_next_question_leaves_less_open(client: TestClient) -> None:
    body = asked(household={**household(), "members": [dict(MEMBER)]})
    before = client.post("/v1/questions", json=body).json()
    question = before["next"]
    while question is not None and question["type"] != "boolean":
        question = next((one for one in before["questions"] if one["type"] == "boolean" and one["settles"]), None)
    assert question is not None
    scope, _, key = question["fact"].partition(".")
    target = body["household"] if scope == "household" else body["household"]["members"][0]
    target[key] = False
    after = client.post("/v1/questions", json=body).json()

    assert after["open"] <= before["open"] - question["settles"]


def test_a_household_that_lists_nobody_is_asked_who_belongs_to_it(client: TestClient) -> None:
    answer = client.post("/v1/questions", json=asked(household={"poverty_status": "near_poor"})).json()
    found = next(one for one in answer["questions"] if one["fact"] == "household.members")

    assert (found["path"], found["type"]) == ("household.members", None)


def test_a_timeline_follows_a_household_until_a_plan_ends(client: TestClient) -> None:
    body = {"jurisdiction": "bentre", "from": "2022-01-01", "to": "2023-12-31", "household": household()}
    answer = client.post("/v1/timelines", json=body)
    rows = {row["programme"]: row for row in answer.json()["rows"]}
    (span,) = rows["near-poor-health-insurance"]["spans"]

    assert answer.status_code == 200
    assert (span["from"], span["to"]) == ("2022-04-07", "2022-12-31")
    assert {"kind": "programme_begins", "name": "near-poor-health-insurance", "member": None, "value": None} in span[
        "causes"
    ]
    assert span["determination"]["entitlements"][0]["dong"] == 241_380


def test_a_timeline_is_that_of_the_command_line_byte_for_byte(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps({"household": household()}), encoding="utf-8")
    body = {"jurisdiction": "bentre", "from": "2022-01-01", "to": "2023-12-31", "household": household()}
    options = ["--jurisdiction", "bentre", "--from", "2022-01-01", "--to", "2023-12-31", "--json"]
    printed = CliRunner().invoke(app, ["timeline", str(tmp_path / "h.json"), *options]).stdout

    assert client.post("/v1/timelines", json=body).text == printed


def test_a_timeline_that_ends_before_it_begins_is_refused(client: TestClient) -> None:
    body = {"jurisdiction": "bentre", "from": "2022-02-01", "to": "2022-01-01", "household": household()}
    answer = client.post("/v1/timelines", json=body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "wrong-period"


def test_cases_are_run_and_counted(client: TestClient) -> None:
    answer = client.post("/v1/cases", content=CASES.encode(), headers=YAML)

    assert answer.json() == {"files": 1, "cases": 1, "passed": 1, "failed": 0, "failures": []}


def test_a_case_that_fails_says_where_and_why(client: TestClient) -> None:
    text = CASES.replace("status: eligible, standing: pending", "status: ineligible")
    (failure,) = client.post("/v1/cases", content=text.encode(), headers=YAML).json()["failures"]

    assert (failure["file"], failure["subject"]) == ("case-file.yaml", "m1")
    assert {"key": "status", "expected": "ineligible", "got": "eligible"} in failure["differences"]
    assert failure["reasons"]


def test_a_case_file_that_is_wrong_is_refused_with_lines(client: TestClient) -> None:
    text = CASES.replace("poverty_status", "poverty_statu")
    answer = client.post("/v1/cases", content=text.encode(), headers=YAML)
    error = answer.json()["errors"][0]

    assert (answer.status_code, answer.json()["code"]) == (422, "case-file-refused")
    assert error["code"] == "unknown-fact"
    assert error["path"].startswith("case-file.yaml:6:")


def test_questions_need_no_more_than_a_place_and_a_household(client: TestClient) -> None:
    answer = client.post("/v1/questions", json={"jurisdiction": OPTIONS["jurisdiction"], "household": {}})

    assert answer.status_code == 200
