"""Chính sách and Thử nghiệm: what the rules say, and what a change of them would do."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.web.conftest import Visit, follow

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases/bentre/near-poor-health-insurance.yaml"


def test_programmes_are_found_by_territory_day_and_field(visit: Visit) -> None:
    page = visit("/chinh-sach")
    page.get_by_label("Địa bàn").select_option("bentre")
    page.get_by_label("Áp dụng ngày").fill("15/06/2022")
    page.get_by_label("Lĩnh vực").select_option(label="Nhà ở")
    follow(page, page.get_by_role("button", name="Xem"))

    expect(page.get_by_role("heading", name="Nhà ở")).to_be_visible()
    expect(page.get_by_role("heading", name="Bảo hiểm y tế")).to_have_count(0)
    rows = page.get_by_role("row").count()
    page.get_by_label("Áp dụng ngày").fill("15/06/2024")
    follow(page, page.get_by_role("button", name="Xem"))
    assert page.get_by_role("row").count() < rows
    page.get_by_label("Kể cả khoản không áp dụng").check()
    follow(page, page.get_by_role("button", name="Xem"))
    expect(page.locator("main")).to_contain_text("đã hết hiệu lực")


def test_a_programme_shows_sentences_clauses_and_the_history_of_its_numbers(visit: Visit) -> None:
    page = visit("/chinh-sach/near-poor-health-insurance?ngay=15/06/2022")

    expect(page.locator("main")).to_contain_text("Phân loại hộ là hộ cận nghèo")
    expect(page.locator("main")).to_contain_text("mục 3.2 phần II, Kế hoạch 2021/KH-UBND")
    expect(page.locator("tr.current", has_text="1.490.000 đ")).to_be_visible()
    page.get_by_label("Xem theo quy định ngày").fill("01/08/2023")
    follow(page, page.get_by_role("button", name="Xem"))
    expect(page.locator("tr.current", has_text="1.800.000 đ")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("Ngày 01/08/2023 không có quy định nào")


def test_the_ledger_accounts_for_every_section(visit: Visit) -> None:
    page = visit("/chinh-sach/so-dieu-khoan")

    expect(page.locator("main")).to_contain_text("80 trên 80 mục, 39 trên 39 dòng quy tắc")
    expect(page.locator("strong", has_text="CHƯA ĐỦ")).to_have_count(0)


def test_a_programme_that_does_not_exist_is_said_so(visit: Visit) -> None:
    page = visit("/chinh-sach/khong-co")

    expect(page.get_by_role("heading", name="Không xem được")).to_be_visible()


def test_case_files_are_run_and_a_failure_says_why(visit: Visit, tmp_path: Path) -> None:
    page = visit("/thu-nghiem")
    page.get_by_label("Tệp tình huống").set_input_files(CASES)
    follow(page, page.get_by_role("button", name="Chạy"))
    expect(page.get_by_role("status")).to_contain_text("Đạt cả")

    wrong = tmp_path / "sai.yaml"
    wrong.write_text(CASES.read_text(encoding="utf-8").replace("dong: 241380", "dong: 241381"), encoding="utf-8")
    page.get_by_label("Tệp tình huống").set_input_files(wrong)
    follow(page, page.get_by_role("button", name="Chạy"))
    expect(page.get_by_role("status")).to_contain_text("không đạt")
    expect(page.locator(".mistake").first).to_contain_text("241381")
    expect(page.locator(".mistake").first).to_contain_text("sai.yaml:")
    expect(page.locator(".mistake .hint").first).to_contain_text("Luật đã đổi, tình huống sai, hay quy tắc sai?")


def test_a_changed_pack_is_tried_without_touching_the_rules_in_use(visit: Visit, tmp_path: Path) -> None:
    text = (ROOT / "rules/bentre.yaml").read_text(encoding="utf-8")
    broken, changed = tmp_path / "bentre.yaml", tmp_path / "doi" / "bentre.yaml"
    changed.parent.mkdir()
    broken.write_text(text.replace("near_poor", "near_por", 1), encoding="utf-8")
    changed.write_text(text.replace("id: premium-due", "id: premium-is-due", 1), encoding="utf-8")
    page = visit("/thu-nghiem")

    page.get_by_label("Tệp quy tắc đang sửa").set_input_files(broken)
    page.get_by_label("Tệp tình huống").set_input_files(CASES)
    follow(page, page.get_by_role("button", name="Chạy"))
    expect(page.get_by_role("status")).to_contain_text("Bộ quy tắc có")
    expect(page.locator(".mistake").first).to_contain_text("không nằm trong các lựa chọn của thông tin")
    expect(page.locator(".mistake").first).to_contain_text('Did you mean "near_poor"?')
    expect(page.locator(".mistake pre .here").first).to_contain_text("near_por")

    follow(page, page.get_by_role("link", name="English"))
    page.get_by_label("Changed rule files").set_input_files(broken)
    follow(page, page.get_by_role("button", name="Run"))
    expect(page.locator(".mistake").first).to_contain_text('Did you mean "near_poor"?')
    expect(page.locator(".mistake").first).not_to_contain_text("Giá trị này")
    follow(page, page.get_by_role("link", name="Tiếng Việt"))

    page.get_by_label("Tệp quy tắc đang sửa").set_input_files(changed)
    page.get_by_label("Tệp tình huống").set_input_files(CASES)
    follow(page, page.get_by_role("button", name="Chạy"))
    expect(page.get_by_role("status")).to_contain_text("có tệp đang sửa")
    assert (ROOT / "rules/bentre.yaml").read_text(encoding="utf-8") == text
