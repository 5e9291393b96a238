"""Fixed wording in two languages, and how amounts, numbers and days are written.

All wording lives in `messages.vi.yaml` and `messages.en.yaml`; nothing else in the package holds a sentence.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from eligibility.determination import Dong
    from eligibility.model.text import Language, Text

_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Words:
    """The words of one language.

    Args:
        language: Which one.
        phrases: Every phrase, by dotted key.
    """

    def __init__(self, language: Language, phrases: Mapping[str, str]) -> None:
        self.language: Language = language
        self.phrases = phrases

    def __call__(self, key: str, /, **values: object) -> str:
        """A phrase with its places filled in.

        >>> words_of("en")("every.year", amount="241,380 đ")
        '241,380 đ a year'
        """
        phrase = self.phrases[key]
        return phrase.format_map(values) if values else phrase

    def get(self, key: str) -> str | None:
        """A phrase without places, or None where there is none of that key."""
        return self.phrases.get(key)

    def text(self, text: Text) -> str:
        """A phrase of the rulebook in this language."""
        return text.into(self.language)

    def number(self, number: int) -> str:
        """A whole number with its digits in groups.

        >>> words_of("vi").number(59042)
        '59.042'
        """
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.language == "vi" else grouped

    def decimal(self, number: Decimal | str) -> str:
        """A coefficient or percentage.

        >>> words_of("vi").decimal("1.5")
        '1,5'
        """
        return str(number).replace(".", ",") if self.language == "vi" else str(number)

    def money(self, dong: int) -> str:
        """An amount.

        >>> words_of("vi").money(241380)
        '241.380 đ'
        """
        return f"{self.number(dong)} đ"

    def amount(self, dong: Dong) -> str:
        """An amount, or what is known of it."""
        if isinstance(dong, int):
            return self.money(dong)
        if dong.high is None:
            return self("open_end", low=self.money(dong.low))
        return self("span", low=self.money(dong.low), high=self.money(dong.high))

    def working(self, working: str) -> str:
        """How a figure was reached, its numbers written as elsewhere.

        >>> words_of("vi").working("1.5 × 804 600")
        '1,5 × 804.600'
        """
        return _SPACED.sub(".", working.replace(".", ",")) if self.language == "vi" else _SPACED.sub(",", working)

    def day(self, day: date | str) -> str:
        """A day as written on paper; a partly known one as short as it is known.

        >>> words_of("vi").day("2022-06-15"), words_of("vi").day("1962-03"), words_of("vi").day("1962")
        ('15/06/2022', '03/1962', '1962')
        """
        match = _ISO.fullmatch(str(day))
        return "/".join(part for part in reversed(match.groups()) if part) if match else str(day)

    def joined(self, items: Sequence[str], how: Literal["or", "and"], between: str = ", ") -> str:
        """Items of which one holds, or all.

        >>> words_of("vi").joined(["hộ nghèo", "hộ cận nghèo"], "or")
        'hộ nghèo hoặc hộ cận nghèo'
        """
        if len(items) < 2:  # noqa: PLR2004 (one item stands for itself)
            return "".join(items)
        return self(f"joined.{how}", first=between.join(items[:-1]), last=items[-1])


def lowered(phrase: str) -> str:
    """A label as it stands inside a sentence; abbreviations keep their capitals.

    >>> lowered("Hộ cận nghèo"), lowered("BHYT do nguồn khác đóng")
    ('hộ cận nghèo', 'BHYT do nguồn khác đóng')
    """
    return phrase if phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]


def raised(phrase: str) -> str:
    """A phrase as it begins a line."""
    return phrase[:1].upper() + phrase[1:]


def sentence(phrase: str) -> str:
    """A phrase as a sentence, with its full stop.

    >>> sentence("chưa rõ"), sentence("Trả cho hộ.")
    ('Chưa rõ.', 'Trả cho hộ.')
    """
    phrase = raised(phrase.strip())
    return phrase if phrase.endswith((".", "?", "!", ":")) else f"{phrase}."


@cache
def words_of(language: Language) -> Words:
    """The words of a language, read once."""
    source = files("eligibility.explain").joinpath(f"messages.{language}.yaml").read_text(encoding="utf-8")
    return Words(language, dict(_flat(yaml.load(source, yaml.CBaseLoader))))  # noqa: S506 (every scalar stays text)


def _flat(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)
