"""A made-up law of a made-up province, small enough that its cases can be complete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eligibility.cases import CaseReport, Determine, run_cases
from eligibility.engine import Engine
from eligibility.loading import load_rulebook

FACTS = """\
household:
  poverty_status:
    type: choice
    label: Phân loại hộ
    question: Hộ thuộc diện nào?
    choices: {poor: Hộ nghèo, near_poor: Hộ cận nghèo, none: Không thuộc diện}
  income_dong: {type: dong, label: Thu nhập, question: Thu nhập bao nhiêu?}
  head_is_woman: {type: boolean, label: Chủ hộ là nữ, question: Chủ hộ là nữ?, assume: false}
member:
  birth_date: {type: date, label: Ngày sinh, question: Sinh ngày nào?}
  age_years: {type: years, label: Tuổi, since: member.birth_date}
  age_months: {type: months, label: Tháng tuổi, since: member.birth_date}
  card_ends: {type: date, label: Hạn thẻ, question: Thẻ đến ngày nào?}
  is_disabled: {type: boolean, label: Khuyết tật, question: Có khuyết tật không?}
  is_alone: {type: boolean, label: Sống một mình, question: Có sống một mình không?}
"""

INSTRUMENTS = """\
instruments:
  Kế hoạch 1/KH-UBND:
    number: 1/KH-UBND
    kind: plan
    title: Kế hoạch
    jurisdiction: thuduc
    issued: 2022-01-01
    effective_from: 2022-01-01
    effective_to: 2022-12-31
    provisions:
      mục 1 phần I: {says: Says who gets a card.}
      mục 2 phần I: {says: Says who gets a house.}
pending:
  council_resolution: {label: Nghị quyết, awaited_by: mục 1 phần I Kế hoạch 1/KH-UBND}
"""

JURISDICTIONS = """\
units:
  vietnam: {name: Việt Nam, level: country, from: null}
  thuduc: {name: Thử, level: province, parents: [{unit: vietnam}], from: null}
  khac: {name: Khác, level: province, parents: [{unit: vietnam}], from: null}
"""

PACK = """\
jurisdiction: thuduc
standards:
  premium: [{effective_from: 2021-01-01, dong: 800_000, cite: mục 1 phần I Kế hoạch 1/KH-UBND}]
groups:
  help:
    rule: choose_one
    within: household
    chosen_by: household
    versions: [{effective_from: 2022-01-01, effective_to: 2022-12-31, cite: mục 2 phần I Kế hoạch 1/KH-UBND}]
programmes:
  - id: card
    name: Thẻ
    field: health_insurance
    granted_to: member
    versions:
      - effective_from: 2022-01-01
        effective_to: 2022-12-31
        standing: pending
        encodes: [T-1]
        cite: mục 1 phần I Kế hoạch 1/KH-UBND
        depends_on: {instrument: council_resolution}
        eligible_when:
          all_of:
            - {id: near-poor, fact: household.poverty_status, equals: near_poor}
            - {id: age-band, fact: member.age_years, at_least: 60, less_than: 80}
            - any_of:
                - {id: disabled, fact: member.is_disabled, equals: true}
                - {id: alone, fact: member.is_alone, equals: true}
            - not: {id: valid-card, fact: member.card_ends, at_least: reference_date}
        benefits:
          - kind: premium_subsidy
            every: year
            amount: {percent: "30", of: premium}
            funding: [{source: provincial_budget, percent: "100"}]
  - id: house
    name: Nhà
    field: housing
    granted_to: household
    versions:
      - effective_from: 2022-01-01
        effective_to: 2022-12-31
        standing: candidate
        encodes: [T-2]
        cite: mục 2 phần I Kế hoạch 1/KH-UBND
        group: help
        eligible_when:
          all_of:
            - id: hard-up
              any_of:
                - {id: poor, fact: household.poverty_status, equals: poor}
                - {id: low-income, fact: household.income_dong, less_than: 1_000_000}
            - {id: small-child, some_member: {where: {fact: member.age_months, less_than: 36}}}
            - {id: adults, count_members: {where: {fact: member.age_years, at_least: 18}, at_least: 2}}
        priority: [{id: disabled-first, some_member: {where: {fact: member.is_disabled, equals: true}}}]
        benefits:
          - kind: in_kind
            every: once
            basis: planned
            amount: {dong: 70_000_000}
            funding:
              - {source: central_budget, dong: 50_000_000, depends_on: {instrument: council_resolution}}
              - {either: [household, mobilised], dong: 20_000_000}
        not_modelled:
          - {effect: caveat, text: Lời nhắc., when: {fact: household.head_is_woman, equals: true}}
  - id: house-loan
    name: Vay làm nhà
    field: credit
    granted_to: household
    versions:
      - effective_from: 2022-01-01
        effective_to: 2022-12-31
        standing: may_apply
        encodes: [T-3]
        cite: mục 2 phần I Kế hoạch 1/KH-UBND
        group: help
        eligible_when: {id: poor, fact: household.poverty_status, equals: poor}
        benefits:
          - {kind: loan, every: once, amount: {dong: {from: 25_000_000, to: 40_000_000}}, repay: {percent: "50"}}
          - {kind: in_kind, quantity: {number: "15", unit: kg gạo}}
  - id: women-first
    name: Chủ hộ nữ trước
    field: housing
    granted_to: household
    versions:
      - effective_from: 2022-01-01
        effective_to: 2022-12-31
        standing: priority
        encodes: [T-4]
        cite: mục 2 phần I Kế hoạch 1/KH-UBND
        orders: {programmes: [house]}
        eligible_when: {id: woman, fact: household.head_is_woman, equals: true}
  - id: advice
    name: Tư vấn
    field: information
    granted_to: household
    versions:
      - effective_from: 2022-01-01
        effective_to: 2022-12-31
        standing: goal
        shown: note
        encodes: [T-5]
        cite: mục 2 phần I Kế hoạch 1/KH-UBND
        eligible_when: {id: poor, fact: household.poverty_status, equals: poor}
"""

Run = Callable[..., CaseReport]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine on the made-up law."""
    folder = tmp_path_factory.mktemp("rules")
    for name, text in (
        ("facts.yaml", FACTS),
        ("instruments.yaml", INSTRUMENTS),
        ("jurisdictions.yaml", JURISDICTIONS),
        ("thuduc.yaml", PACK),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return Engine(load_rulebook(folder))


@pytest.fixture
def run(small: Engine, tmp_path: Path) -> Run:
    """Runs one case file given as text."""

    def run_text(text: str, determine: Determine | None = None) -> CaseReport:
        file = tmp_path / "cases.yaml"
        file.write_text(text, encoding="utf-8")
        return run_cases([file], small, determine=determine)

    return run_text
