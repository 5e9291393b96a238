"""The folder a long run writes into: one file per range and table, each complete or absent, and what it was made from.

A run that was broken off goes on where it stopped, if rules, options and input are still the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from eligibility.batch.counts import Counts
from eligibility.errors import Diagnostic, RequestError

FORMAT = 1
"""Number of the format of a result folder."""
_MANIFEST, _SUMMARY, _PARTS = "run.json", "summary.json", "parts"


@dataclass(frozen=True)
class Parts:
    """A result folder.

    Attributes:
        folder: The folder.
        manifest: What the results are made from.
    """

    folder: Path
    manifest: Mapping[str, Any]

    def begin(self) -> None:
        """Make the folder, or go on in it.

        Raises:
            RequestError: It holds something else.
        """
        path = self.folder / _MANIFEST
        if path.exists():
            known = json.loads(path.read_text(encoding="utf-8"))
            different = sorted(key for key in self.manifest if known.get(key) != self.manifest[key])
            if different:
                message = f"{self.folder} holds results made from another {', '.join(different)}."
                raise RequestError([Diagnostic(code="other-results", message=message, hint="Name another folder.")])
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            message = f"{self.folder} is not empty and holds no results of a run."
            raise RequestError([Diagnostic(code="folder-in-use", message=message, hint="Name an empty or new folder.")])
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(path, json.dumps(self.manifest, ensure_ascii=False, indent=2).encode())

    @property
    def staging(self) -> Path:
        """Where input is brought into form; removed at the end."""
        return self.folder / "staging"

    def done(self, number: int) -> dict[str, Any] | None:
        """The record of a range that is finished; None for one that is not."""
        path = self._record(number)
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def write(self, number: int, frames: Mapping[str, pl.DataFrame], counts: Counts) -> None:
        """Write the tables of a range, and last the record that it is finished."""
        for table, frame in frames.items():
            path = self.folder / table / f"part-{number:05d}.parquet"
            path.parent.mkdir(exist_ok=True)
            temporary = path.with_suffix(".tmp")
            frame.write_parquet(temporary, compression="zstd", compression_level=1, statistics=False)
            temporary.replace(path)
        path = self._record(number)
        path.parent.mkdir(exist_ok=True)
        _write(path, json.dumps({"counts": counts.plain()}).encode())

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Write the summary and remove what was only needed on the way."""
        _write(self.folder / _SUMMARY, json.dumps(summary, ensure_ascii=False, indent=2).encode())
        for path in self._staged():
            path.unlink()
        if self.staging.exists():
            self.staging.rmdir()

    def _staged(self) -> Iterator[Path]:
        if self.staging.exists():
            yield from self.staging.iterdir()

    def _record(self, number: int) -> Path:
        return self.folder / _PARTS / f"part-{number:05d}.json"


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(content)
    temporary.replace(path)
