"""The forward pass of the bases that can be trained, and the loss of their answers.

Written for this one purpose and for a CPU: nothing is computed that the answers do not need, and
between the large products there are few passes over memory. Batches are padded on the right, so
that causal attention alone keeps what is real from what is padding: there is no mask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from kiosk.training.base import Base, Block, Shape
from kiosk.training.lora import Adapter, adapted

__all__ = ["Answers", "Network"]


@dataclass(frozen=True, slots=True)
class Answers:
    """How a batch was answered, by answer token, example after example."""

    loss: Tensor
    """The sum over tokens of the negative log-likelihood; float32, can be differentiated."""
    likeliest: Tensor
    """The token that the model would write there (its argmax)."""


class Network:
    """A frozen base with its adapters, if it has any."""

    def __init__(self, base: Base, adapter: Adapter | None = None) -> None:
        self._base = base
        self._pairs = adapter.pairs if adapter else {}

    def answers(self, tokens: Tensor, places: Tensor, targets: Tensor) -> Answers:
        """Loss of answers that are given.

        Args:
            tokens: (rows, length), each row padded on the right with any token.
            places: positions in the flattened batch after which an answer token comes.
            targets: the tokens that come there.
        """
        hidden = self.hidden(tokens, places)
        loss, likeliest = _Likelihood.apply(hidden, targets, self._base.head)
        return Answers(loss, likeliest)

    def log_likelihoods(self, tokens: Tensor, places: Tensor) -> Tensor:
        """log p of every token of the vocabulary after each of ``places``; float32."""
        with torch.no_grad():
            hidden = self.hidden(tokens, places)
            return torch.log_softmax((hidden @ self._base.head.T).float(), dim=-1)

    def hidden(self, tokens: Tensor, places: Tensor) -> Tensor:
        """What the head reads at ``places``, bfloat16 (places, width)."""
        base = self._base
        turns = _turns(base.shape, tokens.shape[1])
        x = base.embedding[tokens.reshape(-1)].float()
        last = len(base.blocks) - 1
        for at, block in enumerate(base.blocks):
            x = self._block(at, block, x, turns, places if at == last else None)
        return _norm(x, base.norm, base.shape.epsilon)

    def _block(
        self, at: int, block: Block, x: Tensor, turns: tuple[Tensor, Tensor], kept: Tensor | None
    ) -> Tensor:
        """One layer over the residual stream (tokens, width), float32.

        ``kept``: the positions that are needed of its output; all without it.
        """
        shape = self._base.shape
        inner = _norm(x, block.attn_norm, shape.epsilon)
        qkv = adapted(inner, block.qkv, block.qkv_bias, self._pairs.get((at, "qkv")))
        mixed = _attention(qkv, turns, shape)
        if kept is not None:
            mixed, x = mixed[kept], x[kept]
        x = x + adapted(mixed, block.out, None, self._pairs.get((at, "out")))
        inner = _norm(x, block.ffn_norm, shape.epsilon)
        gate_up = adapted(inner, block.gate_up, None, self._pairs.get((at, "gate_up")))
        gate, up = gate_up.chunk(2, dim=-1)
        inner = functional.silu(gate) * up
        return x + adapted(inner, block.down, None, self._pairs.get((at, "down")))


def _norm(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    normed: Tensor = _Norm.apply(x, weight, epsilon)
    return normed


class _Norm(torch.autograd.Function):
    """Root mean square norm of float32 rows, into bfloat16."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
        factor = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
        factor = factor.square_().div_(x.shape[-1]).add_(epsilon).rsqrt_()
        ctx.save_for_backward(x, factor)
        ctx.weight = weight
        normed: Tensor = (x * factor).mul_(weight).bfloat16()
        return normed

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        x, factor = ctx.saved_tensors
        dy = gradients[0].float().mul_(ctx.weight)
        along = torch.linalg.vecdot(dy, x).unsqueeze(-1)
        along.mul_(factor.pow(3)).div_(-x.shape[-1])
        return dy.mul_(factor).addcmul_(x, along), None, None


def _turns(shape: Shape, length: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine of each position's rotations, bfloat16 (length, head / 2)."""
    pairs = torch.arange(0, shape.head, 2, dtype=torch.float64) / shape.head
    angles = torch.outer(torch.arange(length, dtype=torch.float64), shape.rope_base**-pairs)
    return angles.cos().float(), angles.sin().float()


class _Rotate(torch.autograd.Function):
    """Rotary positions (Su et al. 2021) of (rows, heads, length, head)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, cos: Tensor, sin: Tensor, halves: bool) -> Tensor:
        ctx.save_for_backward(cos, sin)
        ctx.halves = halves
        return _rotated(x, cos, sin, halves)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        cos, sin = ctx.saved_tensors
        return _rotated(gradients[0], cos, -sin, ctx.halves), None, None, None


def _rotated(x: Tensor, cos: Tensor, sin: Tensor, halves: bool) -> Tensor:
    out = torch.empty(x.shape, dtype=x.dtype)
    if halves:
        (one, two), (to_one, to_two) = x.chunk(2, dim=-1), out.chunk(2, dim=-1)
    else:
        one, two, to_one, to_two = x[..., ::2], x[..., 1::2], out[..., ::2], out[..., 1::2]
    to_one.copy_(one * cos - two * sin)
    to_two.copy_(one * sin + two * cos)
    return out


def _attention(qkv: Tensor, turns: tuple[Tensor, Tensor], shape: Shape) -> Tensor:
    """Causal attention over each row; (tokens, (heads + 2 kv heads) x head) to (tokens, width)."""
    cos, sin = turns
    rows = qkv.view(-1, len(cos), shape.heads + 2 * shape.kv_heads, shape.head).transpose(1, 2)
    rotated = _Rotate.apply(rows[:, : -shape.kv_heads], cos, sin, shape.halves)
    mixed = functional.scaled_dot_product_attention(
        rotated[:, : shape.heads],
        rotated[:, shape.heads :],
        rows[:, -shape.kv_heads :],
        is_causal=True,
        enable_gqa=True,
    )
    return mixed.transpose(1, 2).reshape(-1, shape.heads * shape.head)


class _Likelihood(torch.autograd.Function):
    """Negative log-likelihood through the frozen head, with the gradient at once: the scores of a
    whole vocabulary are the largest thing in a step, and are held one time only."""

    @staticmethod
    def forward(ctx: Any, hidden: Tensor, targets: Tensor, head: Tensor) -> tuple[Tensor, Tensor]:
        scores = (hidden @ head.T).float()
        likeliest = scores.argmax(dim=-1)
        right = scores.gather(1, targets[:, None])
        total = scores.logsumexp(dim=-1, keepdim=True)
        loss = (total - right).sum()
        if ctx.needs_input_grad[0]:
            chances = scores.sub_(total).exp_()
            chances.scatter_add_(1, targets[:, None], -torch.ones_like(right))
            ctx.save_for_backward(chances.bfloat16() @ head)
        ctx.mark_non_differentiable(likeliest)
        return loss, likeliest

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        (slope,) = ctx.saved_tensors
        return slope * gradients[0].to(slope.dtype), None, None
