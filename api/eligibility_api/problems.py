"""Every error as `application/problem+json` (RFC 9457): the one place where a mistake becomes a status.

Messages carry codes, paths and ways out. Values of a household stay out of them, even the one that is refused.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import Response
from typing_extensions import TypedDict

from eligibility.cases import CaseFileError
from eligibility.errors import SHOWN, Diagnostic, EligibilityError, HouseholdError, RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEDIA_TYPE = "application/problem+json"
SYNTAX = {"json-syntax", "json-value", "too-deep", "not-utf8", "duplicate-key"}
"""Codes of a body that could not be read at all; everything else that is wrong with it is a matter of content."""

_PLACES = {
    "unknown-jurisdiction": "jurisdiction",
    "ambiguous-jurisdiction": "jurisdiction",
    "unknown-instrument": "options.issued",
}
"""Where in a request stands what the engine does not know."""


class Mistake(TypedDict):
    """One thing that is wrong.

    Attributes:
        code: Stable kebab-case name.
        message: What is wrong.
        path: Where, such as `household.members[1].birth_date`; null where it is about the request as a whole.
        hint: What would be right; null where nothing can be said.
    """

    code: str
    message: str
    path: str | None
    hint: str | None


class ProblemDocument(TypedDict):
    """What went wrong, and what would be right.

    Attributes:
        type: `urn:eligibility:problem:` and the code.
        title: The kind of problem, in a few words.
        status: The HTTP status.
        code: Stable kebab-case name of the kind of problem.
        detail: The first mistake in a sentence, and how many more there are.
        errors: The mistakes, at most 20 of them.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Mistake]


class ServiceError(EligibilityError):
    """A request that this service cannot or will not answer, whatever the household.

    Args:
        status: The HTTP status.
        title: The kind of problem, in a few words.
        diagnostic: What is wrong; its code is the problem's.
        headers: Further headers of the answer.
    """

    def __init__(
        self, status: int, title: str, diagnostic: Diagnostic, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__([diagnostic])
        self.status = status
        self.title = title
        self.headers = headers or {}

    @classmethod
    def not_found(cls, code: str, message: str, hint: str | None = None) -> ServiceError:
        """There is nothing under this address."""
        return cls(404, "Not found", Diagnostic(code, message, hint=hint))

    @classmethod
    def too_large(cls, what: str, most: int) -> ServiceError:
        """The body is larger than is taken."""
        message = f"{what} may have at most {most:,} bytes."
        return cls(413, "Too large", Diagnostic("too-large", message, hint="Send less at once."))

    @classmethod
    def wrong_content_type(cls, wanted: str) -> ServiceError:
        """The body is of another kind than is read here."""
        hint = f"Send it with Content-Type: {wanted}, without a Content-Encoding."
        diagnostic = Diagnostic("wrong-content-type", "the body is of a kind that is not read here.", hint=hint)
        return cls(415, "Wrong content type", diagnostic, {"Accept": wanted})

    @classmethod
    def slow_upload(cls, seconds: float) -> ServiceError:
        """The body did not arrive in time."""
        message = f"the body did not arrive within {seconds:g} seconds."
        return cls(408, "Too slow", Diagnostic("slow-upload", message, hint="Send it again."), {"Connection": "close"})

    @classmethod
    def takes_too_long(cls, seconds: float) -> ServiceError:
        """The answer would take longer than a request may."""
        message = f"this would take longer than {seconds:g} seconds."
        hint = "Ask for less at once: a shorter period, fewer members or fewer cases."
        return cls(422, "Too much work", Diagnostic("takes-too-long", message, hint=hint))

    @classmethod
    def busy(cls, what: str) -> ServiceError:
        """Too much waits already."""
        diagnostic = Diagnostic("busy", f"too many {what} wait already.", hint="Try again in a while.")
        return cls(503, "Busy", diagnostic, {"Retry-After": "10"})


def problem(error: EligibilityError) -> Response:
    """The answer to a request that raised this error."""
    status, code, title = _kind(error)
    shown = mistakes(error)
    document = ProblemDocument(
        type=f"urn:eligibility:problem:{code}",
        title=title,
        status=status,
        code=code,
        detail=_detail(shown, len(error.diagnostics)),
        errors=shown,
    )
    headers = error.headers if isinstance(error, ServiceError) else {}
    text = json.dumps(document, ensure_ascii=False)
    return Response(text, status, {"Cache-Control": "no-store", **headers}, MEDIA_TYPE)


def mistakes(error: EligibilityError) -> list[Mistake]:
    """What an error says, as far as it is shown."""
    return [_mistake(one) for one in error.diagnostics[:SHOWN]]


def internal_error() -> EligibilityError:
    """A mistake of this program. Nothing of it leaves the machine."""
    message = "this service made a mistake; nothing is wrong with your request."
    hint = "Report the X-Request-Id of this answer and the time."
    return ServiceError(500, "Internal error", Diagnostic("internal-error", message, hint=hint))


def http_error(status: int, headers: Mapping[str, str] | None) -> EligibilityError:
    """What the router refuses: no such address, or not with this method."""
    if status == 405:  # noqa: PLR2004 (Method Not Allowed)
        allowed = (headers or {}).get("Allow", "")
        message = "this address does not take that method."
        return ServiceError(
            405, "Method not allowed", Diagnostic("method-not-allowed", message, hint=f"It takes {allowed}."), headers
        )
    if status == 404:  # noqa: PLR2004 (Not Found)
        return ServiceError.not_found("no-such-address", "there is nothing at this address.", "See /openapi.json.")
    return ServiceError(status, "Refused", Diagnostic("refused", "the request cannot be read."), headers)


def _kind(error: EligibilityError) -> tuple[int, str, str]:
    if isinstance(error, ServiceError):
        return error.status, error.diagnostics[0].code, error.title
    if any(one.code in SYNTAX for one in error.diagnostics) and not isinstance(error, CaseFileError):
        return 400, "unreadable-body", "Unreadable body"
    if isinstance(error, HouseholdError):
        return 422, "household-refused", "Household refused"
    if isinstance(error, CaseFileError):
        return 422, "case-file-refused", "Case file refused"
    if isinstance(error, RequestError):
        return 422, "request-refused", "Request refused"
    return 500, "internal-error", "Internal error"


def _mistake(diagnostic: Diagnostic) -> Mistake:
    place = diagnostic.path or _PLACES.get(diagnostic.code)
    if place is None and diagnostic.location is not None:
        place = str(diagnostic.location)
    message = diagnostic.discreet or diagnostic.message
    return Mistake(code=diagnostic.code, message=message, path=place, hint=diagnostic.hint)


def _detail(shown: Sequence[Mistake], found: int) -> str:
    first = shown[0]
    place = "" if first["path"] is None else f"{first['path']}: "
    more = "" if found == 1 else f" And {found - 1} more."
    return f"{place}{first['message']}{more}"
