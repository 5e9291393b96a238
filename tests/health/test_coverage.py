"""Every section of every plan is accounted for, and every figure a rule takes from a stored plan stands there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from eligibility.coverage import CoverageReport, check_coverage
from eligibility.loading import default_rules

SOURCES = os.environ.get("ELIGIBILITY_SOURCES")


@pytest.fixture(scope="module")
def report(rulebook) -> CoverageReport:
    return check_coverage(rulebook, default_rules(), Path(SOURCES) if SOURCES else None)


def test_every_section_and_rule_row_is_accounted_for(report):
    assert report.coverage.findings == ()


def test_the_plan_of_ben_tre_is_accounted_for_in_full(report):
    text = report.text("en")

    assert "2021/KH-UBND: 80 of 80 sections, 39 of 39 rule rows" in text


def test_the_citation_check_passes_where_the_documents_are_at_hand_and_else_says_not_run(report, record_property):
    """Set ELIGIBILITY_SOURCES to the folder of stored documents to have it run."""
    said = next(line for line in report.text("en").split("\n") if line.startswith("Citation check"))
    record_property("citation_check", said)
    print(said)  # noqa: T201 - shown by `pytest -rP`

    if SOURCES:
        assert report.sources is not None
        assert [str(finding.diagnostic) for finding in report.sources.findings] == []
        assert re.search(r": passed\. Documents: [1-9]", said)
    else:
        assert ": not run;" in said
