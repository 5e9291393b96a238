"""What a cell under a column's title states: the value of a fact, nothing, or something that must be refused.

Knows types of facts and their spellings; neither rows nor households.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from eligibility.household import Declared
from eligibility.lists import faults
from eligibility.lists.dates import read_date_cell
from eligibility.lists.faults import Fault
from eligibility.lists.fold import Lexicon, clean
from eligibility.lists.sheet import Cell, is_blank, shown
from eligibility.model.fact import FactDefinition, FactType

Reading = Declared | Fault | None
"""A value as `eligibility.facts` takes it, a refusal, or None where the cell says nothing."""

YES = ("x", "có", "1", "đúng", "true", "yes")
NO = ("không", "0", "sai", "false", "no")

_TICKS = {"×", "✓", "✔", "√", "☑"}
_BOOLEANS = Lexicon([*((word, True) for word in YES), *((word, False) for word in NO)])
_SEPARATORS = re.compile(r"[,;/+\n]")
_DONG = re.compile(r"(\d+|\d{1,3}(?:[. ,]\d{3})+)(?: ?(?:đ|đồng|vnđ|vnd))?", re.ASCII)
_DOUBTFUL = re.compile(r"[?=<>+*%#@!~]|^[-–]\s*\d")
"""Signs that change what the words beside them say; folding would drop them."""

_GREATEST = 10**15
_MASK = "…"


def reader_of(definition: FactDefinition) -> Callable[[Cell], Reading]:
    """The function that reads cells of one fact.

    Args:
        definition: A fact of any type but `members`: links between people are not written in lists.
    """
    read = _READERS[definition.type]
    sensitive = definition.sensitive
    return lambda cell: None if is_blank(cell) else read(definition, cell, _MASK if sensitive else shown(cell))


@cache
def spellings(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon[str]:
    """The lexicon of a choice's spellings, built once per fact."""
    return Lexicon((spelling, code) for code, known in choices for spelling in known)


def choices_of(definition: FactDefinition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each code of a choice with its spellings in cells, its label and itself."""
    return tuple(
        (code, (*definition.cells.get(code, ()), label.vi, label.en, code))
        for code, label in definition.choices.items()
    )


def _boolean(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    if isinstance(cell, bool):
        return cell
    text = shown(cell)
    found = (True,) if text in _TICKS else () if _DOUBTFUL.search(text) else _BOOLEANS.find(text)
    return found[0] if len(found) == 1 else faults.unknown_boolean(written, definition.label)


def _choice(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    found = _codes(definition, shown(cell))
    return found[0] if len(found) == 1 else _unknown_choice(definition, shown(cell), written)


def _choices(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    whole = _codes(definition, shown(cell))
    if len(whole) == 1:
        return [whole[0]]
    codes: dict[str, None] = {}
    for part in _SEPARATORS.split(str(cell)):
        if not clean(part):
            continue
        found = _codes(definition, part)
        if len(found) != 1:
            return _unknown_choice(definition, clean(part), written if written == _MASK else clean(part))
        codes[found[0]] = None
    return list(codes) if codes else _unknown_choice(definition, shown(cell), written)


def _codes(definition: FactDefinition, text: str) -> tuple[str, ...]:
    return () if _DOUBTFUL.search(text) else spellings(choices_of(definition)).find(text)


def _unknown_choice(definition: FactDefinition, text: str, written: str) -> Fault:
    accepted = [label.vi for label in definition.choices.values()]
    nearest = spellings(choices_of(definition)).nearest(text)
    return faults.unknown_choice(written, definition.label, accepted, nearest)


def _whole_number(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    del definition
    text = shown(cell)
    if isinstance(cell, bool) or not (text.isascii() and text.isdigit()) or len(text) > len(str(_GREATEST)):
        return faults.not_a_whole_number(written)
    return int(text)


def _dong(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    del definition
    match = None if isinstance(cell, bool) else _DONG.fullmatch(shown(cell).lower())
    if match is None:
        return faults.not_an_amount(written)
    digits = re.sub(r"\D", "", match.group(1))
    return int(digits) if len(digits) < len(str(_GREATEST)) else faults.not_an_amount(written)


def _date(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    del definition, written
    return read_date_cell(cell)


def _text(definition: FactDefinition, cell: Cell, written: str) -> Reading:
    del definition, written
    return shown(cell)


_READERS: dict[FactType, Callable[[FactDefinition, Cell, str], Reading]] = {
    FactType.BOOLEAN: _boolean,
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
    FactType.INTEGER: _whole_number,
    FactType.YEARS: _whole_number,
    FactType.MONTHS: _whole_number,
    FactType.DONG: _dong,
    FactType.DATE: _date,
    FactType.TEXT: _text,
}
