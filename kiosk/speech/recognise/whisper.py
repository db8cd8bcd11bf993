"""Whisper's two networks on onnxruntime: sound to keys and values, and a token at a time from them.

They are the files that ``kiosk.provision.whisper`` makes: their inputs and outputs are described
there, their sizes and special tokens stand in the encoder's metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import ModelError
from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.network import Network
from kiosk.speech.recognise.mel import LogMel
from kiosk.speech.recognise.tokens import Tokens

__all__ = ["TAIL_S", "Sound", "State", "Whisper", "WhisperFiles"]

Floats = NDArray[np.float32]

TAIL_S = 4.0
"""Silence behind the sound. Whisper is made for 30 s; without a tail it often does not find the end
and goes round in circles, and more takes longer and hears no better."""
_LONGEST_S = 30.0
"""The most that Whisper sees at a time."""
_UNSUPPRESSED = 1_000.0
"""What the decoder's graph takes off tokens that are never written, the one for no speech too."""


@dataclass(frozen=True, slots=True)
class WhisperFiles:
    """A Whisper model as its conversion leaves it."""

    encoder: Path
    """ONNX; its metadata describe the model."""
    decoder: Path
    """ONNX."""
    tokens: Path
    """Lines of ``base64 id``."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """An utterance as the decoder attends to it."""

    keys: Floats
    """[layers, 1, heads, width, T]."""
    values: Floats
    """[layers, 1, heads, T, width]."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where the decoder stands in ``B`` texts of one length."""

    logits: Floats
    """[B, vocabulary] of the token to come."""
    keys: Floats
    """[layers, B, n, width] of the tokens so far."""
    values: Floats
    """Likewise."""


class Whisper:
    """One model."""

    def __init__(self, files: WhisperFiles, threads: int) -> None:
        """Load both networks.

        Raises:
            ModelError: a file is missing or is not what it should be.
        """
        self.tokens = Tokens(files.tokens)
        self._encoder = Network(files.encoder, threads, inputs=("mel",))
        self._decoder = Network(
            files.decoder,
            threads,
            inputs=(
                "tokens",
                "in_n_layer_self_k_cache",
                "in_n_layer_self_v_cache",
                "n_layer_cross_k",
                "n_layer_cross_v",
                "offset",
            ),
        )
        facts = self._encoder.metadata
        try:
            self._mel = LogMel(int(facts["n_mels"]))
            self._empty = (int(facts["n_text_layer"]), 1, 0, int(facts["n_text_state"]))
            self._start, *steering = map(int, facts["sot_sequence"].split(","))
            self._steering = [*steering, int(facts["no_timestamps"])]
            self._no_speech = int(facts["no_speech"])
            self.end = int(facts["eot"])
            self.space = int(facts["blank_id"])
        except (KeyError, ValueError) as bad:
            raise ModelError(f"{files.encoder.name}: not a Whisper encoder") from bad

    def listen(self, samples: Samples) -> Sound:
        """Encode [n] samples at 16 kHz, up to 30 s of them."""
        tail = round(min(TAIL_S, _LONGEST_S - len(samples) / SPEECH_RATE) * SPEECH_RATE)
        mel = self._mel(np.pad(samples, (0, tail)))
        mel = mel[np.newaxis, :, : mel.shape[1] // 2 * 2]  # the encoder halves them
        return Sound(*self._encoder.run({"mel": mel}))

    def begin(self, sound: Sound) -> tuple[State, float]:
        """The decoder before its first token, and the probability that nobody speaks."""
        past = np.zeros(self._empty, np.float32)
        nothing = State(np.zeros((1, 0), np.float32), past, past)
        started = self._run(sound, nothing, np.array([[self._start]]))
        logits = started.logits[0].copy()
        logits[self._no_speech] += _UNSUPPRESSED
        odds = np.exp(logits - logits.max())
        no_speech = float(odds[self._no_speech] / odds.sum())
        return self._run(sound, started, np.array([self._steering])), no_speech

    def write(
        self, sound: Sound, state: State, texts: Sequence[int], tokens: Sequence[int]
    ) -> State:
        """The state after one more token: ``tokens[i]`` behind the text ``texts[i]`` of before."""
        if list(texts) != list(range(state.keys.shape[1])):
            state = State(state.logits, state.keys[:, texts], state.values[:, texts])
        return self._run(sound, state, np.array(tokens)[:, None])

    def _run(self, sound: Sound, state: State, tokens: NDArray[np.int64]) -> State:
        logits, keys, values = self._decoder.run(
            {
                "tokens": tokens,
                "in_n_layer_self_k_cache": state.keys,
                "in_n_layer_self_v_cache": state.values,
                "n_layer_cross_k": sound.keys,
                "n_layer_cross_v": sound.values,
                "offset": np.array([state.keys.shape[2]]),
            }
        )
        return State(logits[:, 0], keys, values)
