"""Which sections of each document are accounted for: by programmes that encode their rows, or by a stated reason.

Compares ledgers with the rulebook; opens no document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.coverage.findings import Finding, Parts, lines_in_words
from eligibility.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eligibility.coverage.ledger import Ledger, Row, Section
    from eligibility.model.programme import Programme, ProgrammeVersion
    from eligibility.model.rulebook import Rulebook

Encoding = tuple["Programme", "ProgrammeVersion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCoverage:
    """A row and the programmes that encode it.

    Attributes:
        row: The row.
        programmes: Ids of programmes, each once.
        is_note: Whether all of them show it as information only.
        is_covered: Whether nothing about it falls short.
    """

    row: Row
    programmes: tuple[str, ...]
    is_note: bool
    is_covered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCoverage:
    """A section and how its rows fare."""

    section: Section
    rows: tuple[RowCoverage, ...]

    @property
    def is_covered(self) -> bool:
        """Whether all of its rows are accounted for."""
        return all(row.is_covered for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCoverage:
    """A document, section by section.

    Attributes:
        instrument: As citations name it.
        name: Territory and number, for readers.
        sections: In its order.
    """

    instrument: str
    name: Text
    sections: tuple[SectionCoverage, ...]

    @property
    def covered(self) -> int:
        """Number of sections accounted for."""
        return sum(section.is_covered for section in self.sections)

    @property
    def rule_rows(self) -> int:
        """Number of rule rows."""
        return len(self._rules())

    @property
    def encoded_rule_rows(self) -> int:
        """Number of rule rows that are encoded as they should be."""
        return sum(row.is_covered for row in self._rules())

    def _rules(self) -> list[RowCoverage]:
        return [row for section in self.sections for row in section.rows if row.row.model == "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ledgers of all documents beside the rulebook.

    Attributes:
        documents: One per ledger.
        findings: Everything that falls short.
        without_ledger: Stored documents that have no ledger yet. Their rows are unknown, so a programme that encodes
            one of them falls short already.
    """

    documents: tuple[DocumentCoverage, ...]
    findings: tuple[Finding, ...]
    without_ledger: tuple[str, ...] = ()


def coverage(rulebook: Rulebook, ledgers: Sequence[Ledger]) -> Coverage:
    """Compare ledgers with the programmes of a rulebook."""
    comparison = _Comparison(rulebook, ledgers)
    documents = tuple(comparison.document(ledger) for ledger in ledgers)
    kept = {ledger.instrument for ledger in ledgers}
    stored = (name for name, instrument in rulebook.instruments.items() if instrument.source_file is not None)
    return Coverage(
        documents=documents,
        findings=(*comparison.findings, *comparison.unknown_rows()),
        without_ledger=tuple(name for name in stored if name not in kept),
    )


class _Comparison:
    def __init__(self, rulebook: Rulebook, ledgers: Sequence[Ledger]) -> None:
        self.findings: list[Finding] = []
        self._rulebook = rulebook
        self._encodings = _encodings(rulebook)
        self._rows = {row.id: row for ledger in ledgers for section in ledger.sections for row in section.rows}

    def document(self, ledger: Ledger) -> DocumentCoverage:
        """Account for one document."""
        sections = [
            SectionCoverage(section=section, rows=tuple(self._row(row, section, ledger) for row in section.rows))
            for section in ledger.sections
        ]
        name = document_name(ledger.instrument, self._rulebook)
        return DocumentCoverage(instrument=ledger.instrument, name=name, sections=tuple(sections))

    def unknown_rows(self) -> Iterator[Finding]:
        """Rows that are encoded and stand in no ledger."""
        for row, encodings in self._encodings.items():
            if row not in self._rows:
                for programme in _ids(encodings):
                    yield Finding("row-not-in-ledger", {"programme": programme, "row": row})

    def _row(self, row: Row, section: Section, ledger: Ledger) -> RowCoverage:
        encodings = self._encodings.get(row.id, [])
        findings = [*self._presence(row, section, encodings), *self._citing(row, section, encodings, ledger.instrument)]
        self.findings.extend(findings)
        return RowCoverage(
            row=row,
            programmes=_ids(encodings),
            is_note=bool(encodings) and all(version.is_note for _, version in encodings),
            is_covered=not findings,
        )

    def _presence(self, row: Row, section: Section, encodings: list[Encoding]) -> Iterator[Finding]:
        where: Parts = {"row": row.id, "section": section.id, "lines": lines_in_words(section.lines)}
        programmes = _ids(encodings)
        if row.is_ledger_only:
            for programme in programmes:
                yield Finding("ledger-row-encoded", {**where, "programme": programme})
        elif row.model == "info":
            if not any(version.is_note or self._has_rule(version) for _, version in encodings):
                yield Finding("info-row-not-shown", where)
        elif not programmes:
            yield Finding("rule-row-not-encoded", where)
        elif len(programmes) > 1:
            yield Finding("rule-row-twice", {**where, "programmes": ", ".join(programmes)})
        elif all(version.is_note for _, version in encodings):
            yield Finding("rule-row-as-note", {**where, "programme": programmes[0]})
        elif row.echo_of is not None and programmes != (echoed := _ids(self._encodings.get(row.echo_of, []))):
            parts: Parts = {"echo": row.echo_of, "programme": programmes[0], "other": ", ".join(echoed) or "–"}
            yield Finding("echo-elsewhere", {**where, **parts})

    def _has_rule(self, version: ProgrammeVersion) -> bool:
        """Whether a version decides a rule row: an information row with the same criteria may stand beside it."""
        return not version.is_note and any(
            row in self._rows and self._rows[row].model == "rule" for row in version.encodes
        )

    def _citing(self, row: Row, section: Section, encodings: list[Encoding], instrument: str) -> Iterator[Finding]:
        """A version must cite each place it encodes, so that its answer shows that place."""
        for programme, version in encodings:
            if not row.is_ledger_only and not self._cites(version, section, instrument):
                parts: Parts = {"row": row.id, "section": section.id, "lines": lines_in_words(section.lines)}
                yield Finding("row-not-cited", {**parts, "programme": programme.id})

    def _cites(self, version: ProgrammeVersion, section: Section, instrument: str) -> bool:
        provisions = self._rulebook.instruments[instrument].provisions
        for citation in version.cite:
            if citation.instrument != instrument:
                continue
            provision = provisions.get(citation.provision)
            ranges = (citation.lines,) if citation.lines else provision.lines if provision is not None else ()
            # Where the register holds no lines, the citation names the place as well as it can.
            if not ranges or any(first <= section.lines[1] and section.lines[0] <= last for first, last in ranges):
                return True
        return False


def document_name(instrument: str, rulebook: Rulebook) -> Text:
    """Territory and number of a document, for readers."""
    known = rulebook.instruments[instrument]
    unit = rulebook.units.get(known.jurisdiction)
    number = known.number or instrument
    return Text(number, number) if unit is None else Text(f"{unit.name.vi} {number}", f"{unit.name.en} {number}")


def _encodings(rulebook: Rulebook) -> Mapping[str, list[Encoding]]:
    found: dict[str, list[Encoding]] = defaultdict(list)
    for programme in rulebook.programmes.values():
        for version in programme.versions:
            for row in version.encodes:
                found[row].append((programme, version))
    return found


def _ids(encodings: list[Encoding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(programme.id for programme, _ in encodings))
