"""The kiosk's services under systemd: started again when another release is to run."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Final

from kiosk.errors import BundleError

__all__ = ["restart"]

_SERVICES: Final = "kiosk-*.service"
_SETTLED_S: Final = 15.0
"""By then a kiosk that cannot start has failed: it greets within 6 s."""


def restart(booted: Path = Path("/run/systemd/system")) -> None:
    """Start those services again that run; where systemd does not, there are none.

    Raises:
        BundleError: one of them does not come up.
    """
    if not booted.is_dir():
        return
    if _systemctl("try-restart", _SERVICES):
        raise BundleError("the kiosk's services do not start again", hint="journalctl -u 'kiosk-*'")
    end = time.monotonic() + _SETTLED_S
    while time.monotonic() < end:
        if _systemctl("--quiet", "is-failed", _SERVICES) == 0:
            raise BundleError("a service failed at once", hint="journalctl -u 'kiosk-*'")
        time.sleep(1)


def _systemctl(*arguments: str) -> int:
    return subprocess.run(["systemctl", *arguments], capture_output=True, check=False).returncode
