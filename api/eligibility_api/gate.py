"""What every request passes: it gets an id, is let in or not, is timed, counted and logged, and shows no trace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect

from eligibility.errors import EligibilityError
from eligibility_api.limits import check_caller
from eligibility_api.logs import tell, tell_mistake
from eligibility_api.problems import internal_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from eligibility_api.metrics import Metrics
    from eligibility_api.settings import Settings

    Refuse = Callable[[Scope, EligibilityError], Response]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cache-Control": "no-store",
}
"""Headers of every answer; a route that sets one keeps its own."""

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_REQUEST_ID = "eligibility.request_id"
GONE = 499
"""Status in logs where the caller left before the answer."""


class Gate:
    """The outermost layer of the service.

    Args:
        app: What stands behind it.
        settings: Say what names the service goes by.
        metrics: Counts requests.
        refuse: Writes the answer to a request that is refused here.
    """

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics, refuse: Refuse) -> None:
        self._app = app
        self._called = settings.called
        self._metrics = metrics
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, identifier, status = time.perf_counter(), uuid4().hex, 0
        is_head = scope["method"] == "HEAD"
        scope = {**scope, _REQUEST_ID: identifier}
        if is_head:  # what GET answers, without its body
            scope["method"] = "GET"

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = identifier
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        try:
            check_caller(scope["method"], Headers(scope=scope), self._called)
            await self._app(scope, receive, answer)
        except ClientDisconnect:
            status = GONE
        except EligibilityError as error:
            await self._refuse(scope, error)(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 (nothing of a mistake may leave the machine)
            tell_mistake(error, request_id=identifier)
            if not status:
                await self._refuse(scope, internal_error())(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - began
            method = scope["method"] if scope["method"] in METHODS else "other"
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.answered(method, route, status, seconds)
            ms = round(seconds * 1000, 1)
            tell("request", method=method, route=route, status=status, ms=ms, request_id=identifier)


def request_id(scope: Scope) -> str:
    """The id under which a request stands in the log."""
    identifier: str = scope[_REQUEST_ID]
    return identifier
