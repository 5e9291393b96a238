"""Files of a batch: its list, the parts judged so far, its result. Each is whole or not there at all.

A file is written under another name, forced to the disk and renamed; what a killed process leaves half done has no
name anybody reads.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from eligibility.errors import Diagnostic
from eligibility.lists.judged import JudgedRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

RESULT, REPORT = "result.xlsx", "report.json"
_CHUNK = 1 << 20
_UNFINISHED = "unfinished-"


@dataclass(frozen=True, slots=True)
class Part:
    """What came of some households of a list.

    Attributes:
        rows: What they are due.
        notices: By household, what else is to be checked with it.
        refused: By household, why it cannot be judged.
    """

    rows: list[JudgedRow]
    notices: dict[str, tuple[str, ...]]
    refused: dict[str, tuple[Diagnostic, ...]]


class BatchFiles:
    """The files of all batches.

    Args:
        folder: Where they lie: one folder for each batch.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def path(self, batch: str, name: str) -> Path:
        """Where a file of a batch lies."""
        return self._folder / batch / name

    def keep_list(self, batch: str, name: str, content: BinaryIO) -> None:
        """Store a list that came in."""
        (self._folder / batch).mkdir(mode=0o700)
        _sync_folder(self._folder)

        def copy(path: Path) -> None:
            with path.open("wb") as file:
                shutil.copyfileobj(content, file, _CHUNK)

        self.write(batch, name, copy)

    def write(self, batch: str, name: str, fill: Callable[[Path], object]) -> None:
        """Write a file; it appears when it is whole and on the disk.

        Args:
            batch: The batch.
            name: Name of the file.
            fill: Writes the content to a path of the same ending.
        """
        target = self.path(batch, name)
        unfinished = target.with_name(f"{_UNFINISHED}{name}")
        fill(unfinished)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
        _sync_folder(target.parent)

    def write_json(self, batch: str, name: str, content: Any) -> None:  # noqa: ANN401 (any plain data)
        """Write plain data."""
        text = json.dumps(content, ensure_ascii=False)
        self.write(batch, name, lambda path: path.write_text(text, encoding="utf-8"))

    def read_json(self, batch: str, name: str) -> Any:  # noqa: ANN401 (any plain data)
        """Read plain data."""
        return json.loads(self.path(batch, name).read_text(encoding="utf-8"))

    def has_part(self, batch: str, first: int) -> bool:
        """Whether the part that begins with that household is there."""
        return self.path(batch, _part(first)).exists()

    def write_part(self, batch: str, first: int, part: Part) -> None:
        """Write a part."""
        refused = {name: [asdict(one) for one in diagnostics] for name, diagnostics in part.refused.items()}
        rows = [asdict(row) for row in part.rows]
        self.write_json(batch, _part(first), {"rows": rows, "notices": part.notices, "refused": refused})

    def read_part(self, batch: str, first: int) -> Part:
        """Read a part."""
        content = self.read_json(batch, _part(first))
        refused = {
            name: tuple(Diagnostic(**one) for one in diagnostics) for name, diagnostics in content["refused"].items()
        }
        rows = [JudgedRow(**{key: _shared(value) for key, value in row.items()}) for row in content["rows"]]
        return Part(rows, content["notices"], refused)

    def forget_parts(self, batch: str) -> None:
        """Remove all parts: they were judged by other rules."""
        for path in self.path(batch, "").glob("part-*.json"):
            path.unlink(missing_ok=True)

    def keep_only_result(self, batch: str) -> None:
        """Remove the list and whatever led to the result: they hold personal data that nobody needs twice."""
        for path in (self._folder / batch).glob("*"):
            if path.name not in {RESULT, REPORT}:
                path.unlink(missing_ok=True)

    def remove(self, batch: str) -> None:
        """Remove everything of a batch."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self._folder / batch)

    def tidy(self, known: Mapping[str, str]) -> None:
        """Remove what a killed process left behind.

        Args:
            known: Batches on record and their states.
        """
        for path in self._folder.iterdir():
            if path.name not in known:
                self.remove(path.name)
            elif known[path.name] in {"done", "failed"}:
                self.keep_only_result(path.name)
            else:
                _unlink(path.glob(f"{_UNFINISHED}*"))


def _shared(value: str | int | None) -> Any:  # noqa: ANN401 (the value as it is)
    """A value whose text is kept once: a list says the same of thousands."""
    return sys.intern(value) if isinstance(value, str) else value


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _part(first: int) -> str:
    return f"part-{first:07d}.json"


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
