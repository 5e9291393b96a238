"""The folder of a service: its owner's alone, and used by one process at a time."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic, RequestError

if TYPE_CHECKING:
    from pathlib import Path


class Folder:
    """A folder of records.

    Args:
        path: Where it lies; made where it is missing.

    Raises:
        RequestError: It cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: int | None = None
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            message = f"the folder {path} cannot be used: {error.strerror}."
            raise RequestError([Diagnostic("unusable-folder", message, hint="Set ELIGIBILITY_DATA.")]) from None

    def take(self) -> None:
        """Keep other processes out. The lock goes with the process, however it ends.

        Raises:
            RequestError: Another process has it.
        """
        lock = os.open(self._path / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            message = f"another service uses the folder {self._path}."
            hint = "Stop that one, or set ELIGIBILITY_DATA to another folder."
            raise RequestError([Diagnostic("folder-in-use", message, hint=hint)]) from None
        self._lock = lock

    def release(self) -> None:
        """Let others in."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
