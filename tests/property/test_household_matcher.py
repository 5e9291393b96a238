"""What must hold of every household under the real rules: unknowns only ever get filled in, questions are complete."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from eligibility.determination import Determination, Result, Status
from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.model.fact import FactType
from tests.support.households import Households, Plain, consistent, filled

PLACES = [("bentre", date(2022, 6, 15))]
AGES = (FactType.YEARS, FactType.MONTHS)
DECIDED = (Status.ELIGIBLE, Status.INELIGIBLE)


def determined(engine: Engine, household: Household, place: tuple[str, date]) -> Result:
    return engine.determine(household, jurisdiction=place[0], on=place[1], everything=True)


def by_subject(result: Result) -> dict[tuple[str, str | None], Determination]:
    return {(one.programme, one.subject.member): one for one in result.determinations}


def unknown_facts(engine: Engine, plain: Plain) -> list[tuple[int, str, str]]:
    """Facts nobody stated: position of the subject, key, full name.

    Silence about a death means alive (semantics.md C2), so a death is not the filling in of an unknown.
    """
    found = []
    for definition in engine.rulebook.facts.values():
        if definition.type in AGES or definition.name == "member.died_on":
            continue
        if definition.scope == "household":
            if definition.key not in plain:
                found.append((-1, definition.key, definition.name))
            continue
        for index, member in enumerate(plain.get("members", ())):  # type: ignore[arg-type,var-annotated]
            if definition.key not in member:
                found.append((index, definition.key, definition.name))
    return found


def still_stated(plain: Plain, more: Plain) -> bool:
    """Whether mending contradictions took away nothing that was stated at first."""
    members = zip(plain["members"], more["members"], strict=True)  # type: ignore[call-overload]
    return all(
        all(second.get(key) == value for key, value in first.items())
        for first, second in [*members, ({**plain, "members": 0}, {**more, "members": 0})]
    )


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}-{place[1]}")
def test_filling_in_an_unknown_never_flips_a_decided_status(engine: Engine, examples: int, place) -> None:
    source = Households(engine.rulebook.facts, place[1], seed=1, known=0.75)
    compared = 0
    while compared < examples:
        plain = source.draw()
        household = consistent(engine, plain, *place)
        if household is None:
            continue
        before = by_subject(determined(engine, household, place))
        where, key, name = source.random.choice(unknown_facts(engine, plain))
        ids = [member["id"] for member in plain.get("members", ())]
        more = filled(plain, (where, key), source.value(engine.rulebook.facts[name], ids))
        completed = consistent(engine, copy.deepcopy(more), *place)
        if completed is None or completed != Household.model_validate(more):
            continue
        compared += 1
        after = by_subject(determined(engine, completed, place))
        flips = [
            (subject, one.status, after[subject].status)
            for subject, one in before.items()
            if subject in after and one.status in DECIDED and after[subject].status is not one.status
        ]

        assert not flips, (name, more, flips)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}-{place[1]}")
def test_no_fact_outside_ask_could_settle_an_open_answer(engine: Engine, examples: int, place) -> None:
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
        more = plain
        for where, key, name in unknown_facts(engine, plain):
            if name not in one.ask:
                more = filled(more, (where, key), source.value(engine.rulebook.facts[name], ids))
        completed = consistent(engine, more, *place)
        if completed is None or not still_stated(plain, more):
            continue
        checked += 1
        after = by_subject(determined(engine, completed, place)).get((one.programme, one.subject.member))

        assert after is None or after.status is Status.UNDETERMINED, (one.programme, one.subject, one.ask, plain, more)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}-{place[1]}")
def test_removing_a_fact_never_creates_eligibility(engine: Engine, examples: int, place) -> None:
    source = Households(engine.rulebook.facts, place[1], seed=3, known=0.9)
    compared = 0
    while compared < examples:
        plain = source.draw()
        household = consistent(engine, plain, *place)
        if household is None:
            continue
        less = copy.deepcopy(plain)
        target = source.random.choice([less, *less.get("members", ())])
        keys = [key for key in target if key not in ("id", "members", "members_complete")]
        if not keys:
            continue
        del target[source.random.choice(keys)]
        compared += 1
        before = by_subject(determined(engine, household, place))
        after = by_subject(determined(engine, Household.model_validate(less), place))
        created = [
            subject
            for subject, one in after.items()
            if one.status is Status.ELIGIBLE
            and before.get(subject) is not None
            and before[subject].status is not Status.ELIGIBLE
        ]

        assert not created, (created, plain, less)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]}-{place[1]}")
def test_the_order_of_members_does_not_matter(engine: Engine, examples: int, place) -> None:
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
