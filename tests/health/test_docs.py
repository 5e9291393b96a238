"""Documentation that runs: every Python block is executed in order, every rule pack in the guides loads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from eligibility.loading import default_rules, load_rulebook

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for number, body in enumerate(blocks(page, "python"), start=1):
        exec(compile(body, f"{page.name} block {number}", "exec"), names)  # noqa: S102  (our own documentation)

    assert names
    capsys.readouterr()


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "yaml")], ids=lambda page: page.name)
def test_the_rule_packs_of_a_page_load(page: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(default_rules(), rules)
    loaded = 0
    for body in blocks(page, "yaml"):
        named = re.match(r"# rules/(\S+)\n", body)
        if named:
            (rules / named[1]).write_text(body, encoding="utf-8")
            loaded += 1

    assert loaded
    assert load_rulebook(rules).programmes


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]

    assert [target for target in targets if not (page.parent / target).exists()] == []
