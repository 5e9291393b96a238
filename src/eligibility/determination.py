"""The answer: determinations with status, standing, entitlements, reasons and clauses, under a receipt.

Plain frozen data whose JSON form is `schema/result.json`. Decides nothing and renders no sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, partial
from operator import is_, not_
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from eligibility.model.benefit import Basis, BenefitKind, Payee, Rhythm, Source
from eligibility.model.programme import Standing
from eligibility.model.text import Confidence
from eligibility.verdict import Verdict

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


# Built-in predicates: pydantic calls them for every field of every determination.
if_none = Field(exclude_if=partial(is_, None))
"""Marks a field that is left out of the JSON form while it is None."""
if_empty = Field(exclude_if=not_)
"""Marks a field that is left out of the JSON form while it is empty, or not set."""


ShownBasis = Basis | Literal["ceiling", "floor"]
"""Where a figure comes from: the text, a plan, our arithmetic, or a bound the text sets."""


@dataclass(frozen=True, slots=True)
class DongRange:
    """Money known only within bounds.

    Attributes:
        low: Least đồng; `from` on the wire.
        high: Greatest đồng, or None where nothing bounds it; `to` on the wire.
    """

    low: Annotated[int, Field(serialization_alias="from")]
    high: Annotated[int | None, Field(serialization_alias="to")]


Dong = int | DongRange
"""Exact đồng, or a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedInstrument:
    """An instrument a promise or a payer's part waits for.

    Attributes:
        instrument: Its id.
        issued: Day it was issued; `true` where it was said to be issued without a day; None while it is not.
        due: Day by which the text says it should come.
    """

    instrument: str
    issued: str | Literal[True] | None = None
    due: Annotated[str | None, if_empty] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """One payer's part.

    Attributes:
        source: The payer, where one is named.
        either: Possible payers, where the text leaves it open.
        by_households: Percentage of households by payer, where a plan divides households and not this one's money.
        dong: The part; None where the split or the amount is not stated.
        percent: Share as the text states it.
        at_ceiling: The part is that of the greatest amount; below it the split is not stated.
        depends_on: Instruments this part waits for.
    """

    source: Annotated[Source | None, if_empty] = None
    either: Annotated[tuple[Source, ...], if_empty] = ()
    by_households: Annotated[Mapping[Source, str], if_empty] = field(default_factory=dict)
    dong: Annotated[Dong | None, if_none] = None
    percent: Annotated[str | None, if_empty] = None
    at_ceiling: Annotated[bool | None, if_empty] = None
    depends_on: Annotated[tuple[AwaitedInstrument, ...], if_empty] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InGroup:
    """How an entitlement fares among those it competes with.

    Attributes:
        id: The group.
        rule: `highest_only` or `choose_one`.
        state: Kept, absorbed by a higher one, still open, or one of several alternatives.
        with_: The other programmes concerned; `with` on the wire.
        dong: What the subject draws from the group as a whole.
        chosen_by: Who chooses.
        citation: Index of the group's clause among the citations.
    """

    id: str
    rule: Literal["highest_only", "choose_one"]
    state: Literal["kept", "absorbed", "open", "alternative"]
    with_: Annotated[tuple[str, ...], Field(serialization_alias="with")]
    dong: Dong | None
    chosen_by: Annotated[Literal["household", "authority"] | None, if_empty] = None
    citation: Annotated[int | None, if_none] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityGranted:
    """Goods: a number of units per occasion."""

    number: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """One thing that follows from eligibility. Eligible is not yet entitled: the standing says what it is worth.

    Attributes:
        kind: What sort of thing.
        dong: Money per payment; None where none is stated or computable.
        why: Why `dong` is None: `not_stated`, `in_kind`, `unknown_fact`, `no_value_on_date`, `in_doubt`.
        basis: Whether the figure is the text's, a plan's, computed, a ceiling or a floor.
        every: Rhythm.
        at_most_times: Greatest number of payments.
        quantity: Goods instead of money.
        working: How the figure was reached.
        funding: Payers.
        repay_percent: What part of the amount received is taken back.
        terms: Conditions shown beside it.
        paid_to: Who receives it, where that is not the subject.
        payable_from: First month of payment, or in words.
        group: How it fares among those it competes with.
        citations: Indexes of its clauses, where they are not the programme's.
    """

    kind: BenefitKind
    dong: Dong | None
    why: Annotated[str | None, if_empty] = None
    basis: Annotated[ShownBasis | None, if_empty] = None
    every: Annotated[Rhythm | None, if_empty] = None
    at_most_times: Annotated[int | None, if_none] = None
    quantity: Annotated[QuantityGranted | None, if_empty] = None
    working: Annotated[str | None, if_empty] = None
    funding: Annotated[tuple[Payer, ...], if_empty] = ()
    repay_percent: Annotated[str | None, if_empty] = None
    terms: Annotated[tuple[str, ...], if_empty] = ()
    paid_to: Annotated[Payee | None, if_empty] = None
    payable_from: Annotated[str | None, if_empty] = None
    group: Annotated[InGroup | None, if_empty] = None
    citations: Annotated[tuple[int, ...], if_empty] = ()


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
        notices: Remarks on the input as a whole.
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
