"""In what matrices are multiplied while a model learns."""

from __future__ import annotations

from typing import Final

import torch

__all__ = ["COMPUTE"]

COMPUTE: Final = torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32
"""bfloat16 where the processor has instructions for it (AVX-512 and newer); where it has not,
PyTorch multiplies that some ten times as slowly as float32, which takes twice the memory."""
