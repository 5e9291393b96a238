"""Lists judged household by household: what the command line and the service do with a commune list."""

from eligibility.screening.report import plain_report
from eligibility.screening.run import JudgedList, Run

__all__ = ["JudgedList", "Run", "plain_report"]
