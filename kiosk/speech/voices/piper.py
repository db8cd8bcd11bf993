"""Piper voices, run by sherpa-onnx.

sherpa-onnx no longer turns text into phonemes. The only phonemiser that these voices were trained
with is under the GPL, so it is an optional package that the operator installs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from kiosk.errors import ModelError
from kiosk.speech.audio import Audio
from kiosk.speech.spoken import spoken

__all__ = ["PiperFiles", "PiperVoice"]


@dataclass(frozen=True, slots=True)
class PiperFiles:
    """A voice as its publisher ships it."""

    model: Path
    """ONNX."""
    config: Path
    """The ``.onnx.json`` beside it: sample rate, phonemes and their ids."""


class PiperVoice:
    """Speaks at the rate the voice was trained at."""

    def __init__(self, files: PiperFiles, threads: int) -> None:
        """Load the voice.

        Raises:
            ModelError: the phonemiser is not installed, or a file is missing or not a Piper voice.
        """
        import sherpa_onnx

        try:
            phonemiser = import_module("piper_phonemize")
        except ImportError as missing:
            raise ModelError(
                f"the voice {files.model.stem} needs a phonemiser that is not installed",
                hint="run: pip install piper-phonemize, or choose the voice hibari",
            ) from missing
        self._phonemize = phonemiser.phonemize_espeak
        config = _read(files.config)
        self._language: str = config["espeak"]["voice"]
        with TemporaryDirectory(prefix="kiosk-voice-") as folder:
            model = sherpa_onnx.OfflineTtsModelConfig(
                vits=_for_sherpa(files.model, config, Path(folder)), num_threads=threads
            )
            self._voice = sherpa_onnx.OfflineTts(sherpa_onnx.OfflineTtsConfig(model=model))
        self.speak("Hello.")

    def speak(self, clause: str, speed: float = 1.0) -> Audio:
        """The clause as sound."""
        import sherpa_onnx

        wanted = sherpa_onnx.GenerationConfig()
        wanted.speed = speed
        sentences = self._phonemize(spoken(clause), self._language)
        wanted.phoneme_codepoints = [[ord(sign) for sign in sentence] for sentence in sentences]
        made = self._voice.generate(clause, wanted)
        return Audio(np.array(made.samples, np.float32), made.sample_rate)


def _read(config: Path) -> dict[str, Any]:
    try:
        values: dict[str, Any] = json.loads(config.read_text(encoding="utf-8"))
        values["audio"]["sample_rate"], values["phoneme_id_map"], values["espeak"]["voice"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{config.name}: not the description of a Piper voice") from error
    return values


def _for_sherpa(model: Path, config: dict[str, Any], folder: Path) -> Any:
    """The voice in the form that sherpa-onnx reads: described by metadata inside the model.

    Protocol buffers merge when they are concatenated, so the metadata are simply appended.
    """
    import onnx
    import sherpa_onnx

    description = {
        "model_type": "vits",
        "comment": "piper",
        "language": config["espeak"]["voice"],
        "voice": config["espeak"]["voice"],
        "has_espeak": 1,
        "n_speakers": config.get("num_speakers", 1),
        "sample_rate": config["audio"]["sample_rate"],
    }
    metadata = onnx.ModelProto(
        metadata_props=[
            onnx.StringStringEntryProto(key=key, value=str(value))
            for key, value in description.items()
        ]
    )
    described = folder / "voice.onnx"
    tokens = folder / "tokens.txt"
    ids = config["phoneme_id_map"].items()
    tokens.write_text("".join(f"{sign} {found[0]}\n" for sign, found in ids if sign != "\n"))
    try:
        described.write_bytes(model.read_bytes() + metadata.SerializeToString())
    except OSError as error:
        raise ModelError(f"{model.name}: cannot be read: {error.strerror}") from error
    return sherpa_onnx.OfflineTtsVitsModelConfig(model=str(described), tokens=str(tokens))
