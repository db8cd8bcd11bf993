"""What a recogniser makes of an utterance: words, and how sure it is of them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Alternative", "Heard", "Word"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was recognised."""

    text: str
    """Without the signs around it."""
    confidence: float
    """0 to 1: the probability of its least likely part, given the words before."""
    whole: bool = True
    """Whether the recogniser knows it as one piece. It is seldom sure of what it has to spell."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another text that the same sound may be."""

    text: str
    log_probability: float
    """Per token, in nats: at most 0."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Words recognised in one utterance."""

    text: str
    """Empty when the sound holds no words."""
    confidence: float | None
    """0 to 1, the geometric mean over its tokens; None when the recogniser does not tell."""
    audio_s: float
    """Length of the sound, in seconds."""
    ms: float
    """Time that recognition took."""
    words: tuple[Word, ...] = ()
    """Those of ``text``, where the recogniser tells them apart."""
    alternatives: tuple[Alternative, ...] = ()
    """What else it may have been, the likeliest first: few, and different words each."""
    no_speech: float | None = None
    """0 to 1: how likely it is that nobody spoke; None when the recogniser does not tell."""
    finished: float | None = None
    """0 to 1: how likely it is by the voice that nothing follows; None where nothing judges it."""
