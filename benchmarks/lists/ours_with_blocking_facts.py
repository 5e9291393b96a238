"""Ours, counting for everybody undetermined the facts that would settle it too: what no other hand does here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.lists import ours

if TYPE_CHECKING:
    from pathlib import Path


def run(source: Path, target: Path) -> None:
    """As `ours`."""
    ours.run(source, target, blocking=True)
