"""Every refusal has one shape, says what would be right, and repeats nothing that was said of a person."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient
from tests.api.conftest import asked, household, submit

JSON = {"Content-Type": "application/json"}
POSTS = ["/v1/determinations", "/v1/questions", "/v1/timelines"]
GETS = ["/v1/programmes", "/v1/facts", "/v1/instruments", "/v1/rulebook", "/healthz", "/readyz", "/metrics"]
BATCH = "/v1/batches/nothing-here"
NAME = "Nguyễn Thị Bí Mật"


def checked(answer, status: int, code: str) -> dict:
    """The problem, of the shape that every problem has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "code", "detail", "errors"}
    assert problem["type"] == f"urn:eligibility:problem:{problem['code']}"
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["errors"]
    assert all(set(one) == {"code", "message", "path", "hint"} for one in problem["errors"])
    assert all(isinstance(problem[key], str) and problem[key] for key in ("title", "detail"))
    return problem


@pytest.mark.parametrize("path", [*POSTS, "/v1/cases"])
def test_a_body_of_another_kind_is_refused(client: TestClient, path: str) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", ""):
        problem = checked(client.post(path, content=b"{}", headers={"Content-Type": kind}), 415, "wrong-content-type")
        assert "Content-Type: application/" in problem["errors"][0]["hint"]


@pytest.mark.parametrize("path", POSTS)
def test_a_compressed_body_is_refused(client: TestClient, path: str) -> None:
    checked(client.post(path, content=b"{}", headers={**JSON, "Content-Encoding": "gzip"}), 415, "wrong-content-type")


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "json-syntax"),
        (b'{"on": }', "json-syntax"),
        (b"\xff\xfe", "not-utf8"),
        (b'{"a": "\\ud800"}', "json-value"),
        (b'{"jurisdiction": "a", "jurisdiction": "b"}', "duplicate-key"),
        (b"[" * 100_000, "too-deep"),
        (b'{"a": 1' + b"0" * 5_000 + b"}", "json-value"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(client: TestClient, path: str, content: bytes, code: str) -> None:
    problem = checked(client.post(path, content=content, headers=JSON), 400, "unreadable-body")

    assert problem["errors"][0]["code"] == code


@pytest.mark.parametrize("path", POSTS)
def test_keys_that_are_missing_or_unknown_are_named(client: TestClient, path: str) -> None:
    body = {"jurisdicton": "bentre", "household": [], "options": {"lng": "en", "assume": "yes", "lang": "fr"}}
    problem = checked(client.post(path, json=body), 422, "request-refused")
    errors = {(one["code"], one["path"]): one for one in problem["errors"]}

    assert errors["unknown-key", "jurisdicton"]["hint"] == 'Did you mean "jurisdiction"?'
    assert errors["unknown-key", "options.lng"]["hint"] == 'Did you mean "lang"?'
    assert ("missing-key", "jurisdiction") in errors
    assert ("wrong-shape", "household") in errors
    assert ("wrong-shape", "options.assume") in errors
    assert "vi" in errors["unknown-word", "options.lang"]["message"]


def test_a_body_that_is_no_mapping_is_refused(client: TestClient) -> None:
    problem = checked(client.post("/v1/determinations", content=b"[]", headers=JSON), 422, "request-refused")

    assert problem["errors"][0]["message"] == "a mapping is expected here."


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"jurisdiction": "nowhere"}, "unknown-jurisdiction", "jurisdiction"),
        ({"on": "31/02/2022"}, "not-a-date", "on"),
        ({"on": "2022"}, "partial-date", "on"),
        ({"options": {"issued": {"bt_nq_bhyt_near_por": True}}}, "unknown-instrument", "options.issued"),
        (
            {"options": {"issued": {"bt_nq_bhyt_near_poor": "soon"}}},
            "not-a-date",
            "options.issued.bt_nq_bhyt_near_poor",
        ),
        ({"options": {"known_at": "2022-06"}}, "partial-date", "options.known_at"),
        ({"household": {"members": []}}, "no-members", "household.members"),
        ({"household": {"household": {}}}, "unknown-fact", "household.household"),
        ({"household": {"poverty_status": "pour"}}, "wrong-value", "household.poverty_status"),
        ({"household": {"members": [{"birth_dat": "1990"}]}}, "unknown-fact", "household.members[0].birth_dat"),
        ({"household": {"members_complete": 1}}, "not-a-boolean", "household.members_complete"),
    ],
    ids=str,
)
def test_what_a_question_gets_wrong_is_said_with_its_place(client: TestClient, changes: dict, code: str, path) -> None:
    answer = client.post("/v1/determinations", json=asked(**changes))
    problem = checked(answer, 422, "household-refused" if path.startswith("household") else "request-refused")
    errors = [(one["code"], one["path"]) for one in problem["errors"]]

    assert (code, path) in errors
    assert problem["errors"][0]["hint"] or code in {"no-members", "unknown-fact", "not-a-boolean"}


@pytest.mark.parametrize(
    "facts",
    [
        {"members": [{"birth_date": NAME}]},
        {"members": [{"gender": NAME}]},
        {"members": [{"is_disabled": NAME}]},
        {"poverty_status": NAME},
        {"members_complete": NAME},
        {"members": [{"spouse": NAME}]},
        {"members": [{"birth_date": "1990-01-01", "age_years": 73}]},
    ],
    ids=str,
)
def test_no_value_of_a_household_comes_back_in_a_problem(client: TestClient, facts: dict) -> None:
    answer = client.post("/v1/determinations", json=asked(household=facts))
    checked(answer, 422, "household-refused")

    assert NAME not in answer.text
    assert "73" not in answer.text


def test_many_mistakes_are_counted_and_some_are_shown(client: TestClient) -> None:
    facts = {f"wrong_{number}": 1 for number in range(50)}
    problem = checked(client.post("/v1/determinations", json=asked(household=facts)), 422, "household-refused")

    assert len(problem["errors"]) == 20
    assert problem["detail"].endswith("And 49 more.")


@pytest.mark.parametrize("path", [BATCH, f"{BATCH}/result", f"{BATCH}/errors"])
def test_a_batch_that_is_not_there(client: TestClient, path: str) -> None:
    checked(client.get(path), 404, "no-such-batch")


def test_deleting_a_batch_that_is_not_there(client: TestClient) -> None:
    checked(client.delete(BATCH), 404, "no-such-batch")


def test_a_programme_that_is_not_there(client: TestClient) -> None:
    checked(client.get("/v1/programmes/nothing"), 404, "unknown-programme")


def test_programmes_of_a_unit_that_is_not_there(client: TestClient) -> None:
    checked(client.get("/v1/programmes", params={"jurisdiction": "nowhere"}), 422, "request-refused")


def test_an_address_that_is_not_there(client: TestClient) -> None:
    for path in ("/v1", "/v1/determinations/", "/docs", "/redoc"):
        checked(client.get(path), 404, "no-such-address")


@pytest.mark.parametrize("path", [*POSTS, "/v1/cases", "/v1/batches"])
def test_a_method_that_is_not_taken(client: TestClient, path: str) -> None:
    answer = client.put(path)
    checked(answer, 405, "method-not-allowed")

    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("path", GETS)
def test_a_method_that_a_list_does_not_take(client: TestClient, path: str) -> None:
    checked(client.post(path), 405, "method-not-allowed")


def test_every_method_of_an_address_is_named(client: TestClient) -> None:
    answer = client.request("OPTIONS", BATCH)
    checked(answer, 405, "method-not-allowed")

    assert answer.headers["allow"] == "DELETE, GET"


def test_a_mistake_of_ours_says_nothing_of_itself(client: TestClient, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(NAME)

    monkeypatch.setattr("eligibility.engine.Engine.determine", broken)
    for path in ("/v1/determinations", "/v1/questions"):
        answer = client.post(path, json=asked())
        checked(answer, 500, "internal-error")
        assert NAME not in answer.text
        assert "ZeroDivision" not in answer.text


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"", "xa.xlsx", 422, "empty-list"),
        (b"<html>", "xa.xlsx", 415, "unknown-list-format"),
        (b"a,b", "xa.txt", 415, "unknown-list-format"),
        (b"{}", "xa.json", 415, "unknown-list-format"),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_once(client: TestClient, content, name, status, code) -> None:
    checked(submit(client, content, name), status, code)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"jurisdiction": None}, "missing-key"),
        ({"jurisdiction": "nowhere"}, "unknown-jurisdiction"),
        ({"on": "tomorrow"}, "not-a-date"),
        ({"lang": "fr"}, "unknown-word"),
        ({"assume": "maybe"}, "wrong-shape"),
        ({"isued": "x"}, "unknown-key"),
        ({"issued": "nothing"}, "unknown-instrument"),
        ({"issued": ["bt_nq_bhyt_near_poor", "bt_nq_bhyt_near_poor=2022-05-01"]}, "duplicate-instrument"),
        ({"on": ["2022-06-15", "2022-06-16"]}, "given-twice"),
        ({"known_at": "2022"}, "partial-date"),
    ],
    ids=str,
)
def test_options_of_a_batch_are_checked_before_the_list_is_taken(client: TestClient, form: dict, code: str) -> None:
    problem = submit(client, **form).json()

    assert problem["status"] == 422
    assert [one["code"] for one in problem["errors"]] == [code]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"not a form", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n--x--", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    ],
)
def test_a_broken_form_is_refused(client: TestClient, content: bytes, kind: str) -> None:
    answer = client.post("/v1/batches", content=content, headers={"Content-Type": kind})
    checked(answer, 422, "request-refused")


def test_a_form_without_a_file_or_with_two_is_refused(client: TestClient) -> None:
    without = client.post("/v1/batches", data={"list": "text"}, files={"other": ("x.csv", b"a")})
    two = client.post("/v1/batches", files=[("list", ("a.csv", b"a")), ("list", ("b.csv", b"b"))])

    assert checked(without, 422, "request-refused")["errors"][0]["code"] == "missing-list"
    assert checked(two, 422, "request-refused")["errors"][0]["code"] == "broken-form"


def test_a_key_that_is_too_long_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/batches", headers={"Idempotency-Key": "k" * 300}, files={"list": ("a.csv", b"a")})

    assert checked(answer, 422, "request-refused")["errors"][0]["code"] == "wrong-key"


def test_the_household_may_hold_any_text_and_is_still_answered(client: TestClient) -> None:
    odd = household(id="'; DROP TABLE batch; --\u202e<script>")
    answer = client.post("/v1/determinations", json=asked(household=odd))

    assert answer.status_code == 200
    assert json.loads(answer.text)["determinations"][0]["subject"]["household"] == odd["id"]
