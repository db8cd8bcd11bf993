"""Log lines help to find a fault and keep what guests said to themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import structlog

from kiosk import logs
from kiosk.cli.terminal import log_file
from kiosk.errors import UsageError


@pytest.fixture(autouse=True)
def as_before():
    yield
    structlog.reset_defaults()


def test_a_guests_words_never_reach_a_log(capsys):
    logs.configure("DEBUG")
    structlog.get_logger().info("recognised", heard="no onions please", ms=210)
    line = capsys.readouterr().err
    assert "onions" not in line
    assert "<16 withheld>" in line
    assert "210" in line


def test_lines_below_the_level_are_left_out_and_stdout_stays_clean(capsys):
    logs.configure("warning")
    log = structlog.get_logger()
    log.info("worker started")
    log.warning("worker died")
    said = capsys.readouterr()
    assert "died" in said.err
    assert "started" not in said.err
    assert said.out == ""


def test_beside_a_screen_they_go_to_a_file_without_colours(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    logs.configure("warning")
    with (tmp_path / "screen.log").open("w") as file:
        logs.write_to(file)
        structlog.get_logger().warning("worker died", heard="no onions")
    (line,) = (tmp_path / "screen.log").read_text().splitlines()
    assert "worker died" in line
    assert "\x1b" not in line
    assert "onions" not in line


@pytest.mark.parametrize(
    ("private", "told"),
    [
        ({"audio": np.zeros(3, np.float32)}, "<3 withheld>"),
        ({"guest": 4711}, "<withheld>"),
        ({"said": None}, "<empty>"),
        ({"words": []}, "<empty>"),
    ],
)
def test_what_is_private_may_be_of_any_kind(capsys, private, told):
    logs.configure("DEBUG")
    structlog.get_logger().info("recognised", **private)
    assert told in capsys.readouterr().err


def test_a_line_for_which_the_disk_has_no_room_stops_nothing(monkeypatch):
    with pytest.raises(OSError, match="No space"), Path("/dev/full").open("w") as full:
        monkeypatch.setattr("sys.stderr", full)
        logs.configure("warning")
        structlog.get_logger().warning("the outbox waits for the disk")
        logs.write_to(full)
        structlog.get_logger().warning("the outbox waits for the disk")
        written = True
    assert written


def test_a_screen_ends_also_where_its_last_lines_have_no_room(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "screen.log").symlink_to("/dev/full")
    with log_file() as log:
        log.write("the outbox waits for the disk\n")
    assert log.closed


def test_a_level_that_is_none_is_refused():
    with pytest.raises(UsageError, match="LOUD"):
        logs.configure("LOUD")
