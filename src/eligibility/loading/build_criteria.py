"""Condition documents into criteria, each leaf typed by the fact dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from eligibility.loading.build_operands import BOUNDS, read_tests
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    AtMost,
    CountMembers,
    CountMet,
    EligibleFor,
    FactTest,
    MoreThan,
    Not,
    SomeMember,
)
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eligibility.citation import Citation
    from eligibility.loading.context import Context
    from eligibility.loading.documents import (
        CountMembersDocument,
        CountMetDocument,
        CriterionDocument,
        EligibleForDocument,
    )
    from eligibility.loading.problems import Site
    from eligibility.model.criteria import Bound, Criterion, Test
    from eligibility.model.text import Confidence, Text

_KINDS = ("fact", "all_of", "any_of", "not_", "count_met", "some_member", "count_members", "eligible_for")
_SCOPES = ("household", "member")
"""Keys at the top of the fact dictionary, the one file in which a condition may look at what was stated."""
_OF_FACTS = ("stated", "equals", "one_of", *BOUNDS)


def build_criterion(document: CriterionDocument, site: Site, context: Context) -> Criterion:
    """Build a condition. One that is broken is reported and stands as an empty conjunction, which is never used.

    Args:
        document: The condition as written.
        site: Where it is written.
        context: Names and mistakes.
    """
    return context.note(_build(document, site, context) or AllOf(parts=()), site)


def build_optional(document: CriterionDocument | None, site: Site, context: Context) -> Criterion | None:
    """Build a condition that may be absent."""
    return None if document is None else build_criterion(document, site, context)


def link(name: str | None, site: Site, context: Context) -> str | None:
    """The fact that names the subject; it must be of type members.

    Args:
        name: Its name.
        site: The part that has the key `linked_by`.
        context: Names and mistakes.
    """
    if name is None:
        return None
    fact = context.fact(name, site.at("linked_by"))
    if fact is not None and fact.type is not FactType.MEMBERS:
        message = f"{name} is of type {fact.type.value}; a link is a fact of type members"
        context.problems.add("not-a-link", message, site.at("linked_by"))
    context.fact_uses.setdefault(name, site.at("linked_by"))
    return name


def _build(document: CriterionDocument, site: Site, context: Context) -> Criterion | None:
    kinds = [kind for kind in _KINDS if getattr(document, kind) is not None]
    if len(kinds) != 1:
        _report_kinds(kinds, site, context)
        return None
    kind = kinds[0]
    if kind == "fact":
        return _fact_test(document, site, context)
    for operator in _OF_FACTS:
        if getattr(document, operator) is not None:
            message = f"{operator} stands beside {kind.rstrip('_')}; it belongs beside a fact"
            context.problems.add("misplaced-key", message, site.at(operator), at_key=True)
    return _other(document, kind, site, context)


def _other(document: CriterionDocument, kind: str, site: Site, context: Context) -> Criterion | None:
    stated = _stated(document, site, context)
    here = site.at(kind.rstrip("_"))
    if document.all_of is not None:
        return AllOf(parts=_parts(document.all_of, here, context), **stated)
    if document.any_of is not None:
        return AnyOf(parts=_parts(document.any_of, here, context), **stated)
    if document.not_ is not None:
        return Not(part=build_criterion(document.not_, here, context), **stated)
    if document.count_met is not None:
        return _count_met(document.count_met, stated, here, context)
    if document.some_member is not None:
        members = document.some_member
        where = build_criterion(members.where, here.at("where"), context)
        return SomeMember(where=where, linked_by=link(members.linked_by, here, context), **stated)
    if document.count_members is not None:
        return _count_members(document.count_members, stated, here, context)
    if document.eligible_for is not None:
        return _eligible_for(document.eligible_for, stated, here, context)
    return None


class _Stated(TypedDict):
    """What every condition may carry."""

    id: str | None
    cite: tuple[Citation, ...]
    reading: Text | None
    confidence: Confidence


def _stated(document: CriterionDocument, site: Site, context: Context) -> _Stated:
    return {
        "id": document.id,
        "cite": context.cite(document.cite, site.at("cite")),
        "reading": document.reading,
        "confidence": document.confidence,
    }


def _fact_test(document: CriterionDocument, site: Site, context: Context) -> FactTest | None:
    name = document.fact or ""
    stated = _stated(document, site, context)
    fact = context.fact(name, site.at("fact"))
    if fact is None:
        return None
    context.fact_uses.setdefault(name, site.at("fact"))
    tests = read_tests(document, fact, site, context)
    if fact.type in {FactType.YEARS, FactType.MONTHS} and document.reading is None:
        _ask_for_reading(tests, site, context)
    if document.stated and site.path[0] not in _SCOPES:
        message = "stated: true stands outside the fact dictionary"
        hint = "A rule looks at what holds, stated or derived."
        context.problems.add("misplaced-key", message, site.at("stated"), hint, at_key=True)
    return FactTest(fact=name, tests=tests, stated_only=bool(document.stated), **stated)


def _ask_for_reading(tests: tuple[Test, ...], site: Site, context: Context) -> None:
    for test in tests:
        if isinstance(test, AtMost | MoreThan):
            operator = "at_most" if isinstance(test, AtMost) else "more_than"
            message = f"{operator} counts completed years or months, so it lasts until the next one is completed"
            hint = "Write at_least or less_than, or add reading: with the reading chosen."
            context.problems.add("missing-reading", message, site.at(operator), hint, at_key=True)


def _count_met(document: CountMetDocument, stated: _Stated, site: Site, context: Context) -> CountMet:
    if not 1 <= document.at_least <= len(document.of):
        message = f"{document.at_least} of {len(document.of)} conditions can never decide anything"
        context.problems.add("wrong-count", message, site.at("at_least"))
    return CountMet(parts=_parts(document.of, site.at("of"), context), at_least=document.at_least, **stated)


def _count_members(document: CountMembersDocument, stated: _Stated, site: Site, context: Context) -> CountMembers:
    bounds: list[Bound] = []
    for operator, bound in BOUNDS.items():
        number = getattr(document, operator)
        if number is not None:
            bounds.append(bound(number))
    if not bounds:
        context.problems.add("no-operator", "the number of members is compared with nothing", site, "Add at_least.")
    where = build_criterion(document.where, site.at("where"), context)
    return CountMembers(where=where, tests=tuple(bounds), linked_by=link(document.linked_by, site, context), **stated)


def _eligible_for(document: EligibleForDocument, stated: _Stated, site: Site, context: Context) -> EligibleFor | None:
    if document.group is not None:
        if document.programme is not None:
            context.problems.add(
                "misplaced-key", "a programme and a group stand together", site, "Keep one of the two."
            )
        context.names.append(("group", document.group, site.at("group")))
        return EligibleFor(name=document.group, kind="group", **stated)
    if document.programme is not None:
        context.names.append(("programme", document.programme, site.at("programme")))
        return EligibleFor(name=document.programme, **stated)
    context.problems.add("missing-key", "neither a programme nor a group stands here", site)
    return None


def _parts(documents: Sequence[CriterionDocument] | None, site: Site, context: Context) -> tuple[Criterion, ...]:
    if not documents:
        context.problems.add("empty-list", "no condition stands here", site)
    return tuple(build_criterion(part, site.at(index), context) for index, part in enumerate(documents or ()))


def _report_kinds(kinds: list[str], site: Site, context: Context) -> None:
    if kinds:
        message = f"{' and '.join(kind.rstrip('_') for kind in kinds)} stand in one condition"
        context.problems.add("several-kinds", message, site, "Join two conditions by all_of or any_of.")
    else:
        known = ", ".join(kind.rstrip("_") for kind in _KINDS)
        context.problems.add("unknown-kind", "this is no condition", site, f"A condition has one of: {known}.")
