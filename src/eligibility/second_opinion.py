"""Determinations that another matcher has confirmed: one meaning, asked twice.

A disagreement is an error that names household, programme and both answers; nobody picks a side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from eligibility.errors import Diagnostic, EligibilityError, RequestError
from eligibility.matching.opinion import Disagreement, Question, disagreements

if TYPE_CHECKING:
    from datetime import date

    from eligibility.determination import Result
    from eligibility.engine import Engine
    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.matching.opinion import Opinion
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

EngineName = Literal["household", "columnar", "durable"]
ENGINES: tuple[str, ...] = get_args(EngineName)


class DisagreementError(EligibilityError):
    """Two matchers answered differently: a mistake of this program, never of the household."""

    @classmethod
    def over(cls, found: list[Disagreement]) -> DisagreementError:
        """Build the error for the differences found."""
        return cls([Diagnostic(code="matchers-disagree", message=f"{one}.", path=one.programme) for one in found])


class DoubleChecked:
    """Determines as the engine does, and has each answer confirmed.

    Args:
        engine: Determines and explains.
        name: The matcher that confirms.

    Raises:
        RequestError: There is no such matcher, or its library is not installed.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name, self._opinion = _confirming(name, engine.rulebook)

    def determine(
        self,
        household: Household,
        *,
        jurisdiction: str,
        on: date,
        assume: bool = False,
        issued: Issued | None = None,
        known_at: date | None = None,
        everything: bool = False,
        language: Language = "vi",
    ) -> Result:
        """Determine every programme for a household; arguments and errors as `Engine.determine`.

        Raises:
            DisagreementError: The other matcher answers differently.
        """

        def determined(*, everything: bool) -> Result:
            return self._engine.determine(
                household,
                jurisdiction=jurisdiction,
                on=on,
                assume=assume,
                issued=issued,
                known_at=known_at,
                everything=everything,
                language=language,
            )

        result = determined(everything=everything)
        if self._opinion is None:
            return result
        question = Question(household, jurisdiction, on, assume=assume, issued=dict(issued or {}), known_at=known_at)
        found = disagreements(determined(everything=True), self._opinion(question))
        if found:
            raise DisagreementError.over(found)
        return replace(result, receipt=replace(result.receipt, engine=self._name))


def _confirming(name: str, rulebook: Rulebook) -> tuple[EngineName, Callable[[Question], Opinion] | None]:
    match name:
        case "household":
            return "household", None
        case "columnar":
            try:
                from eligibility.matching.columnar.opinion import Opinions as Columns
            except ImportError as error:
                raise RequestError.missing_extra("the engine columnar needs the extra batch", "batch", error) from error
            return "columnar", Columns(rulebook).opinion
        case "durable":
            try:
                from eligibility.matching.durable.process import Opinions
            except ImportError as error:
                also = "; it needs a C compiler and Python below 3.13"
                raise RequestError.missing_extra(
                    "the engine durable needs the extra of that name", "durable", error, also
                ) from error
            return "durable", Opinions(rulebook).opinion
        case _:
            raise RequestError.unknown("unknown-engine", "engine", name, ENGINES)
