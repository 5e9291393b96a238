"""The Rete network and the household matcher give the same verdicts on random households."""

from __future__ import annotations

from datetime import date

import pytest

from eligibility.engine import Engine
from eligibility.matching.durable import matcher as module
from eligibility.matching.durable.matcher import DurableMatcher
from tests.support.agreement import Drawing, Setting, compare_statuses, compared, settings

PLACES = [("bentre", date(2022, 6, 15)), ("vinhlong", date(2024, 5, 10)), ("vietnam", date(2022, 6, 15))]


@pytest.mark.parametrize("setting", settings(PLACES), ids=str)
def test_the_network_agrees(engine: Engine, examples: int, setting: Setting) -> None:
    profiles = Drawing(engine, 11).profiles(setting, max(examples // 6, 30))

    (found,) = compared(engine, setting, profiles, ("network",))

    assert not found.disagreements, "\n".join(map(str, found.disagreements[:5]))
    assert found.eligible


def test_it_still_agrees_where_the_fields_must_be_split_over_several_networks(engine: Engine, monkeypatch) -> None:
    setting = settings(PLACES)[0]
    matcher = engine.matcher(setting.place, setting.on, {})
    monkeypatch.setattr(module, "GREATEST_FIELDS", 20)
    network = DurableMatcher(matcher)

    found = compare_statuses(matcher, network, Drawing(engine, 12).profiles(setting, 40), assume=False)

    assert max(len(level.networks) for level in network.levels) > 2
    assert not found.disagreements
    assert found.eligible
