"""A failure is told in words and as data: where, which case, what differs, why, and where to look."""

from __future__ import annotations

import json

from tests.unit.cases.conftest import Run

from eligibility.cases.report import reason_lines
from eligibility.determination import MembersCounted, Reason
from eligibility.verdict import MET, NOT_MET, UNKNOWN

FILE = """\
programme: card
jurisdiction: thuduc
base:
  on: 2022-06-15
  household:
    poverty_status: near_poor
    members: [{birth_date: 1950-01-01, is_alone: true, is_disabled: null, card_ends: 2021}]
cases:
  - name: somebody of 72 who lives alone
    law: "sống một mình; mục 1 phần I"
    expect: {m1: {status: ineligible, dong: 5}}
  - name: the same again
    expect: {m1: {status: eligible}}
"""


def test_a_failure_in_words(run: Run) -> None:
    report = run(FILE)
    place = report.outcomes[0].case.location.file

    assert report.text() == (
        f"{place}:9:5: somebody of 72 who lives alone\n"
        "    card / m1\n"
        "      status: expected ineligible, got eligible\n"
        "      dong: expected 5, got 240000\n"
        "        near-poor: met, household.poverty_status = near_poor\n"
        "        age-band: met, member.age_years = 72\n"
        "        disabled: unknown, member.is_disabled = unknown\n"
        "        alone: met, member.is_alone = true\n"
        "        valid-card: not met, member.card_ends = 2021\n"
        "      Worked out as 30% × 800 000. Did the law change, is the case wrong, or is the pack? "
        "Work it out from the clause; never copy the answer.\n"
        "      law: sống một mình; mục 1 phần I\n"
        "\n"
        "2 cases in 1 file: 1 failed, 1 passed."
    )


def test_counts_of_a_report_without_failures(run: Run) -> None:
    report = run(FILE.replace("status: ineligible, dong: 5", "status: eligible"))

    assert report.text() == "2 cases in 1 file: all passed."
    assert report.as_json() == {"files": 1, "cases": 2, "passed": 2, "failed": 0, "failures": []}


def test_a_failure_as_data(run: Run) -> None:
    report = run(FILE)
    [failure] = json.loads(json.dumps(report.as_json()))["failures"]

    assert failure | {"file": "", "reasons": [], "hint": ""} == {
        "file": "",
        "line": 9,
        "column": 5,
        "case": "somebody of 72 who lives alone",
        "law": "sống một mình; mục 1 phần I",
        "programme": "card",
        "subject": "m1",
        "differences": [
            {"key": "status", "expected": "ineligible", "got": "eligible"},
            {"key": "dong", "expected": 5, "got": 240000},
        ],
        "reasons": [],
        "hint": "",
    }


def test_values_in_words(run: Run) -> None:
    words = "dong: {from: 1, to: null}, group: kept, working: null, funding: []"
    text = run(FILE.replace("status: ineligible, dong: 5", words)).text()

    assert "dong: expected 1 to no limit, got 240000" in text
    assert "group: expected kept, got nothing" in text
    assert "working: expected nothing, got 30% × 800 000" in text
    assert "funding: expected [], got [provincial_budget]" in text


def test_reasons_of_every_kind_are_told() -> None:
    reasons = [
        Reason(
            criterion="either",
            verdict=UNKNOWN,
            parts=(
                Reason(criterion="child", verdict=MET, members=MembersCounted(met=("m2",), unknown=())),
                Reason(criterion="pension", verdict=NOT_MET, programme="old-age"),
            ),
        )
    ]

    assert list(reason_lines(reasons)) == [
        "either: unknown",
        "  child: met, members met [m2], unknown []",
        "  pension: not met, belongs to old-age",
    ]
