"""Strict readers of single values: each YAML scalar is text until one of these says what it may mean.

A trap of YAML is refused with the way out: `yes`, `010`, `1.000.000`, `1e3`, a date without a day.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from eligibility.citation import Citation, CitationError
from eligibility.model.text import Text

_WHOLE = re.compile(r"0|[1-9]\d*|[1-9]\d{0,2}(_\d{3})+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}([.,_ ]\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FIRST_YEAR, _LAST_YEAR = 1880, 2200
_MOST_DIGITS = 15
_GREATEST = 10**_MOST_DIGITS
"""Đồng and counts stay well inside 64 bits, which the columnar matcher computes with."""


def refusal(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """A refused value; the code is the diagnostic's own.

    Args:
        code: Diagnostic code.
        message: What is wrong, without a full stop.
        hint: The way out.
    """
    # Braces are placeholders in pydantic's templates, and any text may hold them: pass both through the context.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def read_flag(value: object) -> bool:
    """Read `true` or `false`, and nothing else."""
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise refusal("wrong-flag", f"{shown(value)} is neither true nor false", "Write true or false.")


def read_whole(value: object) -> int:
    """Read a whole number from 0 to 10^15: digits, with `_` between groups of three where wanted.

    >>> read_whole("14_250_000_000")
    14250000000
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _GREATEST:
        return value
    if isinstance(value, str):
        if _WHOLE.fullmatch(value) and len(value) <= 2 * _MOST_DIGITS:
            return read_whole(int(value.replace("_", "")))
        if _GROUPED.fullmatch(value):
            digits = re.sub(r"\D", "", value)
            raise refusal("wrong-number", f'"{value}" is not a whole number', f"Write {int(digits):_}.")
    raise refusal(
        "wrong-number", f"{shown(value)} is not a whole number of 0 or more", "Write digits, such as 30_000_000."
    )


def read_decimal(value: object) -> Decimal:
    """Read a decimal written as text, with a point.

    >>> read_decimal("2.5")
    Decimal('2.5')
    """
    if isinstance(value, str) and _DECIMAL.fullmatch(value) and len(value) <= _MOST_DIGITS:
        return Decimal(value)
    raise refusal(
        "wrong-decimal", f"{shown(value)} is not a decimal number", 'Write digits with a point, such as "2.5".'
    )


def read_day(value: object) -> date:
    """Read a full day, `yyyy-mm-dd`.

    >>> read_day("2022-04-07")
    datetime.date(2022, 4, 7)
    """
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise refusal("wrong-date", f'"{value}" is no day of the calendar') from None
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return day
    raise refusal("wrong-date", f"{shown(value)} is not a full day", "Write year-month-day, such as 2022-04-07.")


def read_text(value: object) -> Text:
    """Read a phrase: a string that serves both languages, or `{vi: …, en: …}`."""
    if isinstance(value, str) and value.strip():
        return Text(value, value)
    if isinstance(value, dict) and value.keys() == {"vi", "en"}:
        vi, en = value["vi"], value["en"]
        if isinstance(vi, str) and isinstance(en, str) and vi.strip() and en.strip():
            return Text(vi, en)
    if isinstance(value, dict) and value.keys() > {"vi", "en"}:
        raise refusal(
            "wrong-text",
            "a part stands beside vi and en",
            "Inside braces a text that holds a comma needs quotation marks.",
        )
    raise refusal(
        "wrong-text", "a text is given as {vi: …, en: …}, both filled in", "A plain text serves both languages."
    )


def read_citation(value: object) -> Citation:
    """Read a citation in one of the accepted forms."""
    if not isinstance(value, str):
        raise refusal("wrong-citation", "a citation is one text")
    try:
        return Citation.parse(value)
    except CitationError as error:
        raise refusal("wrong-citation", str(error)) from None


def read_string(value: object) -> str:
    """Read one text as it stands."""
    if isinstance(value, str) and value.strip():
        return value
    raise refusal("wrong-shape", f"{shown(value)} stands where one text is expected")


def read_scalars(value: object) -> str | list[str]:
    """Read one text or a list of texts."""
    return [read_string(item) for item in value] if isinstance(value, list) else read_string(value)


def _slug(pattern: re.Pattern[str], message: str, value: object) -> str:
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise refusal("wrong-id", f"{shown(value)} is no id: {message}")


def read_kebab(value: object) -> str:
    """Read an id such as `near-poor-health-insurance`."""
    return _slug(_KEBAB, "small letters and digits, joined by hyphens", value)


def read_snake(value: object) -> str:
    """Read a code such as `near_poor`."""
    return _slug(_SNAKE, "small letters and digits, joined by underscores", value)


def listed(value: object) -> object:
    """A single value as a list of one."""
    return value if isinstance(value, list) else [value]


def shown(value: object) -> str:
    """A refused value as messages show it."""
    if value is None:
        return "an empty value"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f'"{text if len(text) <= 80 else text[:77] + "…"}"'  # noqa: PLR2004 - length of a readable line


_TEXT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                "vi": {"type": "string", "description": "Vietnamese."},
                "en": {"type": "string", "description": "English."},
            },
            "required": ["vi", "en"],
            "additionalProperties": False,
        },
    ]
}

Flag = Annotated[bool, PlainValidator(read_flag), WithJsonSchema({"type": "boolean"})]
NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^(0|[1-9][0-9]*|[1-9][0-9]{0,2}(_[0-9]{3})+)$"},
    ]
}
Whole = Annotated[int, PlainValidator(read_whole), WithJsonSchema(NUMBER_SCHEMA)]
Exact = Annotated[
    Decimal, PlainValidator(read_decimal), WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"})
]
Day = Annotated[
    date, PlainValidator(read_day), WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
Words = Annotated[Text, PlainValidator(read_text), WithJsonSchema(_TEXT_SCHEMA)]
Cite = Annotated[Citation, PlainValidator(read_citation), WithJsonSchema({"type": "string"})]
Cites = Annotated[
    list[Cite],
    Field(min_length=1),
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
String = Annotated[str, PlainValidator(read_string), WithJsonSchema({"type": "string"})]
Kebab = Annotated[
    str, PlainValidator(read_kebab), WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"})
]
Snake = Annotated[
    str, PlainValidator(read_snake), WithJsonSchema({"type": "string", "pattern": r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"})
]
Scalar = Annotated[str, PlainValidator(read_string), WithJsonSchema({"type": ["string", "integer", "boolean"]})]
"""A value whose type another key decides."""
Scalars = Annotated[
    str | list[str],
    PlainValidator(read_scalars),
    WithJsonSchema(
        {"anyOf": [{"type": ["string", "integer", "boolean"]}, {"type": "array", "items": {"type": "string"}}]}
    ),
]
"""One value, or several of a set."""
