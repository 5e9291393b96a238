"""How fast a batch gets on."""

from __future__ import annotations

import pytest

from eligibility_api.pace import Pace


def test_nothing_is_said_before_something_was_measured() -> None:
    assert Pace(batch="b").rows_per_second is None


def test_rows_are_counted_from_where_this_process_began(monkeypatch) -> None:
    clock = iter([102.0, 104.0])
    monkeypatch.setattr("eligibility_api.pace.time.monotonic", lambda: next(clock))

    pace = Pace(batch="b", began=100.0).after(300).after(100)

    assert pace.rows_per_second == pytest.approx(100.0)
