"""The engine of the recogniser process: Silero hears that someone speaks, Whisper hears what."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.errors import ModelError
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.speech.vad import SileroVad

__all__ = ["Heard", "Recogniser", "WhisperFiles", "words"]

_PADDING = Audio.silence(0.6, SPEECH_RATE).samples
"""sherpa's Whisper writes six tokens per second of sound and no more: fast talk needs the room."""
_NOT_SPEECH = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫]+")
"""What Whisper writes about sound that is not speech: [BLANK_AUDIO], (music), *coughs*, ♪."""


@dataclass(frozen=True, slots=True)
class WhisperFiles:
    """A Whisper model in the form that sherpa-onnx reads."""

    encoder: Path
    """ONNX; its metadata describe the model."""
    decoder: Path
    """ONNX."""
    tokens: Path
    """Lines of ``base64 id``."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Words recognised in one utterance."""

    text: str
    """Empty when the sound holds no words."""
    confidence: float | None
    """0 to 1; None when the recogniser does not tell."""
    audio_s: float
    """Length of the sound, in seconds."""
    ms: float
    """Time that recognition took."""


class Recogniser:
    """Runs in a ``Worker``: bad files make sherpa-onnx end its process."""

    def __init__(self, whisper: WhisperFiles, vad: Path, threads: int) -> None:
        """Load both networks and run each once, so that the first guest does not wait for it.

        Raises:
            ModelError: a file is missing or is not the network that it should be.
        """
        import sherpa_onnx

        for file in (whisper.encoder, whisper.decoder, whisper.tokens, vad):
            if not file.is_file():
                raise ModelError(f"{file.name} is missing", hint="run: kiosk models pull")
        self._vad = SileroVad(vad)
        self._whisper = sherpa_onnx.OfflineRecognizer.from_whisper(
            encoder=str(whisper.encoder),
            decoder=str(whisper.decoder),
            tokens=str(whisper.tokens),
            language="en",
            num_threads=threads,
        )
        self.recognise(_PADDING)

    def reset(self) -> None:
        """Another source of sound follows."""
        self._vad.reset()

    def speech_probabilities(self, frames: Samples) -> Samples:
        """[n] probabilities of speech for [n * 512] samples at 16 kHz that follow the last ones."""
        return self._vad.probabilities(frames)

    def recognise(self, samples: Samples) -> Heard:
        """The words in up to 28 s of sound at 16 kHz.

        Give it utterances only: Whisper finds words in noise too.
        """
        started = time.perf_counter()
        stream = self._whisper.create_stream()
        stream.accept_waveform(SPEECH_RATE, np.concatenate([samples, _PADDING]))
        self._whisper.decode_stream(stream)
        return Heard(
            text=words(stream.result.text),
            confidence=None,
            audio_s=len(samples) / SPEECH_RATE,
            ms=(time.perf_counter() - started) * 1000,
        )


def words(text: str) -> str:
    """The text without Whisper's remarks about other sounds; empty when no word is left."""
    spoken = " ".join(_NOT_SPEECH.sub(" ", text).split())
    return spoken if any(character.isalnum() for character in spoken) else ""
