"""Whom the service answers at all: only those who call it by its name, and never a page of another site.

A browser sends what any page tells it to, also to this machine. Names keep out pages whose address was made to point
here; the origin keeps out forms of other sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eligibility.errors import Diagnostic
from eligibility_api.problems import ServiceError

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.datastructures import Headers

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
OWN_PAGES = {"same-origin", "none"}


def check_caller(method: str, headers: Headers, called: Collection[str]) -> None:
    """Refuse a request that is not meant for this service.

    Args:
        method: Its method.
        headers: Its headers.
        called: Names the service goes by.

    Raises:
        ServiceError: It calls another name, or comes from another site.
    """
    host = headers.get("host", "")
    if _without_port(host) not in called:
        message = "this service is not called by that name."
        hint = "Call it by 127.0.0.1 or localhost, or set ELIGIBILITY_HOSTS."
        raise ServiceError(421, "Wrong name", Diagnostic("wrong-host", message, hint=hint))
    if method in SAFE_METHODS:
        return
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if (site is not None and site not in OWN_PAGES) or (origin is not None and urlsplit(origin).netloc != host):
        message = "a page of another site may not send this."
        raise ServiceError(403, "Other site", Diagnostic("cross-site", message))


def _without_port(host: str) -> str:
    name = host.lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]
