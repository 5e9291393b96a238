"""The limit: a function that somebody wrote by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.twelve.by_hand import decide
from benchmarks.twelve.native import Native, native

if TYPE_CHECKING:
    from benchmarks.engines import Codes, Contender
    from benchmarks.twelve.population import Plain

Answer = tuple[list[tuple[int, ...]], tuple[int, int, int, int]]


class ByHand:
    """Answers without reasons, questions or a rule pack: what any interpreter can only approach."""

    name = "hand-written Python"
    note = "the limit; three-valued; ages given"
    packages = ()

    def prepare(self, household: Plain) -> Native:
        """The native form."""
        return native(household)

    def decide(self, prepared: Native) -> Answer:
        """Both parts of the answer."""
        return decide(prepared)

    def codes(self, answer: Answer) -> Codes:
        """Already codes."""
        return (*answer[0], answer[1])


def contenders() -> list[Contender]:
    """The one form."""
    return [ByHand()]
