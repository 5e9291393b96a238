"""How fast a batch gets on, as measured by the process that judges it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Rows of one batch against the clock.

    Attributes:
        batch: The batch.
        rows: Rows that were judged since the clock was started.
        seconds: Time they took.
        began: When the clock was started.
    """

    batch: str
    rows: int = 0
    seconds: float = 0.0
    began: float = field(default_factory=time.monotonic)

    def after(self, rows: int) -> Pace:
        """The pace once more rows were judged."""
        return replace(self, rows=self.rows + rows, seconds=time.monotonic() - self.began)

    @property
    def rows_per_second(self) -> float | None:
        """None until something was measured."""
        return self.rows / self.seconds if self.rows and self.seconds else None
