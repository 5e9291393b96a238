"""Reading declared values by the fact dictionary: names known, types right, everything wrong reported at once.

Knows the dictionary and one household; neither dates of reference nor rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from eligibility.errors import SHOWN, Diagnostic, HouseholdError, did_you_mean
from eligibility.model.fact import FactDefinition, FactDictionary, FactType, Scope
from eligibility.period import Interval, point, read_date, write_date

if TYPE_CHECKING:
    from eligibility.household import Declared, Household

Known = bool | str | Interval | frozenset[str]
"""A typed value: boolean, choice code or text, ordered value, set of choices or of member ids."""

_WHOLE = re.compile(r"\d+|\d{1,3}(_\d{3})+")
_GREATEST = 10**15


@dataclass(frozen=True, slots=True)
class Statements:
    """What was said of a household, typed.

    Attributes:
        household: Known household facts by full name.
        members: Known member facts by full name, in the order of the members.
    """

    household: Mapping[str, Known]
    members: tuple[Mapping[str, Known], ...]


def read_statements(household: Household, dictionary: FactDictionary) -> Statements:
    """Type everything that was said of a household.

    Raises:
        HouseholdError: Unknown facts, wrong values, links to nobody: all of them, each with its path.
    """
    problems: list[Diagnostic] = []
    reader = _Reader(dictionary, problems, frozenset(member.id for member in household.members or ()))
    statements = Statements(
        household=reader.read("household", household.facts, "household"),
        members=tuple(
            reader.read("member", member.facts, f"household.members[{index}]")
            for index, member in enumerate(household.members or ())
        ),
    )
    if problems:
        raise HouseholdError(problems)
    return statements


def read_value(definition: FactDefinition, value: Declared) -> Known | None:
    """Type one declared value.

    Returns:
        The typed value; None where it is null or blank, which means unknown.

    Raises:
        ValueError: With a sentence that says what is wrong and, where it can, what would be right.
    """
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value).strip()
    if value is None or value == "":
        return None
    match definition.type:
        case FactType.BOOLEAN:
            return _boolean(value)
        case FactType.CHOICE:
            return _choice(definition, value)
        case FactType.CHOICES:
            return frozenset(_choice(definition, item) for item in _items(value))
        case FactType.INTEGER | FactType.DONG | FactType.YEARS | FactType.MONTHS:
            return point(_whole(value))
        case FactType.DATE:
            return _date(value)
        case FactType.TEXT:
            return _text(value)
        case FactType.MEMBERS:
            return frozenset(str(item) for item in _items(value))
        case _:
            assert_never(definition.type)


def written(definition: FactDefinition, value: Known | None) -> bool | str | int | list[str] | None:
    """A typed value as results write it: dates as short as known, an uncertain number as `low..high`."""
    match value:
        case None | bool() | str():
            return value
        case Interval():
            if definition.type is FactType.DATE:
                return write_date(value)
            if value.is_point:
                return value.low
            return f"{value.low}..{'' if value.high is None else value.high}"
        case frozenset():
            return sorted(value)
        case _:
            assert_never(value)


class _Reader:
    """Reads one household's facts, collecting problems as it goes."""

    def __init__(self, dictionary: FactDictionary, problems: list[Diagnostic], members: frozenset[str]) -> None:
        self._dictionary = dictionary
        self._problems = problems
        self._members = members

    def read(self, scope: Scope, declared: Mapping[str, Declared], path: str) -> dict[str, Known]:
        known: dict[str, Known] = {}
        for key, value in declared.items():
            name = f"{scope}.{key}"
            definition = self._dictionary.get(name)
            where = f"{path}.{key}"
            if definition is None:
                names = (fact.key for fact in self._dictionary.values() if fact.scope == scope)
                hint = did_you_mean(key, names) if self._is_shown else None
                self._refuse("unknown-fact", where, f'there is no {scope} fact "{key}"', hint=hint)
                continue
            try:
                typed = read_value(definition, value)
            except ValueError as error:
                discreet = f"the value given is not {_EXPECTED[definition.type]}"
                hint = _choices_hint(definition, value) if self._is_shown else None
                self._refuse("wrong-value", where, str(error), discreet, hint)
                continue
            if definition.type is FactType.MEMBERS and isinstance(typed, frozenset):
                for identifier in sorted(typed - self._members):
                    message = f'no member has the id "{identifier}"'
                    self._refuse("unknown-member", where, message, "no member has the id given")
            if typed is not None:
                known[name] = typed
        return known

    @property
    def _is_shown(self) -> bool:
        """Whether a report would show one more problem. Nearest names take a while; a wrong file has thousands."""
        return len(self._problems) < SHOWN

    def _refuse(self, code: str, path: str, message: str, discreet: str | None = None, hint: str | None = None) -> None:
        discreet = None if discreet is None else f"{discreet}."
        self._problems.append(Diagnostic(code, f"{message}.", path=path, hint=hint, discreet=discreet))


_EXPECTED: Mapping[FactType, str] = {
    FactType.BOOLEAN: "true or false",
    FactType.CHOICE: "one of the choices of this fact",
    FactType.CHOICES: "a list of choices of this fact",
    FactType.INTEGER: "a whole number from 0",
    FactType.DONG: "an amount in whole đồng",
    FactType.YEARS: "a whole number of years",
    FactType.MONTHS: "a whole number of months",
    FactType.DATE: "a date that can be, such as 1962-06-15, 15/06/1962, 1962-06 or 1962",
    FactType.TEXT: "a text",
    FactType.MEMBERS: "a list of ids of members",
}
"""What a value of each type is, for messages that must not repeat the value."""


def _choices_hint(definition: FactDefinition, value: Declared) -> str | None:
    if not definition.choices:
        return None
    return did_you_mean(str(value), definition.choices) or f"One of: {', '.join(definition.choices)}."


def _text(value: Declared) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f'"{value}" is not a text')


def _boolean(value: Declared) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise ValueError(f'"{value}" is neither true nor false')


def _choice(definition: FactDefinition, value: Declared) -> str:
    if isinstance(value, str) and value in definition.choices:
        return value
    raise ValueError(f'"{value}" is not a choice of {definition.name}')


def _items(value: Declared) -> Sequence[Declared]:
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    return [value]


def _whole(value: Declared) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and _WHOLE.fullmatch(value) and value.isascii():
        number = int(value.replace("_", ""))
    else:
        raise ValueError(f'"{value}" is not a whole number')
    if not 0 <= number <= _GREATEST:
        raise ValueError(f'"{value}" is outside 0 to {_GREATEST}')
    return number


def _date(value: Declared) -> Interval:
    if isinstance(value, int) and not isinstance(value, bool):
        return read_date(str(value))
    if isinstance(value, str):
        return read_date(value)
    isoformat = getattr(value, "isoformat", None)
    if isoformat is None:
        raise ValueError(f'"{value}" is not a date')
    return read_date(str(isoformat())[:10])
