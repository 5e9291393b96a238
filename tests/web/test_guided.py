"""Hỏi từng câu, on a phone: one question at a time, back and on, to a result."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.web.conftest import PHONE, Visit, follow


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_phone_is_led_from_the_place_to_a_result(visit: Visit) -> None:
    page = visit("/hoi", viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_label("Nơi ở").select_option("bentre")
    page.get_by_label("Ngày xét").fill("15062022")
    follow(page, page.get_by_role("button", name="Tiếp tục"))

    page.get_by_label("Gọi là").fill("Bà Năm")
    page.get_by_label("Ngày sinh").fill("1958")
    follow(page, page.get_by_role("button", name="Thêm người"))
    expect(page.locator(".person")).to_have_count(2)
    page.get_by_label("Đã kể đủ mọi người trong hộ").check()
    follow(page, page.get_by_role("button", name="Tiếp tục"))

    asked = [page.locator("h1").inner_text()]
    follow(page, page.get_by_role("button", name="Chưa rõ, hỏi câu khác"))
    for _ in range(6):
        asked.append(page.locator("h1").inner_text())
        first = page.locator("#cau-tra-loi select, #cau-tra-loi input").first
        kind = first.evaluate("one => one.tagName + one.type")
        if kind.startswith("SELECT"):
            first.select_option(index=1)
        elif kind == "INPUTtext":
            first.fill("1990")
        else:
            first.check()
        follow(page, page.get_by_role("button", name="Tiếp tục"))
    assert len(set(asked)) >= 4
    assert overflow(page) <= 0
    follow(page, page.get_by_role("button", name="Quay lại"))
    expect(page.locator("h1")).to_have_text(asked[-1])
    follow(page, page.get_by_role("button", name="Xem kết quả"))
    expect(page.locator("#ket-qua")).to_contain_text("Đủ điều kiện")
    follow(page, page.get_by_role("button", name="Mở trang đầy đủ"))
    expect(page.locator('[id="m1.goi"]')).to_have_value("Bà Năm")
    follow(page, page.get_by_role("button", name="Hỏi từng câu"))
    follow(page, page.get_by_role("button", name="Xem kết quả"))
    follow(page, page.get_by_role("link", name="Hộ mới"))
    expect(page.get_by_label("Nơi ở")).to_have_value("bentre")
    expect(page.get_by_label("Ngày xét")).to_have_value("15/06/2022")


def test_an_answer_that_cannot_be_read_is_asked_for_again(visit: Visit) -> None:
    page = visit("/hoi", viewport=PHONE)
    page.get_by_label("Ngày xét").fill("mai")
    follow(page, page.get_by_role("button", name="Tiếp tục"))

    expect(page.get_by_role("alert")).to_contain_text("Chưa đọc được ngày")
    page.get_by_label("Ngày xét").fill("15/06/2022")
    follow(page, page.get_by_role("button", name="Tiếp tục"))
    expect(page.locator("h1")).to_have_text("Hộ gồm những ai?")
    follow(page, page.get_by_role("button", name="English"))
    expect(page.locator("h1")).to_have_text("Who belongs to the household?")


def test_every_page_fits_a_phone(visit: Visit) -> None:
    page = visit("/?noi=bentre&ngay=15/06/2022", viewport=PHONE)
    wide = {}
    for path in (
        "/?noi=bentre&ngay=15/06/2022",
        "/hoi",
        "/danh-sach",
        "/chinh-sach",
        "/chinh-sach/so-dieu-khoan",
        "/chinh-sach/muc-chuan",
        "/chinh-sach/near-poor-health-insurance",
        "/thu-nghiem",
    ):
        page.goto(path)
        if overflow(page) > 0:
            wide[path] = overflow(page)

    assert wide == {}
