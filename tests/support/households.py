"""Random made-up households over a fact dictionary: seeded, with unknowns, partial dates, deaths and incomplete lists.

Plain `random` rather than Hypothesis strategies: tens of thousands of households per test are wanted, and a failing one
is small enough to read as it is.
"""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta

from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.household import Household
from eligibility.model.fact import FactDefinition, FactDictionary, FactType

Plain = dict[str, object]

THRESHOLD_AGES = (2, 3, 4, 6, 10, 16, 18, 22, 60, 70, 75, 80)


class Households:
    """Draws households whose facts are among those given.

    Args:
        dictionary: The facts to draw from.
        on: Reference date; births gather around birthdays near it.
        seed: Start of the random sequence.
        known: Share of facts that are stated.
    """

    def __init__(self, dictionary: FactDictionary, on: date, seed: int, known: float = 0.7) -> None:
        self.random = random.Random(seed)
        self.on = on
        self.known = known
        ages = (FactType.YEARS, FactType.MONTHS)
        self.household_facts = [f for f in dictionary.values() if f.scope == "household" and f.type not in ages]
        self.member_facts = [f for f in dictionary.values() if f.scope == "member" and f.type not in ages]

    def draw(self) -> Plain:
        """One household as plain data."""
        size = self.random.randint(1, 5)
        household: Plain = self._facts(self.household_facts, [])
        if self.random.random() < 0.05:
            return household
        ids = [f"m{index + 1}" for index in range(size)]
        members = []
        for index, identifier in enumerate(ids):
            member = self._facts(self.member_facts, ids)
            member["id"] = identifier
            if "relation_to_head" in member:
                member["relation_to_head"] = (
                    "head" if index == 0 else self.random.choice(["spouse", "child", "parent", "other"])
                )
            members.append(member)
        household["members"] = members
        if self.random.random() < 0.1:
            household["members_complete"] = False
        return household

    def value(self, definition: FactDefinition, ids: list[str]) -> object:
        """A random value of a fact."""
        choose = self.random
        match definition.type:
            case FactType.BOOLEAN:
                return choose.random() < 0.5
            case FactType.CHOICE:
                return choose.choice(list(definition.choices))
            case FactType.CHOICES:
                return [code for code in definition.choices if choose.random() < 0.3]
            case FactType.INTEGER | FactType.YEARS | FactType.MONTHS:
                return choose.randint(0, 40)
            case FactType.DONG:
                return choose.choice(
                    [0, 300_000, 499_999, 500_000, 500_001, 1_400_000, 1_500_000, 1_700_000, 2_100_000]
                )
            case FactType.DATE:
                return self._date(definition)
            case FactType.MEMBERS:
                return [identifier for identifier in ids if choose.random() < 0.4]
            case FactType.TEXT:
                return "x"

    def _facts(self, definitions: list[FactDefinition], ids: list[str]) -> Plain:
        facts: Plain = {}
        for definition in definitions:
            is_rare = definition.name == "member.died_on"
            if self.random.random() < (0.03 if is_rare else self.known):
                facts[definition.key] = self.value(definition, ids)
        return facts

    def _date(self, definition: FactDefinition) -> str:
        choose = self.random
        if definition.name == "member.birth_date":
            years = choose.choice(THRESHOLD_AGES) if choose.random() < 0.6 else choose.randint(0, 95)
            day = date(self.on.year - years, self.on.month, min(self.on.day, 28)) + timedelta(
                days=choose.randint(-2, 2)
            )
            if choose.random() < 0.05:
                day = date(2000 if years < 30 else 1960, 2, 29)
            day = min(day, self.on)
        else:
            day = self.on + timedelta(days=choose.randint(-1500, 60))
        form = choose.random()
        if form < 0.15:
            return f"{day.year:04d}"
        return f"{day.year:04d}-{day.month:02d}" if form < 0.25 else day.isoformat()


def consistent(engine: Engine, plain: Plain, jurisdiction: str, on: date) -> Household | None:
    """The household without what contradicts itself; None where that does not succeed.

    Facts the error names are taken out of `plain` itself.
    """
    matcher = engine.matcher(jurisdiction, on, {})
    from eligibility.profile import profile_of

    for _ in range(12):
        try:
            household = Household.model_validate(plain)
            matcher.situation(profile_of(household, engine.rulebook.facts, matcher.law.day))
        except HouseholdError as error:
            for diagnostic in error.diagnostics:
                if diagnostic.code != "contradiction" or diagnostic.path is None:
                    return None
                remove(plain, diagnostic.path)
        else:
            return household
    return None


def remove(plain: Plain, path: str) -> None:
    """Take the fact at a diagnostic's path out of a household."""
    head, _, key = path.rpartition(".")
    if head == "household":
        plain.pop(key, None)
    else:
        members = plain["members"]
        assert isinstance(members, list)
        members[int(head[head.index("[") + 1 : head.index("]")])].pop(key, None)


def filled(plain: Plain, path: tuple[int, str], value: object) -> Plain:
    """A copy with one fact stated; -1 is the household, other numbers are members by position."""
    where, key = path
    copied = copy.deepcopy(plain)
    target = copied if where < 0 else copied["members"][where]  # type: ignore[index]
    target[key] = value
    return copied
