"""One household at a time: ours beside durable-rules, zen-engine, datalogic-py, rule-engine, OpenFisca and the limit.

One run, the same households, every answer compared with a three-valued function written by hand before anything is
timed. `python -m benchmarks.household --write` writes `docs/benchmarks/household.md`.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter_ns
from typing import TYPE_CHECKING

from benchmarks.engines import contenders
from benchmarks.report import circumstances, figure, load_average, say, table, write
from benchmarks.twelve.population import plain_households, population

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from benchmarks.engines import Codes, Contender

LIMIT = "hand-written Python"
OURS = "ours, verdicts"
SLOW_MICROSECONDS = 2_000
"""An engine slower than this is timed on a tenth of the households."""


@dataclass(frozen=True)
class Times:
    """Microseconds a household, each at its fastest: other work on the machine does not show, nor does the collector.

    Attributes:
        mean: Mean.
        p50: Half of the households are faster.
        p99: All but one in a hundred are faster.
        count: Households a pass.
    """

    mean: float
    p50: float
    p99: float
    count: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, measure, report."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _options(given)
    load = load_average()
    with one_core():
        measured, missing = measure(options.households, options.passes, options.engines)
    lines = report(measured, missing, given, load)
    print("\n".join(lines))
    if options.write:
        write("household.md", lines)
    return 0


def measure(count: int, passes: int, engines: Sequence[str] = ()) -> tuple[list[tuple[Contender, Times]], list[str]]:
    """Time every engine on the same households, after comparing all their answers.

    Args:
        count: Households.
        passes: Times each household is decided by each engine; the engines take turns.
        engines: Modules of engines to try; all where none is named.

    Returns:
        The engines with their times, and the names of those that are not installed.
    """
    households = list(plain_households(population(count)))
    found, missing = contenders(engines)
    prepared = [[contender.prepare(household) for household in households] for contender in found]
    expected = compare(found, prepared)
    say(f"{len(found)} forms agree on {len(expected)} households, {sum(map(len, expected)) - len(expected)} members")
    prepared = [_bearable(contender, items) for contender, items in zip(found, prepared, strict=True)]
    # What is kept here for every engine must not be walked by the collector in the middle of one engine's turn.
    gc.collect()
    gc.freeze()
    samples: list[list[list[int]]] = [[] for _ in found]
    for turn in range(passes):
        for offset in range(len(found)):
            index = (turn + offset) % len(found)
            samples[index].append(_timed(found[index], prepared[index]))
        say(f"pass {turn + 1} of {passes}")
    return [(contender, _times(passed)) for contender, passed in zip(found, samples, strict=True)], missing


def compare(found: Sequence[Contender], prepared: Sequence[Sequence[Any]]) -> list[Codes]:
    """The answers of the first engine, once all others gave the same.

    Raises:
        SystemExit: Two answers differ.
    """
    expected: list[Codes] = []
    for contender, items in zip(found, prepared, strict=True):
        answers = [contender.codes(contender.decide(item)) for item in items]
        expected = expected or answers
        for number, (wanted, answer) in enumerate(zip(expected, answers, strict=True)):
            if wanted != answer:
                message = f"household {number}: {found[0].name} says {wanted}, {contender.name} says {answer}"
                raise SystemExit(message)
    return expected


def report(
    measured: Sequence[tuple[Contender, Times]], missing: Sequence[str], arguments: Sequence[str], load: str
) -> list[str]:
    """The page."""
    means = {contender.name: times.mean for contender, times in measured}
    rows = [
        [
            contender.name,
            figure(times.mean),
            figure(times.p50),
            figure(times.p99),
            _ratio(times.mean, means.get(OURS)),
            _ratio(times.mean, means.get(LIMIT)),
            f"{times.count:,}",
            contender.note,
        ]
        for contender, times in sorted(measured, key=lambda pair: pair[1].mean)
    ]
    packages = [package for contender, _times in measured for package in contender.packages]
    titles = ["engine", "mean µs", "p50", "p99", "× ours", "× limit", "households", "what is in the time"]
    return [
        "# One household",
        "",
        "Twelve rules (`benchmarks/twelve/rules`), 3.6 members on average, one fact in ten unknown. Microseconds for",
        "all twelve rules and every member of one household. Every answer of every line was first compared with the",
        "hand-written function: all equal. One core, one process, the engines taking turns; each household counts with",
        "its fastest turn, so that neither other work on the machine nor the garbage collector shows. The time of the",
        "clock itself, some 0.1 µs, is in every line.",
        "",
        *circumstances("benchmarks.household", arguments, packages, load),
        *([f"- Not installed, so not compared: {', '.join(missing)}"] if missing else []),
        "",
        *table(titles, rows),
        "",
        *_targets(means),
    ]


def _targets(means: dict[str, float]) -> list[str]:
    if OURS not in means or LIMIT not in means:
        return []
    lines = [f"Ours takes {means[OURS] / means[LIMIT]:.1f} times as long as the hand-written function."]
    for name, mean in means.items():
        if name.startswith("zen-engine"):
            verdict = "reached" if mean >= 5 * means[OURS] else "**missed**"
            lines.append(f"- Target 5 × faster than {name}: {mean / means[OURS]:.2f} ×, {verdict}.")
    return lines


@contextmanager
def one_core() -> Iterator[None]:
    """Stay on one core, so that engines do not gain by moving or by threads of their own."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _bearable(contender: Contender, items: Sequence[Any]) -> Sequence[Any]:
    first = items[:20]
    start = perf_counter_ns()
    for item in first:
        contender.decide(item)
    microseconds = (perf_counter_ns() - start) / 1_000 / len(first)
    return items[: max(100, len(items) // 10)] if microseconds > SLOW_MICROSECONDS else items


def _timed(contender: Contender, items: Sequence[Any]) -> list[int]:
    decide, clock = contender.decide, perf_counter_ns
    durations = []
    for item in items:
        start = clock()
        decide(item)
        durations.append(clock() - start)
    return durations


def _times(passes: Sequence[Sequence[int]]) -> Times:
    fastest = [min(durations) for durations in zip(*passes, strict=True)]
    cuts = statistics.quantiles(fastest, n=100)
    return Times(statistics.fmean(fastest) / 1_000, cuts[49] / 1_000, cuts[98] / 1_000, len(fastest))


def _ratio(mean: float, other: float | None) -> str:
    return "" if not other else figure(mean / other)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=2_000, help="households in a pass")
    parser.add_argument("--passes", type=int, default=15, help="turns of each engine")
    parser.add_argument("--engines", nargs="*", default=[], help="modules of benchmarks.engines; all by default")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/household.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
