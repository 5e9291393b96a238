"""The shape of a case file: a household, what each case changes of it, and the answers."""

from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from eligibility.cases.expected import ISSUE_SCHEMA, ExpectedAnswer, ExpectedList, IssuedOn, read_issue
from eligibility.loading.documents import Document
from eligibility.loading.scalars import Day, Flag, Kebab, String, read_snake, refusal
from eligibility.loading.schema import document_schema
from eligibility.model.fact import FactDictionary


def _read_issued(value: object) -> dict[str, IssuedOn]:
    """Read instruments with what is said of their issue: one id, a list of ids, or a mapping to days."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list):
        return {read_snake(item): True for item in value}
    if isinstance(value, dict):
        return {read_snake(name): read_issue(day) for name, day in value.items()}
    raise refusal("wrong-shape", "an instrument, a list of them, or a mapping of instruments to days is expected")


_ISSUED_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": ISSUE_SCHEMA},
    ]
}
Issue = Annotated[dict[str, IssuedOn], PlainValidator(_read_issued), WithJsonSchema(_ISSUED_SCHEMA)]
Facts = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]


class BaseDocument(Document):
    """What the cases of a file share; each states only what it changes.

    Attributes:
        on: Reference date.
        household: The household.
        assume: Whether silence is given the dictionary's meaning.
        issued: Pending instruments treated as issued, from a day or, with true, on every day.
        known_at: Assessment date: law that became known later is ignored.
    """

    on: Day | None = None
    household: Facts
    assume: Flag = False
    issued: Issue = Field(default_factory=dict)
    known_at: Day | None = None


class CaseDocument(Document):
    """A household with the answer the law gives.

    Attributes:
        name: What it shows, as a sentence.
        law: At most six words of the text that decide, then the clause.
        change: What differs from the base, by `household.FACT`, `MEMBER.FACT`, `household.members`,
            `household.members_complete` or `on`; `null` makes a fact unknown.
        on: Reference date, where it is not the base's.
        jurisdiction: Unit lived in, where it is not the file's.
        assume: As in the base.
        issued: Added to the base's; `null` takes one back.
        known_at: Assessment date, where it is not the base's.
    """

    name: String
    law: String | None = None
    change: Facts = Field(default_factory=dict)
    on: Day | None = None
    jurisdiction: Kebab | None = None
    assume: Flag | None = None
    issued: Issue = Field(default_factory=dict)
    known_at: Day | None = None


class ProgrammeCase(CaseDocument):
    """A case of one programme.

    Attributes:
        expect: Answers by member id, or by `household` for the household's own programme.
    """

    expect: dict[str, ExpectedAnswer]


class HouseholdCase(CaseDocument):
    """A case about everything a household is due.

    Attributes:
        expect: Programmes by status.
    """

    expect: ExpectedList


class ProgrammeFile(Document):
    """Cases of one programme.

    Attributes:
        programme: Its id.
        jurisdiction: Unit the household lives in.
        base: What the cases share.
        cases: The cases.
    """

    programme: Kebab
    jurisdiction: Kebab
    base: BaseDocument
    cases: Annotated[list[ProgrammeCase], Field(min_length=1)]


class HouseholdFile(Document):
    """Cases about everything a household is due.

    Attributes:
        jurisdiction: Unit the household lives in.
        base: What the cases share.
        cases: The cases.
    """

    jurisdiction: Kebab
    base: BaseDocument
    cases: Annotated[list[HouseholdCase], Field(min_length=1)]


CaseFileDocument = ProgrammeFile | HouseholdFile


def case_file_schema(facts: FactDictionary | None = None) -> dict[str, Any]:
    """JSON Schema of a case file.

    Args:
        facts: With the dictionary, the schema offers its names.
    """
    return document_schema(CaseFileDocument, "Case file", facts, keeps_null=True)
