"""Ledgers beside programmes: what counts as accounted for, and each way to fall short."""

from __future__ import annotations

import pytest


def test_every_section_and_rule_row_is_counted(world):
    report = world.report()
    (document,) = report.coverage.documents

    assert report.is_complete
    assert (document.covered, len(document.sections)) == (6, 6)
    assert (document.encoded_rule_rows, document.rule_rows) == (2, 2)
    assert document.name.vi == "Tỉnh Thử 1/KH-UBND"


def test_rows_name_the_programmes_that_encode_them(world):
    sections = world.report().coverage.documents[0].sections

    encoded = {row.row.id: (row.programmes, row.is_note) for section in sections for row in section.rows}

    assert encoded == {
        "T-1-a": ((), False),
        "T-2.1-a": (("house",), False),
        "T-2.2-a": (("card",), False),
        "T-2.2-b": ((), False),
        "T-2.3-a": (("visits",), True),
    }


@pytest.mark.parametrize(
    ("changes", "code", "words", "counts"),
    [
        (
            [("pack", "encodes: [T-2.1-a]\n", "lead: [x]\n")],
            "rule-row-not-encoded",
            "rule row T-2.1-a (section I.2.1, line 5) is encoded by no programme",
            (5, 1),
        ),
        (
            [
                ("pack", "encodes: [T-2.2-a]\n", "encodes: [T-2.2-a, T-2.1-a]\n"),
                ("pack", "cite: mục 2.2 phần I Kế hoạch 1/KH-UBND\n", "cite: Kế hoạch 1/KH-UBND\n"),
            ],
            "rule-row-twice",
            "rule row T-2.1-a is encoded by several programmes: house, card; it belongs to one",
            (5, 1),
        ),
        (
            [("pack", "encodes: [T-2.1-a]\n", "encodes: [T-2.1-a]\n        shown: note\n")],
            "rule-row-as-note",
            "rule row T-2.1-a is shown as information only, by house",
            (5, 1),
        ),
        (
            [("pack", "        shown: note\n", "")],
            "info-row-not-shown",
            "information row T-2.3-a (section I.2.3, lines 8-12) is shown by no programme",
            (5, 2),
        ),
        (
            [("pack", "encodes: [T-2.3-a]\n", "lead: [x]\n")],
            "info-row-not-shown",
            "information row T-2.3-a (section I.2.3, lines 8-12) is shown by no programme",
            (5, 2),
        ),
        (
            [("pack", "encodes: [T-2.1-a]", "encodes: [T-2.1-a, T-2.2-b]")],
            "ledger-row-encoded",
            "row T-2.2-b belongs to the ledger only (section I.2.2), but house encodes it",
            (5, 2),
        ),
        (
            [("pack", "encodes: [T-2.1-a]", "encodes: [T-2.1-a, T-1-a]")],
            "ledger-row-encoded",
            "row T-1-a belongs to the ledger only (section I.1), but house encodes it",
            (5, 2),
        ),
        (
            [("pack", "encodes: [T-2.1-a]", "encodes: [T-2.1-a, T-2.1-z]")],
            "row-not-in-ledger",
            "house encodes T-2.1-z, which no ledger has",
            (6, 2),
        ),
        (
            [("pack", "cite: mục 2.1 phần I Kế hoạch 1/KH-UBND", "cite: mục 1 phần I Kế hoạch 1/KH-UBND")],
            "row-not-cited",
            "house encodes T-2.1-a (section I.2.1, line 5) but cites nothing there",
            (5, 1),
        ),
        (
            [("pack", "cite: mục 2.1 phần I Kế hoạch 1/KH-UBND", "cite: Điều 2 Luật 2/2020/QH14")],
            "row-not-cited",
            "house encodes T-2.1-a (section I.2.1, line 5) but cites nothing there",
            (5, 1),
        ),
    ],
)
def test_what_falls_short_is_named(world, changes, code, words, counts):
    for change in changes:
        world.change(*change)

    (document,) = world.report().coverage.documents

    assert world.said() == [(code, words)]
    assert (document.covered, document.encoded_rule_rows) == counts
    assert not world.report().is_complete


def test_a_rule_row_that_repeats_another_stands_in_the_same_programme(world):
    echo = "{id: T-2.2-a, model: rule, echo_of: T-2.1-a, why: {vi: Lặp lại., en: Repeats.}}"
    world.change("ledger", "{id: T-2.2-a, model: rule}", echo)

    assert world.said() == [
        ("echo-elsewhere", "row T-2.2-a repeats T-2.1-a but stands in another programme: card, not house")
    ]


def test_a_rule_row_that_repeats_another_may_stand_beside_it(world):
    echo = "{id: T-2.2-a, model: rule, echo_of: T-2.1-a, why: {vi: Lặp lại., en: Repeats.}}"
    world.change("ledger", "{id: T-2.2-a, model: rule}", echo)
    world.change("pack", "encodes: [T-2.2-a]\n", "lead: [x]\n")
    world.change("pack", "encodes: [T-2.1-a]", "encodes: [T-2.1-a, T-2.2-a]")
    world.change(
        "pack",
        "cite: mục 2.1 phần I Kế hoạch 1/KH-UBND",
        "cite: [mục 2.1 phần I Kế hoạch 1/KH-UBND, mục 2.2 phần I Kế hoạch 1/KH-UBND]",
    )

    assert world.said() == []


def test_an_information_row_may_stand_beside_a_rule_row_of_the_same_criteria(world):
    world.change("pack", "encodes: [T-2.3-a]\n", "lead: [x]\n")
    world.change("pack", "encodes: [T-2.1-a]", "encodes: [T-2.1-a, T-2.3-a]")
    world.change(
        "pack",
        "cite: mục 2.1 phần I Kế hoạch 1/KH-UBND",
        "cite: [mục 2.1 phần I Kế hoạch 1/KH-UBND, mục 2.3 phần I Kế hoạch 1/KH-UBND]",
    )

    assert world.said() == []


def test_two_versions_of_one_programme_encode_a_row_once(world):
    text = world.files["pack"].read_text(encoding="utf-8")
    start, end = text.index("      - effective_from"), text.index("  - id: card")
    version = text[start:end]
    older = version.replace(
        "effective_from: 2022-01-01", "effective_from: 2022-01-01\n        effective_to: 2022-06-30"
    )
    newer = version.replace("effective_from: 2022-01-01", "effective_from: 2022-07-01")
    world.files["pack"].write_text(text[:start] + older + newer + text[end:], encoding="utf-8")

    assert world.said() == []


def test_a_place_whose_lines_are_not_registered_counts_as_cited(world):
    world.change("instruments", "{lines: [5, 5], says: Promises houses.}", "{says: Promises houses.}")

    assert world.said() == []


def test_a_stored_document_without_a_ledger_is_listed(world):
    world.change("instruments", "kind: law\n", "kind: law\n    source: {file: law.txt, lines: 1}\n")

    report = world.report()

    assert report.coverage.without_ledger == ("Luật 2/2020/QH14",)
    assert "No ledger yet: Luật 2/2020/QH14" in report.text("en")
    assert "Chưa có sổ điều khoản: Luật 2/2020/QH14" in report.text("vi")


def test_rules_whose_ledger_is_gone_fall_short(world):
    world.ledger.unlink()

    assert [code for code, _ in world.said()] == ["row-not-in-ledger"] * 3
    assert not world.report().is_complete
