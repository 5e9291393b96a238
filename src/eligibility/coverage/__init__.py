"""The clause ledger: every section of every document accounted for, every citation checked against its text."""

from eligibility.coverage.check import CoverageReport, check_coverage

__all__ = ["CoverageReport", "check_coverage"]
