"""What is put under load: our service with a route that answers from memory, and OpenFisca's web API. One process each.

`python -m benchmarks.served NAME PORT` serves until it is stopped.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from benchmarks.twelve import DAY, HOUSEHOLD_RULES, JURISDICTION, MEMBER_RULES, RULES
from benchmarks.twelve.population import plain_households, population

FAMILY = Path(__file__).parent.parent / "examples" / "household.yaml"
FOUR = 4
JSON = {"Content-Type": "application/json"}
SERVER_CORE, CLIENT_CORE = 0, 1


def whole_request() -> dict[str, Any]:
    """The family of four of the examples, under the whole rulebook."""
    from eligibility.loading import read_yaml

    data: Any = read_yaml(FAMILY.read_text(encoding="utf-8"), FAMILY.name).data
    return {"jurisdiction": "bentre", "on": date(2022, 6, 15).isoformat(), "household": data["household"]}


def twelve_request() -> dict[str, Any]:
    """A made-up family of four, under the pack of twelve rules."""
    family = next(one for one in plain_households(population(200)) if _size(one) == FOUR)
    return {"jurisdiction": JURISDICTION, "on": DAY.isoformat(), "household": family}


def openfisca_request() -> dict[str, Any]:
    """The same family as OpenFisca takes it, with the twelve rules asked for."""
    from benchmarks.engines.openfisca import OpenFisca
    from benchmarks.twelve.country_package import PERIOD, variable_of

    situation = OpenFisca().prepare(twelve_request()["household"])
    for person in situation["persons"].values():
        person.update({variable_of(rule): {PERIOD: None} for rule in MEMBER_RULES})
    situation["households"]["h"].update({variable_of(rule): {PERIOD: None} for rule in HOUSEHOLD_RULES})
    return dict(situation)


def our_verdicts(answer: bytes) -> dict[tuple[str, str], int]:
    """Verdicts of our answer by rule and subject, as codes: 0 not met, 1 unknown, 2 met."""
    codes = {"ineligible": 0, "undetermined": 1, "eligible": 2}
    ids = [member["id"] for member in twelve_request()["household"]["members"]]
    return {
        (one["programme"], f"m{ids.index(one['subject']['member'])}" if "member" in one["subject"] else "h"): codes[
            one["status"]
        ]
        for one in json.loads(answer)["determinations"]
        if one["programme"] in {*MEMBER_RULES, *HOUSEHOLD_RULES}
    }


def openfisca_verdicts(answer: bytes) -> dict[tuple[str, str], int]:
    """Verdicts of OpenFisca's answer, the same way."""
    from benchmarks.twelve.country_package import PERIOD, variable_of

    situation = json.loads(answer)
    subjects = {**situation["persons"], **situation["households"]}
    return {
        (rule, name): facts[variable_of(rule)][PERIOD]
        for name, facts in subjects.items()
        for rule in (*MEMBER_RULES, *HOUSEHOLD_RULES)
        if variable_of(rule) in facts
    }


def _size(household: Any) -> int:  # noqa: ANN401 (plain data)
    return len(household["members"])


def _serve_ours(port: int, rules: Path | None) -> None:
    import uvicorn
    from fastapi import Depends, Request
    from starlette.responses import Response

    from eligibility.loading import default_rules
    from eligibility_api import logs
    from eligibility_api.app import build_app
    from eligibility_api.body import json_body
    from eligibility_api.schemas import DeterminationRequest
    from eligibility_api.service import service_of
    from eligibility_api.settings import Settings

    app = build_app(Settings(data=Path(tempfile.mkdtemp()), rules=rules or default_rules()))
    kept: dict[str, bytes] = {}

    async def remember(
        request: Request, asked: Annotated[DeterminationRequest, Depends(json_body(DeterminationRequest))]
    ) -> Response:
        """What a determination costs without the engine: the request validated, the answer from memory."""
        asked.read_household(service_of(request).settings.members)
        asked.read_on()
        asked.options.read_issued()
        return Response(kept["answer"], media_type="application/json")

    async def keep(request: Request) -> Response:
        kept["answer"] = await request.body()
        return Response(status_code=204)

    remember.__annotations__["asked"] = Annotated[DeterminationRequest, Depends(json_body(DeterminationRequest))]
    for annotated in (remember, keep):
        annotated.__annotations__["request"] = Request
    app.add_api_route("/memory/determinations", remember, methods=["POST"], response_model=None)
    app.add_api_route("/memory/keep", keep, methods=["POST"], response_model=None)
    logs.set_up()
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, server_header=False)


def _serve_openfisca(port: int) -> None:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
    from openfisca_core.parameters import ParameterNode  # type: ignore[import-untyped]
    from openfisca_web_api.app import create_app  # type: ignore[import-untyped]

    from benchmarks.twelve.country_package import system

    class Application(BaseApplication):  # type: ignore[misc]
        """As `openfisca serve` runs it, with one worker that keeps connections open."""

        def load_config(self) -> None:
            options = {"bind": f"127.0.0.1:{port}", "worker_class": "gthread", "threads": 1, "keepalive": 60}
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            rules = system()
            # The web API shows one as an example; the twelve rules have none.
            rules.parameters = ParameterNode("", data={"none": {"values": {"2000-01-01": {"value": 0}}}})
            return create_app(rules)

    Application().run()


def main(name: str, port: int) -> None:
    """Serve on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {SERVER_CORE})
    if name == "openfisca":
        _serve_openfisca(port)
    else:
        _serve_ours(port, RULES if name == "twelve" else None)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
