"""Low-rank adapters beside the frozen matrices of a base (Hu et al. 2021, "LoRA").

The frozen product ``x Wᵀ`` gets ``scale · (x Aᵀ) Bᵀ`` added, with ``scale = alpha / rank``. The
matrices that learn are float32: bfloat16 would lose small steps. They compute in ``COMPUTE``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import torch
from torch import Tensor

from kiosk.training.base import Base, Shape
from kiosk.training.precision import COMPUTE

__all__ = ["SITES", "Adapter", "Plan", "Site", "Targets", "adapted"]


class Targets(StrEnum):
    """Which matrices of a layer get an adapter."""

    ALL = "all"
    ATTENTION = "attention"
    MLP = "mlp"


@dataclass(frozen=True, slots=True)
class Site:
    """One matrix of a layer of :class:`~kiosk.training.base.Block`, and what it is made of."""

    name: str
    parts: tuple[str, ...]
    """The GGUF names of the matrices below each other in it."""
    of: Targets


SITES: Final = (
    Site("qkv", ("attn_q", "attn_k", "attn_v"), Targets.ATTENTION),
    Site("out", ("attn_output",), Targets.ATTENTION),
    Site("gate_up", ("ffn_gate", "ffn_up"), Targets.MLP),
    Site("down", ("ffn_down",), Targets.MLP),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where adapters stand and how large they are."""

    rank: int
    targets: Targets = Targets.ALL
    layers: int | None = None
    """How many of the topmost layers have them; all without a number."""

    @property
    def alpha(self) -> float:
        """Twice the rank: what is learnt counts double."""
        return 2.0 * self.rank

    def sites(self, blocks: int) -> Iterator[tuple[int, Site]]:
        """Every adapted matrix, by layer."""
        for block in range(blocks - (self.layers or blocks), blocks):
            for site in SITES:
                if self.targets in (Targets.ALL, site.of):
                    yield block, site


class Pair:
    """The adapters of one frozen matrix: an A and a B for each of its parts.

    All A of a matrix are one tensor below each other, (parts x rank, in).
    """

    def __init__(self, heights: tuple[int, ...], width: int, rank: int, scale: float) -> None:
        self.heights = heights
        self.rank = rank
        self.scale = scale
        bound = width**-0.5
        self.a = torch.empty(len(heights) * rank, width).uniform_(-bound, bound).requires_grad_()
        self.b = torch.zeros(sum(heights), rank).requires_grad_()
        self.refresh()

    def refresh(self) -> None:
        """Take over what the optimiser did into what computes."""
        with torch.no_grad():
            self.a16 = (self.a * self.scale).to(COMPUTE)
            self.b16 = self.b.to(COMPUTE, copy=True)


class Adapter:
    """All adapters of one base, by layer and site."""

    def __init__(self, base: Base, plan: Plan) -> None:
        """New ones, which change nothing yet; drawn from torch's generator."""
        self.plan = plan
        self.pairs: dict[tuple[int, str], Pair] = {}
        for block, site in plan.sites(base.shape.blocks):
            matrix = getattr(base.blocks[block], site.name)
            heights = part_heights(base.shape, site, matrix)
            self.pairs[block, site.name] = Pair(
                heights, matrix.shape[1], plan.rank, plan.alpha / plan.rank
            )

    def parameters(self) -> list[Tensor]:
        """What the optimiser moves."""
        return [tensor for pair in self.pairs.values() for tensor in (pair.a, pair.b)]

    def refresh(self) -> None:
        """Take over what the optimiser did."""
        for pair in self.pairs.values():
            pair.refresh()

    def state(self) -> dict[str, Tensor]:
        """The learnt matrices by name, float32."""
        return {
            f"{block}.{site}.{side}": getattr(pair, side).detach()
            for (block, site), pair in self.pairs.items()
            for side in "ab"
        }

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Take over matrices of an earlier ``state``.

        Raises:
            KeyError, RuntimeError: they are those of another plan or base.
        """
        with torch.no_grad():
            for name, mine in self.state().items():
                mine.copy_(state[name])
        self.refresh()

    def tensors(self) -> Iterator[tuple[str, Tensor]]:
        """Each learnt matrix under its name in a GGUF adapter."""
        parts = {site.name: site.parts for site in SITES}
        for (block, site), pair in self.pairs.items():
            a = pair.a.detach().split(pair.rank)
            b = pair.b.detach().split(pair.heights)
            for at, part in enumerate(parts[site]):
                yield f"blk.{block}.{part}.weight.lora_a", a[at]
                yield f"blk.{block}.{part}.weight.lora_b", b[at]


def part_heights(shape: Shape, site: Site, matrix: Tensor) -> tuple[int, ...]:
    """Rows of each part of a site's matrix."""
    if site.name == "qkv":
        return (shape.heads * shape.head, *(2 * [shape.kv_heads * shape.head]))
    return (matrix.shape[0] // len(site.parts),) * len(site.parts)


def adapted(x: Tensor, weight: Tensor, bias: Tensor | None, pair: Pair | None) -> Tensor:
    """``x`` (tokens, in) through a frozen matrix (out, in) and its adapters, if it has any."""
    if pair is None:
        return torch.nn.functional.linear(x, weight, bias)
    made: Tensor = _Adapted.apply(x, pair.a, pair.b, weight, bias, pair)
    return made


class _Adapted(torch.autograd.Function):
    """The product and its gradients by hand: nothing is kept but ``x`` and its small image, and
    the adapters of all parts read ``x`` at once."""

    @staticmethod
    def forward(  # noqa: PLR0913, PLR0917 -- the signature that autograd asks for
        ctx: Any,
        x: Tensor,
        a: Tensor,
        b: Tensor,
        weight: Tensor,
        bias: Tensor | None,
        pair: Pair,
    ) -> Tensor:
        y = torch.nn.functional.linear(x, weight, bias)
        small = x @ pair.a16.T
        at = 0
        for part, height in enumerate(pair.heights):
            inside = slice(part * pair.rank, (part + 1) * pair.rank)
            y[:, at : at + height].addmm_(small[:, inside], pair.b16[at : at + height].T)
            at += height
        ctx.save_for_backward(x, small)
        ctx.frozen, ctx.pair = weight, pair
        return y

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        (dy,) = gradients
        x, small = ctx.saved_tensors
        pair: Pair = ctx.pair
        dsmall = torch.empty_like(small)
        db = torch.empty_like(pair.b)
        at = 0
        for part, height in enumerate(pair.heights):
            inside = slice(part * pair.rank, (part + 1) * pair.rank)
            rows = slice(at, at + height)
            torch.mm(dy[:, rows], pair.b16[rows], out=dsmall[:, inside])
            db[rows] = dy[:, rows].T @ small[:, inside]
            at += height
        da = (dsmall.T @ x).float().mul_(pair.scale)
        dx = None
        if ctx.needs_input_grad[0]:
            dx = (dy @ ctx.frozen).addmm_(dsmall, pair.a16)
        return dx, da, db, None, None, None
