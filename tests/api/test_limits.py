"""What the service does not take: too much at once, too slowly, from other sites, under other names."""

from __future__ import annotations

import json
import socket
import time

import pytest
from starlette.testclient import TestClient
from tests.api.conftest import LIST, Process, Start, asked, ended, household, submit
from tests.api.test_problems import checked

from eligibility.errors import RequestError
from eligibility_api.examples import CASES
from eligibility_api.gate import HEADERS
from eligibility_api.settings import Settings

YAML = {"Content-Type": "application/yaml"}


def test_a_body_that_is_too_large_is_refused_by_what_it_declares_and_by_what_it_sends(start: Start) -> None:
    client = start(body_bytes=1_000)
    large = asked(household=household(id="x" * 2_000))
    checked(client.post("/v1/determinations", json=large), 413, "too-large")

    def drop_by_drop():
        for _ in range(100):
            yield b" " * 100

    answer = client.post("/v1/determinations", content=drop_by_drop(), headers={"Content-Type": "application/json"})
    checked(answer, 413, "too-large")
    assert client.post("/v1/determinations", json=asked()).status_code == 200


def test_a_list_that_is_too_large_is_refused(start: Start) -> None:
    client = start(list_bytes=10_000)
    checked(submit(client, b"PK\x03\x04" + b"x" * 2_000_000), 413, "too-large")


def test_a_household_has_its_limit_of_members(start: Start) -> None:
    client = start(members=3)
    three, four = ([{"birth_date": "1990"}] * number for number in (3, 4))
    problem = checked(
        client.post("/v1/determinations", json=asked(household={"members": four})), 422, "request-refused"
    )

    assert problem["errors"][0]["code"] == "too-many-members"
    assert client.post("/v1/determinations", json=asked(household={"members": three})).status_code == 200


@pytest.mark.parametrize(
    ("facts", "code", "path"),
    [
        ({"id": "x" * 501}, "too-long", "household.id"),
        ({"members": [{"id": "x" * 501}]}, "too-long", "household.members[0].id"),
        ({"x" * 101: 1}, "too-long", "household"),
        ({"members": json.loads("[" * 900 + "]" * 900)}, "too-nested", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_text_or_depth_that_no_household_has_is_refused(client: TestClient, facts, code, path) -> None:
    answer = client.post("/v1/determinations", json=asked(household=facts))
    (error,) = checked(answer, 422, "request-refused")["errors"]

    assert error["code"] == code
    assert path in {None, error["path"]}


def test_thousands_of_mistakes_are_refused_in_a_moment(client: TestClient) -> None:
    facts = {f"povert_{number}": 1 for number in range(30_000)}
    text = CASES.replace("poverty_status: near_poor", "\n    ".join(f"povert_{number}: x" for number in range(20_000)))
    began = time.monotonic()
    many = checked(client.post("/v1/determinations", json=asked(household=facts)), 422, "household-refused")
    checked(client.post("/v1/cases", content=text.encode(), headers=YAML), 422, "case-file-refused")

    assert many["detail"].endswith("And 29999 more.")
    assert time.monotonic() - began < 10


def test_a_case_file_has_its_limit_of_cases(start: Start) -> None:
    client = start(cases=1)
    case = CASES[CASES.index("  - name") :]
    two = CASES + case.replace("a near-poor member", "another")

    assert client.post("/v1/cases", content=CASES.encode(), headers=YAML).status_code == 200
    problem = checked(client.post("/v1/cases", content=two.encode(), headers=YAML), 422, "request-refused")
    assert problem["errors"][0]["code"] == "too-many-cases"


def test_a_list_has_its_limit_of_rows(start: Start) -> None:
    client = start(rows=100)
    status = ended(client, submit(client).headers["location"])

    assert status["state"] == "failed"
    assert [one["code"] for one in status["errors"]] == ["too-many-rows"]


def test_work_that_takes_too_long_is_given_up(start: Start) -> None:
    client = start(seconds=0.01)
    members = [{"id": f"m{year}", "birth_date": str(year)} for year in range(1920, 2010)]
    body = {"jurisdiction": "bentre", "from": "1950-01-01", "to": "2050-01-01", "household": {"members": members}}
    began = time.monotonic()
    problem = checked(client.post("/v1/timelines", json=body), 422, "takes-too-long")

    assert time.monotonic() - began < 5
    assert problem["errors"][0]["hint"]


def test_batches_that_wait_have_their_limit(start: Start) -> None:
    client = start(waiting_batches=1)
    first = submit(client)
    answers = [submit(client) for _ in range(3)]
    refused = [one for one in answers if one.status_code != 202]

    assert first.status_code == 202
    for one in refused:
        checked(one, 503, "busy")
        assert one.headers["retry-after"]
    for one in (first, *answers):
        if one.status_code == 202:
            assert ended(client, one.headers["location"])["state"] == "done"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254", ""])
def test_a_name_that_is_not_ours_is_not_answered(client: TestClient, host: str) -> None:
    checked(client.get("/v1/facts", headers={"Host": host}), 421, "wrong-host")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:9", "LOCALHOST", "[::1]:8000"])
def test_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/v1/rulebook", headers={"Host": host}).status_code == 200


def test_a_name_that_was_set_is_answered(start: Start) -> None:
    client = start(hosts=("phuong.example",))

    assert client.get("/healthz", headers={"Host": "phuong.example:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
    ids=str,
)
def test_a_page_of_another_site_may_send_nothing(client: TestClient, headers: dict[str, str]) -> None:
    form = client.post("/v1/batches", files={"list": LIST.read_bytes()}, headers=headers)

    checked(form, 403, "cross-site")
    checked(client.delete("/v1/batches/x", headers=headers), 403, "cross-site")


def test_a_page_of_our_own_may(client: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"}

    assert client.post("/v1/determinations", json=asked(), headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/v1/rulebook", "/healthz", "/nowhere", "/openapi.json"])
def test_every_answer_carries_an_id_of_its_own_and_the_headers(client: TestClient, path: str) -> None:
    first, second = client.get(path), client.get(path, headers={"X-Request-Id": "mine"})

    assert len({first.headers["x-request-id"], second.headers["x-request-id"], "mine"}) == 3
    kept = {name: value for name, value in HEADERS.items() if name != "Cache-Control"}
    assert {name: first.headers[name] for name in kept} == kept
    assert "default-src 'none'" in first.headers["content-security-policy"]
    assert "server" not in first.headers


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.com"])  # noqa: S104 (it is refused)
def test_an_address_others_can_reach_is_refused_unless_set_plainly(host: str) -> None:
    with pytest.raises(RequestError, match="not-loopback"):
        Settings(host=host).check_host()
    Settings(host=host, allow_network=True).check_host()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_an_address_of_this_machine_is_taken(host: str) -> None:
    Settings(host=host).check_host()


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment(
        {
            "ELIGIBILITY_PORT": "8123",
            "ELIGIBILITY_ALLOW_NETWORK": "yes",
            "ELIGIBILITY_HOSTS": "xa.example, Phuong.example",
            "ELIGIBILITY_SECONDS": "2.5",
            "ELIGIBILITY_DATA": "/var/lib/eligibility",
            "ELIGIBILITY_RULES": "",
        }
    )

    assert (settings.port, settings.allow_network, settings.seconds) == (8123, True, 2.5)
    assert settings.hosts == ("xa.example", "phuong.example")
    assert str(settings.data) == "/var/lib/eligibility"
    assert settings.rules == Settings().rules


def test_settings_that_cannot_be_read_are_all_named() -> None:
    wrong = {"ELIGIBILITY_PORT": "x", "ELIGIBILITY_ALLOW_NETWORK": "1", "ELIGIBILITY_SECONDS": "nan"}
    with pytest.raises(RequestError) as caught:
        Settings.from_environment(wrong)

    assert {one.path for one in caught.value.diagnostics} == set(wrong)


def test_a_body_that_does_not_arrive_is_given_up(process: Process) -> None:
    process.start(ELIGIBILITY_SECONDS="0.5")
    host, port = process.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        head = "POST /v1/determinations HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        connection.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        answer = "".join(iter(lambda: connection.recv(65_536).decode(), ""))

    assert answer.startswith("HTTP/1.1 408")
    assert "slow-upload" in answer
    assert process.get("/healthz").status_code == 200
