"""Who may use the service. One place, on every address that answers with anything but its own health."""

from __future__ import annotations

from fastapi import Request


async def admitted(request: Request) -> None:
    """Let a request in.

    Today the service belongs to one office on one machine, so whoever reaches it may use it. Users and their roles
    will be looked up here; what a route needs to know of them will be what this returns.
    """
    _ = request
