"""Whisper in PyTorch, on the very weights that its conversion draws into ONNX, with adapters.

It computes what ``kiosk.provision.whisper`` draws: positions only as far as the sound reaches. The
frozen matrices are ``COMPUTE``; see :mod:`kiosk.training.lora`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from kiosk.provision.whisper.ct2 import Arrays, Dimensions
from kiosk.training.lora import Pair, adapted
from kiosk.training.precision import COMPUTE

__all__ = ["Adapters", "HearingNetwork"]

_SCALE: Final = 2.0
"""By which what is learnt counts."""
_SIDES: Final = {
    "encoder": ("self_attention/linear_0", "self_attention/linear_1", "ffn/linear_0",
                "ffn/linear_1"),
    "decoder": ("self_attention/linear_0", "self_attention/linear_1", "attention/linear_0",
                "attention/linear_1", "attention/linear_2", "ffn/linear_0", "ffn/linear_1"),
}  # fmt: skip
"""The matrices of a layer of each side, by the names that CTranslate2 gives them."""


class Adapters:
    """A pair of small matrices for every matrix of every layer."""

    def __init__(self, arrays: Arrays, rank: int) -> None:
        """New ones, which change nothing yet; drawn from torch's generator."""
        self.pairs: dict[str, Pair] = {}
        for name in _matrices(arrays.dimensions()):
            rows, columns = arrays[f"{name}/weight"].shape
            self.pairs[name] = Pair((rows,), columns, rank, _SCALE)

    def parameters(self) -> list[Tensor]:
        """What the optimiser moves."""
        return [tensor for pair in self.pairs.values() for tensor in (pair.a, pair.b)]

    def refresh(self) -> None:
        """Take over what the optimiser did."""
        for pair in self.pairs.values():
            pair.refresh()

    def state(self) -> dict[str, Tensor]:
        """The learnt matrices by name, float32: ``<matrix>.a`` (rank, in), ``.b`` (out, rank), the
        factor by which their product counts taken into ``a``."""
        out = {}
        for name, pair in self.pairs.items():
            out[f"{name}.a"] = pair.a.detach() * pair.scale
            out[f"{name}.b"] = pair.b.detach()
        return out

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Take over matrices of an earlier ``state``.

        Raises:
            KeyError, RuntimeError: they are those of another rank or model.
        """
        with torch.no_grad():
            for name, pair in self.pairs.items():
                pair.a.copy_(state[f"{name}.a"] / pair.scale)
                pair.b.copy_(state[f"{name}.b"])
        self.refresh()


class HearingNetwork:
    """Both sides of one Whisper, each text given the right tokens before each of its own."""

    def __init__(
        self, arrays: Arrays, adapters: Adapters | None, kind: torch.dtype = COMPUTE
    ) -> None:
        self._arrays = arrays
        self._size = arrays.dimensions()
        self._adapters = adapters
        self._kind = kind
        self._frozen: dict[str, Tensor] = {}

    def logits(self, mel: Tensor, tokens: Tensor, places: Tensor) -> Tensor:
        """(places, vocabulary) of the token that comes next.

        Args:
            mel: (batch, bands, 2 T) frames of 10 ms.
            tokens: (batch, n) what was written before, padded behind.
            places: indices into the ``batch * n`` tokens.
        """
        value = self._decoded(tokens, self._encoded(mel))
        value = self._norm(value.reshape(-1, self._size.state)[places], "decoder/layer_norm")
        return functional.linear(value, self._get("decoder/embeddings/weight")).float()

    def _encoded(self, mel: Tensor) -> Tensor:
        with torch.no_grad():
            value = mel.to(self._kind)
            for name, stride in (("encoder/conv1", 1), ("encoder/conv2", 2)):
                weight, bias = self._get(f"{name}/weight"), self._get(f"{name}/bias")
                value = functional.conv1d(value, weight, bias, stride=stride, padding=1)
                value = functional.gelu(value)
            value = value.transpose(1, 2)
            value = value + self._get("encoder/position_encodings/encodings")[: value.shape[1]]
        for layer in range(self._size.encoder_layers):
            name = f"encoder/layer_{layer}"
            value = self._self_attention(value, name, causal=False)
            value = self._feed_forward(value, f"{name}/ffn")
        return self._norm(value, "encoder/layer_norm")

    def _decoded(self, tokens: Tensor, sound: Tensor) -> Tensor:
        value = self._get("decoder/embeddings/weight")[tokens]
        value = value + self._get("decoder/position_encodings/encodings")[: tokens.shape[1]]
        for layer in range(self._size.decoder_layers):
            name = f"decoder/layer_{layer}"
            value = self._self_attention(value, name, causal=True)
            value = value + self._cross_attention(value, sound, f"{name}/attention")
            value = self._feed_forward(value, f"{name}/ffn")
        return value

    def _self_attention(self, value: Tensor, name: str, *, causal: bool) -> Tensor:
        name = f"{name}/self_attention"
        made = self._linear(self._norm(value, f"{name}/layer_norm"), f"{name}/linear_0")
        query, key, content = (self._heads(part) for part in made.chunk(3, dim=-1))
        mixed = _attended(query, key, content, causal=causal)
        return value + self._linear(mixed.transpose(1, 2).flatten(2), f"{name}/linear_1")

    def _cross_attention(self, value: Tensor, sound: Tensor, name: str) -> Tensor:
        query = self._heads(
            self._linear(self._norm(value, f"{name}/layer_norm"), f"{name}/linear_0")
        )
        made = self._linear(sound, f"{name}/linear_1")
        key, content = (self._heads(part) for part in made.chunk(2, dim=-1))
        mixed = _attended(query, key, content, causal=False)
        return self._linear(mixed.transpose(1, 2).flatten(2), f"{name}/linear_2")

    def _feed_forward(self, value: Tensor, name: str) -> Tensor:
        wide = self._linear(self._norm(value, f"{name}/layer_norm"), f"{name}/linear_0")
        return value + self._linear(functional.gelu(wide), f"{name}/linear_1")

    def _linear(self, value: Tensor, name: str) -> Tensor:
        weight, bias = self._get(f"{name}/weight"), self._get(f"{name}/bias")
        pair = self._adapters.pairs[name] if self._adapters is not None else None
        made = adapted(value.flatten(0, -2), weight, bias, pair)
        shaped: Tensor = made.unflatten(0, value.shape[:-1])
        return shaped

    def _heads(self, value: Tensor) -> Tensor:
        """(batch, n, state) to (batch, heads, n, width)."""
        parted: Tensor = value.unflatten(-1, (self._size.heads, -1))
        return parted.transpose(1, 2)

    def _norm(self, value: Tensor, name: str) -> Tensor:
        gamma, beta = self._get(f"{name}/gamma"), self._get(f"{name}/beta")
        return functional.layer_norm(value, (self._size.state,), gamma, beta)

    def _get(self, name: str) -> Tensor:
        if name not in self._frozen:
            self._frozen[name] = torch.from_numpy(self._arrays[name]).to(self._kind)
        return self._frozen[name]


def _matrices(size: Dimensions) -> Iterator[str]:
    layers: Sequence[tuple[str, int]] = (
        ("encoder", size.encoder_layers),
        ("decoder", size.decoder_layers),
    )
    for side, count in layers:
        for layer in range(count):
            yield from (f"{side}/layer_{layer}/{matrix}" for matrix in _SIDES[side])


def _attended(query: Tensor, key: Tensor, content: Tensor, *, causal: bool) -> Tensor:
    """Softmax attention, written out: backwards it takes 60 % of the time of PyTorch's own."""
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    if causal:
        later = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
        scores = scores.masked_fill(later, -torch.inf)
    mixed: Tensor = scores.softmax(-1) @ content
    return mixed
