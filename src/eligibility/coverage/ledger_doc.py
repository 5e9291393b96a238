"""The shape of a ledger file."""

from typing import Annotated, Literal

from pydantic import Field

from eligibility.loading.documents import Document
from eligibility.loading.register_doc import LineRange
from eligibility.loading.scalars import String, Words

Model = Literal["rule", "info", "skip"]


class RowDocument(Document):
    """A row of the clause inventory.

    Attributes:
        id: As `encodes` names it.
        model: A rule is decided; info is shown as a note; skip grants nothing.
        echo_of: The row it only repeats.
        why: Of a row that is skipped or repeats another, the reason.
    """

    id: String
    model: Model
    echo_of: String | None = None
    why: Words | None = None


class SectionDocument(Document):
    """A stretch of the document.

    Attributes:
        section: Its number as printed, or a name in brackets.
        lines: First and last line.
        rows: Rows of the inventory found in it.
        rest: What else it holds and why that grants nothing.
        quantifies: Of an annex, rows whose planned figures stand here.
    """

    section: String
    lines: LineRange
    rows: list[RowDocument] = Field([])
    rest: Words | None = None
    quantifies: list[String] = Field([])


class LedgerDocument(Document):
    """A ledger. Its sections are read one by one, so that a broken one hides no other.

    Attributes:
        instrument: The document as citations name it.
        sections: Its sections, in its order.
    """

    instrument: String
    sections: Annotated[list[object], Field(min_length=1)]
