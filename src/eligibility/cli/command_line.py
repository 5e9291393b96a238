"""How a run of the command line ends: one exit status, one way to say what went wrong, and never a bare traceback."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from eligibility.errors import SHOWN, Diagnostic, EligibilityError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FELL_SHORT, REFUSED = 0, 1, 2
"""Done; done, but a case failed, rows were rejected or a section is missing; input or rules refused."""
BUG, INTERRUPTED, PIPE_CLOSED = 70, 130, 141
"""A mistake of this program; Ctrl-C; nobody reads the output any more. As shells and sysexits number them."""

DEBUG = "ELIGIBILITY_DEBUG"
"""Environment variable that lets a traceback through."""


class CommandLine(TyperGroup):
    """The group of commands, which turns whatever a command raises into words and a status."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: object,
    ) -> object:
        """Run, then exit with the status; outside standalone mode return it."""
        _speak_utf8()
        given = sys.argv[1:] if args is None else list(args)
        as_json = "--json" in given
        try:
            status: object = super().main(
                args=given,
                prog_name=prog_name or "eligibility",
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            sys.stdout.flush()
        except EligibilityError as error:
            status = _refuse(error.diagnostics, as_json=as_json)
        except typer.TyperException as error:
            status = _refuse([_misused(error)], as_json=as_json)
        except (KeyboardInterrupt, typer.Abort):
            status = INTERRUPTED
        except BrokenPipeError:
            status = stop_writing()
        except Exception as error:  # noqa: BLE001 (the last place that can say something kind)
            status = _apologise(error, as_json=as_json)
        ended = status if isinstance(status, int) else DONE
        if standalone_mode:
            sys.exit(ended)
        return ended


def _speak_utf8() -> None:
    """Vietnamese comes out whatever the locale; what cannot be written at all is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _refuse(diagnostics: Sequence[Diagnostic], *, as_json: bool) -> int:
    if as_json:
        text = json.dumps([as_plain(one) for one in diagnostics], ensure_ascii=False, indent=2)
    else:
        text = "\n".join(map(str, diagnostics[:SHOWN]))
        if len(diagnostics) > SHOWN:
            text += f"\nand {len(diagnostics) - SHOWN} more"
    sys.stderr.write(f"{text}\n")
    return REFUSED


def as_plain(diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic as it stands in JSON."""
    location = diagnostic.location
    return {
        "code": diagnostic.code,
        "message": diagnostic.message,
        "path": diagnostic.path,
        "location": None
        if location is None
        else {"file": location.file, "line": location.line, "column": location.column},
        "hint": diagnostic.hint,
    }


def _misused(error: typer.TyperException) -> Diagnostic:
    context = getattr(error, "ctx", None)
    command = "eligibility" if context is None else context.command_path
    return Diagnostic("usage", error.format_message(), hint=f"`{command} --help` shows what can be given.")


def stop_writing() -> int:
    """Let what is still buffered go nowhere, so that leaving raises nothing; gives the status to leave with."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _apologise(error: Exception, *, as_json: bool) -> int:
    """Say that it is our mistake, without repeating anything of the input."""
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
        return BUG
    message = f"this program made a mistake ({type(error).__name__}); nothing is wrong with your input."
    hint = f"Set {DEBUG}=1 and run it again to see where; please report that, without personal data."
    diagnostic = Diagnostic("internal-error", message, hint=hint)
    _refuse([diagnostic], as_json=as_json)
    return BUG
