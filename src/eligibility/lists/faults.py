"""What can be wrong with a cell or row of a commune list, said in both languages with the way out.

Codes are stable and listed in docs/reference/errors.md. A text names at most the one value that is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eligibility.errors import Diagnostic
from eligibility.model.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell or row cannot be used.

    Attributes:
        code: Stable kebab-case name.
        wrong: What is wrong.
        right: What would be right.
    """

    code: str
    wrong: Text
    right: Text


_SHOWN_CHOICES = 12


def unknown_choice(shown: str, label: Text, accepted: Sequence[str], nearest: str | None) -> Fault:
    """The cell's words are none of the spellings known for this column."""
    some = ", ".join(accepted[:_SHOWN_CHOICES]) + (", …" if len(accepted) > _SHOWN_CHOICES else "")
    vi, en = f"Ghi một trong các giá trị: {some}.", f"Write one of: {some}."
    if nearest is not None:
        vi, en = f'Có phải là "{nearest}"? {vi}', f'Is "{nearest}" meant? {en}'
    return Fault(
        "unknown-choice",
        Text(
            vi=f'"{shown}" không phải là giá trị của cột {label.vi}',
            en=f'"{shown}" is not a value of the column {label.en}',
        ),
        Text(vi=vi, en=en),
    )


def unknown_boolean(shown: str, label: Text) -> Fault:
    """The cell is neither a yes nor a no."""
    return Fault(
        "unknown-boolean",
        Text(
            vi=f'"{shown}" ở cột {label.vi} không rõ là có hay không',
            en=f'"{shown}" in the column {label.en} is neither yes nor no',
        ),
        Text(
            vi="Ghi x, có hoặc 1 nếu có; không hoặc 0 nếu không; để trống nếu chưa biết.",
            en='Write "x", "có" or 1 for yes, "không" or 0 for no; leave it blank if unknown.',
        ),
    )


def not_a_whole_number(shown: str) -> Fault:
    """The cell is no count."""
    return Fault(
        "not-a-whole-number",
        Text(vi=f'"{shown}" không phải là số nguyên', en=f'"{shown}" is not a whole number'),
        Text(vi="Ghi số nguyên không âm, ví dụ 3.", en="Write a whole number from 0, such as 3."),
    )


def not_an_amount(shown: str) -> Fault:
    """The cell is no amount of whole đồng."""
    return Fault(
        "not-an-amount",
        Text(vi=f'"{shown}" không phải là số tiền đồng', en=f'"{shown}" is not an amount in đồng'),
        Text(vi="Ghi số đồng, ví dụ 1.500.000.", en="Write whole đồng, such as 1.500.000."),
    )


def contradictory_cells(label: Text, other: str) -> Fault:
    """Two cells of one row state different values of one fact."""
    return Fault(
        "contradictory-cells",
        Text(
            vi=f"Ô này và ô {other} ghi khác nhau về: {label.vi}",
            en=f"This cell and cell {other} differ on: {label.en}",
        ),
        Text(vi="Chỉ giữ lại giá trị đúng.", en="Keep only the value that is right."),
    )


def duplicate_member_number(other: str) -> Fault:
    """Two rows of a household have one member number."""
    return Fault(
        "duplicate-member-number",
        Text(
            vi=f"Số thứ tự thành viên này đã có ở ô {other} trong cùng hộ",
            en=f"This member number already stands in cell {other} of the same household",
        ),
        Text(
            vi="Xoá dòng nếu ghi trùng một người, hoặc đánh lại số thứ tự.",
            en="Remove the row if it repeats a person, or number the members anew.",
        ),
    )


def duplicate_citizen_number(other: str) -> Fault:
    """One citizen number stands on two rows of the list. The number itself is not repeated here."""
    return Fault(
        "duplicate-citizen-number",
        Text(vi=f"Số định danh này đã có ở ô {other}", en=f"This citizen number already stands in cell {other}"),
        Text(
            vi="Xoá dòng nếu ghi trùng một người, hoặc sửa số định danh.",
            en="Remove the row if it repeats a person, or correct the number.",
        ),
    )


def member_before_household() -> Fault:
    """A member's row stands where no household has begun."""
    return Fault(
        "member-before-household",
        Text(
            vi="Dòng thành viên đứng trước khi bắt đầu một hộ nên không biết thuộc hộ nào",
            en="The member's row stands before any household begins, so its household is unknown",
        ),
        Text(
            vi="Ghi số hộ cho dòng này, hoặc đưa dòng chủ hộ lên trên.",
            en="Write the household number on this row, or put the head's row above it.",
        ),
    )


def unclear_household(cause: str) -> Fault:
    """A row after which it is no longer known which household goes on."""
    return Fault(
        "unclear-household",
        Text(
            vi=f"Không biết dòng này thuộc hộ nào, vì ô {cause} không cho biết có bắt đầu hộ mới hay không",
            en=f"The household of this row is unknown, as cell {cause} does not say whether a new one begins",
        ),
        Text(
            vi=f"Sửa ô {cause}: ghi số hộ và quan hệ với chủ hộ.",
            en=f"Mend cell {cause}: write the household number and the relation to the head.",
        ),
    )


def missing_household_number() -> Fault:
    """A second head follows without a household number of its own."""
    return Fault(
        "missing-household-number",
        Text(
            vi="Dòng ghi chủ hộ nhưng không có số hộ, trong khi hộ phía trên đã có chủ hộ",
            en="The row names a head but no household number, and the household above already has a head",
        ),
        Text(
            vi="Ghi số hộ nếu là hộ mới, hoặc sửa quan hệ với chủ hộ.",
            en="Write the number if a new household begins, or correct the relation to the head.",
        ),
    )


def two_heads(other: str) -> Fault:
    """One household has two heads; most likely two households share a number by mistake."""
    return Fault(
        "two-heads",
        Text(vi=f"Hộ này có hai chủ hộ: ô này và ô {other}", en=f"This household has two heads: here and in {other}"),
        Text(
            vi="Tách thành hai hộ với số hộ khác nhau, hoặc sửa quan hệ với chủ hộ.",
            en="Make two households with numbers of their own, or correct the relation to the head.",
        ),
    )


def contradictory_household(label: Text, other: str) -> Fault:
    """Two rows of a household state different values of a household fact."""
    return Fault(
        "contradictory-household",
        Text(
            vi=f"Trong cùng một hộ, ô này và ô {other} ghi khác nhau về: {label.vi}",
            en=f"Within one household, this cell and cell {other} differ on: {label.en}",
        ),
        Text(
            vi="Ghi một giá trị cho cả hộ, tốt nhất ở dòng chủ hộ.",
            en="State one value for the household, best on the head's row.",
        ),
    )


def household_not_judged(cause: str) -> Fault:
    """The row itself is fine, but something else keeps its household from being judged."""
    return Fault(
        "household-not-judged",
        Text(vi=f"Hộ chưa xét được vì ô {cause}", en=f"The household cannot be judged because of cell {cause}"),
        Text(vi=f"Sửa ô {cause} rồi xét lại cả hộ.", en=f"Mend cell {cause}, then judge the household again."),
    )


def row_without_person() -> Fault:
    """A row that counts as one but says nothing of a person."""
    return Fault(
        "row-without-person",
        Text(vi="Dòng có số hộ nhưng không ghi người nào", en="The row has a household number but names nobody"),
        Text(vi="Ghi họ tên và ngày sinh, hoặc xoá dòng.", en="Write the name and birth date, or remove the row."),
    )


def refused_by_the_engine(diagnostic: Diagnostic, columns: Sequence[str]) -> Fault:
    """The household was read, but its statements contradict one another or cannot hold.

    Args:
        diagnostic: What the engine says, in English.
        columns: Titles of the list's columns that the cell runs against.
    """
    vi = "Ô này không khớp với các thông tin khác của hộ"
    if columns:
        vi = f"Ô này trái với điều suy ra từ cột {', '.join(columns)}"
    return Fault(
        diagnostic.code,
        Text(vi=vi, en=diagnostic.message.removesuffix(".")),
        Text(
            vi="Sửa các ô của hộ này cho thống nhất.",
            en=diagnostic.hint or "Make the cells of this household agree.",
        ),
    )
