"""`eligibility serve`: the service for one office, on this machine."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from eligibility.cli.options import Rules


def serve(
    *,
    host: Annotated[
        str | None, typer.Option("--host", metavar="ADDRESS", help="Address to listen on. 127.0.0.1 unless given.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", metavar="PORT", min=0, max=65535, help="Port. 8000 unless given.")
    ] = None,
    rules: Rules = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Folder for lists and results; yours alone.")
    ] = None,
) -> int:
    """Serve the API to this machine. Further settings are environment variables (ELIGIBILITY_…)."""
    from eligibility.errors import RequestError

    try:
        from eligibility_api.server import run
        from eligibility_api.settings import Settings
    except ImportError as error:
        raise RequestError.missing_extra("serving needs the extra service", "service", error) from error

    settings = Settings.from_environment(os.environ).listening(host, port)
    if rules is not None:
        settings = replace(settings, rules=rules)
    if data is not None:
        settings = replace(settings, data=data)
    run(settings)
    return 0
