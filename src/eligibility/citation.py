"""Where in the law a rule stands: instrument and provision, parsed strictly and printed back the same.

Knows the forms of Vietnamese legal references, not which instruments exist: that is the register's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_KINDS = (
    "Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|"
    "Kế hoạch|Đề án|Chương trình|Dự thảo Kế hoạch"
)
_ARTICLE = r"(?:điểm (?P<point>[a-zđ]\d?) )?(?:khoản (?P<clause>\d+[a-z]?) )?Điều (?P<article>\d+[a-z]?)"
_SECTION = (
    r"(?:dòng (?P<line>\d+)(?:-(?P<last_line>\d+))? )?"
    r"(?:mục (?P<section>[IVXLC]+(?:\.\d+)*|\d+(?:\.[0-9a-zđ]+)*) )?"
    r"(?:phần (?P<part>[IVXLC]+)|Phụ lục (?P<annex>\d+|[IVXLC]+))"
)
_INSTRUMENT = rf"(?P<instrument>(?:{_KINDS})(?: [^\W\d][^\d/]*?)?(?: \d[\w./-]*)?)"
_CITATION = re.compile(rf"(?:(?:{_ARTICLE}|{_SECTION}) )?{_INSTRUMENT}")


class CitationError(ValueError):
    """A text is not a legal reference in one of the accepted forms."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a provision of an instrument.

    Attributes:
        instrument: The instrument as the register names it, such as "Nghị định 20/2021/NĐ-CP".
        provision: The place inside it, such as "khoản 2 Điều 4" or "mục 3.2 phần II"; empty for the whole instrument.
        lines: First and last line of the stored text where a plan's bullet has no number of its own.
    """

    instrument: str
    provision: str = ""
    lines: tuple[int, int] | None = None

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read a citation.

        Raises:
            CitationError: The text has none of the accepted forms.

        >>> Citation.parse("điểm a khoản 5 Điều 5 Nghị định 20/2021/NĐ-CP").provision
        'điểm a khoản 5 Điều 5'
        >>> str(Citation.parse("dòng 92 mục 3.1 phần II Kế hoạch 2021/KH-UBND"))
        'dòng 92 mục 3.1 phần II Kế hoạch 2021/KH-UBND'
        """
        match = _CITATION.fullmatch(text)
        if match is None:
            message = (
                f'"{text}" is not a citation: write "điểm a khoản 2 Điều 5 Nghị định 20/2021/NĐ-CP" '
                'or "mục 3.2 phần II Kế hoạch 2021/KH-UBND"'
            )
            raise CitationError(message)
        instrument = match["instrument"]
        provision = text[: len(text) - len(instrument)].rstrip()
        lines = None
        if match["line"] is not None:
            first = int(match["line"])
            last = int(match["last_line"] or first)
            if last < first:
                message = f'"{text}": line {last} comes before line {first}'
                raise CitationError(message)
            lines = (first, last)
            provision = provision.split(" ", 2)[2]
        return cls(instrument=instrument, provision=provision, lines=lines)

    @property
    def place(self) -> str:
        """The place inside the instrument as printed, with its lines."""
        if self.lines is None:
            return self.provision
        first, last = self.lines
        return f"dòng {first}{f'-{last}' if last != first else ''} {self.provision}"

    def __str__(self) -> str:
        return f"{self.place} {self.instrument}".lstrip()
