"""Where mistakes are described: codes, places, reasons and ways out.

Imports nothing of the package. An undetermined answer is not an error and has no place here.
A message states the data fact, never a legal conclusion, and never carries a person's data beyond
the one value that is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = 20
"""How many diagnostics a report prints before "and N more"."""


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid name closest to a mistyped one, or None when nothing is close.

    >>> nearest("member.age_year", ["member.age_years", "member.gender"])
    'member.age_years'
    """
    matches = get_close_matches(word, list(valid), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, valid: Iterable[str]) -> str | None:
    """A hint naming the nearest valid word, or None.

    >>> did_you_mean("poor_", ["poor", "near_poor"])
    'Did you mean "poor"?'
    """
    match = nearest(word, valid)
    return None if match is None else f'Did you mean "{match}"?'


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file.

    Attributes:
        file: Path as given by the user, or a name such as "standard input".
        line: 1-based line.
        column: 1-based column, counted in characters.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: where, which, what, and the way out.

    Attributes:
        code: Stable kebab-case name, listed in docs/reference/errors.md.
        message: What is wrong, naming both parties, in plain words.
        location: Place in a file, when the input is a file we read ourselves.
        path: Place in structured input, such as `household.members[1].birth_date`.
        hint: The way out, with the nearest valid name where there is one.
        discreet: The message without any value of the household, where it names one; for answers over a network.
        against: Of a contradiction, the facts that what was stated runs against.
    """

    code: str
    message: str
    location: Location | None = None
    path: str | None = None
    hint: str | None = None
    discreet: str | None = None
    against: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = " ".join(str(part) for part in (self.location, self.path) if part)
        head = f"{where}: {self.code}: {self.message}" if where else f"{self.code}: {self.message}"
        return head if self.hint is None else f"{head}\n    {self.hint}"


class EligibilityError(Exception):
    """Base of every error this package raises on purpose.

    Attributes:
        diagnostics: All mistakes found, in reading order; never empty.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        lines = [str(diagnostic) for diagnostic in self.diagnostics[:SHOWN]]
        hidden = len(self.diagnostics) - SHOWN
        if hidden > 0:
            lines.append(f"and {hidden} more")
        return "\n".join(lines)


class RulebookError(EligibilityError):
    """A rule pack, fact dictionary, register or ledger is wrong: its author's mistake."""


class HouseholdError(EligibilityError):
    """A household as given cannot be judged: unknown names, impossible or contradictory values."""


class RequestError(EligibilityError):
    """A question is wrong: an unknown jurisdiction, programme, instrument, option or file."""

    @classmethod
    def missing_extra(cls, needs: str, extra: str, error: ImportError, also: str = "") -> RequestError:
        """Build the error for a part of the installation that is missing.

        Args:
            needs: What needs it, as a sentence without a full stop.
            extra: Name of the extra.
            error: What could not be imported.
            also: What else to know when installing it.
        """
        hint = f"Install eligibility[{extra}]{also}."
        return cls([Diagnostic(code="missing-extra", message=f"{needs}: {error}.", hint=hint)])

    @classmethod
    def unknown(cls, code: str, what: str, word: str, valid: Iterable[str]) -> RequestError:
        """Build the error for a name that does not exist.

        Args:
            code: Diagnostic code, such as `unknown-jurisdiction`.
            what: The kind of thing named, such as "jurisdiction".
            word: The name given.
            valid: Names that exist.
        """
        names = sorted(valid)
        listed = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        hint = did_you_mean(word, names) or f"Known: {listed}."
        return cls([Diagnostic(code=code, message=f'there is no {what} "{word}".', hint=hint)])
