"""What a column's title means: a fact of the dictionary, a part of the list itself, or nothing we know.

Titles are known exactly or not at all; what is merely like a known title is proposed to a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from eligibility.household import Declared
from eligibility.lists.cells import NO, YES, choices_of
from eligibility.lists.fold import Lexicon, clean
from eligibility.model.fact import FactDefinition, FactDictionary, FactType

SEPARATOR = " > "
"""Stands between the levels of a title of several lines."""

RELATION = "member.relation_to_head"
HEAD = "head"
BIRTH = "member.birth_date"
GENDER = "member.gender"


class Role(Enum):
    """What a column is for when it states no fact. Only row numbers and names are handed back with results."""

    HOUSEHOLD_NUMBER = "household_number"
    HOUSEHOLD_SIZE = "household_size"
    ROW_NUMBER = "row_number"
    MEMBER_NUMBER = "member_number"
    NAME = "name"
    CITIZEN_NUMBER = "citizen_number"
    PRIVATE = "private"


_ROLES = {
    Role.HOUSEHOLD_NUMBER: (
        "số hộ|stt hộ|số tt hộ|số thứ tự hộ|mã hộ|mã số hộ|mã hộ gia đình|mã hộ nghèo|hộ số|hộ thứ|số thứ tự của hộ"
    ),
    Role.HOUSEHOLD_SIZE: (
        "số khẩu|số nhân khẩu|tổng số khẩu|tổng số nhân khẩu|số thành viên|số người|số người trong hộ|nhân khẩu"
    ),
    Role.ROW_NUMBER: "stt|tt|số tt|số thứ tự|thứ tự|no|no.",
    Role.MEMBER_NUMBER: (
        "stt thành viên|số tt thành viên|số thứ tự thành viên|thành viên số|mã thành viên|stt trong hộ|"
        "số thứ tự trong hộ|stt nhân khẩu|stt người|stt tv"
    ),
    Role.NAME: (
        "họ và tên|họ tên|họ, tên|họ và tên chủ hộ|họ tên chủ hộ|tên chủ hộ|họ và tên thành viên|họ tên thành viên|"
        "họ và tên thành viên trong hộ|họ và tên chủ hộ và các thành viên|họ và tên chủ hộ, thành viên|"
        "họ và tên các thành viên|họ và tên các thành viên trong hộ|họ và tên chủ hộ/thành viên|"
        "họ và tên (chủ hộ, thành viên)|họ, chữ đệm và tên|họ, chữ đệm, tên khai sinh|full name|name"
    ),
    Role.CITIZEN_NUMBER: (
        "cccd|số cccd|cmnd|số cmnd|cmnd/cccd|cccd/cmnd|số cmnd/cccd|số cccd/cmnd|số cccd/đdcn|số cccd/số định danh|"
        "số định danh|số định danh cá nhân|mã định danh|mã định danh cá nhân|đdcn|số căn cước|số căn cước công dân|"
        "số giấy tờ tùy thân|căn cước công dân|số cmt"
    ),
    Role.PRIVATE: (
        "địa chỉ|nơi ở|chỗ ở hiện nay|nơi thường trú|hộ khẩu thường trú|nơi cư trú|địa chỉ thường trú|"
        "ấp|thôn|xóm|khóm|khu phố|tổ|tổ dân phố|thôn/ấp|ấp/khu phố|ấp, khu phố|thôn/xóm|thôn/ấp/khóm|thôn, ấp, khóm|"
        "xã|phường|xã/phường|xã, phường|huyện|quận|huyện/thị xã|tỉnh|quê quán|nguyên quán|"
        "dân tộc|tôn giáo|quốc tịch|số điện thoại|điện thoại|sđt|số thẻ bhyt|mã thẻ bhyt|số sổ hộ khẩu|"
        "ghi chú|ký nhận|ký tên|chữ ký"
    ),
}

_GROUPS = (
    "thông tin|thông tin chung|thông tin hộ|thông tin về hộ|thông tin của hộ|thông tin hộ gia đình|đặc điểm hộ|"
    "đặc điểm của hộ|hoàn cảnh hộ|hoàn cảnh của hộ|tình trạng của hộ|diện của hộ|hộ gia đình|"
    "thông tin thành viên|thông tin về thành viên|thành viên|thành viên hộ|thành viên trong hộ|thành viên của hộ|"
    "các thành viên trong hộ|thông tin nhân khẩu|thông tin cá nhân|đặc điểm thành viên|đặc điểm cá nhân|"
    "hoàn cảnh của thành viên|hoàn cảnh cá nhân|hoàn cảnh của từng người|thuộc diện|thuộc đối tượng|thuộc nhóm|"
    "diện đối tượng|đối tượng|diện ưu tiên|đối tượng ưu tiên|chính sách|diện chính sách|nhu cầu|nhu cầu của hộ|"
    "nhu cầu hỗ trợ|địa bàn|địa bàn cư trú|nơi ở của hộ|bảo hiểm y tế|bhyt|nhà ở|lao động|lao động, việc làm|"
    "lao động - việc làm|việc làm|vay vốn|khuyết tật|học tập|trẻ em|chia ra|trong đó"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the cells under a title state.

    Attributes:
        role: What the column is for, where it states no fact.
        definition: The fact it states.
        mark: The value stated by a mark, where the choices of the fact have a column each.
        implied: Facts that follow from any value standing here, such as sex from the column of a birth year.
    """

    role: Role | None = None
    definition: FactDefinition | None = None
    mark: Declared = None
    implied: tuple[tuple[FactDefinition, Declared], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A known title that is like an unknown one.

    Attributes:
        title: The known title.
        definition: The fact it states; None for a part of the list itself.
    """

    title: str
    definition: FactDefinition | None


@dataclass(slots=True)
class Titles:
    """Every known title.

    Attributes:
        dictionary: The facts that lists may state.
    """

    dictionary: FactDictionary
    _facts: Lexicon[str] = field(init=False)
    _labels: Lexicon[str] = field(init=False)
    _roles: Lexicon[Role] = field(init=False)
    _groups: Lexicon[str] = field(init=False)
    _found: dict[tuple[str, ...], Meaning | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        stated = [fact for fact in self.dictionary.values() if fact.type is not FactType.MEMBERS]
        self._facts = Lexicon((header, fact.name) for fact in stated for header in fact.headers)
        self._labels = Lexicon(_other_names(stated))
        self._roles = Lexicon((title, role) for role, known in _ROLES.items() for title in known.split("|"))
        self._groups = Lexicon((title, title) for title in _GROUPS.split("|"))

    def meaning(self, levels: tuple[str, ...]) -> Meaning | None:
        """What a title means; None where it is unknown or means two things.

        Args:
            levels: Its lines from top to bottom, such as ("Ngày, tháng, năm sinh", "Nam").
        """
        if levels not in self._found:
            self._found[levels] = self._look_up(levels)
        return self._found[levels]

    def proposal(self, levels: tuple[str, ...]) -> Proposal | None:
        """The known title most like an unknown one."""
        for text in (SEPARATOR.join(levels), levels[-1]):
            for lexicon in (self._facts, self._roles):
                near = lexicon.nearest(clean(text))
                if near is not None:
                    return Proposal(near, self._fact(near))
        return None

    def _look_up(self, levels: tuple[str, ...]) -> Meaning | None:
        """The whole title; else without a leading group title; else a choice spread over columns."""
        meaning = self._exact(SEPARATOR.join(levels))
        if meaning is not None or len(levels) == 1:
            return meaning
        if self._groups.find(levels[0]):
            meaning = self._look_up(levels[1:])
        return meaning or self._spread(levels)

    def _exact(self, text: str) -> Meaning | None:
        for names in (self._facts.find(text), self._labels.find(text)):
            if names:
                return Meaning(definition=self.dictionary[names[0]]) if len(names) == 1 else None
        roles = self._roles.find(text)
        return Meaning(role=roles[0]) if len(roles) == 1 else None

    def _spread(self, levels: tuple[str, ...]) -> Meaning | None:
        """A value under the title of its fact: "Phân loại hộ > Nghèo", "Ngày sinh > Nữ"."""
        fact = self._fact(SEPARATOR.join(levels[:-1]))
        if fact is None:
            return None
        gender = self.dictionary.get(GENDER)
        if fact.name == BIRTH and gender is not None:
            code = _value(gender, levels[-1])
            return None if code is None else Meaning(definition=fact, implied=((gender, code),))
        value = _value(fact, levels[-1])
        return None if value is None else Meaning(definition=fact, mark=value)

    def _fact(self, text: str) -> FactDefinition | None:
        names = self._facts.find(text)
        return self.dictionary[names[0]] if len(names) == 1 else None


def _other_names(facts: list[FactDefinition]) -> Iterator[tuple[str, str]]:
    """Labels of what can be asked, and names: titles of last resort."""
    for fact in facts:
        if fact.question is not None:
            yield fact.label.vi, fact.name
        yield fact.name, fact.name
        yield fact.key, fact.name


def _value(fact: FactDefinition, text: str) -> Declared:
    """The value of a fact that a lower title names, as it is declared; None where it names none."""
    match fact.type:
        case FactType.CHOICE | FactType.CHOICES:
            lexicon = Lexicon((spelling, code) for code, known in choices_of(fact) for spelling in known)
            found: tuple[Declared, ...] = lexicon.find(text)
        case FactType.BOOLEAN:
            found = Lexicon([*((word, True) for word in YES), *((word, False) for word in NO)]).find(text)
        case _:
            found = ()
    if len(found) != 1:
        return None
    return [found[0]] if fact.type is FactType.CHOICES else found[0]
