"""The household matcher and another one on many random households: how many answers, how many of them differ.

`python -m benchmarks.agreement --households 1000000 --processes 2` compares it with the columns, spread over every
setting: the rules and the trial rows of the rule language, places, days, with and without assumptions and issued
instruments. `--other network` takes the Rete network instead, and `--rulebooks 2000 --households 100000` as many random
rulebooks, compared on all three. Exits with 1 where two answers differ.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from tests.support.agreement import Drawing, Other, Setting, compared, settings
from tests.support.random_rules import DAYS, write_random_rules

from eligibility import Engine, load_rulebook

ROOT = Path(__file__).resolve().parents[1]
RULES, TRIAL_ROWS = ROOT / "rules", ROOT / "tests" / "fixtures" / "worked-rows"
PLACES = {
    RULES: [
        ("bentre", date(2022, 6, 15)),
        ("bentre", date(2022, 12, 31)),
        ("vietnam", date(2022, 6, 15)),
        ("vinhlong", date(2024, 5, 10)),
        ("angiang", date(2023, 7, 1)),
        ("huongtra", date(2022, 5, 20)),
        ("vinhlong", date(2025, 8, 1)),
        ("vietnam", date(2026, 8, 25)),
        ("vinhlong", date(2026, 11, 1)),
    ],
    TRIAL_ROWS: [
        ("bentre", date(2022, 6, 15)),
        ("bentre", date(2024, 7, 2)),
        ("vietnam", date(2025, 8, 1)),
        ("bentre", date(2026, 8, 25)),
        ("vinhlong", date(2026, 11, 1)),
        ("angiang", date(2027, 2, 1)),
    ],
}
SHOWN = 5
SMALL, SMALL_LISTS = 4, 5
"""After each chunk so many small lists: where few are listed, other facts are known of everybody."""
NETWORKS_BORNE = 40
"""Chunks after which a process makes room for a new one."""


@dataclass(frozen=True)
class Chunk:
    """Households compared in one go.

    Attributes:
        rules: Folder of the rules; None for a random pack.
        setting: Place, day and options.
        count: Households.
        seed: Start of the random sequence.
        others: Whom the household matcher is compared with.
    """

    rules: Path | None
    setting: Setting
    count: int
    seed: int
    others: tuple[Other, ...]

    def __str__(self) -> str:
        return f"{'random' if self.rules is None else self.rules.name}, {self.setting}, seed {self.seed}"


@dataclass(frozen=True)
class Found:
    """The outcome of one chunk."""

    chunk: Chunk
    households: int
    answers: int
    eligible: int
    grouped: int
    differing: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and report."""
    options = _options(arguments)
    begun = perf_counter()
    totals = [0, 0, 0, 0]
    differing = 0
    for found in _found(list(_chunks(options)), options.processes):
        counts = (found.households, found.answers, found.eligible, found.grouped)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        differing += len(found.differing)
        for line in found.differing[:SHOWN]:
            print(f"{found.chunk}: {line}", flush=True)
        print(f"{totals[0]:>9,} households, {totals[1]:>12,} answers, {differing} differ", file=sys.stderr)
    households, answers, eligible, grouped = totals
    print(
        f"{households:,} households, {answers:,} answers ({eligible:,} eligible, {grouped:,} in groups): "
        f"{differing} differ; {perf_counter() - begun:,.0f} s in {options.processes} processes"
    )
    return 1 if differing else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--chunk", type=int, default=5000, help="households compared at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rules", choices=["both", "rules", "trial"], default="both")
    parser.add_argument("--rulebooks", type=int, default=0, help="random packs instead, on all three matchers")
    parser.add_argument("--other", choices=["columns", "network"], default="columns")
    return parser.parse_args(arguments)


def _chunks(options: argparse.Namespace) -> Iterator[Chunk]:
    if options.rulebooks:
        yield from _random_chunks(options)
        return
    chosen = {"both": [RULES, TRIAL_ROWS], "rules": [RULES], "trial": [TRIAL_ROWS]}[options.rules]
    under = [(rules, setting) for rules in chosen for setting in settings(PLACES[rules])]
    share = -(-options.households // len(under))
    seed, left = options.seed * 1_000_000, options.households
    for rules, setting in under:
        mine = min(share, left)
        left -= mine
        for start in range(0, mine, options.chunk):
            seed += 1
            yield Chunk(rules, setting, min(options.chunk, mine - start), seed, (options.other,))


def _random_chunks(options: argparse.Namespace) -> Iterator[Chunk]:
    for number in range(options.rulebooks):
        seed = options.seed * 1_000_000 + number
        setting = Setting("vietnam", DAYS[number % len(DAYS)], assume=number % 3 == 0, issued=False)
        yield Chunk(None, setting, options.households // options.rulebooks, seed, ("columns", "network"))


def _found(chunks: list[Chunk], processes: int) -> Iterator[Found]:
    # Polars and a fork do not go together; networks cannot be unloaded, so no process may build too many.
    with get_context("spawn").Pool(processes, maxtasksperchild=NETWORKS_BORNE) as pool:
        yield from pool.imap(_compare, chunks)


@cache
def _engine(rules: Path) -> Engine:
    return Engine(load_rulebook(rules))


def _engine_of(chunk: Chunk) -> Engine:
    if chunk.rules is not None:
        return _engine(chunk.rules)
    with tempfile.TemporaryDirectory() as folder:
        write_random_rules(Path(folder), _engine(TRIAL_ROWS).rulebook, chunk.seed)
        return Engine(load_rulebook(folder))


def _compare(chunk: Chunk) -> Found:
    engine = _engine_of(chunk)
    drawing = Drawing(engine, chunk.seed)
    sizes = [chunk.count, *[SMALL] * SMALL_LISTS] if chunk.others == ("columns",) else [chunk.count]
    comparisons = [
        one
        for size in sizes
        for one in compared(engine, chunk.setting, drawing.profiles(chunk.setting, size), chunk.others)
    ]
    return Found(
        chunk=chunk,
        households=sum(sizes),
        answers=sum(one.answers for one in comparisons),
        eligible=sum(one.eligible for one in comparisons),
        grouped=sum(one.grouped for one in comparisons),
        differing=tuple(str(difference) for one in comparisons for difference in one.disagreements),
    )


if __name__ == "__main__":
    raise SystemExit(main())
