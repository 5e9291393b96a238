"""The result of a household on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.web.conftest import Visit, pages_of, send


def test_the_print_of_a_family_of_four_is_one_page(visit: Visit, family) -> None:
    page = visit("/hoi")
    send(page, "/in", family)

    expect(page.get_by_role("heading", name="PHIẾU KẾT QUẢ RÀ SOÁT CHÍNH SÁCH")).to_be_visible()
    for said in (
        "không phải quyết định",
        "Đại diện hộ",
        "Cán bộ rà soát",
        "Ký, ghi rõ họ tên",
        "bộ quy tắc",
        "241.380 đ",
    ):
        expect(page.locator(".sheet")).to_contain_text(said)
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_paper_shows_neither_menu_nor_buttons(visit: Visit, family) -> None:
    page = visit("/hoi")
    send(page, "/in", family)
    page.emulate_media(media="print")

    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator(".sheet")).to_be_visible()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pdf_of_a_family_of_four_is_one_page(visit: Visit, family, language: str) -> None:
    page = visit("/hoi")
    with page.expect_navigation():
        page.goto("/hoi")
    answer = page.request.post(f"/phieu.pdf?lang={language}", form=dict(family) | {"nguoi": "m1"})

    assert answer.headers["content-type"] == "application/pdf"
    with page.expect_download() as download:
        page.evaluate(
            """([fields, language]) => { const f = document.createElement("form"); f.method = "post";
            f.action = "/phieu.pdf?lang=" + language;
            for (const [n, v] of fields) { const i = document.createElement("input"); i.type = "hidden"; i.name = n;
            i.value = v; f.append(i); } document.body.append(f); f.submit(); }""",
            [family, language],
        )
    content = download.value.path().read_bytes()

    assert content.startswith(b"%PDF")
    assert pages_of(content) == 1


def test_a_household_that_cannot_be_judged_gets_its_form_back(visit: Visit) -> None:
    page = visit("/hoi")
    send(page, "/in", [("noi", "bentre"), ("h.poverty_status", "poor"), ("h.living_standard", "rich"), ("nguoi", "m1")])

    expect(page.locator("#tom-tat-loi")).to_be_visible()
    expect(page.locator('[id="i-h.poverty_status"]')).to_have_value("poor")
