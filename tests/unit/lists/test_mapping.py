"""A column may be said to mean something else than its title; nothing is guessed, and what is not there is refused."""

from __future__ import annotations

import pytest
from tests.support.commune_list import HEADER, person, save_workbook, small_dictionary

from eligibility.errors import RequestError
from eligibility.lists.mapping import read_columns
from eligibility.lists.read import read_list, read_titles

FACTS = small_dictionary()


def book(tmp_path, *titles):
    """A list of one person whose titles are those given, where one is."""
    header = [new or known for new, known in zip([*titles, *[""] * len(HEADER)], HEADER, strict=False)]
    return save_workbook(tmp_path / "a.xlsx", {"S": [header, person(1, "Chủ hộ", gender="Nữ")]})


def said(read, letter):
    column = next(one for one in read if one.letter == letter)
    return column.fact, column.role, column.is_said


def test_an_unknown_title_is_used_only_once_somebody_says_what_it_means(tmp_path):
    path = book(tmp_path, *[""] * 5, "Sinh ngày nào ấy")

    plain = read_list(path, FACTS)
    (listed,) = read_list(path, FACTS, columns={"S!F": "member.birth_date"}).households

    assert said(plain.columns, "F") == (None, None, False)
    assert "birth_date" not in plain.households[0].household.members[0].facts
    assert "birth_date" in listed.household.members[0].facts


def test_a_known_title_can_be_set_aside_or_given_another_meaning(tmp_path):
    path = book(tmp_path)

    read = read_list(path, FACTS, columns={"S!G": "-", "S!D": "private"})

    assert said(read.columns, "G") == (None, "left_out", True)
    assert said(read.columns, "D") == (None, "private", True)
    assert "gender" not in read.households[0].household.members[0].facts
    assert not read.unmatched


def test_households_can_be_shown_by_a_column_that_no_title_names(tmp_path):
    path = book(tmp_path, "", "Mã gia đình", "", "", "Là gì trong nhà")

    with pytest.raises(RequestError) as refused:
        read_list(path, FACTS)
    titles = read_titles(path, FACTS)
    read = read_list(path, FACTS, columns={"S!B": "household_number", "S!E": "member.relation_to_head"})

    assert [one.code for one in refused.value.diagnostics] == ["no-household-column"]
    assert said(titles, "B") == (None, None, False)
    assert read.rows_judged == 1


def test_what_is_not_there_is_refused_all_at_once(tmp_path):
    with pytest.raises(RequestError) as refused:
        read_list(book(tmp_path), FACTS, columns={"S!Z": "name", "S!A": "member.birthdate"})

    assert [one.code for one in refused.value.diagnostics] == ["no-such-column", "unknown-meaning"]
    assert "member.birth_date" in refused.value.diagnostics[1].hint


def test_columns_are_read_from_text():
    assert read_columns(["a=b!c!K=member.gender"], "--column") == {"a=b!c!K": "member.gender"}


@pytest.mark.parametrize("text", ["K=member.gender", "S!K", "S!K=", ""])
def test_columns_without_a_sheet_or_a_meaning_are_refused(text):
    with pytest.raises(RequestError):
        read_columns([text], "--column")


def test_a_column_is_explained_once():
    with pytest.raises(RequestError):
        read_columns(["S!K=name", "S!K=-"], "--column")
