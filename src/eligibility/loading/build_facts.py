"""Fact documents into the dictionary: types, choices, derivations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.loading.build_criteria import build_criterion, build_optional
from eligibility.loading.build_operands import read_value
from eligibility.loading.context import FactSketch
from eligibility.loading.facts_doc import FactDocument, FactVersionDocument
from eligibility.loading.problems import Site
from eligibility.loading.scalars import read_snake
from eligibility.loading.validate import read_name, read_shape
from eligibility.model.fact import Branch, Derivation, FactDefinition, FactType
from eligibility.period import EffectivePeriod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.loading.context import Context
    from eligibility.loading.yaml_text import YamlDocument
    from eligibility.model.criteria import Value

_SCOPES = ("household", "member")
_RESERVED = {"id", "members", "members_complete"}


def read_facts(document: YamlDocument, context: Context) -> dict[str, tuple[FactDocument, Site]]:
    """Read the shapes of all facts and make their names known, before any condition is built.

    Returns:
        Documents by full name, in the order of the file.
    """
    shapes: dict[str, tuple[FactDocument, Site]] = {}
    for scope, key, raw, site in _entries(document, context):
        name = f"{scope}.{key}"
        shape = read_shape(FactDocument, raw, site, context.problems)
        context.facts[name] = None if shape is None else FactSketch(name, shape.type, tuple(shape.choices or ()))
        if shape is not None:
            shapes[name] = (shape, site)
    return shapes


def _entries(document: YamlDocument, context: Context) -> Iterator[tuple[str, str, object, Site]]:
    top = Site(document, ())
    data = document.data
    if not isinstance(data, dict):
        context.problems.add("wrong-shape", "the fact dictionary is a mapping of household and member", top)
        return
    for scope in data.keys() - set(_SCOPES):
        context.problems.add("unknown-key", f'there is no key "{scope}" here', top.at(scope), at_key=True)
    for scope in sorted(_SCOPES, key=list(data).index if set(_SCOPES) <= data.keys() else None):
        facts = data.get(scope)
        if not isinstance(facts, dict):
            context.problems.add("missing-key", f'the mapping "{scope}" is missing here', top)
            continue
        for key, raw in facts.items():
            read_name(read_snake, key, top.at(scope, key), context.problems)
            if key in _RESERVED:
                message = f'"{key}" is a key of every household or member and no fact'
                context.problems.add("reserved-name", message, top.at(scope, key), at_key=True)
            yield scope, key, raw, top.at(scope, key)


def build_fact(name: str, shape: FactDocument, site: Site, context: Context) -> FactDefinition:
    """Build one fact."""
    sketch = FactSketch(name, shape.type, tuple(shape.choices or ()))
    definition = FactDefinition(
        name=name,
        type=shape.type,
        label=shape.label,
        question=shape.question,
        choices=shape.choices or {},
        since=_date(shape.since, site.at("since"), context),
        until=_date(shape.until, site.at("until"), context),
        derivations=tuple(_derivations(shape, sketch, site, context)),
        only_if=build_optional(shape.only_if, site.at("only_if"), context),
        otherwise=None
        if shape.otherwise is None
        else read_value(shape.otherwise, sketch, site.at("otherwise"), context),
        assume=_assumption(shape.assume, sketch, site.at("assume"), context),
        compare_with=_compared(shape.compare_with, sketch, site.at("compare_with"), context),
        sensitive=shape.sensitive,
        note=shape.note,
        headers=tuple(shape.headers),
        cells={code: tuple(spellings) for code, spellings in (shape.cells or {}).items()},
    )
    return context.note(definition, site)


def _date(name: str | None, site: Site, context: Context) -> str | None:
    if name is None:
        return None
    fact = context.fact(name, site)
    if fact is not None and fact.type is not FactType.DATE:
        context.problems.add("wrong-fact", f"{name} is of type {fact.type.value}; an age counts from a date", site)
    return name


def _compared(name: str | None, sketch: FactSketch, site: Site, context: Context) -> str | None:
    fact = None if name is None else context.fact(name, site)
    if fact is not None and fact.type is not sketch.type:
        message = f"{fact.name} is of type {fact.type.value}, {sketch.name} of type {sketch.type.value}"
        context.problems.add("wrong-fact", message, site)
    return name


def _derivations(shape: FactDocument, sketch: FactSketch, site: Site, context: Context) -> Iterator[Derivation]:
    ways = [way for way in ("when", "first_of", "versions") if getattr(shape, way) is not None]
    if len(ways) > 1:
        context.problems.add("misplaced-key", f"{' and '.join(ways)} stand together", site, "Keep one of them.")
        return
    if shape.cite is not None and ways not in (["when"], ["first_of"]):
        context.problems.add("misplaced-key", "cite stands beside no derivation", site.at("cite"), at_key=True)
    if shape.versions is not None:
        for index, version in enumerate(shape.versions):
            yield _derivation(version, sketch, site.at("versions", index), context)
    elif ways:
        yield _derivation(shape, sketch, site, context)


def _derivation(
    shape: FactDocument | FactVersionDocument, sketch: FactSketch, site: Site, context: Context
) -> Derivation:
    period = EffectivePeriod()
    if isinstance(shape, FactVersionDocument):
        period = EffectivePeriod(shape.effective_from, shape.effective_to)
        if (shape.when is None) == (shape.first_of is None):
            context.problems.add("missing-key", "either when or first_of stands in a version of a fact", site)
    derivation = Derivation(
        branches=tuple(_branches(shape, sketch, site, context)),
        period=period,
        cite=context.cite(shape.cite, site.at("cite")),
    )
    return context.note(derivation, site)


def _branches(
    shape: FactDocument | FactVersionDocument, sketch: FactSketch, site: Site, context: Context
) -> Iterator[Branch]:
    if shape.when is not None:
        if sketch.type is not FactType.BOOLEAN:
            message = f"when derives a boolean; {sketch.name} is of type {sketch.type.value}"
            context.problems.add("wrong-derivation", message, site.at("when"), "Use first_of.", at_key=True)
        yield Branch(value=True, when=build_criterion(shape.when, site.at("when"), context))
        yield Branch(value=False)
    for index, branch in enumerate(shape.first_of or ()):
        here = site.at("first_of", index)
        if branch.when is None and index < len(shape.first_of or ()) - 1:
            context.problems.add(
                "unreachable-branch", "a branch without when stands before others", here, "Put it last."
            )
        value = read_value(branch.value, sketch, here.at("value"), context)
        when = build_optional(branch.when, here.at("when"), context)
        if value is not None:
            yield Branch(value=value, when=when)


def _assumption(
    stated: str | list[str] | None, sketch: FactSketch, site: Site, context: Context
) -> Value | tuple[str, ...] | None:
    if stated is None:
        return None
    if sketch.type is FactType.CHOICES:
        items = stated if isinstance(stated, list) else [stated]
        return tuple(str(read_value(item, sketch, site, context)) for item in items)
    if isinstance(stated, list):
        context.problems.add("wrong-shape", "a list stands where one value is expected", site)
        return None
    return read_value(stated, sketch, site, context)
