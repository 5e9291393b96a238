"""Whatever happens to a rule file, the loader loads it or says where it is wrong; it never breaks."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from eligibility.errors import Diagnostic, RulebookError
from eligibility.loading import load_rulebook

FIXTURES = Path(__file__).parents[2] / "fixtures"
EXAMPLES = int(os.environ.get("ELIGIBILITY_EXAMPLES", "150"))
SEED = 20221

TOKEN = re.compile(r"[\w.\-/]+|[{}\[\]:,&*\"'|>#-]|\n *| +|.", re.UNICODE)
STRANGE = [
    *("", "null", "~", "true", "no", "-1", "0", "010", "1_0", "9" * 30, "2022-13-45", "0000-00-00", "..", "đ"),
    *("{}", "[]", "{", "]", "[[", "- - ", ": ", "? ", "&a ", "*a", "!!int ", "!x ", "<<: ", "|\n", ">-\n", "[" * 60),
    *("\t", "\x00", "\ud7ff", "\u2028", "\x85", "\n", "#", "'", '"', "%", "@", "a" * 300),
    *("household.x", "member.age_years", "fact: ", "all_of: ", "not: ", "first_of: ", "percent: ", "of: ", "when: "),
    *("eligible_for: ", "stated: true", "Điều 1 "),
]


def mutated(text: str, choice: random.Random) -> str:
    """The text with one to three tokens changed: dropped, doubled, swapped or replaced."""
    tokens = TOKEN.findall(text)
    for _ in range(choice.randint(1, 3)):
        place = choice.randrange(len(tokens))
        other = choice.randrange(len(tokens))
        match choice.randrange(6):
            case 0:
                tokens[place] = ""
            case 1:
                tokens[place] *= 2
            case 2:
                tokens[place], tokens[other] = tokens[other], tokens[place]
            case 3:
                tokens[place] = tokens[other]
            case 4:
                tokens[place] = choice.choice(STRANGE)
            case _:
                tokens[place : place + choice.randint(1, 30)] = [""]
    return "".join(tokens)


def mistakes(folder: Path) -> tuple[Diagnostic, ...]:
    """What the loader says; any other exception than its own fails the test."""
    try:
        load_rulebook(folder)
    except RulebookError as error:
        return error.diagnostics
    return ()


def is_placed(one: Diagnostic) -> bool:
    return bool(one.code and one.message) and one.location is not None and one.location.line >= 1


@pytest.mark.parametrize("fixture", ["small-rules", "worked-rows"])
def test_a_mutated_rule_file_loads_or_is_refused_with_places(fixture, tmp_path):
    folder = Path(shutil.copytree(FIXTURES / fixture, tmp_path / "rules"))
    files = sorted(folder.rglob("*.yaml"))
    originals = {path: path.read_text(encoding="utf-8") for path in files}
    choice = random.Random(SEED)
    refused = 0
    for _ in range(EXAMPLES):
        path = choice.choice(files)
        path.write_text(mutated(originals[path], choice), encoding="utf-8")
        found = mistakes(folder)
        refused += bool(found)
        assert all(is_placed(one) for one in found), found
        path.write_text(originals[path], encoding="utf-8")

    assert refused > EXAMPLES // 2


@pytest.mark.parametrize("fixture", ["small-rules", "worked-rows"])
def test_any_line_may_be_missing(fixture, tmp_path):
    folder = Path(shutil.copytree(FIXTURES / fixture, tmp_path / "rules"))
    choice = random.Random(SEED)
    for path in sorted(folder.rglob("*.yaml")):
        original = path.read_text(encoding="utf-8")
        lines = original.splitlines(keepends=True)
        for place in choice.sample(range(len(lines)), min(len(lines), 1 + EXAMPLES // 20)):
            path.write_text("".join(lines[:place] + lines[place + 1 :]), encoding="utf-8")
            found = mistakes(folder)
            assert all(is_placed(one) for one in found), found
        path.write_text(original, encoding="utf-8")
