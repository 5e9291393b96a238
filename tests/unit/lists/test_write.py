"""A result file holds every row, keeps apart what may not be added, and never turns text into a formula."""

from __future__ import annotations

import csv

import openpyxl
import pytest
from tests.support.commune_list import assert_all_rows_accounted_for, codes, person, read_rows

from eligibility.errors import Diagnostic, RequestError
from eligibility.lists import write
from eligibility.lists.judged import JudgedRow, ResultReceipt, summarise
from eligibility.lists.write import write_results

RECEIPT = ResultReceipt(
    software="0.1.0",
    rulebook="sha256:abc",
    at="2022-06-15T10:00:00+07:00",
    jurisdiction="bentre",
    reference_date="2022-06-15",
)


def row(household="1", member="m1", programme="near-poor-card", **more):
    return JudgedRow(
        household=household,
        member=member,
        label="1 · Nguyễn Thị Mẫu",
        programme=programme,
        programme_name=f"Chương trình {programme}",
        status=more.pop("status", "eligible"),
        clause="mục 3.2 phần II",
        **more,
    )


ROWS = [
    row(standing="chờ nghị quyết", kind="hỗ trợ phí BHYT", dong_low=241_380, dong_high=241_380, every="năm"),
    row("2", standing="chờ nghị quyết", kind="hỗ trợ phí BHYT", dong_low=100, dong_high=200, every="năm"),
    row("2", standing="chờ nghị quyết", kind="hỗ trợ phí BHYT", every="năm"),
    row("2", standing="được vay", kind="cho vay", dong_low=50_000_000, dong_high=None, every="một lần"),
    row("3", status="undetermined", to_ask="Hộ đang được công nhận vào diện nào?", dong_low=7, dong_high=7),
    row("3", status="undetermined", to_ask="Hộ đang được công nhận vào diện nào?"),
    row("4", None, "gift", status="undetermined", to_ask="Hộ có khó khăn về nhà ở không?"),
    row("5", None, "gift", status="ineligible"),
]


@pytest.fixture
def source(tmp_path):
    return read_rows(
        tmp_path,
        [
            person(1, "Chủ hộ", name="=1+1", number="-5"),
            person(None, "Con", birth="=cmd|'/C calc'!A0", name="+84"),
            person(2, "Vợ"),
        ],
    )


def tables(path):
    """Every sheet as rows of values."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [list(values) for values in sheet.iter_rows(values_only=True)] for sheet in book}


def records(sheet):
    """Rows of a table by its titles."""
    titles, *rows = sheet
    return [dict(zip(titles, values, strict=True)) for values in rows]


def test_a_workbook_has_its_five_sheets_in_either_language(tmp_path, source):
    write_results(tmp_path / "vi.xlsx", ROWS, source, RECEIPT)
    write_results(tmp_path / "en.xlsx", ROWS, source, RECEIPT, language="en")

    assert list(tables(tmp_path / "vi.xlsx")) == [
        *("Tổng hợp", "Kết quả", "Cần hỏi", "Dòng bị trả lại", "Về kết quả này")
    ]
    assert list(tables(tmp_path / "en.xlsx")) == ["Summary", "Results", "To ask", "Rejected rows", "About this result"]


def test_every_judged_row_stands_in_the_results(tmp_path, source):
    write_results(tmp_path / "r.xlsx", iter(ROWS), source, RECEIPT)
    results = records(tables(tmp_path / "r.xlsx")["Kết quả"])

    assert len(results) == len(ROWS)
    assert results[0] == {
        "Số hộ": "1",
        "Thành viên": "m1",
        "Dòng trong danh sách": "1 · Nguyễn Thị Mẫu",
        "Mã chương trình": "near-poor-card",
        "Chương trình": "Chương trình near-poor-card",
        "Kết quả": "Đủ điều kiện",
        "Tính chất": "chờ nghị quyết",
        "Loại hỗ trợ": "hỗ trợ phí BHYT",
        "Đồng (từ)": 241_380,
        "Đồng (đến)": 241_380,
        "Kỳ": "năm",
        "Cơ sở của số tiền": None,
        "Nguồn chi": None,
        "Điều khoản": "mục 3.2 phần II",
        "Cần hỏi thêm": None,
    }


def test_sums_are_kept_apart_by_kind_standing_and_period():
    summary = summarise(ROWS)["near-poor-card"]

    assert {
        key[:2]: (line.count, line.without_amount, line.dong_low, line.dong_high) for key, line in summary.lines.items()
    } == {
        ("chờ nghị quyết", "hỗ trợ phí BHYT"): (3, 1, 241_480, 241_580),
        ("được vay", "cho vay"): (1, 0, 50_000_000, None),
    }


def test_subjects_are_counted_once_and_open_ones_add_no_money(tmp_path, source):
    write_results(tmp_path / "r.xlsx", ROWS, source, RECEIPT)
    lines = records(tables(tmp_path / "r.xlsx")["Tổng hợp"])

    assert [
        (line["Mã chương trình"], line["Đủ điều kiện"], line["Chưa xác định"], line["Loại hỗ trợ"], line["Đồng (từ)"])
        for line in lines
    ] == [
        ("near-poor-card", 2, 1, "hỗ trợ phí BHYT", 241_480),
        ("near-poor-card", None, None, "cho vay", 50_000_000),
        ("gift", 0, 1, None, None),
    ]


def test_an_amount_that_nobody_knows_is_left_blank_and_counted():
    lines = summarise([row()])["near-poor-card"].lines

    assert [(line.count, line.without_amount) for line in lines.values()] == [(1, 1)]


def test_open_answers_are_listed_once_with_what_to_ask(tmp_path, source):
    write_results(tmp_path / "r.xlsx", ROWS, source, RECEIPT)
    lines = records(tables(tmp_path / "r.xlsx")["Cần hỏi"])

    assert [(line["Số hộ"], line["Thành viên"], line["Cần hỏi thêm"]) for line in lines] == [
        ("3", "m1", "Hộ đang được công nhận vào diện nào?"),
        ("4", None, "Hộ có khó khăn về nhà ở không?"),
    ]


def test_rejected_rows_are_given_back_with_what_would_be_right(tmp_path, source):
    write_results(tmp_path / "r.xlsx", ROWS, source, RECEIPT)
    (line,) = records(tables(tmp_path / "r.xlsx")["Dòng bị trả lại"])

    assert (line["Trang tính"], line["Dòng"], line["Ô"], line["Giá trị"]) == ("Danh sách", 3, "F3", "=cmd|'/C calc'!A0")
    assert line["Mã lỗi"] == "not-a-date"
    assert line["Thế nào là đúng"].startswith("Ghi ngày/tháng/năm")


def test_the_receipt_says_what_it_is_and_accounts_for_every_row(tmp_path, source):
    write_results(tmp_path / "r.xlsx", ROWS, source, RECEIPT)
    about = dict(tables(tmp_path / "r.xlsx")["Về kết quả này"])

    assert "không phải là quyết định" in about["Lưu ý"]
    assert about["Bộ quy tắc"] == "sha256:abc"
    assert about["Mã kiểm tra của danh sách"].startswith("sha256:")
    assert (about["Số dòng trong danh sách"], about["Số dòng được xét"], about["Số dòng bị trả lại"]) == (3, 2, 1)
    assert about["Cột Danh sách!F"] == "Ngày sinh → member.birth_date"
    assert about["Cột Danh sách!M"] == "Số CCCD → không dùng"
    assert "Hộ 2 không có dòng chủ hộ" in about["Ghi chú: Danh sách!A4"]


def test_text_is_never_written_as_a_formula_link_or_number(tmp_path, source):
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://x.vn", "007", '=HYPERLINK("http://x")']
    write_results(tmp_path / "r.xlsx", [row(to_ask=text) for text in evil], source, RECEIPT)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Kết quả"]
    cells = [sheet.cell(number, 15) for number in range(2, 2 + len(evil))]

    assert [cell.value for cell in cells] == evil
    assert {cell.data_type for cell in cells} == {"s"}
    assert [bool(cell.quotePrefix) for cell in cells] == [True, True, True, True, True, False, False, True]
    assert all(cell.hyperlink is None for cell in cells)


def test_sheets_are_ready_to_be_used(tmp_path, source):
    write_results(tmp_path / "r.xlsx", ROWS, source, RECEIPT)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Kết quả"]

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:O9"
    assert sheet["I2"].number_format == "#,##0"
    assert sheet.column_dimensions["E"].width > 40


def test_csv_has_a_mark_for_excel_and_one_file_per_table(tmp_path, source):
    written = write_results(tmp_path / "r.csv", ROWS, source, RECEIPT)

    assert [path.name for path in written] == [
        *("r-summary.csv", "r.csv", "r-to-ask.csv", "r-rejected.csv", "r-about.csv")
    ]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in written)
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(ROWS)


def test_csv_cells_that_look_like_formulas_get_an_apostrophe(tmp_path, source):
    evil = ["=1", "+1", "-1", "@a", "\t1", "\r1", "＝1"]
    write_results(tmp_path / "r.csv", [row(to_ask=text) for text in evil], source, RECEIPT)
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [line["Cần hỏi thêm"] for line in csv.DictReader(file)]
    with (tmp_path / "r-rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        (rejected,) = csv.DictReader(file)

    assert cells == [f"'{text}" for text in evil]
    assert rejected["Giá trị"] == "'=cmd|'/C calc'!A0"


def test_more_rows_than_a_sheet_holds_go_on_the_next_sheet(tmp_path, source, monkeypatch):
    monkeypatch.setattr(write, "_MOST_ROWS", 3)
    write_results(tmp_path / "r.xlsx", ROWS, source, RECEIPT)
    found = tables(tmp_path / "r.xlsx")

    assert [len(found[name]) - 1 for name in ("Kết quả", "Kết quả (2)", "Kết quả (3)")] == [3, 3, 2]


def test_a_result_without_any_row_still_has_its_titles(tmp_path, source):
    write_results(tmp_path / "r.xlsx", [], source, RECEIPT)

    assert len(tables(tmp_path / "r.xlsx")["Kết quả"]) == 1


def test_odd_characters_and_endless_texts_do_no_harm(tmp_path, source):
    odd = [row(to_ask="a\x00b\x07\ud800"), row(to_ask="x" * 50_000)]
    write_results(tmp_path / "r.csv", odd, source, RECEIPT)
    write_results(tmp_path / "r.xlsx", odd[1:], source, RECEIPT)

    assert len(records(tables(tmp_path / "r.xlsx")["Kết quả"])[0]["Cần hỏi thêm"]) == 32_000


@pytest.mark.parametrize(
    ("name", "code"),
    [("r.pdf", "unknown-result-format"), ("none/r.xlsx", "unwritable-result"), ("list.xlsx", "result-over-list")],
)
def test_a_result_that_cannot_be_written_is_refused_in_a_sentence(tmp_path, source, name, code):
    with pytest.raises(RequestError, match=code):
        write_results(tmp_path / name, ROWS, source, RECEIPT)


def test_households_the_engine_refuses_are_reported_at_their_cells(tmp_path):
    rows = [person(1, "Chủ hộ", status="N"), person(None, "Con", bhyt="x"), person(2, "Chủ hộ"), person(3, "Chủ hộ")]
    read = read_rows(tmp_path, rows).without(
        {
            "1": (
                Diagnostic("contradiction", "they differ.", path="household.members[1].has_bhyt", hint="Correct one."),
                Diagnostic("contradiction", "they differ.", path="household.poverty_status"),
            ),
            "2": (Diagnostic("wrong-value", "it is wrong."),),
            "3": (),
        }
    )

    assert codes(read) == [
        *(("H2", "contradiction"), ("K3", "contradiction"), ("A4", "wrong-value"), ("A5", "household-not-judged"))
    ]
    assert [rejected.value for rejected in read.rejected] == ["N", "x", "", ""]
    assert read.rejected[1].right.en == "Correct one."
    assert read.households == ()
    assert_all_rows_accounted_for(read)


def test_rows_without_a_diagnostic_point_to_the_one_that_has_it(tmp_path):
    read = read_rows(tmp_path, [person(1, "Chủ hộ"), person(None, "Con", bhyt="x")]).without(
        {"1": (Diagnostic("contradiction", "they differ.", path="household.members[1].has_bhyt"),)}
    )

    assert codes(read) == [("A2", "household-not-judged"), ("K3", "contradiction")]
    assert "K3" in read.rejected[0].wrong.vi


def test_what_the_engine_refuses_is_said_in_the_readers_language_without_a_second_full_stop(tmp_path):
    refused = Diagnostic(
        "contradiction",
        "member.has_bhyt is stated as true, but false follows from member.age_years, member.gender.",
        path="household.members[0].has_bhyt",
        against=("member.age_years", "member.gender"),
    )
    read = read_rows(tmp_path, [person(1, "Chủ hộ", bhyt="x"), person(2, "Chủ hộ")]).without(
        {"1": (refused,), "2": (Diagnostic("wrong-value", "it is wrong."),)}
    )
    first, second = (rejected.wrong for rejected in read.rejected)

    assert first.vi == "Ô này trái với điều suy ra từ cột Ngày sinh, Giới tính"
    assert first.en == "member.has_bhyt is stated as true, but false follows from member.age_years, member.gender"
    assert second.vi == "Ô này không khớp với các thông tin khác của hộ"
    assert second.en == "it is wrong"


def test_a_row_is_labelled_by_its_number_and_name_or_else_its_place(tmp_path):
    rows = [person(1, "Chủ hộ", number=7, name=" Lê  Văn Mẫu "), person(None, "Con", name=None)]
    (listed,) = read_rows(tmp_path, rows).households

    assert [listed.label(), listed.label("m1"), listed.label("m2")] == ["7 · Lê Văn Mẫu"] * 2 + ["Danh sách!3"]
