"""The report as a whole: for readers in two languages, and for programs."""

from __future__ import annotations

import json
import re
from string import Formatter

import pytest

from eligibility.coverage import check_coverage
from eligibility.coverage.findings import _SAYS
from eligibility.coverage.words import WIDTH


def test_without_documents_the_report_says_that_citations_were_not_checked(world):
    report = check_coverage(world.rulebook(), world.rules, None)

    assert report.is_complete
    assert "Citation check against the documents: not run" in report.text("en")
    assert "Đối chiếu trích dẫn với văn bản: chưa chạy (not run)" in report.text("vi")
    assert report.as_json()["citation_check"] == {"run": False}


def test_the_english_report_reads_line_by_line(world):
    assert world.report().text("en").split("\n") == [
        "Trial province 1/KH-UBND (Kế hoạch 1/KH-UBND)",
        "section       | lines | encoded by, or grants nothing because",
        f"--------------+-------+-{'-' * 96}",
        "(title)       | 1     | A title.",
        "I.1           | 2-3   | T-1-a: see T-2.1-a. Repeats the houses.",
        "              |       | Targets.",
        "I.2 (heading) | 4     | A heading.",
        "I.2.1         | 5     | T-2.1-a: house",
        "I.2.2         | 6-7   | T-2.2-a: card",
        "              |       | T-2.2-b: no rule. A task of agencies.",
        "I.2.3         | 8-12  | T-2.3-a: visits (information only)",
        "              |       | A table of money.",
        "              |       | figures of T-2.1-a",
        "",
        "Trial province 1/KH-UBND: 6 of 6 sections, 2 of 2 rule rows",
        "Nothing falls short.",
        (
            "Citation check against the documents: passed. Documents: 1; lines: 12; citations: 4; "
            "figures that stand in the text: 8, derived: 0, in documents not held: 1."
        ),
    ]


def test_the_vietnamese_report_names_what_falls_short(world):
    world.change("pack", "encodes: [T-2.1-a]\n", "lead: [x]\n")
    world.change("pack", "count: 250", "count: 251")

    lines = world.report().text("vi").split("\n")

    assert "I.2.1         | 5    | T-2.1-a: CHƯA ĐỦ." in lines
    assert lines[lines.index("") + 1 :] == [
        "Tỉnh Thử 1/KH-UBND: 5 trên 6 mục, 1 trên 2 dòng quy tắc",
        "Chưa đạt (1):",
        "  rule-row-not-encoded: dòng quy tắc T-2.1-a (mục I.2.1, dòng 5) chưa có chương trình nào thể hiện",
        (
            "Đối chiếu trích dẫn với văn bản: không đạt. Văn bản: 1; dòng: 12; trích dẫn: 4; "
            "con số có trong văn bản: 7, do tính ra: 0, ở văn bản không lưu: 1."
        ),
        "Chưa đạt (1):",
        (
            f"  {world.sources / 'plan.txt'}:5:1: figure-not-found: house, số kế hoạch A: không thấy 251 ở "
            "mục 2.1 phần I Kế hoạch 1/KH-UBND (plan.txt, dòng 5)"
        ),
    ]


def test_long_reasons_are_wrapped_under_their_column(world):
    world.change("ledger", "A table of money.", "money " * 40)

    table = world.report().text("en").split("\n\n", maxsplit=1)[0].split("\n")

    assert max(map(len, table)) <= WIDTH
    assert sum(line.startswith("              |       |   money") for line in table) > 1


def test_the_report_for_programs_is_plain_json(world):
    world.change("pack", "encodes: [T-2.1-a]\n", "lead: [x]\n")
    world.change("pack", "count: 250", "count: 251")

    data = json.loads(json.dumps(world.report().as_json(), ensure_ascii=False))

    assert data["complete"] is False
    (document,) = data["documents"]
    assert document["name"] == {"vi": "Tỉnh Thử 1/KH-UBND", "en": "Trial province 1/KH-UBND"}
    assert (document["sections"], document["rule_rows"]) == ({"covered": 5, "of": 6}, {"encoded": 1, "of": 2})
    assert document["ledger"][1] == {
        "section": "I.1",
        "lines": [2, 3],
        "covered": True,
        "rows": [
            {
                "id": "T-1-a",
                "model": "info",
                "echo_of": "T-2.1-a",
                "why": {"vi": "Lặp lại nhà ở.", "en": "Repeats the houses."},
                "programmes": [],
                "note": False,
                "covered": True,
            }
        ],
        "rest": {"vi": "Chỉ tiêu.", "en": "Targets."},
        "quantifies": [],
    }
    assert data["findings"] == [
        {
            "code": "rule-row-not-encoded",
            "message": "rule row T-2.1-a (section I.2.1, line 5) is encoded by no programme.",
        }
    ]
    checked = data["citation_check"]
    assert (checked["run"], checked["passed"]) == (True, False)
    assert checked["figures"] == {"found": 7, "derived": 0, "not_held": 1}
    assert checked["findings"][0]["line"] == 5


@pytest.mark.parametrize("code", sorted(_SAYS))
def test_a_finding_says_the_same_in_both_languages(code):
    parts = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in (_SAYS[code].vi, _SAYS[code].en)]

    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    assert parts[0] == parts[1]
