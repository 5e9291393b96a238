"""Arrears: what a later-known law adds to months already paid by the law as it was known then, or takes from them.

A month counts as its last day stands: a level changes from the month in which the condition for it is met. Where a
person no longer qualifies on the last day, though the law is still in force, the first day counts: payment ends from
the month after (Nghị định 20/2021/NĐ-CP, Điều 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from eligibility.determination import Determination, Dong, DongRange, Status
from eligibility.model.programme import Standing
from eligibility.timeline.behind import Behind
from eligibility.timeline.dated import dated
from eligibility.timeline.figures import Figures
from eligibility.timeline.line import answers_of, determined_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eligibility.determination import Clause, Entitlement, Result
    from eligibility.engine import Engine
    from eligibility.household import Household
    from eligibility.matching.law import Issued
    from eligibility.model.rulebook import Rulebook
    from eligibility.model.text import Language
    from eligibility.timeline.line import Key

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrear:
    """One month of one programme whose amount became another.

    Attributes:
        programme: Id of the programme.
        member: Id of the member; None for the household.
        month: First day of the month.
        then: Đồng by the law as known then; None where not known.
        now: Đồng by the law as known now; None where not known.
        determination: The answer by the law as known now, with its clauses; by the earlier one where that is gone.
        clauses: Provisions that became known in between: of figures, of the rule itself; else those of the answer.
    """

    programme: str
    member: str | None
    month: date
    then: Dong | None
    now: Dong | None
    determination: Determination
    clauses: tuple[Clause, ...] = ()

    @property
    def difference(self) -> Dong | None:
        """Đồng to be paid in addition, below zero where less is due; None where either side is not known."""
        if self.then is None or self.now is None:
            return None
        (then_low, then_high), (now_low, now_high) = bounds(self.then), bounds(self.now)
        if then_high is None:
            return None
        low, high = now_low - then_high, None if now_high is None else now_high - then_low
        return low if low == high else DongRange(low, high)


@dataclass(frozen=True, slots=True)
class ArrearSum:
    """What comes together for one programme and subject. Programmes are never added up.

    Attributes:
        programme: Id of the programme.
        member: Id of the member; None for the household.
        months: Its months.
        dong: Sum of the differences that are known.
        unknown: Number of months whose difference is not known.
    """

    programme: str
    member: str | None
    months: tuple[Arrear, ...]
    dong: Dong
    unknown: int


def arrears(
    engine: Engine,
    household: Household,
    *,
    jurisdiction: str,
    first: date,
    last: date,
    then: date,
    now: date | None = None,
    assume: bool = False,
    issued: Issued | None = None,
    language: Language = "vi",
) -> list[Arrear]:
    """List the months whose amount changed because law became known later.

    Args:
        engine: Determines under one rulebook.
        household: The household.
        jurisdiction: Unit it lives in.
        first: Day in the first month looked at.
        last: Day in the last month looked at.
        then: Assessment date of the payments already made.
        now: Assessment date of the review; None for all that is known.
        assume: As `Engine.determine`.
        issued: As `Engine.determine`.
        language: As `Engine.determine`.

    Raises:
        HouseholdError: The household cannot be judged on some day, or states an age without its date.
        RequestError: No such jurisdiction or instrument.
    """
    rulebook = engine.rulebook
    start = first.replace(day=1)
    unit = engine.matcher(jurisdiction, start, issued or {}).law.place
    household = dated(household, rulebook.facts, unit)

    def monthly(month: date, known_at: date | None) -> dict[Key, tuple[Dong | None, Determination]]:
        def determined(day: date) -> Result:
            return engine.determine(
                household,
                jurisdiction=jurisdiction,
                on=day,
                known_at=known_at,
                assume=assume,
                issued=issued,
                everything=True,
                language=language,
            )

        ends = [determined_on(day, start, determined) for day in (month, _next(month) - DAY)]
        return dict(_due(rulebook, *ends))

    found: list[Arrear] = []
    behind, figures = Behind(rulebook), Figures(rulebook, language)
    for month in _months(start, last):
        before, after = monthly(month, then), monthly(month, now)
        for key in dict.fromkeys((*after, *before)):
            paid = before[key][0] if key in before else 0
            due = after[key][0] if key in after else 0
            if paid != due:
                answer = (after.get(key) or before[key])[1]
                names = behind.of(key[0]).own_standards
                clauses = dict.fromkeys(figures.learnt(names, min(then, now or then), now, _next(month) - DAY))
                if key not in before or before[key][1].version != answer.version or not clauses:
                    clauses |= dict.fromkeys(answer.citations[:1])
                found.append(Arrear(*key, month, paid, due, answer, tuple(clauses)))
    return found


def sums(found: Iterable[Arrear]) -> list[ArrearSum]:
    """Months brought together by programme and subject, in the order met."""
    together: dict[Key, list[Arrear]] = {}
    for one in found:
        together.setdefault((one.programme, one.member), []).append(one)
    return [_sum(key, tuple(months)) for key, months in together.items()]


def _sum(key: Key, months: tuple[Arrear, ...]) -> ArrearSum:
    known = [bounds(one.difference) for one in months if one.difference is not None]
    low = sum(low for low, _high in known)
    highs = [high for _low, high in known if high is not None]
    high = sum(highs) if len(highs) == len(known) else None
    return ArrearSum(*key, months, low if low == high else DongRange(low, high), len(months) - len(known))


def bounds(dong: Dong) -> tuple[int, int | None]:
    """Least and greatest đồng."""
    return (dong, dong) if isinstance(dong, int) else (dong.low, dong.high)


def monthly_dong(determination: Determination) -> Dong | None:
    """Money due each month of an eligible answer; None where some of it is not known.

    An absorbed entitlement brings nothing; one that may be absorbed, or is one of several to choose from, may.
    """
    low: int = 0
    high: int | None = 0
    for one in determination.entitlements:
        if one.every != "month" or (one.group is not None and one.group.state == "absorbed"):
            continue
        if one.dong is None:
            return None
        least, most = bounds(one.dong)
        low += least if _is_kept(one) else 0
        high = None if high is None or most is None else high + most
    return low if low == high else DongRange(low, high)


def _is_kept(entitlement: Entitlement) -> bool:
    return entitlement.group is None or entitlement.group.state == "kept"


def _due(
    rulebook: Rulebook, on_first: Result | None, on_last: Result | None
) -> Iterator[tuple[Key, tuple[Dong | None, Determination]]]:
    """What each monthly right brings in a month, from the answers of its first and last days."""
    early, late = answers_of(on_first), answers_of(on_last)
    in_force = {name for (name, _member), one in late.items() if one.version is not None}
    for key in dict.fromkeys((*late, *early)):
        for one in (late.get(key), early.get(key) if key[0] in in_force else None):
            if one is not None and _is_monthly_right(rulebook, one):
                yield key, (None if one.status is Status.UNDETERMINED else monthly_dong(one), one)
                break


def _is_monthly_right(rulebook: Rulebook, one: Determination) -> bool:
    """Whether an answer is, or may turn out to be, a right to money each month."""
    if one.standing is not Standing.ENTITLEMENT or one.status not in (Status.ELIGIBLE, Status.UNDETERMINED):
        return False
    for version in rulebook.programmes[one.programme].versions:
        if version.name == one.version and any(benefit.every == "month" for benefit in version.benefits):
            return True
    return False


def _months(month: date, last: date) -> Iterator[date]:
    while month <= last:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
