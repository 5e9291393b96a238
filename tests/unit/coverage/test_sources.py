"""Rules and ledgers beside the stored documents: each way in which the text does not bear them out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.coverage.conftest import PLAN

from eligibility.coverage.findings import Finding
from eligibility.coverage.ledger import Ledger
from eligibility.coverage.sources import check_sources, read_lines
from eligibility.errors import RequestError
from eligibility.model.instrument import Provision
from eligibility.model.text import Text

NOT_IN = " does not occur in "
HOUSE = f"mục 2.1 phần I {PLAN} (plan.txt, line 5)"
CARD = f"mục 2.2 phần I {PLAN} (plan.txt, line 6)"


def test_rules_that_the_text_bears_out_pass(world):
    checked = world.report().sources

    assert checked.findings == ()
    assert checked.lines == {PLAN: 12}
    assert (checked.citations, checked.found, checked.derived, checked.not_held) == (4, 8, 0, 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "once\n",
            'once\n            repay: {percent: "50", base: received}\n',
            f"house, benefit 1: 50%{NOT_IN}{HOUSE}",
        ),
        ("every: once\n", "every: once\n            at_most_times: 3\n", f"house, benefit 1: 3{NOT_IN}{HOUSE}"),
        ("count: 250", "count: 251", f"house, plan line A: 251{NOT_IN}{HOUSE}"),
        (
            "dong: 17_500_000_000",
            "dong: 17_600_000_000",
            f"house, plan line B: 17 600 000 000 đồng{NOT_IN}dòng 10-11 mục 2.3 phần I {PLAN} (plan.txt, lines 10-11)",
        ),
        (
            "dòng 10-11",
            "dòng 11",
            f"house, plan line B: 17 500 000 000 đồng{NOT_IN}dòng 11 mục 2.3 phần I {PLAN} (plan.txt, line 11)",
        ),
        ("at_least: 60", "at_least: 62", f"card, criterion old: 62 years{NOT_IN}{CARD}"),
        ('percent: "30"', 'percent: "35"', f"card, benefit 1: 35%{NOT_IN}{CARD}"),
        ('percent: "30"', 'times: "1.5"', f"card, benefit 1: 1.5{NOT_IN}{CARD}"),
        (
            "dong: 800_000, cite: Điều 2 Luật 2/2020/QH14",
            f"dong: 800_000, cite: mục 1 phần I {PLAN}",
            f"card, value from 2020-01-01: 800 000 đồng{NOT_IN}mục 1 phần I {PLAN} (plan.txt, lines 2-3)",
        ),
    ],
)
def test_a_figure_that_its_citation_does_not_print_is_named(world, old, new, words):
    world.change("pack", old, new)

    assert ("figure-not-found", words) in world.cited()
    assert not world.report().is_complete


@pytest.mark.parametrize(
    ("amount", "figure"),
    [
        ("{dong: 75_000_000}", "75 000 000 đồng"),
        ("{dong: {from: 50_000_000, to: 75_000_000}}", "75 000 000 đồng"),
        ("{dong: {from: 45_000_000, to: 70_000_000}}", "45 000 000 đồng"),
        ("{up_to: 75_000_000}", "75 000 000 đồng"),
        ("{at_least: {dong: 75_000_000}}", "75 000 000 đồng"),
        ("{highest_of: [{dong: 70_000_000}, {dong: 75_000_000}]}", "75 000 000 đồng"),
        ("{dong: 70_000_000, less: {dong: 5_000_000}}", "5 000 000 đồng"),
    ],
)
def test_every_part_of_a_formula_is_looked_up(world, amount, figure):
    funding = "[{source: central_budget, dong: 50_000_000}, {source: mobilised, dong: 20_000_000}]"
    world.change("pack", funding, '[{source: mobilised, percent: "100"}]')
    world.change("pack", "amount: {dong: 70_000_000}", f"amount: {amount}")

    assert world.cited() == [("figure-not-found", f"house, benefit 1: {figure} does not occur in {HOUSE}")]


def test_funding_that_its_citation_does_not_print_is_named(world):
    world.change("pack", "dong: 50_000_000}", "dong: 45_000_000}")
    world.change("pack", "dong: 20_000_000}", "dong: 25_000_000}")

    assert world.cited() == [
        ("figure-not-found", f"house, benefit 1: 45 000 000 đồng does not occur in {HOUSE}"),
        ("figure-not-found", f"house, benefit 1: 25 000 000 đồng does not occur in {HOUSE}"),
    ]


def test_shares_of_payers_are_looked_up_but_not_all_of_it(world):
    text = "[{source: central_budget, dong: 50_000_000}, {source: mobilised, dong: 20_000_000}]"
    world.change("pack", text, '[{source: central_budget, percent: "60"}, {source: mobilised, percent: "40"}]')

    assert world.cited() == [
        ("figure-not-found", f"house, benefit 1: 60% does not occur in {HOUSE}"),
        ("figure-not-found", f"house, benefit 1: 40% does not occur in {HOUSE}"),
    ]


def test_an_empty_document_is_counted_as_one_without_lines(world):
    world.files["document"].write_text("", encoding="utf-8")

    assert ("source-line-count", "plan.txt has 0 lines, the register says 12") in world.cited()


def test_households_divided_among_payers_are_looked_up_too(world):
    text = "[{source: central_budget, dong: 50_000_000}, {source: mobilised, dong: 20_000_000}]"
    world.change("pack", text, '[{by_households: {central_budget: "90", local_budget: "10"}}]')

    assert world.cited() == [
        ("figure-not-found", f"house, benefit 1: 90% does not occur in {HOUSE}"),
        ("figure-not-found", f"house, benefit 1: 10% does not occur in {HOUSE}"),
    ]


def test_the_place_of_a_missing_figure_is_a_line_of_the_document(world):
    world.change("pack", "count: 250", "count: 251")
    (finding,) = world.report().sources.findings

    assert str(finding.diagnostic).startswith(f"{world.sources / 'plan.txt'}:5:1: figure-not-found: house, plan line A")
    assert finding.into("vi").startswith("house, số kế hoạch A: không thấy 251 ở mục 2.1 phần I")


def test_a_figure_may_stand_in_any_of_several_citations(world):
    world.change("pack", "count: 250, ", "")
    world.change("pack", "line: B, dong", "line: B, count: 250, unit: household, dong")
    world.change(
        "pack",
        "cite: dòng 10-11 mục 2.3 phần I Kế hoạch 1/KH-UBND",
        "cite: [dòng 10-11 mục 2.3 phần I Kế hoạch 1/KH-UBND, mục 2.1 phần I Kế hoạch 1/KH-UBND]",
    )

    assert world.cited() == []


def test_derived_figures_need_not_occur(world):
    world.change(
        "pack", 'amount: {percent: "30", of: card}', 'basis: derived\n            amount: {percent: "35", of: card}'
    )
    checked = world.report().sources

    assert checked.findings == ()
    assert checked.derived == 1


def test_a_figure_that_may_stand_in_a_document_not_held_is_counted_not_refused(world):
    world.change("pack", "at_least: 60", "at_least: 62")
    law = "cite: [mục 2.2 phần I Kế hoạch 1/KH-UBND, Điều 2 Luật 2/2020/QH14]"
    world.change("pack", "less_than: 80}", f"less_than: 80, {law}}}")
    checked = world.report().sources

    assert checked.findings == ()
    assert checked.not_held == 2


def test_a_citation_of_the_whole_document_looks_at_all_of_it(world):
    world.change("pack", "cite: dòng 10-11 mục 2.3 phần I Kế hoạch 1/KH-UBND", f"cite: {PLAN}")

    assert world.cited() == []


def test_the_document_may_be_longer_than_registered(world):
    world.change("document", "Ký tên", "Ký tên\n\nThêm\nThêm")

    assert world.cited() == [
        ("source-line-count", "plan.txt has 15 lines, the register says 12"),
        ("line-in-no-section", f"lines 14-15 of plan.txt: in no section of the ledger of {PLAN}"),
    ]


def test_the_document_may_be_shorter_than_registered(world):
    world.change("document", "Tỷ đồng |\n17,50 |\nKý tên", "Tỷ đồng |")

    assert world.cited()[:2] == [
        ("source-line-count", "plan.txt has 10 lines, the register says 12"),
        (
            "provision-out-of-range",
            f"mục 2.3 phần I of {PLAN} is said to stand on lines 9-11, but plan.txt has 10 lines",
        ),
    ]


def test_a_missing_file_is_named(world):
    world.files["document"].unlink()

    assert world.cited() == [("missing-source", f"there is no file plan.txt for {PLAN}")]


def test_a_file_that_is_no_utf_8_is_named(world):
    world.files["document"].write_bytes(b"\xff\xfe")

    assert world.cited() == [("unreadable-source", f"the file plan.txt for {PLAN} is not UTF-8 text")]


def test_a_missing_folder_is_the_users_mistake(world, tmp_path):
    with pytest.raises(RequestError, match="there is no folder of source documents"):
        check_sources(world.rulebook(), (), tmp_path / "nowhere")


def test_a_line_in_two_sections_is_named(world):
    (ledger,) = world.ledgers()
    doubled = Ledger(instrument=PLAN, sections=(*ledger.sections, replace(ledger.sections[1], id="again")))

    findings = check_sources(world.rulebook(), [doubled], world.sources).findings

    assert [(one.code, one.into("en")) for one in findings] == [
        ("line-in-several-sections", f"lines 2-3 of plan.txt: in several sections of the ledger of {PLAN}")
    ]


def test_blank_lines_need_no_section(world):
    (ledger,) = world.ledgers()
    sections = tuple(replace(one, lines=(6, 6)) if one.id == "I.2.2" else one for one in ledger.sections)

    assert check_sources(world.rulebook(), [Ledger(instrument=PLAN, sections=sections)], world.sources).findings == ()


def findings_with(world, place: str, provision: Provision | None) -> list[tuple[str, str]]:
    """What is found when the register says something else of one provision, past the loader's own checks."""
    rulebook = world.rulebook()
    plan = rulebook.instruments[PLAN]
    provisions = {name: one for name, one in plan.provisions.items() if name != place}
    if provision is not None:
        provisions[place] = provision
    changed = replace(rulebook, instruments={**rulebook.instruments, PLAN: replace(plan, provisions=provisions)})
    return [(one.code, one.into("en")) for one in check_sources(changed, world.ledgers(), world.sources).findings]


@pytest.mark.parametrize("provision", [None, Provision(says=Text("Nhà", "Houses"))])
def test_a_provision_without_lines_cannot_be_checked_and_is_named_once(world, provision):
    assert findings_with(world, "mục 2.1 phần I", provision) == [
        ("citation-without-lines", f"house, programme: mục 2.1 phần I {PLAN} has no lines in the register")
    ]


def test_lines_outside_their_provision_are_named(world):
    provision = Provision(says=Text("Quà", "Gifts"), lines=((8, 8), (9, 10)))

    assert findings_with(world, "mục 2.3 phần I", provision) == [
        (
            "citation-outside-provision",
            (
                f"house, plan line B: dòng 10-11 mục 2.3 phần I {PLAN} lies outside the lines of its provision "
                "(plan.txt, lines 8, 9-10)"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["a", "b"]),
        ("a\nb\n", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\n ", ["a", " "]),
        ("a\x0bb\u2028c", ["a\x0bb\u2028c"]),
        ("\ufeffa", ["a"]),
        ("to\u031b", ["tơ"]),
        ("", []),
    ],
)
def test_lines_are_counted_as_editors_count_them(text, lines):
    assert read_lines(text) == lines


def test_a_finding_without_a_place_has_a_diagnostic_all_the_same():
    finding = Finding("missing-source", {"instrument": PLAN, "file": "plan.txt"})

    assert str(finding.diagnostic) == f"missing-source: there is no file plan.txt for {PLAN}."
