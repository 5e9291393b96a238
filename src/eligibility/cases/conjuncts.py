"""Which conditions decide, named from the top of a version's criteria (semantics.md C16).

A named combination stands for its parts; an unnamed one is replaced by them. Works on the reasons of a determination,
so it holds for every engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    CountMembers,
    CountMet,
    EligibleFor,
    FactTest,
    Not,
    SomeMember,
)
from eligibility.verdict import UNKNOWN, Verdict, at_least, conjunction, disjunction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eligibility.determination import Reason
    from eligibility.model.criteria import Criterion


def named(criterion: Criterion | None, reasons: Iterable[Reason], verdict: Verdict) -> tuple[str, ...]:
    """Ids of the conjuncts that have a verdict.

    Args:
        criterion: The version's criteria; None where it states none.
        reasons: Reasons of a determination.
        verdict: Usually not met or unknown.

    Returns:
        Ids in the order of the law, then those of conditions the engine adds, such as residence or delegation.
    """
    tops = tuple(reasons)
    verdicts = dict(_flat(tops))
    own: list[str] = []
    for conjunct in () if criterion is None else _conjuncts(criterion):
        if _verdict(conjunct, verdicts) is verdict:
            own.extend(_deciding(conjunct, verdict, verdicts))
    known = frozenset() if criterion is None else frozenset(_ids(criterion))
    added = [reason.criterion for reason in tops if reason.criterion not in known and reason.verdict is verdict]
    return tuple(dict.fromkeys([*own, *added]))


def _flat(reasons: Iterable[Reason]) -> Iterator[tuple[str, Verdict]]:
    for reason in reasons:
        yield reason.criterion, reason.verdict
        yield from _flat(reason.parts)


def _parts(criterion: Criterion) -> tuple[Criterion, ...]:
    """The conditions a reason may speak of inside one; those of a quantifier speak of other members."""
    match criterion:
        case AllOf() | AnyOf() | CountMet():
            return criterion.parts
        case Not():
            return (criterion.part,)
        case FactTest() | SomeMember() | CountMembers() | EligibleFor():
            return ()
        case _:
            assert_never(criterion)


def _ids(criterion: Criterion) -> Iterator[str]:
    if criterion.id is not None:
        yield criterion.id
    for part in _parts(criterion):
        yield from _ids(part)


def _conjuncts(criterion: Criterion) -> Iterator[Criterion]:
    if isinstance(criterion, AllOf) and criterion.id is None:
        for part in criterion.parts:
            yield from _conjuncts(part)
    else:
        yield criterion


def _verdict(criterion: Criterion, verdicts: Mapping[str, Verdict]) -> Verdict:
    if criterion.id is not None:
        return verdicts.get(criterion.id, UNKNOWN)
    parts = [_verdict(part, verdicts) for part in _parts(criterion)]
    match criterion:
        case AllOf():
            return conjunction(parts)
        case AnyOf():
            return disjunction(parts)
        case Not():
            return ~parts[0]
        case CountMet(at_least=least):
            return at_least(least, parts.count(Verdict.MET), parts.count(UNKNOWN))
        case FactTest() | SomeMember() | CountMembers() | EligibleFor():
            return UNKNOWN
        case _:
            assert_never(criterion)


def _deciding(criterion: Criterion, verdict: Verdict, verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    """Names of what gives a condition its verdict; under an unnamed `not`, of what holds where it fails."""
    if _verdict(criterion, verdicts) is not verdict:
        return
    if criterion.id is not None:
        yield criterion.id
        return
    inner = ~verdict if isinstance(criterion, Not) else verdict
    for part in _parts(criterion):
        yield from _deciding(part, inner, verdicts)
