"""How loud the kiosk speaks, kept across restarts."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError

from kiosk.files import write_whole

__all__ = ["Volume"]

_NAME: Final = "volume.json"
_kept: Final = TypeAdapter(Annotated[int, Field(ge=0, le=100)])


class Volume:
    """What the crew has set; as loud as it goes until they have, or where the file is damaged."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NAME
        self._writing = Lock()
        try:
            self.per_cent = _kept.validate_json(self._file.read_bytes())
            """Of what the speaker can do, 0 to 100."""
        except (OSError, ValidationError):
            self.per_cent = 100

    def set(self, per_cent: int) -> None:
        """From now on; from any thread.

        Raises:
            StoreError: it could not be kept; for this run it holds.
        """
        with self._writing:
            self.per_cent = per_cent
            write_whole(self._file, f"{per_cent}\n")
