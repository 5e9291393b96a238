"""A small rulebook that tests break one place at a time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from eligibility import loading
from eligibility.errors import Diagnostic, EligibilityError
from eligibility.loading import load_rulebook

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOURCE = Path(loading.__file__).parent
ELSEWHERE = {
    # shown in test_yaml_text.py
    *("complex-key", "duplicate-anchor", "duplicate-key", "recursive-anchor", "too-deep", "too-large"),
    *("unknown-anchor", "yaml-character", "yaml-syntax", "yaml-tab", "yaml-tag"),
    # shown in test_loader.py
    *("missing-file", "missing-folder", "not-utf8", "unreadable-file", "wrong-extension"),
    # shown in test_units_csv.py
    *("duplicate-unit", "unknown-level"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small rulebook."""
    return Path(shutil.copytree(FIXTURES / "small-rules", tmp_path / "rules"))


@pytest.fixture
def edit(folder: Path) -> Callable[..., None]:
    """Replace a text that stands once in a file."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def complaints(folder: Path) -> Callable[[], tuple[Diagnostic, ...]]:
    """Everything the loader says of the folder."""

    def load() -> tuple[Diagnostic, ...]:
        try:
            load_rulebook(folder)
        except EligibilityError as error:
            return error.diagnostics
        return ()

    return load


@pytest.fixture(scope="session")
def codes() -> set[str]:
    """Codes of diagnostics that the sources of the loader name, but for those shown with YAML text and folders."""
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    pattern = (
        r'(?:\badd|refusal|Finding|Diagnostic)\(\s*"([a-z]+(?:-[a-z0-9]+)+)"|"([a-z]+(?:-[a-z0-9]+)+)"(?= if | else )'
    )
    return {first or second for first, second in re.findall(pattern, text)} - ELSEWHERE
