"""The shapes of what a programme grants: amounts, funding, benefits."""

from typing import Annotated, Literal

from pydantic import Field

from eligibility.loading.documents import (
    TEXT_SCHEMA,
    WHOLE_SCHEMA,
    CriterionDocument,
    Document,
    Shorthand,
    StandardReferenceDocument,
)
from eligibility.loading.scalars import Cites, Exact, Snake, String, Whole, Words
from eligibility.model.benefit import Basis, BenefitKind, Payee, Rhythm, Source
from eligibility.model.text import Confidence


class CoefficientItemDocument(Document):
    """One coefficient of a list.

    Attributes:
        when: Where it applies; absent on a last one that catches the rest.
        value: The coefficient or percentage.
        cite: Provision or list of provisions.
    """

    when: CriterionDocument | None = None
    value: Exact
    cite: Cites | None = None


class CoefficientDocument(Document):
    """A coefficient, or a list it is picked from.

    Attributes:
        value: The coefficient itself.
        first_of: The first that applies.
        highest_of: The greatest that applies.
    """

    value: Exact | None = None
    first_of: list[CoefficientItemDocument] | None = None
    highest_of: list[CoefficientItemDocument] | None = None


Coefficient = Annotated[CoefficientDocument, Shorthand("value", TEXT_SCHEMA)]


class SpanDocument(Document):
    """Đồng from a least to a greatest sum.

    Attributes:
        from_: Least.
        to: Greatest.
        value: One sum.
    """

    from_: Whole | None = Field(None, alias="from")
    to: Whole | None = None
    value: Whole | None = None


class PerMemberDocument(Document):
    """Members that multiply an amount.

    Attributes:
        where: Which members; all of them unless stated.
        linked_by: Only members whose fact of type members names the subject.
    """

    where: CriterionDocument | None = None
    linked_by: String | None = None


class RoundDocument(Document):
    """A rounding the text names.

    Attributes:
        to: Step in đồng.
    """

    to: Whole


Amount = Annotated["AmountDocument", Shorthand("dong", WHOLE_SCHEMA)]


class AmountDocument(Document):
    """An amount. Exactly one of dong, percent, times, first_of, highest_of, lowest_of, up_to, at_least.

    Attributes:
        dong: Đồng, or from and to.
        percent: Percentage of `of`.
        times: Coefficient of `of`.
        of: A standard, or a fact in đồng.
        first_of: The first amount that applies.
        highest_of: The greatest amount that applies.
        lowest_of: The least amount that applies.
        up_to: At most this (tối đa).
        at_least: At least this (tối thiểu).
        less: Subtracted, never below zero.
        per_member: Multiplied by a number of members.
        round: Rounding the text names.
    """

    dong: Annotated[SpanDocument, Shorthand("value", WHOLE_SCHEMA)] | None = None
    percent: Coefficient | None = None
    times: Coefficient | None = None
    of: Annotated[StandardReferenceDocument, Shorthand("standard", TEXT_SCHEMA)] | None = None
    first_of: list["AmountItemDocument"] | None = None
    highest_of: list["AmountItemDocument"] | None = None
    lowest_of: list["AmountItemDocument"] | None = None
    up_to: Amount | None = None
    at_least: Amount | None = None
    less: Amount | None = None
    per_member: PerMemberDocument | None = None
    round: RoundDocument | None = None


class AmountItemDocument(AmountDocument):
    """One amount of a list.

    Attributes:
        when: Where it applies; absent on a last one that catches the rest.
    """

    when: CriterionDocument | None = None


class QuantityDocument(Document):
    """Goods rather than money.

    Attributes:
        number: How many.
        unit: Of what.
        per_member: Multiplied by a number of members.
    """

    number: Exact
    unit: Words
    per_member: PerMemberDocument | None = None


class WaitDocument(Document):
    """A pending instrument waited for.

    Attributes:
        instrument: Its id.
    """

    instrument: Snake


class FundingDocument(Document):
    """One payer's part.

    Attributes:
        source: The payer.
        either: Payers among whom the text leaves it open.
        percent: Share of the amount.
        dong: Fixed part.
        depends_on: Instrument this part waits for.
        by_households: The plan divides households among payers: percentages of households.
    """

    source: Source | None = None
    either: list[Source] | None = None
    percent: Exact | None = None
    dong: Whole | None = None
    depends_on: WaitDocument | None = None
    by_households: dict[Source, Exact] | None = None


class RepayDocument(Document):
    """What is taken back.

    Attributes:
        percent: Percentage.
        base: Of what.
    """

    percent: Exact
    base: Literal["received"] = "received"


class TermDocument(Document):
    """A condition shown, not computed.

    Attributes:
        text: The condition.
        when: For whom; everybody unless stated.
        cite: Provision or list of provisions.
    """

    text: Words
    when: CriterionDocument | None = None
    cite: Cites | None = None


class MonthOfDocument(Document):
    """A month named by a fact.

    Attributes:
        word: decision_month or reached_month.
        month_of: A date fact whose month counts.
    """

    word: Literal["decision_month", "reached_month"] | None = None
    month_of: String | None = None


class PayableDocument(Document):
    """First month of payment.

    Attributes:
        from_: decision_month, reached_month, or `{month_of: FACT}`.
        cite: Provision or list of provisions.
    """

    from_: Annotated[MonthOfDocument, Shorthand("word", {"enum": ["decision_month", "reached_month"]})] = Field(
        alias="from"
    )
    cite: Cites | None = None


class BenefitDocument(Document):
    """One thing a programme grants.

    Attributes:
        kind: What sort of thing.
        amount: Formula in đồng; absent where the text states none.
        quantity: Goods instead of money.
        every: Rhythm.
        at_most_times: Greatest number of payments.
        basis: Whether the figure is the text's, a plan's unit cost or average, or computed by us.
        funding: Payers.
        repay: What is taken back.
        terms: Conditions shown beside the amount.
        paid_to: Who receives it, where that is not the subject.
        payable: First month of payment.
        cite: Provision or list of provisions of its figures, where they stand elsewhere than the version's.
        confidence: How the figures were seen.
    """

    kind: BenefitKind
    amount: Amount | None = None
    quantity: QuantityDocument | None = None
    every: Rhythm | None = None
    at_most_times: Whole | None = None
    basis: Basis = "text"
    funding: tuple[FundingDocument, ...] = ()
    repay: RepayDocument | None = None
    terms: tuple[TermDocument, ...] = ()
    paid_to: Payee = "subject"
    payable: PayableDocument | None = None
    cite: Cites | None = None
    confidence: Confidence = Confidence.TEXT
