"""Judging the households of commune lists: one way of judging, each household a row per subject, programme and amount.

Shared by the command line and the service; knows neither how lists arrive nor where results go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from eligibility.determination import Status
from eligibility.determining.notices import left_open
from eligibility.engine import HANOI, Engine
from eligibility.explain.clause import ClauseWords
from eligibility.explain.entitlement import EntitlementWords
from eligibility.explain.sentence import Sentences
from eligibility.lists.judged import JudgedRow, ResultReceipt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eligibility.determination import Determination, Entitlement
    from eligibility.lists.commune_list import CommuneList, ListedHousehold
    from eligibility.matching.law import Issued
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language


@dataclass(frozen=True, slots=True)
class JudgedHousehold:
    """What was found for one household.

    Attributes:
        rows: One line per subject, programme and amount.
        notices: What else is to be checked with it; what is true of every household stands in the receipt.
    """

    rows: tuple[JudgedRow, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedList:
    """One list with everything found.

    Attributes:
        source: The list, households that could not be judged reported in it.
        rows: What was found, one line per subject, programme and amount.
        files: Where it was written.
    """

    source: CommuneList
    rows: tuple[JudgedRow, ...]
    files: tuple[Path, ...]


class Run:
    """One way of judging, for all lists of a run.

    Args:
        rulebook: The rules.
        jurisdiction: Unit the households live in.
        on: Reference date.
        assume: Whether silence is given the dictionary's meaning.
        issued: Awaited instruments treated as issued.
        known_at: Assessment date, if the law as known on a day is asked for.
        language: Language of the words in the result.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        jurisdiction: str,
        on: date,
        *,
        assume: bool,
        issued: Issued,
        known_at: date | None,
        language: Language,
    ) -> None:
        self.engine = Engine(rulebook)
        self.jurisdiction = jurisdiction
        self.on = on
        self.assume = assume
        self.issued = issued
        self.known_at = known_at
        self.language: Language = language
        self.sentences = Sentences(rulebook, language)
        self.words = self.sentences.words
        self.clauses = ClauseWords(rulebook, self.words)
        self._entitlements = EntitlementWords(rulebook, self.words, self.sentences.programme)
        # An unknown place or instrument is refused here, before a long list is read.
        self.law = self.engine.matcher(jurisdiction, on, issued, known_at).law
        _ = self.law.place
        self._notices = tuple(left_open(self.law, language))

    @property
    def receipt(self) -> ResultReceipt:
        """By what the lists are judged."""
        words = self.words
        options = [words("batch.notes_left_out")]
        if self.assume:
            options.append(words("result.assumed_option").strip(" ·"))
        if self.issued:
            names = ", ".join(map(self._entitlements.pending, self.issued))
            options.append(words("result.issued_option", names=names).strip(" ·"))
        if self.known_at is not None:
            options.append(words("result.known_option", day=words.day(self.known_at)).strip(" ·"))
        return ResultReceipt(
            software=installed_version("eligibility"),
            rulebook=self.engine.rulebook.digest,
            at=datetime.now(HANOI).isoformat(timespec="seconds"),
            jurisdiction=self.jurisdiction,
            reference_date=words.day(self.on),
            options="; ".join(options),
            notices=self._notices,
        )

    def judge(self, listed: ListedHousehold) -> JudgedHousehold:
        """Everything a household is due or may be due; pieces of information are left out.

        Raises:
            HouseholdError: The household cannot be judged.
        """
        result = self.engine.determine(
            listed.household,
            jurisdiction=self.jurisdiction,
            on=self.on,
            assume=self.assume,
            issued=self.issued,
            known_at=self.known_at,
            language=self.language,
        )
        rows = (
            self._row(listed, determination, entitlement)
            for determination in result.determinations
            if determination.shown is None
            for entitlement in determination.entitlements or (None,)
        )
        return JudgedHousehold(tuple(rows), tuple(one for one in result.notices if one not in self._notices))

    def _row(self, listed: ListedHousehold, determination: Determination, entitlement: Entitlement | None) -> JudgedRow:
        words, dong = self.words, None if entitlement is None else entitlement.dong
        low, high = (dong, dong) if dong is None or isinstance(dong, int) else (dong.low, dong.high)
        standing, basis = determination.standing, None if entitlement is None else entitlement.basis
        every = None if entitlement is None else entitlement.every
        is_open = determination.status is Status.UNDETERMINED
        return JudgedRow(
            household=listed.household.id,
            member=determination.subject.member,
            label=listed.label(determination.subject.member),
            programme=determination.programme,
            programme_name=self.sentences.programme(determination.programme),
            status="undetermined" if is_open else "eligible",
            standing="" if standing is None else words(f"standing_in_short.{standing.value}"),
            kind="" if entitlement is None else words(f"kind.{entitlement.kind}"),
            dong_low=low,
            dong_high=high,
            basis="" if basis is None else words(f"basis_in_short.{basis}"),
            every="" if every is None else words(f"rhythm.{every}"),
            payers="" if entitlement is None else self._entitlements.payers(entitlement.funding),
            paid=() if entitlement is None else tuple(self._paid(entitlement)),
            clause=self.clauses.clauses(determination.citations[:1]),
            to_ask="; ".join(map(self.sentences.label, determination.ask)),
        )

    def _paid(self, entitlement: Entitlement) -> Iterator[tuple[str, int | None, int | None]]:
        """Each payer's part of an entitlement that is paid; the whole amount where one pays alone."""
        if entitlement.group is not None and entitlement.group.state == "absorbed":
            return
        alone = len(entitlement.funding) == 1
        for payer in entitlement.funding:
            sources = (payer.source,) if payer.source is not None else (payer.either or tuple(payer.by_households))
            said = self.words.joined([self.words(f"source.{source}") for source in sources], "or")
            part = entitlement.dong if payer.dong is None and alone else payer.dong
            low, high = (part, part) if part is None or isinstance(part, int) else (part.low, part.high)
            yield said, low, high
