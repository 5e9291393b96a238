"""A timeline as bars: one line a programme and subject under a ruler of years, told apart without colour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from eligibility.determination import Status
from eligibility.model.programme import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.determination import Determination
    from eligibility.timeline import Row

State = Literal["due", "waiting", "open", "absorbed", "nothing"]
MARKS: dict[State, str] = {"due": "█", "waiting": "▒", "absorbed": "─", "open": "?", "nothing": "·"}
_DUE = (Standing.ENTITLEMENT, Standing.MAY_APPLY)
_MONTHS_OF_A_LABEL = (1, 3, 6, 12, 24, 60, 120, 240)
_YEAR = 12


def state_of(determination: Determination) -> State:
    """How an answer is drawn."""
    if determination.status is Status.UNDETERMINED:
        return "open"
    if determination.standing not in _DUE:
        return "waiting"
    groups = [one.group for one in determination.entitlements]
    is_absorbed = bool(groups) and all(group is not None and group.state == "absorbed" for group in groups)
    return "absorbed" if is_absorbed else "due"


@dataclass(frozen=True, slots=True)
class Scale:
    """Days laid out over columns.

    Attributes:
        first: First day.
        last: Last day.
        columns: Number of columns.
    """

    first: date
    last: date
    columns: int

    def column(self, day: date) -> int:
        """The column a day lies in."""
        total = (self.last - self.first).days + 1
        return min(self.columns - 1, (day - self.first).days * self.columns // total)

    def ruler(self) -> tuple[str, str]:
        """Two lines: years or months where there is room for them, and a tick under each."""
        days = (self.last - self.first).days + 1
        for months in _MONTHS_OF_A_LABEL:
            starts = list(self._starts(months))
            width = 4 if months >= _YEAR else 7
            room = days and months * 30 * self.columns // days
            if room > width or months == _MONTHS_OF_A_LABEL[-1]:
                return self._labelled(starts, is_yearly=months >= _YEAR)
        return "", ""

    def bar(self, row: Row) -> str:
        """A row: in each column the state of most of its days; what is shorter stays in sight where nothing else is."""
        days: list[Counter[State]] = [Counter() for _ in range(self.columns)]
        for span in row.spans:
            state, day = state_of(span.determination), max(span.first, self.first)
            while day <= min(span.last, self.last):
                column = self.column(day)
                end = min(span.last, self._last_of(column))
                days[column][state] += (end - day).days + 1
                day = end + timedelta(days=1)
        return "".join(MARKS[found.most_common(1)[0][0]] if found else MARKS["nothing"] for found in days)

    def _last_of(self, column: int) -> date:
        total = (self.last - self.first).days + 1
        return self.first + timedelta(days=((column + 1) * total - 1) // self.columns)

    def _starts(self, months: int) -> Iterator[date]:
        month = self.first.year * _YEAR + self.first.month - 1
        while True:
            day = date(month // _YEAR, month % _YEAR + 1, 1)
            if day > self.last:
                return
            if month % months == 0 and day >= self.first:
                yield day
            month += 1

    def _labelled(self, starts: list[date], *, is_yearly: bool) -> tuple[str, str]:
        labels, ticks = [" "] * self.columns, [" "] * self.columns
        for day in starts:
            column, text = self.column(day), f"{day.year}" if is_yearly else f"{day.month:02d}/{day.year}"
            ticks[column] = "|"
            if column + len(text) <= self.columns:
                labels[column : column + len(text)] = text
        return "".join(labels).rstrip(), "".join(ticks).rstrip()
