"""What a programme grants: kind, amount formula, rhythm and payers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.model.criteria import Criterion
    from eligibility.model.standard import StandardReference
    from eligibility.model.text import Text

BenefitKind = Literal[
    "cash",
    "premium_subsidy",
    "subsidy",
    "loan",
    "in_kind",
    "training",
    "service",
    "fee_exemption",
    "fee_reduction",
    "other",
]
Rhythm = Literal["once", "day", "month", "year", "occasion"]
Basis = Literal["text", "planned", "derived"]
Payee = Literal["subject", "carer", "household", "funeral_organiser"]
Source = Literal[
    "central_budget",
    "provincial_budget",
    "local_budget",
    "local_budget_entrusted",
    "nhcsxh",
    "nhcsxh_central",
    "mobilised",
    "household",
    "insurer",
    "state_budget",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCoefficient:
    """A coefficient picked from a list by conditions.

    Attributes:
        rule: `first_of` takes the first branch that applies, `highest_of` the greatest.
        items: Condition (None catches the rest), coefficient, provisions.
    """

    rule: Literal["first_of", "highest_of"]
    items: tuple[tuple[Criterion | None, Decimal, tuple[Citation, ...]], ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sum of đồng, or a span of them.

    Attributes:
        low: Least đồng.
        high: Greatest đồng; the same as `low` for one sum.
    """

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A coefficient or percentage of a standard or of a fact in đồng.

    Attributes:
        coefficient: As written: "30" for 30 %, "1.5" for 1.5 times.
        of: A standard, or the full name of a fact of type dong.
        is_percent: Whether the coefficient is a percentage.
    """

    coefficient: Decimal | ChosenCoefficient
    of: StandardReference | str
    is_percent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One of several amounts: the first that applies, the highest or the lowest.

    Attributes:
        rule: How one is picked.
        items: Condition (None always applies) and amount.
    """

    rule: Literal["first_of", "highest_of", "lowest_of"]
    items: tuple[tuple[Criterion | None, Amount], ...]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most this much ("tối đa"); what is really granted is decided elsewhere."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Floor:
    """At least this much ("tối thiểu")."""

    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class PerMember:
    """Times the number of members that meet a condition.

    Attributes:
        where: Condition; None counts every member.
        linked_by: Count only members whose fact names the subject.
    """

    where: Criterion | None = None
    linked_by: str | None = None


Form = Fixed | Product | Selection | Ceiling | Floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount formula.

    Attributes:
        form: The formula itself.
        less: Subtracted, never below zero.
        per_member: Multiplied by a number of members.
        round_to: Rounded half up to a multiple of so many đồng, where the text says so.
    """

    form: Form
    less: Amount | None = None
    per_member: PerMember | None = None
    round_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Goods rather than money: so many units, perhaps per member."""

    number: Decimal
    unit: Text
    per_member: PerMember | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingPart:
    """One payer's part of a benefit.

    Attributes:
        sources: The payer; several where the text leaves open which of them pays.
        percent: Share of the amount, or None.
        dong: Fixed part in đồng, or None.
        depends_on: Id of a pending instrument this part waits for.
    """

    sources: tuple[Source, ...]
    percent: Decimal | None = None
    dong: int | None = None
    depends_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSplit:
    """A plan divides households among payers, not one household's money.

    Attributes:
        shares: Percentage of households by payer; adds up to 100.
    """

    shares: Mapping[Source, Decimal]


Funding = FundingPart | HouseholdSplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Repayment:
    """What is taken back: a percentage of the amount actually received."""

    percent: Decimal
    base: Literal["received"] = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A condition of the grant that is shown, not computed: interest, length, the family's own share."""

    text: Text
    when: Criterion | None = None
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """First month of payment.

    Attributes:
        start: `decision_month`, `reached_month`, or the full name of a date fact whose month counts.
        cite: Provision.
    """

    start: str
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """One thing a programme grants.

    Attributes:
        kind: What sort of thing.
        amount: Formula in đồng; None where the text states none (never borrowed).
        quantity: Goods instead of money.
        every: Rhythm; None where the text states none.
        at_most_times: Greatest number of payments.
        basis: Whether the figure is the text's, a plan's unit cost or average, or computed by us.
        funding: Payers.
        repay: What is taken back.
        terms: Conditions shown beside the amount.
        paid_to: Who receives it, where that is not the subject.
        payable: First month of payment.
        cite: Provisions of its figures; empty where they stand in the version's.
        confidence: How the figures were seen.
    """

    kind: BenefitKind
    amount: Amount | None = None
    quantity: Quantity | None = None
    every: Rhythm | None = None
    at_most_times: int | None = None
    basis: Basis = "text"
    funding: tuple[Funding, ...] = ()
    repay: Repayment | None = None
    terms: tuple[Term, ...] = ()
    paid_to: Payee = "subject"
    payable: Payable | None = None
    cite: tuple[Citation, ...] = ()
    confidence: Confidence = Confidence.TEXT
