"""Running the service: one process, one worker, on an address of this machine."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from eligibility.errors import Diagnostic, RequestError
from eligibility_api import logs
from eligibility_api.app import build_app

if TYPE_CHECKING:
    from eligibility_api.settings import Settings


def run(settings: Settings) -> None:
    """Serve until told to stop.

    Raises:
        RequestError: The address cannot be used, or may not be.
        RulebookError: The rules are wrong.
    """
    settings.check_host()
    listening = _listen(settings)
    try:
        app = build_app(settings)
    except BaseException:
        listening.close()
        raise
    logs.set_up()
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=10
    )
    host, port = listening.getsockname()[:2]
    logs.tell("listening", address=f"http://{f'[{host}]' if ':' in host else host}:{port}")
    uvicorn.Server(config).run(sockets=[listening])


def _listen(settings: Settings) -> socket.socket:
    """The address, taken before anything is loaded.

    The protocol is named because asyncio switches Nagle's algorithm off only for sockets that name it; else an answer
    in two parts waits 40 ms for the caller to acknowledge the first.
    """
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((settings.host, settings.port))
            listening.listen()
        except BaseException:
            listening.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        message = f"{settings.host}:{settings.port} cannot be listened on: {getattr(error, 'strerror', None) or error}."
        hint = "Give another --port, or stop what uses it."
        raise RequestError([Diagnostic("address-in-use", message, hint=hint)]) from None
    return listening
