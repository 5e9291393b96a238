"""Tùy chọn: choices that change a result, explained where they are made and named wherever the result stands."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.web.conftest import PHONE, Visit, follow, pages_of, send

BENTRE = "/?noi=bentre&ngay=15/06/2022"
AWAITED = "Nghị quyết của HĐND tỉnh Bến Tre về hỗ trợ 30% thẻ BHYT"
LIST = Path(__file__).parents[2] / "examples" / "commune-list.xlsx"
CHOSEN = [("da_ban_hanh", "bt_nq_bhyt_near_poor"), ("biet_den", "01/06/2022"), ("gia_dinh", "1")]


def open_options(page: Page) -> None:
    page.locator("#tuy-chon > summary").click()


def test_an_awaited_document_counted_as_issued_turns_a_promise_into_a_right_and_says_so(visit: Visit, family) -> None:
    page = visit(BENTRE)
    send(page, "/", family)
    card = page.locator("#nhom-du .card", has_text="Hỗ trợ 30% thẻ BHYT")
    expect(card).to_have_class("card pending")
    expect(page.locator("#ket-qua .given")).to_have_count(0)

    open_options(page)
    page.get_by_label(AWAITED).check()
    expect(page.locator("#ket-qua .given")).to_contain_text(f"Tính như đã ban hành, dù chưa có: {AWAITED}")
    expect(card).to_have_class("card entitlement")
    expect(page.locator("#ket-qua .receipt")).to_contain_text("tính như đã ban hành")
    page.get_by_label(AWAITED).uncheck()
    expect(page.locator("#ket-qua .given")).to_have_count(0)


def test_only_documents_that_the_place_waits_for_are_offered(visit: Visit) -> None:
    page = visit("/?noi=angiang&ngay=15/06/2022")
    open_options(page)

    expect(page.locator("#f-da_ban_hanh label")).to_have_count(1)
    expect(page.locator("#f-da_ban_hanh")).to_contain_text("An Giang")
    page.goto("/?noi=vietnam&ngay=15/06/2015")
    open_options(page)
    expect(page.locator("#f-da_ban_hanh")).to_contain_text("không có quy định nào còn chờ")


def test_silence_taken_for_its_usual_meaning_is_named_at_the_top_and_at_each_answer(visit: Visit) -> None:
    page = visit(BENTRE)
    page.locator('[id="i-h.poverty_status"]').select_option("near_poor")
    expect(page.locator("#nhom-du .card").first).to_be_visible()
    before = page.locator("#nhom-du .card").count()
    open_options(page)
    page.get_by_label("Điều chưa ai nói thì hiểu theo nghĩa thường gặp").check()

    expect(page.locator("#ket-qua .given")).to_contain_text("cần hỏi lại")
    assert page.locator("#nhom-du .card").count() > before
    expect(page.locator("#nhom-du dt", has_text="Đã giả định").first).to_be_attached()


def test_law_that_became_known_later_is_left_out_and_a_day_that_cannot_be_read_is_said(visit: Visit) -> None:
    page = visit(BENTRE)
    page.locator('[id="i-h.poverty_status"]').select_option("poor")
    expect(page.locator("#nhom-du .card").first).to_be_visible()
    open_options(page)
    known = page.get_by_label("Quy định biết đến ngày")
    known.fill("01012022")
    known.press("Tab")

    expect(page.locator("#ket-qua .given")).to_contain_text("sau ngày 01/01/2022")
    expect(known).to_have_value("01/01/2022")
    expect(page.locator("#nhom-du")).not_to_contain_text("Bến Tre")
    known.fill("mai")
    known.press("Tab")
    expect(page.locator("#tom-tat-loi")).to_contain_text("Quy định biết đến ngày: Chưa đọc được ngày")
    expect(known).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#ket-qua .given")).to_have_count(0)


def test_print_pdf_and_timeline_name_the_options(visit: Visit, family) -> None:
    page = visit("/hoi")
    send(page, "/in", [*family, *CHOSEN])

    for said in (AWAITED, "sau ngày 01/06/2022", "cần hỏi lại"):
        expect(page.locator(".sheet .given")).to_contain_text(said)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tệp PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Quay lại trang").click()
    expect(page.locator("#ket-qua .given")).to_contain_text("sau ngày 01/06/2022")
    page.get_by_role("button", name="Qua thời gian").click()
    expect(page.locator(".given")).to_contain_text("cần hỏi lại")


def test_the_print_still_is_one_page_with_the_line_that_names_an_option(visit: Visit, family) -> None:
    page = visit("/hoi")
    send(page, "/in", [*family, CHOSEN[0]])

    expect(page.locator(".sheet .given")).to_contain_text(AWAITED)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_the_guided_mode_keeps_the_options_without_script(visit: Visit, family) -> None:
    page = visit("/danh-sach", viewport=PHONE)
    send(page, "/hoi", [*family, *CHOSEN])
    page.get_by_role("button", name="Xem kết quả").click()

    expect(page.locator("#ket-qua .given")).to_contain_text(AWAITED)
    page.get_by_role("button", name="Mở trang đầy đủ").click()
    expect(page.get_by_label(AWAITED)).to_be_checked()
    expect(page.get_by_label("Quy định biết đến ngày")).to_have_value("01/06/2022")


def test_a_list_is_judged_with_the_options_chosen_in_its_preview_and_says_so(visit: Visit) -> None:
    page = visit("/danh-sach", java_script_enabled=False)
    page.get_by_label("Tệp danh sách").set_input_files(LIST)
    page.get_by_label("Nơi ở").select_option("bentre")
    page.get_by_label("Ngày xét").fill("15/06/2022")
    follow(page, page.get_by_role("button", name="Xem trước"))
    open_options(page)
    page.get_by_label(AWAITED).check()
    page.get_by_label("Điều chưa ai nói thì hiểu theo nghĩa thường gặp").check()
    page.get_by_label("Quy định biết đến ngày").fill("mai")
    follow(page, page.get_by_role("button", name="Xét 55 hộ"))
    expect(page.get_by_role("alert").first).to_contain_text("Quy định biết đến ngày: Chưa đọc được ngày")
    expect(page.get_by_label(AWAITED)).to_be_checked()

    page.get_by_label("Quy định biết đến ngày").fill("01/06/2022")
    follow(page, page.get_by_role("button", name="Xem lại với cột đã chọn"))
    expect(page.get_by_label("Quy định biết đến ngày")).to_have_value("01/06/2022")
    follow(page, page.get_by_role("button", name="Xét 55 hộ"))
    for said in (AWAITED, "sau ngày 01/06/2022", "cần hỏi lại"):
        expect(page.locator(".given")).to_contain_text(said)
    for _ in range(60):
        if page.get_by_role("heading", name="Theo khoản").count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.get_by_role("row", name="Hỗ trợ 30% thẻ BHYT")).to_contain_text("quyền được hưởng")


def test_english_explains_and_names_them_too(visit: Visit, family) -> None:
    page = visit("/danh-sach")
    send(page, "/?lang=en", [*family, *CHOSEN])

    expect(page.locator("#ket-qua .given")).to_contain_text("Law that became known after 01/06/2022 was ignored.")
    expect(page.locator("#tuy-chon")).to_contain_text("Usually left alone")
