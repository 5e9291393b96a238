"""The shape of a rule pack."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from eligibility.loading.amount_doc import BenefitDocument, Coefficient
from eligibility.loading.documents import TEXT_SCHEMA, CriterionDocument, Document, Shorthand, StandardReferenceDocument
from eligibility.loading.scalars import Cite, Cites, Day, Flag, Kebab, Snake, String, Whole, Words
from eligibility.model.programme import Field as ProgrammeField
from eligibility.model.programme import GrantedTo, Standing
from eligibility.model.text import Confidence


class StandardEntryDocument(Document):
    """A value from a day on. Exactly one of dong, percent or times with of, by, ended.

    Attributes:
        effective_from: First day.
        dong: Đồng.
        percent: Percentage of `of`.
        times: Coefficient of `of`.
        of: Another standard.
        by: Đồng by the value of a fact.
        ended: The law ended without a successor.
        known_from: Day from which it could be known; the issue date of its instrument unless stated.
        cite: Provision or list of provisions.
        confidence: How the provision was seen.
    """

    effective_from: Day
    dong: Whole | None = None
    percent: Coefficient | None = None
    times: Coefficient | None = None
    of: Annotated[StandardReferenceDocument, Shorthand("standard", TEXT_SCHEMA)] | None = None
    by: dict[Snake, Whole] | None = None
    ended: Flag | None = None
    known_from: Day | None = None
    cite: Cites
    confidence: Confidence = Confidence.TEXT


class GroupVersionDocument(Document):
    """The provision behind a group during a period.

    Attributes:
        effective_from: First day.
        effective_to: Last day.
        cite: Provision or list of provisions.
    """

    effective_from: Day | None = None
    effective_to: Day | None = None
    cite: Cites


class GroupDocument(Document):
    """Programmes whose entitlements exclude one another.

    Attributes:
        rule: highest_only keeps the highest; choose_one leaves a choice.
        within: Whose lines compete.
        together: Sets of programmes that may be drawn at once.
        chosen_by: Of a choice, who makes it.
        versions: Provisions by period.
        cite: Instead of versions, one provision or list without dates.
    """

    rule: Literal["highest_only", "choose_one"]
    within: Literal["member", "household", "spouses"]
    together: tuple[tuple[Kebab, ...], ...] = ()
    chosen_by: Literal["household", "authority"] | None = None
    versions: list[GroupVersionDocument] | None = None
    cite: Cites | None = None


class AwaitedDocument(Document):
    """An instrument a programme waits for.

    Attributes:
        instrument: Id in the register of pending instruments.
        due: Day by which it should come.
    """

    instrument: Snake
    due: Day | None = None


class OrdersDocument(Document):
    """What a precedence rule orders.

    Attributes:
        programmes: Programmes of the same pack.
        fields_: Fields whose programmes of the same pack it orders.
    """

    programmes: tuple[Kebab, ...] = ()
    fields_: tuple[ProgrammeField, ...] = Field((), alias="fields")


class PlanDocument(Document):
    """A printed line of a plan.

    Attributes:
        line: The plan's own line.
        count: Units planned.
        unit: What is counted.
        dong: Money planned.
        year: Budget year.
        for_: Which of the eligible the line counts.
        cite: Provision or list of provisions.
    """

    line: String
    count: Whole | None = None
    unit: String | None = None
    dong: Whole | None = None
    year: Whole | None = None
    for_: CriterionDocument | None = Field(None, alias="for")
    cite: Cites | None = None


class NotModelledDocument(Document):
    """A condition or doubt that is not evaluated.

    Attributes:
        text: The doubt, in words for the reader.
        effect: caveat only tells; amount_unknown withholds the amount; undetermined withholds a positive answer.
        when: Applies unless this is surely not met.
        cite: Provision or list of provisions.
    """

    text: Words
    effect: Literal["caveat", "amount_unknown", "undetermined"]
    when: CriterionDocument | None = None
    cite: Cites | None = None


def _strings(value: object) -> object:
    return [value] if isinstance(value, str) else value


Strings = Annotated[
    tuple[String, ...],
    BeforeValidator(_strings),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]


class VersionDocument(Document):
    """A programme as it stood during one period.

    Attributes:
        effective_from: First day in force.
        effective_to: Last day in force.
        known_from: First day on which it could be known, where two versions share their first day.
        standing: What the provision really promises.
        shown: Shown as information only.
        encodes: Rows of the clause inventory.
        cite: Provision or list of provisions; the first names the founding instrument.
        depends_on: The instrument it waits for.
        group: Group it belongs to.
        lead: Agencies that handle it.
        reading: The reading chosen where the text is ambiguous.
        refers_to: Instruments that decide instead.
        delegates_to: Programmes that decide instead.
        orders: Of a precedence rule, what it orders.
        eligible_when: Conditions.
        priority: Criteria that only order applicants.
        also_ask: Facts to verify that decide nothing.
        benefits: What is granted.
        plan: Printed plan figures.
        not_modelled: Conditions not evaluated.
        ended_by: What ended it.
        continues: What keeps it alive after its instrument ended.
        confidence: How the provision was seen.
    """

    effective_from: Day | None = None
    effective_to: Day | None = None
    known_from: Day | None = None
    standing: Standing
    shown: Literal["note"] | None = None
    encodes: Strings = ()
    cite: Cites
    depends_on: AwaitedDocument | None = None
    group: Kebab | None = None
    lead: Strings = ()
    reading: Words | None = None
    refers_to: Strings = ()
    delegates_to: tuple[Kebab, ...] = ()
    orders: OrdersDocument | None = None
    eligible_when: CriterionDocument | None = None
    priority: tuple[CriterionDocument, ...] = ()
    also_ask: tuple[String, ...] = ()
    benefits: tuple[BenefitDocument, ...] = ()
    plan: tuple[PlanDocument, ...] = ()
    not_modelled: tuple[NotModelledDocument, ...] = ()
    ended_by: Cite | None = None
    continues: Cite | None = None
    confidence: Confidence = Confidence.TEXT


class ProgrammeDocument(Document):
    """A scheme under which something is granted, promised or ordered.

    Attributes:
        id: Unique in the rulebook, without a number the law may change.
        name: For readers.
        field: Lĩnh vực.
        granted_to: Whose situation founds it.
        improves: National programme it may not fall below.
        before: Law was or may have been in force before our first version, but is not held here.
        after: The same after our last version.
        versions: By period.
    """

    id: Kebab
    name: Words
    field: ProgrammeField
    granted_to: GrantedTo
    improves: Kebab | None = None
    before: Literal["not_encoded"] | None = None
    after: Literal["not_encoded"] | None = None
    versions: Annotated[list[VersionDocument], Field(min_length=1)]


class PackDocument(Document):
    """A rule pack: everything one unit's instruments say.

    Attributes:
        jurisdiction: Unit whose instruments it encodes.
        standards: Named legal numbers, each a list of dated values.
        groups: Groups of programmes that exclude one another.
        programmes: The programmes, in the order of the law.
    """

    jurisdiction: Kebab
    standards: dict[Kebab, list[StandardEntryDocument]] = Field(default_factory=dict)
    groups: dict[Kebab, GroupDocument] = Field(default_factory=dict)
    programmes: tuple[ProgrammeDocument, ...] = ()
