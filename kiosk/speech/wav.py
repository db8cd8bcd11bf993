"""Sound files in and out."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import soundfile

from kiosk.errors import AudioError
from kiosk.speech.audio import Audio

__all__ = ["LONGEST_S", "read", "write"]

LONGEST_S = 1800.0
"""Longest file that is read, in seconds: half an hour is a shift's worst guest, and 115 MB."""
_BLOCK = 1 << 16
"""Frames that are mixed down at a time, so that many channels never stand in memory at once."""


def read(path: Path) -> Audio:
    """A sound file (WAV, FLAC, OGG; any rate, channels and sample format), mixed down to mono.

    Raises:
        AudioError: there is no such file, it is not sound, it is empty or damaged, or longer than
            ``LONGEST_S``.
    """
    try:
        if not path.is_file():
            raise AudioError(f"{path}: no such sound file")
        with path.open("rb") as opened, soundfile.SoundFile(opened.fileno(), closefd=False) as file:
            rate = int(file.samplerate)
            limit = int(LONGEST_S * rate)
            blocks = []
            length = 0
            for block in file.blocks(_BLOCK, dtype="float32", always_2d=True):
                length += len(block)
                if length > limit:
                    raise AudioError(f"{path}: longer than {LONGEST_S / 60:.0f} minutes")
                with np.errstate(all="ignore"):  # what is not finite is refused below
                    blocks.append(block.mean(axis=1, dtype=np.float32))
    except OSError as error:
        raise AudioError(f"{path}: cannot be read: {error.strerror}") from error
    except soundfile.LibsndfileError as error:
        raise AudioError(f"{path}: not a sound file: {error.error_string}") from error
    if not length:
        raise AudioError(f"{path}: holds no sound")
    samples = np.concatenate(blocks)
    if not np.isfinite(samples).all():
        raise AudioError(f"{path}: damaged: holds values that are not sound")
    return Audio(np.clip(samples, -1, 1), rate)


def write(path: Path, audio: Audio) -> None:
    """Write a 16-bit mono WAV.

    Raises:
        AudioError: the file cannot be written (no such folder, no permission, no space).
    """
    encoded = io.BytesIO()
    soundfile.write(encoded, audio.samples, audio.rate, format="WAV", subtype="PCM_16")
    try:
        path.write_bytes(encoded.getbuffer())
    except OSError as error:
        raise AudioError(f"{path}: cannot be written: {error.strerror}") from error
