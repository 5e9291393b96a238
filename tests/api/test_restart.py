"""A batch goes on after a restart: nothing lost, nothing doubled, and never two sets of rules in one result."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.conftest import Start, ended, served, submit
from tests.api.test_batches import cells, without_time

from eligibility.errors import RequestError
from eligibility.loading import default_rules
from eligibility.screening import Run
from eligibility_api.app import build_app
from eligibility_api.settings import Settings


@pytest.fixture
def small_parts(monkeypatch) -> None:
    monkeypatch.setattr("eligibility_api.judging.PART", 5)


@pytest.fixture
def judged(monkeypatch) -> list[str]:
    """Households judged, by id, in every service of this test."""
    seen: list[str] = []
    judge = Run.judge

    def watched(self: Run, listed: Any):
        seen.append(listed.household.id)
        time.sleep(0.002)
        return judge(self, listed)

    monkeypatch.setattr(Run, "judge", watched)
    return seen


def stopped_midway(settings: Settings, seen: list[str]) -> str:
    """Submit the example and stop the service when some of it is judged; where to ask for it."""
    with served(settings) as client:
        location = submit(client).headers["location"]
        while len(seen) < 17:
            time.sleep(0.001)
    return location


@pytest.mark.usefixtures("small_parts")
def test_a_stopped_batch_goes_on_where_it_was(tmp_path: Path, judged: list[str], client: TestClient) -> None:
    settings = Settings(data=tmp_path / "data")
    location = stopped_midway(settings, judged)
    before = list(judged)
    with served(settings) as again:
        status = ended(again, location)
        result = again.get(f"{location}/result").content
    other = submit(client).headers["location"]
    whole = ended(client, other)

    assert status["state"] == "done"
    assert {key: status[key] for key in ("programmes", "judged", "rejected", "households")} == {
        key: whole[key] for key in ("programmes", "judged", "rejected", "households")
    }
    assert without_time(cells(result)) == without_time(cells(client.get(f"{other}/result").content))
    # At most the part in hand is judged again.
    resumed = judged[len(before) : len(judged) - whole["households"]]
    assert 0 < len(before) < whole["households"]
    assert len(before) + len(resumed) <= whole["households"] + 5


@pytest.mark.usefixtures("small_parts")
def test_what_was_judged_by_other_rules_is_judged_again(tmp_path: Path, judged: list[str]) -> None:
    settings = Settings(data=tmp_path / "data")
    location = stopped_midway(settings, judged)
    changed = tmp_path / "rules"
    shutil.copytree(default_rules(), changed)
    facts = (changed / "facts.yaml").read_text(encoding="utf-8")
    (changed / "facts.yaml").write_text(facts.replace("Phân loại hộ", "Loại hộ", 1), encoding="utf-8")
    judged.clear()
    with served(Settings(data=tmp_path / "data", rules=changed)) as again:
        status = ended(again, location)

    assert status["state"] == "done"
    assert len(judged) == len(set(judged)) >= status["households"]


def test_a_queue_survives(tmp_path: Path, monkeypatch) -> None:
    settings = Settings(data=tmp_path / "data")
    with monkeypatch.context() as patch:
        patch.setattr("eligibility_api.jobs.Batches._take_up", lambda _self, _batch: time.sleep(0.02))
        with served(settings) as client:
            locations = [submit(client).headers["location"] for _ in range(3)]
    with served(settings) as again:
        ends = [ended(again, location) for location in locations]

    assert [one["state"] for one in ends] == ["done"] * 3
    assert sorted(one["ended_at"] for one in ends) == [one["ended_at"] for one in ends]


def test_what_a_killed_process_left_behind_is_removed(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with served(settings) as client:
        location = submit(client).headers["location"]
        ended(client, location)
    batches = tmp_path / "data" / "batches"
    orphan, done = batches / "never-recorded", batches / location.rpartition("/")[2]
    orphan.mkdir()
    for path in (orphan / "list.xlsx", done / "part-0000000.json", done / "unfinished-result.xlsx"):
        path.write_bytes(b"x")
    with served(settings) as again:
        assert again.get(f"{location}/result").status_code == 200
        assert not orphan.exists()
        assert {path.name for path in done.iterdir()} == {"result.xlsx", "report.json"}


def test_a_batch_that_never_gets_further_is_given_up(tmp_path: Path, monkeypatch) -> None:
    settings = Settings(data=tmp_path / "data")
    monkeypatch.setattr("eligibility_api.jobs.MOST_STARTS", 2)
    with monkeypatch.context() as patch:

        def killed(self: Any, batch: Any) -> None:
            self._record.begin(batch.id, "stamp")
            self._stop.wait()

        patch.setattr("eligibility_api.jobs.Batches._take_up", killed)
        location = ""
        for _ in range(2):
            with served(settings) as client:
                location = location or submit(client).headers["location"]
                while client.get(location).json()["state"] == "queued":
                    time.sleep(0.005)
                time.sleep(0.05)
    with served(settings) as again:
        status = ended(again, location)

    assert (status["state"], status["errors"][0]["code"]) == ("failed", "given-up")


def test_two_services_do_not_share_a_folder(start: Start, tmp_path: Path) -> None:
    start()
    with pytest.raises(RequestError, match="folder-in-use"):
        build_app(Settings(data=tmp_path / "data"))


def test_a_mistake_of_ours_fails_one_batch_and_not_the_next(start: Start, monkeypatch) -> None:
    client = start()
    with monkeypatch.context() as patch:

        def broken(*_: object) -> None:
            raise ZeroDivisionError

        patch.setattr("eligibility_api.judging.write_results", broken)
        status = ended(client, submit(client).headers["location"])
    after = ended(client, submit(client).headers["location"])

    assert (status["state"], status["errors"][0]["code"]) == ("failed", "internal-error")
    assert after["state"] == "done"
    assert "ZeroDivision" not in json.dumps(status)
