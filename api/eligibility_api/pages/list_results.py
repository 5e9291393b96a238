"""What came of a list: totals by programme, money by payer, as tables and as pictures. Adds nothing up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eligibility.determination import DongRange
from eligibility.lists.commune_list import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eligibility.explain.words import Words

_WIDTH = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum that may be added: of one standing, kind, basis and rhythm.

    Attributes:
        worth: Standing, kind, rhythm and basis in words.
        count: Entitlements behind it.
        dong: The sum; empty where no amount is known.
        without: How many of them have no amount.
    """

    worth: str
    count: int
    dong: str
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLine:
    """One programme.

    Attributes:
        name: Its name.
        clause: Its clause.
        eligible: Subjects found eligible.
        open: Subjects whose answer is open.
        amounts: Its sums.
        eligible_width: Width of the bar of eligible subjects.
        open_width: Width of the bar of open ones.
    """

    name: str
    clause: str
    eligible: int
    open: int
    amounts: tuple[Amount, ...]
    eligible_width: float
    open_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerLine:
    """What one payer would pay of one standing, kind, basis and rhythm.

    Attributes:
        payer: Who pays.
        worth: Standing, kind, rhythm and basis in words.
        standing: Code of the standing.
        count: Entitlements behind it.
        dong: The sum; empty where no amount is known.
        without: How many have no amount.
        width: Width of its bar, beside bars of the same kind and rhythm only.
    """

    payer: str
    worth: str
    standing: str
    count: int
    dong: str
    without: int
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerPicture:
    """Sums that may stand beside each other: of one kind and one rhythm.

    Attributes:
        title: Kind and rhythm.
        lines: Its bars, the longest first.
    """

    title: str
    lines: tuple[PayerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """What came of a list.

    Attributes:
        file: Name of the list.
        place: Where its households live.
        day: Reference date.
        rows: Rows of persons.
        judged: Rows judged.
        rejected: Rows not judged.
        households: Households judged.
        programmes: By programme, the one with most eligible subjects first.
        payers: Money by payer.
        faults: Why rows were not judged, as far as shown: cell, value, what is wrong, what would be right.
        more_faults: How many more there are.
        remarks: What is to be checked with some rows, as far as shown.
        more_remarks: How many more there are.
        unmatched: Columns that were not used.
        notices: What others may have added to the law.
        receipt: What it was made from.
    """

    file: str
    place: str
    day: str
    rows: int
    judged: int
    rejected: int
    households: int
    programmes: tuple[ProgrammeLine, ...]
    payers: tuple[PayerPicture, ...]
    faults: tuple[Mapping[str, Any], ...]
    more_faults: int
    remarks: tuple[str, ...]
    more_remarks: int
    unmatched: tuple[str, ...]
    notices: tuple[str, ...]
    receipt: str


SHOWN = 40


def list_result(report: Mapping[str, Any], place: str, words: Words) -> ListResult:
    """Read the report of a batch."""
    source, receipt = report["lists"][0], report["receipt"]
    most = max((one["eligible"] + one["undetermined"] for one in report["programmes"]), default=0)
    programmes = [_programme(one, most, words) for one in report["programmes"]]
    return ListResult(
        file=source["file"],
        place=place,
        day=words.day(receipt["reference_date"]),
        rows=source["rows_in"],
        judged=source["rows_judged"],
        rejected=source["rows_reported"],
        households=source["households"],
        programmes=tuple(sorted(programmes, key=lambda one: (-one.eligible, -one.open))),
        payers=tuple(_pictures(report["payers"], words)),
        faults=tuple(source["rejected"][:SHOWN]),
        more_faults=max(0, len(source["rejected"]) - SHOWN),
        remarks=tuple(f"{place_of(one['sheet'], one['cell'])}: {one['text']}" for one in source["notices"][:SHOWN]),
        more_remarks=max(0, len(source["notices"]) - SHOWN),
        unmatched=tuple(f"{one['sheet']}!{one['column']} {one['title']}" for one in source["unmatched"]),
        notices=tuple(report["notices"]),
        receipt=words(
            "page.lists.receipt",
            software=receipt["software"],
            rulebook=receipt["rulebook"].removeprefix("sha256:")[:12],
            list=source["digest"].removeprefix("sha256:")[:12],
            at=f"{receipt['at'][11:16]} {words.day(receipt['at'][:10])}",
        ),
    )


def _programme(one: Mapping[str, Any], most: int, words: Words) -> ProgrammeLine:
    return ProgrammeLine(
        name=one["name"],
        clause=one["clause"],
        eligible=one["eligible"],
        open=one["undetermined"],
        amounts=tuple(
            Amount(
                worth=_worth(amount, words),
                count=amount["count"],
                dong=_dong(amount["dong"], words),
                without=amount["without_amount"],
            )
            for amount in one["amounts"]
        ),
        eligible_width=_width(one["eligible"], most),
        open_width=_width(one["undetermined"], most),
    )


def _pictures(payers: Sequence[Mapping[str, Any]], words: Words) -> Iterable[PayerPicture]:
    """One picture for each kind and rhythm: a loan is not a grant, and a month is not a year."""
    kinds: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in payers:
        kinds.setdefault((one["kind"] or "", one["every"] or ""), []).append(one)
    for (kind, every), lines in kinds.items():
        most = max((_least(one["dong"]) for one in lines), default=0)
        if not most:
            continue
        title = words(f"kind.{kind}") if kind else ""
        if every:
            title = f"{title}, {words(f'rhythm.{every}')}"
        yield PayerPicture(
            title=title,
            lines=tuple(
                PayerLine(
                    payer=one["payer"],
                    worth="; ".join(_said(one, words, ("standing_in_short", "standing"), ("basis_in_short", "basis"))),
                    standing=one["standing"] or "",
                    count=one["count"],
                    dong=_dong(one["dong"], words),
                    without=one["without_amount"],
                    width=_width(_least(one["dong"]), most),
                )
                for one in sorted(lines, key=lambda one: -_least(one["dong"]))
            ),
        )


def _worth(amount: Mapping[str, Any], words: Words) -> str:
    kinds = (
        ("standing_in_short", "standing"),
        ("kind_in_short", "kind"),
        ("rhythm", "every"),
        ("basis_in_short", "basis"),
    )
    return " · ".join(_said(amount, words, *kinds))


def _said(amount: Mapping[str, Any], words: Words, *kinds: tuple[str, str]) -> list[str]:
    return [words(f"{kind}.{amount[key]}") for kind, key in kinds if amount[key]]


def _dong(dong: Mapping[str, int | None] | None, words: Words) -> str:
    if dong is None or dong["from"] is None:
        return ""
    return words.amount(dong["from"] if dong["from"] == dong["to"] else DongRange(dong["from"], dong["to"]))


def _least(dong: Mapping[str, int | None] | None) -> int:
    return 0 if dong is None else dong["from"] or 0


def _width(value: int, most: int) -> float:
    return round(_WIDTH * value / most, 1) if most and value else 0
