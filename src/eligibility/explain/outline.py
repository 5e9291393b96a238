"""A tree of conditions as indented lines, so that "and" and "or" cannot be mistaken."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from eligibility.explain.layout import Line
from eligibility.explain.words import sentence
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
from eligibility.model.walk import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eligibility.explain.clause import ClauseWords
    from eligibility.explain.sentence import Sentences
    from eligibility.model.criteria import Criterion


class Outline:
    """Writes conditions as lines.

    Args:
        sentences: Writes the conditions that have no others inside.
        clauses: Names the provisions of a condition that has its own.
    """

    def __init__(self, sentences: Sentences, clauses: ClauseWords) -> None:
        self._sentences = sentences
        self._clauses = clauses
        self._words = sentences.words

    def lines(self, criterion: Criterion, indent: int) -> Iterator[Line]:
        """A condition; what must hold all together stands side by side.

        Args:
            criterion: The condition.
            indent: Columns before its lines.
        """
        if isinstance(criterion, AllOf):
            for part in criterion.parts:
                yield from self.lines(part, indent)
            return
        title = self._title(criterion)
        if title is None:
            yield Line(sentence(self._beside(criterion, self._sentences.of(criterion))), indent, mark="-")
            return
        yield Line(self._beside(criterion, title), indent, mark="-")
        inner = criterion.part if isinstance(criterion, Not) else criterion
        for part in parts(inner):
            yield from self._inside(part, indent + 2)

    def _inside(self, part: Criterion, indent: int) -> Iterator[Line]:
        """A part of a list: several conditions that belong together stay under one mark."""
        if isinstance(part, AllOf) and len(part.parts) > 1:
            yield Line(self._words("outline.all_of"), indent, mark="-")
            yield from self.lines(part, indent + 2)
        else:
            yield from self.lines(part, indent)

    def _beside(self, criterion: Criterion, said: str) -> str:
        """A condition with its own provisions; those of its version stand once, further down."""
        if not criterion.cite:
            return said
        return self._words("clause.beside", sentence=said, clauses=self._clauses.short(criterion.cite))

    def _title(self, criterion: Criterion) -> str | None:
        """What is said above the parts; None where one sentence says it all."""
        match criterion:
            case AnyOf(parts=found):
                return self._words("outline.any_of") if len(found) > 1 else None
            case CountMet():
                return self._words("outline.count_met", number=criterion.at_least)
            case SomeMember(where=where, linked_by=None):
                return self._words("outline.some_member") if _is_long(where) else None
            case CountMembers(where=where, linked_by=None):
                bound = self._sentences.persons(criterion.tests)
                return self._words("outline.count_members", bound=bound) if _is_long(where) else None
            case Not(part=part):
                if isinstance(part, AnyOf) and len(part.parts) > 1:
                    return self._words("outline.none_of")
                return self._words("outline.not_all") if _is_long(part) else None
            case FactTest() | EligibleFor() | AllOf() | SomeMember() | CountMembers():
                return None
            case _:
                assert_never(criterion)


def _is_long(criterion: Criterion) -> bool:
    return isinstance(criterion, AllOf) and len(criterion.parts) > 1
