"""A folder of rule files into a rulebook, or one report of everything that is wrong with it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.errors import RulebookError
from eligibility.loading.build import build_draft
from eligibility.loading.checks import check_draft
from eligibility.loading.files import read_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.model.rulebook import Rulebook


def load_rulebook(directory: str | Path) -> Rulebook:
    """Load the rules of a folder.

    Args:
        directory: Folder with facts.yaml, instruments.yaml, jurisdictions.yaml and the packs.

    Raises:
        RequestError: There is no such folder.
        RulebookError: The files are wrong; holds every mistake found, in reading order.
    """
    with _without_collection():
        draft = build_draft(read_folder(Path(directory)))
        check_draft(draft)
        problems = draft.context.problems
        if problems:
            raise RulebookError(problems.sorted())
        return draft.rulebook


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the garbage collector back: it walks the growing tree over and over (four times the time)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
