"""What people say a column is, in place of what its title says. Nothing is guessed here: each place has to be named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from eligibility.errors import Diagnostic, RequestError, did_you_mean
from eligibility.lists.header import Column, Header
from eligibility.lists.sheet import Sheet, letters
from eligibility.lists.titles import Meaning, Role
from eligibility.model.fact import FactDictionary, FactType

Columns = Mapping[str, str]
"""By place, such as `Danh sách!K`: the name of a fact, what else a column is for, or `NOT_USED`."""

NOT_USED = "-"
LEFT_OUT = "left_out"
"""What a column is for that somebody said is not used."""


def read_columns(given: Iterable[str], name: str) -> dict[str, str]:
    """Read columns, each a place, `=` and a meaning.

    Args:
        given: Such as `Danh sách!K=member.gender`.
        name: What they were given as.

    Raises:
        RequestError: One has another shape, or a column stands twice.
    """
    found: dict[str, str] = {}
    for one in given:
        place, _, meaning = one.rpartition("=")
        if "!" not in place or not meaning or place in found:
            message = f'{name}: "{one}" does not say once what a column means.'
            hint = "Write SHEET!LETTER=MEANING, as in Danh sách!K=member.gender; each column once."
            raise RequestError([Diagnostic("wrong-column", message, hint=hint)])
        found[place] = meaning
    return found


def may_be_stated(dictionary: FactDictionary) -> list[str]:
    """Facts that a column may state."""
    return [name for name, fact in dictionary.items() if fact.type is not FactType.MEMBERS]


def check_columns(columns: Columns, headers: Sequence[tuple[Sheet, Header | None]], dictionary: FactDictionary) -> None:
    """Refuse columns that are not there, and meanings that nothing has.

    Raises:
        RequestError: There are some; all of them.
    """
    places = [place(sheet, column) for sheet, header in headers if header is not None for column in header.columns]
    meanings = [*may_be_stated(dictionary), *(role.value for role in Role), NOT_USED]
    wrong = [
        Diagnostic("no-such-column", f'the list has no column "{one}".', hint=did_you_mean(one, places))
        for one in columns
        if one not in places
    ]
    wrong += [
        Diagnostic(
            "unknown-meaning",
            f'"{meaning}" is neither a fact nor a part of a list.',
            hint=did_you_mean(meaning, meanings),
        )
        for meaning in columns.values()
        if meaning not in meanings
    ]
    if wrong:
        raise RequestError(wrong)


def with_columns(sheet: Sheet, header: Header, columns: Columns, dictionary: FactDictionary) -> Header:
    """A header whose columns mean what people said, where they said something."""
    return replace(
        header,
        columns=tuple(
            replace(column, meaning=_meaning(columns[place(sheet, column)], dictionary), proposal=None, is_said=True)
            if place(sheet, column) in columns
            else column
            for column in header.columns
        ),
    )


def place(sheet: Sheet, column: Column) -> str:
    """What a column is called, such as `Danh sách!K`."""
    return f"{sheet.name}!{letters(column.index)}"


def _meaning(said: str, dictionary: FactDictionary) -> Meaning | None:
    if said == NOT_USED:
        return None
    definition = dictionary.get(said)
    return Meaning(role=Role(said)) if definition is None else Meaning(definition=definition)
