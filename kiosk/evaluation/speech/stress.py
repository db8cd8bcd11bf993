"""Synthesisers of the old kind, as Debian has them: diphones (flite) and formants (eSpeak NG).

People speak more clearly, and so do the kiosk's own voices: what a recogniser makes of these is a
stress test. They are run as programs, and a machine without them goes without.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kiosk.errors import AudioError
from kiosk.speech import wav
from kiosk.speech.audio import Audio

__all__ = ["STRESS", "StressVoice"]

_WORDS_PER_MINUTE: Final = 175
"""eSpeak's own speed."""


@dataclass(frozen=True, slots=True)
class StressVoice:
    """One voice of a synthesiser."""

    program: str
    voice: str

    async def say(self, text: str, speed: float) -> Audio:
        """The text as sound; ``speed`` 1 is the voice's own.

        Raises:
            AudioError: the program failed, or is not installed.
        """
        with TemporaryDirectory(prefix="kiosk-said-") as folder:
            words, sound = Path(folder) / "words.txt", Path(folder) / "said.wav"
            words.write_text(text, encoding="utf-8")
            try:
                run = await asyncio.create_subprocess_exec(
                    *self._command(words, sound, speed),
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.DEVNULL,
                )
            except OSError as missing:
                raise AudioError(f"{self.program} cannot be run: {missing.strerror}") from missing
            if await run.wait():
                raise AudioError(f"{self.program} could not say it (status {run.returncode})")
            return wav.read(sound)

    def _command(self, words: Path, sound: Path, speed: float) -> list[str]:
        if self.program == "flite":
            slower = f"duration_stretch={1 / speed:.3f}"
            return ["flite", "-voice", self.voice, "--setf", slower, "-f", str(words), str(sound)]
        pace = str(round(speed * _WORDS_PER_MINUTE))
        return ["espeak-ng", "-v", self.voice, "-s", pace, "-f", str(words), "-w", str(sound)]


STRESS: Final[Mapping[str, StressVoice]] = {
    **{f"flite-{name}": StressVoice("flite", name) for name in ("slt", "rms", "awb", "kal")},
    "espeak-us": StressVoice("espeak-ng", "en-us"),
    "espeak-gb": StressVoice("espeak-ng", "en-gb"),
}
"""By the name that the command line gives them."""
