"""The record of batches: one SQLite row each, written before anything is promised. Knows no lists and no HTTP."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

State = Literal["queued", "running", "done", "failed"]
STATES: tuple[State, ...] = ("queued", "running", "done", "failed")

_TABLE = """
CREATE TABLE IF NOT EXISTS batch (
    id TEXT PRIMARY KEY,
    key TEXT UNIQUE,
    request TEXT NOT NULL,
    list TEXT NOT NULL,
    file TEXT NOT NULL,
    digest TEXT NOT NULL,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
    stamp TEXT NOT NULL DEFAULT '',
    starts INTEGER NOT NULL DEFAULT 0,
    rows INTEGER,
    rows_done INTEGER NOT NULL DEFAULT 0,
    judged INTEGER,
    rejected INTEGER,
    households INTEGER,
    problem TEXT,
    ended_at TEXT
) STRICT
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch as recorded.

    Attributes:
        id: Random name.
        key: Digest of what the sender calls it, so that sending it again makes no second one.
        request: How the list is to be judged, as JSON.
        list: Name of the stored list.
        file: Name of the list where it came from.
        digest: Digest of the list.
        made_at: When it came, in UTC.
        state: How far it is.
        stamp: Software and rules that its parts were judged by.
        starts: How often it was begun since it last got any further.
        rows: Persons' rows in the list; None before it is read.
        rows_done: Rows judged or rejected so far.
        judged: Rows judged in the end.
        rejected: Rows rejected in the end.
        households: Households judged in the end.
        problem: Why it failed, as JSON.
        ended_at: When it was done or failed, in UTC.
    """

    id: str
    key: str | None
    request: str
    list: str
    file: str
    digest: str
    made_at: str
    state: State = "queued"
    stamp: str = ""
    starts: int = 0
    rows: int | None = None
    rows_done: int = 0
    judged: int | None = None
    rejected: int | None = None
    households: int | None = None
    problem: str | None = None
    ended_at: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"done", "failed"}


_COLUMNS = ", ".join(one.name for one in fields(Batch))


def now() -> str:
    """This moment in UTC, as recorded."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class BatchRecord:
    """The table of batches. Every change is on the disk when its method returns.

    Args:
        file: The database.
    """

    def __init__(self, file: Path) -> None:
        self._lock = RLock()
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(_TABLE)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()

    def check(self) -> None:
        """Write to the database and take it back.

        Raises:
            sqlite3.Error: It cannot be written.
        """
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.execute("ROLLBACK")

    def add(self, batch: Batch, most_waiting: int) -> Batch | None:
        """Record a batch, unless one with its key is there already.

        Returns:
            The batch recorded under that key, be it this or an earlier one; None where too many wait.
        """
        with self._transaction():
            if batch.key is not None:
                earlier = self._one("key = ?", batch.key)
                if earlier is not None:
                    return earlier
            if self._number("state IN ('queued', 'running')") >= most_waiting:
                return None
            values = [getattr(batch, one.name) for one in fields(Batch)]
            marks = ", ".join("?" * len(values))
            self._database.execute(f"INSERT INTO batch ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 (own names)
        return batch

    def get(self, identifier: str) -> Batch | None:
        """The batch of that name."""
        with self._lock:
            return self._one("id = ?", identifier)

    def next(self) -> Batch | None:
        """The batch to go on with: one that was begun, else the one that waits longest."""
        with self._lock:
            return self._one("state IN ('queued', 'running') ORDER BY state = 'queued', made_at, rowid")

    def begin(self, identifier: str, stamp: str) -> None:
        """Note that a batch is being judged, and by what."""
        with self._transaction():
            self._database.execute(
                "UPDATE batch SET state = 'running', starts = starts + 1, "
                "rows_done = iif(stamp = ?, rows_done, 0), stamp = ? WHERE id = ?",
                (stamp, stamp, identifier),
            )

    def advance(self, identifier: str, rows: int, rows_done: int, *, is_new: bool) -> bool:
        """Note how far a batch is.

        Args:
            identifier: The batch.
            rows: Rows in its list.
            rows_done: Rows judged or rejected so far.
            is_new: Whether it got further than ever before.

        Returns:
            Whether the batch is still wanted.
        """
        with self._transaction():
            starts = "0" if is_new else "starts"
            changed = self._database.execute(
                f"UPDATE batch SET rows = ?, rows_done = max(rows_done, ?), starts = {starts} WHERE id = ?",  # noqa: S608 (own words)
                (rows, rows_done, identifier),
            )
            return changed.rowcount == 1

    def finish(self, identifier: str, *, judged: int, rejected: int, households: int) -> bool:
        """Note that a batch is done; tells whether it is still wanted."""
        with self._transaction():
            changed = self._database.execute(
                "UPDATE batch SET state = 'done', rows = ?, rows_done = ?, judged = ?, rejected = ?, households = ?, "
                "starts = 0, ended_at = ? WHERE id = ?",
                (judged + rejected, judged + rejected, judged, rejected, households, now(), identifier),
            )
            return changed.rowcount == 1

    def fail(self, identifier: str, problem: Any) -> None:  # noqa: ANN401 (any plain data)
        """Note why a batch cannot be done."""
        with self._transaction():
            self._database.execute(
                "UPDATE batch SET state = 'failed', problem = ?, ended_at = ? WHERE id = ?",
                (json.dumps(problem, ensure_ascii=False), now(), identifier),
            )

    def remove(self, identifier: str) -> bool:
        """Forget a batch; tells whether there was one."""
        with self._transaction():
            return self._database.execute("DELETE FROM batch WHERE id = ?", (identifier,)).rowcount == 1

    def remove_old(self, days: int) -> list[str]:
        """Forget batches that ended so many days ago.

        Returns:
            Their names.
        """
        since = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        with self._transaction():
            rows = self._database.execute("SELECT id FROM batch WHERE ended_at < ?", (since,)).fetchall()
            self._database.execute("DELETE FROM batch WHERE ended_at < ?", (since,))
        return [str(row["id"]) for row in rows]

    def states(self) -> dict[str, State]:
        """The state of every batch on record, by name."""
        with self._lock:
            rows = self._database.execute("SELECT id, state FROM batch").fetchall()
        return {row["id"]: row["state"] for row in rows}

    def _one(self, where: str, *values: str) -> Batch | None:
        query = f"SELECT {_COLUMNS} FROM batch WHERE {where} LIMIT 1"  # noqa: S608 (own words, values are bound)
        row = self._database.execute(query, values).fetchone()
        return None if row is None else Batch(**dict(row))

    def _number(self, where: str) -> int:
        number: int = self._database.execute(f"SELECT count(*) FROM batch WHERE {where}").fetchone()[0]  # noqa: S608
        return number

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
