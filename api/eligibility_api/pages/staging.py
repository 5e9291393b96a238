"""Lists that were uploaded and looked at, but not yet judged: kept for a day under a random name."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_ENDING = re.compile(r"\.(xlsx|xls|csv|tsv|txt)", re.IGNORECASE)
_KEPT = 24 * 3600.0


class Staging:
    """The folder of such lists.

    Args:
        folder: Where it lies; nobody but the owner of the process may look in.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: str, content: BinaryIO) -> str:
        """Keep a list; gives the name it is found under."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._forget_old()
        token = secrets.token_urlsafe(16)
        (self._folder / token).mkdir(mode=0o700)
        ending = _ENDING.search(file[-5:])
        with (self._folder / token / f"list{ending[0].lower() if ending else ''}").open("wb") as kept:
            shutil.copyfileobj(content, kept)
        return token

    def find(self, token: str) -> Path | None:
        """The list of that name; None where there is none any more."""
        if _TOKEN.fullmatch(token) is None:
            return None
        return next(iter(sorted((self._folder / token).glob("list*"))), None)

    def forget(self, token: str) -> None:
        """Remove a list."""
        if _TOKEN.fullmatch(token) is not None:
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def _forget_old(self) -> None:
        for kept in self._folder.iterdir():
            if time.time() - kept.stat().st_mtime > _KEPT:
                shutil.rmtree(kept, ignore_errors=True)
