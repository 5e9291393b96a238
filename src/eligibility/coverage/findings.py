"""What falls short in a ledger or a citation, as data and in words of both languages.

Knows neither how it was found nor where it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eligibility.errors import Diagnostic
from eligibility.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.errors import Location
    from eligibility.model.text import Language

_SAYS = {
    "rule-row-not-encoded": Text(
        vi="dòng quy tắc {row} (mục {section}, {lines}) chưa có chương trình nào thể hiện",
        en="rule row {row} (section {section}, {lines}) is encoded by no programme",
    ),
    "rule-row-twice": Text(
        vi="dòng quy tắc {row} được thể hiện ở nhiều chương trình: {programmes}; chỉ được ở một",
        en="rule row {row} is encoded by several programmes: {programmes}; it belongs to one",
    ),
    "rule-row-as-note": Text(
        vi="dòng quy tắc {row} chỉ được hiện như thông tin ở {programme}",
        en="rule row {row} is shown as information only, by {programme}",
    ),
    "info-row-not-shown": Text(
        vi="dòng thông tin {row} (mục {section}, {lines}) chưa được hiện ở chương trình nào",
        en="information row {row} (section {section}, {lines}) is shown by no programme",
    ),
    "ledger-row-encoded": Text(
        vi="dòng {row} chỉ thuộc sổ điều khoản (mục {section}) nhưng {programme} lại thể hiện nó",
        en="row {row} belongs to the ledger only (section {section}), but {programme} encodes it",
    ),
    "echo-elsewhere": Text(
        vi="dòng {row} lặp lại {echo} nhưng không nằm cùng chương trình: {programme}, không phải {other}",
        en="row {row} repeats {echo} but stands in another programme: {programme}, not {other}",
    ),
    "row-not-in-ledger": Text(
        vi="{programme} thể hiện {row}, nhưng không sổ điều khoản nào có dòng này",
        en="{programme} encodes {row}, which no ledger has",
    ),
    "row-not-cited": Text(
        vi="{programme} thể hiện {row} (mục {section}, {lines}) nhưng không dẫn chỗ nào trong các dòng đó",
        en="{programme} encodes {row} (section {section}, {lines}) but cites nothing there",
    ),
    "missing-source": Text(
        vi="không có tệp {file} của {instrument}",
        en="there is no file {file} for {instrument}",
    ),
    "unreadable-source": Text(
        vi="tệp {file} của {instrument} không phải văn bản UTF-8",
        en="the file {file} for {instrument} is not UTF-8 text",
    ),
    "source-line-count": Text(
        vi="{file} có {found} dòng, sổ đăng ký văn bản ghi {registered}",
        en="{file} has {found} lines, the register says {registered}",
    ),
    "line-in-no-section": Text(
        vi="{lines} của {file} không thuộc mục nào trong sổ điều khoản của {instrument}",
        en="{lines} of {file}: in no section of the ledger of {instrument}",
    ),
    "line-in-several-sections": Text(
        vi="{lines} của {file} thuộc nhiều mục trong sổ điều khoản của {instrument}",
        en="{lines} of {file}: in several sections of the ledger of {instrument}",
    ),
    "provision-out-of-range": Text(
        vi="{provision} của {instrument} ghi ở {lines}, nhưng {file} chỉ có {found} dòng",
        en="{provision} of {instrument} is said to stand on {lines}, but {file} has {found} lines",
    ),
    "citation-without-lines": Text(
        vi="{owner}, {part}: {citation} không có dòng nào trong sổ đăng ký văn bản",
        en="{owner}, {part}: {citation} has no lines in the register",
    ),
    "citation-outside-provision": Text(
        vi="{owner}, {part}: {citation} nằm ngoài các dòng của điều khoản ({file}, {lines})",
        en="{owner}, {part}: {citation} lies outside the lines of its provision ({file}, {lines})",
    ),
    "figure-not-found": Text(
        vi="{owner}, {part}: không thấy {figure} ở {citation} ({file}, {lines})",
        en="{owner}, {part}: {figure} does not occur in {citation} ({file}, {lines})",
    ),
}
"""Sentences by code, without a full stop."""


Parts = dict[str, str | Text]
"""What a sentence names, by the gap it fills."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that falls short.

    Attributes:
        code: Stable kebab-case name.
        parts: What its sentence names.
        location: Place in a source document, where there is one.
    """

    code: str
    parts: Mapping[str, str | Text]
    location: Location | None = None

    def into(self, language: Language) -> str:
        """The sentence in one language, without a full stop."""
        words = {name: part.into(language) if isinstance(part, Text) else part for name, part in self.parts.items()}
        return _SAYS[self.code].into(language).format_map(words)

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding as other mistakes of rule packs are reported."""
        return Diagnostic(self.code, f"{self.into('en')}.", self.location)


def line_range(first: int, last: int) -> str:
    """A range of lines as tables print it.

    >>> line_range(98, 105), line_range(7, 7)
    ('98-105', '7')
    """
    return f"{first}-{last}" if last != first else str(first)


def lines_in_words(*ranges: tuple[int, int]) -> Text:
    """Ranges of lines as sentences name them.

    >>> lines_in_words((7, 7)).en, lines_in_words((7, 7), (9, 10)).en
    ('line 7', 'lines 7, 9-10')
    """
    joined = ", ".join(line_range(first, last) for first, last in dict.fromkeys(ranges))
    return Text(f"dòng {joined}", f"line {joined}" if joined.isdecimal() else f"lines {joined}")
