"""Whisper in plain numpy, written from the paper's description and slow on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import erf

import numpy as np

from tests.provision.ct2_writer import HEADS, LAYERS, STATE, Floats

_WIDTH = STATE // HEADS
_erf = np.vectorize(erf)


class ReferenceWhisper:
    """One sentence at a time, no caches: every step looks at all tokens again."""

    def __init__(self, variables: Mapping[str, Floats]) -> None:
        self._v = variables

    def encode(self, mel: Floats) -> Floats:
        """``[mels, T]`` to ``[T/2, S]``."""
        value = _gelu(self._convolve(mel, "encoder/conv1", 1))
        value = _gelu(self._convolve(value, "encoder/conv2", 2)).T
        value = value + self._v["encoder/position_encodings/encodings"][: len(value)]
        for layer in range(LAYERS):
            name = f"encoder/layer_{layer}"
            value = value + self._look(value, value, f"{name}/self_attention", hide_later=False)
            value = value + self._think(value, name)
        return self._norm(value, "encoder/layer_norm")

    def logits(self, tokens: Sequence[int], speech: Floats) -> Floats:
        """What comes after the tokens, ``[vocabulary]``, nothing suppressed."""
        embeddings = self._v["decoder/embeddings/weight"]
        positions = self._v["decoder/position_encodings/encodings"]
        value = embeddings[list(tokens)] + positions[: len(tokens)]
        for layer in range(LAYERS):
            name = f"decoder/layer_{layer}"
            value = value + self._look(value, value, f"{name}/self_attention", hide_later=True)
            value = value + self._look_at_speech(value, speech, f"{name}/attention")
            value = value + self._think(value, name)
        last: Floats = embeddings @ self._norm(value, "decoder/layer_norm")[-1]
        return last

    def _convolve(self, value: Floats, name: str, stride: int) -> Floats:
        padded = np.pad(value, ((0, 0), (1, 1)))
        columns = [
            np.einsum("oik,ik->o", self._v[f"{name}/weight"], padded[:, at : at + 3])
            for at in range(0, value.shape[1], stride)
        ]
        return np.stack(columns, axis=1) + self._v[f"{name}/bias"][:, None]

    def _linear(self, value: Floats, name: str) -> Floats:
        return value @ self._v[f"{name}/weight"].T + self._v[f"{name}/bias"]

    def _norm(self, value: Floats, name: str) -> Floats:
        centred = value - value.mean(-1, keepdims=True)
        scaled: Floats = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return scaled * self._v[f"{name}/gamma"] + self._v[f"{name}/beta"]

    def _think(self, value: Floats, name: str) -> Floats:
        wide = self._linear(self._norm(value, f"{name}/ffn/layer_norm"), f"{name}/ffn/linear_0")
        return self._linear(_gelu(wide), f"{name}/ffn/linear_1")

    def _look(self, value: Floats, at: Floats, name: str, *, hide_later: bool) -> Floats:
        products = self._linear(self._norm(at, f"{name}/layer_norm"), f"{name}/linear_0")
        query, keys, values = np.split(products, 3, axis=1)
        return self._linear(_attend(query, keys, values, hide_later), f"{name}/linear_1")

    def _look_at_speech(self, value: Floats, speech: Floats, name: str) -> Floats:
        query = self._linear(self._norm(value, f"{name}/layer_norm"), f"{name}/linear_0")
        keys, values = np.split(self._linear(speech, f"{name}/linear_1"), 2, axis=1)
        return self._linear(_attend(query, keys, values, hide_later=False), f"{name}/linear_2")


def _gelu(value: Floats) -> Floats:
    result: Floats = value * 0.5 * (1 + _erf(value / np.sqrt(2)))
    return result


def _attend(query: Floats, keys: Floats, values: Floats, hide_later: bool) -> Floats:
    mixed = np.zeros_like(query)
    for head in range(HEADS):
        own = slice(head * _WIDTH, (head + 1) * _WIDTH)
        scores = query[:, own] @ keys[:, own].T / np.sqrt(_WIDTH)
        if hide_later:
            scores[np.triu_indices(len(query), 1)] = -np.inf
        exponentials = np.exp(scores - scores.max(-1, keepdims=True))
        mixed[:, own] = exponentials / exponentials.sum(-1, keepdims=True) @ values[:, own]
    return mixed
