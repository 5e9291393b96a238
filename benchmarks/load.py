"""Load on loopback: so many clients, each with one connection and one request at a time. Bounded in number and time."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

LONGEST = 300.0
"""Seconds a load may take before it is given up."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What came of a load.

    Attributes:
        rate: Requests a second.
        p50: Half of the answers took less, in milliseconds.
        p99: All but one in a hundred took less.
        processor: Processor time of the server for each request, in milliseconds.
    """

    rate: float
    p50: float
    p99: float
    processor: float


def request_bytes(port: int, path: str, body: bytes, kind: str = "application/json") -> bytes:
    """A request as it goes over the wire, headers and body in one piece."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def answer_to(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bytes]:
    """Send a request and read the whole answer."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    headers = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:-2])
    return int(head.split(b" ", 2)[1]), await reader.readexactly(int(headers.get(b"content-length", 0)))


async def once(port: int, request: bytes) -> bytes:
    """One answer; it has to be a good one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    status, content = await answer_to(reader, writer, request)
    writer.close()
    if status not in {200, 204}:
        message = f"{status}: {content[:500].decode(errors='replace')}"
        raise SystemExit(message)
    return content


async def load(port: int, pid: int, request: bytes, clients: int, requests: int, expected: int) -> Load:
    """Put a server under load.

    Args:
        port: Its port.
        pid: Its process.
        request: What every client sends.
        clients: How many of them.
        requests: Requests of all of them together.
        expected: Length of the answer.
    """
    times: list[float] = []

    async def client(share: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
        for _ in range(share):
            began = time.perf_counter()
            status, content = await answer_to(reader, writer, request)
            times.append((time.perf_counter() - began) * 1000)
            if status != 200 or abs(len(content) - expected) > 100:
                message = f"{status}, {len(content)} bytes: {content[:300].decode(errors='replace')}"
                raise SystemExit(message)
        writer.close()

    used, began = processor_time(pid), time.perf_counter()
    async with asyncio.timeout(LONGEST):
        await asyncio.gather(*(client(requests // clients) for _ in range(clients)))
    seconds = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=100)
    return Load(
        rate=len(times) / seconds,
        p50=cuts[49],
        p99=cuts[98],
        processor=(processor_time(pid) - used) * 1000 / len(times),
    )


def processor_time(pid: int) -> float:
    """Seconds of processor time of a process and its children that work for it."""
    total = 0.0
    for one in (pid, *_children(pid)):
        fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def resident_mib(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text(encoding="utf-8").split()] if listed.exists() else []
