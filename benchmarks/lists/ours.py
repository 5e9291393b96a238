"""Ours: the rule pack, run by the batch, with and without counting the facts that keep answers open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.twelve import DAY, JURISDICTION, RULES
from eligibility import Engine, load_rulebook
from eligibility.batch.run import run as run_batch

if TYPE_CHECKING:
    from pathlib import Path


def run(source: Path, target: Path, *, blocking: bool = False) -> None:
    """Load the pack, compile it for the day, judge the list."""
    engine = Engine(load_rulebook(RULES))
    run_batch(engine, source, target, jurisdiction=JURISDICTION, on=DAY, blocking=blocking)
