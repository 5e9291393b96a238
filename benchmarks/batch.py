"""Long lists, Parquet to Parquet: ours beside hand-written Polars, DuckDB and NumPy, OpenFisca, and reading alone.

Each measurement is a process of its own, so that its peak memory is its own. The results of all hands are compared, row
for row up to 100,000 households, above by the number of rows and the sum of their hashes. `python -m benchmarks.batch
--write` writes `docs/benchmarks/batch.md` and its plot.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, cast

from benchmarks.report import ROOT, WORK, circumstances, figure, load_average, say, table, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIZES = (100_000, 1_000_000, 5_000_000)
ROW_FOR_ROW = 100_000
"""Lists up to this size are compared row for row."""
PERSONS = 3.58
"""Members of a household on average."""


@dataclass(frozen=True)
class Hand:
    """Somebody who decides lists.

    Attributes:
        title: As the table names it.
        bears: Households it is asked to bear at most.
        packages: Distributions whose versions the report states.
        has_answers: Whether it writes results to compare.
        needs: Module without which it is left out.
    """

    title: str
    bears: int
    packages: tuple[str, ...]
    needs: str
    has_answers: bool = True


OURS, POLARS, OPENFISCA, FLOOR = "ours", "by_hand_polars", "openfisca", "reading"
HANDS = {
    FLOOR: Hand("reading alone (the floor)", 5_000_000, ("polars",), "polars", has_answers=False),
    OURS: Hand("ours", 5_000_000, ("eligibility", "narwhals"), "polars"),
    "ours_with_blocking_facts": Hand("ours, facts that block counted too", 5_000_000, ("eligibility",), "polars"),
    POLARS: Hand("Polars by hand, same ranges and output", 5_000_000, ("polars",), "polars"),
    "by_hand_duckdb": Hand("DuckDB by hand", 5_000_000, ("duckdb",), "duckdb"),
    "by_hand_numpy": Hand("NumPy by hand, whole list in memory", 5_000_000, ("numpy", "pyarrow"), "numpy"),
    OPENFISCA: Hand("OpenFisca-Core, whole list in memory", 5_000_000, ("OpenFisca-Core", "numpy"), "openfisca_core"),
}


@dataclass(frozen=True)
class Run:
    """One measurement.

    Attributes:
        hand: Who.
        households: How many.
        seconds: From opening the list to the last file closed; imports are not in it.
        processor: Seconds of processor time in them, of all threads: what holds when other work slows the machine.
        starting: Seconds of imports before.
        megabytes: Peak resident memory of the process.
    """

    hand: str
    households: int
    seconds: float
    processor: float
    starting: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, compare, report."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _options(given)
    if options.do is not None:
        print(json.dumps(_DO[options.do](options.rest)))
        return 0
    load = load_average()
    hands = [name for name in HANDS if not options.hands or name in options.hands]
    missing = [HANDS[name].title for name in hands if not _is_installed(HANDS[name].needs)]
    hands = [name for name in hands if _is_installed(HANDS[name].needs)]
    runs: list[Run] = []
    for size in options.sizes:
        runs += measured(size, [name for name in hands if size <= HANDS[name].bears], options.repeat)
    lines = report(runs, missing, given, load)
    print("\n".join(lines))
    if options.write:
        (WORK / "batch.json").write_text(json.dumps([asdict(run) for run in runs], indent=1))
        write("batch.md", lines)
        _child("plot", str(ROOT / "docs" / "benchmarks"))
    return 0


def measured(size: int, hands: Sequence[str], repeat: int) -> list[Run]:
    """Run every hand on a list, taking turns, and compare what they wrote.

    Raises:
        SystemExit: Two of them differ.
    """
    source = str(_child("list", str(size)))
    runs: list[Run] = []
    for turn in range(repeat if size < max(SIZES) else min(repeat, 2)):
        for name in hands:
            target = WORK / "results" / name
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            found = Run(name, size, **cast("dict[str, float]", _child("run", name, source, str(target))))
            runs.append(found)
            say(f"{size:,} households, turn {turn + 1}: {name} {found.seconds:.2f} s, {found.megabytes:.0f} MB")
    answering = [name for name in hands if HANDS[name].has_answers]
    differing = _child("compare", str(size), *answering)
    if differing:
        message = f"results differ: {differing}"
        raise SystemExit(message)
    say(f"{size:,} households: {len(answering)} hands wrote the same")
    for name in hands:
        shutil.rmtree(WORK / "results" / name, ignore_errors=True)
    return runs


def report(runs: Sequence[Run], missing: Sequence[str], arguments: Sequence[str], load: str) -> list[str]:
    """The page."""
    sizes = sorted({run.households for run in runs})
    names = list(dict.fromkeys(run.hand for run in runs))
    rows = [[HANDS[name].title, *_cells(runs, name, sizes), _beside(runs, name, sizes[-1])] for name in names]
    titles = [
        "",
        *(f"{short(size)} {unit}" for size in sizes for unit in ("s", "CPU s", "MB")),
        f"× ours at {short(sizes[-1])}",
    ]
    packages = [package for name in names for package in HANDS[name].packages]
    return [
        "# Long lists",
        "",
        "Twelve rules (`benchmarks/twelve/rules`), 3.6 members on average, one fact in ten unknown; Parquet to",
        "Parquet: a status for each rule and subject, a row with amount and clause for each rule someone is eligible",
        "for, in the order of the list (but for DuckDB, whose tables have none), and for ours and Polars counts and",
        "sums of money. A process of its own for each measurement; the median of the turns. Seconds are wall time",
        "without imports, CPU s that of all threads, MB the peak of the process. All results were compared, up to",
        f"{short(ROW_FOR_ROW)} households row for row, above by number of rows and the sum of their hashes: all equal.",
        "Ours, Polars and DuckDB use both cores, NumPy and OpenFisca do not.",
        "",
        *circumstances("benchmarks.batch", arguments, packages, load),
        *([f"- Not installed, so not compared: {', '.join(missing)}"] if missing else []),
        "",
        *table(titles, rows),
        "",
        "![Seconds and peak memory by number of households](batch.svg)",
        "",
        *_targets(runs, sizes),
    ]


def short(size: int) -> str:
    """A number of households as people say it."""
    return f"{size // 1_000_000} M" if size >= 1_000_000 else f"{size // 1_000} k"


def median(runs: Iterable[Run], name: str, size: int) -> Run | None:
    """The medians of a hand; None where it did not run."""
    chosen = [run for run in runs if run.hand == name and run.households == size]
    if not chosen:
        return None
    measures = ("seconds", "processor", "starting", "megabytes")
    return Run(name, size, *(statistics.median(getattr(run, measure) for run in chosen) for measure in measures))


def _targets(runs: Sequence[Run], sizes: Sequence[int]) -> list[str]:
    lines = []
    for size in sizes:
        ours, polars, fisca = (median(runs, name, size) for name in (OURS, POLARS, OPENFISCA))
        if ours and polars:
            lines.append(_target(f"{short(size)}: time beside Polars by hand", ours.seconds / polars.seconds, 1.3))
            lines.append(f"  - in processor time {ours.processor / polars.processor:.2f}")
        if ours and fisca:
            ratio = fisca.seconds / ours.seconds
            micro = [run.seconds / size / PERSONS * 1e6 for run in (ours, fisca)]
            verdict = "reached" if ratio >= 3 else "**missed**"
            processor = fisca.processor / ours.processor
            lines.append(
                f"- {short(size)}: a person takes ours {micro[0]:.2f} µs, OpenFisca {micro[1]:.2f} µs: "
                f"{ratio:.1f} times faster (target 3; {processor:.1f} in processor time): {verdict}."
            )
    small, large = median(runs, OURS, 1_000_000), median(runs, OURS, 5_000_000)
    if small and large:
        lines.append(_target("peak memory at 5 M beside that at 1 M", large.megabytes / small.megabytes, 1.3))
    return lines


def _target(what: str, ratio: float, at_most: float) -> str:
    return f"- {what}: {ratio:.2f} (target at most {at_most}): {'reached' if ratio <= at_most else '**missed**'}."


def _cells(runs: Sequence[Run], name: str, sizes: Sequence[int]) -> list[str]:
    cells: list[str] = []
    for size in sizes:
        found = median(runs, name, size)
        if found is None:
            cells += ["–", "–", "–"]
        else:
            cells += [figure(found.seconds), figure(found.processor), f"{found.megabytes:,.0f}"]
    return cells


def _beside(runs: Sequence[Run], name: str, size: int) -> str:
    one, ours = median(runs, name, size), median(runs, OURS, size)
    return figure(one.seconds / ours.seconds) if one and ours else ""


# --- what happens in processes of their own: this one stays small, since a child's peak counts its parent's memory


def _do_list(arguments: Sequence[str]) -> str:
    from benchmarks.lists.inputs import folder_of

    return str(folder_of(int(arguments[0])))


def _do_run(arguments: Sequence[str]) -> dict[str, float]:
    name, source, target = arguments
    begun = perf_counter()
    run = import_module(f"benchmarks.lists.{name}").run
    started, used = perf_counter(), process_time()
    run(Path(source), Path(target))
    ended, used = perf_counter(), process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes on Linux, bytes on macOS.
    megabytes = peak / 1e6 if sys.platform == "darwin" else peak / 1e3
    return {"seconds": ended - started, "processor": used, "starting": started - begun, "megabytes": megabytes}


def _do_compare(arguments: Sequence[str]) -> list[str]:
    from benchmarks.lists.comparing import differences, fingerprint, summary

    size, first, *others = arguments
    targets = {name: WORK / "results" / name for name in (first, *others)}
    found: list[str] = []
    wanted = None if int(size) <= ROW_FOR_ROW else fingerprint(targets[first])
    for name in others:
        if wanted is None:
            found += [f"{first} and {name}: {what}" for what in differences(targets[first], targets[name])]
        elif (given := fingerprint(targets[name])) != wanted:
            found.append(f"{first} {wanted} and {name} {given}")
        if (counts := summary(targets[name])) is not None and counts != summary(targets[first]):
            found.append(f"{first} and {name}: counts or sums of money")
    return found


def _do_plot(arguments: Sequence[str]) -> str:
    from benchmarks.lists.plot import draw

    runs = [Run(**run) for run in json.loads((WORK / "batch.json").read_text())]
    draw(runs, Path(arguments[0]))
    return arguments[0]


_DO = {"list": _do_list, "run": _do_run, "compare": _do_compare, "plot": _do_plot}


def _child(what: str, *arguments: str) -> object:
    command = [sys.executable, "-m", "benchmarks.batch", "--do", what, *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603
    if done.returncode:
        message = f"{' '.join(command[2:])} ended with status {done.returncode}"
        raise SystemExit(message)
    return json.loads(done.stdout.splitlines()[-1])


def _is_installed(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of households")
    parser.add_argument("--hands", nargs="*", default=[], choices=list(HANDS), help="who; all by default")
    parser.add_argument("--repeat", type=int, default=3, help="turns; at most two at the largest size")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/batch.md and its plot")
    parser.add_argument("--do", choices=list(_DO), help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
