"""What must hold of every timeline under the real rules: no change is missed, and each has a cause and a clause."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.household import Household
from eligibility.timeline import Timeline, timeline
from eligibility.timeline.dated import dated
from eligibility.timeline.steps import SHOWN, seen
from tests.support.households import Households, consistent

PLACES = ["bentre", "vinhlong", "angiang", "huongtra"]
FIRST, LAST = date(2021, 6, 1), date(2027, 3, 1)
TRIED_DAYS = 12


@pytest.fixture(scope="module")
def followed(engine: Engine, examples: int) -> list[tuple[Household, str, Timeline]]:
    """Random households, each followed through the years of every law that is held."""
    found = []
    source = Households(engine.rulebook.facts, date(2024, 6, 30), seed=71, known=0.8)
    while len(found) < max(4, examples // 12):
        place = PLACES[len(found) % len(PLACES)]
        household = consistent(engine, source.draw(), place, date(2024, 6, 30))
        if household is None:
            continue
        try:
            found.append((household, place, timeline(engine, household, jurisdiction=place, first=FIRST, last=LAST)))
        except HouseholdError:
            continue  # what was stated contradicts itself on another day
    return found


def held(household: Household, place: str, engine: Engine) -> Household:
    return dated(household, engine.rulebook.facts, engine.matcher(place, FIRST, {}).law.place)


def test_on_every_day_the_answer_is_that_of_its_span(engine: Engine, followed) -> None:
    for number, (household, place, line) in enumerate(followed):
        choose = Households(engine.rulebook.facts, FIRST, seed=number).random
        turns = {step.day for step in line.steps}
        near = [day + timedelta(days=by) for day in turns for by in (-1, 0, 1)]
        days = choose.sample(near, min(len(near), TRIED_DAYS))
        days += [FIRST + timedelta(days=choose.randint(0, (LAST - FIRST).days)) for _ in range(TRIED_DAYS)]
        for day in {day for day in days if FIRST <= day <= LAST}:
            result = engine.determine(held(household, place, engine), jurisdiction=place, on=day)
            expected = {
                (one.programme, one.subject.member): seen(one)
                for one in result.determinations
                if one.shown is None and one.status in SHOWN
            }
            shown = {
                (row.programme, row.member): seen(span.determination)
                for row in line.rows
                for span in row.spans
                if span.first <= day <= span.last
            }

            assert expected == shown, (day, place, household)


def test_spans_of_a_row_follow_one_another_and_differ(followed) -> None:
    for _household, _place, line in followed:
        for row in line.rows:
            for before, after in zip(row.spans, row.spans[1:], strict=False):
                assert before.first <= before.last < after.first <= after.last
                if before.last + timedelta(days=1) == after.first:
                    assert seen(before.determination) != seen(after.determination)


def test_every_step_has_a_cause_and_a_clause(followed) -> None:
    steps = [step for _household, _place, line in followed for step in line.steps]

    assert [step for step in steps if not step.causes] == []
    assert [step for step in steps if not step.clauses] == []
    assert {step.kind for step in steps} == {"begins", "opens", "changes", "ends"}
