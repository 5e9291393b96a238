"""What the rulebook holds, over HTTP: the same data as on the command line, and an ETag that is its digest."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from eligibility.cli.app import app
from eligibility.model.rulebook import Rulebook

LISTS = ["/v1/programmes", "/v1/programmes/near-poor-health-insurance", "/v1/facts", "/v1/instruments", "/v1/rulebook"]


def printed(*arguments: str) -> object:
    return json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)


def test_programmes_are_those_of_the_command_line(client: TestClient) -> None:
    assert client.get("/v1/programmes").json() == {"programmes": printed("programmes")}


def test_programmes_of_one_unit(client: TestClient) -> None:
    found = client.get("/v1/programmes", params={"jurisdiction": "huongtra"}).json()

    assert found == {"programmes": printed("programmes", "--jurisdiction", "huongtra")}


def test_one_programme(client: TestClient) -> None:
    found = client.get("/v1/programmes/near-poor-health-insurance").json()

    assert found == printed("explain", "near-poor-health-insurance")


def test_facts_are_those_of_the_command_line(client: TestClient) -> None:
    assert client.get("/v1/facts").json() == {"facts": printed("facts")}


def test_instruments_and_what_is_awaited(client: TestClient, rulebook: Rulebook) -> None:
    found = client.get("/v1/instruments").json()
    awaited = {one["id"]: one for one in found["awaited"]}

    assert [one["name"] for one in found["instruments"]] == list(rulebook.instruments)
    assert awaited["bt_nq_bhyt_near_poor"]["issued"] is None


def test_the_rulebook_says_which_rules_and_how_much_they_account_for(client: TestClient, rulebook: Rulebook) -> None:
    found = client.get("/v1/rulebook").json()
    bentre = next(one for one in found["packs"] if one["id"] == "bentre")
    plan = next(one for one in found["coverage"]["documents"] if "2021/KH-UBND" in one["instrument"])

    assert found["digest"] == rulebook.digest
    assert found["counts"]["programmes"] == len(rulebook.programmes)
    assert (bentre["effective_to"], bentre["programmes"] > 50) == ("2025-06-30", True)
    assert plan["sections"] == {"covered": 80, "of": 80}
    assert plan["rule_rows"] == {"encoded": 39, "of": 39}


@pytest.mark.parametrize("path", LISTS)
def test_what_the_caller_has_already_is_not_sent_again(client: TestClient, rulebook: Rulebook, path: str) -> None:
    first = client.get(path)
    etag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'W/"other", {etag}'})
    changed = client.get(path, headers={"If-None-Match": '"sha256:other"'})

    assert etag == f'"{rulebook.digest}"'
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (changed.status_code, changed.content) == (200, first.content)


@pytest.mark.parametrize("path", LISTS)
def test_head_says_what_get_would_without_sending_it(client: TestClient, path: str) -> None:
    answer = client.head(path)

    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(client.get(path).content)
