"""Ledgers as files: what is read, and what is refused, where and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eligibility.coverage.ledger import Row, Section, load_ledgers
from eligibility.errors import RulebookError
from eligibility.model.text import Text

if TYPE_CHECKING:
    from tests.unit.coverage.conftest import World


def refused(world: World) -> list[tuple[str, int, str]]:
    """Code, line and message of everything wrong with the ledgers."""
    with pytest.raises(RulebookError) as error:
        world.ledgers()
    return [(one.code, one.location.line, one.message) for one in error.value.diagnostics if one.location is not None]


def test_a_ledger_is_read_section_by_section(world):
    (ledger,) = world.ledgers()

    assert ledger.instrument == "Kế hoạch 1/KH-UBND"
    assert [section.id for section in ledger.sections] == ["(title)", "I.1", "I.2 (heading)", "I.2.1", "I.2.2", "I.2.3"]
    assert ledger.sections[1] == Section(
        id="I.1",
        lines=(2, 3),
        rows=(Row(id="T-1-a", model="info", echo_of="T-2.1-a", why=Text("Lặp lại nhà ở.", "Repeats the houses.")),),
        rest=Text("Chỉ tiêu.", "Targets."),
    )
    assert ledger.sections[5].quantifies == ("T-2.1-a",)


def test_a_folder_without_ledgers_holds_none(world, tmp_path):
    assert load_ledgers(tmp_path / "nowhere", world.rulebook()) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "words"),
    [
        ("rest: {vi: Tiêu đề., en: A title.}", "rests: x", "unknown-key", 3, 'there is no key "rests" here.'),
        ("rows: [{id: T-2.1-a, model: rule}]", "rest: ", "empty-value", 12, "empty here"),
        ("model: rule}]", "model: rules}]", "unknown-word", 12, 'there is no word "rules".'),
        ("instrument: Kế", "instrument: Ké", "unknown-instrument", 1, 'has no instrument "Ké hoạch 1/KH-UBND"'),
        ("id: T-2.2-b", "id: T-2.2-a", "duplicate-row", 17, 'the row "T-2.2-a" already stands at '),
        ("section: I.2.2", "section: I.2.1", "duplicate-section", 13, 'section "I.2.1" already stands at '),
        ("echo_of: T-2.1-a", "echo_of: T-2.1-b", "unknown-row", 7, 'no section of any ledger has a row "T-2.1-b".'),
        ("echo_of: T-2.1-a", "echo_of: T-1-a", "self-echo", 7, 'the row "T-1-a" is said to repeat itself.'),
        ("quantifies: [T-2.1-a]", "quantifies: [T-9]", "unknown-row", 22, 'has a row "T-9"'),
        (", why: {vi: Lặp lại nhà ở., en: Repeats the houses.}", "", "missing-why", 7, 'the row "T-1-a" is left out'),
        (", why: {vi: Việc của cơ quan., en: A task of agencies.}", "", "missing-why", 17, '"T-2.2-b" is left out'),
        (
            "lines: [4, 4], rest: {vi: Tiêu đề., en: A heading.}",
            "lines: [4, 4]",
            "empty-section",
            9,
            "section I.2 (heading) has neither rows nor rest: it is accounted for by nothing.",
        ),
        ("lines: [1, 1]", "lines: [1]", "wrong-shape", 3, "is expected"),
        ("lines: [1, 1]", "lines: [1, 2, 3]", "wrong-shape", 3, "is expected"),
        ("lines: [1, 1]", "lines: [one, 1]", "wrong-number", 3, '"one" is not a whole number'),
        ("lines: [4, 4]", "lines: [4, 3]", "wrong-lines", 9, "lines 4 to 3 are no range of lines."),
        ("lines: [1, 1]", "lines: [0, 1]", "wrong-lines", 3, "lines 0 to 1 are no range of lines."),
        (
            "lines: [2, 3]",
            "lines: [3, 3]",
            "section-gap",
            5,
            "lines 2 to 2 lie in no section",
        ),
        (
            "lines: [2, 3]",
            "lines: [2, 4]",
            "section-overlap",
            9,
            "begins on line 4, but section I.1 ends on line 4",
        ),
        ("lines: [8, 12]", "lines: [8, 11]", "section-gap", 19, "lines 12 to 12 lie in no section"),
        ("lines: [8, 12]", "lines: [8, 13]", "wrong-lines", 19, "ends on line 13, the stored document on line 12."),
        ("lines: [1, 1]", "lines: [2, 2]", "section-gap", 3, "lines 1 to 1 lie in no section, between the beginning"),
    ],
)
def test_a_mistake_in_a_ledger_is_refused_at_its_place(world, old, new, code, line, words):
    world.change("ledger", old, new)

    found = refused(world)

    assert any((code, line) == one[:2] and words in one[2] for one in found), found


def test_a_section_out_of_order_is_refused(world):
    world.change("ledger", "lines: [4, 4]", "lines: [1, 2]")

    assert (
        "section-order",
        9,
        "section I.2 (heading) begins on line 1, but section I.1 ends on line 3 only.",
    ) in refused(world)


def test_beside_a_section_that_cannot_be_read_no_gap_and_no_unknown_row_is_claimed(world):
    world.change("ledger", "lines: [5, 5]", "lines: five")

    assert [one[0] for one in refused(world)] == ["wrong-shape"]


def test_the_end_is_not_judged_when_the_last_section_cannot_be_read(world):
    world.change("ledger", "lines: [8, 12]", "lines: [8, 7]")

    assert [one[0] for one in refused(world)] == ["wrong-lines"]


def test_all_mistakes_are_reported_at_once_in_reading_order(world):
    world.change("ledger", "lines: [2, 3]", "lines: [2, 2]")
    world.change("ledger", "id: T-2.2-b", "id: T-2.2-a")

    assert [one[:2] for one in refused(world)] == [("section-gap", 9), ("duplicate-row", 17)]


def test_a_second_ledger_of_one_document_is_refused(world):
    copy = world.ledger.read_text(encoding="utf-8")
    (world.ledger.parent / "second.yaml").write_text(copy.replace("T-", "U-"), encoding="utf-8")

    assert [one[0] for one in refused(world)] == ["duplicate-ledger"]


def test_a_document_whose_length_is_not_registered_may_end_anywhere(world):
    world.change("instruments", "source: {file: plan.txt, lines: 12}\n", "confidence: text\n")
    world.change("ledger", "lines: [8, 12]", "lines: [8, 99]")

    assert world.ledgers()[0].sections[-1].lines == (8, 99)


def test_a_file_that_is_no_utf_8_is_refused_beside_the_mistakes_of_others(world):
    (world.ledger.parent / "a.yaml").write_bytes("x: 1\ny: Kế".encode("utf-16-le"))
    (world.ledger.parent / "b.yaml").write_bytes(b"x: 1\ny: \xff")
    (world.ledger.parent / "c.yaml").write_text("x: 1\nx: 2\n", encoding="utf-8")
    (world.ledger.parent / "d.yaml").write_text("", encoding="utf-8")
    world.change("ledger", "lines: [1, 1]", "lines: [2, 2]")

    codes = [(one[0], one[1]) for one in refused(world)]

    assert ("not-utf8", 2) in codes
    assert ("duplicate-key", 2) in codes
    assert ("section-gap", 3) in codes
