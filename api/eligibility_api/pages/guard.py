"""What every answer of the pages carries: no script, style, font or picture but our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class Guard:
    """Adds the headers.

    Args:
        app: The pages.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                # Not `no-referrer`: under that, a browser hides where a form comes from, and the gate refuses it.
                headers["Referrer-Policy"] = "same-origin"
                is_file = scope["path"].startswith("/static/")
                headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_file else "no-store"
            await send(message)

        await self._app(scope, receive, guarded)
