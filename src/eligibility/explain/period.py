"""Days a text has force, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eligibility.explain.words import Words
    from eligibility.model.programme import ProgrammeVersion


def period_of(version: ProgrammeVersion, words: Words) -> str:
    """First and last day of a version, as far as it has them."""
    first, last = version.period.first, version.period.last
    if first is None and last is None:
        return words("programme.period_always")
    if last is None:
        return words("programme.period_open", first=words.day(str(first)))
    if first is None:
        return words("programme.period_until", last=words.day(last))
    return words("programme.period", first=words.day(first), last=words.day(last))
