"""What the lists of the rulebook look like on the wire: described here, written by the catalogue."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class Phrase(TypedDict):
    """Words in both languages."""

    vi: str
    en: str


class FactAnswer(TypedDict):
    """A fact that may be stated of a household or a member.

    `assume` is what silence means where assumptions are asked for; `derived` facts follow from others.
    """

    name: str
    type: Literal["boolean", "choice", "choices", "integer", "dong", "date", "years", "months", "text", "members"]
    label: Phrase
    question: Phrase | None
    choices: dict[str, Phrase]
    assume: bool | int | str | list[str] | None
    sensitive: bool
    derived: bool


class FactsAnswer(TypedDict):
    """Everything that can be asked."""

    facts: list[FactAnswer]


class ConditionAnswer(TypedDict):
    """A condition in words, with its provisions and the reading chosen where the text is ambiguous."""

    id: str | None
    says: Phrase
    cite: list[str]
    reading: Phrase | None


class BenefitAnswer(TypedDict):
    """What is granted, in words, with who pays and its provisions."""

    kind: str
    every: str | None
    basis: str | None
    says: Phrase
    payers: Phrase
    terms: list[Phrase]
    cite: list[str]


class PlanFigureAnswer(TypedDict):
    """A printed figure of a plan. Never a condition."""

    line: str
    count: int | None
    unit: str | None
    dong: int | None
    year: int | None


class DoubtAnswer(TypedDict):
    """A condition or doubt that is not evaluated, and what it does to the answer."""

    text: Phrase
    effect: Literal["caveat", "amount_unknown", "undetermined"]


class VersionAnswer(TypedDict):
    """A programme as it stood during one period; both days are included."""

    version: str | None
    effective_from: str | None
    effective_to: str | None
    standing: str
    note: bool
    encodes: list[str]
    cite: list[str]
    depends_on: str | None
    group: str | None
    conditions: list[ConditionAnswer]
    priority: list[ConditionAnswer]
    benefits: list[BenefitAnswer]
    plan: list[PlanFigureAnswer]
    lead: list[str]
    also_ask: list[str]
    refers_to: list[str]
    delegates_to: list[str]
    not_modelled: list[DoubtAnswer]
    reading: Phrase | None


class ProgrammeAnswer(TypedDict):
    """A programme with its versions."""

    id: str
    name: Phrase
    field: str
    granted_to: str
    jurisdiction: str
    draft: bool
    versions: list[VersionAnswer]


class ProgrammesAnswer(TypedDict):
    """Everything that can be granted."""

    programmes: list[ProgrammeAnswer]


class ProvisionAnswer(TypedDict):
    """A place in an instrument and what it says, in our own words."""

    provision: str
    says: Phrase


class ReplacementAnswer(TypedDict):
    """The instrument that replaced another, and the day."""

    instrument: str
    on: str


class InstrumentAnswer(TypedDict):
    """A legal document."""

    name: str
    number: str | None
    kind: str
    title: Phrase
    issuer: Phrase | None
    jurisdiction: str
    issued: str | None
    effective_from: str | None
    effective_to: str | None
    draft: bool
    replaced_by: ReplacementAnswer | None
    provisions: list[ProvisionAnswer]
    confidence: Literal["text", "secondary", "recalled"]


class AwaitedAnswer(TypedDict):
    """An instrument that programmes wait for; `issued` is null while it is not."""

    id: str
    label: Phrase
    issued: str | None


class InstrumentsAnswer(TypedDict):
    """The register of instruments, and those that are awaited."""

    instruments: list[InstrumentAnswer]
    awaited: list[AwaitedAnswer]


class CountsAnswer(TypedDict):
    """How much the rulebook holds."""

    programmes: int
    facts: int
    instruments: int


class PackAnswer(TypedDict):
    """A territory, and how many programmes its pack states."""

    id: str
    name: Phrase
    level: Literal["country", "province", "district", "town", "commune"]
    effective_from: str | None
    effective_to: str | None
    formed_from: list[str]
    programmes: int
    drafts: int


class SectionsAnswer(TypedDict):
    """Sections accounted for."""

    covered: int
    of: int


class RowsAnswer(TypedDict):
    """Rule rows encoded."""

    encoded: int
    of: int


class DocumentAnswer(TypedDict):
    """A document and how much of it is accounted for."""

    instrument: str
    name: Phrase
    sections: SectionsAnswer
    rule_rows: RowsAnswer


class CoverageAnswer(TypedDict):
    """How much of all documents is accounted for."""

    complete: bool
    sections: SectionsAnswer
    rule_rows: RowsAnswer
    documents: list[DocumentAnswer]
    without_ledger: list[str]


class RulebookAnswer(TypedDict):
    """The rules in use."""

    digest: str
    software: str
    counts: CountsAnswer
    packs: list[PackAnswer]
    coverage: CoverageAnswer
