"""A base model as the kiosk runs it, read from its GGUF file into PyTorch.

The weights are what llama.cpp computes with, four bits and all, unpacked to ``COMPUTE`` in the
file's own row order: an adapter learns on the very weights that it will run on, and its rows need
no permutation on the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gguf
import torch
from torch import Tensor

from kiosk.errors import ModelError
from kiosk.provision import Shelf
from kiosk.training.precision import COMPUTE

__all__ = ["Base", "Block", "Shape", "find_base", "read_base"]

_HALVES: Final = {"qwen2": True, "llama": False}
"""Architectures that can be trained, and whether they rotate the halves of a head against each
other (NEOX) or its neighbours (the order in which GGUF files keep Llama's rows)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers that make one architecture this model."""

    architecture: str
    blocks: int
    heads: int
    kv_heads: int
    head: int
    """Values of one head."""
    epsilon: float
    """Of the root mean square norms."""
    rope_base: float
    halves: bool
    """Whether rotation pairs value i with i + head / 2, not with its neighbour."""


@dataclass(frozen=True, slots=True)
class Block:
    """One layer. Matrices are ``COMPUTE`` (out, in); those that read the same input are one."""

    attn_norm: Tensor
    """float32 (in)."""
    qkv: Tensor
    qkv_bias: Tensor | None
    out: Tensor
    ffn_norm: Tensor
    gate_up: Tensor
    down: Tensor


@dataclass(frozen=True, slots=True)
class Base:
    """All of the frozen weights."""

    name: str
    """As in the manifest."""
    sha256: str
    """Of the GGUF file."""
    path: Path
    shape: Shape
    embedding: Tensor
    """``COMPUTE`` (vocabulary, width)."""
    blocks: tuple[Block, ...]
    norm: Tensor
    head: Tensor
    """``COMPUTE`` (vocabulary, width); the embedding itself where the file ties them."""


def find_base(name: str) -> tuple[Path, str]:
    """The GGUF file of the weight ``name`` on this machine, and its SHA-256.

    Raises:
        UsageError: no such weight in the manifest.
        ModelError: it is not here, does not match the manifest, or is no language model.
    """
    shelf = Shelf()
    path = shelf.require(name).get("model")
    if path is None or path.suffix != ".gguf":
        raise ModelError(f"{name} is not a language model", hint="see: kiosk models list")
    return path, next(file.sha256 for file in shelf.manifest.weight(name).files)


def read_base(name: str) -> Base:
    """Unpack the weight ``name``; half a minute for 1.5 billion parameters.

    Raises:
        UsageError, ModelError: as ``find_base``; or its architecture cannot be trained.
    """
    path, sha256 = find_base(name)
    try:
        reader = gguf.GGUFReader(path)
        shape = _shape(reader, name)
        weights = _Weights({tensor.name: tensor for tensor in reader.tensors})
        embedding = weights.matrix("token_embd")
        return Base(
            name=name,
            sha256=sha256,
            path=path,
            shape=shape,
            embedding=embedding,
            blocks=tuple(weights.block(at) for at in range(shape.blocks)),
            norm=weights.vector("output_norm.weight"),
            head=weights.matrix("output") if weights.has("output.weight") else embedding,
        )
    except (KeyError, ValueError, IndexError, NotImplementedError) as bad:
        raise ModelError(f"{path}: cannot be unpacked for training ({bad})") from bad


class _Weights:
    """The tensors of a file by name, unpacked when asked for."""

    def __init__(self, tensors: Mapping[str, Any]) -> None:
        self._tensors = tensors

    def has(self, name: str) -> bool:
        return name in self._tensors

    def vector(self, name: str) -> Tensor:
        tensor = self._tensors[name]
        return torch.from_numpy(gguf.dequantize(tensor.data, tensor.tensor_type).copy())

    def matrix(self, *names: str) -> Tensor:
        """One matrix, or several that read the same input, below each other."""
        return torch.cat([self.vector(f"{name}.weight").to(COMPUTE) for name in names])

    def block(self, at: int) -> Block:
        inside = f"blk.{at}."
        q, k, v = (f"{inside}attn_{part}" for part in "qkv")
        bias = None
        if self.has(f"{q}.bias"):
            bias = torch.cat([self.vector(f"{name}.bias").to(COMPUTE) for name in (q, k, v)])
        return Block(
            attn_norm=self.vector(f"{inside}attn_norm.weight"),
            qkv=self.matrix(q, k, v),
            qkv_bias=bias,
            out=self.matrix(f"{inside}attn_output"),
            ffn_norm=self.vector(f"{inside}ffn_norm.weight"),
            gate_up=self.matrix(f"{inside}ffn_gate", f"{inside}ffn_up"),
            down=self.matrix(f"{inside}ffn_down"),
        )


def _shape(reader: gguf.GGUFReader, name: str) -> Shape:
    architecture = str(_field(reader, "general.architecture"))
    if architecture not in _HALVES:
        known = " and ".join(_HALVES)
        raise ModelError(f"{name} is a {architecture} model; {known} can be trained here")
    heads = int(_field(reader, f"{architecture}.attention.head_count"))
    return Shape(
        architecture=architecture,
        blocks=int(_field(reader, f"{architecture}.block_count")),
        heads=heads,
        kv_heads=int(_field(reader, f"{architecture}.attention.head_count_kv")),
        head=int(_field(reader, f"{architecture}.embedding_length")) // heads,
        epsilon=float(_field(reader, f"{architecture}.attention.layer_norm_rms_epsilon")),
        rope_base=float(_field(reader, f"{architecture}.rope.freq_base")),
        halves=_HALVES[architecture],
    )


def _field(reader: gguf.GGUFReader, key: str) -> Any:
    found = reader.get_field(key)
    if found is None:
        raise KeyError(f"no {key}")
    return found.contents()
