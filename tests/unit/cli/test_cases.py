"""`eligibility cases`: passed, failed, unreadable."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import RULES, Run, codes

CASES = """\
programme: mau-card
jurisdiction: mau
base:
  on: 2022-06-15
  household: {id: h1, poverty_status: near_poor, members: [{id: m1, has_card: false}]}
cases:
  - name: a near-poor member without a card
    expect: {m1: {status: eligible, standing: pending, dong: 447000, every: year}}
  - name: a poor household is outside
    change: {household.poverty_status: poor}
    expect: {m1: {status: ineligible, not_met: [near-poor]}}
"""


def test_cases_that_pass_are_done(run: Run, tmp_path: Path) -> None:
    (tmp_path / "card.yaml").write_text(CASES, encoding="utf-8")
    words, data = run("cases", tmp_path, "--rules", RULES), run("cases", tmp_path, "--rules", RULES, "--json")

    assert (words.exit_code, data.exit_code) == (0, 0)
    assert words.stdout == "2 cases in 1 file: all passed.\n"
    assert json.loads(data.stdout)["passed"] == 2


def test_a_case_that_fails_falls_short(run: Run, tmp_path: Path) -> None:
    (tmp_path / "card.yaml").write_text(CASES.replace("447000", "447001"), encoding="utf-8")
    words, data = run("cases", tmp_path, "--rules", RULES), run("cases", tmp_path, "--rules", RULES, "--json")

    assert (words.exit_code, data.exit_code) == (1, 1)
    assert "expected 447001, got 447000" in words.stdout
    assert words.stderr == ""
    assert json.loads(data.stdout)["failed"] == 1


def test_a_case_file_that_cannot_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "card.yaml").write_text(CASES.replace("mau-card", "mau-cart"), encoding="utf-8")
    words, data = run("cases", tmp_path, "--rules", RULES), run("cases", tmp_path, "--rules", RULES, "--json")

    assert (words.exit_code, words.stdout) == (2, "")
    assert 'card.yaml:1:12: unknown-programme: there is no programme "mau-cart".' in words.stderr
    assert codes(data) == ["unknown-programme"]


def test_another_engine_is_refused(run: Run, tmp_path: Path) -> None:
    assert "unknown-engine" in run("cases", tmp_path, "--rules", RULES, "--engine", "rete").stderr
