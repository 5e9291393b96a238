"""Mistakes in a case file are reported at their places, all at once, with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cases.conftest import Run

from eligibility.cases import CaseFileError, case_file_schema, read_cases
from eligibility.engine import Engine
from eligibility.errors import RequestError
from eligibility.household import Household, Member

FILE = """\
programme: card
jurisdiction: thuduc
base:
  on: 2022-06-15
  household:
    poverty_status: near_poor
    members: [{id: m1, birth_date: 1950-01-01}]
cases:
  - name: the first case
    change: {household.income_dong: 5, m1.is_alone: true}
    expect: {m1: {status: eligible}}
  - name: the second case
    expect: {m1: {status: eligible}}
"""

ALONE = "m1.is_alone: true"
INCOME = "household.income_dong: 5"
BORN = "birth_date: 1950-01-01"
CLASS = "poverty_status: near_poor"

MISTAKES = [
    ("programme: card", "programme: cart", 'yaml:1:12: unknown-programme: there is no programme "cart".', '"card"'),
    ("jurisdiction: thuduc", "jurisdiction: thuduk", "yaml:2:15: unknown-jurisdiction:", '"thuduc"'),
    ("base:\n", "basis:\n", "yaml:3:1: unknown-key:", '"base"'),
    ("  on: 2022-06-15\n", "  on: 2022-06\n", "yaml:4:7: wrong-date:", "2022-04-07"),
    ("  on: 2022-06-15\n", "", "yaml:8:5: missing-key: this case has no reference date.", "Write on:"),
    (CLASS, "poverty_statu: near_poor", "yaml:6:5: unknown-fact:", "poverty_status"),
    (CLASS, "poverty_status: near_por", "yaml:6:21: wrong-value:", "near_poor"),
    (BORN, "birth_date: 50", "yaml:7:36: wrong-value:", ""),
    (BORN, "birth_dat: 1950", "yaml:7:24: unknown-fact:", "birth_date"),
    (INCOME, "household.income: 5", "yaml:10:14: unknown-fact:", "income_dong"),
    (INCOME, "household.income_dong: five", "yaml:10:37: wrong-value:", ""),
    (INCOME, "household.incom: null", "yaml:10:14: unknown-fact:", ""),
    (ALONE, "m2.is_alone: true", "yaml:10:40: unknown-change:", "MEMBER.FACT"),
    (ALONE, "is_alone: true", "yaml:10:40: unknown-change:", ""),
    (ALONE, "m1.is_alon: true", "yaml:10:40: unknown-fact:", "is_alone"),
    (ALONE, "on: 15/06/2022", "yaml:10:44: wrong-date:", ""),
    (ALONE, "household.members: [{age: 5}]", "yaml:10:61: unknown-fact:", ""),
    (ALONE, "household.members: [{id: a}, {id: a}]", "yaml:10:74: duplicate-id:", ""),
    (ALONE, "household.members: [5]", "yaml:10:60: not-a-member:", ""),
    (ALONE, "household.members: m1", "yaml:10:59: not-a-list:", ""),
    (ALONE, "on: 2022-01-01}\n    on: {", "wrong-date:", ""),
    ("    change: {", "    on: 2022-01-01\n    change: {on: 2022-01-01, ", "duplicate-key: the case", ""),
    (CLASS, "members_complete: perhaps", "yaml:6:23: not-a-boolean:", ""),
    (CLASS, "household: {}", "yaml:6:5: unknown-fact:", ""),
    ("name: the second case", "name: the first case", "yaml:12:11: duplicate-case:", ""),
    ("cases:\n", "cases: none\nother:\n", "yaml:8:8: wrong-shape:", ""),
    ("programme: card\n", "programme: card\nprogramme: house\n", "yaml:2:1: duplicate-key:", ""),
    ("programme: card\n", "", "yaml:10:14: unknown-key:", "exhaustive"),
    ("    change", "    issued: [counsil]\n    change", "unknown-instrument:", ""),
    ("    change", "    issued: {council_resolution: 2022}\n    change", "wrong-date:", ""),
    ("    change", "    issued: [[]]\n    change", "wrong-id:", ""),
]

OF_THE_ANSWER = [
    ("m1: {statuss: eligible}", "yaml:11:19: unknown-key:", '"status"'),
    ("m1: {status: elegible}", "yaml:11:27: unknown-word:", '"eligible"'),
    ("m1: {status: null}", "yaml:11:27: empty-value:", ""),
    ("m1: {}", "yaml:11:18: nothing-expected:", "the status"),
    ("", "yaml:11:13: nothing-expected:", ""),
    ("m2: {status: eligible}", "yaml:11:14: unknown-subject:", "Known: household, m1."),
    ("m1: {not_met: [near-por]}", "yaml:11:29: unknown-criterion:", '"near-poor"'),
    ("m1: {ask: [member.is_alon]}", "yaml:11:25: unknown-fact:", '"member.is_alone"'),
    ("m1: {depends_on: [council]}", "unknown-instrument:", "council_resolution"),
    ("m1: {depends_on: {a: 1}}", "wrong-shape:", ""),
    ("m1: {priority: [{encodes: T-9, verdict: met}]}", "unknown-order:", "T-4"),
    ("m1: {priority: [{encodes: T-4, verdict: yes}]}", "unknown-word:", "not_met"),
    ("m1: {funding: [{source: nobody}]}", "unknown-payer:", "household"),
    ("m1: {dong: ten}", "wrong-number:", "30_000_000"),
    ("m1: {dong: {from: 1, up: 2}}", "unknown-key:", "to"),
    ("m1: {group: lost}", "there is no", "kept"),
]


@pytest.mark.parametrize(("right", "wrong", "head", "hint"), MISTAKES)
def test_a_mistake_is_located_and_explained(run: Run, right: str, wrong: str, head: str, hint: str) -> None:
    assert FILE.count(right) == 1
    with pytest.raises(CaseFileError) as raised:
        run(FILE.replace(right, wrong))

    assert head in str(raised.value)
    assert hint in str(raised.value)


@pytest.mark.parametrize(("answer", "head", "hint"), OF_THE_ANSWER)
def test_a_mistake_in_an_answer_is_located_and_explained(run: Run, answer: str, head: str, hint: str) -> None:
    with pytest.raises(CaseFileError) as raised:
        run(FILE.replace("m1: {status: eligible}", answer, 1))

    assert head in str(raised.value)
    assert hint in str(raised.value)


def test_every_mistake_is_reported_at_once(run: Run) -> None:
    text = FILE.replace("jurisdiction: thuduc", "jurisdiction: thuduk").replace("m1.is_alone", "m2.is_alone")
    with pytest.raises(CaseFileError) as raised:
        run(text.replace("near_poor", "near_por"))

    codes = [one.code for one in raised.value.diagnostics]
    assert codes == ["wrong-value", "unknown-change"]


def test_a_mistake_of_the_base_is_reported_once(run: Run) -> None:
    with pytest.raises(CaseFileError) as raised:
        run(FILE.replace("near_poor", "near_por"))

    assert len(raised.value.diagnostics) == 1


def test_a_case_changes_the_base_for_itself_alone(small: Engine, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(FILE, encoding="utf-8")
    first, second = read_cases([file], small.rulebook)

    assert first.household == Household(
        facts={"poverty_status": "near_poor", "income_dong": "5"},
        members=(Member("m1", {"birth_date": "1950-01-01", "is_alone": "true"}),),
    )
    assert second.household == Household(
        facts={"poverty_status": "near_poor"}, members=(Member("m1", {"birth_date": "1950-01-01"}),)
    )
    assert (first.location.line, second.location.line) == (9, 12)


def test_folders_are_searched_and_files_read_once(small: Engine, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.yaml", "deep/a.yaml"):
        (tmp_path / name).write_text(FILE, encoding="utf-8")
    cases = read_cases([tmp_path, tmp_path / "b.yaml"], small.rulebook)

    assert [Path(case.location.file).name for case in cases] == ["b.yaml", "b.yaml", "a.yaml", "a.yaml"]


def test_a_path_that_leads_nowhere_is_refused(small: Engine, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="there is no case file at"):
        read_cases([tmp_path / "no.yaml"], small.rulebook)
    with pytest.raises(RequestError, match="there is no case file at"):
        read_cases([tmp_path], small.rulebook)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"a: [", "yaml-syntax"), (b"a: \xff", "not-utf8"), (b"- a", "wrong-shape"), (b"", "wrong-shape")],
)
def test_a_file_that_is_no_case_file_is_refused(small: Engine, tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "x.yaml").write_bytes(content)
    with pytest.raises(CaseFileError) as raised:
        read_cases([tmp_path], small.rulebook)

    assert [one.code for one in raised.value.diagnostics] == [code]


LIST = """\
jurisdiction: thuduc
base: {on: 2022-06-15, household: {poverty_status: poor, members: [{birth_date: 1950}]}}
cases:
  - {name: the whole list, expect: {eligible: [house-lone, {card: [m3]}]}}
"""


def test_programmes_and_subjects_of_a_list_are_checked(run: Run) -> None:
    with pytest.raises(CaseFileError) as raised:
        run(LIST)

    assert [(one.code, one.hint) for one in raised.value.diagnostics] == [
        ("unknown-programme", 'Did you mean "house-loan"?'),
        ("unknown-subject", "Known: household, m1."),
    ]


def test_the_schema_describes_both_kinds_of_file(small: Engine) -> None:
    schema = case_file_schema(small.rulebook.facts)

    assert [one["$ref"] for one in schema["anyOf"]] == ["#/$defs/ProgrammeFile", "#/$defs/HouseholdFile"]
    dong = schema["$defs"]["ExpectedAnswer"]["properties"]["dong"]["anyOf"]
    assert {"type": "null"} in dong
