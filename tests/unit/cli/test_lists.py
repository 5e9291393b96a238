"""`facts`, `programmes`, `explain`, `validate`, `coverage`, `schema`: what there is, in words and as data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.unit.cli.conftest import RULES, Run

from eligibility.determination import result_schema

LEDGER = """\
instrument: Kế hoạch 5/KH-UBND
sections:
  - section: II.1
    lines: [1, 20]
    rows: [{id: MAU-II.1-a, model: rule}, {id: MAU-II.1-b, model: rule}, {id: MAU-II.1-c, model: rule}]
  - section: II.2
    lines: [21, 100]
    rest: {vi: Phần còn lại không nêu khoản nào., en: The rest grants nothing.}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules, to be changed."""
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


@pytest.mark.parametrize("command", ["facts", "programmes", "explain"])
def test_lists_come_in_both_languages_and_as_data(run: Run, command: str) -> None:
    arguments = [command, *(["mau-card"] if command == "explain" else []), "--rules", RULES]
    vi, en, data = run(*arguments), run(*arguments, "--lang", "en"), run(*arguments, "--json")

    assert (vi.exit_code, en.exit_code, data.exit_code) == (0, 0, 0)
    assert vi.stdout != en.stdout
    assert json.loads(data.stdout)
    assert vi.stderr + en.stderr + data.stderr == ""


def test_programmes_can_be_narrowed_to_a_place(run: Run) -> None:
    everything = json.loads(run("programmes", "--rules", RULES, "--json").stdout)
    here = json.loads(run("programmes", "--rules", RULES, "--jurisdiction", "mau", "--json").stdout)
    nothing = run("programmes", "--rules", RULES, "--jurisdiction", "khac")

    assert {one["jurisdiction"] for one in everything} == {"vietnam", "mau"}
    assert {one["jurisdiction"] for one in here} == {"mau"}
    assert nothing.stdout == "Không có chương trình nào của địa bàn này.\n"


def test_a_programme_as_data_has_its_conditions_in_words(run: Run) -> None:
    data = json.loads(run("explain", "mau-card", "--rules", RULES, "--json").stdout)
    version = data["versions"][0]

    assert data["name"] == {"vi": "Hỗ trợ thẻ BHYT", "en": "Support with the card"}
    assert [one["says"]["vi"] for one in version["conditions"]] == [
        "phân loại hộ là hộ cận nghèo",
        "có thẻ BHYT: không",
    ]
    assert version["conditions"][1]["cite"] == ["Phụ lục 1 Kế hoạch 5/KH-UBND"]
    assert version["benefits"][0]["payers"]["en"] == "the provincial budget 60%; money raised from society 40%"
    assert version["plan"] == [{"line": "PL1.1", "count": 1200, "unit": "card", "dong": 536_400_000, "year": 2022}]


def test_rules_without_a_mistake_say_so(run: Run) -> None:
    words, data = run("validate", RULES), run("validate", "--rules", RULES, "--json")

    assert (words.exit_code, data.exit_code) == (0, 0)
    assert words.stdout.startswith(f"{RULES}: 15 programmes, 20 facts, 4 instruments, no mistake.\nsha256:")
    assert json.loads(data.stdout) == []


def test_a_figure_of_a_province_that_differs_by_a_fact_is_listed_as_not_comparable(run: Run, rules: Path) -> None:
    pack = rules / "mau.yaml"
    own = (
        "standards:\n  base-salary: [{effective_from: 2022-01-05, by: {x: 9}, cite: Phụ lục 1 Kế hoạch 5/KH-UBND}]\n\n"
    )
    pack.write_text(pack.read_text(encoding="utf-8").replace("groups:\n", f"{own}groups:\n", 1), encoding="utf-8")
    words = run("validate", rules, "--legal-basis", "--lang", "en")
    data = run("validate", rules, "--legal-basis", "--json")

    assert (words.exit_code, data.exit_code) == (0, 0)
    assert words.stdout.endswith(
        "\nbase-salary is not comparable with the national level (base-salary): from 2022-01-05, "
        "the province's figure differs by a fact.\n"
    )
    assert json.loads(data.stdout)[1:] == [
        {
            "kind": "not_comparable",
            "owner": "base-salary",
            "national": "base-salary",
            "day": "2022-01-05",
            "obstacle": "differs_by_fact",
            "lies_in": "province",
        }
    ]


def test_every_mistake_in_the_rules_is_printed(run: Run, rules: Path) -> None:
    pack = rules / "mau.yaml"
    text = (
        pack.read_text(encoding="utf-8")
        .replace("member.has_card", "member.has_cart")
        .replace("kind: loan", "kind: lone")
    )
    pack.write_text(text, encoding="utf-8")
    words, data = run("validate", rules), run("validate", rules, "--json")

    assert (words.exit_code, data.exit_code) == (2, 2)
    assert "unknown-fact" in words.stdout
    assert "unknown-kind" in words.stdout
    assert words.stderr == f"{rules}: 2 mistakes.\n"
    assert {one["code"] for one in json.loads(data.stdout)} == {"unknown-fact", "unknown-kind"}


def test_rules_with_a_mistake_are_refused_by_what_decides(run: Run, rules: Path) -> None:
    (rules / "facts.yaml").unlink()
    result = run("determine", "-", "--rules", rules, "--jurisdiction", "mau", given="household: {}")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "missing-file" in result.stderr


def test_a_complete_ledger_is_done(run: Run, rules: Path) -> None:
    (rules / "ledger").mkdir()
    (rules / "ledger" / "mau.yaml").write_text(LEDGER, encoding="utf-8")
    words, data = run("coverage", "--rules", rules), run("coverage", "--rules", rules, "--json")

    assert (words.exit_code, data.exit_code) == (0, 0), words.output
    assert json.loads(data.stdout)["complete"] is True


def test_a_row_that_is_not_encoded_falls_short(run: Run, rules: Path) -> None:
    (rules / "ledger").mkdir()
    ledger = LEDGER.replace("MAU-II.1-c", "MAU-II.1-x")
    (rules / "ledger" / "mau.yaml").write_text(ledger, encoding="utf-8")
    words, data = run("coverage", "--rules", rules), run("coverage", "--rules", rules, "--json")

    assert (words.exit_code, data.exit_code) == (1, 1)
    assert "MAU-II.1-x" in words.stdout
    assert json.loads(data.stdout)["complete"] is False


def test_a_schema_is_printed_by_name(run: Run) -> None:
    one, all_of_them = run("schema", "result", "--rules", RULES), run("schema", "--rules", RULES)

    assert json.loads(one.stdout) == result_schema()
    assert {"rulepack", "facts", "casefile", "household", "result"} <= set(json.loads(all_of_them.stdout))


def test_schemas_are_written_to_a_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schema"
    result = run("schema", "-o", folder, "--rules", RULES)

    assert result.exit_code == 0
    assert {file.stem for file in folder.iterdir()} >= {"rulepack", "facts", "casefile", "household", "result"}
    assert json.loads((folder / "result.json").read_text(encoding="utf-8")) == result_schema()


def test_a_schema_that_cannot_be_given_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert "unknown-schema" in run("schema", "reslut", "--rules", RULES).stderr
    assert "unwritable-file" in run("schema", "-o", tmp_path / "file", "--rules", RULES).stderr
