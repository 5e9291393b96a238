"""`eligibility schema`: JSON Schemas of everything read and written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eligibility.cli.options import Rules

if TYPE_CHECKING:
    from eligibility.model.rulebook import Rulebook


def schema(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="One of them: rulepack, facts, casefile, household, result, …"),
    ] = None,
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write NAME.json into this folder instead.")
    ] = None,
    rules: Rules = None,
) -> int:
    """Print or write JSON Schemas: rule pack, facts, case file, household, result."""
    from eligibility.cli.inputs import load_rules
    from eligibility.cli.output import remark, write, write_json
    from eligibility.errors import Diagnostic, RequestError

    schemas = _schemas(load_rules(rules))
    if name is not None:
        if name not in schemas:
            raise RequestError.unknown("unknown-schema", "schema", name, schemas)
        schemas = {name: schemas[name]}
    if output is None:
        write_json(schemas[name] if name is not None else schemas)
        return 0
    for one, content in schemas.items():
        file = output / f"{one}.json"
        try:
            output.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{json.dumps(content, ensure_ascii=False, indent=1)}\n", encoding="utf-8")
        except OSError as error:
            message = f"{file} cannot be written: {error.strerror}."
            raise RequestError([Diagnostic("unwritable-file", message)]) from None
        write(str(file))
    remark(f"{len(schemas)} written.")
    return 0


def _schemas(rulebook: Rulebook) -> dict[str, dict[str, Any]]:
    from eligibility.cases import case_file_schema
    from eligibility.determination import result_schema
    from eligibility.loading.schema import json_schemas

    return {
        **json_schemas(rulebook.facts),
        "casefile": case_file_schema(rulebook.facts),
        "result": result_schema(),
    }
