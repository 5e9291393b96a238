"""Commune lists for tests: a small dictionary, sheets written cell by cell, lists read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from eligibility.lists.commune_list import CommuneList, RejectedRow
from eligibility.lists.read import read_list
from eligibility.model.fact import FactDefinition, FactDictionary, FactType
from eligibility.model.text import Text

Rows = Sequence[Sequence[object]]

HEADER = (
    *("STT", "Số hộ", "STT thành viên", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính"),
    *("Phân loại hộ", "Khó khăn về nhà ở", "Mục đích vay", "Thẻ BHYT", "Mức độ khuyết tật", "Số CCCD"),
)
"""Titles of the list that tests start from, in columns A to M."""


def fact(name: str, kind: str, label: str, headers: str, cells: Mapping[str, str] | None = None) -> FactDefinition:
    """A definition; headers and spellings parted by "|"."""
    spelt = {code: tuple(spellings.split("|")) for code, spellings in (cells or {}).items()}
    return FactDefinition(
        name=name,
        type=FactType(kind),
        label=Text(vi=label, en=f"{label} (en)"),
        question=Text(vi=f"{label}?", en=f"{label}?"),
        choices={code: Text(vi=spellings[0], en=code) for code, spellings in spelt.items()},
        headers=tuple(headers.split("|")),
        cells=spelt,
        since="member.birth_date" if kind == "years" else None,
        sensitive=name == "member.has_hiv",
    )


def small_dictionary() -> FactDictionary:
    """Facts of every type that lists can state."""
    facts = [
        fact(
            "household.poverty_status",
            "choice",
            "Phân loại hộ",
            "phân loại hộ|diện hộ",
            {
                "poor": "nghèo|n|hộ nghèo",
                "near_poor": "cận nghèo|cn|hộ cận nghèo",
                "newly_escaped": "mới thoát nghèo|mtn",
                "none": "không|k",
            },
        ),
        fact("household.has_housing_difficulty", "boolean", "Khó khăn về nhà ở", "khó khăn về nhà ở"),
        fact(
            "household.loan_purpose",
            "choices",
            "Mục đích vay",
            "mục đích vay",
            {"production": "sản xuất", "study": "học tập", "house": "làm nhà|nhà ở"},
        ),
        fact("household.area_size", "integer", "Số công đất", "số công đất"),
        fact("household.debt", "dong", "Số nợ", "số nợ|dư nợ"),
        fact(
            "member.relation_to_head",
            "choice",
            "Quan hệ với chủ hộ",
            "quan hệ với chủ hộ|quan hệ",
            {
                "head": "chủ hộ",
                "spouse": "vợ|chồng",
                "child": "con",
                "parent": "cha|mẹ|ba",
                "other": "khác",
            },
        ),
        fact("member.birth_date", "date", "Ngày sinh", "ngày sinh|năm sinh|ngày, tháng, năm sinh"),
        fact("member.age_years", "years", "Tuổi", "tuổi"),
        fact("member.gender", "choice", "Giới tính", "giới tính", {"female": "nữ", "male": "nam"}),
        fact("member.has_bhyt", "boolean", "Có thẻ BHYT", "thẻ bhyt|bhyt"),
        fact("member.has_hiv", "boolean", "Nhiễm HIV", "hiv"),
        fact("member.spouse", "members", "Vợ hoặc chồng", "mã vợ/chồng"),
        fact("member.occupation", "text", "Nghề nghiệp", "nghề nghiệp"),
        fact(
            "member.disability_level",
            "choice",
            "Mức độ khuyết tật",
            "mức độ khuyết tật",
            {"light": "nhẹ", "severe": "nặng", "extra_severe": "đặc biệt nặng"},
        ),
    ]
    return {definition.name: definition for definition in facts}


def person(  # one argument per column
    household: object = None,
    relation: object = None,
    birth: object = "01/02/1980",
    *,
    number: object = None,
    within: object = None,
    name: object = "Nguyễn Thị Mẫu",
    gender: object = None,
    status: object = None,
    housing: object = None,
    loan: object = None,
    bhyt: object = None,
    disability: object = None,
    citizen: object = None,
) -> list[object]:
    """A row under `HEADER`."""
    return [
        *(number, household, within, name, relation, birth, gender),
        *(status, housing, loan, bhyt, disability, citizen),
    ]


def save_workbook(
    path: Path,
    sheets: Mapping[str, Rows],
    merges: Iterable[tuple[int, int, int, int]] = (),
    hidden: Sequence[str] = (),
) -> Path:
    """Write a workbook cell by cell.

    Args:
        path: Where to.
        sheets: Rows by sheet name; the first row is row 1.
        merges: Ranges merged in the first sheet, from 0: top, left, bottom, right; empty but for the first cell.
        hidden: Names of hidden sheets.
    """
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for top, left, bottom, right in merges if name == next(iter(sheets)) else ():
                sheet.merge_range(top, left, bottom, right, "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                    elif value is not None:
                        sheet.write(number, column, value)
    return path


def read_rows(
    folder: Path, rows: Rows, *, header: Rows = (HEADER,), on: date | None = None, **how: object
) -> CommuneList:
    """Write rows below a header into a workbook and read it as a list; the first row stands in row 2 of the sheet."""
    path = save_workbook(folder / "list.xlsx", {"Danh sách": [*header, *rows]}, **how)  # type: ignore[arg-type]
    return read_list(path, small_dictionary(), on=on)


def codes(read: CommuneList) -> list[tuple[str, str]]:
    """Cell and code of every rejection."""
    return [(rejected.cell, rejected.code) for rejected in read.rejected]


def only_rejection(read: CommuneList) -> RejectedRow:
    """The rejection of a list that has exactly one."""
    (rejected,) = read.rejected
    return rejected


def assert_all_rows_accounted_for(read: CommuneList) -> None:
    """No row is lost and none counts twice."""
    judged = {(row.sheet, row.row) for listed in read.households for row in listed.rows}
    reported = {(rejected.sheet, rejected.row) for rejected in read.rejected}
    assert judged.isdisjoint(reported)
    assert len(judged) == read.rows_judged
    assert len(reported) == read.rows_reported
    assert read.rows_in == read.rows_judged + read.rows_reported
