"""Rules about rules: dates without gaps, clauses that exist, names that age well, facts that can be asked, floors."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from eligibility.citation import Citation
from eligibility.coverage.basis import Lapse, legal_basis
from eligibility.coverage.floor import describe_comparison, not_comparable
from eligibility.engine import Engine
from eligibility.errors import RulebookError
from eligibility.household import Household
from eligibility.loading import default_rules, load_rulebook
from eligibility.model.programme import Programme, ProgrammeVersion
from eligibility.model.rulebook import Rulebook
from eligibility.model.text import Language
from eligibility.model.walk import conditions_of, facts, nodes, standards_of

DAY = timedelta(days=1)
PACK = "bentre.yaml"


def dated(rulebook: Rulebook) -> Iterator[tuple[Programme, tuple[ProgrammeVersion, ...]]]:
    for programme in rulebook.programmes.values():
        if not programme.is_draft:
            yield programme, programme.versions


def first_of(version: ProgrammeVersion) -> date:
    assert version.period.first is not None
    return version.period.first


def test_no_two_versions_hold_on_one_day_unless_one_became_known_later(rulebook: Rulebook) -> None:
    overlaps = [
        (programme.id, one.name, other.name)
        for programme, versions in dated(rulebook)
        for index, one in enumerate(versions)
        for other in versions[index + 1 :]
        if one.period.overlaps(other.period) and one.known_from == other.known_from
    ]

    assert overlaps == []


def test_between_the_first_and_the_last_day_of_a_programme_there_is_no_unexplained_gap(rulebook: Rulebook) -> None:
    """A gap is explained where the version before it says what ended it."""
    gaps = []
    for programme, versions in dated(rulebook):
        ordered = sorted(versions, key=first_of)
        for before, after in itertools.pairwise(ordered):
            last = before.period.last
            if last is not None and last + DAY < first_of(after) and before.ended_by is None:
                gaps.append((programme.id, str(last + DAY), str(first_of(after) - DAY)))

    assert gaps == []


def test_on_the_first_of_every_month_every_programme_is_answered(engine: Engine) -> None:
    household = Household.model_validate({"poverty_status": "poor", "members": [{"birth_date": "1944-02-29"}]})
    programmes = engine.rulebook.programmes
    months = [date(year, month, 1) for year in range(2020, 2028) for month in range(1, 13)]
    for day in months:
        result = engine.determine(household, jurisdiction="bentre", on=day, everything=True)
        silent = programmes.keys() - {one.programme for one in result.determinations}

        orders = {name for name in silent if any(one.orders is not None for one in programmes[name].versions)}
        deceased = {name for name in silent if programmes[name].granted_to == "deceased"}
        assert silent - orders - deceased == set(), day


def test_only_the_premium_lacks_a_value_on_early_days_of_a_version_that_uses_it(rulebook: Rulebook) -> None:
    """The base salary before 2019-07-01 is not held: the amount is then unknown and says so."""
    missing = []
    firsts = {
        name: min(entry.effective_from for one in rulebook.standards if one.name == name for entry in one.entries)
        for name in {one.name for one in rulebook.standards}
    }
    for programme, versions in dated(rulebook):
        for version in versions:
            used = {
                reference.name
                for benefit in version.benefits
                if benefit.amount is not None
                for reference in standards_of(benefit.amount)
            }
            missing += [(programme.id, version.name, name) for name in used if firsts[name] > first_of(version)]

    assert {name for _programme, _version, name in missing} <= {"health-insurance-premium"}


def test_every_citation_parses_and_prints_back_the_same_and_resolves(rulebook: Rulebook) -> None:
    lost = []
    for programme in rulebook.programmes.values():
        for version in programme.versions:
            for citation in cited(version):
                instrument = rulebook.instruments.get(citation.instrument)
                known = instrument is not None and (
                    not citation.provision or citation.provision in instrument.provisions
                )
                if Citation.parse(str(citation)) != citation or not known:
                    lost.append((programme.id, str(citation)))

    assert lost == []


def cited(version: ProgrammeVersion) -> Iterator[Citation]:
    yield from version.cite
    yield from (one for one in (version.ended_by, version.continues) if one is not None)
    for criterion in conditions_of(version):
        for node in nodes(criterion):
            yield from node.cite
    for benefit in version.benefits:
        yield from benefit.cite
        yield from (citation for term in benefit.terms for citation in term.cite)
    for doubt in version.not_modelled:
        yield from doubt.cite


def test_every_version_condition_and_figure_rests_on_a_clause(rulebook: Rulebook) -> None:
    bare = [
        (programme.id, version.name)
        for programme, versions in dated(rulebook)
        for version in versions
        if not version.cite
    ]
    bare += [
        (one.name, str(entry.effective_from)) for one in rulebook.standards for entry in one.entries if not entry.cite
    ]

    assert bare == []


def test_no_name_carries_a_number_that_the_law_may_change(rulebook: Rulebook) -> None:
    """Ages, percentages and amounts move; a year may name a draft. One fact's name is fixed by the clause inventory."""
    numbered = re.compile(r"\d")
    plans = re.compile(r"-draft-2021$")
    names = [*rulebook.programmes, *rulebook.groups, *(one.name for one in rulebook.standards), *rulebook.facts]
    found = [name for name in names if numbered.search(plans.sub("", name))]

    assert found == ["household.has_child_under_36_months"]


def test_every_fact_a_rule_looks_at_can_be_asked_or_follows_from_what_can(rulebook: Rulebook) -> None:
    used = {
        name
        for programme in rulebook.programmes.values()
        for version in programme.versions
        for criterion in conditions_of(version)
        for name in facts(criterion)
    }
    used |= {name for programme in rulebook.programmes.values() for one in programme.versions for name in one.also_ask}

    def is_askable(name: str) -> bool:
        definition = rulebook.facts[name]
        if definition.question is not None:
            return True
        if definition.since is not None:
            return all(is_askable(one) for one in (definition.since, definition.until) if one is not None)
        return bool(definition.derivations)

    assert [name for name in sorted(used) if not is_askable(name)] == []


def test_what_outlives_its_legal_basis_is_known(rulebook: Rulebook) -> None:
    """A new line means that the law moved: end the version, say what keeps it alive, or take note of it here."""
    found = {(one.owner, one.instrument, one.day.isoformat()) for one in legal_basis(rulebook)}

    assert found == {
        ("vinhlong-draft-social-allowances", "Nghị định 136/2013/NĐ-CP", "2021-07-01"),
        ("vinhlong-draft-insurance-payment", "Luật 58/2014/QH13", "2025-07-01"),
        ("vinhlong-draft-insurance-payment", "Luật 38/2013/QH13", "2026-01-01"),
        ("huongtra-compulsory-insurance", "Luật 58/2014/QH13", "2025-07-01"),
        ("vinhlong-compulsory-insurance", "Luật 58/2014/QH13", "2025-07-01"),
        ("vinhlong-public-employment", "Luật 38/2013/QH13", "2026-01-01"),
        ("vinhlong-public-employment", "Nghị định 61/2015/NĐ-CP", "2026-01-01"),
        ("vinhlong-new-standards", "Nghị định 76/2024/NĐ-CP", "2026-10-05"),
    }


@pytest.fixture
def broken(tmp_path: Path):
    """The real rules with one more pack; gives what became of loading them."""
    rules = Path(shutil.copytree(default_rules(), tmp_path / "rules"))

    def load(pack: str, *, register: str = "") -> Rulebook:
        (rules / "broken.yaml").write_text(pack, encoding="utf-8")
        if register:
            path = rules / "instruments.yaml"
            text = path.read_text(encoding="utf-8").replace("instruments:\n", f"instruments:\n{register}", 1)
            path.write_text(text, encoding="utf-8")
        return load_rulebook(rules)

    return load


FLOOR = """\
jurisdiction: angiang
standards:
  social-assistance-standard:
    - {effective_from: 2024-01-01, dong: 400_000, cite: Kế hoạch 322/KH-UBND}
    - {effective_from: 2024-07-01, dong: LATER, cite: Kế hoạch 322/KH-UBND}
programmes: []
"""


def test_a_provincial_figure_below_the_national_floor_is_refused_from_the_day_it_falls_below(broken) -> None:
    with pytest.raises(RulebookError) as caught:
        broken(FLOOR.replace("LATER", "499_999"))

    assert [(one.code, one.message) for one in caught.value.diagnostics] == [
        ("below-national", "social-assistance-standard is 499_999 đồng on 2024-07-01, below the national 500_000."),
        ("below-national", "social-assistance-standard is 499_999 đồng on 2026-10-05, below the national 540_000."),
    ]


def test_a_provincial_figure_on_the_floor_or_above_is_its_right(broken) -> None:
    assert broken(FLOOR.replace("LATER", "600_000")).standards


def said(rulebook: Rulebook, language: Language = "en") -> list[list[str]]:
    """What is not comparable, and why, apart."""
    return [describe_comparison(one, language).split(": ", 1) for one in not_comparable(rulebook)]


def test_every_figure_of_our_provinces_can_be_compared(rulebook: Rulebook) -> None:
    assert said(rulebook) == []


def test_a_national_figure_that_differs_by_person_is_listed_as_not_comparable(broken) -> None:
    assert said(broken(FLOOR.replace("LATER", "600_000"))) == [
        [
            "social-assistance-standard is not comparable with the national level (social-assistance-standard)",
            "from 2026-07-01, the national figure differs by a fact",
        ]
    ]


FORMULAS = """\
jurisdiction: vinhlong
standards:
  social-assistance-standard:
    - {effective_from: 2024-11-21, percent: "30", of: base-salary, cite: mục 5 phần II Quyết định 2385/QĐ-UBND}
  health-insurance-premium:
    - {effective_from: 2024-11-21, dong: 9_000_000, cite: mục 5 phần II Quyết định 2385/QĐ-UBND}
programmes:
  - id: more-for-the-disabled
    name: {vi: Thêm cho người khuyết tật, en: More for the disabled}
    field: social_assistance
    granted_to: member
    improves: severe-disability
    versions:
      - effective_from: 2024-11-21
        standing: entitlement
        cite: mục 5 phần II Quyết định 2385/QĐ-UBND
        eligible_when: {id: disabled, fact: member.is_disabled, equals: true}
        benefits: [{kind: cash, every: month, amount: {dong: 900_000}}]
"""


def test_a_figure_given_by_a_formula_is_listed_as_not_comparable_and_why(broken) -> None:
    rulebook = broken(FORMULAS)

    assert said(rulebook) == [
        [
            "health-insurance-premium is not comparable with the national level (health-insurance-premium)",
            "from 2024-11-21, the national figure follows from another standard",
        ],
        [
            "more-for-the-disabled is not comparable with the national level (severe-disability)",
            "from 2024-11-21, the national figure is given by a formula",
        ],
        [
            "social-assistance-standard is not comparable with the national level (social-assistance-standard)",
            "from 2024-11-21, the province's figure follows from another standard",
        ],
    ]
    assert said(rulebook, "vi")[1] == [
        "more-for-the-disabled không so sánh được với mức của Trung ương (severe-disability)",
        "từ 2024-11-21, mức của Trung ương được tính theo công thức",
    ]


@pytest.mark.parametrize(
    ("benefits", "obstacle"),
    [
        ("[{kind: cash, every: once, amount: {dong: 60_000_000}}]", "the province's figure is of another kind or"),
        ("[{kind: cash, every: once, amount: {up_to: 40_000_000}}]", "the province's figure is given by a formula"),
        ("[{kind: in_kind}]", "the province's figure has no amount"),
        ("[{kind: cash, every: day, amount: {dong: 1}}, {kind: in_kind}]", "the province's figure consists of several"),
    ],
)
def test_a_programme_is_compared_with_one_sum_of_its_own_sort_only(broken, benefits: str, obstacle: str) -> None:
    improved = FORMULAS[FORMULAS.index("programmes:") :].replace("severe-disability", "flat-relief")
    start = improved.index("        benefits:")
    pack = f"jurisdiction: vinhlong\n{improved[:start]}        benefits: {benefits}\n{NATIONAL_SUM}"

    assert [why.startswith(f"from 2024-11-21, {obstacle}") for _, why in said(broken(pack))] == [True]


NATIONAL_SUM = """\
  - id: flat-relief
    name: {vi: Trợ giúp một mức, en: Flat relief}
    field: social_assistance
    granted_to: member
    versions:
      - effective_from: 2024-11-21
        standing: entitlement
        cite: mục 5 phần II Quyết định 2385/QĐ-UBND
        eligible_when: {id: disabled, fact: member.is_disabled, equals: true}
        benefits: [{kind: cash, every: month, amount: {dong: 500_000}}]
"""


HOUSE = """\
jurisdiction: bentre
programmes:
  - id: old-house-loan
    name: {vi: Vay làm nhà, en: Housing loan}
    field: credit
    granted_to: household
    versions:
      - effective_from: 2022-04-07
        effective_to: 2022-12-31
        standing: referral
        cite: mục 4.2 phần II Kế hoạch 2021/KH-UBND
        refers_to: [Quyết định 33/2015/QĐ-TTg]
  - id: older-relief
    name: {vi: Trợ giúp cũ, en: Earlier relief}
    field: social_assistance
    granted_to: household
    versions:
      - effective_from: 2021-01-01
        effective_to: 2022-12-31
        standing: referral
        cite: mục 4.2 phần II Kế hoạch 2021/KH-UBND
        refers_to: [Nghị định 136/2013/NĐ-CP]
"""
DECISION = """\
  Quyết định 33/2015/QĐ-TTg:
    number: 33/2015/QĐ-TTg
    kind: decision
    title: {vi: Vay làm nhà ở cho hộ nghèo, en: Housing loans for poor households}
    jurisdiction: vietnam
    effective_from: 2015-10-01
    effective_to: 2020-12-31
    confidence: recalled
"""


def test_a_rule_that_names_law_that_is_gone_is_reported_with_the_day(broken) -> None:
    lapses = {one.owner: one for one in legal_basis(broken(HOUSE, register=DECISION))}

    assert lapses["old-house-loan"] == Lapse(
        kind="names_replaced",
        owner="old-house-loan",
        version="2022-04-07",
        instrument="Quyết định 33/2015/QĐ-TTg",
        day=date(2021, 1, 1),
    )
    assert lapses["older-relief"].kind == "outlives"
    assert lapses["older-relief"].into("en") == (
        "older-relief (from 2021-01-01) goes on after Nghị định 136/2013/NĐ-CP ended, "
        "replaced by Nghị định 20/2021/NĐ-CP: from 2021-07-01"
    )
    assert lapses["older-relief"].into("vi").startswith("older-relief (từ 2021-01-01) còn áp dụng sau khi")
