"""Danh sách: from a messy list to a downloaded result."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Visit

LIST = Path(__file__).parents[2] / "examples" / "commune-list.xlsx"


def look_at(page: Page, file: Path) -> None:
    page.get_by_label("Tệp danh sách").set_input_files(file)
    page.get_by_label("Nơi ở").select_option("bentre")
    page.get_by_label("Ngày xét").fill("15/06/2022")
    page.get_by_role("button", name="Xem trước").click()


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_messy_list_leads_to_a_downloaded_result(visit: Visit, tmp_path: Path, has_script: bool) -> None:
    page = visit("/danh-sach", java_script_enabled=has_script)
    look_at(page, LIST)

    expect(page.get_by_role("heading", name="Xem trước danh sách")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Trang tính “Danh sách”")
    expect(page.locator("main")).to_contain_text("33 dòng chưa xét được")
    expect(page.locator("main")).to_contain_text("Danh sách!G18")
    expect(page.get_by_role("row", name="Danh sách!J Thông tin hộ")).to_contain_text("Phân loại hộ")
    expect(page.locator("main")).not_to_contain_text("Nguyễn")

    page.get_by_role("button", name="Xét 55 hộ").click()
    if not has_script:
        for _ in range(40):
            if page.get_by_role("heading", name="Theo khoản").count():
                break
            page.wait_for_timeout(500)
            page.get_by_role("link", name="Xem lại tiến độ").click()
    expect(page.get_by_role("heading", name="Theo khoản")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("img", name="đủ điều kiện").first).to_be_visible()
    expect(page.get_by_role("table", name="Hỗ trợ tiền đóng bảo hiểm, mỗi năm")).to_contain_text("Ngân sách".lower())

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp kết quả").click()
    file = tmp_path / "result.xlsx"
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:2] == ["Tổng hợp", "Kết quả"]
    assert book["Kết quả"].max_row > 100


def test_a_list_can_be_deleted_from_the_machine(visit: Visit) -> None:
    page = visit("/danh-sach")
    look_at(page, LIST)
    page.get_by_role("button", name="Xét 55 hộ").click()
    expect(page.get_by_role("heading", name="Theo khoản")).to_be_visible(timeout=60_000)
    address = page.url
    page.get_by_role("button", name="Xóa danh sách").click()

    expect(page.get_by_label("Tệp danh sách")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("Không có danh sách này")


def test_what_is_no_list_is_refused_in_words(visit: Visit, tmp_path: Path) -> None:
    page = visit("/danh-sach")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn tệp")

    wrong = tmp_path / "thu.xlsx"
    wrong.write_bytes(b"not a workbook")
    look_at(page, wrong)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Nơi ở")).to_have_value("bentre")
    assert str(tmp_path) not in page.content()
    assert "uploads" not in page.content()
