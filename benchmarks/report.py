"""What every report says of the machine and the versions, and tables in Markdown."""

from __future__ import annotations

import os
import platform
import shlex
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "benchmarks"
WORK = ROOT / "build" / "benchmarks"
"""Inputs, results and measurements of one machine; not kept."""


def circumstances(module: str, arguments: Sequence[str], packages: Iterable[str], load: str) -> list[str]:
    """Date, machine, versions and command of a measurement, as Markdown lines."""
    versions = ", ".join(f"{name} {found}" for name in sorted(set(packages)) if (found := installed(name)) is not None)
    return [
        f"- Date: {datetime.now(UTC).date().isoformat()}",
        f"- Machine: {machine()}; load average at the start {load}",
        f"- Versions: {versions}",
        f"- Command: `{shlex.join(['python', '-m', module, *arguments])}`",
    ]


def machine() -> str:
    """Cores, processor, memory, system and Python."""
    cores = f"{os.cpu_count()} cores ({processor()}), {memory_gib()} GiB"
    return f"{cores}, {platform.system()}, Python {platform.python_version()}"


def load_average() -> str:
    """How busy the machine is: the load of the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def installed(package: str) -> str | None:
    """Version of a distribution; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def processor() -> str:
    """Name of the processor, as far as the system tells."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def memory_gib() -> int:
    """Main memory, rounded up to whole GiB."""
    return -(-os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table in Markdown: the first and last column to the left, figures to the right."""
    lines = ["---", *["---:"] * (len(titles) - 2), "---"]
    return [f"| {' | '.join(cells)} |" for cells in (titles, lines, *rows)]


def figure(value: float) -> str:
    """A number with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def plotting() -> ModuleType:
    """Matplotlib's pyplot, without dates and random ids, so that equal figures give an equal file."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "eligibility", "font.size": 9, "svg.fonttype": "none"})
    from matplotlib import pyplot as plt

    return plt


def write(name: str, lines: Iterable[str]) -> None:
    """Write a page of `docs/benchmarks`."""
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    say(f"written: docs/benchmarks/{name}")


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)
