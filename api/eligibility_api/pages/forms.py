"""Reading the forms of the pages: not too large, and only texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.formparsers import FormParser

from eligibility_api.problems import ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.datastructures import FormData
    from starlette.requests import Request


async def read_form(request: Request, most: int) -> FormData:
    """Read a form without files.

    Args:
        request: What was sent.
        most: Largest body, in bytes.

    Raises:
        ServiceError: It is larger.
    """
    return await FormParser(request.headers, limited(request, most)).parse()


async def limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes, until it grows too large.

    Raises:
        ServiceError: It is larger than `most` bytes.
    """
    got = 0
    async for chunk in request.stream():
        got += len(chunk)
        if got > most:
            raise ServiceError.too_large("The form", most)
        yield chunk
