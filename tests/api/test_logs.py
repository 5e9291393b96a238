"""Log lines and counters say what the service does and nothing of anybody."""

from __future__ import annotations

import json
import logging
import re

import pytest
from starlette.testclient import TestClient
from tests.api.conftest import Process, asked, ended, household, submit

from eligibility_api.logs import JsonLines

NAME = "Trần Thị Dấu Vết"
LIST = f"Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh\n1,{NAME},Chủ hộ,1979\n2,{NAME},Chủ hộ,{NAME}\n".encode()


def test_no_line_repeats_what_was_sent(process: Process) -> None:
    process.start()
    body = asked(household=household(id=NAME))
    assert process.post("/v1/determinations", json=body).status_code == 200
    for path in ("/v1/questions", "/v1/timelines", "/v1/batches", "/nowhere"):
        process.post(path, json={**body, NAME: NAME})
    process.post("/v1/cases", content=NAME.encode(), headers={"Content-Type": "application/yaml"})
    process.get(f"/v1/programmes/{NAME}")
    process.get(f"/v1/programmes?jurisdiction={NAME}")
    process.get(f"/v1/batches/{NAME}")
    process.get(f"/{NAME}")
    taken = process.post(
        "/v1/batches",
        files={"list": (f"{NAME}.csv", LIST)},
        data={"jurisdiction": "bentre"},
        headers={"Idempotency-Key": "Tran Thi Dau Vet", "User-Agent": "Tran Thi Dau Vet", "X-Request-Id": "Tran Thi"},
    )
    assert ended(process, taken.headers["location"])["state"] == "done"
    counters = process.get("/metrics").text
    process.stop()
    text = process.log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]

    assert len(requests) >= 12
    assert {frozenset(line) for line in requests} == {
        frozenset({"at", "level", "event", "method", "route", "status", "ms", "request_id"})
    }
    assert {"/v1/determinations", "/v1/programmes/{identifier}", "/v1/batches/{identifier}", "none"} <= {
        line["route"] for line in requests
    }
    batch = taken.headers["location"].rpartition("/")[2]
    # Any four digits may stand in a time or an id that is drawn by lot: those are left out of what is searched.
    assert all(re.fullmatch("[0-9a-f]{32}", line["request_id"]) for line in requests)
    told = [{key: said for key, said in line.items() if key not in {"at", "ms", "request_id"}} for line in lines]
    searched = json.dumps(told, ensure_ascii=False) + re.sub(r" [\d.e+-]+$", "", counters, flags=re.MULTILINE)
    for word in (NAME, "Dấu Vết", "Dau Vet", "D%E1%BA%A5u", "Tran Thi", batch, "m1", "1990"):
        assert word not in searched


def test_a_mistake_is_logged_with_its_kind_and_place_alone(client: TestClient, monkeypatch, caplog) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(NAME)

    monkeypatch.setattr("eligibility.engine.Engine.determine", broken)
    with caplog.at_level(logging.INFO, "eligibility_api"):
        answer = client.post("/v1/determinations", json=asked())
    (record,) = [one for one in caplog.records if one.levelname == "ERROR"]
    line = json.loads(JsonLines().format(record))

    assert line["error"] == "ZeroDivisionError"
    assert line["request_id"] == answer.headers["x-request-id"]
    assert any(place.startswith("api/test_logs.py:") for place in line["place"])
    assert NAME not in json.dumps(line, ensure_ascii=False)


def test_words_of_other_libraries_are_not_repeated() -> None:
    record = logging.LogRecord("uvicorn.error", logging.WARNING, "", 1, "Refused %s", (NAME,), None)
    bare = logging.LogRecord("uvicorn.error", logging.WARNING, "", 1, f"Refused {NAME}", (), None)

    assert json.loads(JsonLines().format(record))["event"] == "Refused %s"
    assert json.loads(JsonLines().format(bare))["event"] == "uvicorn.error"


def test_counters_count(client: TestClient) -> None:
    ended(client, submit(client).headers["location"])
    result = client.post("/v1/determinations", json=asked()).json()
    answer = client.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'eligibility_requests_total{method="POST",route="/v1/determinations",status="200"}' in answer.text
    assert f'digest="{result["receipt"]["rulebook"]}"' in answer.text
    assert 'eligibility_list_rows_total{outcome="judged"} 173.0' in answer.text
    assert 'eligibility_batches{state="done"} 1.0' in answer.text
    assert 'eligibility_determinations_total{status="eligible"}' in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_service_is_well(client: TestClient, path: str) -> None:
    assert client.get(path).json() == {"status": "ok"}


def test_a_service_whose_record_cannot_be_written_is_not_ready(client: TestClient, monkeypatch) -> None:
    import sqlite3

    def locked(_: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr("eligibility_api.batch_record.BatchRecord.check", locked)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "batches cannot be taken"})
    assert client.get("/healthz").status_code == 200
