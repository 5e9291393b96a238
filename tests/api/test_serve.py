"""`eligibility serve`: one process on this machine, told what is wrong before it listens."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import time
from pathlib import Path

import pytest
from tests.api.conftest import Process, asked
from typer.testing import CliRunner

from eligibility.cli.app import app


def serve(*options: object):
    return CliRunner().invoke(app, ["serve", *map(str, options)])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])  # noqa: S104 (it is refused)
def test_an_address_others_can_reach_is_refused(host: str) -> None:
    result = serve("--host", host, "--port", 0)

    assert result.exit_code == 2
    assert "not-loopback" in result.stderr
    assert "ELIGIBILITY_ALLOW_NETWORK=yes" in result.stderr


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = serve("--port", taken.getsockname()[1], "--data", tmp_path)

    assert result.exit_code == 2
    assert "address-in-use" in result.stderr


def test_rules_that_are_wrong_are_refused(tmp_path: Path) -> None:
    result = serve("--port", 0, "--rules", tmp_path / "nowhere", "--data", tmp_path / "data")

    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_an_office_in_no_known_place_is_refused(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ELIGIBILITY_PLACE", "bentr")
    result = serve("--port", 0, "--data", tmp_path / "data")

    assert result.exit_code == 2
    assert "unknown-jurisdiction" in result.stderr
    assert "bentre" in result.stderr


def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = serve("--port", 0, "--data", tmp_path / "file")

    assert result.exit_code == 2
    assert "unusable-folder" in result.stderr


def test_settings_that_cannot_be_read_are_refused(monkeypatch) -> None:
    monkeypatch.setenv("ELIGIBILITY_MEMBERS", "many")
    result = serve("--port", 0)

    assert result.exit_code == 2
    assert "wrong-setting" in result.stderr


def test_it_serves_until_it_is_told_to_stop(process: Process) -> None:
    process.start()
    answer = process.post("/v1/determinations", json=asked())
    process.stop(signal.SIGTERM)
    events = [json.loads(line)["event"] for line in process.log.read_text(encoding="utf-8").splitlines()]

    assert process.address.startswith("http://127.0.0.1:")
    assert answer.status_code == 200
    assert events[0] == "listening"
    assert set(events[1:]) == {"request"}


def test_what_is_no_request_does_not_disturb_it(process: Process) -> None:
    process.start()
    host, port = process.address.removeprefix("http://").split(":")
    for content in (b"\x16\x03\x01 not http\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /healthz HTTP/1.1\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(content)
            assert connection.recv(65_536)

    assert process.get("/healthz").status_code == 200


def test_an_answer_does_not_wait_to_be_acknowledged(process: Process) -> None:
    """Nagle's algorithm and a delayed acknowledgement would make it 40 ms, however little there is to do."""
    process.start()
    connection = http.client.HTTPConnection(process.address.removeprefix("http://"))
    times = []
    for _ in range(20):
        began = time.perf_counter()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        times.append(time.perf_counter() - began)
    connection.close()

    assert min(times) < 0.02
