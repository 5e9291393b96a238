"""How a service is set up: where rules and records lie, whom it listens to, how much it takes. Knows no HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from eligibility.errors import Diagnostic, RequestError
from eligibility.loading import default_rules

PREFIX = "ELIGIBILITY_"
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


def _default_data() -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "eligibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may be set, by `ELIGIBILITY_` and the name in capitals.

    Attributes:
        rules: Folder of rules.
        data: Folder of records and lists; readable by its owner alone.
        host: Address to listen on.
        port: Port to listen on.
        allow_network: Whether `host` may be reached from other machines. There are no users yet: whoever reaches the
            service may use it.
        place: Unit that the forms of the pages start with, by id, such as `bentre`.
        hosts: Names it is called by besides those of this machine, separated by commas.
        body_bytes: Largest household or case file, in bytes.
        list_bytes: Largest commune list, in bytes.
        members: Most members of a household.
        cases: Most cases of a case file.
        rows: Most persons in a commune list.
        seconds: Longest a request may be worked on.
        upload_seconds: Longest a list may take to arrive.
        waiting_batches: Most batches that wait for their turn.
        keep_days: Days after which a finished batch is deleted.
    """

    rules: Path = field(default_factory=default_rules)
    data: Path = field(default_factory=_default_data)
    host: str = "127.0.0.1"
    port: int = 8000
    allow_network: bool = False
    place: str = "vietnam"
    hosts: tuple[str, ...] = ()
    body_bytes: int = 1_000_000
    list_bytes: int = 20_000_000
    members: int = 100
    cases: int = 2_000
    rows: int = 30_000
    seconds: float = 20.0
    upload_seconds: float = 120.0
    waiting_batches: int = 50
    keep_days: int = 30

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read settings from environment variables.

        Raises:
            RequestError: A value cannot be read: all of them, each with its name.
        """
        given: dict[str, Any] = {}
        wrong: list[Diagnostic] = []
        for one in fields(cls):
            name = f"{PREFIX}{one.name.upper()}"
            text = environment.get(name, "")
            if not text:
                continue
            try:
                given[one.name] = _READERS[str(one.type)](text)
            except ValueError as error:
                wrong.append(Diagnostic("wrong-setting", f"{name}: {error}.", path=name))
        if wrong:
            raise RequestError(wrong)
        return cls(**given)

    def listening(self, host: str | None, port: int | None) -> Self:
        """The same settings on another address, where one is given."""
        return replace(self, host=host or self.host, port=self.port if port is None else port)

    def check_host(self) -> None:
        """Refuse an address that other machines can reach, unless that is set plainly.

        Raises:
            RequestError: It is such an address.
        """
        if not self.allow_network and not _is_loopback(self.host):
            message = f"{self.host} can be reached from other machines, and this service has no users yet."
            hint = f"Listen on 127.0.0.1, or set {PREFIX}ALLOW_NETWORK=yes if whoever reaches it may use it."
            raise RequestError([Diagnostic("not-loopback", message, hint=hint)])

    @property
    def called(self) -> frozenset[str]:
        """Names a request may call this service by, without port."""
        return frozenset({*LOOPBACK_NAMES, *self.hosts, self.host})


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f'"{text}" is not a whole number above 0'
        raise ValueError(message)
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:  # noqa: PLR2004 (eleven days: surely a slip; and no NaN)
        message = f'"{text}" is not a number of seconds above 0'
        raise ValueError(message)
    return seconds


def _flag(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        message = f'"{text}" is neither yes nor no'
        raise ValueError(message)
    return text.lower() == "yes"


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


_READERS: Mapping[str, Callable[[str], object]] = {
    "Path": Path,
    "str": str,
    "int": _whole,
    "float": _seconds,
    "bool": _flag,
    "tuple[str, ...]": _names,
}
