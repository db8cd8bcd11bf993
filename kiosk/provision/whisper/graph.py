"""Writes ONNX graphs by hand: a node, a weight and a Whisper layer at a time.

Shapes in docstrings: ``B`` batch, ``n`` positions, ``S`` state, ``H`` heads, ``S/H`` head width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from kiosk.provision.whisper.ct2 import Arrays, Dimensions

__all__ = ["Axis", "Graph", "Side"]

_OPSET = 17  # the first with LayerNormalization
_IR = 8
_EPSILON = 1e-5  # Whisper's layer norms

Axis = int | str
"""A fixed length, or the name of one that differs from run to run."""


class Graph:
    """A graph that grows; every method that computes gives back the name of its result."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, shape: Sequence[Axis], kind: int = TensorProto.FLOAT) -> str:
        """Declare an input."""
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, value: str, shape: Sequence[Axis]) -> None:
        """Give a value, float32, out under a name of its own."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def node(self, op: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one result; attributes are ints, floats or lists of ints."""
        result = f"{op}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, inputs, [result], **attributes))
        return result

    def layer(self, stacked: str, layer: int) -> str:
        """One layer's part of a value whose first axis is the layers."""
        return self.node("Gather", stacked, self.scalar(layer), axis=0)

    def stack(self, layers: Sequence[str]) -> str:
        """The layers' values along a new first axis."""
        return self.node(
            "Concat", *(self.node("Unsqueeze", one, self.numbers(0)) for one in layers), axis=0
        )

    def weight(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Store an array under a name, once."""
        if name not in self._weights:
            self._weights[name] = numpy_helper.from_array(value, name)
        return name

    def numbers(self, *values: int) -> str:
        """A constant list of int64."""
        return self.weight(f"ints_{'_'.join(map(str, values))}", np.array(values, np.int64))

    def number(self, value: float) -> str:
        """A constant float32 that spreads over any shape."""
        return self.weight(f"float_{value}", np.array(value, np.float32))

    def scalar(self, value: int) -> str:
        """A constant int64 without a shape."""
        return self.weight(f"int_{value}", np.array(value, np.int64))

    def model(self, metadata: Mapping[str, str | int]) -> onnx.ModelProto:
        """The finished model, with facts that a runtime reads beside it."""
        graph = helper.make_graph(
            self._nodes, self._name, self._inputs, self._outputs, list(self._weights.values())
        )
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR
        )
        helper.set_model_props(model, {key: str(value) for key, value in metadata.items()})
        return model


class Side:
    """The encoder or the decoder: Whisper's layers, drawn with the weights of one side."""

    def __init__(self, graph: Graph, arrays: Arrays, dimensions: Dimensions) -> None:
        self.graph = graph
        self._arrays = arrays
        self._state = dimensions.state
        self._heads = dimensions.heads

    def linear(self, value: str, name: str, rows: slice = slice(None), scale: float = 1.0) -> str:
        """``(value · Wᵀ + b) · scale`` over the last axis.

        ``rows`` takes one of several products that share a matrix (queries, keys and values).
        """
        weight = self._arrays[f"{name}/weight"][rows] * np.float32(scale)
        bias = self._arrays[f"{name}/bias"][rows] * np.float32(scale)
        label = name if rows == slice(None) else f"{name}/{rows.start}"
        product = self.graph.node("MatMul", value, self.graph.weight(f"{label}/weight", weight.T))
        return self.graph.node("Add", product, self.graph.weight(f"{label}/bias", bias))

    def queries(self, value: str, name: str, rows: slice = slice(None)) -> str:
        """Queries as ``attend`` wants them: divided by the root of the head width."""
        return self.linear(value, name, rows, scale=(self._state // self._heads) ** -0.5)

    def norm(self, value: str, name: str) -> str:
        """Layer norm over the last axis."""
        gamma = self.graph.weight(f"{name}/gamma", self._arrays[f"{name}/gamma"])
        beta = self.graph.weight(f"{name}/beta", self._arrays[f"{name}/beta"])
        return self.graph.node("LayerNormalization", value, gamma, beta, axis=-1, epsilon=_EPSILON)

    def gelu(self, value: str) -> str:
        """``x/2 · (1 + erf(x/√2))``, in the form that runtimes fuse into one kernel."""
        graph = self.graph
        erf = graph.node("Erf", graph.node("Div", value, graph.number(float(np.sqrt(2)))))
        scaled = graph.node("Mul", value, graph.node("Add", erf, graph.number(1.0)))
        return graph.node("Mul", scaled, graph.number(0.5))

    def feed_forward(self, value: str, name: str) -> str:
        """The two wide layers with their norm, added to their input."""
        wide = self.linear(self.norm(value, f"{name}/layer_norm"), f"{name}/linear_0")
        return self.graph.node("Add", value, self.linear(self.gelu(wide), f"{name}/linear_1"))

    def heads(self, value: str, *, transposed: bool = False) -> str:
        """``[B, n, S]`` to ``[B, H, n, S/H]``; transposed, as keys are used: ``[B, H, S/H, n]``."""
        parted = self.graph.node("Reshape", value, self.graph.numbers(0, 0, self._heads, -1))
        return self.graph.node(
            "Transpose", parted, perm=[0, 2, 3, 1] if transposed else [0, 2, 1, 3]
        )

    def attend(self, query: str, keys: str, values: str, mask: str | None = None) -> str:
        """Softmax attention.

        Args:
            query: ``[B, n, S]``, from ``queries``.
            keys: ``[B, H, S/H, m]``.
            values: ``[B, H, m, S/H]``.
            mask: ``[n, m]``, added before the softmax.

        Returns:
            ``[B, n, S]``.
        """
        graph = self.graph
        scores = graph.node("MatMul", self.heads(query), keys)
        if mask is not None:
            scores = graph.node("Add", scores, mask)
        mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), values)
        joined = graph.node("Transpose", mixed, perm=[0, 2, 1, 3])
        return graph.node("Reshape", joined, graph.numbers(0, 0, -1))
