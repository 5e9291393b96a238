"""The whole country: 28 million made-up households under the real packs, slice by slice.

A slice is drawn, judged under each pack by a process that lives through all of them, and removed with its results, so
that the disk holds one slice at a time. `python -m benchmarks.country --households 28000000 --write`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.report import ROOT, WORK, circumstances, figure, load_average, say, table, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HOUSEHOLDS = 28_000_000
"""Viet Nam has about so many."""
SLICE = 1_000_000
PLACES = {"bentre": date(2022, 6, 15), "vinhlong": date(2024, 12, 15)}
"""Packs, each on a day on which its plan is in force."""
SEED = 28
STATE = WORK / "country.json"


@dataclass
class Pack:
    """What judging under one pack came to.

    Attributes:
        seconds: Wall time of the batch, from opening lists to the last file closed.
        peaks: Peak memory of the process after each slice, in megabytes.
        members: Persons judged.
        written: Bytes of results.
        statuses: Subjects by status.
        programmes: Programmes in force.
        refused: Households that could not be judged.
    """

    seconds: float = 0.0
    peaks: list[float] = field(default_factory=list)
    members: int = 0
    written: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    programmes: int = 0
    refused: int = 0


@dataclass
class Done:
    """What is done so far, kept in a file, so that a run that was broken off can go on with `--resume`.

    Attributes:
        households: Households judged.
        drawing: Seconds spent on drawing them.
        whole: Seconds in all.
        packs: By pack.
    """

    households: int = 0
    drawing: float = 0.0
    whole: float = 0.0
    packs: dict[str, Pack] = field(default_factory=lambda: {name: Pack() for name in PLACES})

    @classmethod
    def read(cls) -> Done:
        """Where an earlier run stopped."""
        known = json.loads(STATE.read_text())
        return cls(**known | {"packs": {name: Pack(**pack) for name, pack in known["packs"].items()}})

    def write(self) -> None:
        """Keep it."""
        STATE.write_text(json.dumps(asdict(self), indent=1))


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, judge, remove; then report."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = options_of(given)
    if options.work is not None:
        _serve(_make(options) if options.work == "draw" else _judge(options))
        return 0
    load = load_average()
    done = Done.read() if options.resume else Done()
    through(options, done)
    lines = report(done.packs, options.households, done.drawing, done.whole, circumstances_of(given, load))
    print("\n".join(lines))
    if options.write:
        write("country.md", lines)
    return 0


def report(packs: dict[str, Pack], households: int, drawing: float, whole: float, beside: list[str]) -> list[str]:
    """The page."""
    members = next(iter(packs.values())).members
    seconds = sum(pack.seconds for pack in packs.values())
    return [
        "# The whole country",
        "",
        f"{households:,} made-up households, {members:,} persons (`benchmarks/country_people.py`): every fact that",
        "the packs look at and that does not follow from another, one in ten unknown. Slices are drawn, judged under",
        "each pack by one process that lives through all of them, and removed. All programmes in force, all statuses,",
        "all rows of who is eligible with amounts and clauses, all counts and the facts that block.",
        "",
        *beside,
        "",
        *pack_table(packs, households),
        "",
        f"Judging took {seconds / 60:.1f} minutes for both packs, drawing the people {drawing / 60:.1f}.",
        f"All in all {whole / 60:.1f} minutes.",
    ]


def pack_table(packs: dict[str, Pack], households: int) -> list[str]:
    """What judging under each pack came to, in Markdown."""
    titles = ["pack and day", "programmes", "s", "households a second", "MB after the first slice", "MB at the end"]
    titles += ["eligible", "undetermined", "ineligible", "GB written", "refused"]
    rows = [
        [
            f"{name}, {PLACES[name].isoformat()}",
            str(pack.programmes),
            figure(pack.seconds),
            f"{households / pack.seconds:,.0f}",
            f"{pack.peaks[0]:,.0f}",
            f"{pack.peaks[-1]:,.0f}",
            *(f"{pack.statuses[status]:,}" for status in ("eligible", "undetermined", "ineligible")),
            f"{pack.written / 1e9:.1f}",
            f"{pack.refused:,}",
        ]
        for name, pack in packs.items()
    ]
    return table(titles, rows)


def circumstances_of(arguments: Sequence[str], load: str) -> list[str]:
    """Date, machine, versions, command."""
    return circumstances("benchmarks.country", arguments, ("eligibility", "polars", "narwhals"), load)


def through(options: argparse.Namespace, done: Done) -> None:
    """Every slice that is not done yet, under every pack."""
    place = WORK / f"country-{os.getpid()}"
    folder, results = place / "slice", place / "results"
    drawer = _Process("draw", options)
    judges = {name: _Process(name, options) for name in done.packs}
    try:
        for first in range(done.households, options.households, options.slice):
            begun = perf_counter()
            count = min(options.slice, options.households - first)
            done.drawing += drawer.ask(folder=str(folder), first=first, count=count)["seconds"]
            for name, pack in done.packs.items():
                shutil.rmtree(results, ignore_errors=True)
                _add(pack, judges[name].ask(folder=str(folder), results=str(results)))
            shutil.rmtree(folder)
            done.households += count
            done.whole += perf_counter() - begun
            done.write()
            speeds = [f"{name} {pack.seconds:.0f} s {pack.peaks[-1]:.0f} MB" for name, pack in done.packs.items()]
            say(f"{done.households:,} of {options.households:,}: {', '.join(speeds)}")
    finally:
        for process in (drawer, *judges.values()):
            process.end()
        shutil.rmtree(place, ignore_errors=True)


def _add(pack: Pack, answer: dict[str, Any]) -> None:
    pack.seconds += answer["seconds"]
    pack.peaks.append(answer["megabytes"])
    pack.members += answer["members"]
    pack.written += answer["written"]
    for status, count in answer["statuses"].items():
        pack.statuses[status] = pack.statuses.get(status, 0) + count
    pack.programmes = answer["programmes"]
    pack.refused += answer["refused"]


# --- processes of their own, which answer one line with one line


class _Process:
    """A process that keeps its rules compiled from slice to slice, as a service would."""

    def __init__(self, work: str, options: argparse.Namespace) -> None:
        command = [sys.executable, "-m", "benchmarks.country", "--work", work, "--rules", options.rules]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def ask(self, **request: object) -> dict[str, Any]:
        """One request and its answer.

        Raises:
            SystemExit: The process ended; its own message stands on standard error.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise SystemExit(1)
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(1)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """Close its input, which ends it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=60)


def _serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    for line in sys.stdin:
        begun = perf_counter()
        found = answer(json.loads(line))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        print(json.dumps({"seconds": perf_counter() - begun, "megabytes": peak} | found), flush=True)


def _make(options: argparse.Namespace) -> Callable[[dict[str, Any]], dict[str, Any]]:
    from benchmarks.country_people import Country
    from eligibility import Engine, load_rulebook

    country = Country(Engine(load_rulebook(options.rules)), PLACES.items(), SEED)

    def draw(request: dict[str, Any]) -> dict[str, Any]:
        folder = Path(request["folder"])
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, frame in zip(
            ("households", "members"), country.slice(request["first"], request["count"]), strict=True
        ):
            frame.write_parquet(folder / f"{name}.parquet", compression="zstd", compression_level=1)
        return {}

    return draw


def _judge(options: argparse.Namespace) -> Callable[[dict[str, Any]], dict[str, Any]]:
    from eligibility import Engine, load_rulebook
    from eligibility.batch.run import run

    engine = Engine(load_rulebook(options.rules))

    def judge(request: dict[str, Any]) -> dict[str, Any]:
        results = Path(request["results"])
        begun = perf_counter()
        counts = run(engine, request["folder"], results, jurisdiction=options.work, on=PLACES[options.work]).counts
        seconds = perf_counter() - begun
        statuses: Counter[str] = Counter()
        for found in counts.programmes.values():
            statuses.update(vars(found))
        return {
            "seconds": seconds,
            "members": counts.members,
            "written": sum(path.stat().st_size for path in results.rglob("*.parquet")),
            "statuses": statuses,
            "programmes": len(counts.programmes),
            "refused": counts.refused,
        }

    return judge


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=HOUSEHOLDS, help="how many in all")
    parser.add_argument("--slice", type=int, default=SLICE, help="how many on the disk at a time")
    parser.add_argument("--rules", default=str(ROOT / "rules"), help="folder of the packs")
    parser.add_argument("--resume", action="store_true", help="go on where an earlier run was broken off")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/country.md")
    parser.add_argument("--work", choices=["draw", *PLACES], help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
