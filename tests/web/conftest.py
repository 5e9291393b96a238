"""A service in a process of its own, and Debian's browser to visit it with."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SERVE = """
import sys
from pathlib import Path
from eligibility_api.server import run
from eligibility_api.settings import Settings
run(Settings(data=Path(sys.argv[1]), port=int(sys.argv[2])))
"""
Visit = Callable[..., Page]

expect.set_options(timeout=15_000)  # a machine that runs other tests besides is slow


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service is found."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(tmp_path_factory.mktemp("data")), str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**os.environ})
    found = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{found}/static/icon.svg", timeout=5).close()  # noqa: S310 (our own service)
                break
            except OSError:
                time.sleep(0.1)
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, for the tests of one module: while it runs, nothing else may use an event loop here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens pages; in the end nothing foreign was fetched, no policy broken, and no script failed."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        expected = any(part in message.text for part in ("net::ERR_", "status of 4", "Failed to fetch"))
        if message.type in {"error", "warning"} and not expected:
            wrong.append(f"console: {message.text}")

    def fetched(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            wrong.append(f"fetched {request.url}")

    def begin(path: str = "/", **options: object) -> Page:
        given = {"viewport": DESKTOP, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        context = browser.new_context(base_url=address, **given)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", said)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        context.on("request", fetched)
        page.goto(path)
        return page

    yield begin
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def family() -> list[tuple[str, str]]:
    """The example household of four as the form sends it, everybody by name."""
    import yaml

    examples = Path(__file__).parents[2] / "examples"
    household = yaml.safe_load((examples / "household.yaml").read_text(encoding="utf-8"))["household"]
    sent = [("noi", "bentre"), ("ngay", "15/06/2022"), ("du_nguoi", "1"), *_fields("h", household)]
    for number, member in enumerate(household["members"], start=1):
        sent += [("nguoi", f"m{number}"), (f"m{number}.goi", NAMES[number - 1]), *_fields(f"m{number}", member)]
    return sent


NAMES = ("Ông Tư", "Bà Tư", "Anh Hai", "Bà nội")


def _fields(scope: str, facts: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (f"{scope}.{key}", str(one).lower() if isinstance(one, bool) else str(one))
        for key, value in facts.items()
        if key not in {"id", "members"}
        for one in (value if isinstance(value, list) else [value])
    ]


SEND = """([path, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  for (const [name, value] of fields) {
    const input = document.createElement("input");
    input.type = "hidden"; input.name = name; input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


def send(page: Page, path: str, fields: list[tuple[str, str]]) -> None:
    """Send a form as a browser does, without filling it in first."""
    with page.expect_navigation():
        page.evaluate(SEND, [path, fields])


def follow(page: Page, way: Locator) -> None:
    """Press what leads to another page, and wait until that page stands there: a click alone does not wait."""
    with page.expect_navigation():
        way.click()


def pages_of(pdf: bytes) -> int:
    """Number of pages of a PDF file."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
