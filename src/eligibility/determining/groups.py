"""How an entitlement fares in its group: kept, absorbed, open, or one of several to choose from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eligibility.determination import DongRange, InGroup
from eligibility.determining.cumulation import Line, highest_only
from eligibility.matching.situation import HOUSEHOLD
from eligibility.verdict import MET, NOT_MET

if TYPE_CHECKING:
    from eligibility.determination import Dong, Entitlement
    from eligibility.determining.clauses import Cited
    from eligibility.determining.cumulation import Draw
    from eligibility.determining.entitlements import Entitling
    from eligibility.matching.asking import Asked
    from eligibility.matching.household import HouseholdMatcher, Rule
    from eligibility.matching.situation import Situation
    from eligibility.model.cumulation import Group


class Grouping:
    """Settles the groups of one household.

    Args:
        matcher: The rules of the day and place.
        situation: The household.
        entitling: Works out amounts.
    """

    def __init__(self, matcher: HouseholdMatcher, situation: Situation, entitling: Entitling) -> None:
        self._matcher = matcher
        self._situation = situation
        self._entitling = entitling
        self._rulebook = matcher.law.rulebook
        self._contests: dict[tuple[str, int], tuple[list[Line], Draw]] = {}
        self._questions: dict[tuple[str, int], Asked] = {}

    def settled(
        self, entitlements: tuple[Entitlement, ...], programme: str, name: str, who: int, cited: Cited
    ) -> tuple[Entitlement, ...]:
        """The entitlements of a programme with their place in its group, if the group has a clause on the day."""
        group = self._rulebook.groups[name]
        version = self._matcher.law.group_version(group)
        if version is None or not entitlements:
            return entitlements
        citation = cited.index(version.cite[0])
        rank = self._alternative if group.rule == "choose_one" else self._ranked
        place = rank(group, programme, who, citation)
        return entitlements if place is None else tuple(replace(one, group=place) for one in entitlements)

    def asked(self, programme: str, name: str, who: int) -> Asked:
        """What to ask while it is open whether the entitlement is kept: what its competitors ask for."""
        group = self._rulebook.groups[name]
        if group.rule == "choose_one" or self._matcher.law.group_version(group) is None:
            return {}
        lines, draw = self._contest(group, who)
        is_open = any(
            line.programme == programme and line.owner == who and state == "open"
            for line, state in zip(lines, draw.states, strict=True)
        )
        if not is_open:
            return {}
        if (group.id, who) not in self._questions:
            self._questions[group.id, who] = self._questions_of(group, lines, who)
        return self._questions[group.id, who]

    def _questions_of(self, group: Group, lines: list[Line], who: int) -> Asked:
        asking = self._matcher.asking
        asked: Asked = {}
        for line in lines:
            rule = self._matcher.rules[line.programme]
            if rule.condition is not None:
                asked.update(asking.of(rule.condition, self._situation, line.owner))
            if rule.applied.version is not None:
                for benefit in rule.applied.version.benefits:
                    asked.update(self._entitling.asked(benefit, line.owner))
        if group.within == "spouses" and self._spouse(who) is None:
            asked.update(asking.of_fact("member.spouse", self._situation, who))
        return asked

    def _contest(self, group: Group, who: int) -> tuple[list[Line], Draw]:
        """The claims that compete with a subject's, and how they fare: the same for each of the subject's claims."""
        if (group.id, who) not in self._contests:
            lines = self._lines(group, who)
            self._contests[group.id, who] = lines, highest_only(lines, group.together)
        return self._contests[group.id, who]

    def _ranked(self, group: Group, programme: str, who: int, citation: int) -> InGroup | None:
        lines, draw = self._contest(group, who)
        for line, state in zip(lines, draw.states, strict=True):
            if line.programme == programme and line.owner == who:
                others = tuple(dict.fromkeys(other.programme for other in lines if other is not line))
                return InGroup(
                    id=group.id,
                    rule=group.rule,
                    state=state,
                    with_=others,
                    dong=_dong(draw.low, draw.high),
                    citation=citation,
                )
        return None

    def _alternative(self, group: Group, programme: str, who: int, citation: int) -> InGroup | None:
        lows: list[int] = []
        highs: list[int | None] = []
        others: list[str] = []
        for rule in self._members(group):
            if self._matcher.status(rule, self._situation, who) is NOT_MET or rule.applied.version is None:
                continue
            name = rule.applied.programme.id
            if name != programme:
                others.append(name)
            for benefit in rule.applied.version.benefits[:1]:
                amount = self._entitling.amount(rule.applied.version, benefit, who)
                if amount is not None:
                    # Of "at most so much" the least is not stated.
                    lows.append(0 if amount.limit == "ceiling" else amount.low)
                    highs.append(amount.high)
        dong = (
            _dong(min(lows), None if None in highs else max(high for high in highs if high is not None))
            if lows
            else None
        )
        return InGroup(
            id=group.id,
            rule=group.rule,
            state="alternative",
            with_=tuple(others),
            dong=dong,
            chosen_by=group.chosen_by,
            citation=citation,
        )

    def _members(self, group: Group) -> list[Rule]:
        return [
            rule
            for rule in self._matcher.rules.values()
            if rule.applied.version is not None and rule.applied.version.group == group.id
        ]

    def _lines(self, group: Group, who: int) -> list[Line]:
        """Claims that compete: due ones of the subject, and in a group of spouses those of the other."""
        owners = [(who, True)]
        if group.within == "spouses":
            spouse = self._spouse(who)
            others = [index for index, _presence in self._situation.present if index != who]
            owners += [(index, spouse is not None) for index in others if spouse is None or index in spouse]
            # A tie must fall the same way for both of a couple, however the household was listed.
            owners.sort(key=lambda owner: self._situation.ids[owner[0]])
        lines: list[Line] = []
        for rule in self._members(group):
            version = rule.applied.version
            if version is None or not self._matcher.law.is_due(version) or not version.benefits:
                continue
            for owner, is_certain in owners:
                verdict = self._matcher.status(rule, self._situation, owner)
                if verdict is NOT_MET:
                    continue
                amount = self._entitling.amount(version, version.benefits[0], owner)
                lines.append(
                    Line(
                        programme=rule.applied.programme.id,
                        owner=owner,
                        is_sure=verdict is MET and is_certain,
                        low=0 if amount is None else amount.low,
                        high=None if amount is None else amount.high,
                    )
                )
        return lines

    def _spouse(self, who: int) -> set[int] | None:
        if who == HOUSEHOLD:
            return set()
        value = self._matcher.knowledge.getter("member.spouse")(self._situation, who)
        if not isinstance(value, frozenset):
            return None
        return {index for index, identifier in enumerate(self._situation.ids) if identifier in value}


def _dong(low: int, high: int | None) -> Dong:
    return low if low == high else DongRange(low, high)
