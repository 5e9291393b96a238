"""The clause ledger checked as a whole: what `eligibility coverage` answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.coverage.ledger import load_ledgers
from eligibility.coverage.report import coverage
from eligibility.coverage.sources import check_sources
from eligibility.coverage.words import describe

if TYPE_CHECKING:
    from pathlib import Path

    from eligibility.coverage.findings import Finding
    from eligibility.coverage.report import Coverage, DocumentCoverage, SectionCoverage
    from eligibility.coverage.sources import SourceCheck
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language, Text

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None
"""Plain data that `json.dumps` writes."""


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """What the ledgers say of the rulebook, and the documents of its citations.

    Attributes:
        coverage: Sections and rows.
        sources: The citation check; None where it was not run.
    """

    coverage: Coverage
    sources: SourceCheck | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing falls short; a citation check that was not run finds nothing."""
        return not self.coverage.findings and (self.sources is None or not self.sources.findings)

    def text(self, language: Language) -> str:
        """The report in plain lines."""
        return describe(self.coverage, self.sources, language)

    def as_json(self) -> dict[str, Json]:
        """The report as plain data; its words in both languages, the sentences of findings in English."""
        return {
            "complete": self.is_complete,
            "documents": [_document(document) for document in self.coverage.documents],
            "without_ledger": list(self.coverage.without_ledger),
            "findings": [_finding(finding) for finding in self.coverage.findings],
            "citation_check": _sources(self.sources),
        }


def check_coverage(rulebook: Rulebook, rules_dir: Path, sources: Path | None) -> CoverageReport:
    """Check the ledgers of a folder of rules, and its citations where the documents are at hand.

    Args:
        rulebook: Loaded from that folder.
        rules_dir: The folder; its ledgers lie in `ledger`.
        sources: Folder of the stored documents; None leaves the citation check out.

    Raises:
        RulebookError: A ledger is wrong.
        RequestError: There is no such folder of documents.
    """
    ledgers = load_ledgers(rules_dir / "ledger", rulebook)
    checked = None if sources is None else check_sources(rulebook, ledgers, sources)
    return CoverageReport(coverage(rulebook, ledgers), checked)


def _document(document: DocumentCoverage) -> Json:
    return {
        "instrument": document.instrument,
        "name": _text(document.name),
        "sections": {"covered": document.covered, "of": len(document.sections)},
        "rule_rows": {"encoded": document.encoded_rule_rows, "of": document.rule_rows},
        "ledger": [_section(section) for section in document.sections],
    }


def _section(coverage_of: SectionCoverage) -> Json:
    section = coverage_of.section
    rows: list[Json] = [
        {
            "id": row.row.id,
            "model": row.row.model,
            "echo_of": row.row.echo_of,
            "why": _text(row.row.why),
            "programmes": list(row.programmes),
            "note": row.is_note,
            "covered": row.is_covered,
        }
        for row in coverage_of.rows
    ]
    return {
        "section": section.id,
        "lines": list(section.lines),
        "covered": coverage_of.is_covered,
        "rows": rows,
        "rest": _text(section.rest),
        "quantifies": list(section.quantifies),
    }


def _sources(check: SourceCheck | None) -> Json:
    if check is None:
        return {"run": False}
    return {
        "run": True,
        "passed": not check.findings,
        "lines": dict(check.lines),
        "citations": check.citations,
        "figures": {"found": check.found, "derived": check.derived, "not_held": check.not_held},
        "findings": [_finding(finding) for finding in check.findings],
    }


def _finding(finding: Finding) -> Json:
    place = finding.location
    where: dict[str, Json] = {} if place is None else {"file": place.file, "line": place.line}
    return {"code": finding.code, "message": finding.diagnostic.message, **where}


def _text(text: Text | None) -> Json:
    return None if text is None else {"vi": text.vi, "en": text.en}
