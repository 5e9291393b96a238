"""Judging lists: read, determine each household, write the result."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.cli.output import takes_colour
from eligibility.determination import Status
from eligibility.engine import HANOI, Engine
from eligibility.errors import Diagnostic, HouseholdError, RequestError
from eligibility.explain.clause import ClauseWords
from eligibility.explain.entitlement import EntitlementWords
from eligibility.explain.sentence import Sentences
from eligibility.lists.judged import JudgedRow, ResultReceipt
from eligibility.lists.read import read_list
from eligibility.lists.write import write_results

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from eligibility.determination import Determination, Entitlement
    from eligibility.lists.commune_list import CommuneList, ListedHousehold
    from eligibility.matching.law import Issued
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class JudgedList:
    """One list with everything found.

    Attributes:
        source: The list, households that could not be judged reported in it.
        rows: What was found, one line per subject, programme and amount.
        files: Where it was written.
    """

    source: CommuneList
    rows: tuple[JudgedRow, ...]
    files: tuple[Path, ...]


class Run:
    """One way of judging, for all lists of a run.

    Args:
        rulebook: The rules.
        jurisdiction: Unit the households live in.
        on: Reference date.
        assume: Whether silence is given the dictionary's meaning.
        issued: Awaited instruments treated as issued.
        known_at: Assessment date, if the law as known on a day is asked for.
        language: Language of the words in the result.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        jurisdiction: str,
        on: date,
        *,
        assume: bool,
        issued: Issued,
        known_at: date | None,
        language: Language,
    ) -> None:
        self.engine = Engine(rulebook)
        self.jurisdiction = jurisdiction
        self.on = on
        self.assume = assume
        self.issued = issued
        self.known_at = known_at
        self.language: Language = language
        self.sentences = Sentences(rulebook, language)
        self.words = self.sentences.words
        self.clauses = ClauseWords(rulebook, self.words)
        self._entitlements = EntitlementWords(rulebook, self.words, self.sentences.programme)
        # An unknown place or instrument is refused here, before a long list is read.
        self.law = self.engine.matcher(jurisdiction, on, issued, known_at).law
        _ = self.law.place

    @property
    def receipt(self) -> ResultReceipt:
        """By what the lists are judged."""
        words = self.words
        options = [words("batch.notes_left_out")]
        if self.assume:
            options.append(words("result.assumed_option").strip(" ·"))
        if self.issued:
            names = ", ".join(map(self._entitlements.pending, self.issued))
            options.append(words("result.issued_option", names=names).strip(" ·"))
        if self.known_at is not None:
            options.append(words("result.known_option", day=words.day(self.known_at)).strip(" ·"))
        return ResultReceipt(
            software=installed_version("eligibility"),
            rulebook=self.engine.rulebook.digest,
            at=datetime.now(HANOI).isoformat(timespec="seconds"),
            jurisdiction=self.jurisdiction,
            reference_date=words.day(self.on),
            options="; ".join(options),
        )

    def rows(self, listed: ListedHousehold) -> Iterator[JudgedRow]:
        """Everything a household is due or may be due; pieces of information are left out.

        Raises:
            HouseholdError: The household cannot be judged.
        """
        result = self.engine.determine(
            listed.household,
            jurisdiction=self.jurisdiction,
            on=self.on,
            assume=self.assume,
            issued=self.issued,
            known_at=self.known_at,
            language=self.language,
        )
        for determination in result.determinations:
            if determination.shown is None:
                for entitlement in determination.entitlements or (None,):
                    yield self._row(listed, determination, entitlement)

    def _row(self, listed: ListedHousehold, determination: Determination, entitlement: Entitlement | None) -> JudgedRow:
        words, dong = self.words, None if entitlement is None else entitlement.dong
        low, high = (dong, dong) if dong is None or isinstance(dong, int) else (dong.low, dong.high)
        standing, basis = determination.standing, None if entitlement is None else entitlement.basis
        every = None if entitlement is None else entitlement.every
        is_open = determination.status is Status.UNDETERMINED
        return JudgedRow(
            household=listed.household.id,
            member=determination.subject.member,
            label=listed.label(determination.subject.member),
            programme=determination.programme,
            programme_name=self.sentences.programme(determination.programme),
            status="undetermined" if is_open else "eligible",
            standing="" if standing is None else words(f"standing_in_short.{standing.value}"),
            kind="" if entitlement is None else words(f"kind.{entitlement.kind}"),
            dong_low=low,
            dong_high=high,
            basis="" if basis is None else words(f"basis_in_short.{basis}"),
            every="" if every is None else words(f"rhythm.{every}"),
            payers="" if entitlement is None else self._entitlements.payers(entitlement.funding),
            clause=self.clauses.clauses(determination.citations[:1]),
            to_ask="; ".join(map(self.sentences.label, determination.ask)),
        )


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


def judge_lists(run: Run, files: Sequence[tuple[Path, Path]]) -> list[JudgedList]:
    """Judge lists one after the other.

    Raises:
        RequestError: A list cannot be read, or a result cannot be written.
    """
    return [_judge(run, file, target) for file, target in files]


def _judge(run: Run, file: Path, target: Path) -> JudgedList:
    source = read_list(file, run.engine.rulebook.facts, on=run.on)
    rows: list[JudgedRow] = []
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    with _progress(file.name, len(source.households), run.words("batch.judging")) as advance:
        for listed in source.households:
            try:
                rows.extend(run.rows(listed))
            except HouseholdError as error:
                refused[listed.household.id] = error.diagnostics
            advance()
    source = source.without(refused)
    written = write_results(target, rows, source, run.receipt, language=run.language)
    return JudgedList(source, tuple(rows), tuple(written))


@contextmanager
def _progress(name: str, total: int, doing: str) -> Iterator[Callable[[], None]]:
    """A bar while a list is judged, where somebody watches."""
    if not takes_colour(sys.stderr):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{doing} {name}", total=total)
        yield lambda: progress.advance(task)


def _refused(code: str, message: str, hint: str) -> RequestError:
    return RequestError([Diagnostic(code=code, message=message, hint=hint)])
