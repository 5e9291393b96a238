"""The plot of the lists: seconds and peak memory by number of households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.batch import HANDS, median, short
from benchmarks.report import plotting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.batch import Run

STYLES = {"ours": ("#0b6e4f", "o-", 2.4), "by_hand_polars": ("#1f4e9c", "s-", 1.6), "reading": ("#888888", ":", 1.4)}
OTHERS = ("#c0392b", "#d68910", "#7d3c98", "#4d5656")


def draw(runs: Sequence[Run], folder: Path) -> None:
    """Write `batch.svg`."""
    figure, (left, right) = plotting().subplots(1, 2, figsize=(10.5, 5.0), layout="constrained")
    sizes = sorted({run.households for run in runs})
    colours = iter(OTHERS)
    for name in dict.fromkeys(run.hand for run in runs):
        colour, style, width = STYLES.get(name) or (next(colours), "^--", 1.2)
        found = [run for size in sizes if (run := median(runs, name, size)) is not None]
        for axes, measure in ((left, "seconds"), (right, "megabytes")):
            axes.plot(
                [run.households for run in found],
                [getattr(run, measure) for run in found],
                style,
                color=colour,
                linewidth=width,
                markersize=4,
                label=HANDS[name].title,
            )
    for axes, title in ((left, "seconds, Parquet to Parquet"), (right, "peak memory, MB")):
        axes.set(xscale="log", yscale="log", xlabel="households", title=title, xticks=sizes)
        axes.set_xticks(sizes, [short(size) for size in sizes])
        axes.minorticks_off()
        axes.grid(visible=True, alpha=0.3)
        axes.yaxis.set_major_formatter(lambda value, _position: f"{value:g}")
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(folder / "batch.svg", metadata={"Date": None})
