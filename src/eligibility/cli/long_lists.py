"""`eligibility batch` on long lists (Parquet, or tables with ids): a folder of Parquet out, totals on the page."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.cli.batch_report import show_notices
from eligibility.cli.output import remark, write
from eligibility.cli.tables import new_table, progress_bar, write_table
from eligibility.determination import DongRange
from eligibility.errors import Diagnostic, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eligibility.batch.counts import Counts, Money
    from eligibility.batch.run import Outcome, Progress
    from eligibility.explain.sentence import Sentences
    from eligibility.explain.words import Words
    from eligibility.screening import Run

MOST_ASKED = 5
"""Facts named as keeping most answers open."""
_WORKBOOKS = (".xlsx", ".xls", ".csv")


def are_long(lists: Sequence[Path]) -> bool:
    """Whether lists are tables for the columns rather than commune lists: Parquet, a folder, a pattern, or ids."""
    return all(_is_long(path) for path in lists)


def judge_long(run: Run, lists: Sequence[Path], output: Path) -> Outcome:
    """Judge a long list.

    Raises:
        RequestError: There is no list, the result is no folder, or the extra `batch` is not installed.
    """
    if output.suffix.lower() in _WORKBOOKS:
        message = f"{output} cannot hold the result of a long list, which is a folder of Parquet files."
        raise RequestError([Diagnostic("one-file", message, hint="Name a folder with -o.")])
    try:
        from eligibility.batch.run import run as run_batch
    except ImportError as error:
        raise RequestError.missing_extra("long lists need the extra batch", "batch", error) from error
    with _progress(run.words("batch.judging")) as progress:
        return run_batch(
            run.engine,
            lists,
            output,
            jurisdiction=run.jurisdiction,
            on=run.on,
            assume=run.assume,
            issued=run.issued,
            known_at=run.known_at,
            progress=progress,
        )


def show_outcome(outcome: Outcome, run: Run) -> None:
    """Totals per programme, money by what may be added, the facts that keep most answers open."""
    words, counts = run.words, outcome.counts
    for notice in outcome.notices:
        remark(f"{notice}.")
    notes = set(outcome.summary["shown_as_note"])
    _programmes(counts, notes, run.sentences)
    _money(counts, words)
    asked = Counter[str]()
    for name, facts in counts.blocking.items():
        if name not in notes:
            asked.update(facts)
    if asked:
        labels = (
            f"{run.sentences.label(fact)} ({words.number(count)})" for fact, count in asked.most_common(MOST_ASKED)
        )
        write(words("batch.blocking", facts="; ".join(labels)))
    numbers = (words.number(number) for number in (counts.households, counts.members, counts.refused))
    write(words("batch.long_rows", **dict(zip(("households", "members", "refused"), numbers, strict=True))))
    write(words("batch.written", file=outcome.folder))
    show_notices(run)
    write(words("result.screening"))


def _is_long(path: Path) -> bool:
    if path.suffix.lower() == ".parquet" or path.is_dir() or any(sign in path.name for sign in "*?["):
        return True
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return "household_id" in next(csv.reader(file), [])


def _programmes(counts: Counts, notes: set[str], sentences: Sentences) -> None:
    words = sentences.words
    rows = [
        (sentences.programme(name), words.number(one.eligible), words.number(one.undetermined))
        for name, one in counts.programmes.items()
        if name not in notes and (one.eligible or one.undetermined)
    ]
    _table((words("batch.programme"), words("batch.eligible"), words("batch.open")), rows, right=(1, 2))


def _money(counts: Counts, words: Words) -> None:
    rows = [
        (_line(line, words), words.number(money.rows + money.unknown), _sum(money, words))
        for line, money in sorted(counts.money.items())
    ]
    _table((words("batch.worth"), words("batch.eligible"), words("batch.dong")), rows, right=(1, 2))


def _line(line: tuple[str, str, str], words: Words) -> str:
    standing, kind, every = line
    said = [
        words.get(f"standing_in_short.{standing}"),
        words.get(f"kind_in_short.{kind}"),
        words.get(f"rhythm.{every}"),
    ]
    return " · ".join(part for part in said if part) or words("batch.mixed")


def _sum(money: Money, words: Words) -> str:
    if not money.rows:
        return "–"
    high = None if money.unbounded else money.high
    said = words.amount(money.low if money.low == high else DongRange(money.low, high))
    if money.unknown:
        said += f"; {words('batch.without_amount', number=words.number(money.unknown))}"
    return said


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> None:
    from rich.text import Text

    table = new_table()
    for number, title in enumerate(titles):
        table.add_column(title, justify="right" if number in right else "left", ratio=None if number in right else 1)
    for row in rows:
        table.add_row(*map(Text, row))
    write_table(table)


@contextmanager
def _progress(doing: str) -> Iterator[Callable[[Progress], None]]:
    """A bar while a list is judged: households, and members a second."""
    with progress_bar() as bar:
        if bar is None:
            yield lambda _: None
            return
        task = bar.add_task(doing, total=None)

        def advance(progress: Progress) -> None:
            said = f"{doing} · {progress.rows_per_second:,.0f}/s"
            bar.update(task, completed=progress.households, total=progress.of, description=said)

        yield advance
