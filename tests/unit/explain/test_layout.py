"""Lines on a page."""

from __future__ import annotations

from eligibility.explain.layout import BLANK, NARROWEST, WIDEST, Line, render


def test_what_follows_a_mark_stands_under_its_text() -> None:
    text = render([Line("một hai ba bốn năm sáu bảy tám chín mười", 2, mark="1.")], width=40, colour=False)

    assert text == "  1. một hai ba bốn năm sáu bảy tám chín\n     mười\n"


def test_a_label_is_said_first() -> None:
    assert render([Line("ngân sách tỉnh.", 4, "Ai trả")], width=80, colour=False) == "    Ai trả: ngân sách tỉnh.\n"


def test_a_page_is_neither_too_narrow_nor_too_wide() -> None:
    long = Line(" ".join(["chữ"] * 200))

    for asked, width in ((1, NARROWEST), (80, 80), (500, WIDEST)):
        rows = render([long], width=asked, colour=False).splitlines()

        assert max(map(len, rows)) <= width
        assert max(map(len, rows)) > width - 5


def test_a_long_word_is_not_broken() -> None:
    name = "a" * 60

    assert name in render([Line(f"Mã: {name}")], width=40, colour=False)


def test_a_blank_line_is_blank() -> None:
    assert render([BLANK], width=40, colour=True) == "\n"


def test_colour_surrounds_the_words_and_changes_none() -> None:
    lines = [
        Line("Cả hộ", style="heading"),
        Line("được nộp đơn " * 12, 4, style="good"),
        Line("ngân sách " * 12, 4, "Ai trả"),
        Line("thường"),
    ]
    plain, coloured = render(lines, width=60, colour=False), render(lines, width=60, colour=True)

    assert coloured != plain
    for code in ("\033[1;4m", "\033[32m", "\033[2m", "\033[0m"):
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == plain
