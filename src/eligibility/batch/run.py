"""Judging a long list from files to a folder of results: range by range, in bounded memory, resumable."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eligibility.batch.counts import Counts, total
from eligibility.batch.judging import Wanted
from eligibility.batch.parts import FORMAT, Parts
from eligibility.batch.ranges import RangeResults, Ranges
from eligibility.batch.reading import Lists
from eligibility.batch.source import find, staged
from eligibility.period import as_number

if TYPE_CHECKING:
    import polars as pl

    from eligibility.engine import Engine
    from eligibility.matching.household import HouseholdMatcher
    from eligibility.matching.law import Issued

RANGE = 250_000
"""Households judged at a time."""
OUTPUTS = ("statuses", "eligible")


@dataclass(frozen=True)
class Progress:
    """How far a run has come.

    Attributes:
        households: Households judged so far, of this run and an earlier one.
        of: All households.
        members: Members judged in this run.
        seconds: Time spent in this run.
    """

    households: int
    of: int
    members: int
    seconds: float

    @property
    def rows_per_second(self) -> float:
        """Members judged in a second."""
        return self.members / self.seconds if self.seconds else 0.0


@dataclass(frozen=True)
class Outcome:
    """What a run came to.

    Attributes:
        folder: Where the results lie.
        counts: Counts over all ranges.
        notices: What the user should know of the list.
        summary: The summary as it stands in `summary.json`.
    """

    folder: Path
    counts: Counts
    notices: tuple[str, ...]
    summary: Mapping[str, Any]


def run(
    engine: Engine,
    place: Path | str | Sequence[Path],
    folder: Path,
    *,
    jurisdiction: str,
    on: date,
    assume: bool = False,
    issued: Issued | None = None,
    known_at: date | None = None,
    outputs: Collection[str] = OUTPUTS,
    blocking: bool = True,
    households: int = RANGE,
    progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Judge a list.

    Args:
        engine: Holds the rules.
        place: Where the list lies; see `source.find`.
        folder: Where results go; an unfinished run of the same goes on.
        jurisdiction: Unit the people live in.
        on: Reference date.
        assume: Whether silence is given the dictionary's meaning.
        issued: Pending instruments to be treated as issued.
        known_at: Assessment date: law that became known later is ignored.
        outputs: `statuses` (a code per programme and subject), `eligible` (long rows), or both.
        blocking: Whether to count the facts that keep answers open.
        households: Size of a range; memory grows with it.
        progress: Told after each range.

    Raises:
        RequestError: There is no list, or the folder holds something else.
    """
    source = find(place)
    wanted = Wanted(statuses="statuses" in outputs, eligible="eligible" in outputs, blocking=blocking)
    awaited = dict(issued or {})

    def law_for(lives_in: str | None) -> HouseholdMatcher:
        return engine.matcher(jurisdiction, on, awaited, known_at, lives_in)

    ranges = Ranges(law_for, assume=assume, wanted=wanted)
    manifest = {
        "format": FORMAT,
        "software": installed_version("eligibility"),
        "rulebook": engine.rulebook.digest,
        "input": source.fingerprint,
        "jurisdiction": jurisdiction,
        "reference_date": on.isoformat(),
        "options": {
            "assume": assume,
            "issued": {name: True if day is True else day.isoformat() for name, day in awaited.items()},
            "known_at": None if known_at is None else known_at.isoformat(),
            "outputs": sorted(outputs),
            "blocking": blocking,
        },
        "households_in_a_part": households,
    }
    parts = Parts(folder, manifest)
    parts.begin()
    lists = Lists(staged(source, parts.staging), engine.rulebook.facts, as_number(on))
    running = _Running(ranges, lists, parts)
    return running.outcome(running.through(households, progress))


class _Running:
    """A run in progress."""

    def __init__(self, ranges: Ranges, lists: Lists, parts: Parts) -> None:
        self._ranges = ranges
        self._lists = lists
        self._parts = parts
        self._columns = ranges.columns(lists.stock)

    def through(self, size: int, progress: Callable[[Progress], None] | None) -> Counts:
        """Judge every range that is not done yet."""
        begun, members = time.monotonic(), 0
        counts: list[Counts] = []
        for number, start in enumerate(range(0, self._lists.size, size)):
            record = self._parts.done(number)
            if record is None:
                record = self._one(number, start, size)
                members += record["counts"]["members"]
            counts.append(Counts.from_plain(record["counts"]))
            if progress is not None:
                done = min(start + size, self._lists.size)
                progress(Progress(done, self._lists.size, members, time.monotonic() - begun))
        return total(counts)

    def outcome(self, counts: Counts) -> Outcome:
        """Write the summary."""
        notices = tuple(self._notices(counts))
        rules = self._ranges.rules.rules
        summary = {
            "made_from": dict(self._parts.manifest),
            **counts.plain(),
            "not_applicable": {
                name: rule.applied.why.value for name, rule in rules.items() if rule.applied.why is not None
            },
            "shown_as_note": [
                name
                for name, rule in rules.items()
                if rule.applied.version is not None and (rule.applied.version.is_note or rule.applied.version.orders)
            ],
            "clauses": [
                {"programme": one.programme, "benefit": one.number, "provisions": [str(cite) for cite in one.cite]}
                for one in self._ranges.entries.all
            ],
            "left_open": {
                name: [str(cite) for doubt in doubts for cite in doubt.cite]
                for name, doubts in self._ranges.rules.law.left_open.items()
            },
            "notices": notices,
        }
        self._parts.finish(summary)
        return Outcome(self._parts.folder, counts, notices, summary)

    def _one(self, number: int, start: int, size: int) -> dict[str, Any]:
        loaded = self._lists.read(start, size, self._columns)
        results = self._ranges.judge(loaded)
        self._parts.write(number, _frames(results), results.counts)
        return {"counts": results.counts.plain()}

    def _notices(self, counts: Counts) -> list[str]:
        notices = [
            f'the column "{column}" states no fact' + (f". {hint}" if hint else "")
            for column, hint in self._lists.unused.items()
        ]
        strangers = self._lists.members_size - counts.members
        if strangers > 0:
            notices.append(f"{strangers} rows of members name no household of the list, and were not judged")
        if strangers < 0:
            notices.append("some household ids stand more than once in the list; their results are not to be trusted")
        return notices


def _frames(results: RangeResults) -> dict[str, pl.DataFrame]:
    """The tables of a range, by the folder they go into."""
    frames = {"refused": results.refused, **{table.value: frame for table, frame in results.statuses.items()}}
    return frames if results.eligible is None else {**frames, "eligible": results.eligible}
