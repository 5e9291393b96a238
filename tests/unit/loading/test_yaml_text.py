"""YAML text: every scalar stays text, every part has a place, every trap is refused where it stands."""

from __future__ import annotations

import unicodedata

import pytest

from eligibility.errors import HouseholdError, Location, RulebookError
from eligibility.loading import read_yaml


def refused(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(RulebookError) as caught:
        read_yaml(text, "x.yaml")
    return [(one.code, one.location.line, one.location.column) for one in caught.value.diagnostics if one.location]


@pytest.mark.parametrize(
    "value", ["no", "yes", "01", "1_000", "1e3", "12:30", "2022-04-07", "0x1f", "=", "<<", "true", ".5"]
)
def test_every_scalar_stays_the_text_it_was(value):
    assert read_yaml(f"a: {value}", "x.yaml").data == {"a": value}


@pytest.mark.parametrize("value", ["", "null", "~"])
def test_an_empty_value_is_none_and_its_place_is_kept(value):
    document = read_yaml(f"a: {value}", "x.yaml")

    assert document.data == {"a": None}
    assert len(document.blanks) == 1


@pytest.mark.parametrize("value", ["''", '"null"', "'~'", "|-\n  null"])
def test_a_quoted_value_is_never_empty(value):
    data = read_yaml(f"a: {value}", "x.yaml").data

    assert isinstance(data, dict)
    assert data["a"] is not None


def test_an_empty_file_holds_nothing():
    assert read_yaml("# nothing\n", "x.yaml").data is None
    assert read_yaml("", "x.yaml").locate(("a",)) == Location("x.yaml", 1, 1)


def test_text_is_brought_to_nfc():
    decomposed = unicodedata.normalize("NFD", "hộ: nghèo")

    assert read_yaml(decomposed, "x.yaml").data == {"hộ": "nghèo"}


def test_columns_count_characters_and_a_byte_order_mark_counts_nothing():
    document = read_yaml("\ufeffhộ nghèo: {đồng: [1, 2]}", "x.yaml")

    assert document.locate(("hộ nghèo", "đồng", 1)) == Location("x.yaml", 1, 22)
    assert document.locate(("hộ nghèo", "đồng"), key=True) == Location("x.yaml", 1, 12)


def test_a_path_that_leads_outside_gives_its_last_part_inside():
    document = read_yaml("a:\n  b: c\n", "x.yaml")

    assert document.locate(("a", "b", "dong", 3)) == Location("x.yaml", 2, 6)


def test_an_alias_repeats_its_anchor():
    assert read_yaml("a: &x {b: [c]}\nd: *x", "x.yaml").data == {"a": {"b": ["c"]}, "d": {"b": ["c"]}}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1),
        ("a: {b: 1, b: 2}", "duplicate-key", 1, 11),
        ("a: !!int 1", "yaml-tag", 1, 4),
        ("a: !mine {b: c}", "yaml-tag", 1, 4),
        ("!x a: 1", "yaml-tag", 1, 1),
        ("a: &x [*x]", "recursive-anchor", 1, 4),
        ("&x a: {b: *x}", None, 0, 0),
        ("? [a, b]\n: c", "complex-key", 1, 3),
        ("a:\n\tb: c", "yaml-tab", 2, 1),
        ("\ta: b", "yaml-tab", 1, 1),
        ("a: @b", "yaml-syntax", 1, 4),
        ("a: b: c", "yaml-syntax", 1, 5),
        ("a: *x", "unknown-anchor", 1, 4),
        ("a: &x 1\nb: &x 2", "duplicate-anchor", 2, 4),
        ("a: [1, 2", "yaml-syntax", 2, 1),
        ("a: {b: c", "yaml-syntax", 2, 1),
        ("a: 'b", "yaml-syntax", 1, 6),
        ("a: b\n---\nc: d", "yaml-syntax", 2, 1),
        ("a: b\x01", "yaml-character", 1, 5),
        ("a: b\nc: \ud800", "yaml-character", 2, 4),
        ("[" * 41 + "]" * 41, "too-deep", 1, 40),
    ],
)
def test_a_trap_is_refused_where_it_stands(text, code, line, column):
    if code is None:
        assert read_yaml(text, "x.yaml").data == {"a": {"b": "a"}}
    else:
        assert (code, line, column) in refused(text)


def test_the_deepest_allowed_nesting_loads():
    assert read_yaml("[" * 39 + "]" * 39, "x.yaml").data is not None


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_a_nesting_bomb_is_refused_before_it_bursts(text):
    assert refused(text)[0][0] == "too-deep"


def test_nesting_through_aliases_is_counted():
    lines = ["a0: &a0 [x]"] + [f"a{level}: &a{level} [*a{level - 1}]" for level in range(1, 50)]

    assert ("too-deep", 1, 1) in refused("\n".join(lines))


def test_an_alias_bomb_is_refused_before_it_is_unfolded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 9)]

    assert refused("\n".join(lines)) == [("too-large", 1, 1)]


def test_all_duplicate_keys_are_reported_at_once():
    assert refused("a: 1\na: 2\nb: {c: 1, c: 2}") == [("duplicate-key", 2, 1), ("duplicate-key", 3, 11)]


def test_the_caller_says_whose_mistake_it_is():
    with pytest.raises(HouseholdError):
        read_yaml("a: [", "x.yaml", HouseholdError)
