"""What happens when something is wrong: words or JSON on standard error, nothing on standard output, status 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import RULES, Run, codes

from eligibility.cli import inputs
from eligibility.cli.command_line import BUG, DEBUG, INTERRUPTED

OPTIONS = ("--rules", RULES, "--jurisdiction", "mau", "--on", "2022-06-15")

HOUSEHOLDS = [
    ("household: {poverty_statu: poor}", "unknown-fact"),
    ("household: {poverty_status: rich}", "wrong-value"),
    ("household: {income_dong: 1.5}", "wrong-value"),
    ("household: {members: [{birth_date: 31/02/1950}]}", "wrong-value"),
    ("household: {members: [{birth_date: 15/06/62}]}", "wrong-value"),
    ("household: {members: [{id: a}, {id: a}]}", "duplicate-id"),
    ("household: {members: []}", "no-members"),
    ("household: {members: 3}", "not-a-list"),
    ("household: {members: [3]}", "not-a-member"),
    ("household: {members: [{raised_by: [m9]}]}", "unknown-member"),
    ("household: {members: [{birth_date: 2023-01-01}]}", "nobody-born"),
    ("household: {members: [{is_disabled: false, level: severe}]}", "contradiction"),
    ("household: {id: a}\nother: 1", "unknown-key"),
    ("household: {id: a}\nhousehold: {id: b}", "duplicate-key"),
    ("household: [", "yaml-syntax"),
    ("\thousehold: {}", "yaml-tab"),
    ("just a text", "not-a-household"),
    ("", "not-a-household"),
    ("[1, 2]", "not-a-household"),
    ("{", "json-syntax"),
    ('{"rooms": 1, "rooms": 2}', "duplicate-key"),
    ('{"id": "\\ud800"}', "json-value"),
    (f'{{"rooms": {"1" * 5000}}}', "json-value"),
    ('{"rooms": NaN}', "wrong-value"),
    ("[" * 100_000, "too-deep"),
]


@pytest.mark.parametrize(
    ("text", "code"), HOUSEHOLDS, ids=[f"{code}-{index}" for index, (_, code) in enumerate(HOUSEHOLDS)]
)
def test_a_household_that_cannot_be_judged_is_refused(run: Run, text: str, code: str) -> None:
    words = run("determine", "-", *OPTIONS, given=text)
    data = run("determine", "-", *OPTIONS, "--json", given=text)

    assert (words.exit_code, data.exit_code) == (2, 2)
    assert (words.stdout, data.stdout) == ("", "")
    assert code in codes(data)
    assert code in words.stderr
    assert "Traceback" not in words.stderr + data.stderr


def test_bytes_that_are_no_text_are_refused_with_their_place(run: Run) -> None:
    result = run("determine", "-", *OPTIONS, given=b"household:\n  id: \xff")

    assert result.exit_code == 2
    assert result.stderr.startswith("standard input:2:7: not-utf8:")


def test_a_mistake_is_shown_at_its_line_and_column(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "h.yaml"
    file.write_text(
        "poverty_status: poor\nmembers:\n  - {id: m1, birth_dat: 1950}\n  - {has_card: ja}\n", encoding="utf-8"
    )
    result = run("determine", file, *OPTIONS)

    assert result.stderr == (
        f'{file}:3:14 household.members[0].birth_dat: unknown-fact: there is no member fact "birth_dat".\n'
        '    Did you mean "birth_date"?\n'
        f'{file}:4:16 household.members[1].has_card: wrong-value: "ja" is neither true nor false.\n'
    )


def test_a_mistake_in_json_is_shown_at_its_line_too(run: Run) -> None:
    result = run("determine", "-", *OPTIONS, "--json", given='{"household":\n {"rooms": "many"}}')

    assert json.loads(result.stderr)[0]["location"] == {"file": "standard input", "line": 2, "column": 12}


def test_many_mistakes_are_cut_in_words_and_whole_in_json(run: Run) -> None:
    text = f"household: {{{', '.join(f'wrong_{index}: 1' for index in range(30))}}}"

    assert "and 10 more" in run("determine", "-", *OPTIONS, given=text).stderr
    assert len(codes(run("determine", "-", *OPTIONS, "--json", given=text))) == 30


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["determine", "nowhere.yaml", "--jurisdiction", "mau"], "unreadable-file"),
        (["determine", RULES, "--jurisdiction", "mau"], "unreadable-file"),
        (["determine", "a\0b", "--jurisdiction", "mau"], "unreadable-file"),
        (["determine", "-", "--jurisdiction", "mau", "--rules", "nowhere"], "missing-folder"),
        (["determine", "-", "--jurisdiction", "mars", "--rules", RULES], "unknown-jurisdiction"),
        (["determine", "-", "--jurisdiction", "mau", "--on", "yesterday"], "not-a-date"),
        (["determine", "-", "--jurisdiction", "mau", "--on", "2022-06"], "partial-date"),
        (["determine", "-", "--jurisdiction", "mau", "--on", "30/02/2022"], "not-a-date"),
        (["determine", "-", "--jurisdiction", "mau", "--known-at", "soon"], "not-a-date"),
        (["determine", "-", "--jurisdiction", "mau", "--rules", RULES, "--issued", "nothing"], "unknown-instrument"),
        (["determine", "-", "--jurisdiction", "mau", "--issued", "a=2022-13-01"], "not-a-date"),
        (
            ["determine", "-", "--jurisdiction", "mau", "--issued", "a", "--issued", "a=2022-01-01"],
            "duplicate-instrument",
        ),
        (["determine", "-", "--jurisdiction", "mau", "--engine", "oracle"], "unknown-engine"),
        (["determine", "-", "--jurisdiction", "mau", "--lang", "fr"], "usage"),
        (["determine", "-"], "usage"),
        (["determine"], "usage"),
        (["determine", "-", "--jurisdiction", "mau", "--unheard-of"], "usage"),
        (["explain", "old-age-allowence", "--rules", RULES], "unknown-programme"),
        (["programmes", "--jurisdiction", "mars", "--rules", RULES], "unknown-jurisdiction"),
        (["cases", "nowhere", "--rules", RULES], "no-case-file"),
        (["coverage", "--sources", "nowhere"], "missing-folder"),
        (["validate", "nowhere"], "missing-folder"),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_a_wrong_question_is_refused(run: Run, arguments: list[object], code: str) -> None:
    words = run(*arguments, given="household: {}")
    data = run(*arguments, "--json", given="household: {}")

    assert (words.exit_code, data.exit_code) == (2, 2)
    assert (words.stdout, data.stdout) == ("", "")
    assert codes(data) == [code]
    assert words.stderr.startswith(f"{code}: ")


def test_the_way_out_names_what_is_near(run: Run) -> None:
    assert 'Did you mean "old-age-allowance"?' in run("explain", "old-age-allowence", "--rules", RULES).stderr
    assert "`eligibility determine --help`" in run("determine").stderr
    refused = run("cases", "--rules", RULES, "--engine", "rete")
    assert "Known: columnar, durable, household." in refused.stderr


def test_an_unknown_command_is_refused(run: Run) -> None:
    result = run("replay")

    assert result.exit_code == 2
    assert result.stderr.startswith("usage: No such command 'replay'.")


def test_a_household_that_is_far_too_large_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_BYTES", 10)

    assert "too-large" in run("determine", "-", *OPTIONS, given="household: {id: much-too-long}").stderr


def test_a_mistake_of_ours_is_owned_up_to_without_personal_data(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_source: str) -> None:
        message = "Nguyễn Thị B, 15/06/1962"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(inputs, "read_household", fail)
    monkeypatch.delenv(DEBUG, raising=False)
    words, data = run("determine", "-", *OPTIONS), run("determine", "-", *OPTIONS, "--json")

    assert (words.exit_code, data.exit_code) == (BUG, BUG)
    assert words.stderr == (
        "internal-error: this program made a mistake (ZeroDivisionError); nothing is wrong with your input.\n"
        "    Set ELIGIBILITY_DEBUG=1 and run it again to see where; please report that, without personal data.\n"
    )
    assert codes(data) == ["internal-error"]
    assert "Nguyễn" not in data.stderr

    monkeypatch.setenv(DEBUG, "1")

    assert "Traceback" in run("determine", "-", *OPTIONS).stderr


def test_leaving_with_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_source: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "read_household", leave)
    result = run("determine", "-", *OPTIONS)

    assert (result.exit_code, result.output) == (INTERRUPTED, "")
