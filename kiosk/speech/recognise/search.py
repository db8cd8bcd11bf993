"""The likeliest texts of an utterance: a beam search over what the decoder makes likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from kiosk.speech.recognise.hotwords import OUTSIDE, Hotwords
from kiosk.speech.recognise.tokens import SIGNS, Tokens
from kiosk.speech.recognise.whisper import Sound, Whisper

__all__ = ["Text", "said_once", "search"]

Floats = NDArray[np.float32]

_MARGIN = 6.0
"""Nats behind the best text from which another is not followed any further."""
_CIRCLES = ((4, 3), (8, 2))
"""So many tokens in a row, said so many times, show that a text goes round in circles, as Whisper's
do where it does not find the end of what it hears."""
_SENTENCE = 4
"""Words of the shortest sentence that nobody says twice over."""
_TWICE = 0.8
"""Share of its words that are the same the second time, with others spelt otherwise."""
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Text:
    """A text under way, or written to its end."""

    tokens: tuple[int, ...] = ()
    log_probabilities: tuple[float, ...] = ()
    """Of each token by the model alone, however it is spelt; where the text has ended, of that too.
    """
    score: float = 0.0
    """Their sum, with what names are worth."""
    node: int = OUTSIDE
    """Where it stands among the names."""


def search(
    whisper: Whisper, sound: Sound, *, names: Hotwords, beams: int, longest: int
) -> tuple[list[Text], float]:
    """Up to ``beams`` texts, the likeliest first, and the probability that nobody speaks. No text
    where all that could be written goes round in circles.

    Args:
        whisper: the model.
        sound: what it has heard.
        names: that the texts are drawn to.
        beams: texts that are followed side by side; one is greedy.
        longest: tokens after which a text is cut off.
    """
    state, no_speech = whisper.begin(sound)
    live, done = [Text()], list[Text]()
    for _ in range(longest):
        grown = _grown(whisper, names, live, state.logits, beams + 1)
        best = max((text.score for text in done), default=-np.inf)
        texts, follow = list[int](), list[Text]()
        for at, text in grown[: 2 * beams]:
            if text.score < max(best, grown[0][1].score) - _MARGIN:
                break
            if text.tokens[-1] == whisper.end:
                done.append(_closed(text))
            elif len(follow) < beams and not _circles(text.tokens):
                texts.append(at)
                follow.append(text)
        live = follow
        if not live or (len(done) >= beams and max(map(_mean, live)) <= max(map(_mean, done))):
            break  # a text that skips half of what was said has ended first
        state = whisper.write(sound, state, texts, [text.tokens[-1] for text in live])
    best_first = sorted(done or live, key=_mean, reverse=True)[:beams]
    return [said_once(whisper.tokens, text) for text in best_first], no_speech


def _grown(
    whisper: Whisper, names: Hotwords, live: Sequence[Text], logits: Floats, wanted: int
) -> list[tuple[int, Text]]:
    """The likeliest continuations of all texts, best first, with the text that each continues."""
    out: list[tuple[int, Text]] = []
    for at, (text, row) in enumerate(zip(live, logits, strict=True)):
        if not text.tokens:  # an utterance is not nothing; what holds no words is told otherwise
            row[[whisper.end, whisper.space]] = _NEVER
        top = row.max()
        likely = row - (top + np.log(np.exp(row - top).sum()))
        scores = names.drawn(likely, text.node)
        for token in np.argpartition(scores, -wanted)[-wanted:].tolist():
            grown = Text(
                (*text.tokens, token),
                (*text.log_probabilities, _spelt_anyhow(whisper.tokens, likely, token)),
                text.score + float(scores[token]),
                names.after(text.node, token),
            )
            out.append((at, grown))
    return sorted(out, key=lambda one: -one[1].score)


def _spelt_anyhow(tokens: Tokens, likely: Floats, token: int) -> float:
    """The log-probability of what is heard: " yes", whether or not it begins a sentence."""
    return float(np.logaddexp.reduce(likely[tokens.spellings(token)]))


def said_once(tokens: Tokens, text: Text) -> Text:
    """The text, or its first half where the second says the same again."""
    parts = tokens.words(text.tokens)
    said = [tokens.decode(text.tokens[part]).strip(SIGNS).casefold() for part in parts]
    half = (len(said) + 1) // 2
    if half < _SENTENCE or SequenceMatcher(None, said[:half], said[half:]).ratio() < _TWICE:
        return text
    end = parts[half].start
    return replace(text, tokens=text.tokens[:end], log_probabilities=text.log_probabilities[:end])


def _circles(tokens: tuple[int, ...]) -> bool:
    return any(_times(tokens, length) >= times for length, times in _CIRCLES)


def _times(tokens: tuple[int, ...], length: int) -> int:
    """How often the last tokens stand in a text."""
    last = tokens[-length:]
    return sum(tokens[at : at + length] == last for at in range(len(tokens) - length + 1))


def _mean(text: Text) -> float:
    """Score per token: texts of several lengths are compared by it."""
    return text.score / len(text.log_probabilities)


def _closed(text: Text) -> Text:
    return Text(text.tokens[:-1], text.log_probabilities, text.score)
