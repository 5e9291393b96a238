"""JSON Schema of a household as the service takes it: exactly what is accepted, fact by fact.

The schema for editors (`schema/household.json`) shows the tidy forms; this one shows every form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eligibility.model.fact import FactType
from eligibility.period import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from eligibility.model.fact import FactDefinition, FactDictionary, Scope

Schema = dict[str, Any]

LONGEST_TEXT = 500
"""Characters of a text or id: an answer may repeat it thousands of times."""
_UNKNOWN: list[str | None] = [None, ""]
_BOOLEAN: Schema = {"enum": [True, False, "true", "false", *_UNKNOWN]}
_ID: Schema = {
    "anyOf": [{"type": "string", "pattern": r"\S", "maxLength": LONGEST_TEXT}, {"type": "integer"}, {"enum": _UNKNOWN}],
    "description": "A short name; never a citizen number.",
}
_GREATEST = 10**15
_YEAR = r"(18[89]\d|19\d\d|20\d\d|21\d\d|2200)"
_MONTH, _DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_SHORT_MONTH, _SHORT_DAY = r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_DATE = rf"^\s*({_YEAR}(-{_MONTH}(-{_DAY})?)?|(({_SHORT_DAY}/)?{_SHORT_MONTH}/)?{_YEAR})\s*$"
DAY = rf"^({_YEAR}-{_MONTH}-{_DAY}|{_SHORT_DAY}/{_SHORT_MONTH}/{_YEAR})$"
"""A full day; whether the month has it, a pattern cannot say."""


def household_schema(facts: FactDictionary, most_members: int) -> Schema:
    """Schema of a household with its members. A fact that is left out, null or blank is unknown."""
    member: Schema = {
        "type": "object",
        "properties": {"id": _ID, **_facts("member", facts)},
        "additionalProperties": False,
    }
    return {
        "title": "Household",
        "description": "What was said of a household. A fact that is left out, null or blank is unknown.",
        "type": "object",
        "properties": {
            "id": _ID,
            "members": {
                "anyOf": [
                    {"type": "array", "items": member, "maxItems": most_members},
                    {"type": "null"},
                ],
                "description": "Everybody; left out or null where nobody was listed.",
            },
            "members_complete": {**_BOOLEAN, "description": "Whether the list names everybody."},
            **_facts("household", facts),
        },
        "additionalProperties": False,
    }


def _facts(scope: Scope, facts: FactDictionary) -> Schema:
    return {fact.key: _described(fact) for fact in facts.values() if fact.scope == scope}


def _described(fact: FactDefinition) -> Schema:
    return {**_value(fact), "title": fact.label.en, "description": (fact.question or fact.label).en}


def _value(fact: FactDefinition) -> Schema:
    codes = list(fact.choices)
    match fact.type:
        case FactType.BOOLEAN:
            return _BOOLEAN
        case FactType.CHOICE:
            return {"enum": [*codes, *_UNKNOWN]}
        case FactType.CHOICES:
            return {"anyOf": [{"type": "array", "items": {"enum": codes}}, {"enum": [*codes, *_UNKNOWN]}]}
        case FactType.MEMBERS:
            return {"anyOf": [{"type": "array", "items": _ID["anyOf"][0]}, {"type": "string"}, {"type": "null"}]}
        case FactType.DATE:
            year: Schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
            return {"anyOf": [{"type": "string", "pattern": _DATE}, year, {"enum": _UNKNOWN}]}
        case FactType.TEXT:
            return {"type": ["string", "null"], "maxLength": LONGEST_TEXT}
        case FactType.INTEGER | FactType.DONG | FactType.YEARS | FactType.MONTHS:
            whole: Schema = {"type": "integer", "minimum": 0, "maximum": _GREATEST}
            text: Schema = {"type": "string", "pattern": r"^\s*([0-9]{1,15}|[0-9]{1,3}(_[0-9]{3}){1,4})\s*$"}
            return {"anyOf": [whole, text, {"enum": _UNKNOWN}]}
