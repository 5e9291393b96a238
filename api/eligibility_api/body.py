"""Reading the body of a request: of the kind that is wanted, not too large, in time, and without liberties."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from fastapi import Request
from pydantic import BaseModel
from python_multipart.multipart import parse_options_header
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect

from eligibility.errors import Diagnostic, HouseholdError, RequestError
from eligibility.given import read_json
from eligibility_api.household_schema import LONGEST_TEXT
from eligibility_api.problems import ServiceError
from eligibility_api.schemas import read_shape
from eligibility_api.service import service_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData

JSON, YAML, MULTIPART = "application/json", "application/yaml", "multipart/form-data"
LONGEST_KEY, DEEPEST = 100, 10
MOST_FIELDS = 100
FIELD_BYTES = 10_000
"""Largest field of a form beside its file."""

Shape = TypeVar("Shape", bound=BaseModel)


def json_body(shape: type[Shape]) -> Callable[[Request], Awaitable[Shape]]:
    """A dependency that reads a JSON body of this shape."""

    async def read(request: Request) -> Shape:
        data = read_json(await text_body(request, JSON), "body")
        check_measures(data)
        return read_shape(shape, data)

    return read


def check_measures(data: object) -> None:
    """Refuse what no household has: texts so long that an answer repeats them by the megabyte, parts so deep.

    Raises:
        RequestError: There is one.
    """
    waiting: list[tuple[object, str, int]] = [(data, "", 0)]
    while waiting:
        value, path, depth = waiting.pop()
        if depth > DEEPEST:
            raise _refused("too-nested", f"parts may lie at most {DEEPEST} levels deep.", path)
        if isinstance(value, dict):
            if any(len(key) > LONGEST_KEY for key in value):
                raise _refused("too-long", f"a key may have at most {LONGEST_KEY} characters.", path)
            waiting += ((part, f"{path}.{key}" if path else key, depth + 1) for key, part in value.items())
        elif isinstance(value, list):
            waiting += ((part, f"{path}[{index}]", depth + 1) for index, part in enumerate(value))
        elif isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise _refused("too-long", f"a text may have at most {LONGEST_TEXT} characters.", path)


def _refused(code: str, message: str, path: str) -> RequestError:
    return RequestError([Diagnostic(code, message, path=path or None)])


async def text_body(request: Request, media_type: str) -> str:
    """Read a body of UTF-8 text.

    Raises:
        ServiceError: It is of another kind, too large, or too slow.
        HouseholdError: It is no UTF-8 text.
    """
    _check_kind(request, media_type)
    settings = service_of(request).settings
    content = bytearray()
    async with _in_time(settings.seconds):
        async for chunk in _limited(request, settings.body_bytes):
            content += chunk
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HouseholdError([Diagnostic("not-utf8", "the body is not UTF-8 text.", hint="Send UTF-8.")]) from None


@asynccontextmanager
async def form_body(request: Request) -> AsyncIterator[FormData]:
    """Read a form with at most one file, which is closed in the end.

    Raises:
        ServiceError: It is of another kind, too large, or too slow.
        RequestError: It is no such form.
    """
    _check_kind(request, MULTIPART)
    settings = service_of(request).settings
    stream = _limited(request, settings.list_bytes + MOST_FIELDS * FIELD_BYTES)
    parser = MultiPartParser(request.headers, stream, max_files=1, max_fields=MOST_FIELDS, max_part_size=FIELD_BYTES)
    try:
        async with _in_time(settings.upload_seconds):
            form = await parser.parse()
    except (ServiceError, ClientDisconnect):
        raise
    except Exception:  # noqa: BLE001 (whatever the parser stumbles over, the form is broken)
        hint = f"A form has one file, and at most {MOST_FIELDS} fields of {FIELD_BYTES} bytes."
        raise RequestError([Diagnostic("broken-form", "the form cannot be read.", hint=hint)]) from None
    try:
        yield form
    finally:
        await form.close()


def _check_kind(request: Request, wanted: str) -> None:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    charset = options.get(b"charset", b"utf-8").lower()
    if kind.decode("latin-1").lower() != wanted or charset != b"utf-8" or "content-encoding" in request.headers:
        raise ServiceError.wrong_content_type(wanted)


async def limited(request: Request, most: int, what: str) -> AsyncGenerator[bytes, None]:
    """What comes, until it grows too large.

    Args:
        request: What is sent.
        most: Largest body, in bytes.
        what: What the refusal calls it.

    Raises:
        ServiceError: It is larger than `most` bytes.
    """
    got = 0
    async for chunk in request.stream():
        got += len(chunk)
        if got > most:
            raise ServiceError.too_large(what, most)
        yield chunk


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body of a call, refused by the size it declares already."""
    declared = request.headers.get("content-length", "0")
    got = int(declared) if declared.isdecimal() and len(declared) < 20 else 0  # noqa: PLR2004 (no such body exists)
    if got > most:
        raise ServiceError.too_large("The body", most)
    async for chunk in limited(request, most, "The body"):
        yield chunk


@asynccontextmanager
async def _in_time(seconds: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise ServiceError.slow_upload(seconds) from None
