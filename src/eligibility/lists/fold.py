"""How two spellings of a Vietnamese title or value are recognised as the same words.

Knows letters and marks; neither facts nor files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

Target = TypeVar("Target")

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_STROKE = "\u0335"
_LONGEST = 200
_NEAR_ENOUGH = 70


def clean(text: str) -> str:
    """A text composed (NFC), with every run of blanks as one space and none at the ends.

    >>> clean("  Ho\u0323\u00a0 và  tên ")
    'Họ và tên'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Words without case, marks and punctuation: the key under which spellings are compared.

    >>> fold("Ngày, tháng, năm sinh > Nữ")
    'ngay thang nam sinh nu'
    """
    return _letters_and_marks(text)[0]


def _letters_and_marks(text: str) -> tuple[str, tuple[frozenset[str], ...]]:
    """The folded words, and beside each word the marks that folding took away (wherever they stood in it)."""
    letters: list[str] = [""]
    marks: list[set[str]] = [set()]
    lowered = unicodedata.normalize("NFC", text[:_LONGEST]).casefold().replace("ð", "đ")
    for character in unicodedata.normalize("NFD", lowered.translate(_INVISIBLE)):
        if unicodedata.combining(character):
            marks[-1].add(character)
        elif character == "đ":
            letters[-1] += "d"
            marks[-1].add(_STROKE)
        elif character.isalnum():
            letters[-1] += character
        elif letters[-1]:
            letters.append("")
            marks.append(set())
    if not letters[-1]:
        letters.pop()
        marks.pop()
    return " ".join(letters), tuple(frozenset(of_word) for of_word in marks)


class Lexicon(Generic[Target]):
    """Known spellings and what each of them means.

    A spelling is found when its folded words are equal and every mark it carries belongs there: marks that are
    missing or stand on another letter are forgiven ("ngheo", "hoà" for "hòa"), marks that make another word are
    not ("năm" is not "nam", "bà" is not "ba"). Nothing is ever found by likeness.
    """

    def __init__(self, entries: Iterable[tuple[str, Target]]) -> None:
        self._entries: dict[str, list[tuple[tuple[frozenset[str], ...], Target]]] = {}
        self._spellings: dict[str, str] = {}
        for spelling, target in entries:
            key, marks = _letters_and_marks(spelling)
            if key:
                self._entries.setdefault(key, []).append((marks, target))
                self._spellings.setdefault(key, spelling)

    def find(self, text: str) -> tuple[Target, ...]:
        """Everything a spelling means: nothing, one thing, or several where it is ambiguous.

        >>> Lexicon([("cận nghèo", 1), ("nghèo", 2)]).find("CAN NGHEO")
        (1,)
        """
        key, marks = _letters_and_marks(text)
        entries = self._entries.get(key, [])
        exact = [target for known, target in entries if known == marks]
        found = exact or [target for known, target in entries if _all_belong(marks, known)]
        return tuple(dict.fromkeys(found))

    def nearest(self, text: str) -> str | None:
        """The known spelling most like this one, to be proposed to a person; None where nothing is like it."""
        match = process.extractOne(
            fold(text), self._spellings.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR_ENOUGH
        )
        return None if match is None else self._spellings[match[0]]


def _all_belong(marks: tuple[frozenset[str], ...], known: tuple[frozenset[str], ...]) -> bool:
    return all(here <= there for here, there in zip(marks, known, strict=True))
