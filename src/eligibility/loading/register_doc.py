"""The shapes of rules/instruments.yaml and rules/jurisdictions.yaml."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from eligibility.loading.documents import Document
from eligibility.loading.scalars import Cite, Cites, Day, Kebab, Snake, String, Whole, Words
from eligibility.model.instrument import InstrumentKind
from eligibility.model.jurisdiction import Level
from eligibility.model.text import Confidence

_RANGE: dict[str, Any] = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}


def _ranges(value: object) -> object:
    return [value] if isinstance(value, list) and value and not isinstance(value[0], list) else value


LineRange = Annotated[list[Whole], Field(min_length=2, max_length=2)]
Lines = Annotated[
    list[LineRange],
    BeforeValidator(_ranges),
    WithJsonSchema({"anyOf": [_RANGE, {"type": "array", "items": _RANGE, "minItems": 1}]}),
]


class ProvisionDocument(Document):
    """One provision of an instrument.

    Attributes:
        lines: First and last line of the stored document, or a list of such pairs.
        says: What it says, in our own words.
    """

    lines: Lines | None = None
    says: Words


class ReplacementDocument(Document):
    """What replaced an instrument.

    Attributes:
        by: The instrument.
        from_: First day of the new one.
    """

    by: String
    from_: Day = Field(alias="from")


class SourceDocument(Document):
    """The stored text of an instrument.

    Attributes:
        file: File name.
        lines: Number of its lines.
    """

    file: String
    lines: Whole


class InstrumentDocument(Document):
    """A legal document.

    Attributes:
        number: Official number.
        kind: What sort of document.
        title: What it is about.
        issuer: Who issued it.
        jurisdiction: Unit it is issued for.
        issued: Day it was signed.
        effective_from: First day in force.
        effective_to: Last day in force.
        status: A draft is never in force.
        replaced_by: What replaced it, and from when.
        confidence: How its own dates were seen.
        source: The stored text.
        provisions: By place, such as "khoản 2 Điều 4".
    """

    number: String | None = None
    kind: InstrumentKind
    title: Words
    issuer: Words | None = None
    jurisdiction: Kebab
    issued: Day | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    status: Literal["in_force", "draft"] = "in_force"
    replaced_by: ReplacementDocument | None = None
    confidence: Confidence = Confidence.TEXT
    source: SourceDocument | None = None
    provisions: dict[String, ProvisionDocument] = Field(default_factory=dict)


class PendingDocument(Document):
    """An instrument that programmes wait for.

    Attributes:
        label: What it is.
        awaited_by: The provision that announces it.
        issued: Day it was issued, once it is.
    """

    label: Words
    awaited_by: Cite | None = None
    issued: Day | None = None


class InstrumentsDocument(Document):
    """The register of instruments.

    Attributes:
        instruments: By the name citations use.
        pending: Instruments awaited, by id.
    """

    instruments: dict[String, InstrumentDocument]
    pending: dict[Snake, PendingDocument] = Field(default_factory=dict)


class ParentDocument(Document):
    """The unit another one lies in.

    Attributes:
        unit: Its id.
        from_: First day.
        to: Last day.
    """

    unit: Kebab
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None


class UnitDocument(Document):
    """A territory.

    Attributes:
        name: For readers.
        level: Its level.
        parents: Units it lies in, by period.
        from_: First day it existed; `null` where it existed before any rule held here.
        to: Last day it existed.
        formed_from: Units it was made of.
        at_end: What happens to its instruments when it ends.
        cite: What founded or ended it.
        confidence: How the dates were seen.
    """

    name: Words
    level: Level
    parents: tuple[ParentDocument, ...] = ()
    from_: Annotated[Day | None, WithJsonSchema({"type": ["string", "null"]})] = Field(None, alias="from")
    to: Day | None = None
    formed_from: tuple[Kebab, ...] = ()
    at_end: Literal["lapse", "continue", "not_found"] = "not_found"
    cite: Cites | None = None
    confidence: Confidence = Confidence.TEXT


class JurisdictionsDocument(Document):
    """Territories.

    Attributes:
        units: By id.
    """

    units: dict[Kebab, UnitDocument]
