"""A file is a workbook or a text by what is in it; one that is neither, too large or locked gets a sentence."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from tests.support.commune_list import HEADER, person, save_workbook, small_dictionary

from eligibility.errors import RequestError
from eligibility.lists import delimited, opening, workbook
from eligibility.lists.read import read_list

FACTS = small_dictionary()
DATA = Path(__file__).parent / "data"
"""old.xls: made with xlwt. locked.xls: the same with a password record. locked.xlsx: encrypted with msoffcrypto."""


def refusal(path):
    with pytest.raises(RequestError) as caught:
        read_list(path, FACTS)
    (diagnostic,) = caught.value.diagnostics
    assert str(path) in diagnostic.message
    return diagnostic.code


def good(path):
    return save_workbook(path, {"Danh sách": [HEADER, person(1, "Chủ hộ")]})


def repacked(path, change):
    """The workbook with its parts changed: name and bytes to bytes, or None to drop the part."""
    source = good(path.with_name("source.xlsx"))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = change(part.filename, old.read(part))
            if content is not None:
                new.writestr(part.filename, content)
    return path


def test_a_workbook_is_read_whatever_its_name_says(tmp_path):
    path = good(tmp_path / "list.csv")

    assert read_list(path, FACTS).rows_judged == 1


def test_an_old_workbook_is_read():
    read = read_list(DATA / "old.xls", FACTS)

    assert [listed.household.id for listed in read.households] == ["1", "2"]
    assert read.households[0].household.members[0].facts["birth_date"] == "1962-06-15"
    assert read.households[1].household.facts == {"poverty_status": "near_poor"}


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls"])
def test_a_workbook_with_a_password_is_refused(name):
    assert refusal(DATA / name) == "protected-list"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty-list"),
        ("a.csv", b" \n ", "empty-list"),
        ("a.xlsx", b"hello", "not-a-workbook"),
        ("a.xls", b"<html><table></table></html>", "not-a-workbook"),
        ("a.xlsx", b"PK\x03\x04garbage", "not-a-workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-a-workbook"),
        ("a.pdf", b"%PDF-1.7", "unknown-list-format"),
        ("a.csv", b"\xff\xfea", "unknown-encoding"),
        ("a.csv", 'Số hộ;Họ và tên;Quan hệ;Ngày sinh\n1;"A;Chủ hộ;1980\n'.encode(), "broken-csv"),
        ("a.csv", "một dòng chữ\n".encode(), "no-header"),
        ("a.csv", "Họ và tên,Ngày sinh,Giới tính\nA,1980,nam\n".encode(), "no-household-column"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal(path) == code


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert refusal(tmp_path / "none.xlsx") == "unreadable-list"
    assert refusal(tmp_path) == "unreadable-list"


def test_an_impossible_file_name_is_refused():
    with pytest.raises(RequestError, match="unreadable-list"):
        read_list("a\0b.xlsx", FACTS)


def test_a_workbook_whose_sheets_are_empty_or_hidden_is_refused(tmp_path):
    assert refusal(save_workbook(tmp_path / "a.xlsx", {"S": []})) == "empty-list"
    sheets = {"S": [], "T": [HEADER, person(1, "Chủ hộ")]}
    assert refusal(save_workbook(tmp_path / "b.xlsx", sheets, hidden=["T"])) == "empty-list"


def test_hidden_sheets_and_sheets_without_a_list_are_mentioned(tmp_path):
    sheets = {"Hướng dẫn": [["Cách ghi"]], "Danh sách": [HEADER, person(1, "Chủ hộ")], "Mã": [["x"]]}
    read = read_list(save_workbook(tmp_path / "a.xlsx", sheets, hidden=["Mã"]), FACTS)

    assert [(notice.code, notice.sheet) for notice in read.notices] == [
        ("hidden-sheet", "Mã"),
        ("sheet-without-list", "Hướng dẫn"),
    ]


def test_a_chart_on_a_sheet_of_its_own_is_passed_over(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["" if cell is None else cell for cell in person(1, "Chủ hộ")])
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=S!$A$1:$A$2"})
        book.add_chartsheet("Biểu đồ").set_chart(chart)

    assert read_list(path, FACTS).rows_judged == 1


def test_a_list_on_several_sheets_keeps_their_households_apart(tmp_path):
    sheets = {
        "Ấp 1": [HEADER, person(1, "Chủ hộ")],
        "Ấp 2": [HEADER, person(1, "Chủ hộ", birth="62"), person(2, "Chủ hộ")],
    }
    read = read_list(save_workbook(tmp_path / "a.xlsx", sheets), FACTS)

    assert [listed.household.id for listed in read.households] == ["Ấp 1!1", "Ấp 2!2"]
    assert (read.rejected[0].sheet, read.rejected[0].cell) == ("Ấp 2", "F2")


def test_a_file_beyond_the_cap_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)

    assert refusal(good(tmp_path / "a.xlsx")) == "list-too-large"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1000)

    assert refusal(good(tmp_path / "a.xlsx")) == "list-too-large"


def test_a_workbook_that_lies_about_its_unpacked_size_is_refused(tmp_path):
    path = good(tmp_path / "a.xlsx")
    content = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    path.write_bytes(content.replace(size, (10).to_bytes(4, "little")))

    assert refusal(path) == "not-a-workbook"


@pytest.mark.parametrize("cell", ["XFD1", "SG5", "J9999999", "A1048577", "SF1000000"])
def test_a_cell_far_away_is_refused_before_the_sheet_is_unpacked(tmp_path, cell):
    def add(name, content):
        extra = f'<row r="99"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
        return content.replace(b"</sheetData>", extra) if name.endswith("sheet1.xml") else content

    assert refusal(repacked(tmp_path / "a.xlsx", add)) == "list-too-large"


def test_a_far_cell_is_found_in_whatever_part_it_stands(tmp_path):
    path = repacked(tmp_path / "a.xlsx", lambda _, content: content)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/elsewhere.xml", '<row r="9"><x:c r="ZZZ9" t="n"><v>1</v></x:c></row>')

    assert refusal(path) == "list-too-large"


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_other_kinds_of_workbook_are_refused_also_in_disguise(tmp_path, part):
    path = repacked(tmp_path / "a.xlsx", lambda _, content: content)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, "")

    assert refusal(path) == "not-a-workbook"


def test_a_far_cell_that_only_has_a_format_does_no_harm(tmp_path):
    def add(name, content):
        extra = b'<row r="9999"><c r="XFD9999" s="0"/></row></sheetData>'
        return content.replace(b"</sheetData>", extra) if name.endswith("sheet1.xml") else content

    assert read_list(repacked(tmp_path / "a.xlsx", add), FACTS).rows_judged == 1


def test_a_text_with_too_many_columns_rows_or_cells_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("," * 500 + "\n", encoding="utf-8")
    assert refusal(path) == "list-too-large"
    monkeypatch.setattr(delimited, "MOST_ROWS", 3)
    path.write_text("a,b\n" * 4, encoding="utf-8")
    assert refusal(path) == "list-too-large"
    monkeypatch.setattr(delimited, "MOST_CELLS", 3)
    path.write_text("a,b\n" * 2, encoding="utf-8")
    assert refusal(path) == "list-too-large"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
)
def test_a_workbook_with_a_part_missing_or_broken_gives_a_sentence(tmp_path, part):
    for change in (lambda _: None, lambda content: content[: len(content) // 2], lambda _: b"\xff" * 50):
        path = repacked(tmp_path / "a.xlsx", lambda name, content, by=change: by(content) if name == part else content)
        with suppress(RequestError):
            read_list(path, FACTS)


def test_a_panic_of_the_reader_gives_a_sentence(tmp_path, monkeypatch):
    panic = type("PanicException", (BaseException,), {})

    def fail(*_):
        raise panic

    monkeypatch.setattr(workbook, "_sheets", fail)
    assert refusal(good(tmp_path / "a.xlsx")) == "not-a-workbook"


def test_an_interruption_is_not_taken_for_a_broken_workbook(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "_sheets", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_list(good(tmp_path / "a.xlsx"), FACTS)
