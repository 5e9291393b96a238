"""`/v1/questions`: what to ask a household next."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from eligibility_api.body import JSON, json_body
from eligibility_api.openapi import examples, gives, takes_json
from eligibility_api.question_answers import QuestionsAnswer, questions_answer
from eligibility_api.schemas import QuestionsRequest
from eligibility_api.service import service_of

router = APIRouter(tags=["households"])
_ANSWER = TypeAdapter(QuestionsAnswer)


@router.post(
    "/v1/questions",
    openapi_extra=takes_json(QuestionsRequest, examples.QUESTIONS),
    responses=gives(QuestionsAnswer, "The next best question, and all of them.", 400, 408, 413, 415, 422),
)
async def ask(request: Request, asked: Annotated[QuestionsRequest, Depends(json_body(QuestionsRequest))]) -> Response:
    """Find the questions whose answers would settle what is open."""
    service, options = service_of(request), asked.options
    household = asked.read_household(service.settings.members)
    result = service.engine.determine(
        household,
        jurisdiction=asked.jurisdiction,
        on=asked.read_on(),
        assume=options.assume,
        issued=options.read_issued(),
        known_at=options.read_known_at(),
        language=options.lang,
    )
    answer = questions_answer(result, household, service.rulebook, options.lang)
    return Response(_ANSWER.dump_json(answer, by_alias=True), media_type=JSON)
