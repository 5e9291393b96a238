"""A page that cannot be given says why on a page, in the language asked for; programs get a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient
from tests.web.conftest import PHONE, Visit

from eligibility_api.app import build_app
from eligibility_api.pages.wording import page_words
from eligibility_api.settings import Settings

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
FORM = {**BROWSER, "Content-Type": "application/x-www-form-urlencoded"}
NAME = "Nguyễn Thị Bí Mật"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = replace(Settings(data=tmp_path_factory.mktemp("data")), body_bytes=2_000)
    with TestClient(build_app(settings), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def checked(answer, status: int) -> str:
    """The page, of the shape that every refused page has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert f"{status}" in answer.text
    assert answer.headers["x-request-id"] in answer.text
    return answer.text


@pytest.mark.parametrize(("language", "said"), [("vi", "Không có trang này."), ("en", "There is no such page.")])
def test_an_address_without_a_page(client: TestClient, language: str, said: str) -> None:
    text = checked(client.get(f"/{NAME}?lang={language}", headers=BROWSER), 404)

    assert said in text
    assert f'<html lang="{language}">' in text
    assert "M%E1%BA%ADt" not in text
    assert NAME not in text


def test_another_method_than_the_page_takes(client: TestClient) -> None:
    answer = client.get("/in", headers=BROWSER)

    assert "không nhận cách gửi" in checked(answer, 405)
    assert answer.headers["allow"] == "POST"


def test_a_mistake_of_the_program(client: TestClient, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError(NAME)

    monkeypatch.setattr("eligibility_api.pages.household.screen", broken)
    text = checked(client.post("/", content=f"m1.goi={NAME}".encode(), headers=FORM), 500)

    assert "Phần mềm gặp lỗi" in text
    assert NAME not in text
    assert "Traceback" not in text


def test_a_form_that_is_too_large(client: TestClient) -> None:
    text = checked(client.post("/ket-qua", content=f"m1.goi={NAME * 200}".encode(), headers=FORM), 413)

    assert "Dữ liệu gửi lên quá lớn. Gửi ít hơn một lần." in text
    assert NAME not in text


def test_what_is_refused_for_what_it_says(client: TestClient) -> None:
    answer = client.post("/danh-sach", content=b"--x\r\n", headers={**BROWSER, "Content-Type": "multipart/form-data"})

    assert "Không đọc được biểu mẫu" in checked(answer, 422)


def test_a_form_of_another_site_and_a_name_that_is_not_ours(client: TestClient) -> None:
    foreign = client.post("/", content=b"", headers={**FORM, "Origin": "http://example.org"})
    misnamed = client.get("/", headers={**BROWSER, "Host": "example.org"})

    assert "Trang khác không được gửi vào đây." in checked(foreign, 403)
    assert "không mang tên đã gọi" in checked(misnamed, 421)


@pytest.mark.parametrize(("path", "status"), [("/v1/nothing", 404), ("/v1/batches", 405)])
def test_the_api_answers_a_browser_as_it_answers_everybody(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path, headers=BROWSER)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_program_gets_a_problem_from_a_page_too(client: TestClient) -> None:
    assert client.get("/khong-co").headers["content-type"] == "application/problem+json"


def test_where_we_say_it_in_our_words_no_other_language_is_left_over() -> None:
    english = {key for key in page_words("en").phrases if key.startswith("page.refused_hint.")}

    assert english
    assert english == {key for key in page_words("vi").phrases if key.startswith("page.refused_hint.")}
    assert {key.replace("_hint", "") for key in english} <= page_words("vi").phrases.keys()


def test_the_way_back_is_on_the_page(visit: Visit) -> None:
    page = visit("/khong-co", viewport=PHONE)

    expect(page.get_by_role("alert")).to_contain_text("Không có trang này. Chọn một phần ở đầu trang.")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.get_by_role("link", name="Về trang Tra cứu hộ").click()
    expect(page.get_by_role("heading", name="Tra cứu hộ")).to_be_visible()
