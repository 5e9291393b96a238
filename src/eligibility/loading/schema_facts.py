"""What the fact dictionary adds to the editor schemas: names of facts, and what each may be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.model.fact import FactDefinition, FactDictionary, Scope

Schema = dict[str, Any]

_REFERENCES: dict[str, dict[str, tuple[FactType, ...]]] = {
    "CriterionDocument": {"fact": tuple(FactType)},
    "SomeMemberDocument": {"linked_by": (FactType.MEMBERS,)},
    "CountMembersDocument": {"linked_by": (FactType.MEMBERS,)},
    "PerMemberDocument": {"linked_by": (FactType.MEMBERS,)},
    "LimitDocument": {"by": (FactType.BOOLEAN, FactType.CHOICE)},
    "StandardReferenceDocument": {"by": (FactType.BOOLEAN, FactType.CHOICE)},
    "MonthOfDocument": {"month_of": (FactType.DATE,)},
    "FactDocument": {"since": (FactType.DATE,), "until": (FactType.DATE,), "compare_with": tuple(FactType)},
}
_WHOLE: Schema = {"type": ["integer", "string"]}


def add_facts(schema: Schema, facts: FactDictionary) -> None:
    """Offer names of facts wherever one is named, and in a condition only what suits its fact."""
    definitions: dict[str, Schema] = schema.get("$defs", {})
    for name, keys in _REFERENCES.items():
        properties = definitions.get(name, {}).get("properties", {})
        for key, types in keys.items():
            if key in properties:
                names = [fact.name for fact in facts.values() if fact.type in types]
                properties[key] = {"enum": names, "description": properties[key].get("description", "")}
    version = definitions.get("VersionDocument", {}).get("properties", {})
    if "also_ask" in version:
        version["also_ask"]["items"] = {"enum": list(facts)}
    if "CriterionDocument" in definitions:
        definitions["CriterionDocument"]["allOf"] = _suited_operands(facts)
    for definition in definitions.values():
        household = definition.get("properties", {}).get("household")
        if household is not None and household.get("type") == "object" and "properties" not in household:
            definition["properties"]["household"] = {"$ref": "#/$defs/household"}
            definitions["household"] = household_facts(facts)
            break


def _suited_operands(facts: FactDictionary) -> list[Schema]:
    booleans = [fact.name for fact in facts.values() if fact.type is FactType.BOOLEAN]
    rules = [_when(booleans, {"equals": {"type": "boolean"}, **_refused("one_of", *_BOUNDS)})]
    for fact in facts.values():
        if fact.type in {FactType.CHOICE, FactType.CHOICES}:
            codes: Schema = {"enum": list(fact.choices)}
            rules.append(_when([fact.name], {"equals": codes, "one_of": {"items": codes}, **_refused(*_BOUNDS)}))
    ordered = [fact.name for fact in facts.values() if fact.type.is_ordered]
    rules.append(_when(ordered, _refused("one_of")))
    return rules


_BOUNDS = ("at_least", "more_than", "less_than", "at_most")


def _refused(*keys: str) -> Schema:
    return dict.fromkeys(keys, False)


def _when(names: list[str], properties: Schema) -> Schema:
    return {"if": {"properties": {"fact": {"enum": names}}, "required": ["fact"]}, "then": {"properties": properties}}


def household_schema(facts: FactDictionary) -> Schema:
    """Schema of a household file: `{household: …}`."""
    return {
        "title": "Household",
        "type": "object",
        "properties": {"household": household_facts(facts)},
        "required": ["household"],
        "additionalProperties": False,
    }


def household_facts(facts: FactDictionary) -> Schema:
    """Schema of a household with its members. Every fact may be left out, or be `null`: unknown."""
    member: Schema = {
        "type": "object",
        "properties": {"id": {"type": "string", "description": "m1, m2, … unless stated."}, **_facts("member", facts)},
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "description": "h1 unless stated."},
            "members": {"type": "array", "items": member, "description": "Everybody; absent where nobody was listed."},
            "members_complete": {"type": "boolean", "description": "Whether the list names everybody."},
            **_facts("household", facts),
        },
        "additionalProperties": False,
    }


def _facts(scope: Scope, facts: FactDictionary) -> Schema:
    return {fact.key: _value(fact) for fact in facts.values() if fact.scope == scope}


def _value(fact: FactDefinition) -> Schema:
    text = fact.label if fact.question is None else fact.question
    described: Schema = {"description": text.vi}
    codes: Schema = {"enum": [*fact.choices, None]}
    match fact.type:
        case FactType.BOOLEAN:
            return {"type": ["boolean", "null"], **described}
        case FactType.CHOICE:
            return {**codes, **described}
        case FactType.CHOICES:
            return {"anyOf": [codes, {"type": "array", "items": {"enum": list(fact.choices)}}], **described}
        case FactType.MEMBERS:
            return {"type": ["string", "array", "null"], "items": {"type": "string"}, **described}
        case FactType.DATE:
            return {"type": ["string", "integer", "null"], **described}
        case FactType.TEXT:
            return {"type": ["string", "null"], **described}
        case _:
            return {"type": [*_WHOLE["type"], "null"], **described}
