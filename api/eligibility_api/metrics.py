"""Counters for Prometheus: requests, determinations, batches. Names of routes and states only."""

from __future__ import annotations

from collections import Counter as Tally
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eligibility.determination import Result

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one service.

    Args:
        software: Version of the package.
        rulebook: Digest of the rules.
    """

    def __init__(self, software: str, rulebook: str) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "eligibility_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "eligibility_request_seconds", "Time to answer.", ("route",), buckets=_SECONDS, registry=registry
        )
        self._determinations = Counter(
            "eligibility_determinations", "Programmes determined for a subject.", ("status",), registry=registry
        )
        self._rows = Counter("eligibility_list_rows", "Rows of commune lists.", ("outcome",), registry=registry)
        self._batches = Gauge("eligibility_batches", "Batches on record.", ("state",), registry=registry)
        info = Gauge("eligibility_rulebook", "The rules in use.", ("software", "digest"), registry=registry)
        info.labels(software, rulebook).set(1)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def determined(self, result: Result) -> None:
        """Count what was determined for a household."""
        for status, number in Tally(one.status for one in result.determinations).items():
            self._determinations.labels(status.value).inc(number)

    def listed(self, judged: int, rejected: int) -> None:
        """Count the rows of a list that is done."""
        self._rows.labels("judged").inc(judged)
        self._rows.labels("rejected").inc(rejected)

    def text(self, batches: Mapping[str, int]) -> bytes:
        """Everything counted, and the batches on record by state."""
        for state, number in batches.items():
            self._batches.labels(state).set(number)
        return generate_latest(self._registry)
