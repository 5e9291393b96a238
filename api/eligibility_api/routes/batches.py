"""`/v1/batches`: commune lists judged in the background."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from eligibility.errors import Diagnostic, RequestError
from eligibility.given import read_issued
from eligibility.lists.mapping import read_columns
from eligibility_api.batch_answers import BatchAnswer, ErrorsAnswer, batch_answer, errors_answer
from eligibility_api.batch_record import Batch
from eligibility_api.body import form_body
from eligibility_api.openapi import examples, gives, gives_file, refuses, takes_form
from eligibility_api.schemas import BatchRequest, read_shape
from eligibility_api.service import Service, service_of

router = APIRouter(tags=["lists"])


class WholeFile(FileResponse):
    """A file that is sent as a whole, whatever part of it is asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        kept = [(name, value) for name, value in scope["headers"] if name not in {b"range", b"if-range"}]
        del self.headers["accept-ranges"]
        await super().__call__({**scope, "headers": kept}, receive, send)


LIST, ISSUED, COLUMN = "list", "issued", "column"
LONGEST_KEY = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "What the sender calls this batch: sending it again gives the same one.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}
_TAKEN = gives(BatchAnswer, "Taken; Location says where to ask.", 408, 413, 415, 422, 503, status=202)
_TAKEN[202]["links"] = {
    operation: {"operationId": operation, "parameters": {"identifier": "$response.body#/id"}}
    for operation in ("batch_status", "batch_result", "batch_errors", "batch_delete")
}


@router.post(
    "/v1/batches",
    status_code=202,
    openapi_extra={**takes_form(examples.LIST_FORM), "parameters": [_KEY]},
    responses=_TAKEN,
)
async def submit(request: Request) -> Response:
    """Take a commune list and judge it in the background."""
    service = service_of(request)
    key = request.headers.get("idempotency-key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        message = f"an Idempotency-Key has 1 to {LONGEST_KEY} characters."
        raise RequestError([Diagnostic("wrong-key", message)])
    async with form_body(request) as form:
        content = form.get(LIST)
        if not isinstance(content, UploadFile):
            message = "the form has no file."
            raise RequestError([Diagnostic("missing-list", message, path=LIST, hint="Send one as the field list.")])
        asked = _asked(form)
        # An unknown place or instrument is refused here, before the list is taken.
        _check_known(service, asked)
        batch = await run_in_threadpool(service.batches.submit, asked, content.filename or "", content.file, key)
    location = f"/v1/batches/{batch.id}"
    return JSONResponse(_described(service, batch), status_code=202, headers={"Location": location})


@router.get(
    "/v1/batches/{identifier}", operation_id="batch_status", responses=gives(BatchAnswer, "How far it is.", 404)
)
def status(request: Request, identifier: str) -> Response:
    """Say how far a batch is, and what came of it."""
    service = service_of(request)
    return JSONResponse(_described(service, service.batches.get(identifier)))


@router.get(
    "/v1/batches/{identifier}/result",
    operation_id="batch_result",
    responses=gives_file(XLSX, "The result workbook.", 404, 409),
)
def result(request: Request, identifier: str) -> Response:
    """Give the result workbook."""
    batches = service_of(request).batches
    path = batches.result(batches.get(identifier))
    return WholeFile(path, media_type=XLSX, filename="eligibility-result.xlsx")


@router.get(
    "/v1/batches/{identifier}/errors",
    operation_id="batch_errors",
    responses=gives(ErrorsAnswer, "Rows that were not judged.", 404, 409),
)
def errors(request: Request, identifier: str) -> Response:
    """Give every row that was not judged, and what would be right."""
    batches = service_of(request).batches
    return JSONResponse(errors_answer(batches.report(batches.get(identifier))))


@router.delete(
    "/v1/batches/{identifier}",
    status_code=204,
    operation_id="batch_delete",
    responses={204: {"description": "Deleted."}, **refuses(404)},
)
def delete(request: Request, identifier: str) -> Response:
    """Delete a batch, its list and its result, be it waiting, running or over."""
    service_of(request).batches.remove(identifier)
    return Response(status_code=204)


def _check_known(service: Service, asked: BatchRequest) -> None:
    """Have the engine look up place and instruments.

    Raises:
        RequestError: It does not know one.
    """
    try:
        _ = service.engine.matcher(
            asked.jurisdiction, asked.read_on(), asked.read_issued(), asked.read_known_at()
        ).law.place
    except RequestError as error:
        raise RequestError(
            [replace(one, path=ISSUED) if one.code == "unknown-instrument" else one for one in error.diagnostics]
        ) from None


def _described(service: Service, batch: Batch) -> dict[str, object]:
    return batch_answer(batch, service.batches.report(batch) if batch.state == "done" else None)


def _asked(form: FormData) -> BatchRequest:
    """The options beside the list. Every field is a text; issued and column may be repeated."""
    given: dict[str, object] = {}
    for name in form:
        values = [value for value in form.getlist(name) if isinstance(value, str)]
        if name == LIST:
            continue
        if len(values) > 1 and name not in (ISSUED, COLUMN):
            raise RequestError(
                [Diagnostic("given-twice", f'"{name}" is given twice.', path=name, hint="Give it once.")]
            )
        given[name] = values[-1] if values else None
    if ISSUED in given:
        texts = [value for value in form.getlist(ISSUED) if isinstance(value, str)]
        given[ISSUED] = {
            name: True if day is True else day.isoformat() for name, day in read_issued(texts, ISSUED).items()
        }
    if COLUMN in given:
        del given[COLUMN]
        texts = [value for value in form.getlist(COLUMN) if isinstance(value, str)]
        given["columns"] = read_columns(texts, COLUMN)
    if given.get("assume") in {"true", "false"}:
        given["assume"] = given["assume"] == "true"
    return read_shape(BatchRequest, given)
