"""Timelines: each thing that can turn an answer turns it on its day, for the reason named."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from tests.unit.timeline.conftest import FIRST, LAST, Follow, days, row, steps

from eligibility.engine import Engine
from eligibility.errors import HouseholdError
from eligibility.household import Household
from eligibility.timeline import timeline
from eligibility.timeline.dated import dated
from eligibility.timeline.line import answers_of, determined_on
from eligibility.timeline.steps import SHOWN, seen

DAY = timedelta(days=1)


def test_an_allowance_begins_on_the_birthday_that_reaches_the_age(follow: Follow) -> None:
    line = follow({"birth_date": "1942-03-15"})
    first = steps(line, "old-age")[0]

    assert days(line, "old-age")[0][0].startswith("2022-03-15")
    assert (first.day, first.kind) == (date(2022, 3, 15), "begins")
    assert [(one.kind, one.name, one.member, one.value) for one in first.causes] == [
        ("age", "member.age_years", "m1", 80)
    ]
    assert [(one.criterion, one.after.value, one.clause.provision) for one in first.turned] == [
        ("eighty", "met", "khoản 1 Điều 2")
    ]


@pytest.mark.parametrize(("born", "begins"), [("1942-02-28", "2022-02-28"), ("1944-02-29", "2024-02-29")])
def test_a_birthday_at_the_end_of_february_is_that_day(follow: Follow, born: str, begins: str) -> None:
    assert days(follow({"birth_date": born}), "old-age")[0][0].startswith(begins)


def test_someone_born_on_29_february_completes_a_year_on_1_march_of_a_common_year(follow: Follow) -> None:
    line = follow({"birth_date": "1964-02-29", "works": False})

    assert days(line, "retired")[0][0].startswith("2025-03-01")


def test_more_than_sixty_begins_at_sixty_one(follow: Follow) -> None:
    line = follow({"birth_date": "1961-08-10", "works": False})

    assert days(line, "retired")[0][0].startswith("2022-08-10")
    assert [one.value for one in steps(line, "retired")[0].causes] == [61]


def test_at_most_twenty_ends_on_the_twenty_first_birthday(follow: Follow) -> None:
    line = follow({"birth_date": "2002-05-20"})
    end = steps(line, "pupil")[-1]

    assert days(line, "pupil") == [("2021-01-01..2023-05-19", "eligible")]
    assert (end.day, end.kind, end.after.status.value) == (date(2023, 5, 20), "ends", "ineligible")
    assert [one.provision for one in end.clauses] == ["khoản 1 Điều 2"]


def test_a_band_of_ages_begins_and_ends(follow: Follow) -> None:
    assert days(follow({"birth_date": "2005-11-30"}), "eighteen") == [("2023-11-30..2024-11-29", "eligible")]


def test_months_are_counted_to_the_first_of_the_next_where_the_day_is_missing(follow: Follow) -> None:
    line = follow({"birth_date": "1990"}, exit_date="2020-08-31")

    assert days(line, "newly-escaped", None) == [("2021-01-01..2023-09-30", "eligible")]  # 37 months: 31/09 is missing


def test_of_a_birth_known_to_the_month_the_answer_is_open_between_the_bounds(follow: Follow) -> None:
    line = follow({"birth_date": "1942-04"})

    assert days(line, "old-age")[:2] == [
        ("2022-04-01..2022-04-29", "undetermined"),
        ("2022-04-30..2022-04-30", "eligible"),  # the group's provision begins on 1 May
    ]
    assert [one.kind for one in steps(line, "old-age")[:2]] == ["opens", "begins"]


def test_of_a_birth_known_to_the_year_both_bounds_are_days_of_change(follow: Follow) -> None:
    line = follow({"birth_date": "2002"})

    assert days(line, "pupil") == [
        ("2021-01-01..2022-12-31", "eligible"),
        ("2023-01-01..2023-12-30", "undetermined"),
    ]


def test_a_standard_changes_the_amount_and_names_its_clause(follow: Follow) -> None:
    line = follow({"birth_date": "1940-01-01"}, first=date(2023, 1, 1), last=date(2025, 1, 1))
    only = steps(line, "old-age")

    assert [(one.day, one.kind) for one in only] == [(date(2024, 7, 1), "changes")]
    assert [(one.kind, one.name) for one in only[0].causes] == [("standard", "allowance")]
    assert [one.provision for one in only[0].clauses] == ["khoản 2 Điều 2"]
    assert [span.determination.entitlements[0].dong for span in row(line, "old-age", "m1").spans] == [540_000, 750_000]


def test_a_new_version_of_the_law_takes_over_without_a_gap(follow: Follow) -> None:
    line = follow({"birth_date": "1949-09-09"})
    begin = steps(line, "old-age")[0]

    assert days(line, "old-age") == [("2025-07-01..2026-06-30", "eligible")]
    assert [one.kind for one in begin.causes] == ["programme_begins"]
    assert [one.instrument for one in begin.clauses] == ["2/2025/NĐ-CP"]


def test_a_programme_that_ends_ends_by_the_law_and_not_by_an_age(follow: Follow) -> None:
    end = steps(follow({"birth_date": "2010-07-01"}), "pupil")[-1]

    assert (end.day, end.kind) == (date(2025, 7, 1), "ends")
    assert [one.kind for one in end.causes] == ["programme_ends"]
    assert [one.provision for one in end.clauses] == ["khoản 1 Điều 2"]


def test_non_cumulation_counts_from_the_day_of_its_provision(follow: Follow) -> None:
    line = follow({"birth_date": "1940-01-01", "works": False})
    turn = next(one for one in steps(line, "retired") if one.day == date(2022, 5, 1))

    assert turn.after.entitlements[0].group.state == "absorbed"
    assert [(one.kind, one.name) for one in turn.causes] == [("group", "monthly")]


def test_a_derivation_by_period_and_a_standard_it_compares_with_turn_the_answer(follow: Follow) -> None:
    line = follow({"birth_date": "1990"}, income_dong=1_000_000)
    found = steps(line, "poor-relief", None)

    assert days(line, "poor-relief", None) == [("2022-01-01..2023-02-28", "eligible")]
    assert ("derivation", "household.is_poor") in {(one.kind, one.name) for one in found[0].causes}
    assert [(one.kind, one.name) for one in found[1].causes] == [("standard", "poverty-line")]


def test_a_card_runs_out_on_the_day_after_its_last(follow: Follow) -> None:
    line = follow({"birth_date": "1990", "card_to": "2023-04-30"})

    assert days(line, "card") == [("2023-05-01..2025-06-30", "eligible")]
    assert [(one.kind, one.name) for one in steps(line, "card")[0].causes] == [("date", "member.card_to")]


def test_an_awaited_instrument_turns_a_promise_into_a_right_on_the_day_given(follow: Follow) -> None:
    line = follow({"birth_date": "1990", "has_card": False}, issued={"resolution": date(2023, 2, 3)})
    turn = steps(line, "card")[0]

    assert (turn.day, turn.kind) == (date(2023, 2, 3), "changes")
    assert [turn.before.standing.value, turn.after.standing.value] == ["pending", "entitlement"]
    assert [(one.kind, one.name) for one in turn.causes] == [("issued", "resolution")]


def test_a_member_born_within_the_window_counts_from_that_day(follow: Follow) -> None:
    line = follow({"birth_date": "1990"}, {"birth_date": "2022-10-10"})
    begin = steps(line, "infant", None)[0]

    assert days(line, "infant", None) == [("2022-10-10..2025-06-30", "eligible")]
    assert ("date", "member.birth_date", "m2") in {(one.kind, one.name, one.member) for one in begin.causes}
    assert days(line, "pupil", "m2")[0][0].startswith("2022-10-10")


def test_before_anybody_is_born_there_is_nothing(follow: Follow) -> None:
    assert days(follow({"birth_date": "2022-10-10"}), "pupil") == [("2022-10-10..2025-06-30", "eligible")]


def test_a_member_who_dies_within_the_window_ends_and_leaves_a_funeral(follow: Follow) -> None:
    line = follow({"birth_date": "1940-01-01", "died_on": "2023-06-20"}, {"birth_date": "1990"})

    assert days(line, "old-age")[-1][0].endswith("2023-06-19")
    assert steps(line, "old-age")[-1].kind == "ends"
    assert days(line, "funeral")[0][0].startswith("2023-06-20")
    assert steps(line, "funeral")[0].kind == "begins"


def test_a_child_of_the_head_counts_as_brought_up_until_twenty_two(follow: Follow) -> None:
    line = follow(
        {"relation_to_head": "head", "birth_date": "1970"}, {"relation_to_head": "child", "birth_date": "2000-09-01"}
    )
    end = steps(line, "parent")[0]

    assert days(line, "parent")[0] == ("2021-01-01..2022-08-31", "eligible")
    assert (end.day, end.kind) == (date(2022, 9, 1), "opens")
    assert {(one.name, one.member, one.value) for one in end.causes} == {("member.age_years", "m2", 22)}


def test_a_plan_of_a_province_that_ended_stays_open_there(follow: Follow) -> None:
    line = follow({"birth_date": "1990"}, income_dong=600_000)
    found = steps(line, "mau-gift", None)

    assert days(line, "mau-gift", None) == [
        ("2022-01-01..2025-06-30", "eligible"),
        ("2025-07-01..2026-06-30", "undetermined"),
    ]
    assert (found[-1].day, found[-1].kind) == (date(2025, 7, 1), "opens")
    assert ("unit_ends", "mau") in {(one.kind, one.name) for one in found[-1].causes}
    assert found[-1].after.ask == ()  # the household stays where it lived: the place is no question


def test_a_plan_never_spreads_to_the_province_it_was_merged_with(follow: Follow) -> None:
    line = follow({"birth_date": "1990"}, income_dong=600_000, jurisdiction="ben")

    assert days(line, "mau-gift", None) == []


def test_law_known_later_is_left_out(follow: Follow) -> None:
    line = follow({"birth_date": "1940"}, known_at=date(2025, 8, 1), last=date(2025, 12, 31))

    assert days(line, "old-age")[-1][0].endswith("2025-06-30")  # the new decree was signed on 20 August


def test_an_age_without_its_date_is_refused_with_the_way_out(follow: Follow) -> None:
    with pytest.raises(HouseholdError) as caught:
        follow({"age_years": 80}, {"age_years": 3, "birth_date": "2018"})

    assert [(one.code, one.path) for one in caught.value.diagnostics] == [
        ("age-without-date", "household.members[0].age_years")
    ]
    assert caught.value.diagnostics[0].hint == "Give birth_date instead; the year is enough."


def test_a_contradiction_that_arises_later_names_its_day(follow: Follow) -> None:
    with pytest.raises(HouseholdError) as caught:
        follow({"birth_date": "1990", "has_card": True, "card_to": "2023-04-30"})

    assert str(caught.value.diagnostics[0].message).startswith("on 2023-05-01: member.has_card is stated as True")


def people(choose: random.Random) -> list[dict[str, object]]:
    births = [
        "1941-02-28",
        "1944-02-29",
        "1961",
        "1962-12",
        "1999-12-31",
        "2000-02-29",
        "2005-06",
        "2021-03-31",
        "2023",
    ]
    found: list[dict[str, object]] = []
    for born in choose.sample(births, 4):
        one: dict[str, object] = {"birth_date": born}
        if choose.random() < 0.5:
            one["card_to"] = choose.choice(["2022", "2023-02", "2024-02-29"])
        if choose.random() < 0.3 and born < "2021":
            one["died_on"] = choose.choice(["2023", "2024-02", "2022-07-31"])
        if choose.random() < 0.7:
            one["works"] = choose.random() < 0.5
        one["relation_to_head"] = ["head", "spouse", "child", "other"][len(found)]
        found.append(one)
    return found


def test_no_change_is_missed_on_any_day(made_up: Engine) -> None:
    """Every single day against the engine, for made-up families with births known to the day, month or year."""
    for seed in range(2):
        choose = random.Random(seed)
        household = Household.model_validate(
            {
                "income_dong": choose.choice([600_000, 800_000, 1_000_000]),
                "exit_date": choose.choice(["2020", "2019-05-31", "2020-02-29"]),
                "members": people(choose),
            }
        )
        line = timeline(made_up, household, jurisdiction="mau", first=FIRST, last=LAST)
        placed = dated(household, made_up.rulebook.facts, "mau")
        day = FIRST
        while day <= LAST:
            answers = answers_of(
                determined_on(day, FIRST, lambda on: made_up.determine(placed, jurisdiction="mau", on=on))  # noqa: B023
            )
            expected = {key: seen(one) for key, one in answers.items() if one.status in SHOWN}
            shown = {
                (one.programme, one.member): seen(span.determination)
                for one in line.rows
                for span in one.spans
                if span.first <= day <= span.last
            }

            assert shown == expected, (seed, day)
            day += DAY
