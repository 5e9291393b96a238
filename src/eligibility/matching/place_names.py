"""Which units a text may mean: an id, or a Vietnamese name with or without its rank, its marks and what it lies in.

"Thị xã Hương Trà", "huong tra", "xã Giao Long, huyện Châu Thành, Bến Tre". Never chooses between units of one name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.model.jurisdiction import Unit

_RANKS = {
    "tinh": "tinh",
    "t": "tinh",
    "thanhpho": "thanhpho",
    "tp": "thanhpho",
    "thixa": "thixa",
    "tx": "thixa",
    "quan": "quan",
    "q": "quan",
    "huyen": "huyen",
    "h": "huyen",
    "phuong": "phuong",
    "p": "phuong",
    "xa": "xa",
    "x": "xa",
    "thitran": "thitran",
    "tt": "thitran",
    "dackhu": "dackhu",
}
"""Ranks by how they may be written, folded."""
_STEPS = (
    frozenset({"tinh", "thanhpho"}),
    frozenset({"thanhpho", "thixa", "quan", "huyen"}),
    frozenset({"xa", "phuong", "thitran", "dackhu"}),
)
"""Ranks of one step. A commune may be made a ward, so a rank that nothing has still tells the step."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_BRACKETS = re.compile(r"\([^)]*\)")
_AGE = re.compile(r"\s*\(?\b(cũ|mới)\b\)?\s*$")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name taken apart.

    Attributes:
        rank: Its rank, folded; empty where none is written.
        spelled: Its words with all marks, tones last, so that "Hoà" is "Hòa".
        folded: Its words without marks.
    """

    rank: str
    spelled: str
    folded: str

    @property
    def loose(self) -> str:
        """The folded words with i and y alike: "Lục Sĩ Thành" and "Lục Sỹ Thành"."""
        return self.folded.replace("y", "i")


def take_apart(text: str) -> Named:
    """Take a name apart.

    >>> take_apart("TX. Hương Trà").rank, take_apart("huong tra").folded
    ('thixa', 'huongtra')
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    folded = [_without_marks(word) for word in words]
    for length in (2, 1):
        rank = _RANKS.get("".join(folded[:length]))
        if rank is not None and len(words) > length:
            return Named(rank, " ".join(map(_tone_last, words[length:])), "".join(folded[length:]))
    return Named("", " ".join(map(_tone_last, words)), "".join(folded))


class PlaceNames:
    """Finds units by name.

    Args:
        units: The register of units.
    """

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units
        self._names = {unit.id: take_apart(_BRACKETS.sub("", unit.name.vi)) for unit in units.values()}
        self._bare: dict[str, list[str]] = defaultdict(list)
        self._into: dict[str, list[str]] = defaultdict(list)
        self._written: dict[str, list[str]] = defaultdict(list)
        for identifier, name in self._names.items():
            self._bare[name.loose].append(identifier)
            self._written[_squeezed(units[identifier].name.vi)].append(identifier)
        for unit in units.values():
            for former in unit.formed_from:
                self._into[former].append(unit.id)

    def written(self, text: str) -> tuple[str, ...]:
        """Units whose name is written like that in the register, what stands in brackets included."""
        return tuple(self._written.get(_squeezed(text), ()))

    def called(self, text: str, *, is_loose: bool = False) -> list[str]:
        """Units a name may mean, in the order of the register.

        With `is_loose` a rank tells the step alone: a commune may be made a ward. "(cũ)" asks for those that have an
        end, "(mới)" for the others; "Chợ Mới" is a name.
        """
        aged = _AGE.search(text.casefold())
        found = [] if aged is not None and "(" in aged.group() else self._called(text, is_loose=is_loose)
        if aged is None or found:
            return found
        is_old = aged.group(1) == "cũ"
        named = self._called(text[: aged.start()], is_loose=is_loose)
        return [one for one in named if (self._units[one].period.last is not None) is is_old]

    def around(self, identifier: str) -> set[str]:
        """The unit and every unit it ever lay in, by parenthood or by merging."""
        found: set[str] = set()
        waiting = [identifier]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(parent.unit for parent in self._units[name].parents)
                waiting.extend(self._into[name])
        return found

    def is_same_name(self, one: str, other: str) -> bool:
        """Whether two units are called alike, rank included."""
        return self._names[one] == self._names[other]

    def _called(self, text: str, *, is_loose: bool) -> list[str]:
        asked = take_apart(text)
        found = self._bare.get(asked.loose, [])
        spelled = [] if text.isascii() else [one for one in found if self._names[one].spelled == asked.spelled]
        found = spelled or [one for one in found if self._names[one].folded == asked.folded] or found
        if not asked.rank:
            return found
        if is_loose:
            return [one for one in found if _is_one_step(self._names[one].rank, asked.rank)]
        return [one for one in found if self._names[one].rank == asked.rank]


def _is_one_step(one: str, other: str) -> bool:
    return any(one in step and other in step for step in _STEPS)


def _squeezed(text: str) -> str:
    return "".join(_without_marks(word) for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _without_marks(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def _tone_last(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    tone = "".join(character for character in marks if character in _TONES)
    return unicodedata.normalize("NFC", "".join(character for character in marks if character not in _TONES)) + tone
