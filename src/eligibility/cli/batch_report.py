"""What came of lists: totals per programme, rows in and out, rows rejected, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.cli.output import remark, write
from eligibility.cli.tables import new_table, write_table
from eligibility.determination import DongRange
from eligibility.explain.words import sentence
from eligibility.screening.report import code_of, totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eligibility.explain.words import Words
    from eligibility.lists.commune_list import CommuneList
    from eligibility.lists.judged import ProgrammeSummary, SummaryLine
    from eligibility.screening import JudgedList, Run

SHOWN = 20
"""Rejected rows that are said on the page; the result has all of them."""


def show_report(judged: Sequence[JudgedList], run: Run) -> None:
    """Print the report; what the reader should know of the lists themselves goes to standard error."""
    words = run.words
    for one in judged:
        _remarks(one.source, run)
    _tables(totals(judged), run)
    for one in judged:
        write(_rows_in_words(one.source, words))
        _rejected(one.source, run)
        for file in one.files:
            write(words("batch.written", file=file))
    write(words("batch.notes_left_out"))
    show_notices(run)
    write(words("result.screening"))


def show_notices(run: Run) -> None:
    """What others may have added to the law: true of every household of the run."""
    for notice in run.receipt.notices:
        write(f"{run.words('line.notice')}: {notice}")


def _tables(summaries: Mapping[str, ProgrammeSummary], run: Run) -> None:
    """One table per instrument, so that a clause is named by its place alone."""
    places: dict[str, dict[str, str]] = {}
    for name, applied in run.law.programmes.items():
        if name in summaries and applied.version is not None:
            instrument, place = run.clauses.parts(applied.version.cite[0])
            places.setdefault(instrument, {})[name] = place
    for instrument, programmes in places.items():
        write(instrument)
        _table({name: summaries[name] for name in programmes}, programmes, run.words)


def _table(summaries: Mapping[str, ProgrammeSummary], places: Mapping[str, str], words: Words) -> None:
    from rich.text import Text

    table = new_table()
    table.add_column(words("batch.programme"), ratio=1)
    table.add_column(words("batch.eligible"), justify="right")
    table.add_column(words("batch.open"), justify="right")
    table.add_column(words("batch.worth"), ratio=1)
    table.add_column(words("batch.dong"), justify="right")
    table.add_column(words("line.clause"), max_width=20)
    for name, summary in summaries.items():
        counts = words.number(len(summary.eligible)), words.number(len(summary.undetermined))
        cells = [summary.name, *counts, places[name]]
        for (standing, kind, basis, every), line in summary.lines.items():
            code = code_of(kind, "kind", words)
            short = "" if code is None else words(f"kind_in_short.{code}")
            worth = " · ".join(part for part in (standing, short, every, basis) if part)
            table.add_row(*map(Text, (*cells[:3], worth, _sum(line, words), cells[3])))
            cells = [""] * 4
        if not summary.lines:
            table.add_row(*map(Text, (*cells[:3], "", "", cells[3])))
    write_table(table)


def _sum(line: SummaryLine, words: Words) -> str:
    """A sum of amounts that may be added, with what it leaves out."""
    if line.count == line.without_amount:
        return "–"
    said = words.amount(_dong(line))
    if line.without_amount:
        said += f"; {words('batch.without_amount', number=words.number(line.without_amount))}"
    return said


def _dong(line: SummaryLine) -> int | DongRange:
    return line.dong_low if line.dong_low == line.dong_high else DongRange(line.dong_low, line.dong_high)


def _rows_in_words(source: CommuneList, words: Words) -> str:
    """The count that must come out even: nobody is lost between the list and the result."""
    return words(
        "batch.rows",
        file=source.file,
        rows=words.number(source.rows_in),
        judged=words.number(source.rows_judged),
        reported=words.number(source.rows_reported),
        households=words.number(len(source.households)),
    )


def _rejected(source: CommuneList, run: Run) -> None:
    words = run.words
    if not source.rejected:
        return
    write(words("batch.rejected"))
    for one in source.rejected[:SHOWN]:
        value = f' "{one.value}"' if one.value else ""
        write(f"  {one.sheet}!{one.cell}{value}: {words.text(one.wrong)}. {words.text(one.right)}")
    hidden = len(source.rejected) - SHOWN
    if hidden > 0:
        write(words("batch.more_rejected", number=hidden))


def _remarks(source: CommuneList, run: Run) -> None:
    words = run.words
    for notice in source.notices:
        remark(f"{notice.place}: {sentence(words.text(notice.text))}")
    for column in source.unmatched:
        hint = "" if column.suggestion is None else f" {words.text(column.suggestion)}."
        remark(words("batch.unmatched", sheet=column.sheet, column=column.letter, title=column.title) + hint)
