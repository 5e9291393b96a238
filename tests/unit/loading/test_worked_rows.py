"""Every construct of the rule language loads, and means in the model what it says in the file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from eligibility.loading import load_rulebook
from eligibility.model.benefit import (
    Ceiling,
    ChosenCoefficient,
    Fixed,
    Floor,
    FundingPart,
    HouseholdSplit,
    Product,
    Selection,
)
from eligibility.model.criteria import (
    AllOf,
    AtLeast,
    AtMost,
    CountMembers,
    CountMet,
    EligibleFor,
    Equals,
    FactTest,
    LessThan,
    Not,
    OneOf,
    ReferenceDate,
    SomeMember,
)
from eligibility.model.programme import Standing
from eligibility.model.rulebook import Rulebook
from eligibility.model.standard import Multiple, StandardReference
from eligibility.model.text import Confidence
from eligibility.period import EffectivePeriod

FOLDER = Path(__file__).parents[2] / "fixtures" / "worked-rows"


@pytest.fixture(scope="module")
def rows() -> Rulebook:
    return load_rulebook(FOLDER)


def benefit(rows: Rulebook, programme: str, version: int = 0, index: int = 0):
    return rows.programmes[programme].versions[version].benefits[index]


def parts(rows: Rulebook, programme: str, version: int = 0):
    when = rows.programmes[programme].versions[version].eligible_when
    return when.parts if isinstance(when, AllOf) else (when,)


def test_all_programmes_of_the_trial_rows_load(rows):
    constructs = {"many-children", "other-law", "better-than-many-children"}

    assert len(rows.programmes.keys() - constructs) == 59


def test_several_operators_in_one_leaf_are_several_tests(rows):
    assert parts(rows, "bentre-elderly-card")[0] == FactTest(
        id="age-band", fact="member.age_years", tests=(AtLeast(60), LessThan(80))
    )


def test_values_are_typed_by_their_fact(rows):
    assert parts(rows, "bentre-elderly-card")[1] == FactTest(
        id="no-card", fact="member.has_bhyt", tests=(Equals(False),)
    )
    assert parts(rows, "bentre-house-loan")[2].tests == (OneOf(("house",)),)


def test_dates_are_numbers_and_the_reference_date_is_a_word(rows):
    deprived = parts(rows, "many-children")[1]

    assert isinstance(deprived, CountMet)
    assert deprived.at_least == 1
    assert deprived.parts[1].tests == (AtLeast(20240101), LessThan(ReferenceDate()))


def test_a_fact_is_compared_with_a_standard(rows):
    assert parts(rows, "many-children")[2].tests == (AtMost(StandardReference("poverty-line", at="rural")),)


def test_quantifiers_keep_their_links_and_bounds(rows):
    counted, _, _, negated = parts(rows, "many-children")
    raises = parts(rows, "poor-single-parent")[2]

    assert isinstance(counted, CountMembers)
    assert counted.tests == (AtLeast(2), LessThan(9))
    assert isinstance(raises, SomeMember)
    assert raises.linked_by == "member.raised_by"
    assert isinstance(negated, Not)
    assert negated.part.where.reading.en == "from the 81st birthday"


def test_a_programme_or_a_group_may_be_asked_for(rows):
    assistance = rows.programmes["state-paid-health-insurance"].versions[0].eligible_when.parts[4]

    assert assistance == EligibleFor(id="assistance", name="monthly-social-assistance", kind="group")
    assert parts(rows, "carer-of-child")[0] == EligibleFor(id="cared-child", name="child-without-upkeep")


def test_a_percentage_stays_as_written_in_an_amount_and_is_divided_in_a_standard(rows):
    form = benefit(rows, "bentre-near-poor-card-province").amount.form
    premium = next(one for one in rows.standards if one.name == "health-insurance-premium")

    assert form == Product(coefficient=Decimal(30), of=StandardReference("health-insurance-premium"), is_percent=True)
    assert premium.entries[0].value == Multiple(
        coefficient=Decimal("0.54"), of=StandardReference("base-salary"), is_percent=True
    )


def test_a_coefficient_may_be_chosen(rows):
    form = benefit(rows, "child-without-upkeep").amount.form

    assert isinstance(form.coefficient, ChosenCoefficient)
    assert [item[1] for item in form.coefficient.items] == [Decimal("2.5"), Decimal("1.5")]
    assert form.of == StandardReference("social-assistance-standard", by="member.receives_monthly_allowance")


def test_ceilings_floors_lists_and_spans_are_told_apart(rows):
    assert benefit(rows, "student-credit").amount.form == Ceiling(benefit(rows, "student-credit").amount.form.amount)
    assert benefit(rows, "student-credit").amount.form.amount.form == Fixed(4_000_000, 4_000_000)
    assert isinstance(benefit(rows, "funeral-support").amount.form, Floor)
    assert benefit(rows, "unemployment-benefit").amount.form.rule == "lowest_of"
    assert benefit(rows, "many-children", 0).amount.form == Fixed(100_000, 200_000)
    assert benefit(rows, "many-children", 0).amount.round_to == 1000
    assert isinstance(benefit(rows, "many-children", 0, 2).amount.form, Selection)


def test_an_amount_may_follow_from_a_fact_less_another_and_per_member(rows):
    pension = benefit(rows, "social-pension").amount

    assert pension.less.form.of == "member.pension_dong_per_month"
    assert benefit(rows, "poor-single-parent").amount.per_member.linked_by == "member.raised_by"
    assert benefit(rows, "hunger-relief").quantity.per_member.where is None


def test_funding_names_payers_choices_of_payers_and_splits_of_households(rows):
    first, second = benefit(rows, "bentre-merit-house").funding

    assert first == FundingPart(sources=("central_budget",), dong=50_000_000, depends_on="bt_tw_merit_housing")
    assert second.sources == ("household", "mobilised")
    assert benefit(rows, "bentre-livelihood-capital").funding == (
        HouseholdSplit(shares={"central_budget": Decimal(90), "local_budget": Decimal(10)}),
    )


def test_plan_lines_say_which_of_the_eligible_they_count(rows):
    plan = rows.programmes["bentre-production-loan"].versions[0].plan

    assert [line.count for line in plan] == [4000, 4000, 3000]
    assert plan[2].only == FactTest(fact="household.poverty_status", tests=(Equals("newly_escaped"),))


def test_a_draft_has_no_days_and_is_marked(rows):
    draft = rows.programmes["vinhlong-draft-serious-illness"]

    assert draft.is_draft
    assert draft.versions[0].period == EffectivePeriod()
    assert draft.versions[0].name is None


def test_versions_that_share_their_first_day_are_told_apart_by_what_was_known(rows):
    assert [one.name for one in rows.programmes["many-children"].versions] == ["2026-07-01", "2026-07-01@2026-08-21"]


def test_what_lies_outside_our_versions_may_be_unknown(rows):
    assert rows.programmes["many-children"].unknown_before
    assert rows.programmes["many-children"].unknown_after
    assert not rows.programmes["other-law"].unknown_before


def test_orders_referrals_and_notes_keep_what_they_name(rows):
    assert rows.programmes["vinhlong-merit-precedence"].versions[0].orders.fields[0] == "health"
    assert rows.programmes["bentre-woman-headed"].versions[0].orders.programmes == ("bentre-livelihood-capital",)
    assert len(rows.programmes["bentre-social-assistance-referral"].versions[0].delegates_to) == 10
    other = rows.programmes["other-law"].versions[0]
    assert (other.standing, other.is_note, other.refers_to) == (Standing.REFERRAL, True, ("Nghị định 1/2019/NĐ-CP",))


def test_groups_keep_their_versions_and_what_may_be_drawn_together(rows):
    monthly = rows.groups["monthly-social-assistance"]

    assert [one.period.first for one in monthly.versions] == [date(2021, 7, 1), date(2026, 10, 5)]
    assert frozenset({"poor-single-parent", "severe-disability"}) in monthly.together
    assert rows.groups["bentre-near-poor-card"].chosen_by == "authority"


def test_a_standards_entry_is_known_from_its_instruments_issue_unless_stated(rows):
    level = next(one for one in rows.standards if one.name == "social-pension-level")

    assert [entry.known_from for entry in level.entries] == [date(2015, 1, 1), date(2026, 8, 21)]


def test_a_standard_may_end_without_successor(rows):
    closed = next(one for one in rows.standards if one.name == "closed-standard")

    assert closed.entries[0].value == Multiple(
        coefficient=Decimal("1.5"), of=StandardReference("base-salary"), is_percent=False
    )
    assert closed.entries[1].value is None
    assert closed.entries[1].confidence is Confidence.RECALLED


def test_a_derivation_by_when_decides_both_ways(rows):
    (derivation,) = rows.facts["household.has_elderly_member"].derivations

    assert [branch.value for branch in derivation.branches] == [True, False]
    assert derivation.is_complete


def test_a_derivation_may_have_dates_and_prove_only(rows):
    (review,) = rows.facts["household.poverty_by_review"].derivations

    assert review.period == EffectivePeriod(date(2022, 1, 1), date(2026, 12, 31))
    assert not rows.facts["member.has_bhyt"].derivations[0].is_complete


def test_a_precondition_keeps_its_value_and_looks_at_what_was_stated(rows):
    level = rows.facts["member.disability_level"]

    assert level.otherwise == "none"
    assert isinstance(level.only_if, FactTest)
    assert level.only_if.stated_only


def test_assumptions_are_typed(rows):
    assert rows.facts["member.has_hiv"].assume is False
    assert rows.facts["household.loan_purpose"].assume == ()
    assert rows.facts["household.area_rural"].assume is None
