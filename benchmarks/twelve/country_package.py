"""A country package for OpenFisca with the twelve rules. For the benchmark only: OpenFisca is AGPL and no part of ours.

OpenFisca knows no unknown. A boolean is a whole number, 0 false, 1 unknown, 2 true; a choice is the place of its code
in the list, from 1, with 0 for unknown; an age or income is two bounds. A verdict is 0, 1 or 2, so that "and" is the
least and "or" the greatest.
"""

# ruff: noqa: ANN001, ANN002, ANN003, ANN201, ANN202, D103  (OpenFisca has no types; a formula is the rule of its name)

from __future__ import annotations

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.twelve.population import (
    CHOICES,
    HOUSEHOLD_BOOLEANS,
    HOUSEHOLD_CHOICES,
    MEMBER_BOOLEANS,
    MEMBER_CHOICES,
)

PERIOD = "2022-06"

HOUSEHOLD_INPUTS = (*HOUSEHOLD_CHOICES, *HOUSEHOLD_BOOLEANS, "income_low", "income_high", "complete")
PERSON_INPUTS = ("age_low", "age_high", *MEMBER_CHOICES, *MEMBER_BOOLEANS)

HOUSEHOLD = build_entity(
    key="household", plural="households", label="Household", roles=[{"key": "member", "plural": "members"}]
)
PERSON = build_entity(key="person", plural="persons", label="Person", is_person=True)


def code(fact: str, value: object) -> int:
    """The number of a boolean, choice or bound."""
    if fact in CHOICES:
        return 0 if value is None else [*CHOICES[fact]].index(str(value)) + 1
    if value is None:
        return 1
    return int(value) * 2 if isinstance(value, bool) else int(str(value))


def variable_of(rule: str) -> str:
    """The variable that decides a rule."""
    return rule.replace("-", "_")


_COMPUTED = []


def _variable(entity, name, **more):
    return type(name, (Variable,), {"value_type": int, "entity": entity, "definition_period": DateUnit.MONTH, **more})


def _computed(entity):
    def add(formula):
        _COMPUTED.append(_variable(entity, formula.__name__, formula=formula))
        return formula

    return add


def _false(value):
    return 2 - value


def _chosen(fact, value, *wanted):
    """Whether a choice is one of those wanted."""
    verdict = np.zeros(len([*CHOICES[fact]]) + 1, dtype=np.int32)
    verdict[0] = 1
    for choice in wanted:
        verdict[[*CHOICES[fact]].index(choice) + 1] = 2
    return verdict[value]


def _reaches(low, high, limit):
    """Whether a range reaches a limit: 2 where its least value does, 1 where its greatest does."""
    return (low >= limit).astype(np.int32) + (high >= limit)


def _and(*parts):
    return np.minimum.reduce(parts)


def _or(*parts):
    return np.maximum.reduce(parts)


@_computed(entity=PERSON)
def child(person, period):
    return 2 - _reaches(person("age_low", period), person("age_high", period), 16)


@_computed(entity=PERSON)
def small(person, period):
    return 2 - _reaches(person("age_low", period), person("age_high", period), 3)


@_computed(entity=PERSON)
def elderly(person, period):
    return _reaches(person("age_low", period), person("age_high", period), 60)


@_computed(entity=PERSON)
def very_old(person, period):
    return _reaches(person("age_low", period), person("age_high", period), 80)


@_computed(entity=HOUSEHOLD)
def poor(household, period):
    return _chosen("poverty_status", household("poverty_status", period), "poor")


@_computed(entity=HOUSEHOLD)
def near_poor(household, period):
    return _chosen("poverty_status", household("poverty_status", period), "near_poor")


@_computed(entity=HOUSEHOLD)
def poor_or_near(household, period):
    return _chosen("poverty_status", household("poverty_status", period), "poor", "near_poor")


@_computed(entity=HOUSEHOLD)
def low_income(household, period):
    area = household("area", period)
    line_low = np.array([1_500_000, 1_500_000, 2_000_000])[area]
    line_high = np.array([2_000_000, 1_500_000, 2_000_000])[area]
    surely = household("income_high", period) <= line_low
    return surely.astype(np.int32) + (household("income_low", period) <= line_high)


@_computed(entity=PERSON)
def child_with_hiv(person, period):
    return _and(person("child", period), person("has_hiv", period), person.household("poor", period))


@_computed(entity=PERSON)
def elderly_without_support(person, period):
    supporter = _chosen("supporter", person("supporter", period), "none", "on_monthly_allowance")
    return _and(person("elderly", period), person.household("poor", period), supporter)


@_computed(entity=PERSON)
def very_old_without_pension(person, period):
    return _and(
        person("very_old", period),
        2 - person("elderly_without_support", period),
        _false(person("receives_pension", period)),
        _false(person("receives_monthly_allowance", period)),
    )


@_computed(entity=PERSON)
def severe_disability(person, period):
    return _chosen("disability_level", person("disability_level", period), "severe", "extra_severe")


@_computed(entity=PERSON)
def small_child_difficult_area(person, period):
    others = _or(person("child_with_hiv", period), person("severe_disability", period))
    return _and(
        person("small", period),
        person.household("poor_or_near", period),
        person.household("area_specially_difficult", period),
        2 - others,
    )


@_computed(entity=PERSON)
def legal_aid(person, period):
    level = person("disability_level", period)
    hardship = _or(person.household("near_poor", period), person("receives_monthly_allowance", period))
    group = _or(
        _chosen("disability_level", level, "light", "severe", "extra_severe"),
        person("elderly", period),
        person("has_hiv", period),
    )
    return _or(
        person("is_merit_person", period),
        person.household("poor", period),
        person("child", period),
        _and(person("is_ethnic_minority", period), person.household("area_specially_difficult", period)),
        _and(hardship, group),
    )


@_computed(entity=PERSON)
def near_poor_card(person, period):
    return _and(person.household("near_poor", period), _false(person("bhyt_paid_by_other_fund", period)))


@_computed(entity=PERSON)
def elderly_card(person, period):
    return _and(
        person("elderly", period),
        2 - person("very_old", period),
        _false(person("has_bhyt", period)),
        _chosen("living_standard", person.household("living_standard", period), "average"),
        _false(person("can_afford_bhyt", period)),
    )


@_computed(entity=HOUSEHOLD)
def poverty_review(household, period):
    deprivations = [household(name, period) for name in HOUSEHOLD_BOOLEANS if name.startswith("deprived_")]
    sure = sum((deprivation == 2).astype(np.int32) for deprivation in deprivations)
    perhaps = sum((deprivation > 0).astype(np.int32) for deprivation in deprivations)
    return _and(household("low_income", period), _reaches(sure, perhaps, 3))


@_computed(entity=HOUSEHOLD)
def charity_house(household, period):
    return _and(household("poor", period), household("has_housing_difficulty", period))


@_computed(entity=HOUSEHOLD)
def household_care(household, period):
    cared_for = _or(
        household.members("small", period),
        household.members("elderly", period),
        household.members("severe_disability", period),
    )
    of_an_open_list = np.where(household("complete", period) == 2, 0, 1)
    return _and(household("poor_or_near", period), _or(household.max(cared_for), of_an_open_list))


@_computed(entity=HOUSEHOLD)
def many_children(household, period):
    children = household.members("child", period)
    sure = household.sum(children == 2)
    perhaps = household.sum(children > 0) + np.where(household("complete", period) == 2, 0, 99)
    return _and(_reaches(sure, perhaps, 2), household("low_income", period))


def system() -> TaxBenefitSystem:
    """The country package."""
    built = TaxBenefitSystem([HOUSEHOLD, PERSON])
    for name in HOUSEHOLD_INPUTS:
        built.add_variable(_variable(HOUSEHOLD, name))
    for name in PERSON_INPUTS:
        built.add_variable(_variable(PERSON, name))
    for variable in _COMPUTED:
        built.add_variable(variable)
    return built
