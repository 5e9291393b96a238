"""Programmes and their dated versions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

from eligibility.model.text import Confidence

if TYPE_CHECKING:
    from datetime import date

    from eligibility.citation import Citation
    from eligibility.model.benefit import Benefit
    from eligibility.model.criteria import Criterion
    from eligibility.model.text import Text
    from eligibility.period import EffectivePeriod

GrantedTo = Literal["household", "member", "deceased"]
Field = Literal[
    "social_assistance",
    "merit",
    "poverty_reduction",
    "livelihood",
    "health",
    "health_insurance",
    "social_insurance",
    "housing",
    "water_sanitation",
    "education",
    "training",
    "employment",
    "credit",
    "child_protection",
    "emergency_relief",
    "care_services",
    "legal_aid",
    "gifts",
    "information",
]


class Standing(Enum):
    """What a provision really promises.

    ENTITLEMENT: a right. MAY_APPLY: one may apply, the lender appraises. PENDING: waits for an instrument.
    CANDIDATE: persons are chosen within means. PRIORITY: only an order. REFERRAL: another law decides.
    GOAL: a target, never money due.
    """

    ENTITLEMENT = "entitlement"
    MAY_APPLY = "may_apply"
    PENDING = "pending"
    CANDIDATE = "candidate"
    PRIORITY = "priority"
    REFERRAL = "referral"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Awaited:
    """An instrument a programme waits for.

    Attributes:
        instrument: Id in the register of pending instruments.
        due: Day by which the text says it should come, if it does.
    """

    instrument: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigure:
    """A printed line of a plan: how many, how much. Never a criterion.

    Attributes:
        line: The plan's own line, such as `PL1.III.2`.
        count: Units planned.
        unit: What is counted, such as household, member or house.
        dong: Money planned, in đồng.
        year: Budget year.
        only: Which of the eligible the line counts.
        cite: Where it is printed.
    """

    line: str
    count: int | None = None
    unit: str | None = None
    dong: int | None = None
    year: int | None = None
    only: Criterion | None = None
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModelled:
    """A condition or doubt in the text that is not evaluated, and what it does to the answer.

    Attributes:
        text: The doubt, in words for the reader.
        effect: `caveat` only tells; `amount_unknown` withholds the amount; `undetermined` withholds a positive answer.
        when: Applies unless this is surely not met; None always applies.
        cite: Provisions.
    """

    text: Text
    effect: Literal["caveat", "amount_unknown", "undetermined"]
    when: Criterion | None = None
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a precedence rule orders.

    Attributes:
        programmes: Ids of programmes of the same pack.
        fields: Fields whose programmes of the same pack it orders.
    """

    programmes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeVersion:
    """A programme as it stood during one period.

    Attributes:
        period: Days in force, both ends included. A draft's is open and never applies.
        standing: What the provision promises.
        cite: Provisions; the first names the founding instrument.
        eligible_when: Conditions; None in referrals and goals only.
        encodes: Rows of the clause inventory.
        benefits: What is granted.
        depends_on: The instrument it waits for.
        group: Id of the non-cumulation group it belongs to.
        delegates_to: Programmes of another pack that decide instead.
        refers_to: Instruments that decide instead, where we do not hold their programmes.
        orders: What a precedence rule orders.
        priority: Criteria that only order applicants, first one first.
        also_ask: Facts to verify that decide nothing.
        lead: Agencies that handle it.
        plan: Printed plan figures.
        not_modelled: Conditions not evaluated.
        reading: The reading chosen for an ambiguous text.
        is_note: Shown as information only.
        ended_by: What ended it.
        continues: What keeps it alive after its instrument ended.
        known_from: First day on which it could be known.
        confidence: How the provision was seen.
    """

    period: EffectivePeriod
    standing: Standing
    cite: tuple[Citation, ...]
    eligible_when: Criterion | None = None
    encodes: tuple[str, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    depends_on: Awaited | None = None
    group: str | None = None
    delegates_to: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    orders: Order | None = None
    priority: tuple[Criterion, ...] = ()
    also_ask: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    plan: tuple[PlanFigure, ...] = ()
    not_modelled: tuple[NotModelled, ...] = ()
    reading: Text | None = None
    is_note: bool = False
    ended_by: Citation | None = None
    continues: Citation | None = None
    known_from: date | None = None
    confidence: Confidence = Confidence.TEXT

    @property
    def name(self) -> str | None:
        """How results name the version: its first day, with `@known_from` where that is stated; None for a draft."""
        if self.period.first is None:
            return None
        first = self.period.first.isoformat()
        return first if self.known_from is None else f"{first}@{self.known_from.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A scheme under which something is granted, promised or ordered.

    Attributes:
        id: Kebab-case, unique in the rulebook, without a number the law may change.
        name: For readers.
        field: Lĩnh vực.
        granted_to: Whose situation founds it.
        jurisdiction: Unit whose pack states it.
        versions: In order of their first days.
        is_draft: Founded on a draft; never in force.
        improves: National programme it may not fall below.
        unknown_before: Law was or may have been in force before our first version, but is not held here.
        unknown_after: The same after our last version.
    """

    id: str
    name: Text
    field: Field
    granted_to: GrantedTo
    jurisdiction: str
    versions: tuple[ProgrammeVersion, ...]
    is_draft: bool = False
    improves: str | None = None
    unknown_before: bool = False
    unknown_after: bool = False
