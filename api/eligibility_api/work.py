"""Work that takes longer than a moment: done on one thread beside the one that answers, and given up in time.

An engine compiles its rules as it goes and is used by one thread only, so this thread has an engine of its own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from eligibility.engine import Engine
from eligibility_api.problems import ServiceError

if TYPE_CHECKING:
    from datetime import date

    from eligibility.determination import Result
    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

Answer = TypeVar("Answer")
MOST_WAITING = 16
"""Requests that may wait for the thread; each of them keeps its household in memory."""


class TimedEngine(Engine):
    """An engine that stops determining when the time is up.

    Args:
        rulebook: The rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__(rulebook)
        self._until = float("inf")
        self._seconds = 0.0

    def give(self, until: float, seconds: float) -> None:
        """Give it time until a moment of the monotonic clock; seconds are for the message."""
        self._until, self._seconds = until, seconds

    def determine(
        self,
        household: Household,
        *,
        jurisdiction: str,
        on: date,
        assume: bool = False,
        issued: Issued | None = None,
        known_at: date | None = None,
        everything: bool = False,
        language: Language = "vi",
    ) -> Result:
        """Determine every programme for a household; arguments and errors as `Engine.determine`.

        Raises:
            ServiceError: The time is up.
        """
        if time.monotonic() > self._until:
            raise ServiceError.takes_too_long(self._seconds)
        return super().determine(
            household,
            jurisdiction=jurisdiction,
            on=on,
            assume=assume,
            issued=issued,
            known_at=known_at,
            everything=everything,
            language=language,
        )


class Work:
    """Runs one piece of work after the other.

    Args:
        rulebook: The rules.
        seconds: Longest a piece of work may wait and run.
    """

    def __init__(self, rulebook: Rulebook, seconds: float) -> None:
        self._engine = TimedEngine(rulebook)
        self._seconds = seconds
        self._waiting = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    async def run(self, do: Callable[[Engine], Answer]) -> Answer:
        """Do it on the other thread.

        Raises:
            ServiceError: Too much waits already, or the time was up.
        """
        if self._waiting >= MOST_WAITING:
            raise ServiceError.busy("requests")
        until = time.monotonic() + self._seconds
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._in_time, do, until)
        finally:
            self._waiting -= 1

    def _in_time(self, do: Callable[[Engine], Answer], until: float) -> Answer:
        self._engine.give(until, self._seconds)
        return do(self._engine)

    def close(self) -> None:
        """Let the thread end after what it is doing."""
        self._thread.shutdown(wait=False, cancel_futures=True)
