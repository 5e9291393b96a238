"""Terms: each once, constants folded, household values joined before they are spread, ages compared as dates."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

import polars as pl
import pytest

from eligibility.matching.columnar.making import Terms
from eligibility.matching.columnar.plan import Compute, Cross, plan
from eligibility.matching.columnar.tables import PolarsTables, values_of
from eligibility.matching.columnar.terms import Operation, Table, Term, day_of_month_form, month_form
from eligibility.period import as_number, completed_months, completed_years


@pytest.fixture
def terms() -> Terms:
    return Terms()


def flag(terms: Terms, name: str, table: Table = Table.MEMBERS) -> Term:
    return terms.column(name, table, nullable=False)


def test_equal_terms_are_one_object(terms: Terms) -> None:
    a, b = flag(terms, "a"), flag(terms, "b")

    assert terms.all_of(a, b) is terms.all_of(b, a)
    assert terms.no(terms.no(a)) is a
    assert terms.constant(1) is not terms.true


def test_constants_decide_or_vanish(terms: Terms) -> None:
    a = flag(terms, "a")

    assert terms.all_of(a, terms.false) is terms.false
    assert terms.all_of(a, terms.true) is a
    assert terms.any_of(a, terms.true) is terms.true
    assert terms.any_of() is terms.false
    assert terms.all_of() is terms.true


def test_a_known_column_is_filled_by_itself(terms: Terms) -> None:
    known, open_ = flag(terms, "a"), terms.column("b", Table.MEMBERS, nullable=True)

    assert terms.filled(known, value=False) is known
    assert terms.filled(open_, value=False) is not terms.filled(open_, value=True)
    assert terms.known(known) is terms.true


def test_what_speaks_of_the_household_alone_is_joined_there_and_spread_once(terms: Terms) -> None:
    one, two = flag(terms, "h1", Table.HOUSEHOLDS), flag(terms, "h2", Table.HOUSEHOLDS)
    joined = terms.all_of(one, flag(terms, "m"), two)
    spread = [part for part in joined.inputs if part.operation is Operation.SPREAD]

    assert joined.table is Table.MEMBERS
    assert [part.inputs[0] for part in spread] == [terms.all_of(one, two)]


def test_phases_alternate_between_households_and_members(terms: Terms) -> None:
    member = flag(terms, "m")
    total = terms.total(member)
    back = terms.all_of(member, terms.at_least(total, terms.constant(2)))
    again = terms.total(back)

    assert [member.phase, total.phase, back.phase, again.phase] == [1, 2, 3, 4]
    steps = plan([again]).steps
    assert [step.table if isinstance(step, Compute) else step.operation for step in steps] == [
        Operation.TOTAL,
        Table.HOUSEHOLDS,
        Operation.SPREAD,
        Table.MEMBERS,
        Operation.TOTAL,
    ]


def test_what_is_used_twice_gets_a_column_and_what_comes_later_does_not(terms: Terms) -> None:
    a, b, c = (flag(terms, name) for name in "abc")
    shared = terms.all_of(a, b)
    first, second = terms.any_of(shared, c), terms.all_of(shared, c)
    steps = plan([first, second]).steps

    assert [step.columns for step in steps] == [(shared,), (first, second)]
    assert plan([], later=[first]).steps == ()
    assert plan([], later=[first]).inputs[Table.MEMBERS] == ("a", "b", "c")


def test_a_total_needed_later_is_computed_before(terms: Terms) -> None:
    total = terms.total(flag(terms, "m"))
    steps = plan([], later=[terms.times(total, terms.constant(5))]).steps

    assert steps == (Cross(Operation.TOTAL, (total,)),)


@pytest.mark.parametrize("is_years", [True, False], ids=["years", "months"])
def test_an_age_is_compared_as_a_date_without_changing_the_answer(terms: Terms, is_years: bool) -> None:
    source = random.Random(3)
    day = date(2024, 2, 29)
    births = [as_number(day - timedelta(days=source.randint(-400, 36_000))) for _ in range(3000)]
    births += [as_number(date(year, 2, 29)) for year in range(1924, 2025, 4)]
    column = terms.column("birth", Table.MEMBERS, nullable=False)
    until = terms.constant(as_number(day))
    if is_years:
        whole = terms.quotient(terms.minus(until, column), 10_000)
    else:
        whole = terms.quotient(terms.minus(terms.months(until), terms.months(column)), 100)
    completed = completed_years if is_years else completed_months
    frame = pl.DataFrame({"birth": births})
    for limit in (0, 1, 16, 18, 36, 80, 960):
        reached = terms.at_least(terms.not_below_zero(whole), terms.constant(limit))
        found = values_of(frame, {"reached": reached})["reached"].to_list()

        assert found == [max(0, completed(birth, as_number(day))) >= limit for birth in births]
        assert limit == 0 or reached.operation is Operation.NOT


def test_month_form_and_back() -> None:
    for year, month, day in itertools.product((1999, 2000, 2024), range(1, 13), (1, 28, 31)):
        number = year * 10_000 + month * 100 + day

        assert day_of_month_form(month_form(number)) == number


def test_unknown_stays_unknown_where_it_must(terms: Terms) -> None:
    number = terms.column("n", Table.MEMBERS, nullable=True)
    frame = pl.DataFrame({"n": [None, -3, 4]}, schema={"n": pl.Int64})
    found = values_of(
        frame,
        {
            "clipped": terms.not_below_zero(number),
            "greatest": terms.greatest(number, terms.constant(0)),
            "least": terms.least(number, terms.null),
            "chosen": terms.chosen(terms.at_least(number, terms.constant(0)), terms.constant(1), terms.null),
            "constant": terms.constant(7),
        },
    )

    assert found.rows() == [(None, 0, None, None, 7), (0, 0, -3, None, 7), (4, 4, 4, 1, 7)]


def tables(flags: list[list[bool]], pairs: list[tuple[int, int]]) -> PolarsTables:
    members = pl.DataFrame(
        {"member_id": [f"m{n}" for n in range(sum(map(len, flags)))], "m": [f for one in flags for f in one]}
    )
    household_of = pl.Series([n for n, one in enumerate(flags) for _ in one], dtype=pl.UInt32)
    links = pl.DataFrame(pairs, schema={"row": pl.UInt32, "other": pl.UInt32}, orient="row")
    households = pl.DataFrame({"household_id": [f"h{n}" for n in range(len(flags))]})
    return PolarsTables(households, members, household_of, {"link": links})


def test_members_are_counted_and_values_spread(terms: Terms) -> None:
    run = tables([[True, False], [], [True, True, True]], [(0, 1), (2, 3), (3, 2), (4, 2)])
    total, everybody = terms.total(flag(terms, "m")), terms.total(terms.true)
    linked, all_linked = terms.linked(flag(terms, "m"), "link"), terms.linked(terms.true, "link")
    spread = terms.spread(total)
    run.run(plan([total, everybody, linked, all_linked, spread]))

    assert run.values(Table.HOUSEHOLDS, {"t": total, "e": everybody}).rows() == [(1, 2), (0, 0), (3, 3)]
    assert run.values(Table.MEMBERS, {"s": spread, "l": linked, "a": all_linked}).rows() == [
        (1, 0, 0),
        (1, 1, 1),
        (3, 2, 2),
        (3, 1, 1),
        (3, 0, 0),
    ]


def test_some_households_keep_what_was_computed_and_their_links(terms: Terms) -> None:
    run = tables([[True, False], [True, True]], [(0, 1), (2, 3), (3, 2)])
    total = terms.total(flag(terms, "m"))
    run.run(plan([total]))
    some = run.only(pl.Series([False, True]))
    linked = terms.linked(flag(terms, "m"), "link")
    some.run(plan([total, linked]))

    assert some.values(Table.HOUSEHOLDS, {"t": total}).rows() == [(2,)]
    assert some.values(Table.MEMBERS, {"l": linked}).rows() == [(1,), (1,)]
