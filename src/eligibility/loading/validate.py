"""Plain data into documents, with pydantic's complaints in plain words at their places."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from eligibility.errors import did_you_mean
from eligibility.loading.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from eligibility.loading.problems import Problems, Site

Shape = TypeVar("Shape", bound=BaseModel)


def read_shape(model: type[Shape], data: object, site: Site, problems: Problems) -> Shape | None:
    """Read a document.

    Unknown keys are reported and then left out, so that what stands beside them is checked in the same run.

    Returns:
        The document, or None where its shape is too wrong to go on with.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        _report(model, detail, site, problems)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    if len(unknown) < len(details):
        return None
    pruned = copy.deepcopy(data)
    for loc in unknown:
        _drop(pruned, loc)
        problems.damage(site.at(*loc[:-1]))
    try:
        return model.model_validate(pruned)
    except ValidationError:
        return None


def read_name(reader: Callable[[object], str], name: str, site: Site, problems: Problems) -> None:
    """Check a key that is itself an id.

    Args:
        reader: What such ids look like.
        name: The key.
        site: What stands under it.
        problems: Mistakes.
    """
    try:
        reader(name)
    except PydanticCustomError as refused:
        problems.add(refused.type, str((refused.context or {})["message"]), site, at_key=True)


def _drop(data: object, loc: Sequence[str | int]) -> None:
    for step in loc[:-1]:
        # The long form of a shorthand is not in the file, but no unknown key can stand inside it.
        if isinstance(data, dict | list):
            data = data[step]  # type: ignore[index]
    if isinstance(data, dict):
        data.pop(loc[-1], None)


def _report(model: type[BaseModel], detail: ErrorDetails, site: Site, problems: Problems) -> None:
    loc, kind = detail["loc"], detail["type"]
    place = site.at(*loc)
    context: Mapping[str, Any] = detail.get("ctx", {})
    last = str(loc[-1]) if loc else ""
    value = detail["input"]
    if value is None and kind != "missing":
        return  # an empty value is reported once, where the file is read
    if last == "[key]":
        problems.add(
            kind, context.get("message", detail["msg"]), site.at(*loc[:-1]), context.get("hint") or None, at_key=True
        )
    elif kind == "extra_forbidden":
        hint = did_you_mean(last, _keys(model, loc[:-1])) or _known(_keys(model, loc[:-1]))
        problems.add("unknown-key", f'there is no key "{last}" here', place, hint, at_key=True)
    elif kind == "missing":
        problems.add("missing-key", f'the key "{last}" is missing here', site.at(*loc[:-1]))
    elif kind in {"literal_error", "enum"}:
        words = _words(str(context.get("expected", "")))
        noun = _NOUNS.get(_named_step(loc), "word")
        hint = did_you_mean(str(value), words) or _known(words)
        problems.add(f"unknown-{noun}", f"there is no {noun} {shown(value)}", place, hint)
    elif "message" in context:
        problems.add(kind, context["message"], place, context["hint"] or None)
    else:
        wanted = _WANTED.get(kind)
        message = f"{shown(value)} stands where {wanted} is expected" if wanted else detail["msg"]
        problems.add("wrong-shape", message, place)


_NOUNS = {
    "kind": "kind",
    "field": "field",
    "standing": "standing",
    "type": "type",
    "level": "level",
    "every": "rhythm",
    "source": "payer",
    "either": "payer",
    "by_households": "payer",
    "effect": "effect",
    "confidence": "confidence",
}
"""What the value of a key names, for codes such as `unknown-kind`."""

_WANTED = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "too_short": "a list with something in it",
    "too_long": "a pair",
    "string_type": "one text",
}


def _named_step(loc: Sequence[str | int]) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str) and step in _NOUNS), "")


def _words(expected: str) -> list[str]:
    """The words of a message such as "'a', 'b' or 'c'"."""
    return [part for part in expected.split("'")[1::2] if part]


def _known(words: Sequence[str]) -> str | None:
    return f"Known here: {', '.join(words)}." if words else None


def _keys(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Keys that may stand at a place inside a document."""
    found: object = model
    for step in loc:
        shapes = _shapes(found)
        if isinstance(step, int):
            continue
        found = next((annotation for shape in shapes for annotation in [_annotation(shape, step)] if annotation), found)
    return [field.alias or name for shape in _shapes(found) for name, field in shape.model_fields.items()]


def _annotation(shape: type[BaseModel], step: str) -> object:
    for name, field in shape.model_fields.items():
        if step == (field.alias or name):
            return field.annotation
    return None


def _shapes(annotation: object) -> list[type[BaseModel]]:
    """The document classes inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [shape for argument in get_args(annotation) for shape in _shapes(argument)]
