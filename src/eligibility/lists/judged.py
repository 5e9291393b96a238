"""What a result file is written from: judged rows and the receipt, in words and whole đồng.

Knows neither the engine nor the file formats; whoever judges a list fills these in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from eligibility.model.text import Text

JudgedStatus = Literal["eligible", "undetermined", "ineligible", "not_applicable"]

STATUS_WORDS: dict[JudgedStatus, Text] = {
    "eligible": Text(vi="Đủ điều kiện", en="Eligible"),
    "undetermined": Text(vi="Chưa xác định", en="Undetermined"),
    "ineligible": Text(vi="Không đủ điều kiện", en="Ineligible"),
    "not_applicable": Text(vi="Không áp dụng", en="Not applicable"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """One line of results: a subject, a programme and at most one amount.

    A determination with several entitlements has several lines. All words are in the language of the file.

    Attributes:
        household: Id of the household.
        member: Id of the member; None where the household itself is the subject.
        label: The row as the list names it, so that the officer finds it.
        programme: Id of the programme.
        programme_name: Its name.
        status: The answer.
        standing: What the provision promises, in words.
        kind: Kind of benefit, in words; empty where there is none.
        dong_low: Least amount in đồng; None where no amount is known.
        dong_high: Greatest amount; None where nothing bounds it above or no amount is known.
        basis: Where the amount comes from, in words.
        every: How often it is due, in words.
        payers: Who pays, in words.
        paid: Each payer's part: the payer in words, least and greatest đồng; None as for the amount. Empty where the
            text names nobody, or money that is not paid beside something higher.
        clause: The clause.
        to_ask: What has to be known to settle it; empty where it is settled.
    """

    household: str
    member: str | None
    label: str
    programme: str
    programme_name: str
    status: JudgedStatus
    standing: str = ""
    kind: str = ""
    dong_low: int | None = None
    dong_high: int | None = None
    basis: str = ""
    every: str = ""
    payers: str = ""
    paid: tuple[tuple[str, int | None, int | None], ...] = ()
    clause: str = ""
    to_ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReceipt:
    """By what a result was computed, so that it can be computed again.

    Attributes:
        software: Version of the package.
        rulebook: Digest of the rulebook.
        at: When it was computed, as text.
        jurisdiction: Territory asked for.
        reference_date: Day asked for, as text.
        options: Other options, in words; empty where none was used.
        notices: What others may have added to the law of that day and place: said once, true of every household.
    """

    software: str
    rulebook: str
    at: str
    jurisdiction: str
    reference_date: str
    options: str = ""
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class SummaryLine:
    """Amounts of one programme that may be added: same kind, standing, basis and period.

    Attributes:
        count: Lines with this kind of benefit.
        without_amount: Lines among them without an amount: services, or an amount nobody knows.
        dong_low: Sum of the least amounts.
        dong_high: Sum of the greatest amounts; None where one of them is unbounded.
    """

    count: int = 0
    without_amount: int = 0
    dong_low: int = 0
    dong_high: int | None = 0


LineKey = tuple[str, str, str, str]
"""Standing, kind, basis and period."""


@dataclass(slots=True)
class ProgrammeSummary:
    """What a list gives under one programme.

    Attributes:
        name: Name of the programme.
        clause: Its clause.
        eligible: Subjects found eligible.
        undetermined: Subjects whose answer is open.
        lines: Sums, kept apart by what may not be added.
    """

    name: str
    clause: str
    eligible: set[tuple[str, str | None]] = field(default_factory=set)
    undetermined: set[tuple[str, str | None]] = field(default_factory=set)
    lines: dict[LineKey, SummaryLine] = field(default_factory=dict)


def summarise(rows: Iterable[JudgedRow]) -> dict[str, ProgrammeSummary]:
    """Totals per programme, in the order programmes first appear.

    Only what eligible subjects would get is added, and never across kinds, standings, bases or periods.
    """
    summaries: dict[str, ProgrammeSummary] = {}
    for row in rows:
        summary = summaries.setdefault(row.programme, ProgrammeSummary(row.programme_name, row.clause))
        subject = row.household, row.member
        if row.status == "undetermined":
            summary.undetermined.add(subject)
        if row.status == "eligible":
            summary.eligible.add(subject)
            key = row.standing, row.kind, row.basis, row.every
            _add(summary.lines.setdefault(key, SummaryLine()), row)
    return summaries


PayerKey = tuple[str, str, str, str, str]
"""Payer, standing, kind, basis and period."""


def summarise_payers(rows: Iterable[JudgedRow]) -> dict[PayerKey, SummaryLine]:
    """What eligible subjects would get by who pays it, in the order payers first appear.

    Kept apart as in `summarise`; of several that exclude one another each is counted, since nobody has chosen yet.
    """
    summaries: dict[PayerKey, SummaryLine] = {}
    for row in rows:
        if row.status == "eligible":
            for payer, low, high in row.paid:
                key = payer, row.standing, row.kind, row.basis, row.every
                _add_up(summaries.setdefault(key, SummaryLine()), low, high)
    return summaries


def _add(line: SummaryLine, row: JudgedRow) -> None:
    _add_up(line, row.dong_low, row.dong_high)


def _add_up(line: SummaryLine, low: int | None, high: int | None) -> None:
    line.count += 1
    if low is None:
        line.without_amount += 1
        return
    line.dong_low += low
    line.dong_high = None if high is None or line.dong_high is None else line.dong_high + high
