"""From typed texts to a household: days as people write them, numbers with dots, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.facts import read_value
from eligibility.household import Household, Member
from eligibility.model.fact import FactType
from eligibility.period import as_date, read_date
from eligibility_api.pages.entry import CALLED, HOUSEHOLD, NOTHING

if TYPE_CHECKING:
    from datetime import date

    from eligibility.errors import HouseholdError
    from eligibility.household import Declared
    from eligibility.model.fact import FactDefinition, FactDictionary
    from eligibility_api.pages.entry import Entry

_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_SIX = re.compile(r"(\d{2})(\d{4})")
_PATH = re.compile(r"household(?:\.members\[(\d+)\])?\.(\w+)")
_NUMBERS = (FactType.INTEGER, FactType.DONG, FactType.YEARS, FactType.MONTHS)


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as understood.

    Attributes:
        household: What was said; a field that could not be read is left out, as if it were unknown.
        names: What each member is called, by slot; also their ids in the household.
        wrong: By field: the key of the phrase that says what is wrong with it.
    """

    household: Household
    names: Mapping[str, str]
    wrong: Mapping[str, str]

    def fields_of(self, error: HouseholdError) -> dict[str, str]:
        """The fields a refusal is about, each with the key of what to say; the empty field for the whole form."""
        slots = list(self.names)
        found: dict[str, str] = {}
        for one in error.diagnostics:
            match = _PATH.fullmatch(one.path or "")
            if match is None:
                found[""] = one.code
                continue
            scope = HOUSEHOLD if match[1] is None else slots[int(match[1])]
            found["" if match[2] == "members" else f"{scope}.{match[2]}"] = one.code
        return found


def read_entry(entry: Entry, facts: FactDictionary, person: str) -> Typed:
    """Understand a form.

    Args:
        entry: The form.
        facts: What may be said.
        person: What a member without a name is called, with a place for the number.
    """
    names, wrong = entry.names(person), {}
    said: dict[str, dict[str, Declared]] = {scope: {} for scope in (HOUSEHOLD, *entry.people)}
    for field, texts in entry.values.items():
        scope, _, key = field.partition(".")
        definition = facts.get(f"household.{key}" if scope == HOUSEHOLD else f"member.{key}")
        if scope not in said or definition is None or key == CALLED:
            continue
        try:
            said[scope][key] = _value(definition, texts, names)
        except ValueError:
            wrong[field] = f"not_{definition.type.value}"
    members = tuple(Member(names[slot], said[slot]) for slot in entry.people)
    household = Household(
        facts=said[HOUSEHOLD], members=members or None, members_complete=entry.is_complete and bool(members)
    )
    return Typed(household, names, wrong)


def read_day(text: str) -> date | None:
    """A full day as typed; None where it is none."""
    try:
        found = read_date(spelled_out(text))
    except ValueError:
        return None
    return as_date(found.low) if found.is_point else None


def spelled_out(text: str) -> str:
    """A day with its slashes, however it was typed.

    >>> spelled_out("05091944"), spelled_out("5.9.1944"), spelled_out("091944"), spelled_out("1944")
    ('05/09/1944', '5/9/1944', '09/1944', '1944')
    """
    text = re.sub(r"[\s.\-/]+", "/", text.strip()).strip("/")
    if re.fullmatch(r"\d{4}/\d{1,2}(/\d{1,2})?", text):
        return "-".join(part.zfill(2) for part in text.split("/"))
    for pattern in (_EIGHT, _SIX):
        match = pattern.fullmatch(text)
        if match is not None:
            return "/".join(match.groups())
    return text


def _value(definition: FactDefinition, texts: tuple[str, ...], names: Mapping[str, str]) -> Declared:
    """One value, ready for the engine.

    Raises:
        ValueError: It cannot be read as what it should be.
    """
    value: Declared
    if definition.type in (FactType.CHOICES, FactType.MEMBERS):
        chosen = [text for text in texts if text != NOTHING]
        value = [names[slot] for slot in chosen if slot in names] if definition.type is FactType.MEMBERS else chosen
    elif definition.type is FactType.DATE:
        value = spelled_out(texts[0])
    elif definition.type in _NUMBERS:
        value = re.sub(r"[\s.,_đ]", "", texts[0])
    else:
        value = texts[0]
    read_value(definition, value)
    return value
