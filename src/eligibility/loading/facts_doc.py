"""The shape of rules/facts.yaml."""

from eligibility.loading.documents import CriterionDocument, Document
from eligibility.loading.scalars import Cites, Day, Flag, Scalar, Scalars, Snake, String, Words
from eligibility.model.fact import FactType


class BranchDocument(Document):
    """One line of a decision list.

    Attributes:
        when: Its condition; absent on a last line that catches the rest.
        value: The value of the fact where this line is taken.
    """

    when: CriterionDocument | None = None
    value: Scalar


class FactVersionDocument(Document):
    """A derivation during a period.

    Attributes:
        effective_from: First day.
        effective_to: Last day.
        cite: Provision or list of provisions it comes from.
        when: The fact is true where this holds and false where it does not.
        first_of: Decision list.
    """

    effective_from: Day | None = None
    effective_to: Day | None = None
    cite: Cites | None = None
    when: CriterionDocument | None = None
    first_of: list[BranchDocument] | None = None


class FactDocument(Document):
    """A fact that may be stated of a household or member.

    Attributes:
        type: Type of its value.
        label: Short name for pages and tables.
        question: What a caseworker asks aloud.
        note: Help shown beside the question.
        choices: Codes and their labels.
        headers: Column titles seen in commune lists, lower case.
        cells: Of choices, the spellings of each code in list cells.
        since: Of years and months, the date fact they count from.
        until: Of years and months, the date fact they count to; the reference date unless stated.
        when: The fact is true where this holds and false where it does not.
        first_of: Decision list.
        versions: Derivations by period.
        cite: Provision or list of provisions the derivation comes from.
        only_if: Where this is not met, the fact has the value `otherwise` and is not asked.
        otherwise: See only_if.
        assume: What silence means where the user asks for assumptions; a list for a set.
        compare_with: Another fact whose difference is worth a notice.
        sensitive: Kept out of logs and posted lists.
    """

    type: FactType
    label: Words
    question: Words | None = None
    note: Words | None = None
    choices: dict[Snake, Words] | None = None
    headers: tuple[String, ...] = ()
    cells: dict[Snake, list[String]] | None = None
    since: String | None = None
    until: String | None = None
    when: CriterionDocument | None = None
    first_of: list[BranchDocument] | None = None
    versions: list[FactVersionDocument] | None = None
    cite: Cites | None = None
    only_if: CriterionDocument | None = None
    otherwise: Scalar | None = None
    assume: Scalars | None = None
    compare_with: String | None = None
    sensitive: Flag = False


class FactsDocument(Document):
    """The fact dictionary.

    Attributes:
        household: Facts of the household, by name.
        member: Facts of a person, by name.
    """

    household: dict[Snake, FactDocument]
    member: dict[Snake, FactDocument]
