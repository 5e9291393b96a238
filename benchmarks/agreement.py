"""The household matcher and the columns on many random households: how many answers, how many of them differ.

`python -m benchmarks.agreement --households 1000000 --processes 2` spreads them over every setting: the rules and the
trial rows of the rule language, places, days, with and without assumptions and issued instruments. Exits with 1 where
two answers differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from tests.support.agreement import Drawing, Setting, compared, settings

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


@dataclass(frozen=True)
class Chunk:
    """Households compared in one go."""

    rules: Path
    setting: Setting
    count: int
    seed: int


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--chunk", type=int, default=5000, help="households compared at a time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rules", choices=["both", "rules", "trial"], default="both")
    options = parser.parse_args(arguments)
    begun = perf_counter()
    totals = [0, 0, 0, 0]
    differing: list[str] = []
    for found in _found(list(_chunks(options)), options.processes):
        counts = (found.households, found.answers, found.eligible, found.grouped)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        differing += found.differing
        for line in found.differing[:SHOWN]:
            print(f"{found.chunk.rules.name}, {found.chunk.setting}, seed {found.chunk.seed}: {line}", flush=True)
        print(f"{totals[0]:>9,} households, {totals[1]:>12,} answers, {len(differing)} differ", file=sys.stderr)
    households, answers, eligible, grouped = totals
    print(
        f"{households:,} households, {answers:,} answers ({eligible:,} eligible, {grouped:,} in groups): "
        f"{len(differing)} differ; {perf_counter() - begun:,.0f} s in {options.processes} processes"
    )
    return 1 if differing else 0


def _chunks(options: argparse.Namespace) -> Iterator[Chunk]:
    chosen = {"both": [RULES, TRIAL_ROWS], "rules": [RULES], "trial": [TRIAL_ROWS]}[options.rules]
    under = [(rules, setting) for rules in chosen for setting in settings(PLACES[rules])]
    share = -(-options.households // len(under))
    seed, left = options.seed * 1_000_000, options.households
    for rules, setting in under:
        mine = min(share, left)
        left -= mine
        for start in range(0, mine, options.chunk):
            seed += 1
            yield Chunk(rules, setting, min(options.chunk, mine - start), seed)


def _found(chunks: list[Chunk], processes: int) -> Iterator[Found]:
    if processes == 1:
        yield from map(_compare, chunks)
        return
    # Polars and a fork do not go together.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_compare, chunks)


@cache
def _engine(rules: Path) -> Engine:
    return Engine(load_rulebook(rules))


def _compare(chunk: Chunk) -> Found:
    engine = _engine(chunk.rules)
    drawing = Drawing(engine, chunk.seed)
    comparisons = [
        compared(engine, chunk.setting, drawing.profiles(chunk.setting, size))
        for size in [chunk.count, *[SMALL] * SMALL_LISTS]
    ]
    return Found(
        chunk=chunk,
        households=chunk.count + SMALL * SMALL_LISTS,
        answers=sum(one.answers for one in comparisons),
        eligible=sum(one.eligible for one in comparisons),
        grouped=sum(one.grouped for one in comparisons),
        differing=tuple(str(difference) for one in comparisons for difference in one.disagreements),
    )


if __name__ == "__main__":
    raise SystemExit(main())
