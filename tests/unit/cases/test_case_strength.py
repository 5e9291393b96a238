"""The tool that looks for missing cases: silent about a complete set, and red as soon as one of them is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.support.case_strength import CaseStrength, Gap, listed
from tests.support.thresholds import Threshold, thresholds

from eligibility.cases import run_cases
from eligibility.cases.reading import read_cases
from eligibility.engine import Engine
from eligibility.household import Household, Member
from eligibility.model.benefit import Amount, Benefit, ChosenCoefficient, Fixed, Floor, PerMember, Product, Selection
from eligibility.model.criteria import AtLeast, AtMost, CountMet, FactTest, LessThan, MoreThan, ReferenceDate
from eligibility.model.fact import FactDefinition, FactType
from eligibility.model.programme import ProgrammeVersion, Standing
from eligibility.model.standard import StandardReference
from eligibility.model.text import Text
from eligibility.period import EffectivePeriod
from eligibility.profile import profile_of

CARD = """\
programme: card
jurisdiction: thuduc
base:
  on: 2022-06-15
  household:
    poverty_status: near_poor
    members: [{id: m1, birth_date: 1962-06-15, is_disabled: true, is_alone: false, card_ends: 2022-06-14}]
cases:
"""
CARD_CASES = """\
  - {name: 60 today, expect: {m1: {status: eligible, dong: 240000}}}
  - {name: 60 tomorrow, change: {m1.birth_date: 1962-06-16}, expect: {m1: {status: ineligible}}}
  - {name: 80 tomorrow, change: {m1.birth_date: 1942-06-16}, expect: {m1: {status: eligible}}}
  - {name: 80 today, change: {m1.birth_date: 1942-06-15}, expect: {m1: {status: ineligible}}}
  - {name: 80 yesterday, change: {m1.birth_date: 1942-06-14}, expect: {m1: {status: ineligible}}}
  - {name: poor, change: {household.poverty_status: poor}, expect: {m1: {status: ineligible}}}
  - {name: alone, change: {m1.is_disabled: false, m1.is_alone: true}, expect: {m1: {status: eligible}}}
  - {name: card ends today, change: {m1.card_ends: 2022-06-15}, expect: {m1: {status: ineligible}}}
  - {name: card ends tomorrow, change: {m1.card_ends: 2022-06-16}, expect: {m1: {status: ineligible}}}
  - {name: open, change: {m1.card_ends: null}, expect: {m1: {status: undetermined}}}
  - {name: day before, on: 2021-12-31, expect: {m1: {status: not_applicable, why: not_yet}}}
  - {name: first day, on: 2022-01-01, expect: {m1: {status: ineligible}}}
  - {name: last day, on: 2022-12-31, expect: {m1: {status: eligible}}}
  - {name: day after, on: 2023-01-01, expect: {m1: {status: not_applicable, why: ended}}}
"""

HOUSE = """\
programme: house
jurisdiction: thuduc
base:
  on: 2022-06-15
  household:
    poverty_status: poor
    income_dong: 2_000_000
    head_is_woman: true
    members:
      - {id: m1, birth_date: 1990-01-01, is_disabled: true}
      - {id: m2, birth_date: 2004-06-15, is_disabled: false}
      - {id: m3, birth_date: 2019-06-16, is_disabled: false}
cases:
"""
PRIORITY = "priority: [{criterion: disabled-first, verdict: %s}, {encodes: T-4, verdict: %s}]"
HOUSE_CASES = f"""\
  - {{name: all is met, expect: {{household: {{status: eligible, dong: 70000000, {PRIORITY % ("met", "met")}}}}}}}
  - name: nobody is disabled and a man heads
    change: {{m1.is_disabled: false, household.head_is_woman: false}}
    expect: {{household: {{{PRIORITY % ("not_met", "not_met")}}}}}
  - name: the head is unknown
    change: {{household.head_is_woman: null}}
    expect: {{household: {{{PRIORITY % ("met", "unknown")}}}}}
  - name: income just below
    change: {{household.income_dong: 999_999, household.poverty_status: none}}
    expect: {{household: {{status: eligible}}}}
  - name: income on the limit
    change: {{household.income_dong: 1_000_000, household.poverty_status: none}}
    expect: {{household: {{status: ineligible}}}}
  - {{name: just above, change: {{household.income_dong: 1_000_001}}, expect: {{household: {{status: eligible}}}}}}
  - {{name: three today, change: {{m3.birth_date: 2019-06-15}}, expect: {{household: {{status: ineligible}}}}}}
  - {{name: eighteen tomorrow, change: {{m2.birth_date: 2004-06-16}}, expect: {{household: {{status: ineligible}}}}}}
  - {{name: three adults, change: {{m3.birth_date: 1980-01-01}}, expect: {{household: {{status: ineligible}}}}}}
  - {{name: open, change: {{m2.birth_date: null}}, expect: {{household: {{status: undetermined}}}}}}
  - {{name: day before, on: 2021-12-31, expect: {{household: {{status: not_applicable, why: not_yet}}}}}}
  - {{name: first day, on: 2022-01-01, expect: {{household: {{status: ineligible, priority: []}}}}}}
  - {{name: last day, on: 2022-12-31, expect: {{household: {{status: ineligible}}}}}}
  - {{name: day after, on: 2023-01-01, expect: {{household: {{status: not_applicable, why: ended}}}}}}
  - name: first day of the order
    on: 2022-01-01
    change: {{m2.birth_date: 2000, m3.birth_date: 2021}}
    expect: {{household: {{{PRIORITY % ("met", "met")}}}}}
  - name: last day of the order
    on: 2022-12-31
    change: {{m3.birth_date: 2021}}
    expect: {{household: {{{PRIORITY % ("met", "met")}}}}}
"""

LOAN = """\
programme: house-loan
jurisdiction: thuduc
base: {on: 2022-06-15, household: {poverty_status: poor}}
cases:
"""
LOAN_CASES = """\
  - {name: poor, expect: {household: {status: eligible, entitlements: [{dong: {from: 25000000, to: 40000000}}, {}]}}}
  - {name: not poor, change: {household.poverty_status: none}, expect: {household: {status: ineligible}}}
  - {name: open, change: {household.poverty_status: null}, expect: {household: {status: undetermined}}}
  - {name: day before, on: 2021-12-31, expect: {household: {status: not_applicable, why: not_yet}}}
  - {name: first day, on: 2022-01-01, expect: {household: {status: eligible}}}
  - {name: last day, on: 2022-12-31, expect: {household: {status: eligible}}}
  - {name: day after, on: 2023-01-01, expect: {household: {status: not_applicable, why: ended}}}
"""

ORDER = LOAN.replace("house-loan", "women-first")
ORDER_CASES = """\
  - {name: day before, on: 2021-12-31, expect: {household: {status: not_applicable, why: not_yet}}}
  - {name: day after, on: 2023-01-01, expect: {household: {status: not_applicable, why: ended}}}
"""

FILES = {
    "card": (CARD, CARD_CASES),
    "house": (HOUSE, HOUSE_CASES),
    "house-loan": (LOAN, LOAN_CASES),
    "women-first": (ORDER, ORDER_CASES),
}
ALL = ("statuses", "leaves", "alternatives", "thresholds", "dates", "amounts")


def single(cases: str) -> list[str]:
    """The cases of a file, each as text."""
    return [f"  - {case}" for case in cases.removeprefix("  - ").split("\n  - ")]


def write(folder: Path, files: dict[str, tuple[str, str]]) -> Path:
    for name, (head, cases) in files.items():
        (folder / f"{name}.yaml").write_text(head + cases, encoding="utf-8")
    return folder


def gaps(engine: Engine, folder: Path) -> Iterator[Gap]:
    strength = CaseStrength(engine, read_cases([folder], engine.rulebook))
    for kind in ALL:
        yield from getattr(strength, kind)()


def test_a_complete_set_of_cases_has_no_gaps_and_is_right(small: Engine, tmp_path: Path) -> None:
    folder = write(tmp_path, FILES)

    assert listed(gaps(small, folder)) == ""
    assert run_cases([folder], small).text() == "39 cases in 4 files: all passed."


@pytest.mark.parametrize(
    ("file", "index"), [(file, index) for file, (_, cases) in FILES.items() for index in range(len(single(cases)))]
)
def test_every_case_is_missed_when_it_is_gone(small: Engine, tmp_path: Path, file: str, index: int) -> None:
    head, cases = FILES[file]
    kept = single(cases)
    gone = kept.pop(index)
    folder = write(tmp_path, {**FILES, file: (head, "\n".join(kept) + "\n")})

    assert list(gaps(small, folder)), gone


@pytest.mark.parametrize(
    ("file", "right", "wrong", "kind", "missing"),
    [
        ("card", "eligible, dong: 240000", "eligible", "amounts", "a case that expects the amount in dong"),
        ("card", "{status: undetermined}", "{ask: [member.card_ends]}", "statuses", "that expects undetermined (T-1)"),
        ("card", "why: not_yet", "version: null", "dates", "the day before, that expects not_applicable and why"),
        ("card", "on: 2022-01-01", "on: 2022-01-02", "dates", "a case on 2022-01-01, its first day"),
        ("card", "1962-06-16", "1962-06-17", "thresholds", "the day before the birthday at age-band: "),
        ("card", "1942-06-15", "1942-06-14", "thresholds", "itself at age-band: member.age_years less than 80"),
        ("card", "2022-06-16", "2022-06-17", "thresholds", "valid-card: member.card_ends at least the reference date"),
        ("card", "m1.is_alone: true", "m1.is_alone: null", "alternatives", "a case in which alone alone is met"),
        ("card", "household.poverty_status: poor", "on: 2022-06-16", "leaves", "a case in which near-poor is not met"),
        ("house", "999_999", "999_998", "thresholds", "just below low-income: household.income_dong less than 1000000"),
        ("house", "2019-06-15", "2019-06-14", "thresholds", "the birthday itself at member.age_months less than 36"),
        ("house", "1980-01-01", "2010-01-01", "thresholds", "just above adults: members at least 2"),
        ("house", "m1.is_disabled: false, ", "", "leaves", "a case in which disabled-first is not met"),
        ("house-loan", "entitlements: [{dong: {from", "entitlements: [{}, {}]}}}\n  #", "amounts", "benefit 1 (loan)"),
    ],
)  # fmt: skip
def test_a_case_that_no_longer_bites_is_named(small, tmp_path, file, right, wrong, kind, missing) -> None:
    head, cases = FILES[file]
    assert right in cases
    folder = write(tmp_path, {**FILES, file: (head, cases.replace(right, wrong))})
    found = listed(getattr(CaseStrength(small, read_cases([folder], small.rulebook)), kind)())

    assert missing in found
    assert found.startswith(f"{file}, version 2022-01-01:\n  - a case")


def test_information_rows_need_no_cases(small: Engine, tmp_path: Path) -> None:
    found = {gap.programme for gap in gaps(small, write(tmp_path, {"card": FILES["card"]}))}

    assert found == {"house", "house-loan", "women-first"}


# --- boundaries --------------------------------------------------------------------------------------------------

WORDS = Text("x", "x")
FACTS = {
    fact.name: fact
    for fact in (
        FactDefinition(name="member.birth_date", type=FactType.DATE, label=WORDS),
        FactDefinition(name="member.age_years", type=FactType.YEARS, label=WORDS, since="member.birth_date"),
        FactDefinition(name="member.wage_dong", type=FactType.DONG, label=WORDS),
    )
}


def aged(limit: int) -> FactTest:
    return FactTest(fact="member.age_years", tests=(AtLeast(limit),))


def test_boundaries_are_found_wherever_a_version_states_a_condition() -> None:
    chosen = ChosenCoefficient(rule="first_of", items=((aged(1), 1, ()), (None, 2, ())))  # type: ignore[arg-type]
    product = Product(coefficient=chosen, of=StandardReference("s"), is_percent=False)
    amounts = Selection(
        rule="highest_of",
        items=((aged(2), Amount(form=Floor(Amount(form=product)))), (None, Amount(form=Fixed(1, 1)))),
    )
    counted = PerMember(where=aged(3))
    less = Amount(form=Selection(rule="lowest_of", items=((aged(4), Amount(form=Fixed(1, 1))),)))
    version = ProgrammeVersion(
        period=EffectivePeriod(date(2022, 1, 1), None),
        standing=Standing.ENTITLEMENT,
        cite=(),
        eligible_when=aged(5),
        priority=(aged(6),),
        benefits=(Benefit(kind="cash", amount=Amount(form=amounts, per_member=counted, less=less)),),
    )
    limits = {(one.bound.limit, one.is_about_members) for one in thresholds(version, FACTS) if one.bound is not None}

    assert limits == {(1, False), (2, False), (3, True), (4, False), (5, False), (6, False)}


@pytest.mark.parametrize(
    ("bound", "born", "position"),
    [
        (AtLeast(18), "2004-06-16", "below"),
        (AtLeast(18), "2004-06-15", "on"),
        (AtLeast(18), "2004-06-14", "above"),
        (AtLeast(18), "2004-06-17", None),
        (AtLeast(18), "2004-06", None),
        (LessThan(18), "2004-06-16", "below"),
        (LessThan(18), "2004-06-15", "on"),
        (MoreThan(18), "2004-06-15", None),
        (MoreThan(17), "2004-06-16", "below"),
        (AtMost(17), "2004-06-15", "on"),
        (AtMost(17), "2003-06-15", "above"),
    ],
)
def test_an_age_has_its_boundary_on_a_birthday(small: Engine, bound, born: str, position: str | None) -> None:
    matcher = small.matcher("thuduc", date(2022, 6, 15), {})
    household = Household(members=(Member("m1", {"birth_date": born}),))
    situation = matcher.situation(profile_of(household, small.rulebook.facts, matcher.law.day))
    test = FactTest(fact="member.age_years", tests=(bound,))
    threshold = Threshold(test, bound, small.rulebook.facts["member.age_years"], is_about_members=False)

    assert threshold.position(matcher, situation, 0) == position


def test_nothing_lies_below_zero_nor_above_all_conditions() -> None:
    wage = FactTest(fact="member.wage_dong", tests=(MoreThan(0),))
    both = CountMet(id="both", parts=(aged(1), aged(2)), at_least=2)

    assert Threshold(wage, MoreThan(0), FACTS["member.wage_dong"], is_about_members=False).wanted == ("on", "above")
    assert Threshold(both, None, None, is_about_members=False).wanted == ("below", "on")
    assert (
        Threshold(both, None, None, is_about_members=False).words("on")
        == "the value exactly on both: at least 2 conditions"
    )


def test_a_boundary_is_told_in_words() -> None:
    dated = FactTest(id="ends", fact="member.birth_date", tests=(AtMost(ReferenceDate()),))
    paid = FactTest(fact="member.wage_dong", tests=(AtLeast(StandardReference("line")),))

    one = Threshold(dated, AtMost(ReferenceDate()), FACTS["member.birth_date"], is_about_members=False)
    other = Threshold(paid, AtLeast(StandardReference("line")), FACTS["member.wage_dong"], is_about_members=False)
    assert one.words("below") == "the value just below ends: member.birth_date at most the reference date"
    assert other.words("above") == "the value just above member.wage_dong at least line"
