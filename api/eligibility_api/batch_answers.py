"""What answers about batches look like on the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from eligibility_api.batch_record import State
from eligibility_api.problems import Mistake

if TYPE_CHECKING:
    from eligibility_api.batch_record import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeAmounts:
    """Amounts of one programme that may be added: of one standing, kind, basis and rhythm.

    Attributes:
        standing: What the provision promises.
        kind: Kind of benefit.
        basis: Where the amounts come from.
        every: How often they are due.
        count: Entitlements.
        without_amount: Entitlements among them whose amount is not known, or that are no money.
        dong: Their sum in đồng, from its least to its greatest; null where no amount is known.
    """

    standing: str | None
    kind: str | None
    basis: str | None
    every: str | None
    count: int
    without_amount: int
    dong: dict[str, int | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTotals:
    """What a list gives under one programme.

    Attributes:
        programme: Id of the programme.
        name: Its name.
        clause: Its clause.
        eligible: Subjects found eligible.
        undetermined: Subjects whose answer is open.
        amounts: Sums, kept apart by what may not be added.
    """

    programme: str
    name: str
    clause: str
    eligible: int
    undetermined: int
    amounts: list[ProgrammeAmounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAnswer:
    """How far a batch is.

    Attributes:
        id: Its name.
        state: Its state.
        file: Name of the list.
        made_at: When it came.
        ended_at: When it was done or failed.
        rows: Persons' rows in the list; null before it is read.
        rows_done: Rows judged or rejected so far.
        judged: Rows judged in the end.
        rejected: Rows rejected in the end.
        households: Households judged in the end.
        programmes: Totals per programme, once it is done.
        notices: What others may have added to the law of that day and place, once it is done.
        errors: Why it failed.
    """

    id: str
    state: State
    file: str
    made_at: str
    ended_at: str | None
    rows: int | None
    rows_done: int
    judged: int | None
    rejected: int | None
    households: int | None
    programmes: list[ProgrammeTotals] | None = None
    notices: list[str] | None = None
    errors: list[Mistake] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedAnswer:
    """Why a row of a list is not judged.

    Attributes:
        sheet: Name of the sheet.
        row: Row of the sheet, from 1.
        cell: The cell at fault, such as `E17`.
        value: What stands in it; empty where it must not be repeated.
        code: Stable kebab-case name of the fault.
        wrong: What is wrong.
        right: What would be right.
        household: Number of its household, where known.
    """

    sheet: str
    row: int
    cell: str
    value: str
    code: str
    wrong: str
    right: str
    household: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswer:
    """Something to know of a list that rejects no row.

    Attributes:
        code: Stable kebab-case name.
        sheet: Name of the sheet.
        cell: Where to look; empty where the whole sheet is meant.
        text: What was noticed.
    """

    code: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedAnswer:
    """A column whose title is unknown, so that nothing in it was used.

    Attributes:
        sheet: Name of the sheet.
        column: Its letter.
        title: Its title.
    """

    sheet: str
    column: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorsAnswer:
    """Every row that was not judged, and what else to know of the list.

    Attributes:
        rows_in: Persons' rows in the list: judged and rejected together.
        rows_judged: Rows judged.
        rows_reported: Rows rejected.
        rejected: Every fault; a row with several faults stands several times.
        notices: What else to know.
        unmatched: Columns that were not used.
    """

    rows_in: int
    rows_judged: int
    rows_reported: int
    rejected: list[RejectedAnswer]
    notices: list[NoticeAnswer]
    unmatched: list[UnmatchedAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the service is well.

    Attributes:
        status: `ok`, or what is not.
    """

    status: str


def batch_answer(batch: Batch, report: Mapping[str, Any] | None) -> dict[str, Any]:
    """How far a batch is, in the form of `BatchAnswer`.

    Args:
        batch: The batch as recorded.
        report: What came of it, once it is done.
    """
    return {
        "id": batch.id,
        "state": batch.state,
        "file": batch.file,
        "made_at": batch.made_at,
        "ended_at": batch.ended_at,
        "rows": batch.rows,
        "rows_done": batch.rows_done,
        "judged": batch.judged,
        "rejected": batch.rejected,
        "households": batch.households,
        "programmes": None if report is None else report["programmes"],
        "notices": None if report is None else report["notices"],
        "errors": [] if batch.problem is None else json.loads(batch.problem),
    }


def errors_answer(report: Mapping[str, Any]) -> dict[str, Any]:
    """Every row that was not judged, in the form of `ErrorsAnswer`."""
    listed = report["lists"][0]
    names = ("rows_in", "rows_judged", "rows_reported", "rejected", "notices", "unmatched")
    return {name: listed[name] for name in names}
