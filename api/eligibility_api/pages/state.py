"""What the answers so far mean for the form: which questions could still change something, and which to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility_api.pages.entry import HOUSEHOLD

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from eligibility.determination import Question, Result

NOBODY = "household.members"
PLACE_FACT = "household.place"
ADD = "them"
"""Field that stands for "tell who else lives there"."""


@dataclass(frozen=True, slots=True)
class State:
    """What the answers so far mean for the form.

    Attributes:
        useful: Fields whose answer could still change something; None where nothing was judged yet.
        next: The field to ask next; empty where nothing is open.
        wrong: By field: what is wrong with what was typed.
    """

    useful: frozenset[str] | None = None
    next: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


def state_of(
    result: Result, slots: Mapping[str, str], askable: Counter[str], wrong: Mapping[str, str], where: str
) -> State:
    """Read the state of the form off a result.

    Args:
        result: The result, ineligible ones included.
        slots: Slot of each member by id.
        askable: Facts the form has.
        wrong: What is wrong with what was typed.
        where: The field where a narrower place is given.
    """
    useful = set(_useful(result, slots))
    asked = (field_of(one, slots, askable, where) for one in result.ask)
    return State(frozenset(useful), next(filter(None, asked), ""), wrong)


def field_of(question: Question, slots: Mapping[str, str], askable: Counter[str], where: str) -> str:
    """The field where a question is answered; empty where the form has none."""
    if question.fact == NOBODY:
        return ADD
    if question.fact == PLACE_FACT:
        return where
    if question.fact not in askable:
        return ""
    scope, _, key = question.fact.partition(".")
    return f"{HOUSEHOLD}.{key}" if scope == "household" else f"{slots.get(question.subject, '')}.{key}"


def _useful(result: Result, slots: Mapping[str, str]) -> Iterator[str]:
    """Every field some answer waits for: those that would settle one, and those that would settle an amount."""
    everybody = list(slots.values())
    for one in result.ask:
        scope, _, key = one.fact.partition(".")
        yield f"{HOUSEHOLD}.{key}" if scope == "household" else f"{slots.get(one.subject, '')}.{key}"
    for determination in result.determinations:
        if determination.status is not Status.ELIGIBLE:
            continue
        member = slots.get(determination.subject.member or "")
        for fact in determination.ask:
            scope, _, key = fact.partition(".")
            if scope == "household":
                yield f"{HOUSEHOLD}.{key}"
            else:
                yield from (f"{slot}.{key}" for slot in ([member] if member else everybody))
