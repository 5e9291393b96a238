"""Installed engines agree on the twelve rules of the benchmarks, and a benchmark notices one that does not."""

from __future__ import annotations

import pytest
from benchmarks.engines import contenders
from benchmarks.engines.by_hand import ByHand
from benchmarks.household import LIMIT, OURS, compare, measure, report
from benchmarks.twelve.population import plain_households, population

HOUSEHOLDS = 200


@pytest.fixture(scope="module")
def households() -> list[dict[str, object]]:
    return list(plain_households(population(HOUSEHOLDS)))


def test_installed_engines_agree_with_the_function_written_by_hand(households) -> None:
    found, _missing = contenders()
    prepared = [[contender.prepare(household) for household in households] for contender in found]

    answers = compare(found, prepared)

    assert {"hand-written Python", "ours, verdicts"} <= {contender.name for contender in found}
    assert sum(map(len, answers)) > 3 * HOUSEHOLDS
    assert {code for answer in answers for codes in answer for code in codes} == {0, 1, 2}


def test_a_wrong_answer_stops_the_benchmark(households) -> None:
    class Careless(ByHand):
        name = "careless"

        def codes(self, answer):
            first, *others = super().codes(answer)
            return ((2 - first[0], *first[1:]), *others)

    found = [ByHand(), Careless()]
    prepared = [[contender.prepare(household) for household in households] for contender in found]

    with pytest.raises(SystemExit, match="careless says"):
        compare(found, prepared)


def test_the_report_states_the_ratio_to_the_limit() -> None:
    measured, missing = measure(20, 1, ["by_hand", "ours"])

    lines = report(measured, missing, ["--households", "20"], "0.0")

    assert any(line.startswith(f"| {LIMIT} |") for line in lines)
    assert any(line.startswith(f"| {OURS} |") for line in lines)
    assert any("times as long as the hand-written function" in line for line in lines)


def test_a_slice_of_the_population_is_the_same_alone() -> None:
    whole, part = population(300), population(100, first=150)

    for all_rows, rows in zip(whole, part, strict=True):
        assert all_rows.filter(all_rows["household"].is_between(150, 249)).equals(rows)
