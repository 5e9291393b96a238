"""What requests look like on the wire, and how they become arguments of the engine. The domain never sees these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eligibility.errors import SHOWN, Diagnostic, RequestError, did_you_mean
from eligibility.given import read_day, today
from eligibility.household import Household
from eligibility.model.text import Language
from eligibility_api.household_schema import DAY

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from eligibility.matching.law import Issued

Day = Annotated[str, Field(examples=["2022-06-15"], json_schema_extra={"pattern": DAY})]
"""A full day, as `2022-06-15` or `15/06/2022`."""

Shape = TypeVar("Shape", bound=BaseModel)


class Wire(BaseModel):
    """Base of requests: nothing unknown, nothing guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SharedOptions(Wire):
    """Choices that change how answers are reached.

    Attributes:
        assume: Whether silence is taken for the meaning the dictionary gives it.
        issued: Awaited instruments to be treated as issued: on a day, or `true` for every day.
        known_at: Assessment date: law that became known later is ignored.
        lang: Language of the words.
    """

    place: ClassVar[str] = "options."
    """What stands before the paths of these keys."""

    assume: bool = Field(default=False, description="Take silence for the meaning the dictionary gives it.")
    issued: dict[str, Literal[True] | Day] = Field(
        default={}, description="Awaited instruments to be treated as issued: on a day, or `true` for every day."
    )
    known_at: Day | None = Field(default=None, description="Assessment date: law that became known later is ignored.")
    lang: Language = Field(default="vi", description="Language of the words.")

    def read_issued(self) -> Issued:
        """The awaited instruments.

        Raises:
            RequestError: A day cannot be read.
        """
        return {
            name: True if day is True else read_day(day, path=f"{self.place}issued.{name}")
            for name, day in self.issued.items()
        }

    def read_known_at(self) -> date | None:
        """The assessment date.

        Raises:
            RequestError: It is no full day.
        """
        return None if self.known_at is None else read_day(self.known_at, path=f"{self.place}known_at")


class DeterminationOptions(SharedOptions):
    """Choices for a determination.

    Attributes:
        all: Whether to say why not, too.
    """

    all: bool = Field(default=False, description="Say why not, too: what is not met or does not apply, with reasons.")


class HouseholdRequest(Wire):
    """A household, and where it lives.

    Attributes:
        jurisdiction: Where it lives.
        household: What was said of it; its parts are checked against the fact dictionary.
    """

    jurisdiction: str = Field(description="Where the household lives.")
    household: dict[str, Any] = Field(description="What was said of the household and its members.")

    def read_household(self, most: int) -> Household:
        """The household.

        Args:
            most: Members it may have.

        Raises:
            HouseholdError: Its shape is wrong.
            RequestError: It has more members.
        """
        members = self.household.get("members")
        if isinstance(members, list) and len(members) > most:
            message = f"a household may have at most {most} members here."
            raise RequestError([Diagnostic("too-many-members", message, path="household.members")])
        return Household.model_validate({"household": self.household})


class QuestionsRequest(HouseholdRequest):
    """What to ask next of a household.

    Attributes:
        on: Reference date.
        options: Choices.
    """

    on: Day | None = Field(default=None, description="Reference date; today in Việt Nam unless given.")
    options: SharedOptions = SharedOptions()

    def read_on(self) -> date:
        """The reference date.

        Raises:
            RequestError: It is no full day.
        """
        return today() if self.on is None else read_day(self.on, path="on")


class DeterminationRequest(QuestionsRequest):
    """What a household is due on a day.

    Attributes:
        options: Choices.
    """

    options: DeterminationOptions = DeterminationOptions()


class TimelineRequest(HouseholdRequest):
    """What a household is due from one day to another.

    Attributes:
        first: First day.
        last: Last day.
        options: Choices.
    """

    first: Day = Field(alias="from", description="First day.")
    last: Day = Field(alias="to", description="Last day.")
    options: SharedOptions = SharedOptions()

    def read_period(self) -> tuple[date, date]:
        """The first and last day.

        Raises:
            RequestError: One is no full day, or they stand the wrong way round.
        """
        first, last = read_day(self.first, path="from"), read_day(self.last, path="to")
        if last < first:
            raise RequestError([Diagnostic("wrong-period", "the last day comes before the first.", path="to")])
        return first, last


class BatchRequest(SharedOptions):
    """How a list is to be judged.

    Attributes:
        jurisdiction: Where its households live.
        on: Reference date.
        columns: What columns mean, where that is said in place of their titles.
    """

    place: ClassVar[str] = ""

    jurisdiction: str = Field(description="Where the households live.")
    on: Day | None = Field(default=None, description="Reference date; today in Việt Nam unless given.")
    columns: dict[str, str] = Field(
        default={}, description="What columns mean, where that is said in place of their titles."
    )

    def read_on(self) -> date:
        """The reference date.

        Raises:
            RequestError: It is no full day.
        """
        return today() if self.on is None else read_day(self.on, path="on")


def read_shape(shape: type[Shape], data: object) -> Shape:
    """Read a request.

    Raises:
        RequestError: Its shape is wrong: every mistake, each with its path.
    """
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    raise RequestError([_diagnostic(shape, detail, is_shown=number < SHOWN) for number, detail in enumerate(details)])


def _diagnostic(shape: type[BaseModel], detail: ErrorDetails, *, is_shown: bool) -> Diagnostic:
    loc, kind = detail["loc"], detail["type"]
    where, last = ".".join(map(str, loc)), str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        keys = _keys(shape, loc[:-1])
        hint = (did_you_mean(last, keys) if is_shown else None) or (f"Known here: {', '.join(keys)}." if keys else None)
        return Diagnostic("unknown-key", f'there is no key "{last}" here.', path=where, hint=hint)
    if kind == "missing":
        return Diagnostic("missing-key", f'the key "{last}" is missing.', path=where)
    if kind == "literal_error":
        return Diagnostic(
            "unknown-word",
            f"this is not one of {detail.get('ctx', {}).get('expected', 'the known words')}.",
            path=where,
        )
    wanted = _WANTED.get(kind, "something else")
    return Diagnostic("wrong-shape", f"{wanted} is expected here.", path=where or None)


_WANTED: Mapping[str, str] = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "bool_type": "true or false",
    "string_type": "a text",
}


def _keys(shape: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    for step in loc:
        found = shape.model_fields.get(str(step))
        if found is None or not (isinstance(found.annotation, type) and issubclass(found.annotation, BaseModel)):
            return []
        shape = found.annotation
    return [field.alias or name for name, field in shape.model_fields.items()]
