"""Shapes shared by all files: the base of every document, conditions, named legal numbers.

A document mirrors YAML key by key and knows no more than that; what its parts mean together is decided in `build_*`.
Descriptions of keys in the editor schemas are the attribute lines of these docstrings.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import core_schema

from eligibility.loading.scalars import NUMBER_SCHEMA, Cites, Flag, Kebab, Scalar, String, Whole, Words
from eligibility.model.text import Confidence


class Document(BaseModel):
    """Base of all shapes: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Shorthand:
    """Lets a single value stand for a mapping with one key, as `up_to: 30_000_000` for `up_to: {dong: 30_000_000}`."""

    def __init__(self, key: str, schema: dict[str, Any]) -> None:
        self.key = key
        self.schema = schema

    def fill(self, value: object) -> object:
        """The long form of a value."""
        return {self.key: value} if isinstance(value, str | int) else value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.fill, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [self.schema, handler(schema)]}


WHOLE_SCHEMA = NUMBER_SCHEMA
TEXT_SCHEMA: dict[str, Any] = {"type": "string"}
SCALAR_SCHEMA: dict[str, Any] = {"type": ["string", "integer", "boolean"]}


class StandardReferenceDocument(Document):
    """A named legal number.

    Attributes:
        standard: Its id.
        by: The fact that chooses among its values.
        at: A fixed choice among its values, instead of a fact.
    """

    standard: String
    by: String | None = None
    at: Scalar | None = None


class LimitDocument(Document):
    """What a fact is compared with: a number, a day, `reference_date`, or a standard.

    Attributes:
        value: Number, day or `reference_date`.
        standard: Id of a named legal number.
        by: The fact that chooses among the standard's values.
        at: A fixed choice among the standard's values.
    """

    value: Annotated[Scalar | None, WithJsonSchema({"not": {}})] = None
    standard: String | None = None
    by: String | None = None
    at: Scalar | None = None


class EligibleForDocument(Document):
    """Another programme, or any programme of a group.

    Attributes:
        programme: Id of a programme.
        group: Id of a group.
    """

    programme: Annotated[Kebab | None, WithJsonSchema({"not": {}})] = None
    group: Kebab | None = None


Limit = Annotated[LimitDocument, Shorthand("value", SCALAR_SCHEMA)]


class CriterionDocument(Document):
    """A condition. Exactly one of fact, all_of, any_of, not, count_met, some_member, count_members, eligible_for.

    Attributes:
        id: Names the reason; unique in its version.
        fact: The fact looked at, with its scope.
        stated: Look at what was stated, never at a derivation. In the fact dictionary only.
        equals: The fact is exactly this.
        one_of: The fact is one of these; a set fact shares one with them.
        at_least: Reaching it is enough (từ đủ, trở lên).
        more_than: Reaching it is not enough (trên).
        less_than: Reaching it fails (dưới).
        at_most: Reaching it passes (không quá).
        all_of: Every part holds.
        any_of: At least one part holds.
        not_: The part does not hold (trừ).
        count_met: At least so many of the parts hold.
        some_member: One member meets the whole condition.
        count_members: The number of members that meet a condition.
        eligible_for: The subject belongs to another programme (thuộc diện).
        cite: Provision or list of provisions, where it is not the version's.
        reading: The reading chosen where the text is ambiguous.
        confidence: How the provision was seen.
    """

    id: Kebab | None = None
    fact: String | None = None
    stated: Flag | None = None
    equals: Scalar | None = None
    one_of: list[Scalar] | None = None
    at_least: Limit | None = None
    more_than: Limit | None = None
    less_than: Limit | None = None
    at_most: Limit | None = None
    all_of: list["CriterionDocument"] | None = None
    any_of: list["CriterionDocument"] | None = None
    not_: "CriterionDocument | None" = Field(None, alias="not")
    count_met: "CountMetDocument | None" = None
    some_member: "SomeMemberDocument | None" = None
    count_members: "CountMembersDocument | None" = None
    eligible_for: Annotated[EligibleForDocument, Shorthand("programme", TEXT_SCHEMA)] | None = None
    cite: Cites | None = None
    reading: Words | None = None
    confidence: Confidence = Confidence.TEXT


class CountMetDocument(Document):
    """Conditions counted.

    Attributes:
        of: The conditions.
        at_least: How many of them must hold.
    """

    of: list[CriterionDocument]
    at_least: Whole


class SomeMemberDocument(Document):
    """Members looked at.

    Attributes:
        where: Condition in which `member` is the member looked at.
        linked_by: Only members whose fact of type members names the subject.
    """

    where: CriterionDocument
    linked_by: String | None = None


class CountMembersDocument(SomeMemberDocument):
    """Members counted.

    Attributes:
        where: Condition in which `member` is the member looked at.
        linked_by: Only members whose fact of type members names the subject.
        at_least: Least number of persons.
        more_than: The number must pass this.
        less_than: The number must stay under this.
        at_most: Greatest number of persons.
    """

    at_least: Whole | None = None
    more_than: Whole | None = None
    less_than: Whole | None = None
    at_most: Whole | None = None
