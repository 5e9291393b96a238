"""Tra cứu hộ, as people use it: typing, by keyboard, without script, in English, on a line that breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Dialog, Page, Route, expect
from tests.web.conftest import NAMES, Visit, send

BENTRE = "/?noi=bentre&ngay=15/06/2022"


def by_id(page: Page, identifier: str):
    return page.locator(f'[id="{identifier}"]')


def choose(page: Page, field: str, answer: str) -> None:
    by_id(page, f"f-{field}").get_by_label(answer, exact=True).check()


def test_nothing_is_assumed_of_a_household_before_somebody_answers(visit: Visit) -> None:
    page = visit(BENTRE)

    expect(by_id(page, "i-h.poverty_status")).to_have_value("")
    expect(by_id(page, "f-h.has_housing_difficulty").get_by_label("Chưa rõ")).to_be_checked()
    expect(page.locator("#nhom-du .card")).to_have_count(0)
    assert page.locator("#nhom-thieu li").count() > 20


def test_results_follow_the_answers_in_three_groups(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "i-h.poverty_status").select_option("near_poor")

    expect(page.locator("#nhom-du .card").first).to_contain_text("Hỗ trợ theo chương trình giảm nghèo")
    expect(page.locator("#nhom-khong li").first).to_be_attached()
    by_id(page, "i-m1.birth_date").fill("05091944")
    by_id(page, "m1.goi").fill("Bà Năm")
    expect(page.locator("#ket-qua")).to_contain_text("Bà Năm")


def test_the_best_question_is_marked_and_led_to(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "i-h.poverty_status").select_option("poor")
    expect(page.locator("#nhom-du .card").first).to_be_visible()
    link = page.locator("#nen-hoi a")
    target = str(link.get_attribute("href")).removeprefix("#")
    link.click()

    expect(by_id(page, target)).to_have_class(re.compile(r"\bnext\b"))
    assert page.evaluate("document.activeElement.closest('.field').id") == target


def test_questions_that_no_longer_matter_are_folded_away_and_come_back(visit: Visit) -> None:
    page = visit(BENTRE)
    exit_date = by_id(page, "f-h.poverty_exit_date")
    choose(page, "h.has_housing_difficulty", "Không")

    expect(page.locator("#t-h-home .folded [id='f-h.already_supported_with_housing']")).to_be_attached()
    choose(page, "h.has_housing_difficulty", "Có")
    expect(page.locator("#t-h-home > .fields [id='f-h.already_supported_with_housing']")).to_be_visible()
    expect(exit_date).to_be_attached()


def test_a_result_says_amount_payer_worth_clause_reasons_and_where_to_turn(visit: Visit, family) -> None:
    page = visit(BENTRE)
    send(page, "/", family)
    card = page.locator("#nhom-du .card", has_text="Hỗ trợ 30% thẻ BHYT")
    card.locator("summary").click()

    expect(card).to_contain_text("241.380 đ/năm")
    for said in ("Ngân sách tỉnh", "chưa được chi", "mục 3.2 phần II", "Phân loại hộ là hộ cận nghèo", "Sở Lao động"):
        expect(card).to_contain_text(said)
    page.locator("#khong-ds summary").click()
    expect(page.locator("#khong-ds")).to_contain_text("Cần:")


def test_what_cannot_be_read_is_said_at_its_field_and_in_a_summary_and_the_rest_is_judged(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "i-h.poverty_status").select_option("near_poor")
    by_id(page, "i-m1.birth_date").fill("31/02/1950")

    expect(page.locator("#tom-tat-loi")).to_contain_text("Ngày sinh (Người 1)")
    expect(by_id(page, "w-m1.birth_date")).to_be_visible()
    expect(page.locator("#nhom-du .card").first).to_be_visible()
    by_id(page, "i-m1.birth_date").fill("28/02/1950")
    expect(page.locator("#tom-tat-loi")).to_have_count(0)
    expect(by_id(page, "w-m1.birth_date")).to_be_hidden()


def test_answers_that_contradict_one_another_are_named_and_nothing_is_judged(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "i-h.poverty_status").select_option("poor")
    by_id(page, "i-h.living_standard").select_option("rich", force=True)  # it may be folded away by now

    expect(page.locator("#tom-tat-loi")).to_contain_text("không khớp")
    expect(page.locator("#nhom-du")).to_have_count(0)


def test_people_are_added_and_removed_without_losing_what_was_typed(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "m1.goi").fill("Ông Ba")
    choose(page, "h.has_housing_difficulty", "Có")
    page.get_by_role("button", name="Thêm người").click()
    expect(page.locator(".person")).to_have_count(2)

    assert page.evaluate("document.activeElement.id") == "m2.goi"
    expect(by_id(page, "m1.goi")).to_have_value("Ông Ba")
    page.get_by_role("button", name="Bỏ Ông Ba").click()
    expect(page.locator(".person")).to_have_count(1)
    expect(by_id(page, "f-h.has_housing_difficulty").get_by_label("Có")).to_be_checked()


@contextmanager
def held_back(page: Page, path: str) -> Iterator[None]:
    """A slow line: what the page asks of this path in the block is sent at its end."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(lambda url: urlsplit(url).path == path, hold)
    yield
    page.wait_for_timeout(700)  # longer than any pause in typing after which the page asks by itself
    for route in held:
        route.continue_()


def test_a_person_is_added_on_a_slow_line_too_right_after_typing(visit: Visit) -> None:
    page = visit(BENTRE)
    with held_back(page, "/"):
        by_id(page, "m1.goi").press_sequentially("Ông Ba")
        by_id(page, "them").evaluate("button => button.click()")

    expect(page.locator(".person")).to_have_count(2)
    expect(by_id(page, "m1.goi")).to_have_value("Ông Ba")


def test_what_is_typed_while_a_person_is_added_is_kept_and_judged(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "m1.goi").fill("Ông")
    with held_back(page, "/"):
        page.get_by_role("button", name="Thêm người").click()
        by_id(page, "m1.goi").fill("Ông Ba")
        by_id(page, "i-h.poverty_status").select_option("near_poor")
        by_id(page, "i-h.poverty_status").focus()

    expect(page.locator(".person")).to_have_count(2)
    expect(by_id(page, "m1.goi")).to_have_value("Ông Ba")
    expect(page.locator("#m1 > legend")).to_have_text("Ông Ba")
    expect(by_id(page, "i-h.poverty_status")).to_have_value("near_poor")
    expect(page.locator("#nhom-du .card").first).to_contain_text("Hỗ trợ theo chương trình giảm nghèo")


def test_another_place_asks_other_questions_and_keeps_the_answers(visit: Visit) -> None:
    page = visit(BENTRE)
    choose(page, "h.area_climate_salinity", "Có")
    page.locator("#noi").select_option("angiang")
    expect(page.locator("#ket-qua")).to_contain_text("An Giang")
    page.locator("#noi").select_option("bentre")
    expect(page.locator("#ket-qua")).to_contain_text("Tỉnh Bến Tre")

    expect(by_id(page, "f-h.area_climate_salinity").get_by_label("Có")).to_be_checked()


def test_a_new_household_keeps_the_place_and_day_and_nothing_else(visit: Visit) -> None:
    page = visit("/")
    page.locator("#noi").select_option("bentre")
    expect(page.locator("#ket-qua")).to_contain_text("Tỉnh Bến Tre")
    page.get_by_label("Ngày xét").fill("15/06/2022")
    page.get_by_label("Ngày xét").press("Tab")
    expect(page.locator("#ket-qua")).to_contain_text("15/06/2022")
    by_id(page, "m1.goi").fill("Bà Năm")
    expect(page.locator("#ket-qua")).to_contain_text("Bà Năm")
    page.get_by_role("link", name="Hộ mới").click()

    expect(by_id(page, "m1.goi")).to_have_value("")
    expect(page.locator("#noi")).to_have_value("bentre")
    expect(page.get_by_label("Ngày xét")).to_have_value("15/06/2022")


def test_the_whole_form_works_by_keyboard_alone(visit: Visit) -> None:
    page = visit(BENTRE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    def tab_to(identifier: str, most: int = 60) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if identifier in page.evaluate("[document.activeElement.id, document.activeElement.name]"):
                return
        raise AssertionError(identifier)

    tab_to("i-h.poverty_status")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to("h.is_merit_household")
    page.keyboard.press("ArrowLeft")  # from "chưa rõ" to "không"
    tab_to("m1.goi", 120)
    page.keyboard.type("Bà Sáu")
    tab_to("i-m1.birth_date")
    page.keyboard.type("1958")
    tab_to("them", 120)
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_have_count(2)

    assert outline == "solid"
    expect(by_id(page, "i-h.poverty_status")).to_have_value("near_poor")
    expect(by_id(page, "m1.goi")).to_have_value("Bà Sáu")
    card = page.locator("#nhom-du .card summary").first
    card.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#nhom-du .card").first.locator("dl")).to_be_visible()


def test_enter_shows_the_results_and_leaves_the_focus(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "m1.goi").fill("Bà Bảy")
    by_id(page, "m1.goi").press("Enter")
    expect(page.locator("#ket-qua")).to_contain_text("Bà Bảy")

    expect(by_id(page, "m1.goi")).to_be_focused()
    assert page.url.endswith(BENTRE)


def test_without_script_enter_sends_the_form_and_not_another_button(visit: Visit) -> None:
    page = visit(BENTRE, java_script_enabled=False)
    by_id(page, "m1.goi").fill("Bà Bảy")
    by_id(page, "m1.goi").press("Enter")

    expect(page.locator("#ket-qua")).to_contain_text("Bà Bảy")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("heading", name="Tra cứu hộ")).to_be_visible()


def test_without_script_the_same_form_is_sent_and_comes_back_filled_in(visit: Visit) -> None:
    page = visit(BENTRE, java_script_enabled=False)
    by_id(page, "i-h.poverty_status").select_option("near_poor")
    by_id(page, "m1.goi").fill("Bà Năm")
    by_id(page, "i-m1.birth_date").fill("31/02/1958")
    page.get_by_role("button", name="Xét", exact=True).click()

    expect(page.locator("#tom-tat-loi")).to_contain_text("Ngày sinh (Bà Năm)")
    by_id(page, "i-m1.birth_date").fill("1958")
    page.get_by_role("button", name="Thêm người").click()
    expect(page.locator(".person")).to_have_count(2)
    expect(by_id(page, "i-m1.birth_date")).to_have_value("1958")
    expect(page.locator("#nhom-du .card").first).to_be_visible()
    expect(page.locator("#nen-hoi a")).to_be_visible()
    page.get_by_role("button", name="Bỏ Bà Năm").click()
    expect(page.locator(".person")).to_have_count(1)


def test_english_stands_behind_a_switch_and_keeps_the_answers(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "i-h.poverty_status").select_option("near_poor")
    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="One household")).to_be_visible()
    expect(by_id(page, "i-h.poverty_status")).to_have_value("near_poor")
    expect(page.locator("#nhom-du")).to_contain_text("Eligible")
    by_id(page, "m1.goi").fill("Mrs Năm")
    expect(page.locator("#ket-qua")).to_contain_text("Mrs Năm")
    expect(page.locator("#ket-qua")).to_contain_text("More information needed")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_a_lost_connection_loses_no_typing_and_the_results_catch_up(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "i-h.poverty_status").select_option("near_poor")
    expect(page.locator("#nhom-du .card").first).to_be_visible()
    page.context.set_offline(True)
    by_id(page, "m1.goi").fill("Bà Năm")
    by_id(page, "i-m1.birth_date").fill("1958")

    expect(page.locator("#mat-ket-noi")).to_be_visible()
    page.get_by_role("button", name="Xét", exact=True).click()
    page.get_by_role("button", name="Thêm người").click()
    expect(by_id(page, "m1.goi")).to_have_value("Bà Năm")
    expect(by_id(page, "i-m1.birth_date")).to_have_value("1958")
    page.context.set_offline(False)
    expect(page.locator("#mat-ket-noi")).to_be_hidden()
    expect(page.locator("#ket-qua")).to_contain_text("Bà Năm")


def leave(page: Page) -> list[str]:
    """Try to go to another part, and stay where that is asked about; gives what was asked."""
    asked: list[str] = []
    here = page.url

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Danh sách").click(no_wait_after=True)
    for _ in range(150):
        if asked or page.url != here:
            break
        page.wait_for_timeout(100)
    page.remove_listener("dialog", stay)
    return asked


def test_leaving_with_unsaved_typing_asks_first_and_stays_if_wanted(visit: Visit) -> None:
    page = visit(BENTRE)
    by_id(page, "m1.goi").press_sequentially("Bà Năm")

    assert leave(page) == ["beforeunload"]
    expect(by_id(page, "m1.goi")).to_have_value("Bà Năm")
    with page.expect_download():
        page.get_by_role("button", name="Tệp PDF").click()
    by_id(page, "m1.goi").press_sequentially(" Mẫu")
    assert leave(page) == ["beforeunload"]
    with page.expect_download():
        page.get_by_role("button", name="Tệp PDF").click()
    assert leave(page) == []
    expect(page.get_by_role("heading", name="Rà soát danh sách")).to_be_visible()


def test_leaving_asks_nothing_where_nothing_was_typed_or_the_form_itself_goes_on(visit: Visit) -> None:
    page = visit(BENTRE)
    page.locator("#t-h-home > summary").click()
    assert leave(page) == []
    page.goto(BENTRE)
    by_id(page, "m1.goi").press_sequentially("Bà Năm")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert asked == []
    page.get_by_role("link", name="New household").click()
    expect(by_id(page, "m1.goi")).to_have_value("")
    assert asked == ["beforeunload"]


def test_the_page_keeps_nothing_on_the_machine_and_nothing_in_addresses(visit: Visit, family) -> None:
    page = visit(BENTRE)
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    by_id(page, "m1.goi").fill("Nguyễn Thị Bí Mật")
    expect(page.locator("#ket-qua")).to_contain_text("Bí Mật")
    send(page, "/in", family)
    page.go_back()

    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]")
    assert kept == [0, 0, 0]
    assert not [url for url in seen if "M%E1%BA%ADt" in url or NAMES[0] in url or "birth" in url]


def test_the_timeline_is_a_picture_with_a_table(visit: Visit, family) -> None:
    page = visit(BENTRE)
    send(page, "/", family)
    page.get_by_role("button", name="Qua thời gian").click()

    expect(page.get_by_role("img", name="Các khoản của hộ từ 01/01/2022 đến 31/12/2024")).to_be_visible()
    expect(page.locator("table")).to_contain_text("07/04/2022 – 31/12/2022")
    expect(page.locator("table")).to_contain_text("241.380 đ/năm")
    page.get_by_label("Đến ngày").fill("31/12/2021")
    page.get_by_role("button", name="Vẽ lại").click()
    expect(page.get_by_role("alert")).to_contain_text("ngày đầu phải trước ngày cuối")
    page.get_by_role("button", name="Quay lại trang").click()
    expect(by_id(page, "m1.goi")).to_have_value("Ông Tư")
