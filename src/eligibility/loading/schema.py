"""JSON Schemas for editors, from the documents and the fact dictionary.

Descriptions of keys are the attribute lines of the documents' docstrings: written once, shown in the editor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from pydantic import TypeAdapter

from eligibility.loading.documents import Document
from eligibility.loading.facts_doc import FactsDocument
from eligibility.loading.pack_doc import PackDocument
from eligibility.loading.register_doc import InstrumentsDocument, JurisdictionsDocument
from eligibility.loading.schema_facts import add_facts, household_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.model.fact import FactDictionary

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ONE_OF = {
    "CriterionDocument": (
        ("fact", "all_of", "any_of", "not", "count_met", "some_member", "count_members", "eligible_for"),
        "A condition has exactly one of these.",
    ),
    "AmountDocument": (
        ("dong", "percent", "times", "first_of", "highest_of", "lowest_of", "up_to", "at_least"),
        "An amount has exactly one of these.",
    ),
}
_ONE_OF["AmountItemDocument"] = _ONE_OF["AmountDocument"]


def json_schemas(facts: FactDictionary | None = None) -> dict[str, Schema]:
    """Schemas of the files of a rulebook and of a household, by file name without extension.

    Args:
        facts: With the dictionary, schemas offer the names of facts and the choices of each.
    """
    schemas = {
        "rulepack": document_schema(PackDocument, "Rule pack", facts),
        "facts": document_schema(FactsDocument, "Fact dictionary", facts),
        "instruments": document_schema(InstrumentsDocument, "Register of instruments"),
        "jurisdictions": document_schema(JurisdictionsDocument, "Territories"),
    }
    if facts is not None:
        schemas["household"] = {"$schema": _DIALECT, **household_schema(facts)}
    return schemas


def document_schema(
    shape: object, title: str, facts: FactDictionary | None = None, *, keeps_null: bool = False
) -> Schema:
    """Schema of one file.

    Args:
        shape: A document class, or a union of them.
        title: Title of the schema.
        facts: The dictionary, if its names and choices shall be offered.
        keeps_null: Whether `null` means something in the file, as in expectations.
    """
    schema: Schema = TypeAdapter(cast("Any", shape)).json_schema(by_alias=True, mode="validation")
    definitions: dict[str, Schema] = schema.get("$defs", {})
    classes = {one.__name__: one for one in _documents(Document)}
    for name, definition in definitions.items():
        _describe(definition, classes.get(name))
    if isinstance(shape, type):
        _describe(schema, cast("type[Document]", shape))
    _strip(schema, keeps_null=keeps_null)
    for name, (keys, comment) in _ONE_OF.items():
        if name in definitions:
            definitions[name]["oneOf"] = [{"required": [key]} for key in keys]
            definitions[name]["$comment"] = comment
    if "FactDocument" not in definitions:
        definitions.get("CriterionDocument", {}).get("properties", {}).pop("stated", None)
    if facts is not None:
        add_facts(schema, facts)
    schema.pop("title", None)
    return {"$schema": _DIALECT, "title": title, **schema}


def _documents(base: type[Document]) -> Iterator[type[Document]]:
    for one in base.__subclasses__():
        yield one
        yield from _documents(one)


def _describe(schema: Schema, document: type[Document] | None) -> None:
    """Take descriptions from a docstring: the class's from its first paragraph, each key's from its attribute line."""
    if document is None:
        return
    schema["title"] = document.__name__.removesuffix("Document")
    schema["description"] = " ".join((document.__doc__ or "").partition("Attributes:")[0].split())
    by_name: dict[str, str] = {}
    for one in reversed(document.__mro__):
        stated_lines = (one.__doc__ or "").partition("Attributes:")[2] if issubclass(one, Document) else ""
        lines = re.findall(r"^ +(\w+): (.*(?:\n {9,}\S.*)*)", stated_lines, re.MULTILINE)
        by_name.update((name, " ".join(text.split())) for name, text in lines)
    for name, field in document.model_fields.items():
        described = by_name.get(name)
        stated = schema.get("properties", {}).get(field.alias or name)
        if described is not None and stated is not None:
            # Beside $ref a description is allowed since draft 2019-09, and editors show it.
            stated["description"] = described


def _strip(part: object, *, keeps_null: bool) -> None:
    """Remove what pydantic adds and an author must not see: generated titles, `null`, inner keys of shorthands."""
    if isinstance(part, list):
        for item in part:
            _strip(item, keeps_null=keeps_null)
    if not isinstance(part, dict):
        return
    properties = part.get("properties")
    if isinstance(properties, dict):
        for name in [name for name, schema in properties.items() if _is_hidden(schema)]:
            del properties[name]
        for schema in properties.values():
            schema.pop("title", None)
            if schema.get("default", 0) is None:
                del schema["default"]
    if "patternProperties" in part:
        part["additionalProperties"] = False
    options = part.get("anyOf")
    if isinstance(options, list):
        kept = [option for option in options if keeps_null or option != {"type": "null"}]
        part["anyOf"] = kept
        if len(kept) == 1:
            del part["anyOf"]
            part.update(kept[0])
    for inner in list(part.values()):
        _strip(inner, keeps_null=keeps_null)


def _is_hidden(schema: Schema) -> bool:
    options = schema.get("anyOf", [schema])
    return any(option.get("not") == {} for option in options)
