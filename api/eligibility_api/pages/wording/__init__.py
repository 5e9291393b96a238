"""What the pages say beside what `eligibility.explain` says, in Vietnamese and English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from eligibility.explain.words import Words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eligibility.model.text import Language


def language_of(asked: str | None) -> Language:
    """The language asked for; Vietnamese unless it is one of ours."""
    return "en" if asked == "en" else "vi"


@cache
def page_words(language: Language) -> Words:
    """The words of the explanations and of the pages in a language; those of the pages begin with `page.`."""
    source = files(__name__).joinpath(f"words.{language}.yaml").read_text(encoding="utf-8")
    phrases = dict(_flat(yaml.load(source, yaml.CBaseLoader), "page."))  # noqa: S506 (every scalar stays text)
    return Words(language, {**words_of(language).phrases, **phrases})


@cache
def diagnostics_in(language: Language) -> Mapping[str, str]:
    """Mistakes in rule files and case files in plain words, by code; none in English, which is what messages are in."""
    return {} if language == "en" else _flat_file("diagnostics.vi.yaml")


@cache
def hints_in(language: Language) -> Mapping[str, str]:
    """Where to look when a case fails, by what the hint is about; none in English, which hints are in."""
    return {} if language == "en" else _flat_file("hints.vi.yaml")


def _flat_file(file: str) -> Mapping[str, str]:
    source = files(__name__).joinpath(file).read_text(encoding="utf-8")
    found: dict[str, str] = yaml.load(source, yaml.CBaseLoader)  # noqa: S506 (every scalar stays text)
    return found


def _flat(tree: Mapping[str, object], above: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)
