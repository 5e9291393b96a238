"""The service under load on loopback, one worker: `/v1/determinations` beside the limit and OpenFisca's web API.

The limit is a route of the same service that validates the same request and sends the same bytes from memory.

    python -m benchmarks.service --write        # docs/benchmarks/service.md
    python -m benchmarks.service --soak 10      # 8 clients for ten minutes: does its memory grow?
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import served
from benchmarks.load import Load, load, once, request_bytes, resident_mib
from benchmarks.report import circumstances, figure, load_average, say, table, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLIENTS = (1, 8)
DETERMINE, MEMORY = "/v1/determinations", "/memory/determinations"
SECONDS_TO_START = 60.0
WHOLE, LIMIT = "ours, the whole rulebook", "the limit: the same answer from memory"
TWELVE, OPENFISCA = "ours, twelve rules", "OpenFisca's web API, twelve rules"


@dataclass(frozen=True)
class Target:
    """Something that answers.

    Attributes:
        name: As the table names it.
        port: Its port.
        pid: Its process.
        request: What it is sent.
        length: Length of its answer.
    """

    name: str
    port: int
    pid: int
    request: bytes
    length: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve, load, report."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="benchmarks.service", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=800, help="requests in each round (default 800)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the least disturbed one counts (default 5)")
    parser.add_argument("--soak", type=float, default=0.0, help="minutes of load by 8 clients, to watch the memory")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/service.md")
    options = parser.parse_args(given)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {served.CLIENT_CORE})
    if options.soak:
        print("\n".join(asyncio.run(_soak(options.soak))))
        return 0
    began_at = load_average()
    lines = report(asyncio.run(_measure(options.requests, options.rounds)), given, began_at)
    print("\n".join(lines))
    if options.write:
        write("service.md", lines)
    return 0


async def _measure(requests: int, rounds: int) -> dict[tuple[str, int], Load]:
    """The best round of every target and number of clients."""
    has_openfisca = all(map(find_spec, ("openfisca_core", "openfisca_web_api", "flask", "gunicorn")))
    with _server("whole") as whole, _server("twelve") as twelve:
        targets = [*await _ours(*whole, *twelve)]
        if not has_openfisca:
            return await _rounds(targets, requests, rounds)
        with _server("openfisca") as (port, pid):
            request = request_bytes(port, "/calculate", json.dumps(served.openfisca_request()).encode())
            answer = await once(port, request)
            ours = await once(targets[-1].port, _with_all(targets[-1].port))
            if served.openfisca_verdicts(answer) != served.our_verdicts(ours):
                raise SystemExit("OpenFisca's verdicts are not ours")
            targets.append(Target(OPENFISCA, port, pid, request, len(answer)))
            return await _rounds(targets, requests, rounds)


async def _ours(port: int, pid: int, twelve_port: int, twelve_pid: int) -> list[Target]:
    body = json.dumps(served.whole_request(), ensure_ascii=False).encode()
    request = request_bytes(port, DETERMINE, body)
    answer = await once(port, request)
    await once(port, request_bytes(port, "/memory/keep", answer))
    twelve = request_bytes(twelve_port, DETERMINE, json.dumps(served.twelve_request()).encode())
    return [
        Target(WHOLE, port, pid, request, len(answer)),
        Target(LIMIT, port, pid, request_bytes(port, MEMORY, body), len(answer)),
        Target(TWELVE, twelve_port, twelve_pid, twelve, len(await once(twelve_port, twelve))),
    ]


def _with_all(port: int) -> bytes:
    asked = {**served.twelve_request(), "options": {"all": True}}
    return request_bytes(port, DETERMINE, json.dumps(asked).encode())


async def _rounds(targets: Sequence[Target], requests: int, rounds: int) -> dict[tuple[str, int], Load]:
    best: dict[tuple[str, int], Load] = {}
    for number in range(rounds):
        for one in targets:
            for clients in CLIENTS:
                found = await load(one.port, one.pid, one.request, clients, requests, one.length)
                key = one.name, clients
                if key not in best or found.p50 < best[key].p50:
                    best[key] = found
        say(f"round {number + 1} of {rounds}, load {load_average()}")
    return best


def report(
    best: dict[tuple[str, int], Load],
    arguments: Sequence[str],
    began_at: str,
) -> list[str]:
    """The page."""
    packages = ("eligibility", "fastapi", "uvicorn", "OpenFisca-Core", "gunicorn")
    rows = [
        [name, str(clients), figure(one.rate), figure(one.p50), figure(one.p99), figure(one.processor), ""]
        for (name, clients), one in best.items()
    ]
    ours, limit = best[WHOLE, 1], best[LIMIT, 1]
    lines = [
        "# The service under load",
        "",
        "One worker on one core, clients on the other, on loopback. A family of four in Bến Tre on 15 June 2022. The",
        "limit is a route of the same service that validates the same request and sends the same bytes from memory.",
        "",
        *circumstances("benchmarks.service", arguments, packages, began_at),
        "",
        *table(["served", "clients", "requests/s", "p50 ms", "p99 ms", "CPU ms", ""], rows),
        "",
        f"At one client a determination takes {figure(ours.p50 - limit.p50)} ms more than the limit (p50).",
    ]
    if (OPENFISCA, 1) in best:
        peer = best[OPENFISCA, 1]
        whole, twelve = (figure(one.rate / peer.rate) for one in (ours, best[TWELVE, 1]))
        lines += [
            f"OpenFisca decides twelve rules for four people {figure(peer.rate)} times a second. The service",
            f"determines the whole rulebook {whole} times as often, the same twelve rules {twelve} times.",
        ]
    else:
        lines.append("OpenFisca's web API is not installed here (benchmarks/requirements.txt).")
    return lines


async def _soak(minutes: float) -> list[str]:
    """8 clients for minutes, on days that differ; resident memory at the end of each minute."""
    asked = served.whole_request()
    with _server("whole") as (port, pid):
        until = time.monotonic() + minutes * 60
        count = 0

        async def client(number: int) -> None:
            nonlocal count
            turn = number
            while time.monotonic() < until:
                turn += 1
                body = {**asked, "on": f"2022-{turn % 12 + 1:02d}-{turn % 28 + 1:02d}"}
                path = DETERMINE if turn % 4 else "/v1/questions"
                if turn % 50 == 0:
                    path = "/v1/timelines"
                    body = {**{key: asked[key] for key in ("jurisdiction", "household")}, "from": "2022-01-01"}
                    body["to"] = "2022-12-31"
                await once(port, request_bytes(port, path, json.dumps(body).encode()))
                count += 1

        async def watch() -> list[float]:
            seen = [resident_mib(pid)]
            while time.monotonic() < until:
                await asyncio.sleep(min(60.0, max(0.1, until - time.monotonic())))
                seen.append(resident_mib(pid))
                say(f"{count:,} requests, {seen[-1]:.1f} MiB, load {load_average()}")
            return seen

        *_, seen = await asyncio.gather(*(client(number) for number in range(8)), watch())
    series = ", ".join(f"{one:.1f}" for one in seen)
    return [f"{count:,} requests by 8 clients in {minutes:g} minutes. Resident MiB, minute by minute: {series}."]


@contextmanager
def _server(name: str) -> Iterator[tuple[int, int]]:
    """A server on a free port, stopped in the end: its port and process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = Path(tempfile.mkstemp(prefix=f"{name}-", suffix=".log")[1])
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 (ourselves)
            [sys.executable, "-m", "benchmarks.served", name, str(port)], stdout=errors, stderr=errors
        )
    try:
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(log.read_text(encoding="utf-8")) from None
                time.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)
        log.unlink()


if __name__ == "__main__":
    sys.exit(main())
