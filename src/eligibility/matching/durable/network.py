"""A durable-rules host under every guard found necessary, so that it answers instead of killing the process.

Each guard names the fault it averts, as measured on durable-rules 2.0.28; tests/durable shows them in child processes.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from durable import engine as durable_engine

SENTINEL = "sentinel"
GREATEST_FIELDS = 240
"""A fact may hold 255 properties, nested paths and the library's own included."""
_counter = itertools.count()


class NetworkError(RuntimeError):
    """The network did not answer as it must; its opinion is worth nothing."""


class Network:
    """One ruleset, asked one household at a time.

    Args:
        conditions: Condition of each rule by name. A rule that never holds is left out by the caller.
    """

    def __init__(self, conditions: Mapping[str, Mapping[str, object]]) -> None:
        # A ruleset cannot be unloaded or replaced under its name, so each network has a name of its own.
        self._name = f"rules-{next(_counter)}"
        self._fired: list[tuple[str, int]] = []
        self._lock = threading.Lock()
        self._host = durable_engine.Host()
        # Its timer threads walk freed sessions and take over a session in the middle of an evaluation.
        self._host._d_timer.cancel()  # noqa: SLF001
        self._host._t_timer.cancel()  # noqa: SLF001
        rules: dict[str, dict[str, object]] = {
            # A session in which nothing fires is freed without having been initialised.
            SENTINEL: {"all": [{"m": {"$gte": {"subject": 0}}}], "run": self._note(SENTINEL)}
        }
        for name, condition in conditions.items():
            rules[name] = {"all": [{"m": dict(condition)}], "run": self._note(name)}
        self._host.set_rulesets({self._name: rules})

    def fire(self, subjects: Sequence[Mapping[str, int]]) -> list[set[str]]:
        """The rules that hold for each subject.

        Args:
            subjects: Fields of each subject: integers only, all present; ids are assigned here, never the user's.

        Raises:
            NetworkError: The library refused a subject, an action failed, or not every subject was seen.
        """
        # Threads that share a host, and interleaved sessions, end in a segmentation fault.
        with self._lock:
            self._fired.clear()
            session = f"s{next(_counter)}"
            try:
                for index, fields in enumerate(subjects):
                    self._host.assert_fact(self._name, {"sid": session, "id": f"m{index}", "subject": index, **fields})
                # Exceptions of actions are swallowed into the state.
                failure = self._host.get_state(self._name, session).get("exception")
            finally:
                # 1,025 live sessions are one too many.
                self._host.delete_state(self._name, session)
            if failure:
                message = f"an action of the network failed: {failure}"
                raise NetworkError(message)
            return self._sorted(len(subjects))

    def _sorted(self, count: int) -> list[set[str]]:
        found: list[set[str]] = [set() for _ in range(count)]
        for name, subject in self._fired:
            found[subject].add(name)
        if any(SENTINEL not in names for names in found):
            message = "the network did not see every subject"
            raise NetworkError(message)
        return [names - {SENTINEL} for names in found]

    def _note(self, name: str) -> Callable[[Any], None]:
        fired = self._fired

        # One parameter only: a second one is taken for the callback of an action that ends later.
        def run(context: Any) -> None:  # noqa: ANN401
            fired.append((name, int(context.m["subject"])))

        return run
