"""Documentation that runs: Python is executed, rule packs load, commands print what the page says they print."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from eligibility.loading import default_rules, load_rulebook

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
NAMED = re.compile(r"# ([\w./-]+\.(?:yaml|csv))\n")
KINDS = {"python", "yaml", "csv", "console", "text"}
COMMAND = Path(sys.executable).parent / "eligibility"
GAP = "…"


def blocks(page: Path, *languages: str) -> list[tuple[str, str]]:
    return [found for found in BLOCK.findall(page.read_text(encoding="utf-8")) if found[0] in languages]


def pages_with(*languages: str) -> list[Path]:
    return [page for page in PAGES if blocks(page, *languages)]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", pages_with("python"), ids=name_of)
def test_the_python_of_a_page_runs(page: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for number, (_, body) in enumerate(blocks(page, "python"), start=1):
        exec(compile(body, f"{page.name} block {number}", "exec"), names)  # noqa: S102  (our own documentation)

    assert names
    capsys.readouterr()


@pytest.mark.parametrize("page", pages_with("yaml", "csv", "console"), ids=name_of)
def test_a_page_can_be_followed_from_top_to_bottom(page: Path, tmp_path: Path) -> None:
    """A block that begins with `# name.yaml` or `# name.csv` is that file; rules and examples lie beside it."""
    shutil.copytree(default_rules(), tmp_path / "rules")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    writes_rules = False
    for kind, body in blocks(page, "yaml", "csv", "console"):
        if kind == "console":
            follow(body, tmp_path)
            continue
        named = NAMED.match(body)
        if kind == "yaml":
            yaml.safe_load(body)
        if named:
            file = tmp_path / named[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body.removeprefix(named[0]) if kind == "csv" else body, encoding="utf-8")
            writes_rules = writes_rules or named[1].startswith("rules/")
    if writes_rules:
        assert load_rulebook(tmp_path / "rules").programmes


def follow(block: str, folder: Path) -> None:
    """Type the commands of a block and compare what they print."""
    status = 0
    for command, expected in typed(block):
        if command == "echo $?":
            assert f"{status}\n" == expected
            status = 0
            continue
        assert status == 0, "the command before ended so; say it with: $ echo $?"
        program, *arguments = shlex.split(command)
        assert program == "eligibility", "only our own commands run here"
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=folder,
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        status = done.returncode
        printed = done.stdout + done.stderr

        assert not_printed(expected, printed) is None, f"$ {command}\n{printed}"
    assert status == 0


def not_printed(expected: str, printed: str) -> str | None:
    """The first line of a page that is not found where it should be; None where all are."""
    if pattern(expected).fullmatch(printed):
        return None
    lines = expected.splitlines(keepends=True)
    found = (number for number in range(1, len(lines) + 1) if not pattern("".join(lines[:number])).match(printed))
    return lines[next(found, len(lines)) - 1] if lines else printed


def typed(block: str) -> Iterator[tuple[str, str]]:
    """Each command with the output under it."""
    assert block.startswith("$ "), "a console block begins with a command"
    for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def pattern(expected: str) -> re.Pattern[str]:
    """What the page says as a pattern: `…` alone is any lines, inside a line any text. Spaces at line ends are free."""
    said = []
    for line in expected.splitlines():
        if line.strip() == GAP:
            said.append(r"(?:.*\n)*?")
        else:
            said.append(".*".join(re.escape(part) for part in line.rstrip().split(GAP)) + " *\n")
    return re.compile("".join(said))


def test_a_page_that_says_something_else_is_caught() -> None:
    assert pattern("a\n…\nz\n").fullmatch("a\nb\nc\nz\n")
    assert pattern("rules … made\n").fullmatch("rules 3604 · made\n")
    assert not_printed("a\nz\n", "a\nb\nz\n") == "z\n"
    assert not_printed("5.000 đ\n", "5x000 đ\n") == "5.000 đ\n"
    assert not_printed("", "a\n") == "a\n"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_is_of_a_kind_that_is_checked(page: Path) -> None:
    opened = re.findall(r"^```(\w*)", page.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(opened) % 2 == 0
    assert set(opened[::2]) <= KINDS


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    broken = []
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        file = page.parent / target if target else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(f"{target}#{anchor}")

    assert broken == []


def anchors(page: Path) -> set[str]:
    """Headings as they are linked to."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING.findall(page.read_text(encoding="utf-8"))
    }


def test_the_index_names_every_page() -> None:
    index = ROOT / "docs/README.md"
    linked = {(index.parent / target).resolve() for target, _ in LINK.findall(index.read_text(encoding="utf-8"))}
    listed_elsewhere = {"decisions", "benchmarks", "web"}
    pages = {
        page
        for page in ROOT.glob("docs/**/*.md")
        if page != index and page.relative_to(ROOT / "docs").parts[0] not in listed_elsewhere
    }

    assert {name_of(page) for page in pages if page.resolve() not in linked} == set()
