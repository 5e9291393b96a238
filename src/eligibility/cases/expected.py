"""The shape of an expected answer: what a case says the law gives.

Keys and values of an answer are those of the result. A key that is not given is not checked, so documents remember
which keys were (`model_fields_set`); a given `null` expects nothing there.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from eligibility.determination import Status, WhyNot
from eligibility.loading.documents import TEXT_SCHEMA, WHOLE_SCHEMA, Document, Shorthand
from eligibility.loading.scalars import Flag, Kebab, Snake, String, Whole, read_day
from eligibility.model.benefit import BenefitKind, Payee, Rhythm, Source
from eligibility.model.programme import Standing
from eligibility.model.text import Confidence
from eligibility.verdict import Verdict

IssuedOn = date | Literal[True] | None
"""A day, true for every day, None for not (yet)."""


def read_issue(value: object) -> IssuedOn:
    """Read what is said of an instrument's issue: a day, true, or nothing."""
    if value is None or isinstance(value, date):
        return value
    return True if value is True or value == "true" else read_day(value)


ISSUE_SCHEMA: dict[str, Any] = {"type": ["string", "boolean", "null"]}


class Span(Document):
    """Expected đồng.

    Attributes:
        value: One sum.
        from_: Least đồng.
        to: Greatest; `null` where nothing bounds it.
    """

    value: Annotated[Whole | None, WithJsonSchema({"not": {}})] = None
    from_: Whole | None = Field(None, alias="from")
    to: Whole | None = None


Dong = Annotated[Span, Shorthand("value", WHOLE_SCHEMA)]


class ExpectedAwaited(Document):
    """An instrument waited for.

    Attributes:
        instrument: Its id.
        issued: Day of its issue, true where no day is known, `null` while it is not; open where the key is absent.
    """

    instrument: Snake
    issued: Annotated[IssuedOn, PlainValidator(read_issue), WithJsonSchema(ISSUE_SCHEMA)] = None


def _listed(value: object) -> object:
    """One instrument as a list of one."""
    return [value] if isinstance(value, str) else value


Awaited = Annotated[
    list[Annotated[ExpectedAwaited, Shorthand("instrument", TEXT_SCHEMA)]],
    BeforeValidator(_listed, json_schema_input_type=str | list[str | ExpectedAwaited]),
]


class ExpectedPayer(Document):
    """One payer's part. The payer itself says which part is meant.

    Attributes:
        source: The payer.
        either: Payers among whom the text leaves it open.
        by_households: Percentage of households by payer.
        dong: The part.
        percent: Share as the text states it.
        at_ceiling: The part is that of the greatest amount.
        depends_on: Instruments it waits for: exactly these, ids or `{instrument, issued}`.
    """

    source: Source | None = None
    either: list[Source] | None = None
    by_households: dict[Source, String] | None = None
    dong: Dong | None = None
    percent: String | None = None
    at_ceiling: Flag | None = None
    depends_on: Awaited | None = None


class ExpectedGroup(Document):
    """How an entitlement fares among those it competes with.

    Attributes:
        id: The group.
        state: kept, absorbed, open or alternative.
        with_: The other programmes concerned.
        dong: What the subject draws from the group as a whole.
        chosen_by: Who chooses.
    """

    id: Kebab | None = None
    state: Literal["kept", "absorbed", "open", "alternative"] | None = None
    with_: list[String] | None = Field(None, alias="with")
    dong: Dong | None = None
    chosen_by: Literal["household", "authority"] | None = None


Why = Literal[
    "ended",
    "not_yet",
    "draft",
    "other_territory",
    "not_encoded",
    "not_stated",
    "in_kind",
    "unknown_fact",
    "no_value_on_date",
    "in_doubt",
]


class ExpectedQuantity(Document):
    """Goods.

    Attributes:
        number: How many.
        unit: Of what, in Vietnamese.
    """

    number: String | None = None
    unit: String | None = None


class ExpectedPrecedence(Document):
    """An order among applicants.

    Attributes:
        criterion: Id of an ordering criterion of the programme itself.
        encodes: Row of the inventory, where a provision of its own orders.
        verdict: Whether the subject goes first by it.
    """

    criterion: String | None = None
    encodes: String | None = None
    verdict: Verdict


class ExpectedEntitlement(Document):
    """One thing that follows from eligibility.

    Attributes:
        kind: What sort of thing.
        dong: Đồng, `{from, to}`, or `null` for no figure.
        why: Why the programme does not apply, or why there is no figure.
        basis: Where the figure comes from.
        every: Rhythm.
        working: How the figure was reached.
        at_most_times: Greatest number of payments.
        quantity: Number of goods, or `{number, unit}`.
        repay_percent: Percentage taken back.
        paid_to: Who receives it, where that is not the subject.
        payable_from: First month of payment.
        funding: Payers, all of them, in any order.
        group: Its state among those it competes with, or more about it.
    """

    kind: BenefitKind | None = None
    dong: Dong | None = None
    why: Why | None = None
    basis: Literal["text", "planned", "derived", "ceiling", "floor"] | None = None
    every: Rhythm | None = None
    working: String | None = None
    at_most_times: Whole | None = None
    quantity: Annotated[ExpectedQuantity, Shorthand("number", TEXT_SCHEMA)] | None = None
    repay_percent: String | None = None
    paid_to: Payee | None = None
    payable_from: String | None = None
    funding: list[ExpectedPayer] | None = None
    group: Annotated[ExpectedGroup, Shorthand("state", TEXT_SCHEMA)] | None = None


class ExpectedAnswer(ExpectedEntitlement):
    """What the law answers for one subject. Keys of an entitlement stand here where there is just one.

    Attributes:
        status: eligible, ineligible, undetermined or not_applicable.
        standing: What the provision promises.
        version: First day of the version applied.
        shown: note, for information that grants nothing.
        not_met: Conditions that fail, seen from the top: exactly these.
        unknown: Conditions that stay open, seen from the top: exactly these.
        ask: Facts to ask: exactly these.
        also_ask: Facts to verify that decide nothing: exactly these.
        assumed: Facts whose assumed value mattered: exactly these.
        depends_on: Instruments waited for: exactly these, ids or `{instrument, issued}`.
        priority: Orders among applicants: exactly these, in any order.
        caveats: Number of doubts shown.
        see: Instruments and programmes referred to: exactly these.
        encodes: Rows of the inventory it stands for: exactly these.
        confidence: The weakest among what it rests on.
        entitlements: One expectation per benefit, in the order of the rules.
    """

    status: Status | None = None
    standing: Standing | None = None
    version: String | None = None
    shown: Literal["note"] | None = None
    not_met: list[String] | None = None
    unknown: list[String] | None = None
    ask: list[String] | None = None
    also_ask: list[String] | None = None
    assumed: list[String] | None = None
    depends_on: Awaited | None = None
    priority: list[ExpectedPrecedence] | None = None
    caveats: Whole | None = None
    see: list[String] | None = None
    encodes: list[String] | None = None
    confidence: Confidence | None = None
    entitlements: list[ExpectedEntitlement] | None = None


Listed = str | dict[str, list[String]]
"""A programme of which some subject has the status, or `{programme: [subjects]}`, who are just these."""


class ExpectedList(Document):
    """What a household is due as a whole.

    Attributes:
        eligible: Programmes of which somebody is eligible.
        undetermined: Programmes that are open for somebody.
        ineligible: Programmes of which somebody is ineligible.
        not_applicable: Programmes that do not apply on that day and place.
        exhaustive: Nothing else is eligible or open.
    """

    eligible: list[Listed] | None = None
    undetermined: list[Listed] | None = None
    ineligible: list[Listed] | None = None
    not_applicable: list[Listed] | None = None
    exhaustive: Flag = False


WHY_NOT = frozenset(why.value for why in WhyNot)
"""Reasons why a programme does not apply; the other words of `why` speak of a figure."""
