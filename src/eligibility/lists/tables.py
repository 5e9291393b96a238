"""The tables of a result file, whatever format they are written in.

Knows judged rows and the list as read; not workbooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eligibility.lists.commune_list import CommuneList
from eligibility.lists.judged import STATUS_WORDS, JudgedRow, ResultReceipt, summarise
from eligibility.model.text import Language, Text

Value = str | int | None
"""A cell on the way out."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Title and width of a column.

    Attributes:
        title: Its title.
        width: Its width in characters.
    """

    title: Text
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        slug: Part of a file's name where every table is a file.
        name: Title of its sheet.
        headings: Its columns.
        rows: Its rows.
    """

    slug: str
    name: Text
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Value]]


def result_tables(
    rows: Sequence[JudgedRow], source: CommuneList, receipt: ResultReceipt, language: Language
) -> tuple[Table, ...]:
    """All tables of a result, in the order of the sheets.

    Args:
        rows: Everything judged.
        source: The list as read.
        receipt: By what it was judged.
        language: Language of the words we add.
    """
    return (
        _summary(rows),
        _results(rows, language),
        _to_ask(rows),
        _rejected(source, language),
        _about(source, receipt, language),
    )


_HOUSEHOLD = Heading(Text(vi="Số hộ", en="Household"), 12)
_MEMBER = Heading(Text(vi="Thành viên", en="Member"), 11)
_LABEL = Heading(Text(vi="Dòng trong danh sách", en="Row of the list"), 30)
_PROGRAMME = Heading(Text(vi="Mã chương trình", en="Programme id"), 26)
_PROGRAMME_NAME = Heading(Text(vi="Chương trình", en="Programme"), 46)
_STATUS = Heading(Text(vi="Kết quả", en="Answer"), 18)
_STANDING = Heading(Text(vi="Tính chất", en="Standing"), 26)
_KIND = Heading(Text(vi="Loại hỗ trợ", en="Kind of benefit"), 22)
_LOW = Heading(Text(vi="Đồng (từ)", en="Đồng (from)"), 18)
_HIGH = Heading(Text(vi="Đồng (đến)", en="Đồng (to)"), 18)
_EVERY = Heading(Text(vi="Kỳ", en="Every"), 12)
_BASIS = Heading(Text(vi="Cơ sở của số tiền", en="Basis of the amount"), 22)
_PAYERS = Heading(Text(vi="Nguồn chi", en="Paid by"), 34)
_CLAUSE = Heading(Text(vi="Điều khoản", en="Clause"), 44)
_TO_ASK = Heading(Text(vi="Cần hỏi thêm", en="To ask"), 60)


def _results(rows: Sequence[JudgedRow], language: Language) -> Table:
    headings = (
        *(_HOUSEHOLD, _MEMBER, _LABEL, _PROGRAMME, _PROGRAMME_NAME, _STATUS, _STANDING, _KIND),
        *(_LOW, _HIGH, _EVERY, _BASIS, _PAYERS, _CLAUSE, _TO_ASK),
    )
    words = {status: text.into(language) for status, text in STATUS_WORDS.items()}
    lines = [
        (
            *(row.household, row.member, row.label, row.programme, row.programme_name),
            *(words[row.status], row.standing, row.kind, row.dong_low, row.dong_high),
            *(row.every, row.basis, row.payers, row.clause, row.to_ask),
        )
        for row in rows
    ]
    return Table("results", Text(vi="Kết quả", en="Results"), headings, lines)


def _summary(rows: Sequence[JudgedRow]) -> Table:
    headings = (
        _PROGRAMME,
        _PROGRAMME_NAME,
        Heading(Text(vi="Đủ điều kiện", en="Eligible"), 14),
        Heading(Text(vi="Chưa xác định", en="Undetermined"), 15),
        *(_STANDING, _KIND, _EVERY, _BASIS),
        Heading(Text(vi="Số lượt", en="Lines"), 10),
        *(_LOW, _HIGH),
        Heading(Text(vi="Không có số tiền", en="Without amount"), 17),
        _CLAUSE,
    )
    lines: list[Sequence[Value]] = []
    for programme, summary in summarise(rows).items():
        counts: list[Value] = [len(summary.eligible), len(summary.undetermined)]
        for (standing, kind, basis, every), line in summary.lines.items():
            known = line.count > line.without_amount
            amounts: list[Value] = [line.dong_low, line.dong_high] if known else [None, None]
            lines.append(
                [
                    *(programme, summary.name, *counts, standing, kind, every, basis, line.count),
                    *(*amounts, line.without_amount, summary.clause),
                ]
            )
            counts = [None, None]
        if not summary.lines:
            empty: list[Value] = [None] * 8
            lines.append([programme, summary.name, *counts, *empty, summary.clause])
    return Table("summary", Text(vi="Tổng hợp", en="Summary"), headings, lines)


def _to_ask(rows: Sequence[JudgedRow]) -> Table:
    headings = (_HOUSEHOLD, _MEMBER, _LABEL, _TO_ASK, _PROGRAMME, _PROGRAMME_NAME, _CLAUSE)
    open_rows = (row for row in rows if row.status == "undetermined")
    lines = dict.fromkeys(
        (row.household, row.member, row.label, row.to_ask, row.programme, row.programme_name, row.clause)
        for row in open_rows
    )
    return Table("to-ask", Text(vi="Cần hỏi", en="To ask"), headings, list(lines))


def _rejected(source: CommuneList, language: Language) -> Table:
    headings = (
        Heading(Text(vi="Trang tính", en="Sheet"), 18),
        Heading(Text(vi="Dòng", en="Row"), 8),
        Heading(Text(vi="Ô", en="Cell"), 8),
        Heading(Text(vi="Giá trị", en="Value"), 20),
        Heading(Text(vi="Sai ở đâu", en="What is wrong"), 60),
        Heading(Text(vi="Thế nào là đúng", en="What would be right"), 60),
        _HOUSEHOLD,
        Heading(Text(vi="Mã lỗi", en="Code"), 26),
    )
    lines = [
        (
            *(row.sheet, row.row, row.cell, row.value, row.wrong.into(language), row.right.into(language)),
            *(row.household, row.code),
        )
        for row in source.rejected
    ]
    return Table("rejected", Text(vi="Dòng bị trả lại", en="Rejected rows"), headings, lines)


_DISCLAIMER = Text(
    vi=(
        "Đây là kết quả sàng lọc để cán bộ kiểm tra, không phải là quyết định. "
        "Việc công nhận, hưởng chính sách do cơ quan có thẩm quyền quyết định theo hồ sơ."
    ),
    en=(
        "This is the result of a screening for an officer to check, not a decision. "
        "The competent authority decides on the file."
    ),
)
_INCOMPLETE = Text(
    vi=(
        "Dòng bị trả lại không được xét. Các thành viên còn lại của hộ được xét như hộ chưa ghi đủ người, "
        "nên điều kiện về thành viên có thể chưa xác định."
    ),
    en=(
        "Rejected rows are not judged. The other members of the household are judged as an incomplete household, "
        "so that conditions on its members may stay undetermined."
    ),
)
_NO_TOTAL = Text(
    vi="Không cộng số tiền khác loại, khác tính chất, khác kỳ: cho vay, hỗ trợ, khoản chờ nghị quyết là khác nhau.",
    en="Amounts of different kind, standing or period are never added: loans, grants and pending money differ.",
)
_NOT_USED = Text(vi="không dùng", en="not used")
_SAID = Text(vi=" (chọn tay)", en=" (chosen by hand)")
_NOT_KNOWN = Text(vi="không nhận ra, không dùng", en="not recognised, not used")


def _about(source: CommuneList, receipt: ResultReceipt, language: Language) -> Table:
    headings = (Heading(Text(vi="Mục", en="Item"), 34), Heading(Text(vi="Nội dung", en="Content"), 110))
    lines: list[tuple[Text | str, Text | Value]] = [
        (Text(vi="Lưu ý", en="Note"), _DISCLAIMER),
        (Text(vi="Phần mềm", en="Software"), f"eligibility {receipt.software}"),
        (Text(vi="Bộ quy tắc", en="Rulebook"), receipt.rulebook),
        (Text(vi="Danh sách", en="List"), Path(source.file).name),
        (Text(vi="Mã kiểm tra của danh sách", en="Digest of the list"), source.digest),
        (Text(vi="Lập lúc", en="Computed at"), receipt.at),
        (Text(vi="Địa bàn", en="Jurisdiction"), receipt.jurisdiction),
        (Text(vi="Ngày xét", en="Reference date"), receipt.reference_date),
        (Text(vi="Tuỳ chọn", en="Options"), receipt.options),
        (Text(vi="Số dòng trong danh sách", en="Rows in the list"), source.rows_in),
        (Text(vi="Số dòng được xét", en="Rows judged"), source.rows_judged),
        (Text(vi="Số dòng bị trả lại", en="Rows rejected"), source.rows_reported),
        (Text(vi="Số hộ được xét", en="Households judged"), len(source.households)),
        (Text(vi="Về dòng bị trả lại", en="On rejected rows"), _INCOMPLETE),
        (Text(vi="Về số tiền", en="On amounts"), _NO_TOTAL),
        *((Text(vi="Về quy định", en="On the law"), notice) for notice in receipt.notices),
    ]
    lines.extend(
        (Text(vi=f"Ghi chú: {notice.place}", en=f"Notice: {notice.place}"), notice.text) for notice in source.notices
    )
    for column in source.columns:
        place = Text(vi=f"Cột {column.sheet}!{column.letter}", en=f"Column {column.sheet}!{column.letter}")
        used = Text(column.fact, column.fact) if column.fact else _NOT_USED if column.role else _NOT_KNOWN
        hint = "" if column.suggestion is None else f". {column.suggestion.into(language)}"
        by = _SAID.into(language) if column.is_said else ""
        lines.append((place, f"{column.title} → {used.into(language)}{by}{hint}"))
    return Table(
        "about",
        Text(vi="Về kết quả này", en="About this result"),
        headings,
        [(_in(item, language), _in(content, language)) for item, content in lines],
    )


def _in(value: Text | Value, language: Language) -> Value:
    return value.into(language) if isinstance(value, Text) else value
