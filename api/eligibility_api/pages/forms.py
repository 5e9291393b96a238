"""Reading the forms of the pages: not too large, and only texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.formparsers import FormParser

from eligibility_api.body import limited

if TYPE_CHECKING:
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
    return await FormParser(request.headers, limited(request, most, "The form")).parse()
