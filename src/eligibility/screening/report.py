"""What came of lists, as plain data: rows in and out, rows rejected, totals per programme; codes rather than words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from eligibility.lists.judged import summarise, summarise_payers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eligibility.explain.words import Words
    from eligibility.lists.judged import LineKey, ProgrammeSummary, SummaryLine
    from eligibility.screening.run import JudgedList, Run


def plain_report(judged: Sequence[JudgedList], run: Run) -> dict[str, Any]:
    """The report for programs: codes rather than words."""
    receipt = run.receipt
    return {
        "receipt": {
            "software": receipt.software,
            "rulebook": receipt.rulebook,
            "at": receipt.at,
            "jurisdiction": run.jurisdiction,
            "reference_date": run.on.isoformat(),
            "options": {
                "assume": run.assume,
                "issued": {name: True if day is True else day.isoformat() for name, day in run.issued.items()},
                "known_at": None if run.known_at is None else run.known_at.isoformat(),
            },
        },
        "notices": list(receipt.notices),
        "lists": [_plain_list(one, run) for one in judged],
        "payers": [
            {"payer": key[0], **_plain_line(key[1:], line, run.words)}
            for key, line in summarise_payers(row for one in judged for row in one.rows).items()
        ],
        "programmes": [_plain_programme(name, summary, run.words) for name, summary in totals(judged).items()],
    }


def totals(judged: Sequence[JudgedList]) -> Mapping[str, ProgrammeSummary]:
    """Totals over all lists; household 1 of one list is not household 1 of another."""
    return summarise(
        replace(row, household=f"{number}/{row.household}") for number, one in enumerate(judged) for row in one.rows
    )


def code_of(said: str, sort: str, words: Words) -> str | None:
    """The code behind a word of the result file; the file and its sums know words alone."""
    prefix = f"{sort}."
    return next(
        (
            key.removeprefix(prefix)
            for key, phrase in words.phrases.items()
            if key.startswith(prefix) and phrase == said
        ),
        None,
    )


def _plain_list(one: JudgedList, run: Run) -> dict[str, Any]:
    source, words = one.source, run.words
    return {
        "file": source.file,
        "digest": source.digest,
        "rows_in": source.rows_in,
        "rows_judged": source.rows_judged,
        "rows_reported": source.rows_reported,
        "households": len(source.households),
        "written": [str(file) for file in one.files],
        "rejected": [
            {
                "sheet": rejected.sheet,
                "row": rejected.row,
                "cell": rejected.cell,
                "value": rejected.value,
                "code": rejected.code,
                "wrong": words.text(rejected.wrong),
                "right": words.text(rejected.right),
                "household": rejected.household,
            }
            for rejected in source.rejected
        ],
        "notices": [
            {"code": notice.code, "sheet": notice.sheet, "cell": notice.cell, "text": words.text(notice.text)}
            for notice in source.notices
        ],
        "unmatched": [
            {"sheet": column.sheet, "column": column.letter, "title": column.title} for column in source.unmatched
        ],
    }


def _plain_programme(name: str, summary: ProgrammeSummary, words: Words) -> dict[str, Any]:
    return {
        "programme": name,
        "name": summary.name,
        "clause": summary.clause,
        "eligible": len(summary.eligible),
        "undetermined": len(summary.undetermined),
        "amounts": [_plain_line(key, line, words) for key, line in summary.lines.items()],
    }


def _plain_line(key: LineKey, line: SummaryLine, words: Words) -> dict[str, Any]:
    standing, kind, basis, every = key
    return {
        "standing": code_of(standing, "standing_in_short", words),
        "kind": code_of(kind, "kind", words),
        "basis": code_of(basis, "basis_in_short", words),
        "every": code_of(every, "rhythm", words),
        "count": line.count,
        "without_amount": line.without_amount,
        "dong": None if line.count == line.without_amount else {"from": line.dong_low, "to": line.dong_high},
    }
