"""Words for readers, in Vietnamese and English, and how well a stated fact is attested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase in both languages.

    Attributes:
        vi: Vietnamese.
        en: English.
    """

    vi: str
    en: str

    def into(self, language: Language) -> str:
        """The phrase in one language."""
        return self.vi if language == "vi" else self.en


class Confidence(Enum):
    """How a legal fact was seen. Members are ordered from strongest to weakest."""

    TEXT = "text"
    SECONDARY = "secondary"
    RECALLED = "recalled"

    @property
    def weakness(self) -> int:
        """0 for the strongest; grows with doubt."""
        return _WEAKNESS[self]


_WEAKNESS = {Confidence.TEXT: 0, Confidence.SECONDARY: 1, Confidence.RECALLED: 2}
