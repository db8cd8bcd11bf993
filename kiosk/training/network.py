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
from kiosk.training.precision import COMPUTE

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
        """What the head reads at ``places``, ``COMPUTE`` (places, width)."""
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
        mixed: Tensor = _Attention.apply(qkv, turns, shape)
        if kept is not None:
            mixed, x = mixed[kept], x[kept]
        x = x + adapted(mixed, block.out, None, self._pairs.get((at, "out")))
        inner = _norm(x, block.ffn_norm, shape.epsilon)
        gate_up = adapted(inner, block.gate_up, None, self._pairs.get((at, "gate_up")))
        inner = _Gated.apply(gate_up)
        return x + adapted(inner, block.down, None, self._pairs.get((at, "down")))


def _norm(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    normed: Tensor = _Norm.apply(x, weight, epsilon)
    return normed


class _Norm(torch.autograd.Function):
    """Root mean square norm of float32 rows, into ``COMPUTE``."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
        factor = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
        factor = factor.square_().div_(x.shape[-1]).add_(epsilon).rsqrt_()
        ctx.save_for_backward(x, factor)
        ctx.weight = weight
        normed: Tensor = (x * factor).mul_(weight).to(COMPUTE)
        return normed

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        x, factor = ctx.saved_tensors
        dy = gradients[0].float() * ctx.weight
        along = torch.linalg.vecdot(dy, x).unsqueeze(-1)
        along.mul_(factor.pow(3)).div_(-x.shape[-1])
        return dy.mul_(factor).addcmul_(x, along), None, None


def _turns(shape: Shape, length: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine of each position's rotations, float32 (length, head / 2)."""
    pairs = torch.arange(0, shape.head, 2, dtype=torch.float64) / shape.head
    angles = torch.outer(torch.arange(length, dtype=torch.float64), shape.rope_base**-pairs)
    return angles.cos().float(), angles.sin().float()


def _rotated(x: Tensor, cos: Tensor, sin: Tensor, halves: bool) -> Tensor:
    """Rotary positions (Su et al. 2021) of (rows, heads, length, head); float32."""
    out = torch.empty(x.shape, dtype=torch.float32)
    (one, two), (to_one, to_two) = _sides(x, halves), _sides(out, halves)
    torch.mul(one, cos, out=to_one).addcmul_(two, sin, value=-1.0)
    torch.mul(one, sin, out=to_two).addcmul_(two, cos)
    return out


def _sides(x: Tensor, halves: bool) -> tuple[Tensor, Tensor]:
    """The two values of each pair that is rotated."""
    if halves:
        half = x.shape[-1] // 2
        return x[..., :half], x[..., half:]
    return x[..., ::2], x[..., 1::2]


class _Attention(torch.autograd.Function):
    """Causal attention over each row; (tokens, (heads + 2 kv heads) x head) to (tokens, width).

    Turns are so short that the scores of all heads fit into the cache: written out with plain
    products it is ten times faster on the way back than PyTorch's blockwise kernel. Queries and
    keys meet in float32, for some of Qwen's keys are in the hundreds. The heads that share keys
    stand below each other as one long row of queries.
    """

    @staticmethod
    def forward(ctx: Any, qkv: Tensor, turns: tuple[Tensor, Tensor], shape: Shape) -> Tensor:
        cos, sin = turns
        length, kv = len(cos), shape.kv_heads
        q, k, v = _by_head(qkv, length, shape)
        queries = _rotated(q, cos, sin, shape.halves).mul_(shape.head**-0.5)
        queries = queries.view(-1, shape.heads // kv * length, shape.head)
        keys = _rotated(k, cos, sin, shape.halves).view(-1, length, shape.head)
        values = v.reshape(-1, length, shape.head)
        scores = torch.bmm(queries, keys.transpose(1, 2))
        later = torch.full((length, length), -torch.inf).triu_(1)
        scores.view(-1, length, length).add_(later)
        shares = torch.softmax(scores, dim=-1).to(COMPUTE)
        ctx.save_for_backward(queries.to(COMPUTE), keys.to(COMPUTE), values, shares, cos, sin)
        ctx.shape = shape
        mixed = torch.bmm(shares, values).view(-1, shape.heads, length, shape.head)
        return mixed.transpose(1, 2).reshape(len(qkv), -1)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        queries, keys, values, shares, cos, sin = ctx.saved_tensors
        shape: Shape = ctx.shape
        length = len(cos)
        dmixed = gradients[0].view(-1, length, shape.heads, shape.head).transpose(1, 2)
        dmixed = dmixed.reshape(queries.shape)
        dshares = torch.bmm(dmixed, values.transpose(1, 2))
        dscores = torch._softmax_backward_data(dshares, shares, -1, COMPUTE)
        dq = torch.bmm(dscores, keys).mul_(shape.head**-0.5)
        dk = torch.bmm(dscores.transpose(1, 2), queries)
        dqkv = torch.empty(len(gradients[0]), (shape.heads + 2 * shape.kv_heads) * shape.head,
                           dtype=COMPUTE)  # fmt: skip
        to_q, to_k, to_v = _by_head(dqkv, length, shape)
        to_q.copy_(_rotated(dq.view(to_q.shape), cos, -sin, shape.halves))
        to_k.copy_(_rotated(dk.view(to_k.shape), cos, -sin, shape.halves))
        to_v.copy_(torch.bmm(shares.transpose(1, 2), dmixed).view(to_v.shape))
        return dqkv, None, None


def _by_head(qkv: Tensor, length: int, shape: Shape) -> tuple[Tensor, Tensor, Tensor]:
    """Queries, keys and values inside their product, each (rows, heads, length, head)."""
    rows = qkv.view(-1, length, shape.heads + 2 * shape.kv_heads, shape.head).transpose(1, 2)
    q, k, v = rows.split_with_sizes((shape.heads, shape.kv_heads, shape.kv_heads), dim=1)
    return q, k, v


class _Gated(torch.autograd.Function):
    """``silu(gate) * up`` of (tokens, gate and up beside each other)."""

    @staticmethod
    def forward(ctx: Any, gate_up: Tensor) -> Tensor:
        gate, up = gate_up.chunk(2, dim=-1)
        opened = functional.silu(gate)
        ctx.save_for_backward(gate_up, opened)
        return opened * up

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        gate_up, opened = ctx.saved_tensors
        gate, up = gate_up.chunk(2, dim=-1)
        out = torch.empty_like(gate_up)
        to_gate, to_up = out.chunk(2, dim=-1)
        torch.mul(gradients[0], opened, out=to_up)
        to_gate.copy_(torch.ops.aten.silu_backward(gradients[0] * up, gate))
        return out


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
            ctx.save_for_backward(chances.to(COMPUTE) @ head)
        ctx.mark_non_differentiable(likeliest)
        return loss, likeliest

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        (slope,) = ctx.saved_tensors
        return slope * gradients[0].to(slope.dtype), None, None
