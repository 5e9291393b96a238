"""Programme documents into programmes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from eligibility.loading.build_benefits import build_benefit
from eligibility.loading.build_criteria import build_criterion, build_optional
from eligibility.loading.build_register import period
from eligibility.model.programme import Awaited, NotModelled, Order, PlanFigure, Programme, ProgrammeVersion
from eligibility.period import EffectivePeriod

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.loading.context import Context
    from eligibility.loading.pack_doc import ProgrammeDocument, VersionDocument
    from eligibility.loading.problems import Site
    from eligibility.model.instrument import Instrument


def build_programme(
    document: ProgrammeDocument,
    jurisdiction: str,
    instruments: Mapping[str, Instrument],
    site: Site,
    context: Context,
) -> Programme:
    """Build one programme.

    Args:
        document: The programme as written.
        jurisdiction: Unit of the pack.
        instruments: The register, which says what is a draft.
        site: Where it is written.
        context: Names and mistakes.
    """
    if document.improves is not None:
        context.names.append(("programme", document.improves, site.at("improves")))
    founding = instruments.get(document.versions[0].cite[0].instrument) if document.versions[0].cite else None
    is_draft = founding is not None and founding.is_draft
    versions = [
        _version(version, site.at("versions", index), context, is_draft=is_draft)
        for index, version in enumerate(document.versions)
    ]
    programme = Programme(
        id=document.id,
        name=document.name,
        field=document.field,
        granted_to=document.granted_to,
        jurisdiction=jurisdiction,
        versions=tuple(sorted(versions, key=lambda one: (one.period.first or date.min, one.known_from or date.min))),
        is_draft=is_draft,
        improves=document.improves,
        unknown_before=document.before is not None,
        unknown_after=document.after is not None,
    )
    return context.note(programme, site)


def _version(document: VersionDocument, site: Site, context: Context, *, is_draft: bool) -> ProgrammeVersion:
    _note_names(document, site, context)
    version = ProgrammeVersion(
        period=_period(document, site, context, is_draft=is_draft),
        standing=document.standing,
        cite=context.cite(document.cite, site.at("cite")),
        eligible_when=build_optional(document.eligible_when, site.at("eligible_when"), context),
        encodes=tuple(document.encodes),
        benefits=tuple(
            build_benefit(benefit, site.at("benefits", index), context)
            for index, benefit in enumerate(document.benefits)
        ),
        depends_on=None
        if document.depends_on is None
        else Awaited(document.depends_on.instrument, document.depends_on.due),
        group=document.group,
        delegates_to=tuple(document.delegates_to),
        refers_to=tuple(document.refers_to),
        orders=None
        if document.orders is None
        else Order(programmes=tuple(document.orders.programmes), fields=tuple(document.orders.fields_)),
        priority=tuple(
            build_criterion(one, site.at("priority", index), context) for index, one in enumerate(document.priority)
        ),
        also_ask=tuple(document.also_ask),
        lead=tuple(document.lead),
        plan=_plan(document, site.at("plan"), context),
        not_modelled=_doubts(document, site.at("not_modelled"), context),
        reading=document.reading,
        is_note=document.shown == "note",
        ended_by=document.ended_by,
        continues=document.continues,
        known_from=document.known_from,
        confidence=document.confidence,
    )
    return context.note(version, site)


def _period(document: VersionDocument, site: Site, context: Context, *, is_draft: bool) -> EffectivePeriod:
    if is_draft:
        for key in ("effective_from", "effective_to"):
            if getattr(document, key) is not None:
                context.problems.add(
                    "dated-draft", "a draft has no days in force", site.at(key), "Remove it.", at_key=True
                )
        return EffectivePeriod()
    if document.effective_from is None:
        context.problems.add("missing-key", 'the key "effective_from" is missing here', site)
    return period(document.effective_from, document.effective_to, site, context)


def _note_names(document: VersionDocument, site: Site, context: Context) -> None:
    for key in ("ended_by", "continues"):
        citation = getattr(document, key)
        if citation is not None:
            context.citations.append((citation, site.at(key)))
    if document.depends_on is not None:
        context.names.append(("pending", document.depends_on.instrument, site.at("depends_on", "instrument")))
    if document.group is not None:
        context.names.append(("group", document.group, site.at("group")))
    for index, name in enumerate(document.refers_to):
        context.names.append(("instrument", name, site.at("refers_to", index)))
    for index, name in enumerate(document.delegates_to):
        context.names.append(("programme", name, site.at("delegates_to", index)))
    for index, name in enumerate(document.orders.programmes if document.orders is not None else ()):
        context.names.append(("programme", name, site.at("orders", "programmes", index)))
    for index, name in enumerate(document.also_ask):
        context.fact(name, site.at("also_ask", index))
        context.fact_uses.setdefault(name, site.at("also_ask", index))


def _plan(document: VersionDocument, site: Site, context: Context) -> tuple[PlanFigure, ...]:
    return tuple(
        PlanFigure(
            line=line.line,
            count=line.count,
            unit=line.unit,
            dong=line.dong,
            year=line.year,
            only=build_optional(line.for_, site.at(index, "for"), context),
            cite=context.cite(line.cite, site.at(index, "cite")),
        )
        for index, line in enumerate(document.plan)
    )


def _doubts(document: VersionDocument, site: Site, context: Context) -> tuple[NotModelled, ...]:
    return tuple(
        NotModelled(
            text=doubt.text,
            effect=doubt.effect,
            when=build_optional(doubt.when, site.at(index, "when"), context),
            cite=context.cite(doubt.cite, site.at(index, "cite")),
        )
        for index, doubt in enumerate(document.not_modelled)
    )
