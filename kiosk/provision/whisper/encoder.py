"""The encoder's graph: a spectrogram in, the keys and values that the decoder attends to out."""

from __future__ import annotations

from collections.abc import Mapping

import onnx

from kiosk.provision.whisper.ct2 import Arrays
from kiosk.provision.whisper.graph import Graph, Side

__all__ = ["encoder"]


def encoder(arrays: Arrays, metadata: Mapping[str, str | int]) -> onnx.ModelProto:
    """Build the encoder.

    Input ``mel``: ``[B, mels, T]`` log-mel frames of 10 ms. Outputs, one per decoder layer (``L``)
    and already parted into heads, so that the decoder need not do it again at each step:
    ``n_layer_cross_k`` ``[L, B, H, S/H, T/2]`` and ``n_layer_cross_v`` ``[L, B, H, T/2, S/H]``.
    """
    dimensions = arrays.dimensions()
    graph = Graph("whisper_encoder")
    side = Side(graph, arrays, dimensions)
    value = graph.input("mel", ["B", dimensions.mels, "T"])
    value = side.gelu(_convolve(graph, arrays, value, "encoder/conv1", stride=1))
    value = side.gelu(_convolve(graph, arrays, value, "encoder/conv2", stride=2))
    value = graph.node("Transpose", value, perm=[0, 2, 1])
    value = graph.node("Add", value, _positions(graph, arrays, value))
    for layer in range(dimensions.encoder_layers):
        value = _layer(side, value, f"encoder/layer_{layer}", dimensions.state)
    value = side.norm(value, "encoder/layer_norm")

    keys, values = [], []
    for layer in range(dimensions.decoder_layers):
        name = f"decoder/layer_{layer}/attention/linear_1"
        key = side.linear(value, name, slice(0, dimensions.state))
        content = side.linear(value, name, slice(dimensions.state, None))
        keys.append(side.heads(key, transposed=True))
        values.append(side.heads(content))
    layers, heads = dimensions.decoder_layers, dimensions.heads
    width = dimensions.state // heads
    graph.output("n_layer_cross_k", graph.stack(keys), [layers, "B", heads, width, "T2"])
    graph.output("n_layer_cross_v", graph.stack(values), [layers, "B", heads, "T2", width])
    return graph.model(metadata)


def _convolve(graph: Graph, arrays: Arrays, value: str, name: str, stride: int) -> str:
    weight = graph.weight(f"{name}/weight", arrays[f"{name}/weight"])
    bias = graph.weight(f"{name}/bias", arrays[f"{name}/bias"])
    return graph.node("Conv", value, weight, bias, kernel_shape=[3], pads=[1, 1], strides=[stride])


def _positions(graph: Graph, arrays: Arrays, value: str) -> str:
    """As many position encodings as ``value`` ``[B, n, S]`` has positions."""
    table = graph.weight("positions", arrays["encoder/position_encodings/encodings"])
    length = graph.node("Shape", value, start=1, end=2)
    return graph.node("Slice", table, graph.numbers(0), length, graph.numbers(0))


def _layer(side: Side, value: str, name: str, state: int) -> str:
    products = f"{name}/self_attention/linear_0"
    normed = side.norm(value, f"{name}/self_attention/layer_norm")
    query = side.queries(normed, products, slice(0, state))
    key = side.linear(normed, products, slice(state, 2 * state))
    content = side.linear(normed, products, slice(2 * state, None))
    mixed = side.attend(query, side.heads(key, transposed=True), side.heads(content))
    value = side.graph.node("Add", value, side.linear(mixed, f"{name}/self_attention/linear_1"))
    return side.feed_forward(value, f"{name}/ffn")
