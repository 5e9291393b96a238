"""Two spellings are the same words when nothing but case, marks left out, and punctuation differs."""

from __future__ import annotations

import unicodedata

import pytest

from eligibility.lists.fold import Lexicon, clean, fold

KNOWN = Lexicon(
    [("nghèo", "poor"), ("cận nghèo", "near"), ("nam", "male"), ("ba", "father"), ("hòa", "peace"), ("đặc biệt", "x")]
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Họ và tên", "ho va ten"),
        ("  Ngày,\ntháng / năm – sinh > Nữ ", "ngay thang nam sinh nu"),
        ("ĐẶC BIỆT", "dac biet"),
        ("Ðặc biệt", "dac biet"),
        ("(1)", "1"),
        ("…", ""),
    ],
)
def test_folding_keeps_letters_and_digits(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_cleaning_removes_odd_spaces_and_invisible_characters():
    assert clean("\ufeff a\u00a0\u200b b\t") == "a b"


@pytest.mark.parametrize("spelling", ["Cận nghèo", "CẬN  NGHÈO", "can ngheo", "cân nghèo", "cận-nghèo"])
def test_case_missing_marks_and_punctuation_are_forgiven(spelling):
    assert KNOWN.find(spelling) == ("near",)


@pytest.mark.parametrize(("spelling", "target"), [("hoà", "peace"), ("Ðặc biệt", "x")])
def test_where_the_tone_stands_and_which_d_was_typed_are_forgiven(spelling, target):
    assert KNOWN.find(spelling) == (target,)


@pytest.mark.parametrize("spelling", ["năm", "bà", "hoả", "hộ cận nghèo", "nghe", ""])
def test_marks_that_make_another_word_are_not_forgiven(spelling):
    assert KNOWN.find(spelling) == ()


def test_a_spelling_with_all_its_marks_comes_before_one_without():
    both = Lexicon([("ba", "father"), ("bà", "grandmother")])

    assert both.find("bà") == ("grandmother",)
    assert both.find("ba") == ("father",)


def test_a_spelling_that_may_mean_two_things_finds_both():
    assert Lexicon([("má", 1), ("mã", 2)]).find("ma") == (1, 2)


def test_a_near_miss_is_proposed_and_not_found():
    assert KNOWN.find("hộ cận nghèo") == ()
    assert KNOWN.nearest("hộ cận nghèo") == "cận nghèo"
    assert KNOWN.nearest("lương thực") is None
