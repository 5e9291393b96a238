"""Walking criteria and amounts: every part of a condition, every fact and standard named."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from eligibility.model.benefit import Ceiling, ChosenCoefficient, Fixed, Floor, Product, Selection
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    CountMembers,
    CountMet,
    Criterion,
    EligibleFor,
    Equals,
    FactTest,
    Not,
    OneOf,
    ReferenceDate,
    SomeMember,
)
from eligibility.model.standard import StandardReference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.model.benefit import Amount
    from eligibility.model.criteria import Test
    from eligibility.model.programme import ProgrammeVersion


def parts(criterion: Criterion) -> tuple[Criterion, ...]:
    """The conditions directly inside a condition."""
    match criterion:
        case AllOf() | AnyOf() | CountMet():
            return criterion.parts
        case Not():
            return (criterion.part,)
        case SomeMember() | CountMembers():
            return (criterion.where,)
        case FactTest() | EligibleFor():
            return ()
        case _:
            assert_never(criterion)


def nodes(criterion: Criterion) -> Iterator[Criterion]:
    """The condition and everything inside it, outermost first."""
    yield criterion
    for part in parts(criterion):
        yield from nodes(part)


def facts(criterion: Criterion) -> Iterator[str]:
    """Full names of the facts a condition looks at, links and those that choose a standard included."""
    for node in nodes(criterion):
        match node:
            case FactTest():
                yield node.fact
                for reference in standards(node.tests):
                    if reference.by is not None:
                        yield reference.by
            case SomeMember() | CountMembers():
                if node.linked_by is not None:
                    yield node.linked_by
            case AllOf() | AnyOf() | Not() | CountMet() | EligibleFor():
                pass
            case _:
                assert_never(node)


def standards(tests: tuple[Test, ...]) -> Iterator[StandardReference]:
    """The standards that tests compare with."""
    for test in tests:
        match test:
            case Equals() | OneOf():
                pass
            case _:
                if not isinstance(test.limit, int | ReferenceDate):
                    yield test.limit


def standards_of(amount: Amount) -> Iterator[StandardReference]:
    """The standards an amount is computed from."""
    match amount.form:
        case Fixed():
            pass
        case Product(of=of):
            if isinstance(of, StandardReference):
                yield of
        case Selection(items=items):
            for _when, item in items:
                yield from standards_of(item)
        case Ceiling(amount=inner) | Floor(amount=inner):
            yield from standards_of(inner)
        case _:
            assert_never(amount.form)
    if amount.less is not None:
        yield from standards_of(amount.less)


def conditions_of(version: ProgrammeVersion) -> Iterator[Criterion]:
    """Every condition of a version: who is eligible, what orders, what an amount or a doubt hangs on."""
    if version.eligible_when is not None:
        yield version.eligible_when
    yield from version.priority
    for doubt in version.not_modelled:
        if doubt.when is not None:
            yield doubt.when
    for figure in version.plan:
        if figure.only is not None:
            yield figure.only
    for benefit in version.benefits:
        yield from (term.when for term in benefit.terms if term.when is not None)
        if benefit.amount is not None:
            yield from _conditions_of_amount(benefit.amount)
        if benefit.quantity is not None and benefit.quantity.per_member is not None:
            yield from _optional(benefit.quantity.per_member.where)


def _conditions_of_amount(amount: Amount) -> Iterator[Criterion]:
    match amount.form:
        case Fixed():
            pass
        case Product(coefficient=ChosenCoefficient(items=items)):
            for when, _value, _cite in items:
                yield from _optional(when)
        case Product():
            pass
        case Selection(items=items):
            for when, item in items:
                yield from _optional(when)
                yield from _conditions_of_amount(item)
        case Ceiling(amount=inner) | Floor(amount=inner):
            yield from _conditions_of_amount(inner)
        case _:
            assert_never(amount.form)
    if amount.less is not None:
        yield from _conditions_of_amount(amount.less)
    if amount.per_member is not None:
        yield from _optional(amount.per_member.where)


def _optional(criterion: Criterion | None) -> Iterator[Criterion]:
    if criterion is not None:
        yield criterion
