"""The PIN of the crew: kept as a salted hash, tried no faster than it can be guessed."""

from __future__ import annotations

import contextlib
import hmac
import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import scrypt
from pathlib import Path
from typing import Final

from kiosk.errors import StoreError, UsageError
from kiosk.files import write_whole

__all__ = ["Door", "Shut", "set_pin"]

_NAME: Final = "crew.json"
_TRIES: Final = "crew_tries.json"
_DIGITS: Final = range(4, 13)
"""How long a PIN may be."""
_COST: Final = {"n": 2**15, "r": 8, "p": 1}
"""Of scrypt: 32 MiB and about a tenth of a second, what a small machine can spare. Ten thousand
PINs are few whatever it costs: the guard is the waiting, the hash keeps a stolen file from being
read off."""
_MEMORY: Final = 64 << 20
_FREE_TRIES: Final = 3
_FIRST_WAIT_S: Final = 30.0
_LONGEST_WAIT_S: Final = 900.0
_DOUBLINGS: Final = 10
"""Enough to come from the first wait to the longest; who guesses for weeks doubles no further."""


@dataclass(frozen=True, slots=True)
class Shut:
    """The door did not open."""

    wait_s: int
    """Whole seconds until the next try counts; 0: now."""


def set_pin(folder: Path, pin: str) -> None:
    """From now on ``pin`` opens the door of that folder.

    Raises:
        UsageError: it is not of 4 to 12 digits.
        StoreError: it cannot be kept.
    """
    if not (pin.isascii() and pin.isdigit() and len(pin) in _DIGITS):
        raise UsageError(f"a PIN is {_DIGITS.start} to {_DIGITS.stop - 1} digits")
    salt = os.urandom(16)
    kept = {"salt": salt.hex(), "hash": _hash(pin, salt, **_COST).hex(), **_COST}
    write_whole(folder / _NAME, json.dumps(kept) + "\n")
    _forget(folder / _TRIES)


class Door:
    """Opens to the PIN. After three wrong ones in a row each further try has to wait, twice as long
    as the last, over any restart: pulling the plug is no way in."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        """``clock`` gives seconds since the epoch."""
        self._file = folder / _NAME
        self._tries = folder / _TRIES
        self._clock = clock
        self._wrong, self._shut_until = _kept(self._tries)

    @property
    def has_pin(self) -> bool:
        """Whether one was set; without one, nobody gets in."""
        return self._file.exists()

    def knock(self, pin: str) -> Shut | None:
        """None where ``pin`` opens; takes a tenth of a second. A try while the door waits does not
        count, right or wrong.

        Raises:
            StoreError: the kept hash cannot be read.
        """
        now = self._clock()
        self._shut_until = min(self._shut_until, now + _LONGEST_WAIT_S)  # clocks are put back
        if self._shut_until > now:
            return Shut(math.ceil(self._shut_until - now))
        if self._opens(pin):
            self._wrong = 0
            _forget(self._tries)
            return None
        self._wrong += 1
        over = min(self._wrong - _FREE_TRIES, _DOUBLINGS)
        wait_s = 0.0 if over < 0 else min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2**over)
        self._shut_until = self._clock() + wait_s
        with contextlib.suppress(StoreError):  # on a full disk, for as long as the process lives
            kept = {"wrong": self._wrong, "shut_until": self._shut_until}
            write_whole(self._tries, json.dumps(kept) + "\n")
        return Shut(math.ceil(wait_s))

    def _opens(self, pin: str) -> bool:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            salt, hashed = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"])
            tried = _hash(pin, salt, n=kept["n"], r=kept["r"], p=kept["p"])
        except (OSError, ValueError, KeyError, TypeError) as bad:
            raise StoreError(
                f"{self._file}: the PIN cannot be read", hint="run: kiosk crew pin"
            ) from bad
        return hmac.compare_digest(tried, hashed)


def _kept(tries: Path) -> tuple[int, float]:
    """How many wrong ones there were in a row, and until when the door waits."""
    try:
        kept = json.loads(tries.read_text(encoding="utf-8"))
        return int(kept["wrong"]), float(kept["shut_until"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, -math.inf


def _forget(tries: Path) -> None:
    with contextlib.suppress(OSError):
        tries.unlink(missing_ok=True)


def _hash(pin: str, salt: bytes, *, n: int, r: int, p: int) -> bytes:
    return scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)
