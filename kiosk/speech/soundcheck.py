"""How the kiosk's own voice comes back through its microphone: how loud, how late, and how much of
it the canceller takes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import AudioError
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples, level_db
from kiosk.speech.echo import PIECE, EchoCanceller, erle_db

__all__ = ["SoundCheck", "sound_check"]

_SOUNDS_DB: Final = -45.0
"""Level of a frame of the speaker's sound from which something is said in it."""
_LATEST: Final = SPEECH_RATE
"""Samples (1 s) within which an echo comes back, buffers included."""
_STANDS_OUT: Final = 8.0
"""How far an echo's peak in the correlation is above the mean around it, in standard deviations."""
_HEARD_DB: Final = 6.0
"""By how much an echo is louder than the room where it matters."""
_ENOUGH_DB: Final = 15.0
"""Reduction with which a guest's voice, which is about as loud as the echo, stands clear of it."""
_LEARNT: Final = 3 * SPEECH_RATE
"""Samples of the speaker's sound that the canceller learns from before it is judged."""


@dataclass(frozen=True, slots=True)
class SoundCheck:
    """What a microphone and a speaker do to each other."""

    noise_db: float
    """Level of the room while nothing is played, in dB below full scale."""
    echo_db: float
    """Level of the microphone while the kiosk speaks, likewise."""
    clipped: bool
    """Whether the microphone was at full scale: what is clipped cannot be cancelled."""
    delay_ms: float | None
    """From the speaker's buffer to the microphone's; none where no echo is found."""
    reduction_db: float | None
    """By how much the canceller makes the echo weaker once it has learnt (ERLE); none where there
    is no echo, or no canceller."""

    @property
    def echo(self) -> Literal["device", "cancel", "half_duplex"]:
        """What a lane with these devices should be set to."""
        if self.delay_ms is None or self.echo_db < self.noise_db + _HEARD_DB:
            return "device"
        enough = self.reduction_db is not None and self.reduction_db >= _ENOUGH_DB
        return "cancel" if enough and not self.clipped else "half_duplex"


def sound_check(played: Audio, heard: Audio) -> SoundCheck:
    """Compare what was played with what was heard; both begin at the same moment.

    Raises:
        AudioError: nothing is said in what was played, it begins without a moment's silence, or is
            shorter than the canceller needs; the message is a sentence for a person.
    """
    said, sound = played.at(SPEECH_RATE).samples, heard.at(SPEECH_RATE).samples
    length = len(sound) // PIECE * PIECE
    said = np.pad(said, (0, max(0, length - len(said))))[:length]
    sound = sound[:length]
    speaks = _levels(said) >= _SOUNDS_DB
    if speaks.sum() * PIECE <= _LEARNT:
        raise AudioError("too little is said in what was played: the check takes five seconds")
    begins = int(np.argmax(speaks)) * PIECE
    if not begins:
        raise AudioError(
            "what was played begins at once: the check needs a moment's silence before"
        )
    delay = _delay(said, sound)
    speaks = np.roll(speaks, round((delay or 0) / PIECE))
    return SoundCheck(
        noise_db=level_db(sound[:begins]),
        echo_db=level_db(_frames(sound)[speaks].ravel()),
        clipped=bool(np.abs(sound).max() >= 0.99),
        delay_ms=delay / SPEECH_RATE * 1000 if delay is not None else None,
        reduction_db=_reduction_db(said, sound, speaks) if delay is not None else None,
    )


def _frames(samples: Samples) -> Samples:
    return samples.reshape(-1, PIECE)


def _levels(samples: Samples) -> NDArray[np.float64]:
    return np.array([level_db(frame) for frame in _frames(samples)])


def _delay(said: Samples, heard: Samples) -> int | None:
    """Samples by which the echo is late, by the correlation's phase alone (Knapp and Carter 1976,
    "The generalized correlation method for estimation of time delay"); none where there is none."""
    size = len(said) + _LATEST
    cross = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size))
    whitened = cross / np.maximum(np.abs(cross), 1e-12)
    likeness = np.abs(np.fft.irfft(whitened, size)[:_LATEST])
    late = int(np.argmax(likeness))
    stands_out = (likeness[late] - likeness.mean()) / max(float(likeness.std()), 1e-12)
    return late if stands_out >= _STANDS_OUT else None


def _reduction_db(said: Samples, heard: Samples, speaks: NDArray[np.bool_]) -> float | None:
    try:
        canceller = EchoCanceller()
    except AudioError:
        return None
    cleaned = []
    for played, frame in zip(_frames(said), _frames(heard), strict=True):
        canceller.played(played, SPEECH_RATE)
        cleaned.append(canceller.cleaned(frame))
    judged = speaks & (np.cumsum(speaks) * PIECE > _LEARNT)
    return erle_db(_frames(heard)[judged], np.array(cleaned)[judged])
