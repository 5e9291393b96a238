"""Where mistakes are collected while a rulebook is read: places, and one list of diagnostics.

Nothing here stops at the first mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eligibility.errors import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eligibility.errors import Location
    from eligibility.loading.yaml_text import Path, YamlDocument


class Site(NamedTuple):
    """A part of a file.

    Attributes:
        document: The file.
        path: Keys and indices that lead to the part.
    """

    document: YamlDocument
    path: Path

    def at(self, *steps: str | int) -> Site:
        """A part inside this one."""
        return Site(self.document, self.path + steps)

    @property
    def location(self) -> Location:
        """Line and column; looked up only when a mistake is printed."""
        return self.document.locate(self.path)

    @property
    def key_location(self) -> Location:
        """Line and column of the key rather than of its value."""
        return self.document.locate(self.path, key=True)


class Problems:
    """Diagnostics found so far."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._damaged: set[tuple[str, Path]] = set()

    def __bool__(self) -> bool:
        return bool(self.diagnostics)

    def add(self, code: str, message: str, site: Site, hint: str | None = None, *, at_key: bool = False) -> None:
        """Report a mistake, unless its part already misses something that was reported.

        Args:
            code: Diagnostic code.
            message: What is wrong, without a full stop.
            site: The part.
            hint: The way out.
            at_key: Point at the key instead of the value.
        """
        if (site.document.file, site.path) not in self._damaged:
            location = site.key_location if at_key else site.location
            self.diagnostics.append(Diagnostic(code, f"{message}.", location, hint=hint))

    def refuse_blank(self, location: Location) -> None:
        """Report an empty value."""
        message = "a value is empty here; what is not known is left out."
        self.diagnostics.append(Diagnostic("empty-value", message, location, hint="Remove the key, or fill it in."))

    def damage(self, site: Site) -> None:
        """Expect no more of a part: what was reported there would only be reported again in other words."""
        self._damaged.add((site.document.file, site.path))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over mistakes found elsewhere."""
        self.diagnostics.extend(diagnostics)

    def sorted(self) -> list[Diagnostic]:
        """All of them in reading order, each once."""
        return sorted(
            dict.fromkeys(self.diagnostics),
            key=lambda one: (
                (str(one.location.file), one.location.line, one.location.column, one.code, one.message)
                if one.location is not None
                else ("", 0, 0, one.code, one.message)
            ),
        )
