"""Our batch and Polars by hand write the same for a list of the twelve rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.lists import by_hand_polars, inputs, ours
from benchmarks.lists.comparing import differences, fingerprint, summary


@pytest.fixture
def results(tmp_path: Path) -> tuple[Path, Path]:
    source, targets = tmp_path / "list", (tmp_path / "ours", tmp_path / "by-hand")
    source.mkdir()
    inputs.write(source, 400)
    for hand, target in zip((ours, by_hand_polars), targets, strict=True):
        target.mkdir()
        hand.run(source, target)
    return targets


def test_ours_and_polars_by_hand_write_the_same(results: tuple[Path, Path]) -> None:
    first, second = results

    assert differences(first, second) == []
    assert fingerprint(first) == fingerprint(second)
    assert summary(first) == summary(second)
