"""Checks that every name used exists: programmes, groups, standards, units, instruments and their provisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from eligibility.errors import did_you_mean
from eligibility.loading.findings import Finding

if TYPE_CHECKING:
    from eligibility.loading.build import Draft


def unknown_programmes(draft: Draft) -> Iterator[Finding]:
    """A programme is named that no pack declares."""
    yield from _unknown(draft, "programme", "unknown-programme", "programme", draft.names.programmes)


def unknown_groups(draft: Draft) -> Iterator[Finding]:
    """A group is named that no pack declares."""
    yield from _unknown(draft, "group", "unknown-group", "group", draft.names.groups)


def unknown_instruments(draft: Draft) -> Iterator[Finding]:
    """An instrument is named that is not in the register."""
    known = draft.names.instruments
    yield from _unknown(draft, "instrument", "unknown-instrument", "instrument", known)
    for citation, site in draft.context.citations:
        if citation.instrument not in known:
            hint = did_you_mean(citation.instrument, known) or "Add it to instruments.yaml."
            yield Finding("unknown-instrument", f'there is no instrument "{citation.instrument}"', site, hint)


def unknown_pending_instruments(draft: Draft) -> Iterator[Finding]:
    """Something waits for an instrument that is not in the register of pending ones."""
    yield from _unknown(draft, "pending", "unknown-pending-instrument", "pending instrument", draft.names.pending)


def unknown_units(draft: Draft) -> Iterator[Finding]:
    """A territory is named that does not exist."""
    yield from _unknown(draft, "unit", "unknown-unit", "unit", draft.names.units)


def unknown_standards(draft: Draft) -> Iterator[Finding]:
    """A standard is used that no pack declares."""
    known = {key.partition("/")[2] for key in draft.names.standards}
    for reference, site in draft.context.standards:
        if reference.name not in known:
            hint = did_you_mean(reference.name, known)
            yield Finding("unknown-standard", f'there is no standard "{reference.name}"', site, hint)


def unknown_provisions(draft: Draft) -> Iterator[Finding]:
    """A citation names a provision that the register does not list."""
    for citation, site in draft.context.citations:
        instrument = draft.rulebook.instruments.get(citation.instrument)
        if instrument is not None and citation.provision and citation.provision not in instrument.provisions:
            hint = (
                did_you_mean(citation.provision, instrument.provisions)
                or "Add it under provisions in instruments.yaml."
            )
            message = f'the register has no "{citation.provision}" of {citation.instrument}'
            yield Finding("unknown-provision", message, site, hint)


def lines_outside_provisions(draft: Draft) -> Iterator[Finding]:
    """A citation names lines that do not lie in its provision."""
    for citation, site in draft.context.citations:
        instrument = draft.rulebook.instruments.get(citation.instrument)
        provision = None if instrument is None else instrument.provisions.get(citation.provision)
        if provision is None or citation.lines is None:
            continue
        first, last = citation.lines
        if not any(low <= first and last <= high for low, high in provision.lines):
            ranges = ", ".join(f"{low}-{high}" for low, high in provision.lines)
            hint = f"It has lines {ranges}." if ranges else "The register gives it no lines."
            message = f'lines {first}-{last} do not lie in "{citation.provision}"'
            yield Finding("line-outside-provision", message, site, hint)


def wrong_lines(draft: Draft) -> Iterator[Finding]:
    """A provision lies outside its document, or its first line comes after its last."""
    for instrument in draft.rulebook.instruments.values():
        for place, provision in instrument.provisions.items():
            for low, high in provision.lines:
                if not 1 <= low <= high or (instrument.source_lines is not None and high > instrument.source_lines):
                    site = draft.context.site(instrument).at("provisions", place, "lines")
                    message = (
                        f"lines {low}-{high} are not in a document of {instrument.source_lines or 'unknown'} lines"
                    )
                    yield Finding("wrong-lines", message, site)


def _unknown(draft: Draft, sort: str, code: str, noun: str, known: Collection[str]) -> Iterator[Finding]:
    for named, name, site in draft.context.names:
        if named == sort and name not in known:
            yield Finding(code, f'there is no {noun} "{name}"', site, did_you_mean(name, known))
