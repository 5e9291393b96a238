"""Each guard of `matching.durable.network`, shown in child processes by what durable-rules does without it."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from eligibility.matching.durable.expressions import MOST_TESTS

RAW = """
import threading, time
from durable import engine
fired = []
def note(context): fired.append(context.m["id"])
def host(rules, timers=True):
    made = engine.Host()
    if not timers:
        made._d_timer.cancel(); made._t_timer.cancel()
    made.set_rulesets({"r": rules})
    return made
OLD = {"all": [{"m": {"$gte": {"age": 60}}}], "run": note}
"""

GUARDED = """
import threading, time
from eligibility.matching.durable.network import Network, NetworkError
"""


def child(prelude: str, body: str, seconds: float = 20.0) -> subprocess.CompletedProcess[str]:
    script = prelude + textwrap.dedent(body)
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, timeout=seconds, check=False
    )


def crashes(body: str, tries: int = 4) -> bool:
    """Whether the library kills its process; what it does depends on the heap, so several tries are allowed."""
    return any(child(RAW, body).returncode < 0 for _ in range(tries))


def test_timers_left_running_crash_on_a_deleted_session() -> None:
    assert crashes("""
        made = host({"old": OLD})
        for sid in ("a", "b"):
            made.assert_fact("r", {"sid": sid, "id": "m0", "age": 70})
        made.delete_state("r", "a")
        time.sleep(3)
    """)


def test_many_households_one_after_the_other_are_answered() -> None:
    answered = child(
        GUARDED,
        """
        network = Network({"old": {"$gte": {"age": 60}}})
        for number in range(3000):
            assert network.fire([{"age": 70}, {"age": 7}]) == [{"old"}, set()]
        time.sleep(1)
        print("answered")
    """,
    )

    assert answered.stdout == "answered\n", answered.stderr


def test_threads_that_share_a_host_crash_it() -> None:
    assert crashes("""
        made = host({"old": OLD})
        def work(name):
            for number in range(4000):
                sid = f"{name}-{number}"
                made.assert_fact("r", {"sid": sid, "id": "m0", "age": 70})
                made.delete_state("r", sid)
        threads = [threading.Thread(target=work, args=(f"t{i}",)) for i in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    """)


def test_threads_that_share_a_network_wait_for_one_another() -> None:
    answered = child(
        GUARDED,
        """
        network = Network({"old": {"$gte": {"age": 60}}})
        wrong = []
        def work(age):
            for _ in range(800):
                if network.fire([{"age": age}]) != [{"old"} if age >= 60 else set()]:
                    wrong.append(age)
        threads = [threading.Thread(target=work, args=(age,)) for age in (5, 59, 60, 90)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        print(len(wrong))
    """,
    )

    assert answered.stdout == "0\n", answered.stderr


def test_a_session_in_which_nothing_fires_crashes_when_deleted() -> None:
    assert crashes("""
        made = host({"old": OLD})
        try:
            made.assert_fact("r", {"sid": "a", "id": "m0", "age": 7})
        except engine.MessageNotHandledException:
            pass
        made.delete_state("r", "a")
    """)


def test_a_household_to_whom_nothing_applies_is_answered_by_the_sentinel() -> None:
    answered = child(
        GUARDED,
        """
        network = Network({"old": {"$gte": {"age": 60}}})
        print(network.fire([{"age": 7}]))
    """,
    )

    assert answered.stdout == "[set()]\n", answered.stderr


def test_sessions_never_deleted_run_out() -> None:
    kept = child(
        RAW,
        """
        made = host({"old": OLD}, timers=False)
        for number in range(1100):
            made.assert_fact("r", {"sid": f"s{number}", "id": "m0", "age": 70})
    """,
    )

    assert kept.returncode != 0
    assert "MemoryError" in kept.stderr or kept.returncode < 0


def test_two_ids_that_hash_alike_are_taken_for_one() -> None:
    refused = child(
        RAW,
        """
        made = host({"old": OLD}, timers=False)
        for identifier in ("P00039599", "P00222382"):
            made.assert_fact("r", {"sid": "a", "id": identifier, "age": 70})
    """,
    )

    assert "MessageObservedException" in refused.stderr


def test_text_is_compared_with_numbers_without_a_word() -> None:
    matched = child(
        RAW,
        """
        made = host({"old": OLD}, timers=False)
        made.assert_fact("r", {"sid": "a", "id": "m0", "age": "7"})
        print(fired)
    """,
    )

    assert matched.stdout == "['m0']\n"


def test_a_missing_field_is_silence_so_every_field_is_always_present() -> None:
    silent = child(
        RAW,
        """
        other = {"all": [{"m": {"$neq": {"age": 5}}}], "run": note}
        any_of_them = {"all": [{"m": {"$gte": {"z": 0}}}], "run": note}
        made = host({"other": other, "any": any_of_them}, timers=False)
        made.assert_fact("r", {"sid": "a", "id": "m0", "z": 0})
        print(len(fired))
    """,
    )

    assert silent.stdout == "1\n", silent.stderr


def test_an_exception_in_an_action_is_swallowed_unless_the_state_is_read() -> None:
    swallowed = child(
        RAW,
        """
        def fail(context): raise ValueError("lost")
        made = host({"old": {"all": [{"m": {"$gte": {"age": 60}}}], "run": fail}}, timers=False)
        made.assert_fact("r", {"sid": "a", "id": "m0", "age": 70})
        print("lost" in made.get_state("r", "a")["exception"])
    """,
    )
    noticed = child(
        GUARDED,
        """
        class Failing(Network):
            def _note(self, name):
                kept = super()._note(name)
                def run(context):
                    if name == "old":
                        raise ValueError("lost")
                    kept(context)
                return run
        try:
            Failing({"old": {"$gte": {"age": 60}}}).fire([{"age": 70}])
        except NetworkError as error:
            print("noticed")
    """,
    )

    assert swallowed.stdout == "True\n", swallowed.stderr
    assert noticed.stdout == "noticed\n", noticed.stderr


def test_a_name_once_taken_cannot_be_given_new_rules() -> None:
    refused = child(
        RAW,
        """
        made = host({"old": OLD}, timers=False)
        made.set_rulesets({"r": {"old": dict(OLD, run=note)}})
    """,
    )

    assert "already registered" in refused.stderr


def test_a_fact_with_more_than_255_fields_is_refused() -> None:
    refused = child(
        RAW,
        """
        made = host({"old": OLD}, timers=False)
        made.assert_fact("r", {"sid": "a", "id": "m0", "age": 70, **{f"f{i}": i for i in range(260)}})
    """,
    )

    assert refused.returncode != 0


def test_more_than_64_tests_that_hold_at_once_are_refused() -> None:
    body = """
        count = {count}
        rules = {{f"r{{i}}": {{"all": [{{"m": {{"$gte": {{f"f{{i}}": 1}}}}}}], "run": note}} for i in range(count)}}
        made = host(rules, timers=False)
        made.assert_fact("r", {{"sid": "a", "id": "m0", **{{f"f{{i}}": 1 for i in range(count)}}}})
        print(len(fired))
    """

    assert "error code: 303" in child(RAW, body.format(count=MOST_TESTS + 5)).stderr
    assert child(RAW, body.format(count=MOST_TESTS)).stdout == f"{MOST_TESTS}\n"
