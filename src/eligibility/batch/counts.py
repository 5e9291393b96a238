"""Counts of a list, part by part: statuses by programme, money by standing and kind, facts that keep answers open.

Grants, loans, pending and candidate money are never added into one total: each has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from eligibility.batch.groups import STATE

if TYPE_CHECKING:
    from eligibility.batch.eligible import Part
    from eligibility.batch.entries import Entries
    from eligibility.batch.groups import Settled

Choice = tuple[tuple[str, str, str], pl.Series]
"""Standing, kind and rhythm of one alternative, and which subjects are eligible for it."""
MIXED = ("mixed", "mixed", "")
"""Line of alternatives of different standing, kind or rhythm."""
_LINE = ("standing", "kind", "every")


@dataclass
class Statuses:
    """How many subjects of one programme have which status."""

    eligible: int = 0
    undetermined: int = 0
    ineligible: int = 0


@dataclass
class Money:
    """Đồng of one standing, kind and rhythm.

    Attributes:
        low: Least sum.
        high: Greatest sum of what is bounded.
        rows: Entitlements counted.
        unbounded: Of these, those without an upper bound.
        unknown: Entitlements of which no amount is known or stated, not counted in the sums.
    """

    low: int = 0
    high: int = 0
    rows: int = 0
    unbounded: int = 0
    unknown: int = 0


@dataclass
class Counts:
    """Counts of a part of a list, or of all of it.

    Attributes:
        households: Households read.
        members: Rows of members read.
        refused: Households that could not be judged.
        programmes: Statuses by programme.
        money: By standing, kind and rhythm.
        blocking: By programme and fact: open subjects whose answer to it could settle the status.
    """

    households: int = 0
    members: int = 0
    refused: int = 0
    programmes: dict[str, Statuses] = field(default_factory=dict)
    money: dict[tuple[str, str, str], Money] = field(default_factory=dict)
    blocking: dict[str, dict[str, int]] = field(default_factory=dict)

    def add_statuses(self, programme: str, eligible: int, undetermined: int, ineligible: int) -> None:
        """Count subjects of a programme."""
        statuses = self.programmes.setdefault(programme, Statuses())
        statuses.eligible += eligible
        statuses.undetermined += undetermined
        statuses.ineligible += ineligible

    def add_money(self, line: tuple[str, str, str], money: Money) -> None:
        """Count money of one standing, kind and rhythm."""
        known = self.money.setdefault(line, Money())
        for key, value in asdict(money).items():
            setattr(known, key, getattr(known, key) + value)

    def add_blocking(self, programme: str, fact: str, count: int) -> None:
        """Count open subjects for whom a fact is asked."""
        facts = self.blocking.setdefault(programme, {})
        facts[fact] = facts.get(fact, 0) + count

    def add(self, other: Counts) -> None:
        """Count another part too."""
        self.households += other.households
        self.members += other.members
        self.refused += other.refused
        for name, statuses in other.programmes.items():
            self.add_statuses(name, statuses.eligible, statuses.undetermined, statuses.ineligible)
        for line, money in other.money.items():
            self.add_money(line, money)
        for name, facts in other.blocking.items():
            for fact, count in facts.items():
                self.add_blocking(name, fact, count)

    def plain(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "households": self.households,
            "members": self.members,
            "refused": self.refused,
            "programmes": {name: asdict(statuses) for name, statuses in self.programmes.items()},
            "money": [
                dict(zip(_LINE, line, strict=True)) | asdict(money) for line, money in sorted(self.money.items())
            ],
            "blocking": {
                name: dict(sorted(facts.items(), key=lambda item: (-item[1], item[0])))
                for name, facts in self.blocking.items()
            },
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Counts:
        """Counts from plain data."""
        counts = cls(plain["households"], plain["members"], plain["refused"])
        counts.programmes = {name: Statuses(**statuses) for name, statuses in plain["programmes"].items()}
        for line in plain["money"]:
            key = (str(line["standing"]), str(line["kind"]), str(line["every"]))
            counts.money[key] = Money(**{name: line[name] for name in asdict(Money())})
        counts.blocking = {name: dict(facts) for name, facts in plain["blocking"].items()}
        return counts


def total(parts: Iterable[Counts]) -> Counts:
    """The counts of several parts together."""
    counts = Counts()
    for part in parts:
        counts.add(part)
    return counts


def add_money(counts: Counts, parts: Iterable[Part], entries: Entries) -> None:
    """Add up what eligible rows bring, alternatives aside.

    A row absorbed by a higher one brings nothing, an open one perhaps nothing.
    """
    for part in parts:
        line = entries.all[part.entry].line
        if line is None:
            continue
        if part.is_uniform and part.places is None:
            counts.add_money(line, _of_many(part.amounts, part.keys.len()))
            continue
        rows = part.amounts if not part.is_uniform else part.amounts[pl.zeros(part.keys.len(), pl.UInt32, eager=True)]
        if part.places is not None:
            state = part.places.get_column(STATE)
            brings_nothing = state.is_in(["absorbed", "alternative"]).fill_null(value=False)
            is_open = (state == "open").fill_null(value=False)
            rows = rows.with_columns(pl.when(is_open).then(0).otherwise("low").alias("low")).filter(~brings_nothing)
        if rows.height:
            counts.add_money(line, _sums(rows))


def add_choices(counts: Counts, settled: Mapping[str, Settled], lines: Mapping[str, Sequence[Choice]]) -> None:
    """Add up what may be chosen: once per subject, from the least to the greatest of its alternatives.

    Args:
        counts: Where to add.
        settled: Groups, by id.
        lines: Of a group of alternatives: each line's standing, kind and rhythm, and who is eligible for it.
    """
    for name, choices in lines.items():
        group = settled[name]
        flags = {f"line{index}": is_eligible for index, (_, is_eligible) in enumerate(choices)}
        frame = pl.DataFrame({"low": group.low, "high": group.high, **flags})
        for key, rows in frame.group_by(list(flags), maintain_order=True):
            chosen = {choices[index][0] for index, is_eligible in enumerate(key) if is_eligible}
            counts.add_money(chosen.pop() if len(chosen) == 1 else MIXED, _sums(rows))


def _sums(rows: pl.DataFrame) -> Money:
    low, high = rows.get_column("low"), rows.get_column("high")
    known = rows.height - low.null_count()
    return Money(
        low=int(low.sum()),
        high=int(high.sum()),
        rows=known,
        unbounded=known - (rows.height - high.null_count()),
        unknown=low.null_count(),
    )


def _of_many(amount: pl.DataFrame, count: int) -> Money:
    """The money of many rows with one amount."""
    money = _sums(amount)
    return Money(**{name: value * count for name, value in asdict(money).items()})
