"""`/v1/cases`: a case file against the rulebook in use, for policy staff."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from eligibility.cases import CaseReport, read_case_text, run_case
from eligibility.engine import Engine
from eligibility.errors import Diagnostic, RequestError
from eligibility_api.body import YAML, text_body
from eligibility_api.case_answers import CasesAnswer
from eligibility_api.openapi import examples, gives, takes_yaml
from eligibility_api.service import service_of

router = APIRouter(tags=["policy"])
FILE = "case-file.yaml"
"""What the file is called in places such as `case-file.yaml:12:5`."""


@router.post(
    "/v1/cases",
    openapi_extra=takes_yaml("A case file, as in tests/cases.", examples.CASES),
    responses=gives(CasesAnswer, "What came of the cases, failures with their reasons.", 400, 408, 413, 415, 422, 503),
)
async def run(request: Request) -> Response:
    """Run the cases of a file."""
    service = service_of(request)
    text = await text_body(request, YAML)

    def do(engine: Engine) -> CaseReport:
        cases = read_case_text(text, FILE, engine.rulebook)
        if len(cases) > service.settings.cases:
            message = f"a file may have at most {service.settings.cases:,} cases here."
            raise RequestError([Diagnostic("too-many-cases", message, hint="Split it.")])
        return CaseReport(tuple(run_case(case, engine.rulebook, engine.determine) for case in cases))

    return JSONResponse((await service.work.run(do)).as_json())
