"""Log lines help to find a fault and keep what guests said to themselves."""

from __future__ import annotations

import pytest
import structlog

from kiosk import logs
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


def test_a_level_that_is_none_is_refused():
    with pytest.raises(UsageError, match="LOUD"):
        logs.configure("LOUD")
