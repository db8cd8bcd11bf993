"""The services under systemd: each unit is one that systemd takes, and holds a kiosk tightly."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import deb
import pytest

from kiosk.errors import BundleError
from kiosk.release import services

UNITS = (
    "kiosk-terminal@tty1.service",
    "kiosk-board@tty2.service",
    "kiosk-drivethru.service",
    "kiosk-serve.service",
)
TIGHT = 20
"""Exposure in tenths: systemd calls up to 2.0 "OK"; a service that is not held has 9.6."""


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files and the units of this Debian, as one root."""
    root = tmp_path_factory.mktemp("machine")
    deb.add_files(root)
    system = Path("usr/lib/systemd/system")
    shutil.copytree("/" / system, root / system, symlinks=True, dirs_exist_ok=True)
    return root


def analyzed(machine: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *words, f"--root={machine}"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_takes_every_unit(machine, unit):
    said = analyzed(machine, "verify", "--man=no", "--recursive-errors=no", unit)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_is_held_tightly(machine, unit):
    said = analyzed(machine, "security", "--offline=yes", f"--threshold={TIGHT}", unit)
    assert said.returncode == 0, said.stdout
    for held in ("PrivateTmp=", "ProtectSystem=", "NoNewPrivileges=", "IPAddressDeny="):
        (line,) = (line for line in said.stdout.splitlines() if f" {held}" in line)
        assert line.startswith("✓") or held == "IPAddressDeny=", line


def test_every_unit_runs_a_command_that_there_is(machine):
    from kiosk.cli import COMMANDS

    for unit in (machine / "usr/lib/systemd/system").glob("kiosk-*.service"):
        (starts,) = (
            line.split("=")[1].split()
            for line in unit.read_text().splitlines()
            if line.startswith("ExecStart=")
        )
        assert starts[0] == "/usr/bin/kiosk"
        assert starts[1] in COMMANDS, unit.name


@pytest.fixture
def systemctl(tmp_path, monkeypatch):
    """Stands for systemd, which does not run where tests do: it notes what it is told."""
    notes = tmp_path / "notes"

    def stand_in(*, fails: bool) -> Path:
        script = tmp_path / "systemctl"
        script.write_text(
            f'#!/bin/sh\necho "$@" >>{notes}\n[ "$1" = try-restart ] || exit {0 if fails else 1}\n'
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return notes

    return stand_in


def test_services_that_run_are_started_again(systemctl, monkeypatch, tmp_path):
    monkeypatch.setattr(services, "_SETTLED_S", 0.1)
    notes = systemctl(fails=False)
    services.restart(booted=tmp_path)
    assert notes.read_text().startswith("try-restart kiosk-*.service")


def test_a_service_that_does_not_come_up_is_a_fault(systemctl, tmp_path):
    systemctl(fails=True)
    with pytest.raises(BundleError, match="failed at once"):
        services.restart(booted=tmp_path)
