"""Checks on the fact dictionary as a whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from eligibility.errors import did_you_mean
from eligibility.loading.findings import Finding, circles, outside_quantifiers
from eligibility.model import walk
from eligibility.model.criteria import CountMembers, EligibleFor, FactTest, SomeMember
from eligibility.model.fact import FactType

if TYPE_CHECKING:
    from eligibility.loading.build import Draft
    from eligibility.model.criteria import Criterion
    from eligibility.model.fact import FactDefinition

_AGES = {FactType.YEARS, FactType.MONTHS}
_CHOSEN = {FactType.CHOICE, FactType.CHOICES}


def folded(text: str) -> str:
    """A word as lists are compared: lower case, without diacritics, đ as d, one space.

    >>> folded("Phân  loại HỘ")
    'phan loai ho'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def circular_facts(draft: Draft) -> Iterator[Finding]:
    """Facts follow from one another in a circle. A leaf with `stated: true` follows from no derivation."""
    facts = draft.rulebook.facts
    edges = {name: tuple(dict.fromkeys(_followed(fact))) for name, fact in facts.items()}
    for circle in circles(edges):
        site = draft.context.site(facts[circle[0]])
        hint = "Break it with stated: true on one leaf."
        yield Finding("circular-facts", f"facts follow from one another: {' → '.join(circle)}", site, hint)


def _followed(fact: FactDefinition) -> Iterator[str]:
    """Facts whose value decides this one."""
    yield from (name for name in (fact.since, fact.until) if name is not None)
    for criterion in walk.derived_by(fact):
        cut = {node.fact for node in walk.nodes(criterion) if isinstance(node, FactTest) and node.stated_only}
        kept = {node.fact for node in walk.nodes(criterion) if isinstance(node, FactTest) and not node.stated_only}
        yield from (name for name in walk.facts(criterion) if name in kept or name not in cut)


def missing_choices(draft: Draft) -> Iterator[Finding]:
    """A choice without choices, or choices of a fact that is none."""
    for fact in draft.rulebook.facts.values():
        if (fact.type in _CHOSEN) != bool(fact.choices):
            message = f"{fact.name} is of type {fact.type.value} and has {len(fact.choices)} choices"
            yield Finding("wrong-choices", message, draft.context.site(fact))


def missing_since(draft: Draft) -> Iterator[Finding]:
    """An age that counts from nothing, or a count of days on another type."""
    for fact in draft.rulebook.facts.values():
        if fact.type in _AGES and fact.since is None:
            yield Finding("missing-since", f"{fact.name} counts from no date", draft.context.site(fact), "Add since.")
        elif fact.type not in _AGES and (fact.since is not None or fact.until is not None):
            message = f"{fact.name} is of type {fact.type.value}; since and until belong to years and months"
            yield Finding("misplaced-since", message, draft.context.site(fact))


def missing_otherwise(draft: Draft) -> Iterator[Finding]:
    """Of `only_if` and `otherwise` only one is given."""
    for fact in draft.rulebook.facts.values():
        if (fact.only_if is None) != (fact.otherwise is None):
            yield Finding("missing-otherwise", "only_if and otherwise stand together", draft.context.site(fact))


def missing_questions(draft: Draft) -> Iterator[Finding]:
    """A fact that a rule looks at has no question, so nobody could be asked."""
    facts = draft.rulebook.facts
    for name in draft.context.fact_uses:
        fact = facts.get(name)
        if fact is not None and fact.question is None and fact.type not in _AGES:
            yield Finding(
                "missing-question", f"a rule looks at {name}, which has no question", draft.context.site(fact)
            )


def duplicate_headers(draft: Draft) -> Iterator[Finding]:
    """One column title belongs to two facts."""
    owners: dict[str, str] = {}
    for fact in draft.rulebook.facts.values():
        for index, header in enumerate(fact.headers):
            owner = owners.setdefault(folded(header), fact.name)
            if owner != fact.name:
                site = draft.context.site(fact).at("headers", index)
                yield Finding("duplicate-header", f'the header "{header}" also belongs to {owner}', site)


def wrong_cells(draft: Draft) -> Iterator[Finding]:
    """Cells name no choice of their fact."""
    for fact in draft.rulebook.facts.values():
        site = draft.context.site(fact)
        for code in fact.cells:
            if code not in fact.choices:
                hint = did_you_mean(code, fact.choices)
                yield Finding(
                    "unknown-choice", f'"{code}" is not a choice of {fact.name}', site.at("cells", code), hint
                )


def duplicate_cells(draft: Draft) -> Iterator[Finding]:
    """One spelling stands for two choices."""
    for fact in draft.rulebook.facts.values():
        owners: dict[str, str] = {}
        for code, spellings in fact.cells.items():
            for index, spelling in enumerate(spellings):
                owner = owners.setdefault(folded(spelling), code)
                if owner != code:
                    site = draft.context.site(fact).at("cells", code, index)
                    yield Finding("duplicate-cell", f'the cell "{spelling}" also means {owner}', site)


def overlapping_derivations(draft: Draft) -> Iterator[Finding]:
    """Two derivations of one fact hold on the same day."""
    for fact in draft.rulebook.facts.values():
        for one, other in combinations(fact.derivations, 2):
            if one.period.overlaps(other.period):
                message = f"two derivations of {fact.name} hold on the same day"
                yield Finding("overlapping-derivations", message, draft.context.site(other))


def programmes_in_facts(draft: Draft) -> Iterator[Finding]:
    """A fact follows from a programme; facts come before rules."""
    for fact in draft.rulebook.facts.values():
        for criterion in walk.derived_by(fact):
            for node in walk.nodes(criterion):
                if isinstance(node, EligibleFor):
                    message = f"{fact.name} follows from a programme"
                    yield Finding("programme-in-fact", message, draft.context.site(node), "Facts come before rules.")


def member_facts_of_households(draft: Draft) -> Iterator[Finding]:
    """A fact of the household follows from a fact of nobody in particular."""
    for fact in draft.rulebook.facts.values():
        if fact.scope == "household":
            for name in (fact.since, fact.until):
                if name is not None and name.startswith("member."):
                    message = f"{fact.name} concerns a household, yet counts from {name} of nobody in particular"
                    yield Finding("member-fact-outside-quantifier", message, draft.context.site(fact))
            for criterion in walk.derived_by(fact):
                yield from member_facts(criterion, fact.name, draft)


def member_facts(criterion: Criterion, owner: str, draft: Draft) -> Iterator[Finding]:
    """Member facts, and links to the subject, in a condition whose subject is a household."""
    for node in outside_quantifiers(criterion):
        names: tuple[str, ...] = ()
        if isinstance(node, FactTest):
            names = (node.fact, *(one.by for one in walk.standards(node.tests) if one.by is not None))
        for name in names:
            if name.startswith("member."):
                message = f"{owner} concerns a household, yet looks at {name} of nobody in particular"
                hint = "Put it inside some_member or count_members."
                yield Finding("member-fact-outside-quantifier", message, draft.context.site(node), hint)
        if isinstance(node, SomeMember | CountMembers) and node.linked_by is not None:
            message = f"{owner} concerns a household, so nobody can be linked to its subject"
            yield Finding("link-without-subject", message, draft.context.site(node), "Remove linked_by.")
