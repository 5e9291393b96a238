"""What must hold of every household under the real rules: unknowns only ever get filled in, questions are complete."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from eligibility.determination import Determination, Result, Status
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.matching.opinion import STATUS
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.fact import FactType
from eligibility.profile import profile_of
from tests.support.households import NOT_DRAWN, Households, Plain, consistent, filled, state

WORKED_ROWS = Path(__file__).parents[1] / "fixtures" / "worked-rows"
REAL, TRIAL = "real", "worked-rows"
PLACES = [
    (REAL, "bentre", date(2022, 6, 15)),
    (TRIAL, "bentre", date(2022, 6, 15)),
    (TRIAL, "vietnam", date(2026, 8, 15)),
]
DECIDED = (Status.ELIGIBLE, Status.INELIGIBLE)


Place = tuple[str, date]


@pytest.fixture(params=PLACES, ids=lambda place: "-".join(map(str, place)))
def judged(request: pytest.FixtureRequest, engine: Engine) -> tuple[Engine, Place]:
    """An engine with a place and day: on the real rules, and on trial rows of every construct."""
    rules, jurisdiction, on = request.param
    return (engine if rules == REAL else worked_rows()), (jurisdiction, on)


@cache
def worked_rows() -> Engine:
    return Engine(load_rulebook(WORKED_ROWS))


def determined(engine: Engine, household: Household, place: Place) -> Result:
    return engine.determine(household, jurisdiction=place[0], on=place[1], everything=True)


def by_subject(result: Result) -> dict[tuple[str, str | None], Determination]:
    return {(one.programme, one.subject.member): one for one in result.determinations}


def statuses(engine: Engine, household: Household, place: Place) -> dict[tuple[str, str | None], Status]:
    """The bare statuses, without reasons: what most of these properties compare."""
    matcher = engine.matcher(*place, {})
    situation = matcher.situation(profile_of(household, engine.rulebook.facts, matcher.law.day))
    return {
        (name, None if who == HOUSEHOLD or situation.is_nobody_listed else situation.ids[who]): STATUS[
            matcher.status(rule, situation, who)
        ]
        for name, rule in matcher.rules.items()
        if rule.applied.version is not None
        for who in matcher.subjects(rule, situation)
    }


def unknown_facts(engine: Engine, plain: Plain) -> list[tuple[int, str, str]]:
    """Facts nobody stated: position of the subject, key, full name.

    Silence about a death means alive (semantics.md C2), and links follow from relations to the head until stated (C1),
    so neither is the filling in of an unknown.
    """
    found = []
    for definition in engine.rulebook.facts.values():
        if definition.type in (*NOT_DRAWN, FactType.MEMBERS) or definition.name == "member.died_on":
            continue
        if definition.scope == "household":
            if definition.key not in plain:
                found.append((-1, definition.key, definition.name))
            continue
        for index, member in enumerate(plain.get("members", ())):  # type: ignore[arg-type,var-annotated]
            if definition.key not in member:
                found.append((index, definition.key, definition.name))
    return found


def test_filling_in_an_unknown_never_flips_a_decided_status(judged: tuple[Engine, Place], examples: int) -> None:
    engine, place = judged
    source = Households(engine.rulebook.facts, place[1], seed=1, known=0.75)
    compared = 0
    while compared < examples:
        plain = source.draw()
        household = consistent(engine, plain, *place)
        if household is None:
            continue
        before = statuses(engine, household, place)
        where, key, name = source.random.choice(unknown_facts(engine, plain))
        ids = [member["id"] for member in plain.get("members", ())]
        more = filled(plain, (where, key), source.value(engine.rulebook.facts[name], ids))
        completed = consistent(engine, copy.deepcopy(more), *place)
        if completed is None or completed != Household.model_validate(more):
            continue
        compared += 1
        after = statuses(engine, completed, place)
        flips = [
            (subject, status, after[subject])
            for subject, status in before.items()
            if subject in after and status in DECIDED and after[subject] is not status
        ]

        assert not flips, (name, more, flips)


def test_no_fact_outside_ask_could_settle_an_open_answer(judged: tuple[Engine, Place], examples: int) -> None:
    engine, place = judged
    source = Households(engine.rulebook.facts, place[1], seed=2, known=0.8)
    checked = 0
    while checked < examples:
        plain = source.draw()
        household = consistent(engine, plain, *place)
        if household is None or household.members is None:
            continue
        open_ones = [
            one for one in determined(engine, household, place).determinations if one.status is Status.UNDETERMINED
        ]
        if not open_ones:
            continue
        one = source.random.choice(open_ones)
        ids = [member["id"] for member in plain["members"]]  # type: ignore[index,union-attr]
        more = copy.deepcopy(plain)
        for where, key, name in unknown_facts(engine, plain):
            if name not in one.ask:
                state(more, (where, key), source.value(engine.rulebook.facts[name], ids))
        completed = consistent(engine, more, *place, keep=plain)
        if completed is None:
            continue
        checked += 1
        after = statuses(engine, completed, place).get((one.programme, one.subject.member))

        assert after in (None, Status.UNDETERMINED), (one.programme, one.subject, one.ask, plain, more)


def test_removing_a_fact_never_creates_eligibility(judged: tuple[Engine, Place], examples: int) -> None:
    engine, place = judged
    source = Households(engine.rulebook.facts, place[1], seed=3, known=0.9)
    compared = 0
    while compared < examples:
        plain = source.draw()
        household = consistent(engine, plain, *place)
        if household is None:
            continue
        less = copy.deepcopy(plain)
        target = source.random.choice([less, *less.get("members", ())])
        # A link taken back leaves the one that follows from relations; a death taken back leaves somebody alive.
        kept = ("id", "members", "members_complete", "raised_by", "spouse", "died_on")
        keys = [key for key in target if key not in kept]
        if not keys:
            continue
        del target[source.random.choice(keys)]
        compared += 1
        before = statuses(engine, household, place)
        after = statuses(engine, Household.model_validate(less), place)
        created = [
            subject
            for subject, status in after.items()
            if status is Status.ELIGIBLE and before.get(subject, Status.ELIGIBLE) is not Status.ELIGIBLE
        ]

        assert not created, (created, plain, less)


def test_the_order_of_members_does_not_matter(judged: tuple[Engine, Place], examples: int) -> None:
    engine, place = judged
    source = Households(engine.rulebook.facts, place[1], seed=4)
    compared = 0
    while compared < examples:
        plain = source.draw()
        household = consistent(engine, plain, *place)
        if household is None or "members" not in plain:
            continue
        shuffled = copy.deepcopy(plain)
        source.random.shuffle(shuffled["members"])  # type: ignore[arg-type]
        compared += 1
        before = by_subject(determined(engine, household, place))
        after = by_subject(determined(engine, Household.model_validate(shuffled), place))

        assert {subject: one.status for subject, one in before.items()} == {
            subject: one.status for subject, one in after.items()
        }, plain
        assert {s: sorted(map(str, one.entitlements)) for s, one in before.items()} == {
            s: sorted(map(str, one.entitlements)) for s, one in after.items()
        }, plain
