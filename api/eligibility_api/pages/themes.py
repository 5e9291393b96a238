"""Which theme of the form a fact belongs to; the grouping itself is declared in wording/themes.yaml."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.model.fact import Scope

OTHER = "other"
OPEN = {"household": ("status", "people", "home", "area"), "member": ("identity",)}
"""Themes that stand open from the start; the others open when they hold an answer or the next question."""


@cache
def themes() -> Mapping[Scope, Mapping[str, tuple[str, ...]]]:
    """Patterns of names by theme, by whom they speak of, in the order they are asked."""
    source = files("eligibility_api.pages.wording").joinpath("themes.yaml").read_text(encoding="utf-8")
    read = yaml.load(source, yaml.CSafeLoader)
    return {
        scope: {theme: tuple(patterns) for theme, patterns in read[scope].items()} for scope in ("household", "member")
    }


@cache
def theme_of(scope: Scope, key: str) -> str:
    """The theme of a fact."""
    for theme, patterns in themes()[scope].items():
        if any(fnmatchcase(key, pattern) for pattern in patterns):
            return theme
    return OTHER
