"""Every kind of criterion, below, on and above its limit and unknown, means in columns what it means alone."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from eligibility.engine import Engine
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility.matching.columnar.criteria import Criteria
from eligibility.matching.columnar.encoding import encode, stock_of
from eligibility.matching.columnar.facts import Subject
from eligibility.matching.columnar.making import Terms
from eligibility.matching.columnar.plan import plan
from eligibility.matching.columnar.terms import Table
from eligibility.matching.household import HouseholdMatcher
from eligibility.matching.situation import HOUSEHOLD
from eligibility.model.criteria import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    CountMembers,
    CountMet,
    Criterion,
    Equals,
    FactTest,
    LessThan,
    MoreThan,
    Not,
    OneOf,
    ReferenceDate,
    SomeMember,
)
from eligibility.model.standard import StandardReference
from eligibility.profile import profile_of
from eligibility.verdict import Verdict, verdict_of

ON = date(2026, 8, 25)
Plain = dict[str, object]


@pytest.fixture(scope="module")
def matcher() -> HouseholdMatcher:
    rules = load_rulebook(Path(__file__).parents[2] / "fixtures" / "worked-rows")
    return Engine(rules).matcher("bentre", ON, {})


def verdicts(
    matcher: HouseholdMatcher, criterion: Criterion, households: list[Plain], *, assume: bool = False
) -> list[tuple[Verdict, Verdict]]:
    """The verdict of each household and member by the household matcher and by columns."""
    facts = matcher.law.rulebook.facts
    profiles = [profile_of(Household.model_validate(one), facts, matcher.law.day) for one in households]
    tables = encode(profiles, facts)
    terms = Terms()
    criteria = Criteria(terms, matcher.law, stock_of(tables, facts), lambda *_: terms.unknown, assume=assume)
    of_household = criteria.verdict(criterion, Subject.NOBODY)
    of_member = criteria.verdict(criterion, Subject.MEMBER)
    spread = [terms.spread(term) for term in of_member]
    tables.run(plan([*of_household, *spread]))
    households_found = tables.values(Table.HOUSEHOLDS, {"s": of_household.surely, "p": of_household.possibly}).rows()
    members_found = iter(tables.values(Table.MEMBERS, {"s": spread[0], "p": spread[1]}).rows())
    condition = matcher.conditions.compile(criterion)
    pairs: list[tuple[Verdict, Verdict]] = []
    for profile, own in zip(profiles, households_found, strict=True):
        situation = matcher.situation(profile, assume=assume)
        looks_at_members = of_member != of_household
        subjects = range(len(profile.member_ids)) if looks_at_members else [HOUSEHOLD]
        for who in range(len(profile.member_ids)):
            found = next(members_found)
            if who in subjects:
                pairs.append((condition.evaluate(situation, who), verdict_of(surely=found[0], possibly=found[1])))
        if not looks_at_members:
            pairs.append((condition.evaluate(situation, HOUSEHOLD), verdict_of(surely=own[0], possibly=own[1])))
    return pairs


def agree(
    matcher: HouseholdMatcher, criterion: Criterion, households: list[Plain], *, assume: bool = False
) -> list[Verdict]:
    pairs = verdicts(matcher, criterion, households, assume=assume)
    # One at a time, a list has columns for what is stated only, and many are known of everybody.
    for one in households:
        pairs += verdicts(matcher, criterion, [one], assume=assume)

    assert [first for first, _ in pairs] == [second for _, second in pairs]
    return [first for first, _ in pairs]


def with_members(*members: Plain, **facts: object) -> Plain:
    return {**facts, "members": [{"id": f"m{index}", **one} for index, one in enumerate(members)]}


ALL_VERDICTS = set(Verdict)
BIRTHS = ["1946-08-24", "1946-08-25", "1946-08-26", "1946-08", "1946", "1947", "1945", "2026-08-25", None]
AGED = [with_members({"birth_date": birth} if birth else {"gender": "male"}) for birth in BIRTHS]
AGED += [with_members({"age_years": age}) for age in (79, 80, 81)]
AGED += [with_members({"age_years": 80, "birth_date": "1946"}), with_members({"age_years": 79, "birth_date": "1946"})]


@pytest.mark.parametrize(
    "test", [AtLeast(80), MoreThan(80), LessThan(80), AtMost(80), AtLeast(0), LessThan(1)], ids=str
)
def test_ages(matcher: HouseholdMatcher, test: AtLeast) -> None:
    agree(matcher, FactTest(fact="member.age_years", tests=(test,)), AGED)
    agree(matcher, FactTest(fact="member.age_months", tests=(test,)), AGED)


def test_a_band_of_ages_below_on_above_and_across(matcher: HouseholdMatcher) -> None:
    band = FactTest(fact="member.age_years", tests=(AtLeast(79), LessThan(80)))

    assert set(agree(matcher, band, AGED)) == ALL_VERDICTS


@pytest.mark.parametrize("bound", [AtLeast, MoreThan, LessThan, AtMost])
@pytest.mark.parametrize("limit", [20260825, ReferenceDate()], ids=["a-day", "the-reference-date"])
def test_days(matcher: HouseholdMatcher, bound: type[AtLeast], limit: int | ReferenceDate) -> None:
    days = ["2026-08-24", "2026-08-25", "2026-08-26", "2026-08", "2026", "2025", "2027", None]
    households = [with_members({"bhyt_valid_to": day, "gender": "male"}) for day in days]

    assert set(agree(matcher, FactTest(fact="member.bhyt_valid_to", tests=(bound(limit),)), households)) == ALL_VERDICTS


@pytest.mark.parametrize("bound", [AtLeast, MoreThan, LessThan, AtMost])
@pytest.mark.parametrize(
    "reference",
    [
        StandardReference("poverty-line"),
        StandardReference("poverty-line", by="household.area"),
        StandardReference("poverty-line", at="urban"),
    ],
    ids=str,
)
def test_sums_against_a_standard_that_a_fact_may_choose(
    matcher: HouseholdMatcher, bound: type[AtLeast], reference: StandardReference
) -> None:
    sums = [1_499_999, 1_500_000, 1_500_001, 1_700_000, 1_999_999, 2_000_000, 2_000_001, None]
    areas = [{"area_rural": True}, {"area_rural": False}, {}]
    households = [{"income_dong_per_person_month": dong, **area} for dong, area in itertools.product(sums, areas)]

    assert (
        set(
            agree(
                matcher, FactTest(fact="household.income_dong_per_person_month", tests=(bound(reference),)), households
            )
        )
        == ALL_VERDICTS
    )


def test_a_standard_that_no_value_covers_leaves_it_open(matcher: HouseholdMatcher) -> None:
    test = FactTest(
        fact="household.income_dong_per_person_month", tests=(AtLeast(StandardReference("closed-standard")),)
    )

    assert set(agree(matcher, test, [{"income_dong_per_person_month": 5}, {}])) == {Verdict.UNKNOWN}


@pytest.mark.parametrize("number", [2, 3, 4])
def test_equal_numbers(matcher: HouseholdMatcher, number: int) -> None:
    households = [with_members({"hospital_days": days, "gender": "male"}) for days in (2, 3, None)]

    agree(matcher, FactTest(fact="member.hospital_days", tests=(Equals(number),)), households)


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no(matcher: HouseholdMatcher, value: bool) -> None:
    households = [with_members({"has_hiv": said, "gender": "male"}) for said in (True, False, None)]
    test = FactTest(fact="member.has_hiv", tests=(Equals(value),))

    assert set(agree(matcher, test, households)) == ALL_VERDICTS
    assert Verdict.UNKNOWN not in agree(matcher, test, households, assume=True)


def test_choices_and_sets(matcher: HouseholdMatcher) -> None:
    households = [{"poverty_status": word} for word in ("poor", "near_poor", "none", None)]
    purposes = [{"loan_purpose": codes} for codes in ([], ["study"], ["study", "house"], ["house"], None)]

    assert (
        set(
            agree(matcher, FactTest(fact="household.poverty_status", tests=(OneOf(("poor", "near_poor")),)), households)
        )
        == ALL_VERDICTS
    )
    assert (
        set(agree(matcher, FactTest(fact="household.poverty_status", tests=(Equals("none"),)), households))
        == ALL_VERDICTS
    )
    test = FactTest(fact="household.loan_purpose", tests=(OneOf(("study", "production")),))
    assert set(agree(matcher, test, purposes)) == ALL_VERDICTS
    assert Verdict.UNKNOWN not in agree(matcher, test, purposes, assume=True)


def test_derived_facts_stand_where_nothing_was_stated(matcher: HouseholdMatcher) -> None:
    households = [
        {"area_rural": rural, "area": area}
        for rural, area in itertools.product((True, False, None), ("rural", "urban", None))
        if not (rural is True and area == "urban") and not (rural is False and area == "rural")
    ]
    agree(matcher, FactTest(fact="household.area", tests=(Equals("rural"),)), households)
    disabled = [
        with_members({"is_disabled": said, "disability_level": level})
        for said, level in itertools.product((True, False, None), ("none", "light", "severe", None))
        if not (said is False and level in ("light", "severe"))
    ]
    agree(matcher, FactTest(fact="member.disability_level", tests=(OneOf(("severe", "none")),)), disabled)
    agree(matcher, FactTest(fact="member.is_disabled", tests=(Equals(True),)), disabled)
    agree(matcher, FactTest(fact="member.is_disabled", tests=(Equals(True),), stated_only=True), disabled)


@pytest.mark.parametrize("kind", ["all", "any", "count-1", "count-2", "count-3", "not"])
def test_combinations_of_every_verdict(matcher: HouseholdMatcher, kind: str) -> None:
    facts = ("deprived_water", "deprived_health", "deprived_housing")
    parts = tuple(FactTest(fact=f"household.{fact}", tests=(Equals(True),)) for fact in facts)
    households = [dict(zip(facts, values, strict=True)) for values in itertools.product((True, False, None), repeat=3)]
    criterion: Criterion = {
        "all": AllOf(parts=parts),
        "any": AnyOf(parts=parts),
        "not": Not(part=AllOf(parts=parts)),
    }.get(kind) or CountMet(parts=parts, at_least=int(kind[-1]))

    assert set(agree(matcher, criterion, households)) == ALL_VERDICTS


HIV = FactTest(fact="member.has_hiv", tests=(Equals(True),))
GROUPS: list[Plain] = [
    with_members(*({"has_hiv": value, "gender": "male"} for value in values), members_complete=complete)
    for size in (1, 2, 3)
    for values in itertools.product((True, False, None), repeat=size)
    for complete in (True, False)
]
GROUPS += [{"poverty_status": "poor"}]
GROUPS += [
    with_members({"has_hiv": True, "died_on": day}, {"has_hiv": False})
    for day in ("2026-08-25", "2026-08-26", "2026-08", "2026", "2020")
]


def test_some_member(matcher: HouseholdMatcher) -> None:
    assert set(agree(matcher, SomeMember(where=HIV), GROUPS)) == ALL_VERDICTS


@pytest.mark.parametrize(
    "tests", [(AtLeast(2),), (MoreThan(1),), (LessThan(2),), (AtMost(1),), (AtLeast(1), LessThan(3))], ids=str
)
def test_count_of_members(matcher: HouseholdMatcher, tests: tuple[AtLeast, ...]) -> None:
    assert set(agree(matcher, CountMembers(where=HIV, tests=tests), GROUPS)) == ALL_VERDICTS


def test_members_inside_members(matcher: HouseholdMatcher) -> None:
    adult = FactTest(fact="member.age_years", tests=(AtLeast(18),))
    households = [
        with_members({"birth_date": one, "has_hiv": hiv}, {"birth_date": other}, {"birth_date": "2020"})
        for one, other, hiv in itertools.product(("1950", "2015", None), ("1990", None), (True, None))
    ]

    agree(matcher, SomeMember(where=AllOf(parts=(adult, CountMembers(where=HIV, tests=(AtLeast(1),))))), households)


LINKS = [None, [], ["m0"], ["m1"], ["m2"], ["m0", "m1"], ["m2", "m0", "m1"]]


@pytest.mark.parametrize("least", [1, 2])
def test_linked_members(matcher: HouseholdMatcher, least: int) -> None:
    small = FactTest(fact="member.age_years", tests=(LessThan(16),))
    households = [
        with_members(
            {"birth_date": "1980"},
            {"birth_date": first, "raised_by": one},
            {"birth_date": "2015", "raised_by": two},
            members_complete=complete,
        )
        for first, one, two, complete in itertools.product(("2018", "1999", None), LINKS, LINKS, (True, False))
    ]
    criterion = CountMembers(where=small, tests=(AtLeast(least),), linked_by="member.raised_by")

    assert {first for first, _ in verdicts(matcher, criterion, households)} == ALL_VERDICTS
    assert all(first is second for first, second in verdicts(matcher, criterion, households))
