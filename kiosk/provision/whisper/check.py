"""The trial run of a converted Whisper: a clip whose words are known must be recognised."""

from __future__ import annotations

from pathlib import Path

import sherpa_onnx
import soundfile
from rapidfuzz import fuzz

from kiosk.errors import ModelError
from kiosk.locations import manifest_file

__all__ = ["CLIP", "WORDS", "check"]

CLIP = "trial.flac"
"""Beside the manifest: mono, 16 kHz, spoken by the hibari voice."""
WORDS = "A cheeseburger without onions, and a large lemonade, please."
_ALIKE = 80
"""Lowest likeness of what is heard, in percent; wrong weights give noise or nothing."""


def check(folder: Path) -> None:
    """Load the three files into sherpa-onnx and decode the clip.

    Run it in a process of its own: sherpa-onnx ends the process over some bad files.

    Raises:
        ModelError: the files do not load, or the words are not recognised.
    """
    samples, rate = soundfile.read(manifest_file().with_name(CLIP), dtype="float32")
    try:
        recogniser = sherpa_onnx.OfflineRecognizer.from_whisper(
            encoder=str(folder / "encoder.int8.onnx"),
            decoder=str(folder / "decoder.int8.onnx"),
            tokens=str(folder / "tokens.txt"),
            language="en",
            num_threads=1,
        )
    except (RuntimeError, ValueError) as bad:
        raise ModelError(f"the converted Whisper does not load: {bad}") from bad
    stream = recogniser.create_stream()
    stream.accept_waveform(rate, samples)
    recogniser.decode_stream(stream)
    heard = stream.result.text.strip()
    if fuzz.ratio(heard.lower(), WORDS.lower()) < _ALIKE:
        raise ModelError(f"the converted Whisper heard {heard!r} instead of {WORDS!r}")
