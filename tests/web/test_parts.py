"""What the pages are made of, without a browser: words, themes, questions, typed texts, vendored files."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from random import Random
from string import Formatter
from urllib.parse import urlencode

import pytest
from starlette.datastructures import FormData
from starlette.testclient import TestClient
from tests.health.test_reference import Uttered, parsed
from tests.support.households import Households, consistent

import eligibility
from eligibility.cases.hints import HINTS
from eligibility.engine import Engine
from eligibility.period import Interval
from eligibility_api.app import build_app
from eligibility_api.pages.entry import Entry
from eligibility_api.pages.themes import OTHER, theme_of, themes
from eligibility_api.pages.typed import read_day, read_entry, spelled_out
from eligibility_api.pages.usable import usable_facts
from eligibility_api.pages.wording import diagnostics_in, hints_in, page_words
from eligibility_api.settings import Settings

API = Path(__file__).parents[2] / "api" / "eligibility_api"
ERRORS = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
VENDOR = Path(__file__).parent / "vendor"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    with TestClient(build_app(settings), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/hoi", "/danh-sach", "/chinh-sach"])
def test_forms_start_with_the_place_of_the_office(tmp_path: Path, path: str) -> None:
    settings = Settings(data=tmp_path, place="huongtra")
    with TestClient(build_app(settings), base_url="http://127.0.0.1") as client:
        assert '<option value="huongtra" selected>' in client.get(path).text
        assert '<option value="bentre" selected>' in client.get(f"{path}?noi=bentre").text


def own(language: str) -> dict[str, str]:
    return {key: said for key, said in page_words(language).phrases.items() if key.startswith("page.")}  # type: ignore[arg-type]


def places(phrase: str) -> set[str]:
    return {name for _text, name, _form, _conversion in Formatter().parse(phrase) if name}


def test_both_languages_say_the_same_with_the_same_places() -> None:
    vi, en = own("vi"), own("en")

    assert vi.keys() == en.keys()
    assert {key: places(vi[key]) for key in vi} == {key: places(en[key]) for key in en}


def test_every_phrase_of_the_pages_is_said_somewhere() -> None:
    files = [*API.glob("pages/**/*.py"), *API.glob("templates/**/*.html")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    said = set(re.findall(r"""["'](page\.[a-z_.-]+)["']""", code))
    begun = tuple(re.findall(r"""["'](page\.[a-z_.]+[._])(?:["']|\{)""", code))

    assert [key for key in own("vi") if key not in said and not key.startswith(begun)] == []


NEVER_TRIED = {
    *("usage", "internal-error", "missing-extra", "unwritable-file", "missing-folder"),
    *("unknown-engine", "unknown-schema", "matchers-disagree"),
}
"""Codes of the command line that no file of rules or cases can bring about."""


def test_every_mistake_in_a_file_of_rules_or_cases_is_said_in_vietnamese_and_no_other() -> None:
    parts = ERRORS.read_text(encoding="utf-8").split("\n## ")[1:]
    codes = {
        code
        for part in parts
        if not part.startswith(("A commune list", "The service"))
        for code in re.findall(r"^\| `([a-z0-9-]+)` \|", part, re.MULTILINE)
    }

    source = Path(eligibility.__file__).parent
    uttered = Uttered.of(parsed(*(source / part for part in ("loading", "cases", "coverage", "matching", "timeline"))))

    assert set(diagnostics_in("vi")) == (codes - NEVER_TRIED) | uttered
    assert [code for code, said in diagnostics_in("vi").items() if not said.endswith(".")] == []
    assert diagnostics_in("en") == {}


def test_every_hint_on_a_failed_case_is_said_in_vietnamese_with_the_same_values() -> None:
    said = hints_in("vi")

    assert said.keys() == HINTS.keys()
    assert {code: places(text) for code, text in said.items()} == {code: places(text) for code, text in HINTS.items()}
    assert hints_in("en") == {}


def test_every_pattern_of_a_theme_fits_some_fact(rulebook) -> None:
    keys = {
        scope: [one.key for one in rulebook.facts.values() if one.scope == scope] for scope in ("household", "member")
    }

    dead = [
        pattern
        for scope, found in themes().items()
        for patterns in found.values()
        for pattern in patterns
        if not any(fnmatchcase(key, pattern) for key in keys[scope])
    ]

    assert dead == []


def test_almost_every_question_has_a_theme_of_its_own(rulebook) -> None:
    asked = [one for one in rulebook.facts.values() if one.question is not None]

    without = [one.name for one in asked if theme_of(one.scope, one.key) == OTHER]

    assert len(without) < len(asked) / 10, without


@pytest.mark.parametrize(
    ("place", "on"), [("bentre", date(2022, 6, 15)), ("vinhlong", date(2026, 1, 15)), ("vietnam", date(2024, 8, 1))]
)
def test_the_form_has_a_field_for_whatever_the_engine_asks(engine: Engine, examples: int, place: str, on: date) -> None:
    usable = usable_facts(engine.matcher(place, on, {}).law)
    source = Households(engine.rulebook.facts, on, seed=5)
    asked: set[str] = set()
    for _ in range(min(examples, 60)):
        household = consistent(engine, source.draw(), place, on)
        if household is not None:
            result = engine.determine(household, jurisdiction=place, on=on, everything=True)
            asked |= {fact for one in result.determinations if one.shown is None for fact in one.ask}

    assert asked - set(usable) - {"household.members", "household.place", "member.died_on"} == set()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("05091944", "05/09/1944"),
        ("5.9.1944", "5/9/1944"),
        ("5 - 9 - 1944", "5/9/1944"),
        ("091944", "09/1944"),
        ("1944", "1944"),
        ("1944-9-5", "1944-09-05"),
        ("mai", "mai"),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert spelled_out(typed) == read


def test_a_reference_date_is_a_whole_day() -> None:
    assert read_day("15062022") == date(2022, 6, 15)
    assert read_day("2022") is None
    assert read_day("31/02/2022") is None


def test_what_was_typed_becomes_a_household_and_what_cannot_be_read_is_left_out(rulebook) -> None:
    form = FormData(
        [
            *(("noi", "bentre"), ("nguoi", "m1"), ("nguoi", "m2"), ("m1.goi", "Bà Năm"), ("m2.goi", "Bà Năm")),
            *(("m1.birth_date", "1958"), ("m2.birth_date", "mai"), ("m2.raised_by", "m1"), ("h.loan_purpose", "-")),
            *(("h.income_dong_per_person_month", "1.500.000"), ("h.poverty_status", "poor"), ("m9.gender", "male")),
        ]
    )

    typed = read_entry(Entry.read(form, "vietnam"), rulebook.facts, "Người {number}")

    first, second = typed.household.members or ()
    assert (first.id, second.id) == ("Bà Năm", "Bà Năm (2)")
    assert second.facts == {"raised_by": ["Bà Năm"]}
    assert typed.household.facts["loan_purpose"] == []
    assert typed.household.facts["income_dong_per_person_month"] == "1500000"
    assert typed.wrong == {"m2.birth_date": "not_date"}
    assert not typed.household.members_complete


def test_a_person_gets_a_place_nobody_had() -> None:
    form = FormData([("nguoi", "m1"), ("nguoi", "m3"), ("lenh", "them")])
    entry = Entry.read(form, "vietnam")

    assert entry.people == ("m1", "m3", "m4")
    assert entry.after("bo:m3").people == ("m1", "m4")


def test_an_uncertain_number_is_never_made_certain(rulebook) -> None:
    form = FormData([("nguoi", "m1"), ("m1.birth_date", "06/1962")])
    typed = read_entry(Entry.read(form, "vietnam"), rulebook.facts, "{number}")

    from eligibility.facts import read_statements

    birth = read_statements(typed.household, rulebook.facts).members[0]["member.birth_date"]
    assert birth == Interval(19620601, 19620630)


@pytest.mark.parametrize("path", ["/", "/hoi", "/danh-sach", "/chinh-sach", "/thu-nghiem", "/static/pages.css"])
def test_every_page_carries_the_strict_policy(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_no_template_holds_script_style_or_a_form_that_would_put_answers_into_an_address() -> None:
    wrong = []
    for file in API.glob("templates/**/*.html"):
        text = file.read_text(encoding="utf-8")
        wrong += [
            f"{file.name}: {found}" for found in re.findall(r"<script>|<style|\sstyle=|\son[a-z]+=|\|safe\b", text)
        ]
        if 'method="get"' in text and file.name not in {"policy.html", "as_of.html"}:
            wrong.append(f"{file.name}: a form that puts its fields into the address")

    assert wrong == []


def test_typed_words_come_back_as_text_and_never_as_markup(client: TestClient) -> None:
    sent = {"noi": "bentre", "nguoi": "m1", "m1.goi": "<img src=x onerror=alert(1)>", "h.place": '"><script>x</script>'}

    for path in ("/", "/ket-qua", "/in", "/hoi", "/dong-thoi-gian"):
        text = client.post(path, data=sent).text
        assert "<img src=x" not in text
        assert "<script>x" not in text


def test_an_address_that_leads_nowhere_is_a_page_for_people_and_a_problem_for_programs(client: TestClient) -> None:
    page = client.get("/khong-co-trang-nay", headers={"Accept": "text/html"})
    problem = client.get("/v1/nothing", headers={"Accept": "text/html"})

    assert (page.status_code, problem.status_code) == (404, 404)
    assert "Không có trang này" in page.text
    assert problem.headers["content-type"] == "application/problem+json"


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    answer = client.post("/", data={"noi": "bentre"}, headers={"Origin": "http://example.org"})

    assert answer.status_code == 403


def test_a_form_that_is_too_large_is_refused_in_words(client: TestClient) -> None:
    answer = client.post(
        "/", content=b"h.place=" + b"x" * 1_100_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert answer.status_code == 413
    assert "text/html" in answer.headers["content-type"]


def test_vendored_files_are_the_ones_on_record() -> None:
    folder = API / "static"
    record = (folder / "SOURCES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", record, re.MULTILINE)

    assert len(rows) == 7
    assert [name for name, digest in rows if sha256((folder / name).read_bytes()).hexdigest() != digest] == []
    axe = gzip.decompress((VENDOR / "axe.min.js.gz").read_bytes())
    assert sha256(axe).hexdigest() in (VENDOR / "SOURCES.md").read_text(encoding="utf-8")


WORDS = (
    "",
    "true",
    "false",
    "-",
    "m1",
    "1958",
    "31/02/1950",
    "00000000",
    "1.500.000",
    "-5",
    "{number}",
    "<b>",
    "\x00",
    "💥",
    "x" * 300,
)


@pytest.mark.parametrize("seed", range(8))
def test_no_form_however_it_is_filled_in_makes_a_page_fail(client: TestClient, rulebook, seed: int) -> None:
    draw = Random(seed)
    facts = list(rulebook.facts.values())
    fields = [("noi", draw.choice(["bentre", "vietnam", "nowhere"])), ("ngay", draw.choice(["", "15/06/2022", "mai"]))]
    fields += [("nguoi", draw.choice(["m1", "m2", "m3", "mx", "h"])) for _ in range(4)]
    fields += [
        ("buoc", draw.choice(["noi", "nguoi", "m1.gender", "zzz"])),
        ("lenh", draw.choice(["tiep", "them", "bo:m1"])),
    ]
    for _ in range(30):
        fact = draw.choice(facts)
        scope = "h" if fact.scope == "household" else draw.choice(["m1", "m2", "m3"])
        fields.append((f"{scope}.{fact.key}", draw.choice([*WORDS, *fact.choices])))
    body = urlencode(fields)

    answers = {
        path: client.post(path, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code
        for path in ("/", "/ket-qua", "/hoi", "/in", "/phieu.pdf", "/dong-thoi-gian")
    }

    assert {path: status for path, status in answers.items() if status != 200} == {}
