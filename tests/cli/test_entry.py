"""What a person meets at the command line when things go right, and when they do not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import COMMANDS, Deferred, run_command
from kiosk.errors import ModelError

KIOSK = Path(sys.executable).with_name("kiosk")


def kiosk(
    *arguments: str, stdout: int = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KIOSK, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "", **environment},
    )


def the_one_line(said: subprocess.CompletedProcess[str]) -> str:
    """The single line on stderr, after checking that it is one and that the status is 2."""
    assert said.returncode == 2, said.stderr
    (line,) = said.stderr.splitlines()
    assert line.startswith("kiosk: ")
    return line


def test_help_lists_every_command_with_its_summary():
    said = kiosk("--help", COLUMNS="120")
    assert said.returncode == 0
    for name, (_, summary) in COMMANDS.items():
        assert name in said.stdout
        assert summary in said.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_where_the_table_says_and_explains_itself(name):
    target, summary = COMMANDS[name]
    assert Deferred(name, target, summary).load().help.startswith(summary)
    said = kiosk(name, "--help")
    assert said.returncode == 0, said.stderr
    assert f"kiosk {name}" in said.stdout


def test_help_starts_without_engines_and_screens():
    loaded = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys, kiosk.cli; kiosk.cli.run_command(['--help']); print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    heavy = {"sherpa_onnx", "llama_cpp", "onnxruntime", "textual", "huggingface_hub", "numpy"}
    assert not heavy & set(loaded)


def test_a_slip_of_the_fingers_is_answered_in_one_line():
    assert "Did you mean 'doctor'" in the_one_line(kiosk("docter"))
    assert "--loud" in the_one_line(kiosk("doctor", "--loud"))


def test_a_setting_that_cannot_be_used_is_named():
    line = the_one_line(kiosk("doctor", KIOSK_LANGUAGE_MODEL_DEADLINE_S="soon"))
    assert "language_model_deadline_s" in line
    assert "log_level" in the_one_line(kiosk("doctor", KIOSK_LOG_LEVEL="LOUD"))
    assert "day_begins" in the_one_line(kiosk("doctor", KIOSK_DAY_BEGINS="04:00+02:00"))
    assert "journal_days" in the_one_line(kiosk("doctor", KIOSK_JOURNAL_DAYS="1000000"))


def test_a_full_disk_is_said_in_one_line():
    with Path("/dev/full").open("w") as full:
        said = kiosk("doctor", "--json", stdout=full.fileno())
    assert "disk is full" in the_one_line(said)


def divide() -> None:
    """A command with a mistake in it."""
    1 / 0  # noqa: B018 - the mistake


def wait_for_ctrl_c() -> None:
    """A command during which the person presses Ctrl-C."""
    signal.raise_signal(signal.SIGINT)


def refuse() -> None:
    """A command that meets a fault it knows."""
    raise ModelError("whisper-base is\nmissing", hint="run: kiosk models pull")


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a function of this module as a command; gives the status and what stderr says."""
    monkeypatch.delenv("KIOSK_DEBUG", raising=False)

    def go(function):
        monkeypatch.setitem(COMMANDS, "tried", (f"{__name__}:{function.__name__}", ""))
        return run_command(["tried"]), capsys.readouterr().err

    return go


def test_a_known_fault_is_one_line_with_the_way_out(run):
    assert run(refuse) == (2, "kiosk: whisper-base is missing (run: kiosk models pull)\n")


def test_an_unforeseen_fault_is_one_line_and_a_traceback_only_on_request(run, monkeypatch):
    status, line = run(divide)
    assert (status, line) == (
        2,
        "kiosk: ZeroDivisionError: division by zero (KIOSK_DEBUG=1 shows where)\n",
    )
    monkeypatch.setenv("KIOSK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(divide)


def test_ctrl_c_ends_with_one_line(run):
    assert run(wait_for_ctrl_c) == (130, "kiosk: stopped\n")


def test_kiosk_alone_opens_the_screen_and_says_so_where_there_is_no_terminal():
    assert "screen needs a terminal" in the_one_line(kiosk())
