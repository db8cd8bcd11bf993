"""Frames and their probabilities of speech become utterances. Pure: no clock, no model."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from kiosk.speech.audio import FRAME_S, SPEECH_RATE, Audio, Samples, level_db

__all__ = ["Segmenter", "Utterance"]

_ONSET = 0.5
"""Probability from which a frame is speech; Silero's own recommendation."""
_OFFSET = 0.35
"""Probability below which it no longer is; lower, so that a soft syllable does not end a word."""
_PRE_ROLL = 15
"""Frames kept from before the onset (0.48 s): Silero is sure only 0.2 s into the first word."""
_POST_ROLL = 10
"""Frames kept after the last voiced one (0.32 s): the last consonant fades below the offset."""
_LEAST_VOICED = 3
"""Voiced frames of a real word (0.1 s): a click or a knock has fewer."""
_QUIETEST_DB = -50.0
"""Level of the loudest frame, in dB below full scale, under which nobody is speaking to us."""
_LONGEST = 875
"""Frames after which an utterance is cut (28 s): Whisper sees 30 s at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """What a guest said in one turn, as sound."""

    audio: Audio
    """At 16 kHz, with a little of the sound before and after the speech."""
    start_s: float
    """When the speech began, in seconds since the source was opened."""
    end_s: float
    """When the last voiced frame ended, likewise."""
    waited_s: float
    """Silence that was waited out before the turn counted as over."""


class Segmenter:
    """Cuts utterances out of a stream of frames."""

    def __init__(self) -> None:
        self._position = 0
        self.reset()

    @property
    def speaking(self) -> bool:
        """Whether an utterance is under way."""
        return bool(self._frames)

    @property
    def full(self) -> bool:
        """Whether the utterance under way is as long as the recogniser takes: to be finished."""
        return len(self._frames) >= _LONGEST

    @property
    def silence_s(self) -> float:
        """Silence since the last voiced frame of the utterance under way; 0 while it is voiced."""
        return self._silent * FRAME_S

    @property
    def speech_s(self) -> float:
        """From the first voiced frame of the utterance under way to its last."""
        return (self._position - self._silent - self._onset) * FRAME_S if self.speaking else 0.0

    def reset(self) -> None:
        """Drop the utterance under way; the position in the source goes on."""
        self._before: deque[Samples] = deque(maxlen=_PRE_ROLL)
        self._frames: list[Samples] = []
        self._onset = self._voiced = self._silent = 0

    def take(self, frame: Samples, probability: float) -> None:
        """The next [512] samples, and how likely they are speech.

        Speech that is too short or too quiet to be a guest's word is not an utterance.
        """
        self._position += 1
        if not self.speaking and probability < _ONSET:
            self._before.append(frame)
            return
        voiced = probability >= (_OFFSET if self.speaking else _ONSET)
        if not self.speaking:
            self._onset = self._position - 1
            self._frames = list(self._before)
        self._frames.append(frame)
        self._voiced += voiced
        self._silent = 0 if voiced else self._silent + 1

    def finish(self) -> list[Utterance]:
        """End the utterance under way: none or one, because it may hold no word."""
        ended = self._utterance()
        self.reset()
        return ended

    def paused(self, silence_s: float) -> list[Utterance]:
        """The utterance under way as it stands, at the frame with which a pause gets this long."""
        frames = max(1, math.ceil(silence_s / FRAME_S))
        return self._utterance() if self._silent == frames else []

    def _utterance(self) -> list[Utterance]:
        real = self._voiced >= _LEAST_VOICED and max(map(level_db, self._frames)) >= _QUIETEST_DB
        if not real:
            return []
        kept = self._frames[: len(self._frames) - max(0, self._silent - _POST_ROLL)]
        return [
            Utterance(
                audio=Audio(np.concatenate(kept), SPEECH_RATE),
                start_s=self._onset * FRAME_S,
                end_s=(self._position - self._silent) * FRAME_S,
                waited_s=self._silent * FRAME_S,
            )
        ]
