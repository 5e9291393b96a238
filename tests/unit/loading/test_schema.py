"""Editor schemas: they accept what loads, refuse what does not, offer the dictionary's words, and are committed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from eligibility.cases import case_file_schema
from eligibility.coverage.ledger_doc import LedgerDocument, SectionDocument
from eligibility.loading import default_rules, load_rulebook
from eligibility.loading.schema import document_schema, json_schemas

ROOT = Path(__file__).parents[3]
FIXTURE = ROOT / "tests" / "fixtures" / "worked-rows"


class _Ledger(LedgerDocument):
    """A ledger with the shape of its sections, which the reader takes one by one.

    Attributes:
        instrument: The document as citations name it.
        sections: Its sections, in its order and without a gap.
    """

    sections: list[SectionDocument]  # type: ignore[assignment]


@cache
def committed_schemas() -> dict[str, dict[str, Any]]:
    """What schema/ holds, by file name without extension."""
    facts = load_rulebook(default_rules()).facts
    return {
        **json_schemas(facts),
        "casefile": case_file_schema(facts),
        "ledger": document_schema(_Ledger, "Clause ledger"),
    }


def written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


class _Editor(yaml.SafeLoader):
    """Reads scalars as an editor does: YAML 1.2, core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own


_Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
_Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(null|~|)$"), ["n", "~", ""])


def as_an_editor_reads(text: str) -> Any:
    return _with_text_keys(yaml.load(text, _Editor))  # noqa: S506 - derived from the safe loader


def _with_text_keys(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            str(key).lower() if isinstance(key, bool) else str(key): _with_text_keys(one) for key, one in part.items()
        }
    return [_with_text_keys(one) for one in part] if isinstance(part, list) else part


def complaints(schema: dict[str, Any], text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema)
    return [
        f"{list(one.absolute_path)}: {one.message}"[:300] for one in validator.iter_errors(as_an_editor_reads(text))
    ]


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, Any]]:
    return json_schemas(load_rulebook(FIXTURE).facts)


def rule_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*.yaml")):
        if path.parent.name != "ledger":
            yield (
                {"facts.yaml": "facts", "instruments.yaml": "instruments", "jurisdictions.yaml": "jurisdictions"}.get(
                    path.name, "rulepack"
                ),
                path,
            )


@pytest.mark.parametrize(("name", "path"), list(rule_files(FIXTURE)), ids=lambda value: getattr(value, "name", value))
def test_every_file_that_loads_fits_its_schema(name, path, schemas):
    assert complaints(schemas[name], path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["rulepack", "facts", "instruments", "jurisdictions", "household"])
def test_every_schema_is_one(name, schemas):
    jsonschema.Draft202012Validator.check_schema(schemas[name])


PACK = """
jurisdiction: bentre
programmes:
  - id: one
    name: One
    field: credit
    granted_to: household
    versions:
      - effective_from: 2022-04-07
        standing: entitlement
        cite: Điều 1 Nghị định 1/2019/NĐ-CP
        eligible_when: {id: a, fact: household.poverty_status, equals: poor}
        benefits: [{kind: cash, amount: {dong: 14_250_000_000}}]
"""


def test_a_small_pack_fits(schemas):
    assert complaints(schemas["rulepack"], PACK) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("equals: poor", "equals: rich"),
        ("equals: poor", "one_of: [poor, rich]"),
        ("equals: poor", "at_least: 3"),
        ("household.poverty_status", "household.poverty"),
        ("fact: household.poverty_status, equals: poor", "fact: household.area_rural, equals: maybe"),
        ("fact: household.poverty_status, equals: poor", "any_of: [], all_of: []"),
        ("14_250_000_000", "14_25_0"),
        ("dong: 14_250_000_000", "up_to: {percent: 30}"),
        ("2022-04-07", "07/04/2022"),
        ("field: credit", "field: credits"),
        ("id: one", "id: One"),
        ("name: One", "title: One"),
        ("standing: entitlement", "standing: null"),
    ],
)
def test_an_editor_underlines_what_the_loader_would_refuse(old, new, schemas):
    assert complaints(schemas["rulepack"], PACK.replace(old, new)) != []


def test_every_key_of_a_pack_has_a_description(schemas):
    missing = [
        f"{name}.{key}"
        for name, definition in schemas["rulepack"]["$defs"].items()
        for key, schema in definition.get("properties", {}).items()
        if not schema.get("description")
    ]

    assert missing == []


def test_without_a_dictionary_any_fact_name_fits():
    assert complaints(json_schemas()["rulepack"], PACK.replace("household.poverty_status", "household.anything")) == []


def test_a_household_is_checked_by_the_dictionary(schemas):
    household = (
        "household: {poverty_status: poor, members: [{id: m1, birth_date: 1962, raised_by: [m2], has_bhyt: null}]}"
    )

    assert complaints(schemas["household"], household) == []
    assert complaints(schemas["household"], household.replace("poor", "rich")) != []
    assert complaints(schemas["household"], household.replace("has_bhyt", "has_bhty")) != []


@pytest.mark.parametrize(
    "name", ["rulepack", "facts", "instruments", "jurisdictions", "household", "casefile", "ledger"]
)
def test_the_committed_schemas_are_the_generated_ones(name):
    path = ROOT / "schema" / f"{name}.json"

    assert path.read_text(encoding="utf-8") == written(committed_schemas()[name]), (
        "write them anew: python -m tests.unit.loading.test_schema"
    )


if __name__ == "__main__":
    for file_name, content in committed_schemas().items():
        (ROOT / "schema" / f"{file_name}.json").write_text(written(content), encoding="utf-8")
