"""Batches: commune lists judged in the background, one after the other, and gone on with after a restart.

A list is on the disk and on record before its sender hears of it; its households are judged in parts, each written
whole; a result appears when all parts are there. A process may be killed at any moment: the next one finds the record
and the parts, and does what is missing.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from eligibility.errors import Diagnostic, EligibilityError, RequestError
from eligibility.lists.workbook import OLE, ZIP
from eligibility_api.batch_files import REPORT, RESULT, BatchFiles
from eligibility_api.batch_record import Batch, BatchRecord, State, now
from eligibility_api.folder import Folder
from eligibility_api.judging import Judging, UnwantedError
from eligibility_api.logs import tell, tell_mistake
from eligibility_api.problems import ServiceError, internal_error, mistakes

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from eligibility.model.rulebook import Rulebook
    from eligibility_api.metrics import Metrics
    from eligibility_api.pace import Pace
    from eligibility_api.schemas import BatchRequest
    from eligibility_api.settings import Settings

MOST_STARTS = 50
"""Times a batch is begun without getting any further, before it is given up: it may be what kills the process."""
_TIDY_EVERY = 3600.0
_CHUNK = 1 << 20


class Batches:
    """The batches of one service.

    Args:
        settings: Where they are kept and how many.
        rulebook: The rules.
        metrics: Counts their rows.

    Raises:
        RequestError: The folder cannot be used, or another service uses it.
    """

    def __init__(self, settings: Settings, rulebook: Rulebook, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._folder = Folder(settings.data)
        self._folder.take()
        self._files = BatchFiles(settings.data / "batches")
        self._record = BatchRecord(settings.data / "batches.sqlite")
        self._judging = Judging(rulebook, self._files, self._record, settings.rows)
        self._stop, self._wake = threading.Event(), threading.Event()
        self._current: str | None = None
        self._thread = threading.Thread(target=self._work, name="batches", daemon=True)

    def start(self) -> None:
        """Tidy up after a process that was killed, and go on with what it left."""
        self._tidy()
        self._thread.start()

    def close(self) -> None:
        """Stop after the household in hand; the next start goes on."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._record.close()
        self._folder.release()

    def check(self) -> bool:
        """Whether batches can be taken and judged."""
        self._record.check()
        return self._thread.is_alive()

    def submit(self, request: BatchRequest, file: str, content: BinaryIO, key: str | None) -> Batch:
        """Take a list.

        Args:
            request: How it is to be judged.
            file: Name of the list where it comes from.
            content: The list.
            key: What the sender calls this batch; sending it again gives the same one.

        Raises:
            ServiceError: Too many wait, the key was used for something else, or it is no list.
            RequestError: A day cannot be read.
        """
        batch = Batch(
            id=secrets.token_urlsafe(16),
            key=None if key is None else sha256(key.encode()).hexdigest(),
            request=_as_recorded(request),
            list=f"list{_ending(content, file)}",
            file=_plain_name(file),
            digest=_digest(content),
            made_at=now(),
        )
        try:
            self._files.keep_list(batch.id, batch.list, content)
        except OSError:
            self._files.remove(batch.id)
            raise
        recorded = self._record.add(batch, self._settings.waiting_batches)
        if recorded is None or recorded.id != batch.id:
            self._files.remove(batch.id)
        if recorded is None:
            raise ServiceError.busy("batches")
        if (recorded.digest, recorded.request) != (batch.digest, batch.request):
            message = "another list or other options came under the same Idempotency-Key."
            raise ServiceError(422, "Key used before", Diagnostic("key-used-before", message, hint="Take a new key."))
        self._wake.set()
        return recorded

    def get(self, identifier: str) -> Batch:
        """A batch.

        Raises:
            ServiceError: There is none of that name.
        """
        found = self._record.get(identifier)
        if found is None:
            raise ServiceError.not_found("no-such-batch", "there is no such batch; it may have been deleted.")
        return found

    def pace(self, batch: Batch) -> Pace | None:
        """How fast a batch gets on; None for one that is not being judged."""
        return self._judging.pace(batch.id)

    def report(self, batch: Batch) -> dict[str, Any]:
        """What came of a batch, as plain data.

        Raises:
            ServiceError: It is not done.
        """
        _check_done(batch)
        report: dict[str, Any] = self._files.read_json(batch.id, REPORT)
        return report

    def result(self, batch: Batch) -> Path:
        """Where the result of a batch lies.

        Raises:
            ServiceError: It is not done.
        """
        _check_done(batch)
        return self._files.path(batch.id, RESULT)

    def remove(self, identifier: str) -> None:
        """Delete a batch with everything that belongs to it, be it queued, running or over.

        Raises:
            ServiceError: There is none of that name.
        """
        self.get(identifier)
        self._record.remove(identifier)
        if identifier != self._current:  # whoever works on it notices, and removes its files
            self._files.remove(identifier)

    def states(self) -> dict[str, State]:
        """The state of every batch on record."""
        return self._record.states()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                self._wake.clear()
                batch = self._record.next()
                if batch is None:
                    self._wake.wait(_TIDY_EVERY)
                    self._forget_old()
                else:
                    self._take_up(batch)
            except Exception as error:  # noqa: BLE001 (the thread must live on: a full disk may have room again)
                tell_mistake(error)
                self._stop.wait(5.0)

    def _take_up(self, batch: Batch) -> None:
        self._current = batch.id
        try:
            tell("batch", state="begun")
            self._judge(batch)
        finally:
            self._current = None
            if self._record.get(batch.id) is None:  # deleted meanwhile
                self._files.remove(batch.id)

    def _judge(self, batch: Batch) -> None:
        if batch.starts >= MOST_STARTS:
            message = f"this batch was begun {batch.starts} times and never got any further."
            self._fail(batch, RequestError([Diagnostic("given-up", message, hint="Try a smaller list.")]))
            return
        try:
            judged, rejected = self._judging.judge(batch, self._stop)
        except UnwantedError:
            tell("batch", state="stopped")
        except EligibilityError as error:
            self._fail(batch, error)
        except Exception as error:  # noqa: BLE001 (a list that trips us must not stop the lists behind it)
            tell_mistake(error)
            self._fail(batch, internal_error())
        else:
            self._metrics.listed(judged, rejected)
            tell("batch", state="done")

    def _fail(self, batch: Batch, error: EligibilityError) -> None:
        self._record.fail(batch.id, mistakes(error))
        self._files.keep_only_result(batch.id)
        tell("batch", state="failed", code=error.diagnostics[0].code)

    def _tidy(self) -> None:
        self._forget_old()
        self._files.tidy(self._record.states())

    def _forget_old(self) -> None:
        for identifier in self._record.remove_old(self._settings.keep_days):
            self._files.remove(identifier)


def _check_done(batch: Batch) -> None:
    if batch.state == "failed":
        message = "this batch failed and has no result; its status says why."
        raise ServiceError(409, "Failed", Diagnostic("batch-failed", message))
    if batch.state != "done":
        hint = "Ask for its status until it is done."
        raise ServiceError(409, "Not done yet", Diagnostic("batch-not-done", "this batch is not done yet.", hint=hint))


def _as_recorded(request: BatchRequest) -> str:
    """A request with every day written out, so that it means the same tomorrow."""
    known_at = request.read_known_at()
    return json.dumps(
        {
            "jurisdiction": request.jurisdiction,
            "on": request.read_on().isoformat(),
            "assume": request.assume,
            "issued": {
                name: True if day is True else day.isoformat() for name, day in sorted(request.read_issued().items())
            },
            "known_at": None if known_at is None else known_at.isoformat(),
            "lang": request.lang,
            "columns": request.columns,
        },
        sort_keys=True,
    )


def _ending(content: BinaryIO, file: str) -> str:
    """What kind of list it is, by its first bytes; only text has to say so by its name."""
    content.seek(0)
    start = content.read(8)
    content.seek(0)
    if not start.strip():
        raise ServiceError(422, "No list", Diagnostic("empty-list", "the list is empty."))
    if start.startswith(ZIP):
        return ".xlsx"
    if start.startswith(OLE):
        return ".xls"
    if file.lower().endswith(".csv"):
        return ".csv"
    message = "the file is neither an Excel workbook nor a .csv file."
    hint = "Save the list as .xlsx, or as CSV UTF-8 under a name that ends in .csv."
    raise ServiceError(415, "No list", Diagnostic("unknown-list-format", message, hint=hint))


def _digest(content: BinaryIO) -> str:
    digest = sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _plain_name(file: str) -> str:
    """The last part of a name, without what cannot be shown."""
    name = re.split(r"[/\\]", file)[-1]
    return "".join(character for character in name if character.isprintable())[:150] or "list"
