"""What follows from eligibility: amounts with their working, payers, terms. Groups are settled afterwards."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from eligibility.determination import DongRange, Entitlement, Payer, QuantityGranted
from eligibility.facts import written
from eligibility.model.benefit import FundingPart
from eligibility.money import product
from eligibility.period import Interval, write_date
from eligibility.verdict import NOT_MET

if TYPE_CHECKING:
    from eligibility.determination import Dong, ShownBasis
    from eligibility.determining.clauses import Cited
    from eligibility.matching.household import HouseholdMatcher
    from eligibility.matching.situation import Situation
    from eligibility.matching.sums import Sum
    from eligibility.model.benefit import Benefit, Funding, Quantity
    from eligibility.model.programme import ProgrammeVersion
    from eligibility.model.text import Language

PAYABLE = {
    "decision_month": {"vi": "tháng ra quyết định", "en": "the month of the decision"},
    "reached_month": {"vi": "tháng đủ điều kiện", "en": "the month in which the conditions are reached"},
}


def dong_of(amount: Sum) -> Dong:
    """Exact đồng, or a range."""
    return amount.low if amount.is_point else DongRange(amount.low, amount.high)


class Entitling:
    """Works out the entitlements of one household.

    Args:
        matcher: Holds the compiled rules.
        situation: The household.
        language: Language of terms and units.
    """

    def __init__(self, matcher: HouseholdMatcher, situation: Situation, language: Language) -> None:
        self._matcher = matcher
        self._situation = situation
        self._language: Language = language

    def amount(self, version: ProgrammeVersion, benefit: Benefit, who: int) -> Sum | None:
        """The sum of a benefit for a subject; None where it has none, or it is unknown or in doubt."""
        formula = self._matcher.formula(benefit)
        return None if formula is None or self.is_doubtful(version, who) else formula.evaluate(self._situation, who)

    def is_doubtful(self, version: ProgrammeVersion, who: int) -> bool:
        """Whether something not modelled withholds the amount: unless its condition is surely not met."""
        return any(
            doubt.when is None or self._matcher.condition(doubt.when).evaluate(self._situation, who) is not NOT_MET
            for doubt in version.not_modelled
            if doubt.effect == "amount_unknown"
        )

    def entitlement(self, benefit: Benefit, who: int, cited: Cited, *, is_doubtful: bool) -> Entitlement:
        """One benefit for a subject who is eligible.

        Args:
            benefit: The benefit.
            who: The subject.
            cited: Clauses of the determination, to which the benefit's own are added.
            is_doubtful: Whether something not modelled withholds the amount.
        """
        formula = self._matcher.formula(benefit)
        amount = None if formula is None or is_doubtful else formula.evaluate(self._situation, who)
        why = None if amount is not None else self._why(benefit, who, is_doubtful=is_doubtful)
        return Entitlement(
            kind=benefit.kind,
            dong=None if amount is None else dong_of(amount),
            why=why,
            basis=self._basis(benefit, amount),
            every=benefit.every,
            at_most_times=benefit.at_most_times,
            quantity=self._quantity(benefit.quantity, who),
            working=amount.working or None if amount is not None else None,
            funding=tuple(self._payer(part, amount) for part in benefit.funding),
            repay_percent=None if benefit.repay is None else str(benefit.repay.percent),
            terms=tuple(self._terms(benefit, who)),
            paid_to=None if benefit.paid_to == "subject" else benefit.paid_to,
            payable_from=self._payable_from(benefit, who),
            citations=cited.indexes(benefit.cite),
        )

    def asked(self, benefit: Benefit, who: int) -> dict[tuple[str, int], None]:
        """What to ask where the amount is known only within bounds."""
        formula = self._matcher.formula(benefit)
        if formula is None:
            return {}
        amount = formula.evaluate(self._situation, who)
        if amount is not None and amount.is_point:
            return {}
        asking = self._matcher.asking
        asked: dict[tuple[str, int], None] = {}
        for condition in formula.conditions:
            asked.update(asking.of(condition, self._situation, who))
        for fact in formula.facts:
            asked.update(asking.of_fact(fact, self._situation, who))
        return asked

    def _why(self, benefit: Benefit, who: int, *, is_doubtful: bool) -> str:
        if benefit.amount is None:
            return "in_kind" if benefit.quantity is not None else "not_stated"
        if is_doubtful:
            return "in_doubt"
        return "unknown_fact" if self.asked(benefit, who) else "no_value_on_date"

    @staticmethod
    def _basis(benefit: Benefit, amount: Sum | None) -> ShownBasis | None:
        if amount is None:
            return None
        if amount.limit is not None:
            return amount.limit
        return "derived" if benefit.basis == "text" and amount.is_computed else benefit.basis

    def _quantity(self, quantity: Quantity | None, who: int) -> QuantityGranted | None:
        if quantity is None:
            return None
        number = str(quantity.number)
        if quantity.per_member is not None:
            low, high = self._matcher.count(quantity.per_member, self._situation, who)
            least = quantity.number * low
            number = str(least) if low == high else f"{least}..{'' if high is None else quantity.number * high}"
        return QuantityGranted(number=number, unit=quantity.unit.into(self._language))

    def _payer(self, part: Funding, amount: Sum | None) -> Payer:
        if not isinstance(part, FundingPart):
            return Payer(by_households={source: str(share) for source, share in part.shares.items()})
        awaited = () if part.depends_on is None else (self._matcher.law.awaited(part.depends_on),)
        is_limited = amount is not None and amount.limit == "ceiling"
        return Payer(
            source=part.sources[0] if len(part.sources) == 1 else None,
            either=part.sources if len(part.sources) > 1 else (),
            dong=_share(part, amount),
            at_ceiling=True if is_limited else None,
            depends_on=awaited,
        )

    def _terms(self, benefit: Benefit, who: int) -> list[str]:
        return [
            term.text.into(self._language)
            for term in benefit.terms
            if term.when is None or self._matcher.condition(term.when).evaluate(self._situation, who) is not NOT_MET
        ]

    def _payable_from(self, benefit: Benefit, who: int) -> str | None:
        if benefit.payable is None:
            return None
        start = benefit.payable.start
        if start in PAYABLE:
            return PAYABLE[start][self._language]
        value = self._matcher.knowledge.getter(start)(self._situation, who)
        if isinstance(value, Interval):
            return write_date(value)[:7]
        return str(written(self._matcher.knowledge.definition(start), value) or start)


def _share(part: FundingPart, amount: Sum | None) -> Dong | None:
    if part.dong is not None:
        return part.dong
    if part.percent is None or amount is None:
        return None
    share = part.percent / Decimal(100)
    low = product(share, amount.low)
    if amount.is_point:
        return low
    return DongRange(low, None if amount.high is None else product(share, amount.high))
