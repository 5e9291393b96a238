"""What the routes have at hand: rules, engine, catalogue, batches, counters. Loaded once, when the service starts."""

from __future__ import annotations

import gc
from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING

from eligibility.engine import Engine
from eligibility.errors import RequestError
from eligibility.given import today
from eligibility.household import Household
from eligibility.loading import load_rulebook
from eligibility_api.catalogue import Catalogue
from eligibility_api.jobs import Batches
from eligibility_api.metrics import Metrics
from eligibility_api.work import Work

if TYPE_CHECKING:
    from fastapi import Request

    from eligibility_api.settings import Settings


class Service:
    """One service on one rulebook.

    Attributes:
        settings: How it is set up.
        rulebook: The rules.
        engine: Determines households; used on the thread that answers requests, and on no other.
        work: Does what takes longer, on another thread.
        catalogue: What the rulebook holds, ready to be sent.
        batches: Lists judged in the background.
        metrics: Counters.

    Raises:
        RulebookError: The rules are wrong.
        RequestError: There is no such folder of rules or no such place, or the folder of records cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rulebook = load_rulebook(settings.rules)
        if settings.place not in self.rulebook.units:
            raise RequestError.unknown("unknown-jurisdiction", "unit", settings.place, self.rulebook.units)
        self.metrics = Metrics(installed_version("eligibility"), self.rulebook.digest)
        self.engine = Engine(self.rulebook)
        self.work = Work(self.rulebook, settings.seconds)
        self.catalogue = Catalogue(self.rulebook, settings.rules)
        self.batches = Batches(settings, self.rulebook, self.metrics)

    def start(self) -> None:
        """Begin."""
        self.batches.start()
        self._warm_up()
        # The rules stay for good: the collector need not look at them again.
        gc.collect()
        gc.freeze()

    def _warm_up(self) -> None:
        """Determine somebody once, so that the first who asks does not wait for what is made on first use."""
        for pack in dict.fromkeys(one.jurisdiction for one in self.rulebook.programmes.values()):
            self.engine.determine(Household(), jurisdiction=pack, on=today(), everything=True).model_dump_json()

    def close(self) -> None:
        """End what runs in the background."""
        self.work.close()
        self.batches.close()


def service_of(request: Request) -> Service:
    """The service a request came to."""
    service: Service = request.app.state.service
    return service
