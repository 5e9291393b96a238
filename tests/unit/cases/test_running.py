"""An expected answer is compared key by key; whatever is given and wrong turns the case red."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.cases.conftest import Run

from eligibility.cases import run_cases
from eligibility.engine import Engine
from eligibility.errors import Diagnostic, HouseholdError

CARD = """\
programme: card
jurisdiction: thuduc
base:
  on: 2022-06-15
  household:
    id: h1
    poverty_status: near_poor
    members: [{{id: m1, birth_date: 1950-01-01, is_disabled: true, is_alone: false, card_ends: 2021-12-31}}]
cases:
  - {{name: the case, {rest}}}
"""

HOUSE = """\
programme: house
jurisdiction: thuduc
base:
  on: 2022-06-15
  household:
    poverty_status: poor
    income_dong: 500_000
    head_is_woman: true
    members:
      - {{birth_date: 1990-01-01, is_disabled: true}}
      - {{birth_date: 1991-01-01, is_disabled: false}}
      - {{birth_date: 2021-01-01, is_disabled: false}}
cases:
  - {{name: the case, {rest}}}
"""

LOAN = HOUSE.replace("programme: house", "programme: house-loan")
ORDER = HOUSE.replace("programme: house", "programme: women-first")


def expecting(answer: str, more: str = "") -> str:
    return f"{more}expect: {answer}"


RIGHT = [
    (CARD, "{m1: {status: eligible, standing: pending, version: 2022-01-01, encodes: [T-1]}}", ""),
    (CARD, "{m1: {kind: premium_subsidy, dong: 240_000, basis: derived, every: year, working: 30% × 800 000}}", ""),
    (CARD, "{m1: {funding: [{source: provincial_budget, dong: 240000}], group: null, quantity: null}}", ""),
    (CARD, "{m1: {entitlements: [{dong: 240000}], ask: [], caveats: 0}}", ""),
    (CARD, "{m1: {confidence: text, not_met: [], unknown: [], see: [], also_ask: [], assumed: []}}", ""),
    (CARD, "{m1: {depends_on: council_resolution}}", ""),
    (CARD, "{m1: {depends_on: [{instrument: council_resolution, issued: null}]}}", ""),
    (CARD, "{m1: {standing: entitlement, depends_on: [{instrument: council_resolution, issued: 2022-05-01}]}}",
     "issued: {council_resolution: 2022-05-01}, "),
    (CARD, "{m1: {standing: entitlement}}", "issued: council_resolution, "),
    (CARD, "{m1: {status: ineligible, not_met: [near-poor, age-band], unknown: []}}",
     "change: {household.poverty_status: poor, m1.birth_date: 1990}, "),
    (CARD, "{m1: {status: ineligible, not_met: [disabled, alone]}}", "change: {m1.is_disabled: false}, "),
    (CARD, "{m1: {status: ineligible, not_met: [valid-card]}}", "change: {m1.card_ends: 2022-06-15}, "),
    (CARD, "{m1: {status: undetermined, unknown: [valid-card], ask: [member.card_ends]}}",
     "change: {m1.card_ends: null}, "),
    (CARD, "{m1: {status: undetermined, unknown: [alone], ask: [member.is_alone]}}",
     "change: {m1.is_disabled: false, m1.is_alone: null}, "),
    (CARD, "{m1: {status: ineligible, not_met: [near-poor], unknown: [age-band], ask: []}}",
     "change: {household.poverty_status: none, m1.birth_date: null}, "),
    (CARD, "{m1: {status: not_applicable, why: not_yet}}", "on: 2021-12-31, "),
    (CARD, "{m1: {status: not_applicable, why: ended}}", "change: {on: 2023-01-01}, "),
    (CARD, "{m1: {status: not_applicable, why: other_territory}}", "jurisdiction: khac, "),
    (CARD, "{m1: {status: undetermined, ask: [household.place]}}", "jurisdiction: vietnam, "),
    (CARD, "{m1: {status: eligible}, m2: {status: ineligible}}",
     "change: {household.members: [{birth_date: 1950-01-01, is_alone: true, card_ends: 2020}, {birth_date: 2000}]}, "),
    (CARD, "{household: {status: undetermined, ask: [household.members]}}", "change: {household.members: null}, "),
    (HOUSE, "{household: {status: eligible, dong: 70000000, basis: planned, caveats: 1, not_met: []}}", ""),
    (HOUSE, """{household: {funding: [{either: [mobilised, household], dong: 20000000},
     {source: central_budget, dong: 50000000, depends_on: council_resolution}]}}""", ""),
    (HOUSE, """{household: {funding: [{either: [household, mobilised]},
     {source: central_budget, depends_on: [{instrument: council_resolution, issued: true}]}]}}""",
     "issued: [council_resolution], "),
    (HOUSE, "{household: {group: alternative}}", ""),
    (HOUSE, """{household: {group: {id: help, state: alternative, with: [house-loan], chosen_by: household,
     dong: {from: 25000000, to: 70000000}}}}""", ""),
    (HOUSE, "{household: {priority: [{encodes: T-4, verdict: met}, {criterion: disabled-first, verdict: met}]}}", ""),
    (HOUSE, """{household: {priority: [{criterion: disabled-first, verdict: not_met},
     {encodes: T-4, verdict: unknown}]}}""", "change: {m1.is_disabled: false, household.head_is_woman: null}, "),
    (HOUSE, "{household: {status: undetermined, unknown: [adults]}}",
     "change: {m2.birth_date: null, household.members_complete: false}, "),
    (LOAN, """{household: {entitlements: [{kind: loan, dong: {from: 25000000, to: 40000000}, repay_percent: '50'},
     {kind: in_kind, dong: null, why: in_kind, quantity: '15'}]}}""", ""),
    (LOAN, "{household: {entitlements: [{}, {quantity: {number: '15', unit: kg gạo}}]}}", ""),
]  # fmt: skip

WRONG = [
    (CARD, "{m1: {status: ineligible}}", "", "status", "ineligible", "eligible"),
    (CARD, "{m1: {standing: entitlement}}", "", "standing", "entitlement", "pending"),
    (CARD, "{m1: {dong: 241380}}", "", "dong", 241380, 240000),
    (CARD, "{m1: {dong: null}}", "", "dong", None, 240000),
    (CARD, "{m1: {dong: {from: 1, to: 240000}}}", "", "dong", {"from": 1, "to": 240000}, 240000),
    (CARD, "{m1: {every: month}}", "", "every", "month", "year"),
    (CARD, "{m1: {kind: cash}}", "", "kind", "cash", "premium_subsidy"),
    (CARD, "{m1: {basis: text}}", "", "basis", "text", "derived"),
    (CARD, "{m1: {working: 30% × 804 600}}", "", "working", "30% × 804 600", "30% × 800 000"),
    (CARD, "{m1: {version: 2021-01-01}}", "", "version", "2021-01-01", "2022-01-01"),
    (CARD, "{m1: {caveats: 1}}", "", "caveats", 1, 0),
    (CARD, "{m1: {ask: [member.is_alone]}}", "", "ask", ["member.is_alone"], []),
    (CARD, "{m1: {ask: []}}", "change: {m1.card_ends: null}, ", "ask", [], ["member.card_ends"]),
    (CARD, "{m1: {not_met: []}}", "change: {m1.birth_date: 1990}, ", "not_met", [], ["age-band"]),
    (CARD, "{m1: {not_met: [age-band]}}", "change: {m1.birth_date: 1990, household.poverty_status: poor}, ",
     "not_met", ["age-band"], ["age-band", "near-poor"]),
    (CARD, "{m1: {unknown: [alone]}}", "change: {m1.card_ends: null}, ", "unknown", ["alone"], ["valid-card"]),
    (CARD, "{m1: {funding: [{source: central_budget}]}}", "", "funding", ["central_budget"], ["provincial_budget"]),
    (CARD, "{m1: {funding: []}}", "", "funding", [], ["provincial_budget"]),
    (CARD, "{m1: {funding: [{source: provincial_budget, dong: 1}]}}", "", "funding.provincial_budget.dong", 1, 240000),
    (CARD, "{m1: {group: kept}}", "", "group", "kept", None),
    (CARD, "{m1: {depends_on: []}}", "", "depends_on", [], ["council_resolution"]),
    (CARD, "{m1: {depends_on: [{instrument: council_resolution, issued: 2022-05-01}]}}", "",
     "depends_on.council_resolution", "2022-05-01", None),
    (CARD, "{m1: {why: ended}}", "on: 2021-12-31, ", "why", "ended", "not_yet"),
    (CARD, "{m1: {why: in_doubt}}", "", "why", "in_doubt", None),
    (CARD, "{m1: {entitlements: []}}", "", "entitlements", "0 of them", "1 of them: premium_subsidy"),
    (CARD, "{m1: {dong: 240000}}", "change: {m1.birth_date: 1990}, ", "dong", 240000, "no entitlements"),
    (CARD, "{m1: {quantity: '15'}}", "change: {m1.birth_date: 1990}, ",
     "quantity", {"number": "15"}, "no entitlements"),
    (HOUSE, "{household: {group: {with: []}}}", "", "group.with", [], ["house-loan"]),
    (HOUSE, "{household: {group: null}}", "", "group", None, "help"),
    (HOUSE, "{household: {priority: [{encodes: T-4, verdict: met}]}}", "",
     "priority", {"T-4": "met"}, {"T-4": "met", "disabled-first": "met"}),
    (LOAN, "{household: {dong: 25000000}}", "", "dong", 25000000, "2 entitlements"),
    (LOAN, "{household: {entitlements: [{}, {quantity: '30'}]}}", "", "entitlements[1].quantity.number", "30", "15"),
    (LOAN, "{household: {entitlements: [{quantity: '30'}, {}]}}", "", "entitlements[0].quantity", "30", None),
    (LOAN, "{household: {entitlements: [{repay_percent: null}, {}]}}", "", "entitlements[0].repay_percent", None, "50"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "answer", "more"), RIGHT)
def test_a_right_answer_passes(run: Run, file: str, answer: str, more: str) -> None:
    report = run(file.format(rest=expecting(answer, more)))

    assert report.has_passed, report.text()


@pytest.mark.parametrize(("file", "answer", "more", "key", "expected", "got"), WRONG)
def test_a_wrong_answer_fails_with_both_sides(run: Run, file, answer, more, key, expected, got) -> None:
    report = run(file.format(rest=expecting(answer, more)))

    found = [
        (one.key, one.expected, one.got)
        for outcome in report.failed
        for failure in outcome.failures
        for one in failure.differences
    ]
    assert found == [(key, expected, got)]


@pytest.mark.parametrize(
    ("file", "answer", "more", "words"),
    [
        (CARD, "{household: {status: eligible}}", "", "granted to: member. It was determined for: m1."),
        (HOUSE, "{m1: {status: eligible}}", "", "granted to: household. It was determined for: household."),
        (ORDER, "{household: {status: eligible}}", "", "only orders others"),
        (CARD, "{m1: {status: eligible}}", "change: {m1.card_ends: null}, ", "for want of: member.card_ends"),
        (CARD, "{m1: {status: eligible}}", "on: 2021-12-31, ", "(not_yet)"),
        (CARD, "{m1: {dong: 1}}", "", "Worked out as 30% × 800 000"),
        (CARD, "{m1: {status: ineligible}}", "", "Did the law change, is the case wrong, or is the pack?"),
    ],
)
def test_the_hint_says_where_to_look(run: Run, file: str, answer: str, more: str, words: str) -> None:
    [outcome] = run(file.format(rest=expecting(answer, more))).failed

    assert words in outcome.failures[0].hint


def test_somebody_born_later_is_no_subject_yet(run: Run) -> None:
    born = "change: {household.members: [{birth_date: 1990}, {birth_date: 2022-12-31}]}, "
    [outcome] = run(CARD.format(rest=expecting("{m2: {status: eligible}}", born))).failed

    assert outcome.failures[0].hint == "The programme is granted to: member. It was determined for: m1."


def test_assumptions_are_made_where_the_case_asks_for_them(run: Run) -> None:
    change = "change: {household.head_is_woman: null}, "
    first = (
        "{household: {caveats: %s, priority: [{encodes: T-4, verdict: %s}, {criterion: disabled-first, verdict: met}]}}"
    )

    assert run(HOUSE.format(rest=expecting(first % (1, "unknown"), change))).has_passed
    assert run(HOUSE.format(rest=expecting(first % (0, "not_met"), f"{change}assume: true, "))).has_passed


def test_a_case_may_take_back_what_the_base_issues(run: Run) -> None:
    file = CARD.replace("  household:\n", "  issued: {{council_resolution: true}}\n  household:\n")

    assert run(file.format(rest=expecting("{m1: {standing: entitlement}}"))).has_passed
    assert run(
        file.format(rest=expecting("{m1: {standing: pending}}", "issued: {council_resolution: null}, "))
    ).has_passed


def test_a_refused_household_is_a_failure_not_a_crash(run: Run) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise HouseholdError([Diagnostic("contradiction", "two facts contradict.")])

    report = run(CARD.format(rest=expecting("{m1: {status: eligible}}")), determine=refuse)

    assert "refused: contradiction: two facts contradict." in report.text()


def test_another_engine_may_decide(run: Run, small: Engine) -> None:
    asked = []

    def other(*args: object, **options: object) -> object:
        asked.append(options)
        return small.determine(*args, **options)  # type: ignore[arg-type]

    report = run(CARD.format(rest=expecting("{m1: {status: eligible}}")), determine=other)

    assert report.has_passed
    assert asked == [
        {
            "jurisdiction": "thuduc",
            "on": date(2022, 6, 15),
            "assume": False,
            "issued": {},
            "known_at": None,
            "everything": True,
        }
    ]


@pytest.mark.parametrize(
    ("stated", "option", "asked"),
    [
        ("", None, None),
        ("", date(2022, 5, 1), date(2022, 5, 1)),
        ("known_at: 2022-03-01, ", date(2022, 5, 1), date(2022, 3, 1)),
    ],
)
def test_a_case_is_determined_by_the_law_known_on_its_day(small: Engine, tmp_path, stated, option, asked) -> None:
    file = tmp_path / "card.yaml"
    file.write_text(CARD.format(rest=expecting("{m1: {status: eligible}}", stated)), encoding="utf-8")
    days = []

    def noting(*args: object, **options: object) -> object:
        days.append(options["known_at"])
        return small.determine(*args, **options)  # type: ignore[arg-type]

    run_cases([file], small, determine=noting, known_at=option)  # type: ignore[arg-type]

    assert days == [asked]


LIST = """\
jurisdiction: thuduc
base:
  on: 2022-06-15
  household: {{poverty_status: poor, head_is_woman: false, members: [{{birth_date: 1950-01-01}}, {{birth_date: 2021}}]}}
cases:
  - {{name: the whole list, expect: {expect}}}
"""


@pytest.mark.parametrize(
    "expect",
    [
        "{eligible: [advice, house-loan]}",
        "{eligible: [advice, house-loan], exhaustive: true, ineligible: [house, {card: [m1, m2]}], not_applicable: []}",
        "{ineligible: [card]}",
        "{undetermined: [], exhaustive: false}",
    ],
)
def test_a_right_list_passes(run: Run, expect: str) -> None:
    report = run(LIST.format(expect=expect))

    assert report.has_passed, report.text()


@pytest.mark.parametrize(
    ("expect", "key", "expected", "got"),
    [
        ("{eligible: [house]}", "eligible.house", "there", "not there, but ineligible"),
        ("{ineligible: [{card: [m1]}]}", "ineligible.card", ["m1"], ["m1", "m2"]),
        ("{undetermined: [{card: [m1]}]}", "undetermined.card", ["m1"], []),
        (
            "{eligible: [house-loan], exhaustive: true}",
            "eligible.advice",
            "nothing, the list is exhaustive",
            "there, for household",
        ),
        ("{eligible: [women-first]}", "eligible.women-first", "there", "not there"),
    ],
)
def test_a_wrong_list_fails(run: Run, expect: str, key: str, expected: object, got: object) -> None:
    [outcome] = run(LIST.format(expect=expect)).failed

    assert [(one.key, one.expected, one.got) for one in outcome.failures[0].differences] == [(key, expected, got)]


def test_an_open_note_is_not_missed_by_an_exhaustive_list(run: Run) -> None:
    unknown = LIST.replace("poverty_status: poor", "income_dong: 500_000")

    report = run(unknown.format(expect="{undetermined: [house-loan, {card: [m1]}], exhaustive: true}"))

    assert report.has_passed, report.text()
