"""The engine of the recogniser process: Silero hears that someone speaks, Whisper hears what."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

import numpy as np

from kiosk.errors import ModelError
from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.recognise.heard import Alternative, Heard, Word
from kiosk.speech.recognise.hotwords import Hotwords
from kiosk.speech.recognise.search import Text, search
from kiosk.speech.recognise.smart_turn import SmartTurn
from kiosk.speech.recognise.tokens import SIGNS
from kiosk.speech.recognise.whisper import Whisper, WhisperFiles
from kiosk.speech.vad import SileroVad

__all__ = ["Recogniser", "words"]

_BEAMS = 3
"""Texts followed side by side: as few as leave the search something to take back."""
_BONUS = 1.5
"""Nats for each token of a likely name. Words wrong with 1, 1.5 and 2 nats, clean and in
noise: 8.0, 7.4 and 7.2 % in 240 recordings, on half of which it was chosen; 9.3, 9.1 and 9.3 % in
140 others, where with 2 nats names were written twice over."""
_TOKENS_PER_S = 7
"""The most that anybody says; Whisper in circles writes on."""
_LEAST_TOKENS = 8
"""That are written whatever the length."""
_LEAST_HEARD = 0.2
"""Confidence below which words are more noise than speech."""
_NOBODY = 0.5
"""Probability that nobody speaks from which more is asked of the words. In 75 utterances that a
voice activity detector made of 10 minutes of coughs it was 0.65 and more; in the shortest answers,
by four voices, 0.34 at most in a car, and above 0.5 in babble alone, where most were misheard."""
_LEAST_SPOKEN = 0.7
"""Confidence that is asked then: of those coughs no text was surer than 0.65 ("Uh.")."""
_SHORTEST = 400
"""Samples of one frame (25 ms)."""
_LONGEST = 30 * SPEECH_RATE
"""Samples that Whisper sees."""
_MOST_NAMES = 2_000
_LONGEST_NAME = 60
"""Letters."""
_NOT_SPEECH = re.compile(r"\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫]+")
"""What Whisper writes about sound that is not speech: [BLANK_AUDIO], (music), *coughs*, ♪."""


class Recogniser:
    """Runs in a ``Worker``."""

    def __init__(
        self, whisper: WhisperFiles, vad: Path, threads: int, turn: Path | None = None
    ) -> None:
        """Load all networks and run each once, so that the first guest does not wait for it.

        Args:
            whisper: the network that hears words.
            vad: the one that hears that somebody speaks.
            threads: of the first.
            turn: the one that hears whether they are done; without it, nothing judges that.

        Raises:
            ModelError: a file is missing or is not the network that it should be.
        """
        self._vad = SileroVad(vad)
        self._whisper = Whisper(whisper, threads)
        self._turn = SmartTurn(turn) if turn is not None else None
        self._hotwords = lru_cache(maxsize=8)(self._tree)
        try:
            self.recognise(np.zeros(SPEECH_RATE, np.float32))
        except Exception as unfit:  # onnxruntime's exceptions share no base but this
            raise ModelError(
                f"{whisper.encoder.name}, {whisper.decoder.name}: not the halves of one Whisper"
            ) from unfit

    def reset(self) -> None:
        """Another source of sound follows."""
        self._vad.reset()

    def speech_probabilities(self, frames: Samples) -> Samples:
        """[n] probabilities of speech for [n * 512] samples at 16 kHz that follow the last ones."""
        return self._vad.probabilities(frames)

    def recognise(self, samples: Samples, names: Sequence[str] = ()) -> Heard:
        """The words in up to 30 s of sound at 16 kHz; the rest is not heard.

        Give it utterances only: what it finds in noise it is not sure of, and leaves out, but it
        finds something.

        Args:
            samples: [n].
            names: likely to be said: they are preferred to what sounds like them.
        """
        started = time.perf_counter()
        samples = np.pad(samples[:_LONGEST], (0, max(0, _SHORTEST - len(samples))))
        audio_s = len(samples) / SPEECH_RATE
        texts, no_speech = search(
            self._whisper,
            self._whisper.listen(samples),
            names=self._hotwords(frozenset(name[:_LONGEST_NAME] for name in names[:_MOST_NAMES])),
            beams=_BEAMS,
            longest=_LEAST_TOKENS + round(_TOKENS_PER_S * audio_s),
        )
        sure = self._sure(texts[0]) if texts else 0.0
        text = self._text(texts[0]) if texts and _spoken(sure, no_speech) else ""
        finished = self._turn.finished(samples) if self._turn is not None and text else None
        return Heard(
            text=text,
            confidence=sure,
            audio_s=audio_s,
            ms=(time.perf_counter() - started) * 1000,
            words=tuple(self._words(texts[0])) if text else (),
            alternatives=tuple(self._alternatives(text, texts[1:])) if text else (),
            no_speech=no_speech,
            finished=finished,
        )

    def _tree(self, names: frozenset[str]) -> Hotwords:
        spellings = {f" {spelt}" for name in names for spelt in (name, name.lower())}
        return Hotwords(map(self._whisper.tokens.encode, sorted(spellings)), _BONUS)

    def _text(self, text: Text) -> str:
        return words(self._whisper.tokens.decode(text.tokens))

    def _sure(self, text: Text) -> float:
        """The confidence of a text: the mean over what is heard of it, and that it ends there. How
        its sentences are set apart is a matter of taste, and "Yes." can be set apart in many ways.
        """
        signs = [self._whisper.tokens.is_sign(token) for token in text.tokens]
        heard = [
            log_probability
            for log_probability, sign in zip_longest(text.log_probabilities, signs, fillvalue=False)
            if not sign
        ]
        return float(np.exp(np.mean(heard)))

    def _words(self, text: Text) -> Iterable[Word]:
        tokens = self._whisper.tokens
        for part in tokens.words(text.tokens):
            spoken = [
                log_probability
                for token, log_probability in zip(
                    text.tokens[part], text.log_probabilities[part], strict=True
                )
                if not tokens.is_sign(token)
            ]
            if spoken:
                letters = tokens.decode(text.tokens[part]).strip(SIGNS)
                yield Word(letters, float(np.exp(min(spoken))), whole=len(spoken) == 1)

    def _alternatives(self, best: str, texts: Iterable[Text]) -> Iterable[Alternative]:
        known = {_plain(best)}
        for text in texts:
            spelt = self._text(text)
            if spelt and _plain(spelt) not in known:
                known.add(_plain(spelt))
                yield Alternative(spelt, float(np.mean(text.log_probabilities)))


def words(text: str) -> str:
    """The text without Whisper's remarks about other sounds; empty when no word is left."""
    spoken = " ".join(_NOT_SPEECH.sub(" ", text).split())
    return spoken if any(character.isalnum() for character in spoken) else ""


def _spoken(confidence: float, no_speech: float) -> bool:
    """Whether a text is what somebody said, and not what Whisper makes of a noise."""
    return confidence >= (_LEAST_SPOKEN if no_speech > _NOBODY else _LEAST_HEARD)


def _plain(text: str) -> str:
    """The words alone: texts that differ in signs and capitals are one text to a guest."""
    return " ".join(re.findall(r"[\w']+", text.casefold()))
