"""What a large rulebook costs: every pack for one family, the same beside up to nine synthetic copies, and a list.

The copies are either rules of other provinces, as a country's rulebook would have them, or apply in the same place.
`python -m benchmarks.rulebook --write` writes `docs/benchmarks/rulebook.md` and its plot.
"""

from __future__ import annotations

import argparse
import gc
import sys
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter, perf_counter_ns
from typing import TYPE_CHECKING

from benchmarks import country
from benchmarks.household import one_core
from benchmarks.report import DOCS, ROOT, circumstances, figure, load_average, plotting, say, table, write
from eligibility import Engine, Household, load_rulebook
from eligibility.cli.inputs import read_household

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eligibility.model.rulebook import Rulebook

PLACES = {
    "bentre": date(2022, 6, 15),
    "vinhlong": date(2024, 12, 15),
    "angiang": date(2023, 7, 1),
    "huongtra": date(2022, 5, 20),
    "vietnam": date(2026, 8, 25),
}
SILENT = {
    "poverty_status": "near_poor",
    "members": [{"birth_date": "1990-03-01"}, {"birth_date": "1958"}, {"birth_date": "2010-01-01"}, {}],
}
"""A family of four of whom next to nothing is known: the most questions there can be."""
SIZES = (1, 2, 4, 6, 8, 10)
HOUSEHOLDS = 1_000_000
ELSEWHERE, HERE = "rules of other provinces", "rules of the same place"


@dataclass(frozen=True)
class Times:
    """Milliseconds of one determination, reasons and JSON text included.

    Attributes:
        p50: Half are faster.
        p99: All but one in a hundred are faster.
        determinations: How many it holds.
        size: Characters of its text.
    """

    p50: float
    p99: float
    determinations: int
    size: int


@dataclass(frozen=True)
class Size:
    """One size of rulebook.

    Attributes:
        times: How many times the programmes there are.
        programmes: Programmes.
        taken: By where the copies apply.
    """

    times: int
    programmes: int
    taken: Mapping[str, Times]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="benchmarks.rulebook", description=__doc__)
    parser.add_argument("--passes", type=int, default=300, help="determinations behind each figure (default 300)")
    parser.add_argument("--households", type=int, default=HOUSEHOLDS, help="households of the list; 0 leaves it out")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/rulebook.md and rulebook.svg")
    options = parser.parse_args(given)
    load = load_average()
    with one_core():
        places, loading = by_place(options.passes), _loading()
        sizes = by_size(options.passes)
    lines = report(places, sizes, loading, circumstances("benchmarks.rulebook", given, ("eligibility",), load))
    if options.households:
        lines += listed(options.households)
    print("\n".join(lines))
    if options.write:
        draw(sizes)
        write("rulebook.md", lines)
    return 0


def by_place(passes: int) -> dict[tuple[str, str, bool], Times]:
    """Every pack in each place, by place, household and whether what is not met is told too."""
    engine = Engine(load_rulebook(ROOT / "rules"))
    households = {"told": _told(), "silent": Household.model_validate(SILENT)}
    found: dict[tuple[str, str, bool], Times] = {}
    for place, on in PLACES.items():
        for name, household in households.items():
            for everything in (False, True):
                found[place, name, everything] = timed(engine, household, place, on, passes, everything=everything)
    return found


def by_size(passes: int) -> list[Size]:
    """The rules and their copies, in Bến Tre."""
    rulebook = load_rulebook(ROOT / "rules")
    household, (place, on) = _told(), next(iter(PLACES.items()))
    sizes = []
    for times in SIZES:
        taken = {
            name: timed(Engine(enlarged(rulebook, times, unit)), household, place, on, passes, everything=False)
            for name, unit in ((ELSEWHERE, "angiang"), (HERE, None))
        }
        sizes.append(Size(times, len(enlarged(rulebook, times).programmes), taken))
        say(f"{times} ×: {', '.join(f'{name} {figure(one.p50)} ms' for name, one in taken.items())}")
    return sizes


def enlarged(rulebook: Rulebook, times: int, unit: str | None = None) -> Rulebook:
    """A rulebook with copies of its programmes, which refer to the originals.

    Args:
        rulebook: The original.
        times: How many times as many programmes.
        unit: Where the copies apply; None for the same places.
    """
    copies = {
        f"{name}-{number}": replace(
            programme, id=f"{name}-{number}", jurisdiction=unit or programme.jurisdiction, improves=None
        )
        for number in range(2, times + 1)
        for name, programme in rulebook.programmes.items()
    }
    return replace(rulebook, programmes={**rulebook.programmes, **copies})


def timed(engine: Engine, household: Household, place: str, on: date, passes: int, *, everything: bool) -> Times:
    """Determine again and again."""

    def determine() -> str:
        return engine.determine(household, jurisdiction=place, on=on, everything=everything).model_dump_json()

    text = determine()
    result = engine.determine(household, jurisdiction=place, on=on, everything=everything)
    samples = sorted(_milliseconds(determine, passes))
    return Times(samples[passes // 2], samples[passes * 99 // 100], len(result.determinations), len(text))


def report(
    places: Mapping[tuple[str, str, bool], Times], sizes: Sequence[Size], loading: float, beside: Sequence[str]
) -> list[str]:
    """The page."""
    titles = ["place and day", "household", "told", "median ms", "p99 ms", "determinations", "KB of JSON"]
    rows = [
        [
            f"{place}, {PLACES[place].isoformat()}",
            name,
            "everything" if everything else "eligible or open",
            figure(times.p50),
            figure(times.p99),
            str(times.determinations),
            f"{times.size / 1e3:,.0f}",
        ]
        for (place, name, everything), times in places.items()
    ]
    return [
        "# The whole rulebook",
        "",
        "A full determination: every programme of every pack for a family of four, with reasons, amounts, clauses and",
        "questions, as JSON text. *told*: the household of `examples/household.yaml`; *silent*: a family of whom next",
        "to nothing is known, so that almost every programme stays open and asks.",
        "",
        *beside,
        "",
        *table(titles, rows),
        "",
        f"Loading the rulebook takes {figure(loading)} ms.",
        "",
        "## More rules",
        "",
        f"Copies of all {sizes[0].programmes} programmes under other names, for the *told* household in Bến Tre;",
        "what is eligible or open is told. Either the copies are rules of another province, as in a rulebook of the",
        "whole country, or they apply in the same place, which no real rulebook comes near.",
        "",
        "![Milliseconds by number of programmes](rulebook.svg)",
        "",
        *table(
            ["×", "programmes", *(f"{name}, median ms" for name in (ELSEWHERE, HERE)), "determinations of the latter"],
            [
                [
                    str(size.times),
                    f"{size.programmes:,}",
                    *(figure(size.taken[name].p50) for name in (ELSEWHERE, HERE)),
                    str(size.taken[HERE].determinations),
                ]
                for size in sizes
            ],
        ),
    ]


def listed(households: int) -> list[str]:
    """A list under the whole rulebook, drawn and judged as `benchmarks.country` does."""
    options = country.options_of(["--households", str(households)])
    done = country.Done()
    country.through(options, done)
    return [
        "",
        "## A list",
        "",
        f"{households:,} made-up households under the whole rulebook, from Parquet to Parquet, as in the",
        "[whole country](country.md).",
        "",
        *country.pack_table(done.packs, households),
    ]


def draw(sizes: Sequence[Size]) -> None:
    """Write `rulebook.svg`."""
    picture, axes = plotting().subplots(figsize=(6.5, 3.6), layout="constrained")
    for name, colour in ((ELSEWHERE, "#0b6e4f"), (HERE, "#1f4e9c")):
        medians = [size.taken[name].p50 for size in sizes]
        axes.plot([size.programmes for size in sizes], medians, "o-", color=colour, markersize=4, label=name)
    axes.set(xlabel="programmes in the rulebook", ylabel="ms for one family, median", ylim=(0, None))
    axes.grid(visible=True, alpha=0.3)
    axes.legend(frameon=False)
    picture.savefig(DOCS / "rulebook.svg", metadata={"Date": None})


def _told() -> Household:
    return read_household(str(ROOT / "examples" / "household.yaml")).household


def _loading() -> float:
    taken = []
    for _ in range(5):
        begun = perf_counter()
        load_rulebook(ROOT / "rules")
        taken.append((perf_counter() - begun) * 1e3)
    return sorted(taken)[2]


def _milliseconds(work: Callable[[], object], passes: int) -> list[float]:
    gc.collect()
    gc.freeze()
    samples = []
    for _ in range(passes):
        begun = perf_counter_ns()
        work()
        samples.append((perf_counter_ns() - begun) / 1e6)
    return samples


if __name__ == "__main__":
    raise SystemExit(main())
