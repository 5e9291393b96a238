"""Rules engine for Vietnamese social programmes: what a household is due, on the law of a day and a place."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eligibility.engine import Engine
    from eligibility.household import Household
    from eligibility.loading import load_rulebook

__all__ = ["Engine", "Household", "load_rulebook"]

_HOMES = {"Engine": "eligibility.engine", "Household": "eligibility.household", "load_rulebook": "eligibility.loading"}


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `eligibility --help` does not wait for pydantic."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
