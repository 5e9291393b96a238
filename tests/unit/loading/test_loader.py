"""A folder of rules: which files, in which order, under which digest, and what happens when one is missing."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

from eligibility.errors import RequestError, RulebookError
from eligibility.loading import default_rules, load_rulebook

PACK, LAW = "bentre.yaml", "vietnam/law.yaml"


def test_national_packs_come_before_provincial_ones(folder):
    assert list(load_rulebook(folder).programmes)[:3] == ["old-age", "disability", "bentre-house"]


def test_a_single_national_file_serves_as_well(folder):
    (folder / LAW).rename(folder / "vietnam.yaml")

    assert next(iter(load_rulebook(folder).programmes)) == "old-age"


def test_ledgers_and_other_folders_are_no_packs(folder):
    (folder / "ledger").mkdir()
    (folder / "ledger" / "bentre.yaml").write_text("not: a pack", encoding="utf-8")

    assert load_rulebook(str(folder)).programmes


def test_a_pack_of_another_extension_is_not_passed_over_in_silence(folder, complaints):
    (folder / PACK).rename(folder / "bentre.yml")

    assert [one.code for one in complaints()] == ["wrong-extension"]


def test_an_editors_hidden_files_are_passed_over(folder, complaints):
    (folder / ".#bentre.yaml").write_text("{", encoding="utf-8")

    assert complaints() == ()


def test_the_digest_names_the_content_and_not_its_layout(folder):
    before = load_rulebook(folder).digest
    path = folder / PACK
    path.write_text(
        "# a comment\n" + path.read_text(encoding="utf-8").replace(", dong: 50_000_000", ",   dong:  50_000_000"),
        encoding="utf-8",
    )

    assert load_rulebook(folder).digest == before
    assert before.startswith("sha256:")
    assert len(before) == len("sha256:") + 64


def test_the_digest_changes_with_a_word(folder, edit):
    before = load_rulebook(folder).digest
    edit(PACK, "name: Nhà ở", "name: Nhà")

    assert load_rulebook(folder).digest != before


def test_the_digest_does_not_depend_on_where_the_folder_lies(folder, tmp_path):
    moved = shutil.copytree(folder, tmp_path / "elsewhere")

    assert load_rulebook(moved).digest == load_rulebook(folder).digest


def test_a_missing_folder_is_the_callers_mistake(tmp_path):
    with pytest.raises(RequestError) as caught:
        load_rulebook(tmp_path / "nowhere")

    assert caught.value.diagnostics[0].code == "missing-folder"


def test_an_empty_folder_names_every_missing_file(tmp_path):
    with pytest.raises(RulebookError) as caught:
        load_rulebook(tmp_path)

    assert [one.code for one in caught.value.diagnostics] == ["missing-file"] * 3


@pytest.mark.parametrize("content", [b"\xff\xfe", "hộ: ".encode() + b"\xff", "hộ".encode("utf-16")])
def test_a_file_that_is_not_utf8_is_named_with_its_place(folder, content):
    (folder / PACK).write_bytes(content)

    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)

    assert [one.code for one in caught.value.diagnostics] == ["not-utf8"]


def test_the_place_of_a_wrong_byte_is_counted_in_characters(folder):
    (folder / PACK).write_bytes("a: b\nhộ nghèo: ".encode() + b"\xff")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)

    assert str(caught.value.diagnostics[0].location) == f"{folder / PACK}:2:11"


@pytest.mark.parametrize("content", ["", "- a", "just words", "~"])
@pytest.mark.parametrize("name", [PACK, LAW, "facts.yaml", "instruments.yaml", "jurisdictions.yaml"])
def test_a_file_without_a_mapping_is_refused(folder, name, content):
    (folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(RulebookError):
        load_rulebook(folder)


def test_a_folder_named_like_a_file_is_refused(folder):
    (folder / PACK).unlink()
    (folder / PACK).mkdir()

    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)

    assert caught.value.diagnostics[0].code == "unreadable-file"


def test_mistakes_of_several_files_are_reported_at_once_in_reading_order(edit, complaints):
    edit("facts.yaml", "type: integer", "type: number")
    edit(PACK, "one_of: [house]", "one_of: [hause], typo: 1")
    edit(PACK, "field: gifts", "field: gift")
    edit(LAW, "at_least: 80", "at_least: eighty")
    edit(LAW, "eligible_for: old-age", "eligible_for: young-age")

    found = complaints()

    assert {"unknown-type", "unknown-key", "unknown-choice", "unknown-field", "wrong-number", "unknown-programme"} <= {
        one.code for one in found
    }
    places = [(one.location.file, one.location.line, one.location.column) for one in found]
    assert places == sorted(places)


def test_a_broken_programme_is_still_known_to_those_that_name_it(edit, complaints):
    edit(LAW, "name: Người cao tuổi", "name: {vi: x}")

    assert [one.code for one in complaints()] == ["wrong-text"]


def test_the_words_of_a_mistake_name_file_line_column_code_and_way_out(folder, edit, complaints):
    edit(PACK, "one_of: [house]", "one_of: [hause]")

    assert str(complaints()[0]) == (
        f'{folder / PACK}:18:68: unknown-choice: "hause" is not a choice of household.loan_purpose.\n'
        '    Did you mean "house"?'
    )


def test_the_garbage_collector_is_left_as_it_was(folder):
    load_rulebook(folder)
    assert gc.isenabled()

    gc.disable()
    try:
        load_rulebook(folder)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_checkouts_own_rules_are_the_default():
    assert default_rules() == Path(__file__).parents[3] / "rules"
