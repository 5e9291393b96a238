"""Case files: households with the answers the law gives, run against an engine."""

from eligibility.cases.documents import case_file_schema
from eligibility.cases.reading import Case, CaseFileError, read_case_text, read_cases
from eligibility.cases.report import CaseReport, Failure, Outcome
from eligibility.cases.running import Determine, run_case, run_cases

__all__ = [
    "Case",
    "CaseFileError",
    "CaseReport",
    "Determine",
    "Failure",
    "Outcome",
    "case_file_schema",
    "read_case_text",
    "read_cases",
    "run_case",
    "run_cases",
]
