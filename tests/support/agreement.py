"""The household matcher beside the columns (status, amounts and group states) and beside the network (status)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from eligibility.batch.groups import settle
from eligibility.determination import DongRange
from eligibility.determining.entitlements import Entitling
from eligibility.determining.groups import Grouping
from eligibility.engine import Engine
from eligibility.matching.columnar.compiled import Decided
from eligibility.matching.columnar.encoding import encode
from eligibility.matching.columnar.matcher import LIMITS, ColumnarMatcher
from eligibility.matching.columnar.tables import PolarsTables
from eligibility.matching.columnar.terms import Table
from eligibility.matching.household import HouseholdMatcher
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.benefit import Benefit
from eligibility.model.fact import FactType
from eligibility.model.programme import ProgrammeVersion
from eligibility.period import as_number
from eligibility.profile import Profile, profile_of
from eligibility.verdict import MET, NOT_MET, UNKNOWN
from tests.support.households import Households, Plain, consistent

if TYPE_CHECKING:
    from eligibility.matching.durable.matcher import DurableMatcher

Sum = tuple[int | None, int | None, str | None, bool] | None
Place = tuple[str, int | None, int | None] | None
"""State in a group, and what is drawn from it."""
Answer = tuple[str, tuple[Sum, ...], Place] | None
"""Status, amounts and place in a group; None where somebody is no subject of a programme."""

Other = Literal["columns", "network"]
"""Whom the household matcher is compared with."""

STATUS = {MET: "eligible", NOT_MET: "ineligible", UNKNOWN: "undetermined"}
NOTHING_KNOWN = (None, None, None, False)


@dataclass(frozen=True)
class Disagreement:
    """One subject for whom two matchers differ.

    Attributes:
        household: Id of the household.
        programme: Id of the programme.
        member: Id of the member; None for the household itself.
        by_household: What the household matcher answers.
        by_other: What the other one answers.
        other: Which one that is.
    """

    household: str
    programme: str
    member: str | None
    by_household: Answer
    by_other: Answer
    other: Other

    def __str__(self) -> str:
        subject = self.household if self.member is None else f"{self.household}/{self.member}"
        return f"{self.programme} for {subject}: household matcher {self.by_household}, {self.other} {self.by_other}"


@dataclass(frozen=True)
class Comparison:
    """The outcome of comparing two matchers.

    Attributes:
        answers: How many answers were compared.
        eligible: How many of them were eligible.
        grouped: How many had a place in a group.
        disagreements: Where they differ.
    """

    answers: int
    eligible: int
    grouped: int
    disagreements: tuple[Disagreement, ...]


def compare(
    matcher: HouseholdMatcher, profiles: Sequence[Profile], *, assume: bool, columnar: ColumnarMatcher | None = None
) -> Comparison:
    """Decide households both ways. Households that contradict themselves must be left out before."""
    columnar = columnar or ColumnarMatcher(matcher, assume=assume)
    expected = by_household(matcher, profiles, assume=assume)
    found = by_columns(columnar, profiles)
    differing = [
        Disagreement(profiles[index].household_id, *key, ours.get(key), theirs.get(key), "columns")
        for index, (ours, theirs) in enumerate(zip(expected, found, strict=True))
        if ours != theirs
        for key in sorted(ours.keys() | theirs.keys(), key=str)
        if ours.get(key) != theirs.get(key)
    ]
    answers = [answer for one in expected for answer in one.values()]
    return Comparison(
        answers=len(answers),
        eligible=sum(answer is not None and answer[0] == "eligible" for answer in answers),
        grouped=sum(answer is not None and answer[2] is not None for answer in answers),
        disagreements=tuple(differing),
    )


def compare_statuses(
    matcher: HouseholdMatcher, network: DurableMatcher, profiles: Sequence[Profile], *, assume: bool
) -> Comparison:
    """Decide households by the household matcher and by the network."""
    differing: list[Disagreement] = []
    answers = eligible = 0
    for profile in profiles:
        situation = matcher.situation(profile, assume=assume)
        theirs = network.decide(situation)
        ours = {(name, who): matcher.status(matcher.rules[name], situation, who) for name, who in theirs}
        answers += len(ours)
        eligible += sum(verdict is MET for verdict in ours.values())
        differing += [
            Disagreement(
                household=profile.household_id,
                programme=name,
                member=None if who == HOUSEHOLD or situation.is_nobody_listed else situation.ids[who],
                by_household=(STATUS[verdict], (), None),
                by_other=(STATUS[theirs[name, who]], (), None),
                other="network",
            )
            for (name, who), verdict in ours.items()
            if verdict is not theirs[name, who]
        ]
    return Comparison(answers, eligible, 0, tuple(differing))


def by_household(
    matcher: HouseholdMatcher, profiles: Sequence[Profile], *, assume: bool
) -> list[dict[tuple[str, str | None], Answer]]:
    answers: list[dict[tuple[str, str | None], Answer]] = []
    rules = [
        (name, rule, rule.applied.version) for name, rule in matcher.rules.items() if rule.applied.version is not None
    ]
    for profile in profiles:
        situation = matcher.situation(profile, assume=assume)
        entitling = Entitling(matcher, situation, "vi")
        grouping = Grouping(matcher, situation, entitling)
        found: dict[tuple[str, str | None], Answer] = {}
        for name, rule, version in rules:
            is_member = rule.applied.programme.granted_to != "household" and not situation.is_nobody_listed
            for who in matcher.subjects(rule, situation):
                verdict = matcher.status(rule, situation, who)
                sums: tuple[Sum, ...] = ()
                place: Place = None
                if verdict is MET:
                    sums = tuple(_sum(entitling, version, benefit, who) for benefit in version.benefits)
                    place = _place(matcher, grouping, name, version, who)
                member = situation.ids[who] if is_member and who != HOUSEHOLD else None
                found[name, member] = (STATUS[verdict], sums, place)
        answers.append(found)
    return answers


def by_columns(columnar: ColumnarMatcher, profiles: Sequence[Profile]) -> list[dict[tuple[str, str | None], Answer]]:
    tables = encode(profiles, columnar.law.rulebook.facts)
    compiled = columnar.decide(tables)
    refused = tables.values(Table.HOUSEHOLDS, {"refused": compiled.refused}).get_column("refused")
    assert not refused.any(), [profiles[index].household_id for index in refused.arg_true()]
    settled = settle(columnar.law, compiled, tables, dict.fromkeys(Table))
    answers: list[dict[tuple[str, str | None], Answer]] = [{} for _ in profiles]
    members = tables.members.get_column("member_id").to_list()
    household_of = tables.household_of.to_list()
    for name, one in compiled.decided.items():
        group = settled.get(one.rule.applied.version.group or "") if one.rule.applied.version else None
        places: dict[int, Place] = {}
        if group is not None and name in group.states:
            rows = zip(group.rows, group.states[name], group.low, group.high, strict=True)
            places = {row: (state, low, high) for row, state, low, high in rows if state is not None}
        for row, (status, sums) in enumerate(_answers(one, tables)):
            if status is None:
                continue
            member, at = (members[row], household_of[row]) if one.table is Table.MEMBERS else (None, row)
            answers[at][name, member] = (status, sums, places.get(row) if status == "eligible" else None)
    alone = columnar.decide_for_nobody(tables)
    if alone is not None:
        positions = alone.positions.to_list()
        for name, one in alone.compiled.decided.items():
            for row, (status, _) in enumerate(_answers(one, alone.tables)):
                answers[positions[row]][name, None] = (
                    "ineligible" if status == "ineligible" else "undetermined",
                    (),
                    None,
                )
    return answers


def _answers(one: Decided, tables: PolarsTables) -> list[tuple[str | None, tuple[Sum, ...]]]:
    terms = {"surely": one.eligible.surely, "possibly": one.eligible.possibly, "concerned": one.concerned.possibly}
    for index, granted in enumerate(one.benefits):
        if granted.money is not None:
            money = granted.money
            for part in ("known", "low", "high", "limit", "computed"):
                terms[f"{part}{index}"] = getattr(money, part)
    answers: list[tuple[str | None, tuple[Sum, ...]]] = []
    for surely, possibly, concerned, *rest in tables.values(one.table, terms).rows():
        if not concerned:
            answers.append((None, ()))
            continue
        status = "eligible" if surely else "undetermined" if possibly else "ineligible"
        sums: list[Sum] = []
        if surely:
            values = iter(rest)
            for granted in one.benefits:
                if granted.money is None:
                    sums.append(None)
                    continue
                known, low, high, limit, computed = (next(values) for _ in range(5))
                sums.append((low, high, LIMITS.get(limit), computed) if known else NOTHING_KNOWN)
        answers.append((status, tuple(sums)))
    return answers


def _sum(entitling: Entitling, version: ProgrammeVersion, benefit: Benefit, who: int) -> Sum:
    if benefit.amount is None:
        return None
    amount = entitling.amount(version, benefit, who)
    return NOTHING_KNOWN if amount is None else (amount.low, amount.high, amount.limit, amount.is_computed)


def _place(matcher: HouseholdMatcher, grouping: Grouping, name: str, version: ProgrammeVersion, who: int) -> Place:
    if version.group is None or not version.benefits:
        return None
    group = matcher.law.rulebook.groups[version.group]
    if matcher.law.group_version(group) is None:
        return None
    rank = grouping._alternative if group.rule == "choose_one" else grouping._ranked
    place = rank(group, name, who, 0)
    if place is None:
        return None
    dong = place.dong
    low, high = (dong.low, dong.high) if isinstance(dong, DongRange) else (dong, dong)
    return (place.state, low, high)


@dataclass(frozen=True)
class Setting:
    """Under which rules two matchers are compared.

    Attributes:
        place: Jurisdiction.
        on: Reference date.
        assume: Whether silence is given the dictionary's meaning.
        issued: Whether every pending instrument is treated as issued.
    """

    place: str
    on: date
    assume: bool
    issued: bool

    def __str__(self) -> str:
        return f"{self.place} {self.on}{' assumed' * self.assume}{' issued' * self.issued}"


def settings(places: Sequence[tuple[str, date]]) -> list[Setting]:
    """Places and dates, each with and without assumptions and issued instruments."""
    return [
        Setting(place, on, assume, issued)
        for place, on in places
        for assume in (False, True)
        for issued in (False, True)
    ]


class Drawing:
    """Draws households that do not contradict themselves, with more variety than `Households` alone.

    Some are born after the day, some have an age instead of a birth date, some state nearly everything and some
    hardly anything.

    Args:
        engine: The rules.
        seed: Start of the random sequence.
    """

    def __init__(self, engine: Engine, seed: int) -> None:
        self._engine = engine
        self._random = random.Random(seed)
        self._ages = [
            fact for fact in engine.rulebook.facts.values() if fact.since == "member.birth_date" and fact.until is None
        ]

    def profiles(self, setting: Setting, count: int) -> list[Profile]:
        """So many households on the day of a setting."""
        facts = self._engine.rulebook.facts
        known = self._random.choice((0.3, 0.7, 0.7, 0.95, 1.0))
        # A list without a column of ages is compiled differently, and so is one in which everybody has one.
        aged = self._random.choice((0.0, 0.0, 0.0, 0.1, 1.0))
        source = Households(facts, setting.on, self._random.randrange(2**32), known)
        found: list[Profile] = []
        while len(found) < count:
            plain = source.draw()
            self._vary(plain, setting.on, aged)
            household = consistent(self._engine, plain, setting.place, setting.on)
            if household is not None:
                named = replace(household, id=f"H{len(found)}")
                found.append(profile_of(named, facts, as_number(setting.on)))
        return found

    def _vary(self, plain: Plain, on: date, aged: float) -> None:
        members = plain.get("members")
        for member in members if isinstance(members, list) else ():
            if self._random.random() < 0.03:
                member["birth_date"] = f"{on.year + 1}-01-01"
            elif self._random.random() < aged and self._ages:
                member.pop("birth_date", None)
                for fact in self._random.sample(self._ages, self._random.randint(1, len(self._ages))):
                    years = self._random.randint(0, 90)
                    member[fact.key] = (
                        years if fact.type is FactType.YEARS else years * 12 + self._random.randint(0, 11)
                    )


def compared(
    engine: Engine, setting: Setting, profiles: Sequence[Profile], others: Sequence[Other] = ("columns",)
) -> list[Comparison]:
    """Compare the household matcher with others on households under a setting."""
    issued = dict.fromkeys(engine.rulebook.pending, True) if setting.issued else {}
    matcher = engine.matcher(setting.place, setting.on, issued)
    found: list[Comparison] = []
    for other in others:
        if other == "columns":
            found.append(compare(matcher, profiles, assume=setting.assume))
        else:
            # Spark's environment has columns and no network.
            from eligibility.matching.durable.matcher import DurableMatcher

            found.append(compare_statuses(matcher, DurableMatcher(matcher), profiles, assume=setting.assume))
    return found
