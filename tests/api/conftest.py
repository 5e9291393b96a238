"""The service on the rules of this checkout, inside the test or as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from eligibility_api.app import build_app
from eligibility_api.settings import Settings

BASE = "http://127.0.0.1"
LIST = Path(__file__).parents[2] / "examples" / "commune-list.xlsx"
OPTIONS = {"jurisdiction": "bentre", "on": "2022-06-15"}
Start = Callable[..., TestClient]


@contextmanager
def served(settings: Settings) -> Iterator[TestClient]:
    """A service that is started and, in the end, stopped."""
    with TestClient(build_app(settings), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service as it is set up by default."""
    with served(Settings(data=tmp_path_factory.mktemp("data"))) as client:
        yield client


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts services with other settings; each is stopped in the end, or before the next on the same folder."""
    running: list[Any] = []

    def begin(**changes: Any) -> TestClient:
        context = served(replace(Settings(data=tmp_path / "data"), **changes))
        running.append(context)
        return context.__enter__()

    yield begin
    for context in reversed(running):
        context.__exit__(None, None, None)


def household(**facts: object) -> dict[str, Any]:
    """A near-poor household of one."""
    member = {"id": "m1", "birth_date": "1990-03-01", "bhyt_paid_by_other_fund": False}
    return {"id": "h1", "poverty_status": "near_poor", "members": [member], **facts}


def asked(**changes: object) -> dict[str, Any]:
    """The body of a determination."""
    return {**OPTIONS, "household": household(), **changes}


def submit(client: TestClient, content: bytes | None = None, name: str = "xa.xlsx", **form: object) -> httpx2.Response:
    """Send a list, the example unless another is given."""
    given = LIST.read_bytes() if content is None else content
    fields = {key: value for key, value in {**OPTIONS, **form}.items() if value is not None}
    return client.post("/v1/batches", files={"list": (name, given)}, data=fields)


def ended(client: TestClient | Process, location: str, seconds: float = 60.0) -> dict[str, Any]:
    """The status of a batch once it is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        status: dict[str, Any] = client.get(location).json()
        if status["state"] in {"done", "failed"}:
            return status
        time.sleep(0.02)
    raise TimeoutError(location)


class Process:
    """`eligibility serve` as a process of its own, on a port of this machine.

    Args:
        data: Its folder of records.
        log: Where its log goes.

    Attributes:
        before: Code that runs before it.
    """

    def __init__(self, data: Path, log: Path) -> None:
        self._data, self.log = data, log
        self._process: subprocess.Popen[bytes] | None = None
        self.address = ""
        self.before = ""

    def start(self, **environment: str) -> None:
        """Start it, and wait until it answers."""
        program = f"{self.before}from eligibility.cli import main; main()"
        command = [sys.executable, "-c", program, "serve", "--port", "0"]
        self.log.write_bytes(b"")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--data", str(self._data)], stderr=log, env={**os.environ, **environment}
            )
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            first = self.log.read_text(encoding="utf-8").partition("\n")[0]
            if '"listening"' in first:
                self.address = json.loads(first)["address"]
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=60) as answer:  # noqa: S310 (loopback)
                    assert answer.status == 200
                return
            time.sleep(0.02)
        raise TimeoutError(self.log.read_text(encoding="utf-8"))

    def get(self, path: str) -> httpx2.Response:
        """Ask it."""
        return httpx2.get(f"{self.address}{path}", timeout=60)

    def post(self, path: str, **body: Any) -> httpx2.Response:
        """Send it something."""
        return httpx2.post(f"{self.address}{path}", timeout=60, **body)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it; SIGKILL gives it no time."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """A process that is stopped in the end."""
    one = Process(tmp_path / "data", tmp_path / "log")
    yield one
    one.stop()
