"""What stands beside an operator, typed by the fact it is compared with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from eligibility.errors import did_you_mean
from eligibility.loading.scalars import read_day, read_flag, read_whole
from eligibility.model.criteria import AtLeast, AtMost, Equals, LessThan, MoreThan, OneOf, ReferenceDate
from eligibility.model.fact import FactType
from eligibility.model.standard import StandardReference
from eligibility.period import as_number

if TYPE_CHECKING:
    from eligibility.loading.context import Context, FactSketch
    from eligibility.loading.documents import CriterionDocument, LimitDocument, StandardReferenceDocument
    from eligibility.loading.problems import Site
    from eligibility.model.criteria import Bound, Limit, Test, Value

BOUNDS: dict[str, type[Bound]] = {"at_least": AtLeast, "more_than": MoreThan, "less_than": LessThan, "at_most": AtMost}
_COUNTED = {FactType.INTEGER, FactType.DONG, FactType.YEARS, FactType.MONTHS}
_OPERATORS = {
    FactType.BOOLEAN: "equals with true or false",
    FactType.CHOICE: "equals or one_of with its choices",
    FactType.CHOICES: "one_of with its choices",
    FactType.TEXT: "nothing",
    FactType.MEMBERS: "linked_by",
}


def read_tests(criterion: CriterionDocument, fact: FactSketch, site: Site, context: Context) -> tuple[Test, ...]:
    """The tests of a condition on a fact; mistakes are reported and left out."""
    tests: list[Test | None] = []
    if criterion.equals is not None:
        tests.append(_equals(criterion.equals, fact, site.at("equals"), context))
    if criterion.one_of is not None:
        tests.append(_one_of(criterion.one_of, fact, site.at("one_of"), context))
    for operator, bound in BOUNDS.items():
        limit = getattr(criterion, operator)
        if limit is not None:
            read = _limit(limit, fact, operator, site.at(operator), context)
            tests.append(None if read is None else bound(read))
    if not tests:
        context.problems.add("no-operator", f"nothing is asked of {fact.name}", site, f"{_suited(fact)}.")
    passed = tuple(test for test in tests if test is not None)
    low = max((_number(test) for test in passed if isinstance(test, AtLeast | MoreThan)), default=0)
    if any(isinstance(test, LessThan | AtMost) and 0 < _number(test) < low for test in passed):
        context.problems.add("empty-range", f"no value of {fact.name} passes all these tests", site)
    return passed


def _number(test: Bound) -> int:
    """The limit where it is a number; 0 where it is known only on a day."""
    return test.limit if isinstance(test.limit, int) else 0


def read_value(text: str, fact: FactSketch, site: Site, context: Context) -> Value | None:
    """A value of a fact: boolean, choice code, whole number or day."""
    try:
        if fact.type is FactType.BOOLEAN:
            return read_flag(text)
        if fact.type in {FactType.CHOICE, FactType.CHOICES}:
            return _choice(text, fact, site, context)
        if fact.type is FactType.DATE:
            return as_number(read_day(text))
        if fact.type in _COUNTED:
            return read_whole(text)
    except PydanticCustomError as refused:
        _report(refused, site, context)
        return None
    return text


def read_standard(
    document: StandardReferenceDocument | LimitDocument, site: Site, context: Context
) -> StandardReference | None:
    """A use of a standard, and the fact that chooses among its values."""
    if document.standard is None:
        return None
    if document.by is not None:
        if document.at is not None:
            context.problems.add("misplaced-key", "by and at stand together", site, "Keep one of the two.")
        fact = context.fact(document.by, site.at("by"))
        if fact is not None and fact.type not in {FactType.BOOLEAN, FactType.CHOICE}:
            context.problems.add(
                "wrong-fact", f"{fact.name} is no boolean or choice, so it chooses nothing", site.at("by")
            )
        context.fact_uses.setdefault(document.by, site.at("by"))
    reference = StandardReference(document.standard, by=document.by, at=document.at)
    context.standards.append((reference, site))
    return reference


def _equals(text: str, fact: FactSketch, site: Site, context: Context) -> Equals | None:
    if fact.type in {FactType.BOOLEAN, FactType.CHOICE, FactType.INTEGER}:
        value = read_value(text, fact, site, context)
        return None if value is None else Equals(value)
    _refuse("equals", fact, site, context)
    return None


def _one_of(texts: list[str], fact: FactSketch, site: Site, context: Context) -> OneOf | None:
    if fact.type not in {FactType.CHOICE, FactType.CHOICES}:
        _refuse("one_of", fact, site, context)
        return None
    if not texts:
        context.problems.add("empty-list", "one_of names no choice", site)
    values = [_choice(text, fact, site.at(index), context) for index, text in enumerate(texts)]
    for index, value in enumerate(values):
        if value is not None and value in values[:index]:
            context.problems.add("duplicate-choice", f'"{value}" stands twice', site.at(index))
    return OneOf(tuple(value for value in values if value is not None))


def _choice(text: str, fact: FactSketch, site: Site, context: Context) -> str | None:
    if text in fact.choices:
        return text
    hint = did_you_mean(text, fact.choices) or f"Choices: {', '.join(fact.choices)}."
    context.problems.add("unknown-choice", f'"{text}" is not a choice of {fact.name}', site, hint)
    return None


def _limit(limit: LimitDocument, fact: FactSketch, operator: str, site: Site, context: Context) -> Limit | None:
    if not fact.type.is_ordered:
        _refuse(operator, fact, site, context)
        return None
    if limit.standard is not None:
        if fact.type is not FactType.DONG:
            message = f"{fact.name} is of type {fact.type.value}; a standard is compared with đồng"
            context.problems.add("wrong-operator", message, site)
            return None
        return read_standard(limit, site, context)
    if limit.value is None:
        context.problems.add("missing-key", 'the key "standard" is missing here', site)
        return None
    if fact.type is FactType.DATE:
        return _day(limit.value, site, context)
    try:
        return read_whole(limit.value)
    except PydanticCustomError as refused:
        _report(refused, site, context)
        return None


def _day(text: str, site: Site, context: Context) -> int | ReferenceDate | None:
    if text == "reference_date":
        return ReferenceDate()
    try:
        return as_number(read_day(text))
    except PydanticCustomError as refused:
        hint = did_you_mean(text, ["reference_date"]) if re.search(r"[a-z]", text) else None
        _report(refused, site, context, hint)
        return None


def _report(refused: PydanticCustomError, site: Site, context: Context, hint: str | None = None) -> None:
    details = refused.context or {}
    context.problems.add(refused.type, details["message"], site, hint or details["hint"] or None)


def _refuse(operator: str, fact: FactSketch, site: Site, context: Context) -> None:
    message = f"{operator} does not suit {fact.name}, which is of type {fact.type.value}"
    context.problems.add("wrong-operator", message, site, f"{_suited(fact)}.", at_key=True)


def _suited(fact: FactSketch) -> str:
    return f"It takes {_OPERATORS.get(fact.type, 'at_least, more_than, less_than or at_most')}"
