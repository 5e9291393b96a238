"""The Rete network and the household matcher give the same verdicts on random households."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility.engine import Engine
from eligibility.matching.durable import matcher as module
from eligibility.matching.durable.matcher import DurableMatcher
from eligibility.profile import profile_of
from tests.support.households import Households, consistent

PLACES = [("bentre", date(2022, 6, 15)), ("bentre", date(2023, 6, 15))]


def compare(engine: Engine, network: DurableMatcher, ours, source: Households, place, examples: int) -> list[object]:
    found: list[object] = []
    compared = 0
    while compared < examples:
        household = consistent(engine, source.draw(), *place)
        if household is None:
            continue
        compared += 1
        profile = profile_of(household, engine.rulebook.facts, ours.law.day)
        situation = ours.situation(profile, assume=compared % 3 == 0)
        second = network.decide(situation)
        for name, rule in ours.rules.items():
            if rule.applied.version is None:
                continue
            for who in ours.subjects(rule, situation):
                first = ours.status(rule, situation, who)
                if second[name, who] is not first:
                    found.append((household, name, who, first, second[name, who]))
    return found


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_network_agrees(engine: Engine, examples: int, place) -> None:
    ours = engine.matcher(*place, {})

    assert (
        compare(
            engine, DurableMatcher(ours), ours, Households(engine.rulebook.facts, place[1], seed=11), place, examples
        )
        == []
    )


def test_it_still_agrees_where_the_fields_must_be_split_over_several_networks(engine: Engine, monkeypatch) -> None:
    place = PLACES[0]
    ours = engine.matcher(*place, {})
    monkeypatch.setattr(module, "GREATEST_FIELDS", 20)
    network = DurableMatcher(ours)

    assert max(len(level.networks) for level in network.levels) > 2
    assert compare(engine, network, ours, Households(engine.rulebook.facts, place[1], seed=12), place, 40) == []
