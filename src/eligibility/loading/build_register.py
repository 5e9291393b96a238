"""The register of instruments and the territories, from their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from eligibility.loading.problems import Site
from eligibility.loading.register_doc import InstrumentDocument, PendingDocument, UnitDocument
from eligibility.loading.scalars import read_kebab, read_snake
from eligibility.loading.validate import read_name, read_shape
from eligibility.model.instrument import Instrument, PendingInstrument, Provision
from eligibility.model.jurisdiction import Parent, Unit
from eligibility.period import EffectivePeriod

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eligibility.loading.context import Context
    from eligibility.loading.yaml_text import YamlDocument

Shape = TypeVar("Shape", bound=BaseModel)


def entries(
    document: YamlDocument, key: str, model: type[Shape], context: Context, *, required: bool = True
) -> Iterator[tuple[str, Shape, Site]]:
    """Read the items of one mapping of a file, each on its own, so that a broken one hides no other."""
    top = Site(document, ())
    items = document.data.get(key) if isinstance(document.data, dict) else None
    if items is None and not required:
        return
    if not isinstance(items, dict):
        context.problems.add("missing-key", f'the mapping "{key}" is missing here', top)
        return
    for name, raw in items.items():
        site = top.at(key, name)
        shape = read_shape(model, raw, site, context.problems)
        if shape is not None:
            yield name, shape, site


def refuse_keys(document: YamlDocument, known: tuple[str, ...], context: Context) -> None:
    """Report keys of the top level that do not exist."""
    if isinstance(document.data, dict):
        for key in document.data.keys() - set(known):
            hint = f"Known here: {', '.join(known)}."
            context.problems.add(
                "unknown-key", f'there is no key "{key}" here', Site(document, (key,)), hint, at_key=True
            )


def build_instruments(document: YamlDocument, context: Context) -> dict[str, Instrument]:
    """Build the register."""
    refuse_keys(document, ("instruments", "pending"), context)
    return {
        name: _instrument(name, shape, site, context)
        for name, shape, site in entries(document, "instruments", InstrumentDocument, context)
    }


def build_pending(document: YamlDocument, context: Context) -> dict[str, PendingInstrument]:
    """Build the instruments that programmes wait for."""
    pending = {}
    for name, shape, site in entries(document, "pending", PendingDocument, context, required=False):
        read_name(read_snake, name, site, context.problems)
        if shape.awaited_by is not None:
            context.citations.append((shape.awaited_by, site.at("awaited_by")))
        pending[name] = context.note(PendingInstrument(id=name, label=shape.label, issued=shape.issued), site)
    return pending


def build_units(document: YamlDocument, context: Context) -> dict[str, Unit]:
    """Build the territories."""
    refuse_keys(document, ("units",), context)
    return {
        name: _unit(name, shape, site, context)
        for name, shape, site in entries(document, "units", UnitDocument, context)
    }


def period(first: date | None, last: date | None, site: Site, context: Context) -> EffectivePeriod:
    """A period; one that ends before it begins is reported.

    Args:
        first: First day.
        last: Last day.
        site: The part that has both.
        context: Names and mistakes.
    """
    if first is not None and last is not None and last < first:
        context.problems.add("wrong-period", f"the last day, {last}, comes before the first, {first}", site)
    return EffectivePeriod(first, last)


def _instrument(name: str, shape: InstrumentDocument, site: Site, context: Context) -> Instrument:
    context.names.append(("unit", shape.jurisdiction, site.at("jurisdiction")))
    if shape.replaced_by is not None:
        context.names.append(("instrument", shape.replaced_by.by, site.at("replaced_by", "by")))
    instrument = Instrument(
        name=name,
        number=shape.number,
        kind=shape.kind,
        title=shape.title,
        issuer=shape.issuer,
        jurisdiction=shape.jurisdiction,
        issued=shape.issued,
        period=period(shape.effective_from, shape.effective_to, site, context),
        is_draft=shape.status == "draft" or shape.kind == "draft",
        replaced_by=None if shape.replaced_by is None else (shape.replaced_by.by, shape.replaced_by.from_),
        provisions={
            place: Provision(says=provision.says, lines=tuple((first, last) for first, last in provision.lines or ()))
            for place, provision in shape.provisions.items()
        },
        source_file=None if shape.source is None else shape.source.file,
        source_lines=None if shape.source is None else shape.source.lines,
        confidence=shape.confidence,
    )
    return context.note(instrument, site)


def _unit(name: str, shape: UnitDocument, site: Site, context: Context) -> Unit:
    read_name(read_kebab, name, site, context.problems)
    for index, parent in enumerate(shape.parents):
        context.names.append(("unit", parent.unit, site.at("parents", index, "unit")))
    for index, unit in enumerate(shape.formed_from):
        context.names.append(("unit", unit, site.at("formed_from", index)))
    context.cite(shape.cite, site.at("cite"))
    built = Unit(
        id=name,
        name=shape.name,
        level=shape.level,
        period=period(shape.from_, shape.to, site, context),
        parents=tuple(
            Parent(parent.unit, period(parent.from_, parent.to, site.at("parents", index), context))
            for index, parent in enumerate(shape.parents)
        ),
        formed_from=tuple(shape.formed_from),
        at_end=shape.at_end,
        confidence=shape.confidence,
    )
    return context.note(built, site)
