"""Running cases: each household is determined, and each expected answer compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from eligibility.cases.comparing import Difference, differences
from eligibility.cases.expected import ExpectedList
from eligibility.cases.hints import About, Hint
from eligibility.cases.listing import list_differences
from eligibility.cases.names import HOUSEHOLD
from eligibility.cases.reading import read_cases
from eligibility.cases.report import CaseReport, Failure, Outcome, reason_lines
from eligibility.determination import Status
from eligibility.errors import EligibilityError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from eligibility.cases.expected import ExpectedAnswer
    from eligibility.cases.reading import Case
    from eligibility.determination import Determination, Result
    from eligibility.engine import Engine
    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.model.criteria import Criterion
    from eligibility.model.rulebook import Rulebook


class Determine(Protocol):
    """Whatever decides a household: `Engine.determine`, or that of another engine."""

    def __call__(
        self,
        household: Household,
        *,
        jurisdiction: str,
        on: date,
        assume: bool = ...,
        issued: Issued | None = ...,
        known_at: date | None = ...,
        everything: bool = ...,
    ) -> Result:
        """Determine every programme for a household."""


def run_cases(
    paths: Iterable[str | Path], engine: Engine, *, determine: Determine | None = None, known_at: date | None = None
) -> CaseReport:
    """Run case files.

    Args:
        paths: Files, or folders that are searched for `*.yaml`.
        engine: Holds the rules the cases are read against.
        determine: Decides instead of the engine itself.
        known_at: Assessment date of the cases that state none.

    Raises:
        RequestError: A path leads nowhere, or nothing is found.
        CaseFileError: The files are wrong.
    """
    cases = read_cases(paths, engine.rulebook)
    decide = determine or engine.determine
    asked = (case if case.known_at is not None else replace(case, known_at=known_at) for case in cases)
    return CaseReport(tuple(run_case(case, engine.rulebook, decide) for case in asked))


def run_case(case: Case, rulebook: Rulebook, determine: Determine) -> Outcome:
    """Determine one case and compare."""
    try:
        result = determine(
            case.household,
            jurisdiction=case.jurisdiction,
            on=case.on,
            assume=case.assume,
            issued=case.issued,
            known_at=case.known_at,
            everything=True,
        )
    except EligibilityError as error:
        refused = Difference("answer", "a determination", f"refused: {error}")
        return Outcome(case, (Failure(None, (refused,), (), (Hint(About.REFUSED),)),))
    if isinstance(case.expect, ExpectedList):
        found = tuple(list_differences(case.expect, result))
        return Outcome(case, (Failure(None, found, (), (Hint(About.WHICH_IS_WRONG),)),) if found else ())
    return Outcome(case, tuple(_failures(case, case.expect, result, rulebook)))


def _failures(
    case: Case, expect: Mapping[str, ExpectedAnswer], result: Result, rulebook: Rulebook
) -> Iterator[Failure]:
    mine = [one for one in result.determinations if one.programme == case.programme]
    for subject, answer in expect.items():
        got = _of(subject, mine)
        if got is None:
            missing = Difference("determination", "one", "none")
            yield Failure(subject, (missing,), (), (_why_missing(case, mine, rulebook),))
            continue
        found = tuple(differences(answer, got, _criterion(got, rulebook)))
        if found:
            yield Failure(subject, found, tuple(reason_lines(got.reasons)), tuple(_hints(answer, got, found)))


def _of(subject: str, mine: Iterable[Determination]) -> Determination | None:
    """The determination of a subject; one that says why nothing applies holds for all of them."""
    for one in mine:
        member = one.subject.member or HOUSEHOLD
        if member == subject or one.status is Status.NOT_APPLICABLE:
            return one
    return None


def _criterion(got: Determination, rulebook: Rulebook) -> Criterion | None:
    versions = rulebook.programmes[got.programme].versions
    return next((version.eligible_when for version in versions if version.name == got.version), None)


def _why_missing(case: Case, mine: list[Determination], rulebook: Rulebook) -> Hint:
    programme = rulebook.programmes[case.programme or ""]
    if mine:
        subjects = ", ".join(one.subject.member or HOUSEHOLD for one in mine)
        return Hint(About.OTHER_SUBJECTS, {"granted_to": programme.granted_to, "subjects": subjects})
    if any(version.orders is not None for version in programme.versions):
        return Hint(About.ORDERS_OTHERS)
    return Hint(About.NO_SUBJECT)


def _hints(answer: ExpectedAnswer, got: Determination, found: tuple[Difference, ...]) -> Iterator[Hint]:
    """What the answer tells of itself where that may be the cause, then the question that is always to be asked."""
    keys = {difference.key for difference in found}
    workings = [one.working for one in got.entitlements if one.working is not None]
    if got.status is Status.NOT_APPLICABLE and "status" in keys:
        yield Hint(About.NOT_APPLICABLE, {"why": "" if got.why is None else got.why.value})
    elif got.status is Status.UNDETERMINED and answer.status in {Status.ELIGIBLE, Status.INELIGIBLE}:
        yield Hint(About.OPEN, {"facts": ", ".join(got.ask)}) if got.ask else Hint(About.NOTHING_TO_ASK)
    elif workings and any(key.endswith("dong") for key in keys):
        yield Hint(About.WORKED_OUT, {"workings": "; ".join(workings)})
    yield Hint(About.WHICH_IS_WRONG)
