"""A made-up plan of a made-up province: its document, its rules and its ledger, to be broken one place at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from eligibility.coverage import CoverageReport, check_coverage
from eligibility.coverage.ledger import Ledger, load_ledgers
from eligibility.loading import load_rulebook
from eligibility.model.rulebook import Rulebook

PLAN = "Kế hoạch 1/KH-UBND"

DOCUMENT = """\
KẾ HOẠCH
1. Mục tiêu
Phấn đấu 90% hộ nghèo có nhà ở.
2. Hỗ trợ
2.1. Hỗ trợ 70 triệu đồng/căn cho 250 hộ nghèo, trong đó Trung ương 50 triệu đồng/căn, vận động 20 triệu đồng/căn.
2.2. Hỗ trợ 30% mệnh giá thẻ cho người từ 60 tuổi đến dưới 80 tuổi.

2.3. Thăm hỏi hộ nghèo vào dịp Tết.
Kinh phí |
Tỷ đồng |
17,50 |
Ký tên"""

FACTS = """\
household:
  poverty_status:
    type: choice
    label: Phân loại hộ
    question: Hộ thuộc diện nào?
    choices: {poor: Hộ nghèo, none: Không thuộc diện}
member:
  birth_date: {type: date, label: Ngày sinh, question: Sinh ngày nào?}
  age_years: {type: years, label: Tuổi, since: member.birth_date}
"""

JURISDICTIONS = """\
units:
  vietnam: {name: Việt Nam, level: country, from: null}
  thuduc: {name: {vi: Tỉnh Thử, en: Trial province}, level: province, parents: [{unit: vietnam}], from: null}
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
    source: {file: plan.txt, lines: 12}
    provisions:
      mục 1 phần I: {lines: [2, 3], says: Sets a target.}
      mục 2.1 phần I: {lines: [5, 5], says: Promises houses.}
      mục 2.2 phần I: {lines: [6, 6], says: Promises cards.}
      mục 2.3 phần I: {lines: [[8, 8], [9, 11]], says: Promises visits.}
  Luật 2/2020/QH14:
    number: 2/2020/QH14
    kind: law
    title: Luật
    jurisdiction: vietnam
    issued: 2020-01-01
    effective_from: 2020-01-01
    provisions:
      Điều 2: {says: Says who is old.}
"""

PACK = """\
jurisdiction: thuduc
standards:
  card: [{effective_from: 2020-01-01, dong: 800_000, cite: Điều 2 Luật 2/2020/QH14}]
programmes:
  - id: house
    name: Nhà ở
    field: housing
    granted_to: household
    versions:
      - effective_from: 2022-01-01
        standing: candidate
        encodes: [T-2.1-a]
        cite: mục 2.1 phần I Kế hoạch 1/KH-UBND
        eligible_when: {id: poor, fact: household.poverty_status, equals: poor}
        benefits:
          - kind: in_kind
            every: once
            amount: {dong: 70_000_000}
            funding: [{source: central_budget, dong: 50_000_000}, {source: mobilised, dong: 20_000_000}]
        plan:
          - {line: A, count: 250, unit: household, year: 2022}
          - {line: B, dong: 17_500_000_000, year: 2022, cite: dòng 10-11 mục 2.3 phần I Kế hoạch 1/KH-UBND}
  - id: card
    name: Thẻ
    field: health_insurance
    granted_to: member
    versions:
      - effective_from: 2022-01-01
        standing: candidate
        encodes: [T-2.2-a]
        cite: mục 2.2 phần I Kế hoạch 1/KH-UBND
        eligible_when: {id: old, fact: member.age_years, at_least: 60, less_than: 80}
        benefits:
          - kind: premium_subsidy
            every: year
            amount: {percent: "30", of: card}
            funding: [{source: mobilised, percent: "100"}]
  - id: visits
    name: Thăm hỏi
    field: gifts
    granted_to: household
    versions:
      - effective_from: 2022-01-01
        standing: candidate
        shown: note
        encodes: [T-2.3-a]
        cite: dòng 8 mục 2.3 phần I Kế hoạch 1/KH-UBND
        eligible_when: {id: poor, fact: household.poverty_status, equals: poor}
        benefits: [{kind: in_kind}]
"""

LEDGER = """\
instrument: Kế hoạch 1/KH-UBND
sections:
  - {section: (title), lines: [1, 1], rest: {vi: Tiêu đề., en: A title.}}
  - section: I.1
    lines: [2, 3]
    rows:
      - {id: T-1-a, model: info, echo_of: T-2.1-a, why: {vi: Lặp lại nhà ở., en: Repeats the houses.}}
    rest: {vi: Chỉ tiêu., en: Targets.}
  - {section: I.2 (heading), lines: [4, 4], rest: {vi: Tiêu đề., en: A heading.}}
  - section: I.2.1
    lines: [5, 5]
    rows: [{id: T-2.1-a, model: rule}]
  - section: I.2.2
    lines: [6, 7]
    rows:
      - {id: T-2.2-a, model: rule}
      - {id: T-2.2-b, model: skip, why: {vi: Việc của cơ quan., en: A task of agencies.}}
  - section: I.2.3
    lines: [8, 12]
    rows: [{id: T-2.3-a, model: info}]
    rest: {vi: Bảng kinh phí., en: A table of money.}
    quantifies: [T-2.1-a]
"""


class World:
    """The files of the made-up province.

    Args:
        folder: Where they are written.
    """

    def __init__(self, folder: Path) -> None:
        self.rules = folder / "rules"
        self.sources = folder / "sources"
        self.ledger = self.rules / "ledger" / "thuduc.yaml"
        self.files = {
            "facts": self.rules / "facts.yaml",
            "jurisdictions": self.rules / "jurisdictions.yaml",
            "instruments": self.rules / "instruments.yaml",
            "pack": self.rules / "thuduc.yaml",
            "ledger": self.ledger,
            "document": self.sources / "plan.txt",
        }
        contents = (FACTS, JURISDICTIONS, INSTRUMENTS, PACK, LEDGER, DOCUMENT)
        for path, content in zip(self.files.values(), contents, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the one place where a text stands."""
        content = self.files[file].read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
        self.files[file].write_text(content.replace(old, new), encoding="utf-8")

    def rulebook(self) -> Rulebook:
        return load_rulebook(self.rules)

    def ledgers(self) -> tuple[Ledger, ...]:
        return load_ledgers(self.ledger.parent, self.rulebook())

    def report(self) -> CoverageReport:
        """The whole check, documents included."""
        return check_coverage(self.rulebook(), self.rules, self.sources)

    def said(self) -> list[tuple[str, str]]:
        """Code and English sentence of everything that falls short in ledgers and rules."""
        return [(one.code, one.into("en")) for one in self.report().coverage.findings]

    def cited(self) -> list[tuple[str, str]]:
        """Code and English sentence of everything that falls short in the documents."""
        checked = self.report().sources
        assert checked is not None
        return [(one.code, one.into("en")) for one in checked.findings]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)
