"""Each mistake an author can make: its code, its place, and the way out. The table is tests/fixtures/mistakes.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from eligibility.loading import read_yaml

_TABLE = Path(__file__).parents[2] / "fixtures" / "mistakes.yaml"
_GROUPS = cast("dict[str, list[dict[str, str]]]", read_yaml(_TABLE.read_text(encoding="utf-8"), "mistakes").data)
MISTAKES = [mistake for group in _GROUPS.values() for mistake in group]
MARK = "‹"

every_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])


@every_mistake
def test_a_mistake_is_reported_with_its_code_place_and_way_out(mistake, folder, edit, complaints):
    path = folder / mistake["file"]
    edit(mistake["file"], mistake["instead_of"], mistake["written"] or "")
    before, mark, after = path.read_text(encoding="utf-8").partition(MARK)
    path.write_text(before + after, encoding="utf-8")
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))

    everything = complaints()
    found = [one for one in everything if one.code == mistake["code"]]

    assert found, [str(one) for one in everything]
    assert mistake["says"] in found[0].message
    assert mistake.get("hint", "") in (found[0].hint or "")
    assert found[0].location.file == str(path)
    if mark:
        assert place in [(one.location.line, one.location.column) for one in found]


@every_mistake
def test_every_message_is_a_sentence_of_plain_words(mistake, edit, complaints):
    edit(mistake["file"], mistake["instead_of"], (mistake["written"] or "").replace(MARK, ""))

    for one in complaints():
        assert one.message.endswith("."), one
        assert "!" not in one.message
        assert one.location is not None


def test_the_table_shows_every_code_once_at_least(codes):
    assert codes - {mistake["code"] for mistake in MISTAKES} == set()
