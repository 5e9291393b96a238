"""What a rule pack declares beside its programmes: legal numbers and groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from eligibility.loading.build_amounts import build_coefficient
from eligibility.loading.build_operands import read_standard
from eligibility.loading.build_register import period
from eligibility.model.cumulation import Group, GroupVersion
from eligibility.model.standard import Multiple, Standard, StandardEntry
from eligibility.period import EffectivePeriod

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eligibility.loading.context import Context
    from eligibility.loading.pack_doc import GroupDocument, StandardEntryDocument
    from eligibility.loading.problems import Site
    from eligibility.model.instrument import Instrument
    from eligibility.model.standard import StandardValue

_HUNDRED = Decimal(100)


def build_standard(
    name: str,
    documents: Sequence[tuple[StandardEntryDocument, Site]],
    jurisdiction: str,
    instruments: Mapping[str, Instrument],
    context: Context,
) -> Standard:
    """Build a legal number.

    Args:
        name: Its id.
        documents: Its entries as written.
        jurisdiction: Unit of the pack.
        instruments: The register, which says from when an entry could be known.
        context: Names and mistakes.
    """
    entries = [_entry(document, instruments, site, context) for document, site in documents]
    entries.sort(key=lambda entry: (entry.effective_from, entry.known_from or date.min))
    return Standard(name=name, jurisdiction=jurisdiction, entries=tuple(entries))


def _entry(
    document: StandardEntryDocument, instruments: Mapping[str, Instrument], site: Site, context: Context
) -> StandardEntry:
    founding = instruments.get(document.cite[0].instrument) if document.cite else None
    entry = StandardEntry(
        effective_from=document.effective_from,
        value=_value(document, site, context),
        cite=context.cite(document.cite, site.at("cite")),
        known_from=document.known_from or (None if founding is None else founding.issued),
        confidence=document.confidence,
    )
    return context.note(entry, site)


_VALUES = ("dong", "percent", "times", "by", "ended")


def _value(document: StandardEntryDocument, site: Site, context: Context) -> StandardValue | None:
    stated = [key for key in _VALUES if getattr(document, key)] or [
        key for key in _VALUES if getattr(document, key) is not None
    ]
    if len(stated) != 1:
        message = f"{' and '.join(stated)} stand in one entry" if stated else "this entry has no value"
        context.problems.add(
            "several-kinds" if stated else "missing-key", message, site, f"Write one of: {', '.join(_VALUES)}."
        )
        return None
    if document.percent is not None or document.times is not None:
        return _multiple(document, site, context)
    if document.of is not None:
        context.problems.add("misplaced-key", f"of stands beside {stated[0]}", site.at("of"), at_key=True)
    return document.by if document.by is not None else document.dong


def _multiple(document: StandardEntryDocument, site: Site, context: Context) -> Multiple | None:
    key = "percent" if document.percent is not None else "times"
    written = document.percent or document.times
    coefficient = None if written is None else build_coefficient(written, site.at(key), context)
    if document.of is None:
        context.problems.add("missing-key", f'{key} needs the key "of": another standard', site)
        return None
    reference = read_standard(document.of, site.at("of"), context)
    if not isinstance(coefficient, Decimal):
        context.problems.add("wrong-decimal", "a standard follows from another by one coefficient", site.at(key))
        return None
    if reference is None:
        return None
    is_percent = key == "percent"
    return Multiple(
        coefficient=coefficient / _HUNDRED if is_percent else coefficient, of=reference, is_percent=is_percent
    )


def build_group(name: str, document: GroupDocument, jurisdiction: str, site: Site, context: Context) -> Group:
    """Build a group.

    Args:
        name: Its id.
        document: The group as written.
        jurisdiction: Unit of the pack.
        site: Where it is written.
        context: Names and mistakes.
    """
    if (document.versions is None) == (document.cite is None):
        context.problems.add("missing-key", "a group has versions, or one cite without dates", site)
    if document.rule == "choose_one" and document.chosen_by is None:
        context.problems.add("missing-key", 'a choice needs the key "chosen_by"', site)
    if document.rule == "highest_only" and document.chosen_by is not None:
        context.problems.add("misplaced-key", "chosen_by stands beside highest_only", site.at("chosen_by"), at_key=True)
    for row, names in enumerate(document.together):
        for index, programme in enumerate(names):
            context.names.append(("programme", programme, site.at("together", row, index)))
    versions = [
        GroupVersion(
            period=period(version.effective_from, version.effective_to, site.at("versions", index), context),
            cite=context.cite(version.cite, site.at("versions", index, "cite")),
        )
        for index, version in enumerate(document.versions or ())
    ]
    if document.cite is not None:
        versions.append(GroupVersion(period=EffectivePeriod(), cite=context.cite(document.cite, site.at("cite"))))
    group = Group(
        id=name,
        jurisdiction=jurisdiction,
        rule=document.rule,
        within=document.within,
        versions=tuple(versions),
        together=tuple(frozenset(names) for names in document.together),
        chosen_by=document.chosen_by,
    )
    return context.note(group, site)
