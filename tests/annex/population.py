"""A made-up population with exactly the counts of annex 1 of Kế hoạch 2021/KH-UBND, and the totals it draws.

Households differ in size, ages and everything no criterion looks at, so that a total can only come out right household
by household. Money is added within one programme and payer only.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from eligibility.determination import Entitlement
from eligibility.determining.clauses import Cited, Clauses
from eligibility.determining.entitlements import Entitling
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.matching.situation import HOUSEHOLD
from eligibility.profile import profile_of
from eligibility.verdict import MET

ON = date(2022, 6, 15)
Plain = dict[str, object]


@dataclass
class Totals:
    """What one programme grants over a population.

    Attributes:
        subjects: Eligible households or members.
        dong: Sum of the amounts.
        payers: Sum by payer; possible payers of one part are joined by "/".
        split: Percentage of households by payer, where the plan divides households.
    """

    subjects: int = 0
    dong: int = 0
    payers: Counter[str] = field(default_factory=Counter)
    split: dict[str, str] = field(default_factory=dict)

    def add(self, entitlement: Entitlement) -> None:
        assert isinstance(entitlement.dong, int)
        self.subjects += 1
        self.dong += entitlement.dong
        for payer in entitlement.funding:
            self.split = dict(payer.by_households) or self.split
            if isinstance(payer.dong, int):
                self.payers["/".join(payer.either) or str(payer.source)] += payer.dong


def totals(
    engine: Engine, programme: str, households: Iterator[Plain], issued: dict[str, date] | None = None
) -> Totals:
    """Judge a programme for every household and add up what it grants."""
    matcher = engine.matcher("bentre", ON, issued or {})
    rule = matcher.rules[programme]
    version = rule.applied.version
    assert version is not None
    clauses = Clauses(engine.rulebook, "vi")
    found = Totals()
    for plain in households:
        profile = profile_of(Household.model_validate(plain), engine.rulebook.facts, matcher.law.day)
        situation = matcher.situation(profile)
        entitling = Entitling(matcher, situation, "vi")
        for who in matcher.subjects(rule, situation):
            if matcher.status(rule, situation, who) is MET:
                cited = Cited(clauses, version.cite, clauses.listed(version.cite))
                found.add(entitling.entitlement(version.benefits[0], who, cited, is_doubtful=False))
    assert HOUSEHOLD == -1
    return found


class Population:
    """Draws households of each kind the annex counts."""

    def __init__(self, seed: int = 2022) -> None:
        self._random = random.Random(seed)

    def members(self, count: int, **facts: object) -> list[Plain]:
        """Adults of 20 to 59 with a common set of facts."""
        return [{"birth_date": str(self._random.randint(1963, 2002)), **facts} for _ in range(count)]

    def households(self, count: int, **facts: object) -> Iterator[Plain]:
        """Households of one to six members with a common set of facts."""
        for _ in range(count):
            yield {**facts, "members": self.members(self._random.randint(1, 6))}

    def near_poor_members(self, count: int) -> Iterator[Plain]:
        """Near-poor households with exactly `count` members whose premium is due; others are insured elsewhere."""
        left = count
        while left > 0:
            due = min(left, self._random.randint(1, 6))
            left -= due
            insured = self.members(self._random.randint(0, 2), bhyt_paid_by_other_fund=True)
            yield {
                "poverty_status": "near_poor",
                "members": [*self.members(due, bhyt_paid_by_other_fund=False), *insured],
            }

    def elderly_without_card(self, supported: int, able: int) -> Iterator[Plain]:
        """One old person a household, without a card: those who cannot buy one, and those whose family can."""
        for index in range(supported + able):
            old = {
                "birth_date": f"{self._random.randint(1943, 1961)}-01-01",
                "has_bhyt": False,
                "can_afford_bhyt": index >= supported,
            }
            yield {
                "poverty_status": "none",
                "living_standard": "average",
                "members": [old, *self.members(1, has_bhyt=True)],
            }

    def workers_abroad(self, count: int) -> Iterator[Plain]:
        """One worker a household going abroad, each in one of the groups the plan names, beside members who stay."""
        for index in range(count):
            worker: Plain = {"birth_date": "1998", "going_abroad_on_contract": True}
            status = ("poor", "near_poor", "newly_escaped", "none", "none")[index % 5]
            if status == "none":
                worker["is_orphan" if index % 2 else "is_demobilised_soldier"] = True
            yield {
                "poverty_status": status,
                "members": [worker, *self.members(self._random.randint(0, 3), going_abroad_on_contract=False)],
            }
