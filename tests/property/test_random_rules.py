"""Random packs over random households: all three matchers give the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from eligibility.engine import Engine
from eligibility.loading import load_rulebook
from eligibility.model.criteria import Criterion
from eligibility.model.rulebook import Rulebook
from eligibility.model.walk import nodes
from tests.support.agreement import Drawing, Setting, compared
from tests.support.random_rules import DAYS, TRIAL_ROWS, write_random_rules

RULEBOOKS, HOUSEHOLDS = 24, 50


@pytest.fixture(scope="module")
def trial() -> Rulebook:
    return load_rulebook(TRIAL_ROWS)


@pytest.mark.parametrize("seed", range(RULEBOOKS))
def test_three_matchers_agree_on_random_rules(trial: Rulebook, tmp_path: Path, seed: int) -> None:
    write_random_rules(tmp_path, trial, seed)
    engine = Engine(load_rulebook(tmp_path))

    setting = Setting("vietnam", DAYS[seed % len(DAYS)], assume=seed % 3 == 0, issued=False)
    profiles = Drawing(engine, seed).profiles(setting, HOUSEHOLDS)
    by_columns, by_network = compared(engine, setting, profiles, ("columns", "network"))

    differing = (*by_columns.disagreements, *by_network.disagreements)
    assert not differing, "\n".join(map(str, differing[:5]))
    assert by_columns.answers >= by_network.answers > HOUSEHOLDS


def test_random_rules_hold_every_kind_of_condition(trial: Rulebook, tmp_path: Path) -> None:
    kinds = set()
    for seed in range(RULEBOOKS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        write_random_rules(folder, trial, seed)
        for programme in load_rulebook(folder).programmes.values():
            condition = programme.versions[0].eligible_when
            assert condition is not None
            kinds |= {type(node) for node in nodes(condition)}

    assert kinds == set(get_args(Criterion))
