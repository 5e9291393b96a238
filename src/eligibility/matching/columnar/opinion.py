"""The columns as a second opinion of one household: the same question as the other matchers, one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.matching.columnar.matcher import ColumnarMatcher
from eligibility.matching.matchers import Matchers
from eligibility.period import as_number
from eligibility.profile import profile_of

if TYPE_CHECKING:
    from eligibility.matching.matchers import Asked
    from eligibility.matching.opinion import Opinion, Question
    from eligibility.model.rulebook import Rulebook


class Opinions:
    """Gives opinions.

    Args:
        rulebook: The rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._matchers = Matchers(rulebook)
        self._compiled: dict[tuple[Asked, bool], ColumnarMatcher] = {}

    def opinion(self, question: Question) -> Opinion:
        """The status of each programme in force for each of its subjects.

        Raises:
            HouseholdError: The household cannot be judged as given.
        """
        lives_in = profile_of(question.household, self._rulebook.facts, as_number(question.on)).lives_in
        (answers,) = self._matcher(question, lives_in).statuses([question.household])
        return {subject: Status(row.status) for subject, row in answers.items()}

    def _matcher(self, question: Question, lives_in: str | None) -> ColumnarMatcher:
        asked = self._matchers.asked(question.jurisdiction, question.on, question.issued, question.known_at, lives_in)
        key = asked, question.assume
        if key not in self._compiled:
            self._compiled[key] = ColumnarMatcher(self._matchers.compile(asked), assume=question.assume)
        return self._compiled[key]
