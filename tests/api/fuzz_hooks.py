"""For the fuzzing of the OpenAPI document: lists and places that exist, so that answers are reached now and then."""

from __future__ import annotations

from io import BytesIO

import schemathesis
import xlsxwriter
from hypothesis import strategies

ROWS = (
    ("Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Phân loại hộ"),
    ("1", "Nguyễn Thị B", "Chủ hộ", "05/03/1979", "Hộ cận nghèo"),
    ("1", "Trần C", "Con", "2010", "Hộ cận nghèo"),
    ("2", "Lê D", "Chủ hộ", "31/02/1950", "Hộ nghèo"),
)
PLACES = ("bentre", "vinhlong", "vinhlong-2025", "angiang", "huongtra", "vietnam")


def workbook() -> bytes:
    """A small list."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return content.getvalue()


LIST = workbook()
schemathesis.openapi.format(
    "binary", strategies.one_of(strategies.just(LIST), strategies.just(LIST[:900]), strategies.binary(max_size=200))
)
schemathesis.openapi.format(
    "unit", strategies.one_of(strategies.sampled_from(PLACES), strategies.sampled_from(PLACES), strategies.text())
)
