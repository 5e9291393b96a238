"""Fixed wording: the same in both languages, all of it used, written one way."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from eligibility.explain.words import lowered, sentence, words_of
from eligibility.loading import read_yaml
from eligibility.model.text import Language

SOURCE = Path(__file__).parents[3] / "src" / "eligibility"


def places(phrase: str) -> set[str]:
    return {name for _text, name, _form, _conversion in Formatter().parse(phrase) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert words_of("vi").phrases.keys() == words_of("en").phrases.keys()


def test_both_languages_fill_in_the_same_places() -> None:
    vi, en = words_of("vi").phrases, words_of("en").phrases

    assert {key: places(vi[key]) for key in vi} == {key: places(en[key]) for key in en}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_wording_is_clean(language: Language) -> None:
    text = files("eligibility.explain").joinpath(f"messages.{language}.yaml").read_text(encoding="utf-8")
    read_yaml(text, f"messages.{language}.yaml")  # refuses keys that stand twice

    assert text == unicodedata.normalize("NFC", text)
    assert not [
        key for key, phrase in words_of(language).phrases.items() if phrase != phrase.strip(" ") and phrase[:1] != " "
    ]


def test_every_phrase_is_said_somewhere() -> None:
    speaking = [file for folder in ("explain", "cli", "screening") for file in SOURCE.glob(f"{folder}/*.py")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in speaking)
    said = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_-]+)*)["']""", code))
    begun = tuple(re.findall(r"""f["']([a-z_]+(?:\.[a-z_]+)*[._])\{""", code))
    bounds = {"bound", "completed", "dated"}  # said as f"{manner}.at_least"

    unused = [
        key
        for key in words_of("vi").phrases
        if key not in said and not key.startswith(begun) and key.partition(".")[0] not in bounds
    ]

    assert unused == []


def test_numbers_and_days_are_written_as_each_language_does() -> None:
    vi, en = words_of("vi"), words_of("en")

    assert (vi.money(1_234_567), en.money(1_234_567)) == ("1.234.567 đ", "1,234,567 đ")
    assert (vi.decimal("2.50"), en.decimal("2.50")) == ("2,50", "2.50")
    assert (vi.working("1.5 × 1 490 000"), en.working("1.5 × 1 490 000")) == ("1,5 × 1.490.000", "1.5 × 1,490,000")
    assert (vi.day("2022-06-05"), vi.day("tháng ra quyết định")) == ("05/06/2022", "tháng ra quyết định")


def test_items_are_joined_as_in_speech() -> None:
    vi = words_of("vi")

    assert vi.joined([], "or") == ""
    assert vi.joined(["a"], "or") == "a"
    assert vi.joined(["a", "b", "c"], "or") == "a, b hoặc c"
    assert vi.joined(["a", "b"], "and", "; ") == "a và b"


def test_abbreviations_keep_their_capitals_inside_a_sentence() -> None:
    assert lowered("BHYT do nguồn khác đóng") == "BHYT do nguồn khác đóng"
    assert lowered("Ở nông thôn") == "ở nông thôn"
    assert lowered("") == ""


def test_a_sentence_begins_and_ends_as_one() -> None:
    assert sentence("chưa rõ ") == "Chưa rõ."
    assert sentence("có mấy phòng?") == "Có mấy phòng?"
