"""kill -9 at any moment of a batch, then a restart: nothing lost, nothing doubled.

Twice in `make test`; `make kill-test` does it twenty times.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
from tests.api.conftest import LIST, OPTIONS, Process, ended
from tests.api.test_batches import cells, without_time

from eligibility.loading import default_rules

KILLS = int(os.environ.get("ELIGIBILITY_KILLS", "2"))
SMALL_PARTS = "import eligibility_api.judging as judging; judging.PART = 5; "


def send(process: Process, key: str) -> httpx2.Response:
    return process.post(
        "/v1/batches",
        files={"list": (LIST.name, LIST.read_bytes())},
        data=OPTIONS,
        headers={"Idempotency-Key": key},
    )


def outcome(process: Process, location: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What came of a batch, but for when."""
    status = ended(process, location)
    kept = ("state", "rows", "rows_done", "judged", "rejected", "households", "programmes", "errors")
    sheets = without_time(cells(process.get(f"{location}/result").content))
    return {key: status[key] for key in kept}, {**sheets, "errors": process.get(f"{location}/errors").json()}


def test_a_batch_survives_being_killed_at_any_moment(process: Process, tmp_path: Path) -> None:
    chance = random.Random(2022)
    process.before = SMALL_PARTS
    shutil.copytree(default_rules(), tmp_path / "rules")
    process.start(ELIGIBILITY_RULES=str(tmp_path / "rules"))
    began = time.monotonic()
    location = send(process, "whole").headers["location"]
    ended(process, location)
    usual = time.monotonic() - began
    whole = outcome(process, location)
    killed_in: list[str] = []
    locations: set[str] = set()
    for number in range(KILLS):
        key = f"batch-{number}"
        killing = threading.Timer(
            chance.uniform(0.0, chance.choice([0.1, 1.0, 1.0])) * usual, process.stop, [signal.SIGKILL]
        )
        killing.start()
        taken, state = None, "before it was taken"
        with suppress(httpx2.HTTPError):
            taken = send(process, key)
            while True:
                state = process.get(taken.headers["location"]).json()["state"]
        killing.join()
        killed_in.append(state)
        process.start(ELIGIBILITY_RULES=str(tmp_path / "rules"))
        again = send(process, key)
        assert again.status_code == 202, again.text
        location = again.headers["location"]
        assert taken is None or taken.headers["location"] == location
        assert outcome(process, location) == whole
        locations.add(location)

    folders = list((tmp_path / "data" / "batches").iterdir())
    files = {path.name for folder in folders for path in folder.iterdir()}
    print(f"killed {KILLS} times: {killed_in}")  # noqa: T201 (shown by `pytest -rP`)
    assert len(locations) == KILLS
    assert len(folders) == KILLS + 1
    assert files == {"result.xlsx", "report.json"}


def test_a_service_that_is_killed_again_and_again_gets_there(process: Process) -> None:
    """One batch, killed soon after each start: every start gets a little further."""
    process.before = SMALL_PARTS
    process.start()
    location = send(process, "one").headers["location"]
    done = []
    for _ in range(KILLS):
        process.stop(signal.SIGKILL)
        process.start()
        time.sleep(0.05)
        done.append(process.get(location).json()["rows_done"])
    status = ended(process, location)

    assert status["state"] == "done"
    assert done == sorted(done)
