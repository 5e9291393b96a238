"""What a user gives as text, read and checked: days, awaited instruments, JSON. Whoever asks says what it is called."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from eligibility.errors import Diagnostic, HouseholdError, Location, RequestError
from eligibility.period import as_date, read_date

if TYPE_CHECKING:
    from eligibility.matching.law import Issued

_DAY = "Write a day as 2022-06-15 or 15/06/2022."


def today() -> date:
    """The day it is in Việt Nam."""
    from eligibility.engine import HANOI

    return datetime.now(HANOI).date()


def read_day(text: str, name: str | None = None, path: str | None = None) -> date:
    """Read a full day.

    Args:
        text: Such as `2022-06-15` or `15/06/2022`.
        name: What the day was given as, such as `--on`, where a message has to say so.
        path: Its place in structured input.

    Raises:
        RequestError: It is no full day.
    """
    start = "" if name is None else f"{name}: "
    try:
        interval = read_date(text)
    except ValueError as error:
        raise RequestError([Diagnostic("not-a-date", f"{start}{error}.", path=path, hint=_DAY)]) from None
    if not interval.is_point:
        message = f'{start}"{text}" is not one day.'
        raise RequestError([Diagnostic("partial-date", message, path=path, hint=_DAY)])
    return as_date(interval.low)


def read_issued(given: Iterable[str], name: str) -> Issued:
    """Read instruments to be treated as issued, each an id, or an id, `=` and a day.

    Raises:
        RequestError: A day cannot be read, or an instrument stands twice.
    """
    issued: dict[str, date | Literal[True]] = {}
    for one in given:
        identifier, has_day, day = one.partition("=")
        if identifier in issued:
            message = f'"{identifier}" is given twice with {name}.'
            raise RequestError([Diagnostic("duplicate-instrument", message, hint="Give it once.")])
        issued[identifier] = read_day(day, f"{name} {identifier}") if has_day else True
    return issued


def read_json(text: str, name: str) -> object:
    """Read a JSON text as plain data, without the liberties of Python's reader.

    Args:
        text: The text.
        name: What holds it, for locations.

    Raises:
        HouseholdError: It is no JSON, holds what cannot be written again, or a key stands twice in one place.
    """
    doubled: dict[str, None] = {}

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in items:
            if key in found:
                doubled[key] = None
            found[key] = value
        return found

    start = Location(name, 1, 1)
    try:
        data: object = json.loads(text, object_pairs_hook=pairs, parse_constant=str)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"this is not readable as JSON: {error.msg.lower()}."
        raise HouseholdError([Diagnostic("json-syntax", message, Location(name, error.lineno, error.colno))]) from None
    except RecursionError:
        raise HouseholdError([Diagnostic("too-deep", "parts lie too many levels deep.", start)]) from None
    except ValueError:  # a number of thousands of digits, half a character
        message = "a number or character stands here that cannot be used."
        raise HouseholdError([Diagnostic("json-value", message, start)]) from None
    if doubled:
        messages = (f'the key "{key}" stands twice in one place.' for key in doubled)
        raise HouseholdError([Diagnostic("duplicate-key", one, start, hint="Keep one.") for one in messages])
    return data
