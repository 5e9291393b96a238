"""What a person may say that a column of a list is, and what was said in the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.lists.mapping import NOT_USED, may_be_stated
from eligibility.lists.titles import Role
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.datastructures import FormData

    from eligibility.explain.words import Words
    from eligibility.model.fact import FactDefinition, FactDictionary

CHOSEN, SEEN = "cot:", "da_xem:"
"""Beginnings of the fields that hold what is chosen for a column, and what the preview was made with."""
MOST_COLUMNS = 1_000
_LONGEST = 200
_UNITS = {
    FactType.DONG: "dong",
    FactType.YEARS: "years",
    FactType.MONTHS: "months",
    FactType.DATE: "date",
    FactType.BOOLEAN: "boolean",
}


@dataclass(frozen=True, slots=True)
class Meanings:
    """Meanings of one kind.

    Attributes:
        title: What they have in common.
        options: Each as the form sends it, and in words.
    """

    title: str
    options: tuple[tuple[str, str], ...]


def meanings(facts: FactDictionary, usable: frozenset[str], words: Words) -> tuple[Meanings, ...]:
    """Everything a column may mean: parts of the list, then the facts that can matter on the day and place."""
    stated = [facts[name] for name in may_be_stated(facts) if name in usable]
    parts = [(NOT_USED, words("page.lists.role.left_out"))]
    parts += [(role.value, words(f"page.lists.role.{role.value}")) for role in Role]
    return (
        Meanings(words("page.lists.of_list"), tuple(parts)),
        *(
            Meanings(
                words(f"page.lists.of_{scope}"),
                tuple((one.name, described(one, words)) for one in stated if one.scope == scope),
            )
            for scope in ("household", "member")
        ),
    )


def described(fact: FactDefinition, words: Words) -> str:
    """A fact with the unit its cells are read in."""
    unit = _UNITS.get(fact.type)
    label = words.text(fact.label)
    return label if unit is None else f"{label} ({words(f'page.lists.unit.{unit}')})"


def chosen(form: FormData) -> dict[str, str]:
    """What is chosen now, by column; columns left to their titles are not in it."""
    return dict(_said(form, CHOSEN))


def seen(form: FormData) -> dict[str, str]:
    """What was chosen when the preview was made."""
    return dict(_said(form, SEEN))


def _said(form: FormData, begin: str) -> Iterator[tuple[str, str]]:
    for name, value in form.multi_items()[:MOST_COLUMNS]:
        if name.startswith(begin) and isinstance(value, str) and value:
            yield name.removeprefix(begin)[:_LONGEST], value[:_LONGEST]
