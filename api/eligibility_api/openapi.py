"""The OpenAPI document: what each route takes and gives, with examples, from the classes that read and write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from eligibility.determination import Result
from eligibility_api import (
    batch_answers,
    case_answers,
    catalogue_answers,
    examples,
    question_answers,
    schemas,
    timeline_answers,
)
from eligibility_api.body import JSON, MULTIPART, YAML
from eligibility_api.household_schema import DAY, household_schema
from eligibility_api.problems import MEDIA_TYPE, ProblemDocument

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

    from eligibility_api.service import Service

Schema = dict[str, Any]

_PLACE = "#/components/schemas/{model}"
_REQUESTS = (schemas.DeterminationRequest, schemas.QuestionsRequest, schemas.TimelineRequest)
_ANSWERS = (
    Result,
    question_answers.QuestionsAnswer,
    timeline_answers.TimelineAnswer,
    batch_answers.BatchAnswer,
    batch_answers.ErrorsAnswer,
    batch_answers.Health,
    case_answers.CasesAnswer,
    catalogue_answers.FactsAnswer,
    catalogue_answers.InstrumentsAnswer,
    catalogue_answers.ProgrammesAnswer,
    catalogue_answers.RulebookAnswer,
    ProblemDocument,
)
_REFUSALS = {
    304: "Not modified: the rulebook is the one named in If-None-Match.",
    400: "The body cannot be read.",
    403: "The request comes from another site.",
    404: "There is no such thing.",
    408: "The body did not arrive in time.",
    409: "It is not done, or it failed.",
    413: "The body is too large.",
    415: "The body is of another kind.",
    421: "The service is not called by that name.",
    422: "The request is refused: the problem says why, where, and what would be right.",
    503: "Too much waits already.",
}
_ALWAYS = (403, 421)
_DESCRIPTION = """\
Which social programmes of Việt Nam and its provinces a household is entitled to, with the clause behind every answer.

It screens and does not decide: a result is never a *quyết định*. An unknown fact stays a question. Errors are
`application/problem+json` with a stable `code`, the path of each mistake and what would be right.
"""


def takes_json(request: type[schemas.Wire], example: object) -> Schema:
    """The body of a route that takes JSON."""
    return {"requestBody": _body(JSON, {"$ref": _PLACE.format(model=request.__name__)}, example)}


def takes_yaml(description: str, example: str) -> Schema:
    """The body of a route that takes YAML."""
    return {"requestBody": _body(YAML, {"type": "string", "description": description}, example)}


def takes_form(schema: Schema) -> Schema:
    """The body of a route that takes a form with a file."""
    return {"requestBody": _body(MULTIPART, schema, None)}


def gives(answer: object, description: str, *refusals: int, status: int = 200) -> dict[int | str, Schema]:
    """What a route answers with: JSON of a class, or a problem."""
    name = getattr(answer, "__name__", "")
    content: Schema = {JSON: {"schema": {"$ref": _PLACE.format(model=name)} if answer is not dict else {}}}
    return {status: {"description": description, "content": content}, **refuses(*refusals)}


def gives_file(media_type: str, description: str, *refusals: int) -> dict[int | str, Schema]:
    """What a route answers with: a file or text, or a problem."""
    schema: Schema = {"type": "string"}
    return {200: {"description": description, "content": {media_type: {"schema": schema}}}, **refuses(*refusals)}


def refuses(*statuses: int) -> dict[int | str, Schema]:
    """Problems a route may answer with, besides those of every route."""
    problem: Schema = {MEDIA_TYPE: {"schema": {"$ref": _PLACE.format(model=ProblemDocument.__name__)}}}
    return {
        status: {"description": _REFUSALS[status], **({"content": problem} if status >= 400 else {})}  # noqa: PLR2004
        for status in sorted({*statuses, *_ALWAYS})
    }


def document(app: FastAPI, service: Service) -> Schema:
    """The whole document, for the rulebook in use."""
    openapi = get_openapi(
        title="eligibility", version=app.version, description=_DESCRIPTION, routes=app.routes, openapi_version="3.1.0"
    )
    schemas_ = {**_definitions("validation", _REQUESTS), **_definitions("serialization", _ANSWERS)}
    schemas_["Household"] = household_schema(service.rulebook.facts, service.settings.members)
    for request in _REQUESTS:
        properties = schemas_[request.__name__]["properties"]
        properties["household"] = {"$ref": _PLACE.format(model="Household")}
        properties["jurisdiction"] = _units(service)
    for name in ("SharedOptions", "DeterminationOptions"):
        schemas_[name]["properties"]["issued"]["propertyNames"] = {"enum": list(service.rulebook.pending)}
    openapi.setdefault("components", {})["schemas"] = dict(sorted(schemas_.items()))
    for path in openapi["paths"].values():
        for operation in path.values():
            _complete(operation, service)
    return openapi


def allowed_methods(request: Request) -> str:
    """Every method that an address of the API takes; a router names those of one route alone. Empty for others."""
    for path, operations in request.app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.url.path):
            return ", ".join(sorted(method.upper() for method in operations))
    return ""


def _definitions(mode: Any, shapes: Iterable[Any]) -> dict[str, Schema]:  # noqa: ANN401 (a literal of pydantic's)
    adapters = [(shape.__name__, mode, TypeAdapter(shape)) for shape in shapes]
    found, definitions = TypeAdapter.json_schemas(adapters, ref_template=_PLACE)
    named: dict[str, Schema] = dict(definitions.get("$defs", {}))
    for (name, _mode), schema in found.items():
        if "$ref" not in schema:
            named[str(name)] = schema
    return named


def _complete(operation: Schema, service: Service) -> None:
    """Name the units of this rulebook, and drop what FastAPI adds for parameters that any text fits."""
    responses: Mapping[str, Any] = operation.get("responses", {})
    unused = {"schema": {"$ref": "#/components/schemas/HTTPValidationError"}}
    if responses.get("422", {}).get("content", {}).get(JSON) == unused:
        del operation["responses"]["422"]
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "jurisdiction":
            parameter["schema"] = _units(service)
    form = operation.get("requestBody", {}).get("content", {}).get(MULTIPART)
    if form is not None:
        form["schema"]["properties"]["jurisdiction"] = _units(service)
        form["schema"]["properties"]["issued"]["items"]["pattern"] = _issued(service)


def _units(service: Service) -> Schema:
    """Units with rules of their own by name; there are thousands of others."""
    packs = dict.fromkeys(one.jurisdiction for one in service.rulebook.programmes.values())
    return {
        "type": "string",
        "format": "unit",
        "examples": list(packs),
        "description": f"Id or name of a unit. With rules of their own: {', '.join(packs)}.",
    }


def _issued(service: Service) -> str:
    """What an awaited instrument looks like in a form."""
    return rf"^({'|'.join(map(re.escape, service.rulebook.pending)) or '-'})(={DAY[1:-1]})?$"


def _body(media_type: str, schema: Schema, example: object) -> Schema:
    content: Schema = {"schema": schema}
    if example is not None:
        content["examples"] = {"usual": {"value": example}}
    return {"required": True, "content": {media_type: content}}


__all__ = ["document", "examples", "gives", "gives_file", "refuses", "takes_form", "takes_json", "takes_yaml"]
