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
    from datetime import date

    from eligibility.model.benefit import Amount, Benefit, PerMember
    from eligibility.model.criteria import Test
    from eligibility.model.fact import FactDefinition
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


def derived_by(definition: FactDefinition, on: date | None = None) -> Iterator[Criterion]:
    """Every condition in the definition of a fact: of its derivations, those that hold on a day where one is given."""
    for way in definition.derivations:
        if on is None or on in way.period:
            yield from (branch.when for branch in way.branches if branch.when is not None)
    if definition.only_if is not None:
        yield definition.only_if


def facts_behind(definition: FactDefinition, on: date | None = None) -> Iterator[str]:
    """Facts from which a fact follows directly: the dates of an age, and what its conditions look at."""
    yield from (name for name in (definition.since, definition.until) if name is not None)
    for criterion in derived_by(definition, on):
        yield from facts(criterion)


def standards(tests: tuple[Test, ...]) -> Iterator[StandardReference]:
    """The standards that tests compare with."""
    for test in tests:
        match test:
            case Equals() | OneOf():
                pass
            case _:
                if not isinstance(test.limit, int | ReferenceDate):
                    yield test.limit


def amounts(amount: Amount) -> Iterator[Amount]:
    """The amount and every amount inside it, outermost first."""
    yield amount
    match amount.form:
        case Fixed() | Product():
            pass
        case Selection(items=items):
            for _when, item in items:
                yield from amounts(item)
        case Ceiling(amount=inner) | Floor(amount=inner):
            yield from amounts(inner)
        case _:
            assert_never(amount.form)
    if amount.less is not None:
        yield from amounts(amount.less)


def standards_of(amount: Amount) -> Iterator[StandardReference]:
    """The standards an amount is computed from."""
    for part in amounts(amount):
        if isinstance(part.form, Product) and isinstance(part.form.of, StandardReference):
            yield part.form.of


def facts_of(benefit: Benefit) -> Iterator[str]:
    """Facts a benefit is computed from beside its conditions: bases, choosers of standards, links."""
    if benefit.amount is not None:
        yield from (reference.by for reference in standards_of(benefit.amount) if reference.by is not None)
        for part in amounts(benefit.amount):
            if isinstance(part.form, Product) and isinstance(part.form.of, str):
                yield part.form.of
    yield from (counted.linked_by for counted in counts_of(benefit) if counted.linked_by is not None)


def counts_of(benefit: Benefit) -> Iterator[PerMember]:
    """The counts of members that multiply a benefit."""
    if benefit.amount is not None:
        yield from (part.per_member for part in amounts(benefit.amount) if part.per_member is not None)
    if benefit.quantity is not None and benefit.quantity.per_member is not None:
        yield benefit.quantity.per_member


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
            yield from choosing(benefit.amount)
        yield from (counted.where for counted in counts_of(benefit) if counted.where is not None)


def choosing(amount: Amount) -> Iterator[Criterion]:
    """Conditions that choose a coefficient or an amount."""
    for part in amounts(amount):
        match part.form:
            case Product(coefficient=ChosenCoefficient(items=items)):
                yield from (when for when, _value, _cite in items if when is not None)
            case Selection(items=items):
                yield from (when for when, _item in items if when is not None)
            case _:
                pass
