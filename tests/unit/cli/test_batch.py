"""`eligibility batch`: lists in, results and a report out, nobody lost on the way."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import RULES, Run, codes

LIST = """\
UBND XÃ MẪU,,,,,,
DANH SÁCH HỘ,,,,,,
Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ,Có thẻ BHYT,Cột lạ
1,Nguyễn Thị B,Chủ hộ,05/03/1979,Cận nghèo,không,x
1,Trần C,Con,1950,Cận nghèo,không,
2,=Lê D,Chủ hộ,31/02/1950,Nghèo,có,
2,Lê E,Con,1990,Nghèo,có,
3,Phạm G,Chủ hộ,1985,Nghèo,có,
"""
OPTIONS = ("--rules", RULES, "--jurisdiction", "mau", "--on", "2022-06-15")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The made-up rules with the titles and spellings of this list."""
    folder = tmp_path / "rules"
    (folder / "vietnam").mkdir(parents=True)
    for file in RULES.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for key, headers in (
            ("relation_to_head:\n    type: choice\n", "headers: [quan hệ với chủ hộ]\n"),
            ("birth_date:\n    type: date\n", "headers: [ngày sinh]\n"),
            ("has_card:\n    type: boolean\n", "headers: [có thẻ bhyt]\n"),
            (
                "poverty_status:\n    type: choice\n",
                "headers: [phân loại hộ]\n    cells: {poor: [nghèo], near_poor: [cận nghèo]}\n",
            ),
        ):
            text = text.replace(key, f"{key}    {headers}")
        text = text.replace(
            "headers: [quan hệ với chủ hộ]\n",
            "headers: [quan hệ với chủ hộ]\n    cells: {head: [chủ hộ], child: [con]}\n",
        )
        (folder / file.relative_to(RULES)).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "xa.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def options(rules: Path) -> tuple[object, ...]:
    return "--rules", rules, "--jurisdiction", "mau", "--on", "2022-06-15"


def test_a_list_is_judged_and_its_rejected_rows_are_reported(
    run: Run, rules: Path, listed: Path, tmp_path: Path
) -> None:
    target = tmp_path / "result.xlsx"
    result = run("batch", listed, "-o", target, *options(rules))

    assert result.exit_code == 1
    assert target.stat().st_size > 5_000
    assert f"{listed}: 5 dòng = 4 được xét + 1 bị trả lại; 3 hộ được xét." in result.stdout
    assert '  xa!D6 "31/02/1950": Không có ngày "31/02/1950"' in result.stdout
    assert f"Đã ghi {target}" in result.stdout
    assert "không thay thế quyết định" in result.stdout
    assert 'xa!G: không nhận ra cột "Cột lạ", nên không dùng.' in result.stderr
    assert "\033" not in result.output


def test_a_column_is_judged_as_it_is_explained(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    target = tmp_path / "result.csv"
    result = run("batch", listed, "-o", target, *options(rules), "--column", "xa!G=-")
    about = (tmp_path / "result-about.csv").read_text(encoding="utf-8-sig")

    assert "không nhận ra cột" not in result.stderr
    assert "Cột lạ → không dùng (chọn tay)" in about
    assert "no-such-column" in run("batch", listed, "-o", target, *options(rules), "--column", "xa!Z=-").stderr


def test_the_table_counts_and_adds_what_may_be_added(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    rows = run("batch", listed, "-o", tmp_path / "r.xlsx", *options(rules)).stdout.splitlines()
    card = next(row for row in rows if "Hỗ trợ thẻ BHYT" in row)

    assert card.split()[4:6] == ["2", "0"]
    assert "894.000 đ" in card
    assert any("Nghị định 1/2020/NĐ-CP ngày 01/03/2020 của Chính phủ" in row for row in rows)


def test_the_report_comes_as_data_with_codes(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    result = run("batch", listed, "-o", tmp_path / "r.csv", "--json", *options(rules))
    data = json.loads(result.stdout)
    card = next(one for one in data["programmes"] if one["programme"] == "mau-card")
    counts = data["lists"][0]

    assert (result.exit_code, result.stderr) == (1, "")
    assert counts["rows_in"] == counts["rows_judged"] + counts["rows_reported"] == 5
    assert [one["code"] for one in counts["rejected"]] == ["impossible-date"]
    assert (card["eligible"], card["undetermined"]) == (2, 0)
    assert card["amounts"] == [
        {
            "standing": "pending",
            "kind": "premium_subsidy",
            "basis": "derived",
            "every": "year",
            "count": 2,
            "without_amount": 0,
            "dong": {"from": 894_000, "to": 894_000},
        }
    ]
    assert data["receipt"]["options"] == {"assume": False, "issued": {}, "known_at": None}


def test_the_result_holds_every_answer_and_no_formula(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    run("batch", listed, "-o", tmp_path / "r.csv", "--lang", "en", *options(rules))
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    card = [row for row in rows if row["Programme id"] == "mau-card" and row["Answer"] == "Eligible"]

    assert [(row["Household"], row["Member"], row["Đồng (from)"]) for row in card] == [
        ("1", "m1", "447000"),
        ("1", "m2", "447000"),
    ]
    assert card[0]["Standing"] == "waits for a document"
    assert card[0]["Paid by"] == "the provincial budget 268,200 đ; money raised from society 178,800 đ"
    assert card[0]["Clause"].startswith("mục 1 phần II, Kế hoạch 5/KH-UBND of 05/01/2022")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_list_without_faults_is_done(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    listed.write_text(LIST.replace("31/02/1950", "28/02/1950"), encoding="utf-8")
    result = run("batch", listed, "-o", tmp_path / "r.xlsx", *options(rules), "--issued", "card_resolution", "--assume")

    assert result.exit_code == 0
    assert "quyền được hưởng" in result.stdout
    assert "5 dòng = 5 được xét + 0 bị trả lại" in result.stdout


def test_a_household_that_contradicts_itself_is_reported_not_judged(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "xa.csv"
    file.write_text(
        "Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ,Mức sống\n"
        "1,A,Chủ hộ,1980,Nghèo,Khá\n1,B,Con,2010,Nghèo,Khá\n2,C,Chủ hộ,1970,Nghèo,\n",
        encoding="utf-8",
    )
    result = run("batch", file, "-o", tmp_path / "r.csv", "--jurisdiction", "bentre", "--on", "2022-06-15", "--json")
    counts = json.loads(result.stdout)["lists"][0]

    assert result.exit_code == 1
    assert (counts["rows_in"], counts["rows_judged"], counts["rows_reported"]) == (3, 1, 2)


REVIEWED = """\
Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ,Khu vực nông thôn,Điểm B1,Điểm B2
1,Nguyễn Văn Mẫu,Chủ hộ,05/03/1979,Hộ nghèo,x,150,10
2,Trần Thị Mẫu,Chủ hộ,1982,Hộ nghèo,x,120,40
"""


def test_a_review_that_disagrees_and_law_left_open_are_told_beside_the_answers(run: Run, tmp_path: Path) -> None:
    """Over 140 points on B1 a rural household is neither poor nor near-poor (Thông tư 07/2021/TT-BLĐTBXH)."""
    file = tmp_path / "xa.csv"
    file.write_text(REVIEWED, encoding="utf-8")
    asked = ["batch", file, "-o", tmp_path / "r.csv", "--jurisdiction", "bentre", "--on", "2022-06-15", "--lang", "en"]
    data = json.loads(run(*asked, "--json").stdout)
    printed = run(*asked)
    about = (tmp_path / "r-about.csv").read_text(encoding="utf-8-sig")

    (notice,) = data["lists"][0]["notices"]
    assert (notice["code"], notice["cell"]) == ("household-notice", "A2")
    assert notice["text"] == (
        "Household 1: Class by the points of sheets B1 and B2 is neither, but Recognised class is poor."
    )
    assert f"xa!A2: {notice['text']}" in printed.stderr
    assert f'Notice: xa!A2,"{notice["text"]}"' in about
    (open_law,) = data["notices"]
    assert "khoản 3 Điều 4 Nghị định 20/2021/NĐ-CP" in open_law
    assert f"Remark: {open_law}" in printed.stdout
    assert f'On the law,"{open_law}"' in about


def test_several_lists_get_a_result_each_in_a_folder(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    second = tmp_path / "ap.csv"
    second.write_text(LIST, encoding="utf-8")
    folder = tmp_path / "results"
    result = run("batch", listed, second, "-o", folder, *options(rules), "--json")
    data = json.loads(result.stdout)

    assert sorted(file.name for file in folder.iterdir()) == ["ap-result.xlsx", "xa-result.xlsx"]
    assert [one["rows_in"] for one in data["lists"]] == [5, 5]
    assert next(one for one in data["programmes"] if one["programme"] == "mau-card")["eligible"] == 4


def test_more_faults_than_fit_on_the_page_are_counted(run: Run, rules: Path, listed: Path, tmp_path: Path) -> None:
    bad = "".join(f"{number},X,Chủ hộ,32/01/1950,Nghèo,có,\n" for number in range(10, 40))
    listed.write_text(LIST + bad, encoding="utf-8")

    assert "… và 11 lỗi khác" in run("batch", listed, "-o", tmp_path / "r.xlsx", *options(rules)).stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["xa.csv", "-o", "r.pdf"], "unknown-result-format"),
        (["xa.csv", "-o", "nowhere/r.xlsx"], "missing-folder"),
        (["xa.csv", "xa.csv", "-o", "r.xlsx"], "one-result"),
        (["xa.csv", "sub/xa.csv", "-o", "results"], "one-result"),
        (["nowhere.csv", "-o", "r.xlsx"], "unreadable-list"),
        (["xa.csv", "-o", "xa.csv"], "result-over-list"),
        (["empty.csv", "-o", "r.xlsx"], "empty-list"),
        (["xa.csv"], "usage"),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_what_cannot_be_read_or_written_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, rules: Path, listed: Path, arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(listed.parent)
    Path("empty.csv").touch()
    result = run("batch", *arguments, *options(rules), "--json")

    assert (result.exit_code, result.stdout) == (2, "")
    assert codes(result) == [code]


def test_a_wrong_question_is_refused_before_the_list_is_read(run: Run, rules: Path, tmp_path: Path) -> None:
    asked = ["batch", tmp_path / "nowhere.csv", "-o", tmp_path / "r.xlsx", "--rules", rules]

    assert "unknown-jurisdiction" in run(*asked, "--jurisdiction", "mars").stderr
    assert "unknown-instrument" in run(*asked, "--jurisdiction", "mau", "--issued", "nothing").stderr
