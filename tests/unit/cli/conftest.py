"""Running the command line inside the test, on a made-up law."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eligibility.cli.app import app

RULES = Path(__file__).parents[1] / "explain" / "rules"
HOUSEHOLD = """\
household:
  id: h7
  poverty_status: near_poor
  has_house_need: true
  members:
    - {id: me, relation_to_head: head, birth_date: 02/04/1990, has_card: false, is_disabled: false}
    - {id: be, relation_to_head: child, birth_date: 01/05/2020, has_card: true, is_disabled: false}
"""

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs one command with its arguments; `given` is what comes on standard input."""

    def invoke(*arguments: object, given: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments], input=given)

    return invoke


@pytest.fixture
def determine(run: Run, tmp_path: Path) -> Run:
    """Determines a household of the made-up law, the usual one unless its text is given."""

    def invoke(*options: object, text: str = HOUSEHOLD, name: str = "household.yaml") -> Result:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        usual = [] if "--jurisdiction" in options else ["--jurisdiction", "mau"]
        usual += [] if "--on" in options else ["--on", "2022-06-15"]
        return run("determine", file, "--rules", RULES, *usual, *options)

    return invoke


def codes(result: Result) -> list[str]:
    """Codes of the JSON errors on standard error."""
    errors: list[dict[str, Any]] = json.loads(result.stderr)
    assert all(set(one) == {"code", "message", "path", "location", "hint"} for one in errors)
    return [one["code"] for one in errors]
