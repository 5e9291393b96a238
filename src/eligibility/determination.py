"""The answer: determinations with status, standing, entitlements, reasons and clauses, under a receipt.

Plain frozen data whose JSON form is `schema/result.json`. Decides nothing and renders no sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import TypeAdapter

from eligibility.entitlement import (
    AwaitedInstrument,
    Dong,
    DongRange,
    Entitlement,
    InGroup,
    Payer,
    QuantityGranted,
    ShownBasis,
    if_empty,
    if_none,
)
from eligibility.model.programme import Standing
from eligibility.model.text import Confidence
from eligibility.verdict import Verdict

__all__ = [
    "AwaitedInstrument",
    "Clause",
    "Determination",
    "Dong",
    "DongRange",
    "Entitlement",
    "InGroup",
    "MembersCounted",
    "Options",
    "Payer",
    "Precedence",
    "QuantityGranted",
    "Question",
    "Reason",
    "Receipt",
    "Result",
    "ShownBasis",
    "Status",
    "Subject",
    "WhyNot",
    "result_schema",
]

FORMAT = 1
"""Number of the result format; grows when a reader of the old one would be misled."""


class Status(Enum):
    """The state of one programme for one subject."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class WhyNot(Enum):
    """Why a programme does not apply at all on that day and place.

    NOT_ENCODED: a law was or may have been in force, but this rulebook does not hold it.
    """

    ENDED = "ended"
    NOT_YET = "not_yet"
    DRAFT = "draft"
    OTHER_TERRITORY = "other_territory"
    NOT_ENCODED = "not_encoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A provision behind an answer.

    Attributes:
        instrument: Number of the instrument, or its name where it has none.
        provision: Place inside it.
        issued: Day it was signed.
        issuer: Who issued it.
        says: What it says, in our own words.
        confidence: How it was seen.
        role: `applied_by` for a clause that hands over to another.
    """

    instrument: str
    provision: str
    issued: Annotated[str | None, if_empty]
    issuer: Annotated[str | None, if_empty]
    says: str
    confidence: Confidence
    role: Annotated[Literal["applied_by"] | None, if_empty] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersCounted:
    """Members a condition was looked up for: those who meet it and those who might."""

    met: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition's verdict with what it rests on.

    Attributes:
        criterion: Its id.
        verdict: Met, not met or unknown.
        fact: The fact looked at, for a condition on one fact.
        value: Its value; None where unknown.
        members: For a condition on members: who meets it.
        programme: For a condition on another programme or group: its id.
        parts: For a named combination: the reasons inside.
        citation: Index of its clause among the citations.
        assumed: The value was assumed, not stated.
    """

    criterion: str
    verdict: Verdict
    fact: Annotated[str | None, if_empty] = None
    value: bool | str | int | list[str] | None = None
    members: Annotated[MembersCounted | None, if_empty] = None
    programme: Annotated[str | None, if_empty] = None
    parts: Annotated[tuple[Reason, ...], if_empty] = ()
    citation: Annotated[int | None, if_none] = None
    assumed: Annotated[bool | None, if_empty] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """An order among applicants, not a condition.

    Attributes:
        criterion: Id of an ordering criterion of the programme itself.
        encodes: Row of the clause inventory, where a provision of its own orders.
        verdict: Whether the subject goes first by it.
    """

    criterion: Annotated[str | None, if_empty] = None
    encodes: Annotated[str | None, if_empty] = None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose situation a determination speaks of.

    Attributes:
        household: Id of the household.
        member: Id of the member; None for a household's programme.
    """

    household: str
    member: Annotated[str | None, if_empty] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """One programme for one subject on one day.

    Attributes:
        programme: Id of the programme.
        version: First day of the version applied; None where none applies.
        encodes: Rows of the clause inventory it stands for.
        subject: Whose situation it speaks of.
        status: Its state.
        why: Why it does not apply.
        standing: What the provision promises, where it applies.
        shown: `note` for information that grants nothing.
        depends_on: Instruments it waits for.
        entitlements: What follows; empty unless eligible.
        lead: Agencies that handle it.
        citations: Clauses; everything else points into this list.
        reasons: Conditions in the order of the law.
        priority: Orders among applicants.
        ask: Facts whose answer could settle an open one.
        also_ask: Facts to verify that decide nothing.
        assumed: Facts whose assumed value mattered.
        caveats: Doubts for the reader.
        see: Provisions of other instruments that decide or hand over.
        notices: Remarks on the input that touch this answer.
        confidence: The weakest among what it rests on.
    """

    programme: str
    version: str | None
    encodes: tuple[str, ...]
    subject: Subject
    status: Status
    why: Annotated[WhyNot | None, if_empty] = None
    standing: Annotated[Standing | None, if_empty] = None
    shown: Annotated[Literal["note"] | None, if_empty] = None
    depends_on: Annotated[tuple[AwaitedInstrument, ...], if_empty] = ()
    entitlements: tuple[Entitlement, ...] = ()
    lead: tuple[str, ...] = ()
    citations: tuple[Clause, ...] = ()
    reasons: tuple[Reason, ...] = ()
    priority: tuple[Precedence, ...] = ()
    ask: tuple[str, ...] = ()
    also_ask: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    see: Annotated[tuple[str, ...], if_empty] = ()
    notices: Annotated[tuple[str, ...], if_empty] = ()
    confidence: Confidence = Confidence.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact worth asking.

    Attributes:
        fact: Full name, or `household.members` where the list of members is missing.
        subject: Id of the member, or of the household.
        settles: Number of open determinations that ask for this fact alone.
    """

    fact: str
    subject: str
    settles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Choices of the user that changed how the answer was reached.

    Attributes:
        assume: Whether silence was given the dictionary's meaning.
        issued: Pending instruments treated as issued, and from which day.
        known_at: Assessment date; law that became known later was ignored.
    """

    assume: bool = False
    issued: Mapping[str, str | Literal[True]] = field(default_factory=dict)
    known_at: Annotated[str | None, if_empty] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an answer was made from, so that it can be made again.

    Attributes:
        software: Version of the package.
        rulebook: Digest of the rules.
        input: Digest of the household as given.
        engine: Matcher that decided.
        at: Moment of the determination, with its offset.
        jurisdiction: Unit asked for.
        reference_date: Day asked for.
        options: Choices that changed the answer.
    """

    software: str
    rulebook: str
    input: str
    engine: Literal["household", "columnar", "durable"]
    at: str
    jurisdiction: str
    reference_date: str
    options: Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything determined for one household on one day and place.

    Attributes:
        format: Number of the format.
        receipt: What it was made from.
        determinations: In the order of the rulebook, then of the members.
        ask: Facts worth asking, the one that settles most first.
        notices: Remarks on the household, and on law that others may have added to, as a whole.
    """

    format: int
    receipt: Receipt
    determinations: tuple[Determination, ...]
    ask: tuple[Question, ...]
    notices: Annotated[tuple[str, ...], if_empty] = ()

    def model_dump(self) -> dict[str, Any]:
        """The result as plain data, as it stands in JSON."""
        plain: dict[str, Any] = _adapter().dump_python(self, mode="json", by_alias=True)
        return plain

    def model_dump_json(self, indent: int | None = None) -> str:
        """The result as JSON text, by `schema/result.json`."""
        return _adapter().dump_json(self, by_alias=True, indent=indent).decode()


@cache
def _adapter() -> TypeAdapter[Result]:
    return TypeAdapter(Result)


def result_schema() -> dict[str, Any]:
    """JSON Schema of a result."""
    return _adapter().json_schema(mode="serialization", by_alias=True)
