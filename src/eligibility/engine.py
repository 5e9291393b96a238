"""The front door: one household, one day, one place, every programme, with reasons.

Selects the law, decides, and puts the answers together. What criteria mean is the matchers' business.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from eligibility.determination import FORMAT, Options, Question, Receipt, Result, Status
from eligibility.determining.answer import Answer, Answering
from eligibility.determining.clauses import Clauses
from eligibility.determining.drafts import Drafts
from eligibility.matching.matchers import Matchers
from eligibility.period import as_number
from eligibility.profile import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eligibility.household import Household
    from eligibility.matching.household import HouseholdMatcher
    from eligibility.matching.law import Issued, LawOfTheDay
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


class Engine:
    """Determines what households are due under one rulebook.

    Args:
        rulebook: The rules.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._matchers = Matchers(rulebook)
        self._matcher = lru_cache(maxsize=32)(self._matchers.compile)
        self._drafts = lru_cache(maxsize=32)(self._new_drafts)
        self._clauses = {language: Clauses(rulebook, language) for language in ("vi", "en")}

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
        """Determine every programme for a household.

        Args:
            household: The household as declared; where it states a place, that lies in the jurisdiction.
            jurisdiction: Unit it lives in, by id or name.
            on: Reference date: the day whose facts and whose law apply.
            assume: Whether silence is given the dictionary's meaning where it has one.
            issued: Pending instruments to be treated as issued, from a day or on every day.
            known_at: Assessment date: law that became known later is ignored.
            everything: Whether to return what is ineligible or not applicable too, with its reasons.
            language: Language of the words inside the result.

        Raises:
            HouseholdError: The household cannot be judged as given.
            RequestError: No such jurisdiction or pending instrument.
        """
        profile = profile_of(household, self.rulebook.facts, as_number(on))
        asked = self._matchers.asked(jurisdiction, on, issued, known_at, profile.lives_in)
        matcher = self._matcher(asked)
        may_be = self._matchers.places.may_be(asked.located, language)
        answering = Answering(self._drafts(matcher, language), profile, language, assume=assume)
        answers = answering.answers(everything=everything)
        return Result(
            format=FORMAT,
            receipt=self._receipt(household, matcher.law, asked.located.unit, assume=assume),
            determinations=tuple(answer.determination for answer in answers),
            ask=_worth_asking(answers),
            notices=answering.notices() if may_be is None else (may_be, *answering.notices()),
        )

    def matcher(
        self, jurisdiction: str, on: date, issued: Issued, known_at: date | None = None, lives_in: str | None = None
    ) -> HouseholdMatcher:
        """The rules of a day and place, compiled; kept for the next household, and for places no rule tells apart."""
        return self._matcher(self._matchers.asked(jurisdiction, on, issued, known_at, lives_in))

    def _new_drafts(self, matcher: HouseholdMatcher, language: Language) -> Drafts:
        return Drafts(matcher, self._clauses[language])

    def _receipt(self, household: Household, law: LawOfTheDay, unit: str, *, assume: bool) -> Receipt:
        return Receipt(
            software=_software(),
            rulebook=self.rulebook.digest,
            input=digest_of(household),
            engine="household",
            at=datetime.now(UTC).astimezone(HANOI).isoformat(timespec="seconds"),
            jurisdiction=unit,
            reference_date=law.on.isoformat(),
            options=Options(
                assume=assume,
                issued={name: True if day is True else day.isoformat() for name, day in law.issued.items()},
                known_at=None if law.known_at is None else law.known_at.isoformat(),
            ),
        )


@cache
def _software() -> str:
    return installed_version("eligibility")


def digest_of(household: Household) -> str:
    """`sha256:` and the digest of a household as declared, whatever the order of its keys."""
    content: Mapping[str, object] = {
        "id": household.id,
        "facts": household.facts,
        "members": None
        if household.members is None
        else [{"id": member.id, "facts": member.facts} for member in household.members],
        "members_complete": household.members_complete,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _worth_asking(answers: Iterable[Answer]) -> tuple[Question, ...]:
    """Missing facts, first the one that alone settles most, then the one most determinations ask for."""
    alone: Counter[tuple[str, str]] = Counter()
    wanted: Counter[tuple[str, str]] = Counter()
    for answer in answers:
        if answer.determination.status is not Status.UNDETERMINED or answer.determination.shown is not None:
            continue
        wanted.update(answer.asked)
        if len(answer.asked) == 1:
            alone.update(answer.asked)
    ordered = sorted(wanted, key=lambda question: (-alone[question], -wanted[question]))
    return tuple(Question(fact=fact, subject=subject, settles=alone[fact, subject]) for fact, subject in ordered)
