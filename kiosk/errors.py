"""The one tree of exceptions.

::

    KioskError                  one clear line for the person at the terminal; exit status 2
    ├── UsageError              an option or argument that cannot be used
    ├── MenuError               a menu that cannot be sold from (names file and line)
    ├── NotationError           text that is not order notation
    ├── ModelError              weights missing, wrong, refused or not loadable
    ├── AudioError              a file or device that gives or takes no sound
    ├── WorkerError             a native engine died, stalled or refused
    ├── StoreError              the journal, or another file, cannot be written or read
    ├── DeliveryError           a printer, display or till did not take an order
    └── BundleError             a bundle or release that cannot be installed or run

Outcomes that a guest can cause (not sold, sold out, too many) are values, never exceptions.
Errors of libraries are turned into one of these where they enter.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "AudioError",
    "BundleError",
    "DeliveryError",
    "KioskError",
    "MenuError",
    "ModelError",
    "NotationError",
    "StoreError",
    "UsageError",
    "WorkerError",
]


class KioskError(Exception):
    """A fault that is told to a person in one line.

    ``hint`` is the way out ("run: kiosk models pull"), printed after the message.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(KioskError):
    """An option or argument that cannot be used."""


class MenuError(KioskError):
    """A menu that cannot be sold from; the message names file, line and entry.

    ``faults`` is all that is wrong with it, a line each; the message is one of them.
    """

    def __init__(
        self, message: str, *, hint: str | None = None, faults: Sequence[str] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.faults = faults or (str(self),)


class NotationError(KioskError):
    """Text that is not order notation."""


class ModelError(KioskError):
    """Weights that are missing, do not match the manifest, or cannot be loaded."""


class AudioError(KioskError):
    """A sound file or device that cannot be used."""


class WorkerError(KioskError):
    """A native engine that died, stalled or refused a request."""


class StoreError(KioskError):
    """The journal, or another file that is kept, cannot be written or read."""


class DeliveryError(KioskError):
    """A printer, display or till that did not take an order."""


class BundleError(KioskError):
    """A bundle or release that cannot be installed or run."""
