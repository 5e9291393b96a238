"""The command as a shell runs it: quick to start, UTF-8 everywhere, colours on a terminal only, quiet when cut off."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.unit.cli.conftest import HOUSEHOLD, RULES

from eligibility.cli import output
from eligibility.cli.command_line import INTERRUPTED, PIPE_CLOSED

COMMAND = [sys.executable, "-c", "from eligibility.cli import main; main()"]
DETERMINE = [*COMMAND, "determine", "-", "--rules", str(RULES), "--jurisdiction", "mau", "--on", "2022-06-15"]
HEAVY = ("pydantic", "rich", "yaml", "xlsxwriter", "python_calamine", "rapidfuzz", "polars", "narwhals")


def shell(command: list[str], given: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command, input=given.encode(), capture_output=True, check=False, env={**os.environ, **environment}
    )


def on_a_terminal(command: list[str], **environment: str) -> str:
    """What a command writes to a terminal of 60 columns."""
    ours, theirs = pty.openpty()
    variables: Mapping[str, str] = {**os.environ, "TERM": "xterm", "COLUMNS": "60", **environment}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env={k: v for k, v in variables.items() if v}
    )
    os.close(theirs)
    assert process.stdin is not None
    process.stdin.write(HOUSEHOLD.encode())
    process.stdin.close()
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_help_imports_nothing_that_is_slow() -> None:
    code = f"import sys; from eligibility.cli.app import app; print([m for m in {HEAVY} if m in sys.modules])"

    assert shell([sys.executable, "-c", code]).stdout.decode().strip() == "[]"


def test_help_and_version_are_answered() -> None:
    text = shell([*COMMAND, "--help"]).stdout.decode()

    for command in ("determine", "batch", "cases", "validate", "facts", "programmes", "explain", "coverage", "schema"):
        assert f"  {command} " in text
        assert shell([*COMMAND, command, "--help"]).returncode == 0
    assert "Exit status: 0 done; 1 done, but something fell short; 2 input or rules" in text
    assert shell([*COMMAND, "--version"]).stdout.startswith(b"eligibility ")


def test_vietnamese_comes_out_under_any_locale() -> None:
    for environment in (
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp1258"},
        {"PYTHONIOENCODING": "ascii"},
    ):
        result = shell(DETERMINE, HOUSEHOLD, **environment)

        assert result.returncode == 0
        assert "Hỗ trợ thẻ BHYT" in result.stdout.decode()


def test_a_file_name_that_is_no_text_is_shown_escaped() -> None:
    command = [*COMMAND, "determine", os.fsdecode(b"\xff.yaml"), "--jurisdiction", "mau"]

    assert rb"\udcff.yaml cannot be read" in shell(command).stderr


def test_a_terminal_gets_colours_and_its_own_width() -> None:
    shown = on_a_terminal(DETERMINE)

    assert "\033[1m" in shown
    assert max(len(row) for row in on_a_terminal(DETERMINE, NO_COLOR="1").splitlines()) <= 60


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_refused(environment: dict[str, str]) -> None:
    assert "\033" not in on_a_terminal(DETERMINE, **environment)


def test_a_pipe_gets_no_colour() -> None:
    assert b"\033" not in shell(DETERMINE, HOUSEHOLD).stdout


def test_a_list_on_a_terminal_shows_a_bar_and_a_pipe_does_not(tmp_path: Path) -> None:
    file = tmp_path / "xa.csv"
    file.write_text("Số hộ,Họ và tên,Ngày sinh,Phân loại hộ\n1,A,1980,Nghèo\n", encoding="utf-8")
    command = [
        *COMMAND,
        "batch",
        str(file),
        "-o",
        str(tmp_path / "r.xlsx"),
        "--jurisdiction",
        "bentre",
        "--on",
        "2022-06-15",
    ]

    assert "Đang xét xa.csv" in on_a_terminal(command)
    assert "Đang xét" not in shell(command).stderr.decode()


def test_a_closed_pipe_ends_it_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run([*COMMAND, "facts"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)

    assert process.stderr == b""
    assert process.returncode == PIPE_CLOSED


def test_an_interrupt_ends_it_quietly() -> None:
    process = subprocess.Popen(DETERMINE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"household:")
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1)  # it waits for the rest of the household
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=20)

    assert (said, complained) == (b"", b"")
    assert process.returncode == INTERRUPTED


class _Stream:
    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def test_colour_is_for_terminals_whose_user_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, pipe = _Stream(terminal=True), _Stream(terminal=False)

    assert output.takes_colour(terminal)  # type: ignore[arg-type]
    assert not output.takes_colour(pipe)  # type: ignore[arg-type]

    monkeypatch.setenv("NO_COLOR", "1")

    assert not output.takes_colour(terminal)  # type: ignore[arg-type]
