"""A folder of sentences said aloud: sound files, and ``index.jsonl`` that tells who says what.

The index comes last, so that a folder without one is not whole::

    {"file": "00001.wav", "said": "Two cheeseburgers.", "voice": "hibari", "samples": 31200}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Final

from kiosk.errors import AudioError, StoreError, UsageError
from kiosk.evaluation.speech.index import INDEX
from kiosk.files import write_whole
from kiosk.speech import wav
from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.training.hearing.voices import Cast, Delivery, Voices

__all__ = ["Recording", "read_recordings", "record"]

_SHORTEST: Final = SPEECH_RATE // 4
"""Samples; no word is shorter."""
_LONGEST: Final = 13 * SPEECH_RATE
"""Samples; what is longer is no turn."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A sentence that was said."""

    file: Path
    """Mono, at ``SPEECH_RATE``."""
    said: str
    voice: str
    samples: int

    def sound(self) -> Samples:
        """[samples] of it, from the disk.

        Raises:
            AudioError: the file is gone or damaged, or is not of this length and rate.
        """
        audio = wav.read(self.file)
        if (audio.rate, len(audio.samples)) != (SPEECH_RATE, self.samples):
            raise AudioError(f"{self.file}: not as long as {INDEX} says, or at another rate")
        return audio.samples


async def record(
    out: Path,
    sentences: Iterable[str],
    voices: Voices,
    cast: Cast,
    *,
    seed: int,
    step: Callable[[], None] = lambda: None,
) -> list[Recording]:
    """Have sentences said into a folder, and write its index.

    Args:
        out: the folder; what is in it stays, but for files of the same names.
        sentences: what is said.
        voices: by whom.
        cast: how often each of them speaks.
        seed: of who says what, how fast and how high.
        step: called after each sentence.

    Raises:
        AudioError: a voice fails, or a file cannot be written.
        StoreError: the folder or the index cannot be written.
    """
    _make(out)
    chance = Random(f"deliver {seed}")  # noqa: S311 - data by seed, no secret
    made: list[Recording] = []
    for number, text in enumerate(sentences, start=1):
        delivery = Delivery.drawn(chance, cast)
        said = await delivery.say(text, voices)
        if _SHORTEST <= len(said.samples) <= _LONGEST:
            file = out / f"{number:05}.wav"
            wav.write(file, said)
            made.append(Recording(file, text, delivery.voice, len(said.samples)))
        step()
    rows = [json.dumps({**asdict(one), "file": one.file.name}) for one in made]
    write_whole(out / INDEX, "".join(f"{row}\n" for row in rows), lasting=False)
    return made


def read_recordings(folder: Path) -> list[Recording]:
    """What is in a folder that :func:`record` has written.

    Raises:
        UsageError: it is not one, or holds nothing.
    """
    index = folder / INDEX
    try:
        lines = index.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as bad:
        why = bad.strerror if isinstance(bad, OSError) else "not text"
        raise UsageError(
            f"{index}: cannot be read ({why})", hint="see: kiosk train speech-set --help"
        ) from bad
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            file, samples = folder / str(row["file"]), int(row["samples"])
            if not _SHORTEST <= samples <= _LONGEST:
                raise ValueError(f"{samples} samples")
            found.append(Recording(file, str(row["said"]), str(row["voice"]), samples))
        except (ValueError, KeyError, TypeError, OverflowError) as bad:
            raise UsageError(f"{index}, line {number}: no recording ({bad})") from bad
    if not found:
        raise UsageError(f"{index}: there is nothing in it")
    return found


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise StoreError(f"{folder}: cannot be made ({refused.strerror})") from refused
