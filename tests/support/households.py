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
from eligibility.matching.asking import PLACE
from eligibility.model.fact import FactDefinition, FactDictionary, FactType
from eligibility.model.walk import facts_behind
from eligibility.profile import profile_of

Plain = dict[str, object]

NOT_DRAWN = (FactType.YEARS, FactType.MONTHS, FactType.TEXT)
"""Ages follow from births; a text names a place, which is asked for, not drawn."""
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
        # Where a household lives is no open question here: tests choose the place.
        self.household_facts = [
            f for f in dictionary.values() if f.scope == "household" and f.type not in ages and f.name != PLACE
        ]
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
                message = f"{definition.name} is not drawn"
                raise ValueError(message)

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


def consistent(
    engine: Engine, plain: Plain, jurisdiction: str, on: date, keep: Plain | None = None
) -> Household | None:
    """The household without what contradicts itself; None where that does not succeed.

    Args:
        engine: Its dictionary says what follows from what.
        plain: The household. Facts that contradict others are taken out of it.
        jurisdiction: Place to judge for.
        on: Reference date.
        keep: Facts that must stay; what is behind a contradiction with them goes instead.
    """
    matcher = engine.matcher(jurisdiction, on, {})
    for _ in range(12):
        try:
            household = Household.model_validate(plain)
            matcher.situation(profile_of(household, engine.rulebook.facts, matcher.law.day))
        except HouseholdError as error:
            for diagnostic in error.diagnostics:
                if diagnostic.code != "contradiction" or diagnostic.path is None:
                    return None
                if keep is None or not is_stated(keep, diagnostic.path):
                    remove(plain, diagnostic.path)
                else:
                    scope = "member" if "[" in diagnostic.path else "household"
                    forget(plain, keep, behind(engine.rulebook.facts, f"{scope}.{diagnostic.path.rpartition('.')[2]}"))
        else:
            return household
    return None


def behind(dictionary: FactDictionary, name: str) -> set[str]:
    """Every fact that a fact follows from, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        sources = set(facts_behind(dictionary[waiting.pop()]))
        waiting += sources - found
        found |= sources
    return found


def is_stated(plain: Plain, path: str) -> bool:
    """Whether a household states the fact at a diagnostic's path."""
    head, _, key = path.rpartition(".")
    if head == "household":
        return key in plain
    members = plain["members"]
    assert isinstance(members, list)
    return key in members[int(head[head.index("[") + 1 : head.index("]")])]


def forget(plain: Plain, keep: Plain, names: set[str]) -> None:
    """Take facts out of a household and its members where they need not be kept."""
    pairs = [("household", plain, keep)]
    pairs += [("member", member, kept) for member, kept in zip(plain["members"], keep["members"], strict=True)]  # type: ignore[call-overload]
    for scope, facts_of, kept in pairs:
        for key in list(facts_of):
            if f"{scope}.{key}" in names and key not in kept:
                del facts_of[key]


def remove(plain: Plain, path: str) -> None:
    """Take the fact at a diagnostic's path out of a household."""
    head, _, key = path.rpartition(".")
    if head == "household":
        plain.pop(key, None)
    else:
        members = plain["members"]
        assert isinstance(members, list)
        members[int(head[head.index("[") + 1 : head.index("]")])].pop(key, None)


def state(plain: Plain, path: tuple[int, str], value: object) -> None:
    """State one fact; -1 is the household, other numbers are members by position."""
    where, key = path
    target = plain if where < 0 else plain["members"][where]  # type: ignore[index]
    target[key] = value


def filled(plain: Plain, path: tuple[int, str], value: object) -> Plain:
    """A copy with one fact stated."""
    copied = copy.deepcopy(plain)
    state(copied, path, value)
    return copied
