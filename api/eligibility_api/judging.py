"""Judging one batch: the list read, its households judged part by part, the result written. Knows no threads."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, HouseholdError, RequestError
from eligibility.given import read_day
from eligibility.lists.read import read_list
from eligibility.lists.write import write_results
from eligibility.screening import JudgedList, Run, plain_report
from eligibility_api.batch_files import REPORT, RESULT, Part
from eligibility_api.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from eligibility.lists.commune_list import CommuneList, ListedHousehold
    from eligibility.lists.judged import JudgedRow
    from eligibility.model.rulebook import Rulebook
    from eligibility_api.batch_files import BatchFiles
    from eligibility_api.batch_record import Batch, BatchRecord

PART = 100
"""Households judged between two writes to the disk: a second or less, which is what a restart costs at most."""


class UnwantedError(Exception):
    """The service stops, or the batch was deleted."""


class Judging:
    """Judges batches.

    Args:
        rulebook: The rules.
        files: Files of the batches.
        record: Record of the batches.
        most_rows: Persons a list may have.
    """

    def __init__(self, rulebook: Rulebook, files: BatchFiles, record: BatchRecord, most_rows: int) -> None:
        self._rulebook = rulebook
        self._files = files
        self._record = record
        self._most_rows = most_rows
        self._pace = Pace(batch="")

    def pace(self, identifier: str) -> Pace | None:
        """How fast a batch gets on; None for one that is not being judged."""
        pace = self._pace
        return pace if pace.batch == identifier else None

    def judge(self, batch: Batch, stop: Event) -> tuple[int, int]:
        """Judge a batch to its end, from where it stands.

        Args:
            batch: The batch.
            stop: Set where the service wants to end.

        Returns:
            Rows judged and rows rejected.

        Raises:
            RequestError: The list cannot be read, or is too long.
            UnwantedError: The service stops, or the batch was deleted.
        """
        run = _run(batch, self._rulebook)
        stamp = f"{run.receipt.software} {run.receipt.rulebook}"
        if batch.stamp != stamp:
            self._files.forget_parts(batch.id)
        self._record.begin(batch.id, stamp)
        source = self._source(batch, run)
        firsts = range(0, len(source.households), PART)
        self._pace = Pace(batch=batch.id)
        rows_done = source.rows_reported
        self._advance(batch, source, rows_done, is_new=False)
        for first in firsts:
            households = source.households[first : first + PART]
            is_new = not self._files.has_part(batch.id, first)
            if is_new:
                self._files.write_part(batch.id, first, _judged(run, households, stop))
            rows = sum(len(one.rows) for one in households)
            rows_done += rows
            if is_new:
                self._pace = self._pace.after(rows)
            self._advance(batch, source, rows_done, is_new=is_new)
        source = self._write(batch, run, source, firsts)
        if not self._record.finish(
            batch.id, judged=source.rows_judged, rejected=source.rows_reported, households=len(source.households)
        ):
            raise UnwantedError
        self._files.keep_only_result(batch.id)
        return source.rows_judged, source.rows_reported

    def _source(self, batch: Batch, run: Run) -> CommuneList:
        path = self._files.path(batch.id, batch.list)
        try:
            source = read_list(path, self._rulebook.facts, on=run.on, columns=json.loads(batch.request).get("columns"))
        except RequestError as error:
            raise RequestError(
                [replace(one, message=one.message.replace(str(path), "the list")) for one in error.diagnostics]
            ) from None
        if source.rows_in > self._most_rows:
            message = f"the list names more than {self._most_rows:,} persons."
            raise RequestError([Diagnostic("too-many-rows", message, hint="Split it, for example by commune.")])
        return replace(source, file=batch.file)

    def _advance(self, batch: Batch, source: CommuneList, rows_done: int, *, is_new: bool) -> None:
        if not self._record.advance(batch.id, source.rows_in, rows_done, is_new=is_new):
            raise UnwantedError

    def _write(self, batch: Batch, run: Run, source: CommuneList, firsts: Sequence[int]) -> CommuneList:
        """Write the result and the report; gives the list with everything that was refused in it."""
        rows: list[JudgedRow] = []
        notices: dict[str, tuple[str, ...]] = {}
        refused: dict[str, tuple[Diagnostic, ...]] = {}
        for first in firsts:
            part = self._files.read_part(batch.id, first)
            rows.extend(part.rows)
            notices.update(part.notices)
            refused.update(part.refused)
        source = source.without(refused).noting(notices)
        self._files.write(
            batch.id, RESULT, lambda path: write_results(path, rows, source, run.receipt, language=run.language)
        )
        report = plain_report([JudgedList(source, tuple(rows), ())], run)
        self._files.write_json(batch.id, REPORT, report)
        return source


def _judged(run: Run, households: Sequence[ListedHousehold], stop: Event) -> Part:
    part = Part([], {}, {})
    for listed in households:
        if stop.is_set():
            raise UnwantedError
        try:
            judged = run.judge(listed)
            part.rows.extend(judged.rows)
            if judged.notices:
                part.notices[listed.household.id] = judged.notices
        except HouseholdError as error:
            part.refused[listed.household.id] = error.diagnostics
    return part


def _run(batch: Batch, rulebook: Rulebook) -> Run:
    """How a batch is to be judged, as it was recorded: the reference date is that of the day it came."""
    asked = json.loads(batch.request)
    return Run(
        rulebook,
        asked["jurisdiction"],
        read_day(asked["on"]),
        assume=asked["assume"],
        issued={name: True if day is True else read_day(day) for name, day in asked["issued"].items()},
        known_at=None if asked["known_at"] is None else read_day(asked["known_at"]),
        language=asked["lang"],
    )
