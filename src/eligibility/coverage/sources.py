"""Whether the stored documents say what the rules cite: lines exist, sections cover them, figures occur there."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from eligibility.coverage.claims import claims
from eligibility.coverage.figures import Figure, accepted, figures_in
from eligibility.coverage.findings import Finding, Parts, lines_in_words
from eligibility.errors import Diagnostic, Location, RequestError
from eligibility.model.text import Text
from eligibility.money import grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eligibility.citation import Citation
    from eligibility.coverage.claims import Claim
    from eligibility.coverage.ledger import Ledger
    from eligibility.model.instrument import Instrument
    from eligibility.model.rulebook import Rulebook

_Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What a folder of documents says about the citations of a rulebook.

    Attributes:
        lines: Number of lines by instrument, of the documents that were read.
        citations: Number of citations that point into them.
        found: Figures that occur where they are cited.
        derived: Figures that are computed, and so need not occur.
        not_held: Figures cited from documents that are not stored.
        findings: Everything that falls short.
    """

    lines: Mapping[str, int]
    citations: int
    found: int
    derived: int
    not_held: int
    findings: tuple[Finding, ...]


def check_sources(rulebook: Rulebook, ledgers: Sequence[Ledger], folder: Path) -> SourceCheck:
    """Check registers, ledgers and citations against the stored documents.

    Args:
        rulebook: Rules and register.
        ledgers: Ledgers of the documents.
        folder: Where the files lie that the register names.

    Raises:
        RequestError: There is no such folder.
    """
    if not folder.is_dir():
        message = f'there is no folder of source documents "{folder}".'
        raise RequestError([Diagnostic("missing-folder", message)])
    library = _Library(rulebook, folder)
    check = _CitationCheck(library)
    for claim in claims(rulebook):
        check.add(claim)
    sections = [finding for ledger in ledgers for finding in library.sections(ledger)]
    return SourceCheck(
        lines={name: len(lines) for name, lines in library.texts.items()},
        citations=len(check.citations),
        found=check.counts["found"],
        derived=check.counts["derived"],
        not_held=check.counts["not held"],
        findings=(*library.findings, *sections, *check.findings),
    )


def read_lines(text: str) -> list[str]:
    r"""Lines as editors count them: only line feeds end one, and a last one without counts too.

    >>> read_lines("một\nhai")
    ['một', 'hai']
    """
    lines = unicodedata.normalize("NFC", text.removeprefix("\ufeff")).split("\n")
    return [line.removesuffix("\r") for line in (lines if lines[-1] else lines[:-1])]


class _Library:
    """The stored documents.

    Attributes:
        texts: Their lines, by instrument.
        findings: What is wrong with the files and their entries in the register.
    """

    def __init__(self, rulebook: Rulebook, folder: Path) -> None:
        self.texts: dict[str, list[str]] = {}
        self.findings: list[Finding] = []
        self._instruments = rulebook.instruments
        self._folder = folder
        self._figures: dict[tuple[str, tuple[int, int]], frozenset[Figure]] = {}
        for name, instrument in rulebook.instruments.items():
            if instrument.source_file is not None:
                self.findings.extend(self._read(name, instrument, instrument.source_file))

    def _read(self, name: str, instrument: Instrument, file: str) -> Iterator[Finding]:
        path = self._folder / file
        if not path.is_file():
            yield Finding("missing-source", {"instrument": name, "file": file})
            return
        try:
            lines = read_lines(path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            yield Finding("unreadable-source", {"instrument": name, "file": file})
            return
        self.texts[name] = lines
        about: Parts = {"instrument": name, "file": file, "found": str(len(lines))}
        if len(lines) != instrument.source_lines:
            parts = about | {"registered": str(instrument.source_lines)}
            yield Finding("source-line-count", parts, self.location(name, max(len(lines), 1)))
        for place, provision in instrument.provisions.items():
            for first, last in provision.lines:
                if not 1 <= first <= last <= len(lines):
                    parts = about | {"provision": place, "lines": lines_in_words((first, last))}
                    yield Finding("provision-out-of-range", parts)

    def file(self, instrument: str) -> str:
        """Name of the file of an instrument."""
        return self._instruments[instrument].source_file or ""

    def location(self, instrument: str, line: int) -> Location:
        """A line of a document."""
        return Location(str(self._folder / self.file(instrument)), line, 1)

    def sections(self, ledger: Ledger) -> Iterator[Finding]:
        """Lines with words that lie in no section of a ledger, or in several."""
        lines = self.texts.get(ledger.instrument)
        if lines is None:
            return
        holders = Counter(line for section in ledger.sections for line in range(section.lines[0], section.lines[1] + 1))
        written = [number for number, line in enumerate(lines, start=1) if line.strip()]
        rules: tuple[tuple[str, Callable[[int], bool]], ...] = (
            ("line-in-no-section", lambda line: holders[line] == 0),
            ("line-in-several-sections", lambda line: holders[line] > 1),
        )
        for code, falls_short in rules:
            for first, last in _runs([line for line in written if falls_short(line)]):
                parts: Parts = {
                    "lines": lines_in_words((first, last)),
                    "file": self.file(ledger.instrument),
                    "instrument": ledger.instrument,
                }
                yield Finding(code, parts, self.location(ledger.instrument, first))

    def provision(self, citation: Citation) -> _Ranges:
        """Lines of the provision that a citation names; of the whole document where it names none."""
        if not citation.provision:
            return ((1, len(self.texts[citation.instrument])),)
        provision = self._instruments[citation.instrument].provisions.get(citation.provision)
        return () if provision is None else provision.lines

    def figures(self, instrument: str, ranges: _Ranges) -> frozenset[Figure]:
        """Figures that stand in some lines."""
        found: frozenset[Figure] = frozenset()
        for first, last in ranges:
            key = (instrument, (first, last))
            if key not in self._figures:
                self._figures[key] = figures_in(self.texts[instrument][first - 1 : last])
            found |= self._figures[key]
        return found


class _CitationCheck:
    """Claims checked one after the other.

    Attributes:
        citations: Owner and citation, of those that point into a stored document.
        counts: Figures "found", "derived" and "not held".
        findings: What falls short.
    """

    def __init__(self, library: _Library) -> None:
        self.citations: set[tuple[str, Citation]] = set()
        self.counts: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self._library = library

    def add(self, claim: Claim) -> None:
        """Check a claim: each citation has lines, and each figure stands in the lines of one of them."""
        stored = [citation for citation in claim.cite if citation.instrument in self._library.texts]
        cited = [(citation, ranges) for citation in stored if (ranges := self._lines(claim, citation))]
        if claim.is_derived:
            self.counts["derived"] += len(claim.figures)
            return
        there = frozenset(
            figure for citation, ranges in cited for figure in self._library.figures(citation.instrument, ranges)
        )
        for figure in claim.figures:
            if not there.isdisjoint(accepted(figure)):
                self.counts["found"] += 1
            elif len(stored) < len(claim.cite):
                self.counts["not held"] += 1
            elif cited:
                self._report_figure(claim, figure, cited)

    def _lines(self, claim: Claim, citation: Citation) -> _Ranges:
        """Lines that a citation points to; what is wrong with it is reported once for each owner."""
        is_new = (claim.owner, citation) not in self.citations
        self.citations.add((claim.owner, citation))
        ranges = self._library.provision(citation)
        parts: Parts = {"owner": claim.owner, "part": claim.part, "citation": str(citation)}
        if not ranges:
            if is_new:
                self.findings.append(Finding("citation-without-lines", parts))
            return ()
        if citation.lines is None:
            return ranges
        outside = set(range(citation.lines[0], citation.lines[1] + 1))
        outside.difference_update(line for first, last in ranges for line in range(first, last + 1))
        if outside and is_new:
            parts |= {"file": self._library.file(citation.instrument), "lines": lines_in_words(*ranges)}
            location = self._library.location(citation.instrument, min(outside))
            self.findings.append(Finding("citation-outside-provision", parts, location))
        return (citation.lines,)

    def _report_figure(self, claim: Claim, figure: Figure, cited: list[tuple[Citation, _Ranges]]) -> None:
        first = cited[0][0].instrument
        parts: Parts = {
            "owner": claim.owner,
            "part": claim.part,
            "figure": shown(figure),
            "citation": "; ".join(str(citation) for citation, _ in cited),
            "file": self._library.file(first),
            "lines": lines_in_words(*(one for _, ranges in cited for one in ranges)),
        }
        location = self._library.location(first, cited[0][1][0][0])
        self.findings.append(Finding("figure-not-found", parts, location))


def shown(figure: Figure) -> Text:
    """A figure in words.

    >>> from decimal import Decimal
    >>> shown(Figure(Decimal(70_000_000), "dong")).vi
    '70 000 000 đồng'
    """
    value = grouped(int(figure.value)) if figure.value == int(figure.value) else f"{figure.value.normalize():f}"
    vi, en = _UNIT_WORDS[figure.unit]
    return Text(f"{value}{vi}", f"{value}{en}")


_UNIT_WORDS = {
    "dong": (" đồng", " đồng"),
    "percent": ("%", "%"),
    "years": (" năm", " years"),
    "months": (" tháng", " months"),
    "number": ("", ""),
}


def _runs(lines: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines as ranges."""
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        numbers = [line for _, line in run]
        yield numbers[0], numbers[-1]
