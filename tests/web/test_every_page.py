"""What holds on every page: axe finds nothing, nothing foreign, no broken policy, a small first load."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import DESKTOP, PHONE, Visit, follow, send

AXE = gzip.decompress((Path(__file__).parent / "vendor" / "axe.min.js.gz").read_bytes()).decode()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIST = Path(__file__).parents[2] / "examples" / "commune-list.xlsx"
ADDRESSES = (
    "/?noi=bentre&ngay=15/06/2022",
    "/hoi",
    "/danh-sach",
    "/chinh-sach?noi=bentre&ngay=15/06/2022",
    "/chinh-sach/near-poor-health-insurance?ngay=15/06/2022",
    "/chinh-sach/muc-chuan",
    "/chinh-sach/so-dieu-khoan",
    "/thu-nghiem",
    "/chinh-sach/khong-co",
    "/khong-co",
)
MOST_BYTES = 100_000


def check(page: Page) -> list[str]:
    """What axe finds, each with the first place."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
    assert found["passes"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


@pytest.mark.parametrize(("screen", "language"), [(DESKTOP, "vi"), (PHONE, "en")], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_any_page(visit: Visit, family, screen, language: str) -> None:
    page, found = visit("/hoi", viewport=screen), {}

    def look(name: str) -> None:
        violations = check(page)
        if violations:
            found[name] = violations

    asked = f"lang={language}"
    for address in ADDRESSES if screen is DESKTOP else ADDRESSES[:4]:
        page.goto(f"{address}{'&' if '?' in address else '?'}{asked}")
        look(address)
    one_person = [
        (name, value) for name, value in family if not name.startswith(("m2", "m3", "m4")) and value[:1] != "m"
    ]
    for path, fields in (("/", [*one_person, ("nguoi", "m1")]), ("/in", family), ("/dong-thoi-gian", family)):
        page.goto("/danh-sach")
        send(page, f"{path}?{asked}", fields)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        look(f"{path} filled in")
    page.goto("/danh-sach")
    send(page, f"/hoi?{asked}", family)
    look("/hoi filled in")
    page.goto("/danh-sach")
    send(page, f"/?{asked}", [("noi", "bentre"), ("nguoi", "m1"), ("m1.birth_date", "31/02/1950"), ("ngay", "x")])
    look("/ with mistakes")

    assert found == {}


def test_axe_finds_nothing_on_the_pages_of_a_list_and_of_a_trial(visit: Visit, tmp_path: Path) -> None:
    page, found = visit("/danh-sach"), {}
    page.get_by_label("Tệp danh sách").set_input_files(LIST)
    page.get_by_label("Nơi ở").select_option("bentre")
    page.get_by_label("Ngày xét").fill("15/06/2022")
    follow(page, page.get_by_role("button", name="Xem trước"))
    found["preview"] = check(page)
    page.get_by_role("button", name="Xét 55 hộ").click()
    expect(page.get_by_role("heading", name="Theo khoản")).to_be_visible(timeout=60_000)
    found["result"] = check(page)
    broken = tmp_path / "bentre.yaml"
    broken.write_text("programmes: [", encoding="utf-8")
    page.goto("/thu-nghiem")
    page.get_by_label("Tệp quy tắc đang sửa").set_input_files(broken)
    follow(page, page.get_by_role("button", name="Chạy"))
    found["trial"] = check(page)

    assert found == {"preview": [], "result": [], "trial": []}


@pytest.mark.parametrize(
    "path", ["/", "/?noi=bentre&ngay=15/06/2022", "/hoi", "/danh-sach", "/chinh-sach", "/thu-nghiem"]
)
def test_the_first_load_is_small(visit: Visit, path: str) -> None:
    page = visit("/static/icon.svg")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")

    assert len(received) >= 5
    assert sum(received) < MOST_BYTES


def test_at_twice_the_size_nothing_is_cut_off(visit: Visit) -> None:
    page = visit("/?noi=bentre&ngay=15/06/2022", viewport={"width": 683, "height": 384})

    assert page.evaluate("document.documentElement.scrollWidth") <= 683
