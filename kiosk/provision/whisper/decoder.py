"""The decoder's graph: one step of writing, made lean for greedy recognition on a CPU.

Its interface is that of sherpa-onnx's Whisper decoder, with three savings that its greedy search
does not notice: only the last position's logits are computed, tokens that are never written are
pushed down by a bias instead of being filtered, and the caches that come out hold the tokens so
far instead of the whole context, so that no step copies positions that are still empty.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto

from kiosk.provision.whisper.ct2 import Arrays
from kiosk.provision.whisper.graph import Axis, Graph, Side
from kiosk.provision.whisper.vocabulary import NO_TIMESTAMPS, Vocabulary

__all__ = ["SUPPRESSION", "decoder"]

SUPPRESSION = -1000.0
"""Added to the logits of tokens that are never written.

Far below any logit of Whisper, and small enough that a caller who wants one of them (no speech)
can add it back without losing precision.
"""

_HIDDEN = -1e4
"""Added to a score that must not count; its exponential is 0 in float32."""
_TO_END = 2**31 - 1
"""The end of a slice that runs to the last position."""


def decoder(arrays: Arrays, vocabulary: Vocabulary) -> onnx.ModelProto:
    """Build the decoder.

    Inputs: ``tokens`` ``[B, n]``, the caches of keys and values ``[L, B, m, S]`` of which the first
    ``offset`` positions are read, what the encoder gave, and ``offset`` ``[1]``. Outputs:
    ``logits`` ``[B, 1, vocabulary]`` after the last token, and the caches ``[L, B, offset+n, S]``.
    """
    return _Decoder(arrays, vocabulary).model()


class _Decoder:
    def __init__(self, arrays: Arrays, vocabulary: Vocabulary) -> None:
        self._arrays = arrays
        self._vocabulary = vocabulary
        self._dimensions = arrays.dimensions()
        self._graph = Graph("whisper_decoder")
        self._side = Side(self._graph, arrays, self._dimensions)

    def model(self) -> onnx.ModelProto:
        graph, dimensions = self._graph, self._dimensions
        layers, heads = dimensions.decoder_layers, dimensions.heads
        width = dimensions.state // heads
        cache: list[Axis] = [layers, "B", "cached", dimensions.state]
        tokens = graph.input("tokens", ["B", "n"], TensorProto.INT64)
        past_keys = graph.input("in_n_layer_self_k_cache", cache)
        past_values = graph.input("in_n_layer_self_v_cache", cache)
        cross_keys = graph.input("n_layer_cross_k", [layers, "B", heads, width, "T2"])
        cross_values = graph.input("n_layer_cross_v", [layers, "B", heads, "T2", width])
        offset = graph.input("offset", [1], TensorProto.INT64)

        end = graph.node("Add", offset, graph.node("Shape", tokens, start=1, end=2))
        mask = self._mask(offset, end)
        value = self._embed(tokens, offset, end)
        keys, values = [], []
        for layer in range(layers):
            name = f"decoder/layer_{layer}"
            normed = self._side.norm(value, f"{name}/self_attention/layer_norm")
            keys.append(self._grown(past_keys, layer, offset, self._product(normed, name, 1)))
            values.append(self._grown(past_values, layer, offset, self._product(normed, name, 2)))
            value = self._look_back(value, normed, name, keys[-1], values[-1], mask)
            value = self._look_at_speech(
                value, name, graph.layer(cross_keys, layer), graph.layer(cross_values, layer)
            )
            value = self._side.feed_forward(value, f"{name}/ffn")

        cache[2] = "grown"
        graph.output("logits", self._logits(value), ["B", 1, dimensions.vocabulary])
        graph.output("out_n_layer_self_k_cache", graph.stack(keys), cache)
        graph.output("out_n_layer_self_v_cache", graph.stack(values), cache)
        return graph.model({})

    def _embed(self, tokens: str, offset: str, end: str) -> str:
        """Tokens and their positions as ``[B, n, S]``; the table stays in half precision."""
        graph = self._graph
        embeddings = self._arrays["decoder/embeddings/weight"].astype(np.float16)
        rows = graph.node("Gather", graph.weight("embeddings", embeddings), tokens, axis=0)
        positions = graph.weight("positions", self._arrays["decoder/position_encodings/encodings"])
        here = graph.node("Slice", positions, offset, end, graph.numbers(0))
        return graph.node("Add", graph.node("Cast", rows, to=TensorProto.FLOAT), here)

    def _mask(self, offset: str, end: str) -> str:
        """``[n, offset+n]``: a token sees itself and what stands before it."""
        graph = self._graph
        start, stop = graph.node("Squeeze", offset), graph.node("Squeeze", end)
        zero, one = graph.scalar(0), graph.scalar(1)
        rows = graph.node("Unsqueeze", graph.node("Range", start, stop, one), graph.numbers(1))
        columns = graph.node("Range", zero, stop, one)
        later = graph.node("Greater", columns, rows)
        return graph.node("Where", later, graph.number(_HIDDEN), graph.number(0.0))

    def _product(self, normed: str, name: str, part: int) -> str:
        """The new keys (part 1) or values (part 2), ``[B, n, S]``."""
        state = self._dimensions.state
        rows = slice(part * state, (part + 1) * state)
        return self._side.linear(normed, f"{name}/self_attention/linear_0", rows)

    def _grown(self, past: str, layer: int, offset: str, new: str) -> str:
        """One layer's cache up to the offset, and the new tokens behind it."""
        graph = self._graph
        kept = graph.node(
            "Slice", graph.layer(past, layer), graph.numbers(0), offset, graph.numbers(1)
        )
        return graph.node("Concat", kept, new, axis=1)

    def _look_back(
        self, value: str, normed: str, name: str, keys: str, values: str, mask: str
    ) -> str:
        """Attention to the tokens so far, added to its input."""
        side = self._side
        rows = slice(0, self._dimensions.state)
        query = side.queries(normed, f"{name}/self_attention/linear_0", rows)
        mixed = side.attend(query, side.heads(keys, transposed=True), side.heads(values), mask)
        return self._graph.node("Add", value, side.linear(mixed, f"{name}/self_attention/linear_1"))

    def _look_at_speech(self, value: str, name: str, keys: str, values: str) -> str:
        """Attention to what the encoder gave, added to its input."""
        side = self._side
        query = side.queries(
            side.norm(value, f"{name}/attention/layer_norm"), f"{name}/attention/linear_0"
        )
        mixed = side.attend(query, keys, values)
        return self._graph.node("Add", value, side.linear(mixed, f"{name}/attention/linear_2"))

    def _logits(self, value: str) -> str:
        """Logits of the last position, ``[B, 1, vocabulary]``, without the suppressed tokens."""
        graph = self._graph
        last = graph.node(
            "Slice", value, graph.numbers(-1), graph.numbers(_TO_END), graph.numbers(1)
        )
        last = self._side.norm(last, "decoder/layer_norm")
        table = graph.weight("projection", self._arrays["decoder/embeddings/weight"].T)
        bias = np.zeros(self._dimensions.vocabulary, np.float32)
        bias[list(self._vocabulary.suppressed)] = SUPPRESSION
        bias[self._vocabulary.id(NO_TIMESTAMPS) + 1 :] = SUPPRESSION
        product = graph.node("MatMul", last, table)
        return graph.node("Add", product, graph.weight("suppression", bias))
