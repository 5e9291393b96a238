"""Judging lists: read, determine each household, write the result."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from eligibility.cli.tables import progress_bar
from eligibility.errors import Diagnostic, HouseholdError, RequestError
from eligibility.lists.read import read_list
from eligibility.lists.write import write_results
from eligibility.screening import JudgedList, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from eligibility.lists.judged import JudgedRow
    from eligibility.lists.mapping import Columns

SUFFIXES = (".xlsx", ".csv")


def targets(lists: Sequence[Path], output: Path) -> list[tuple[Path, Path]]:
    """Which result belongs to which list.

    Raises:
        RequestError: Several lists want one file, or a result has a name that cannot be written.
    """
    if len(lists) == 1 and not output.is_dir():
        if output.suffix.lower() not in SUFFIXES:
            raise _refused(
                "unknown-result-format", f"{output} is neither .xlsx nor .csv.", "Give the result such a name."
            )
        if not output.parent.is_dir():
            raise _refused("missing-folder", f"there is no folder {output.parent}.", "Make it first.")
        return [(lists[0], output)]
    if output.suffix.lower() in SUFFIXES and not output.is_dir():
        raise _refused(
            "one-result",
            f"{len(lists)} lists cannot share the result {output}.",
            "Give a folder; each list gets a result in it.",
        )
    found: dict[Path, Path] = {}
    for file in lists:
        target = output / f"{file.stem}-result.xlsx"
        if target in found.values():
            raise _refused("one-result", f"two lists are called {file.stem}.", "Judge them one after the other.")
        found[file] = target
    output.mkdir(parents=True, exist_ok=True)
    return list(found.items())


def judge_lists(run: Run, files: Sequence[tuple[Path, Path]], columns: Columns) -> list[JudgedList]:
    """Judge lists one after the other.

    Raises:
        RequestError: A list cannot be read, or a result cannot be written.
    """
    return [_judge(run, file, target, columns) for file, target in files]


def _judge(run: Run, file: Path, target: Path, columns: Columns) -> JudgedList:
    source = read_list(file, run.engine.rulebook.facts, on=run.on, columns=columns)
    rows: list[JudgedRow] = []
    notices: dict[str, tuple[str, ...]] = {}
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    with _progress(file.name, len(source.households), run.words("batch.judging")) as advance:
        for listed in source.households:
            try:
                judged = run.judge(listed)
                rows.extend(judged.rows)
                notices[listed.household.id] = judged.notices
            except HouseholdError as error:
                refused[listed.household.id] = error.diagnostics
            advance()
    source = source.without(refused).noting(notices)
    written = write_results(target, rows, source, run.receipt, language=run.language)
    return JudgedList(source, tuple(rows), tuple(written))


@contextmanager
def _progress(name: str, total: int, doing: str) -> Iterator[Callable[[], None]]:
    """A bar while a list is judged."""
    with progress_bar() as bar:
        if bar is None:
            yield lambda: None
            return
        task = bar.add_task(f"{doing} {name}", total=total)
        yield lambda: bar.advance(task)


def _refused(code: str, message: str, hint: str) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message, hint=hint)])
