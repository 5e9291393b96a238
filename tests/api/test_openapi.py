"""The OpenAPI document: every route is in it, every example is accepted, and fuzzing finds nothing.

`make api-fuzz` fuzzes for long: ELIGIBILITY_FUZZ says how many examples each operation is given, and beyond the few of
`make test` each value of each field is tried at its edges as well (thousands of requests).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from starlette.testclient import TestClient
from tests.api.conftest import Process, asked, ended, submit
from tests.support.households import Households, consistent

from eligibility.engine import Engine

HERE = Path(__file__).parent
FUZZ = int(os.environ.get("ELIGIBILITY_FUZZ", "15"))
SHORT = 15
ON = date(2022, 6, 15)


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict:
    return client.get("/openapi.json").json()


def validator(document: dict, name: str) -> jsonschema.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return jsonschema.Draft202012Validator(schema)


def test_every_resource_is_described(document: dict) -> None:
    assert set(document["paths"]) == {
        "/v1/determinations",
        "/v1/questions",
        "/v1/timelines",
        "/v1/batches",
        "/v1/batches/{identifier}",
        "/v1/batches/{identifier}/result",
        "/v1/batches/{identifier}/errors",
        "/v1/cases",
        "/v1/programmes",
        "/v1/programmes/{identifier}",
        "/v1/facts",
        "/v1/instruments",
        "/v1/rulebook",
        "/healthz",
        "/readyz",
        "/metrics",
    }


def test_every_reference_leads_somewhere_and_every_problem_has_its_shape(document: dict) -> None:
    text = json.dumps(document)
    named = set(re.findall(r"#/components/schemas/(\w+)", text))

    assert named <= set(document["components"]["schemas"])
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            for status, response in operation["responses"].items():
                if status.startswith(("4", "5")) and "Health" not in json.dumps(response):
                    assert list(response["content"]) == ["application/problem+json"], operation["summary"]


def test_every_example_is_accepted(client: TestClient, document: dict) -> None:
    sent = 0
    for path, operations in document["paths"].items():
        for kind, content in operations.get("post", {}).get("requestBody", {}).get("content", {}).items():
            for example in content.get("examples", {}).values():
                value = example["value"]
                data = value if isinstance(value, str) else json.dumps(value)
                answer = client.post(path, content=data.encode(), headers={"Content-Type": kind})
                assert answer.status_code == 200, (path, answer.text)
                sent += 1

    assert sent == 4


def test_random_households_fit_the_schema_and_their_answers_too(
    client: TestClient, document: dict, engine: Engine
) -> None:
    """What a schema cannot say is that facts agree with one another; these do, so they must be accepted."""
    requests, results = validator(document, "DeterminationRequest"), validator(document, "Result")
    questions = validator(document, "QuestionsAnswer")
    source = Households(engine.rulebook.facts, ON, seed=77)
    fitted = 0
    while fitted < 25:
        plain = source.draw()
        if consistent(engine, plain, "bentre", ON) is None:
            continue
        body = asked(household=plain)
        requests.validate(body)
        answer = client.post("/v1/determinations", json=body)
        assert answer.status_code == 200, answer.text
        results.validate(answer.json())
        questions.validate(client.post("/v1/questions", json=body).json())
        fitted += 1


def test_a_batch_and_its_errors_fit_the_schema(client: TestClient, document: dict) -> None:
    location = submit(client).headers["location"]
    status = ended(client, location)

    validator(document, "BatchAnswer").validate(status)
    validator(document, "ErrorsAnswer").validate(client.get(f"{location}/errors").json())
    assert status["programmes"]


def test_fuzzing_the_whole_document_finds_nothing(process: Process, tmp_path: Path) -> None:
    process.start(ELIGIBILITY_WAITING_BATCHES="10000")
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "schemathesis.toml", "run"]
    phases = "examples,fuzzing,stateful" if FUZZ <= SHORT else "examples,coverage,fuzzing,stateful"
    options = [f"{process.address}/openapi.json", "--phases", phases, "--max-examples", str(FUZZ)]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": str(HERE), "COLUMNS": "160"}
    found = subprocess.run(
        [*command, *options, "--request-timeout", "60"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    count = re.search(r"(\d+) generated", found.stdout)
    print(found.stdout[-3_000:])  # noqa: T201 (shown by `pytest -rP`, and where it fails)

    assert found.returncode == 0
    assert count is not None
    assert int(count[1]) > 200
