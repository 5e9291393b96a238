"""What a check hands back, and walks over a rulebook that several checks need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from eligibility.model import walk
from eligibility.model.benefit import Ceiling, ChosenCoefficient, Fixed, Floor, Product, Selection
from eligibility.model.criteria import CountMembers, SomeMember

if TYPE_CHECKING:
    from eligibility.loading.build import Draft
    from eligibility.loading.problems import Site
    from eligibility.model.benefit import Amount, PerMember
    from eligibility.model.criteria import Criterion
    from eligibility.model.programme import Programme, ProgrammeVersion

Key = TypeVar("Key")


class Finding(NamedTuple):
    """A mistake found by a check.

    Attributes:
        code: Diagnostic code.
        message: What is wrong, without a full stop.
        site: Where it is written.
        hint: The way out.
    """

    code: str
    message: str
    site: Site
    hint: str | None = None


def versions(draft: Draft) -> Iterator[tuple[Programme, ProgrammeVersion]]:
    """Every version with its programme."""
    for programme in draft.rulebook.programmes.values():
        for version in programme.versions:
            yield programme, version


def amounts(amount: Amount) -> Iterator[Amount]:
    """A formula and all formulas inside it."""
    yield amount
    match amount.form:
        case Selection():
            for _, item in amount.form.items:
                yield from amounts(item)
        case Ceiling() | Floor():
            yield from amounts(amount.form.amount)
        case Fixed() | Product():
            pass
    if amount.less is not None:
        yield from amounts(amount.less)


def conditions(version: ProgrammeVersion) -> Iterator[Criterion]:
    """Every condition of a version that looks at its subject, wherever it stands."""
    if version.eligible_when is not None:
        yield version.eligible_when
    yield from version.priority
    yield from (line.only for line in version.plan if line.only is not None)
    yield from (doubt.when for doubt in version.not_modelled if doubt.when is not None)
    for benefit in version.benefits:
        yield from (term.when for term in benefit.terms if term.when is not None)
        if benefit.amount is not None:
            for amount in amounts(benefit.amount):
                yield from _choices(amount)


def _choices(amount: Amount) -> Iterator[Criterion]:
    form = amount.form
    if isinstance(form, Selection):
        yield from (when for when, _ in form.items if when is not None)
    elif isinstance(form, Product) and isinstance(form.coefficient, ChosenCoefficient):
        yield from (when for when, _, _ in form.coefficient.items if when is not None)


def multipliers(version: ProgrammeVersion) -> Iterator[PerMember]:
    """What multiplies amounts and quantities of a version."""
    for benefit in version.benefits:
        if benefit.quantity is not None and benefit.quantity.per_member is not None:
            yield benefit.quantity.per_member
        if benefit.amount is not None:
            yield from (amount.per_member for amount in amounts(benefit.amount) if amount.per_member is not None)


def everywhere(version: ProgrammeVersion) -> Iterator[Criterion]:
    """Every condition of a version, those on members counted included."""
    yield from conditions(version)
    yield from (one.where for one in multipliers(version) if one.where is not None)


def outside_quantifiers(criterion: Criterion) -> Iterator[Criterion]:
    """The condition and its parts that look at the subject itself."""
    yield criterion
    if not isinstance(criterion, SomeMember | CountMembers):
        for part in walk.parts(criterion):
            yield from outside_quantifiers(part)


def circles(edges: Mapping[Key, Iterable[Key]]) -> Iterator[tuple[Key, ...]]:
    """Circles of a graph, each once, from where it is entered first."""
    done: set[Key] = set()
    for start in edges:
        if start not in done:
            yield from _circles_from(start, edges, done)


def _circles_from(start: Key, edges: Mapping[Key, Iterable[Key]], done: set[Key]) -> Iterator[tuple[Key, ...]]:
    path: list[Key] = [start]
    pending = [iter(edges.get(start, ()))]
    while pending:
        following = next(pending[-1], None)
        if following is None:
            pending.pop()
            done.add(path.pop())
        elif following in path:
            yield (*path[path.index(following) :], following)
        elif following not in done:
            path.append(following)
            pending.append(iter(edges.get(following, ())))
