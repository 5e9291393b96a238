"""Danh sách: from a messy list to a downloaded result."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.web.conftest import Visit, follow

LIST = Path(__file__).parents[2] / "examples" / "commune-list.xlsx"


def look_at(page: Page, file: Path) -> None:
    page.get_by_label("Tệp danh sách").set_input_files(file)
    page.get_by_label("Nơi ở").select_option("bentre")
    page.get_by_label("Ngày xét").fill("15/06/2022")
    follow(page, page.get_by_role("button", name="Xem trước"))


def look_again_until(page: Page, wanted: Locator) -> None:
    """Without script the page does not follow by itself: its link shows how far the list has come."""
    for _ in range(120):
        if wanted.count():
            return
        page.wait_for_timeout(250)
        follow(page, page.get_by_role("link", name="Xem lại tiến độ"))


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

    follow(page, page.get_by_role("button", name="Xét 55 hộ"))
    if not has_script:
        look_again_until(page, page.get_by_role("heading", name="Theo khoản"))
    expect(page.get_by_role("heading", name="Theo khoản")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("img", name="đủ điều kiện").first).to_be_visible()
    expect(page.get_by_role("table", name="Hỗ trợ tiền đóng bảo hiểm, mỗi năm")).to_contain_text("Ngân sách".lower())

    expect(page.locator("#tinh-trang .notice")).to_contain_text("Hội đồng nhân dân tỉnh có thể quyết định mức")

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp kết quả").click()
    file = tmp_path / "result.xlsx"
    download.value.save_as(file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:2] == ["Tổng hợp", "Kết quả"]
    assert book["Kết quả"].max_row > 100


UNCLEAR = """\
Mã gia đình,Họ và tên,Là gì trong nhà,Ngày sinh,Giới,Phân loại hộ,Số công đât
1,Nguyễn Văn Mẫu,Chủ hộ,05/03/1979,Nam,CN,2
1,Trần Thị Mẫu,Vợ,1982,Nữ,N,2
2,Lê Thị Ví Dụ,Chủ hộ,12/04/1955,Nữ,N,3 triệu
"""


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_columns_are_explained_by_hand_until_the_list_can_be_judged(visit: Visit, tmp_path, has_script: bool) -> None:
    file = tmp_path / "xa.csv"
    file.write_text(UNCLEAR, encoding="utf-8")
    page = visit("/danh-sach", java_script_enabled=has_script)
    look_at(page, file)
    expect(page.get_by_role("alert")).to_contain_text("Không có cột nào cho biết ai ở cùng một hộ")
    expect(page.get_by_role("button", name="Xét 0 hộ")).to_be_disabled()

    page.get_by_label("Cột list!A là").select_option("household_number")
    page.get_by_label("Cột list!C là").select_option("member.relation_to_head")
    expect(page.get_by_label("Cột list!E là")).to_have_value("")
    follow(page, page.get_by_role("button", name="Xem lại với cột đã chọn"))
    expect(page.get_by_label("Cột list!A là")).to_have_value("household_number")
    household = page.get_by_role("row", name="list!F Phân loại hộ")
    expect(household).to_contain_text("của cả hộ")
    expect(household).to_contain_text("1 ô chưa dùng được")
    expect(page.get_by_role("heading", name="2 dòng chưa xét được")).to_be_visible()
    expect(page.get_by_role("button", name="Xét 1 hộ")).to_be_enabled()


def test_nothing_is_judged_with_columns_that_nobody_has_looked_at(visit: Visit) -> None:
    page = visit("/danh-sach")
    look_at(page, LIST)
    row = page.get_by_label("Cột Danh sách!J là")
    row.select_option("member.birth_date")
    page.get_by_role("button", name="Xét 55 hộ").click()

    expect(page.get_by_role("alert").first).to_contain_text("Vừa đổi cột")
    expect(page.get_by_role("row", name="Danh sách!J Thông tin hộ")).to_contain_text(
        "Ngày sinh (ngày) · của từng người"
    )
    row.select_option("")
    follow(page, page.get_by_role("button", name="Xem lại với cột đã chọn"))
    page.get_by_label("Cột Danh sách!J là").select_option("-")
    follow(page, page.get_by_role("button", name="Xem lại với cột đã chọn"))
    expect(page.get_by_role("row", name="Danh sách!J Thông tin hộ")).to_contain_text("không dùng")
    page.get_by_role("button", name=re.compile("Xét .* hộ")).click()
    expect(page.get_by_role("heading", name="Theo khoản")).to_be_visible(timeout=60_000)


REVIEWED = """\
Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ,Khu vực nông thôn,Điểm B1,Điểm B2
1,Nguyễn Văn Mẫu,Chủ hộ,05/03/1979,Hộ nghèo,x,150,10
"""


def test_a_household_whose_review_disagrees_with_its_class_is_named(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "xa.csv"
    file.write_text(REVIEWED, encoding="utf-8")
    page = visit("/danh-sach")
    look_at(page, file)
    page.get_by_role("button", name="Xét 1 hộ").click()

    expect(page.get_by_role("heading", name="Cần xem lại")).to_be_visible(timeout=60_000)
    expect(page.locator("#tinh-trang")).to_contain_text("nhưng Diện đang được công nhận là hộ nghèo")


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_long_list_tells_its_pace_and_can_be_stopped(visit: Visit, tmp_path: Path, has_script: bool) -> None:
    people = "".join(f"{number},Nguyễn Thị Mẫu,Chủ hộ,1958,CN\n" for number in range(1, 2501))
    file = tmp_path / "dai.csv"
    file.write_text(f"Số hộ,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Phân loại hộ\n{people}", encoding="utf-8")
    page = visit("/danh-sach", java_script_enabled=has_script)
    look_at(page, file)
    follow(page, page.get_by_role("button", name="Xét 2.500 hộ"))
    address = page.url
    if not has_script:
        look_again_until(page, page.get_by_text("dòng mỗi giây, còn khoảng"))

    expect(page.locator("#tinh-trang")).to_contain_text(
        re.compile(r"[\d.]+ dòng mỗi giây, còn khoảng \d+ (giây|phút)"), timeout=60_000
    )
    if has_script:
        page.get_by_role("button", name="Dừng và xóa danh sách").focus()
        page.wait_for_timeout(1600)
        expect(page.get_by_role("button", name="Dừng và xóa danh sách")).to_be_focused()
    page.get_by_role("button", name="Dừng và xóa danh sách").click()
    expect(page.get_by_role("status")).to_contain_text("Đã xóa danh sách")
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("Không có danh sách này")


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
