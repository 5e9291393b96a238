"""The report as plain lines for a terminal or a file, in Vietnamese or English. Recomputes nothing."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from eligibility.coverage.findings import line_range
from eligibility.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eligibility.coverage.findings import Finding
    from eligibility.coverage.report import Coverage, DocumentCoverage, RowCoverage, SectionCoverage
    from eligibility.coverage.sources import SourceCheck
    from eligibility.model.text import Language

WIDTH = 120
"""Characters of a line."""
_NARROWEST = 40
_SEPARATOR = " | "
_HEADS = (
    Text("mục", "section"),
    Text("dòng", "lines"),
    Text("được thể hiện ở, hoặc không cho gì vì", "encoded by, or grants nothing because"),
)
_NOTE = Text("chỉ là thông tin", "information only")
_SEE = Text("xem", "see")
_LEFT_OUT = Text("không thuộc quy tắc", "no rule")
_NOT_COVERED = Text("CHƯA ĐỦ", "NOT COVERED")
_COUNTS = Text("số liệu của", "figures of")
_TOTALS = Text(
    "{name}: {covered} trên {sections} mục, {encoded} trên {rules} dòng quy tắc",
    "{name}: {covered} of {sections} sections, {encoded} of {rules} rule rows",
)
_NO_LEDGER = Text("Chưa có sổ điều khoản: {names}", "No ledger yet: {names}")
_FINDINGS = Text("Chưa đạt ({count}):", "Falls short ({count}):")
_NO_FINDINGS = Text("Không thiếu gì.", "Nothing falls short.")
_NOT_RUN = Text(
    "Đối chiếu trích dẫn với văn bản: chưa chạy (not run); cần thư mục văn bản gốc (--sources).",
    "Citation check against the documents: not run; it needs the folder of source documents (--sources).",
)
_PASSED = Text("đạt", "passed")
_FAILED = Text("không đạt", "failed")
_CHECKED = Text(
    "Đối chiếu trích dẫn với văn bản: {verdict}. Văn bản: {documents}; dòng: {lines}; trích dẫn: {citations}; "
    "con số có trong văn bản: {found}, do tính ra: {derived}, ở văn bản không lưu: {not_held}.",
    "Citation check against the documents: {verdict}. Documents: {documents}; lines: {lines}; citations: {citations}; "
    "figures that stand in the text: {found}, derived: {derived}, in documents not held: {not_held}.",
)


def describe(coverage: Coverage, sources: SourceCheck | None, language: Language) -> str:
    """The whole report: a table for each document, totals, what falls short, the citation check."""
    lines: list[str] = []
    for document in coverage.documents:
        lines.extend([*_table(document, language), ""])
    lines.extend(_totals(document, language) for document in coverage.documents)
    if coverage.without_ledger:
        lines.append(_NO_LEDGER.into(language).format(names=", ".join(coverage.without_ledger)))
    lines.extend(_findings(coverage.findings, language))
    lines.append(_source_line(sources, language))
    if sources is not None and sources.findings:
        lines.extend(_findings(sources.findings, language))
    return "\n".join(lines)


def _table(document: DocumentCoverage, language: Language) -> Iterator[str]:
    yield f"{document.name.into(language)} ({document.instrument})"
    heads = [head.into(language) for head in _HEADS]
    rows = [
        (section.section.id, line_range(*section.section.lines), _contents(section, language))
        for section in document.sections
    ]
    first = max(len(heads[0]), *(len(row[0]) for row in rows))
    second = max(len(heads[1]), *(len(row[1]) for row in rows))
    room = max(WIDTH - first - second - 2 * len(_SEPARATOR), _NARROWEST)
    yield _SEPARATOR.join([heads[0].ljust(first), heads[1].ljust(second), heads[2]])
    yield "-" * first + "-+-" + "-" * second + "-+-" + "-" * room
    for name, lines, contents in rows:
        for place, content in enumerate(piece for entry in contents for piece in _wrapped(entry, room)):
            shown = (name, lines) if place == 0 else ("", "")
            yield _SEPARATOR.join([shown[0].ljust(first), shown[1].ljust(second), content])


def _wrapped(entry: str, room: int) -> list[str]:
    return textwrap.wrap(entry, room, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _contents(coverage: SectionCoverage, language: Language) -> list[str]:
    section = coverage.section
    entries = [_row(row, language) for row in coverage.rows]
    if section.rest is not None:
        entries.append(section.rest.into(language))
    if section.quantifies:
        entries.append(f"{_COUNTS.into(language)} {', '.join(section.quantifies)}")
    return entries


def _row(coverage: RowCoverage, language: Language) -> str:
    row = coverage.row
    words = [f"{row.id}:"]
    if not coverage.is_covered:
        words.append(f"{_NOT_COVERED.into(language)}.")
    if coverage.programmes:
        words.append(", ".join(coverage.programmes) + (f" ({_NOTE.into(language)})" if coverage.is_note else ""))
    elif row.echo_of is not None:
        words.append(f"{_SEE.into(language)} {row.echo_of}.")
    elif row.model == "skip":
        words.append(f"{_LEFT_OUT.into(language)}.")
    if row.why is not None:
        words.append(row.why.into(language))
    return " ".join(words)


def _totals(document: DocumentCoverage, language: Language) -> str:
    return _TOTALS.into(language).format(
        name=document.name.into(language),
        covered=document.covered,
        sections=len(document.sections),
        encoded=document.encoded_rule_rows,
        rules=document.rule_rows,
    )


def _findings(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    if not findings:
        yield _NO_FINDINGS.into(language)
        return
    yield _FINDINGS.into(language).format(count=len(findings))
    for finding in findings:
        place = "" if finding.location is None else f"{finding.location}: "
        yield f"  {place}{finding.code}: {finding.into(language)}"


def _source_line(sources: SourceCheck | None, language: Language) -> str:
    if sources is None:
        return _NOT_RUN.into(language)
    return _CHECKED.into(language).format(
        verdict=(_FAILED if sources.findings else _PASSED).into(language),
        documents=len(sources.lines),
        lines=sum(sources.lines.values()),
        citations=sources.citations,
        found=sources.found,
        derived=sources.derived,
        not_held=sources.not_held,
    )
