"""A second opinion in a process of its own: right while it lives, missed but not mourned when it dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from eligibility.determination import Status
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.matching.durable.process import Opinions, SecondOpinion
from eligibility.matching.opinion import Question, disagreements

ON = date(2022, 6, 15)
HOUSEHOLD = Household.model_validate(
    {
        "id": "h7",
        "poverty_status": "near_poor",
        "members": [{"birth_date": "1950-01-01", "bhyt_paid_by_other_fund": False}],
    }
)
QUESTION = Question(HOUSEHOLD, "bentre", ON)


@pytest.fixture(scope="module")
def second(engine: Engine) -> Iterator[SecondOpinion]:
    with SecondOpinion(engine.rulebook) as opinion:
        yield opinion


def test_the_child_agrees_with_a_recorded_result(engine: Engine, second: SecondOpinion) -> None:
    result = engine.determine(HOUSEHOLD, jurisdiction="bentre", on=ON, everything=True)
    opinion = second.ask(QUESTION)

    assert opinion is not None
    assert disagreements(result, opinion) == []
    assert opinion["near-poor-health-insurance", "m1"] is Status.ELIGIBLE


def test_a_crash_costs_the_opinion_and_the_next_one_is_given_again(second: SecondOpinion) -> None:
    second.ask(QUESTION)
    assert second.pid is not None
    os.kill(second.pid, signal.SIGSEGV)

    answers = [second.ask(QUESTION), second.ask(QUESTION)]
    assert answers[-1] is not None


def test_a_disagreement_names_household_programme_and_both_answers(engine: Engine) -> None:
    result = engine.determine(HOUSEHOLD, jurisdiction="bentre", on=ON, everything=True)
    forged = tuple(
        replace(one, status=Status.INELIGIBLE) if one.programme == "near-poor-health-insurance" else one
        for one in result.determinations
    )
    found = disagreements(replace(result, determinations=forged), Opinions(engine.rulebook).opinion(QUESTION))

    assert [str(one) for one in found] == [
        "h7/m1: near-poor-health-insurance: recorded ineligible, the second opinion is eligible"
    ]
