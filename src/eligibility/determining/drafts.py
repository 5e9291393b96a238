"""Answers as far as they are the same for everybody: what a rule says, cites and asks to be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eligibility.determining.clauses import Cited
from eligibility.determining.reasons import Reasons

if TYPE_CHECKING:
    from eligibility.citation import Citation
    from eligibility.determination import Clause
    from eligibility.determining.clauses import Clauses
    from eligibility.determining.reasons import Say
    from eligibility.matching.household import HouseholdMatcher, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """What all answers under one rule have in common.

    Attributes:
        encodes: Rows of the clause inventory the rule stands for.
        says: What gives each reason.
        citations: Those of the rule and its conditions.
        clauses: The clauses behind them.
        see: Provisions of other instruments that decide or hand over.
        shown: `note` for information that grants nothing.
    """

    encodes: tuple[str, ...]
    says: tuple[Say, ...]
    citations: tuple[Citation, ...]
    clauses: tuple[Clause, ...]
    see: tuple[str, ...] = ()
    shown: Literal["note"] | None = None


class Drafts:
    """Drafts of one day and place, each written when its rule is first answered.

    Args:
        matcher: The rules of the day and place.
        clauses: Looks citations up.
    """

    def __init__(self, matcher: HouseholdMatcher, clauses: Clauses) -> None:
        self.matcher = matcher
        self._clauses = clauses
        self._written: dict[Rule, Draft] = {}

    def of(self, rule: Rule) -> Draft:
        """The draft of a rule."""
        if rule not in self._written:
            self._written[rule] = self._write(rule)
        return self._written[rule]

    def cited(self, draft: Draft) -> Cited:
        """Its clauses, to which an answer may add."""
        return Cited(self._clauses, draft.citations, draft.clauses)

    def _write(self, rule: Rule) -> Draft:
        programme, version = rule.applied.programme, rule.applied.version
        if version is None:
            citations = programme.versions[-1].cite
            rows = tuple(dict.fromkeys(row for version in programme.versions for row in version.encodes))
            return Draft(rows, (), citations, self._clauses.listed(citations))
        reasons = Reasons(rule.condition, self.matcher.knowledge, version.cite)
        return Draft(
            encodes=version.encodes,
            says=reasons.says,
            citations=reasons.citations,
            clauses=self._clauses.listed(reasons.citations),
            see=version.refers_to + version.delegates_to,
            shown="note" if version.is_note or version.orders is not None else None,
        )
