"""Log lines: JSON on standard error, one per request. Route, status, time and request id; nothing anybody sent."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

LOGGER = logging.getLogger("eligibility_api")
_OTHERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "fastapi", "python_multipart")


class JsonLines(logging.Formatter):
    """One JSON object per line. An exception may repeat what was sent, so only its kind and place stand there."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name == LOGGER.name else _template(record),
        }
        line.update(getattr(record, "told", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["place"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def set_up() -> None:
    """Send every line of this process to standard error in this form."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name in ("", *_OTHERS):
        logger = logging.getLogger(name)
        logger.handlers = [handler] if name == "" else []
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)


def tell(event: str, **told: object) -> None:
    """Log an event."""
    LOGGER.info(event, extra={"told": told})


def tell_mistake(error: BaseException, **told: object) -> None:
    """Log a mistake of this program."""
    LOGGER.error("mistake", extra={"told": told}, exc_info=error)


def _template(record: logging.LogRecord) -> str:
    """What another library logs, without what it fills in."""
    return str(record.msg) if record.args else record.name


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in frames[-8:]]
