"""A list kept as text is read in the encodings and with the separators that Excel writes in Vietnam."""

from __future__ import annotations

import unicodedata

import pytest
from tests.support.commune_list import small_dictionary

from eligibility.lists.read import read_list

ROWS = [
    ["DANH SÁCH HỘ NGHÈO, CẬN NGHÈO", "", "", "", ""],
    ["Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Phân loại hộ"],
    ["1", "Nguyễn Thị Đào, bà", "Chủ hộ", "15/06/1962", "Hộ cận nghèo"],
    ["", '=HYPERLINK("x")', "Con", "00/00/1990", ""],
    ["2", "Trần Văn Bé", "Chủ hộ", "1/1/45", "Nghèo"],
]


def text(separator, rows=ROWS):
    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in f'{separator}"\n') else cell

    return "\r\n".join(separator.join(map(quoted, row)) for row in rows) + "\r\n"


def cp1258(content):
    """Base letters with their own marks composed, tones apart, as the Windows code page has them."""
    return "".join(_apart(character) for character in content).encode("cp1258")


def _apart(character):
    try:
        character.encode("cp1258")
    except UnicodeEncodeError:
        *first, tone = unicodedata.normalize("NFD", character)
        if len(first) > 1 and unicodedata.combining(first[-1]) == 220:
            first, tone = [first[0], tone], first[-1]
        return unicodedata.normalize("NFC", "".join(first)) + tone
    return character


def check(path):
    read = read_list(path, small_dictionary())
    (first,) = read.households
    assert [member.facts.get("birth_date") for member in first.household.members] == ["1962-06-15", "1990"]
    assert first.household.facts == {"poverty_status": "near_poor"}
    assert [row.name for row in first.rows] == ["Nguyễn Thị Đào, bà", '=HYPERLINK("x")']
    assert [(one.cell, one.code) for one in read.rejected] == [("D5", "two-digit-year")]
    assert (read.rows_in, read.rows_judged, read.rows_reported) == (3, 2, 1)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encode",
    [
        lambda content: content.encode("utf-8"),
        lambda content: content.encode("utf-8-sig"),
        lambda content: content.encode("utf-16"),
        lambda content: content.encode("utf-16-le"),
        lambda content: b"\xfe\xff" + content.encode("utf-16-be"),
        lambda content: unicodedata.normalize("NFD", content).encode("utf-8"),
        cp1258,
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "nfd", "cp1258"],
)
def test_every_encoding_with_every_separator(tmp_path, separator, encode):
    path = tmp_path / "list.csv"
    path.write_bytes(encode(text(separator)))

    check(path)


def test_a_separator_named_on_the_first_line_is_used(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("sep=|\n" + text("|", ROWS[1:]), encoding="utf-8", newline="")

    check(path)


def test_a_header_of_two_lines_needs_no_merged_cells(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,,Thông tin hộ\n,,,Nam,Nữ,Phân loại hộ\n1,A,Chủ hộ,,1962,N\n",
        encoding="utf-8",
    )
    (listed,) = read_list(path, small_dictionary()).households

    assert listed.household.members[0].facts == {"relation_to_head": "head", "birth_date": "1962", "gender": "female"}
    assert listed.household.facts == {"poverty_status": "poor"}


def test_rows_of_different_length_are_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh\n1,A,Chủ hộ\n\n,B,Con,1990,thừa\n", encoding="utf-8")
    read = read_list(path, small_dictionary())

    assert read.rows_judged == 2
    assert [(column.letter, column.title) for column in read.unmatched] == [("E", "")]
