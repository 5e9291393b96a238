"""`/v1/determinations`: the very bytes of the command line, whatever is asked."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.api.conftest import asked, household
from tests.support.households import Households, consistent
from typer.testing import CliRunner

from eligibility.cli.app import app
from eligibility.engine import Engine

AT = re.compile(r'^    "at": ".*",$', re.MULTILINE)
ON = date(2022, 6, 15)


def printed(file: Path, body: dict) -> str:
    """What the command line prints for the same question."""
    file.write_text(json.dumps({"household": body["household"]}), encoding="utf-8")
    options = body.get("options", {})
    arguments = ["determine", str(file), "--json", "--jurisdiction", body["jurisdiction"], "--on", body["on"]]
    arguments += ["--assume"] if options.get("assume") else []
    arguments += ["--all"] if options.get("all") else []
    arguments += ["--lang", options.get("lang", "vi")]
    arguments += ["--known-at", options["known_at"]] if "known_at" in options else []
    for name, day in options.get("issued", {}).items():
        arguments += ["--issued", name if day is True else f"{name}={day}"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"all": True},
        {"lang": "en", "all": True},
        {"assume": True},
        {"issued": {"bt_nq_bhyt_near_poor": True}},
        {"issued": {"bt_nq_bhyt_near_poor": "2022-05-01"}, "all": True},
        {"known_at": "2022-03-01", "all": True},
    ],
    ids=str,
)
def test_the_answer_is_that_of_the_command_line_byte_for_byte(client: TestClient, tmp_path: Path, options) -> None:
    body = asked(options=options)
    answer = client.post("/v1/determinations", json=body)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert AT.sub("", printed(tmp_path / "h.json", body)) == AT.sub("", answer.text)


@pytest.mark.parametrize("jurisdiction", ["vietnam", "bentre", "vinhlong", "angiang", "huongtra"])
def test_random_households_are_answered_as_by_the_command_line(
    client: TestClient, engine: Engine, tmp_path: Path, jurisdiction: str
) -> None:
    source = Households(engine.rulebook.facts, ON, seed=5)
    compared = 0
    while compared < 3:
        plain = source.draw()
        if consistent(engine, plain, jurisdiction, ON) is None:
            continue
        body = asked(household=plain, jurisdiction=jurisdiction)
        answer = client.post("/v1/determinations", json=body)
        assert answer.status_code == 200, answer.text
        assert AT.sub("", printed(tmp_path / "h.json", body)) == AT.sub("", answer.text)
        compared += 1


def test_without_a_day_it_is_today_in_viet_nam(client: TestClient) -> None:
    from eligibility.given import today

    body = {"jurisdiction": "bentre", "household": household()}
    receipt = client.post("/v1/determinations", json=body).json()["receipt"]

    assert receipt["reference_date"] == today().isoformat()


def test_a_body_with_a_byte_order_mark_is_read(client: TestClient) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(asked()).encode()
    answer = client.post("/v1/determinations", content=content, headers={"Content-Type": "application/json"})

    assert answer.status_code == 200
