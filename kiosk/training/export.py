"""Adapters as a GGUF file that llama.cpp applies to their base, and the proof that it does.

The file names its base and the opening it was trained behind, so that no other is used with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gguf
import numpy as np

from kiosk.errors import ModelError, StoreError
from kiosk.files import settle
from kiosk.training.base import Base, read_base
from kiosk.training.checkpoint import Checkpoint, load
from kiosk.training.lora import Adapter, Plan, Targets

__all__ = [
    "BASE_SHA256",
    "KINDS",
    "MOST_BYTES",
    "OPENING_SHA256",
    "Fit",
    "read_tuned",
    "write_adapter",
]

KINDS: Final = ("f16", "q8_0")
"""What the matrices can be written as."""

BASE_SHA256: Final = "kiosk.base.sha256"
"""Metadata key: of the GGUF file that the adapter was trained on."""
OPENING_SHA256: Final = "kiosk.opening.sha256"
"""Metadata key: of the text before every request that it was trained with."""
MOST_BYTES: Final = 20_000_000
"""Every adapter that ships stays in the repository's history."""
_BLOCK: Final = 32
"""Values that share a scale in Q8_0; rows of other lengths stay f16."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A base and the adapter that a folder holds for it."""

    base: Base
    adapter: Adapter
    checkpoint: Checkpoint


def read_tuned(folder: Path) -> Fit:
    """The fine-tuning in ``folder``, ready to compute with.

    Raises:
        ModelError: there is none, it is damaged, or its base is not the one on this machine.
    """
    found = load(folder)
    if found is None:
        raise ModelError(f"{folder}: no fine-tuning in it", hint="see: kiosk train sft --help")
    made = found.made_from
    base = read_base(made["base"])
    if base.sha256 != made["base_sha256"]:
        raise ModelError(f"{folder} was trained on another file than {base.path}")
    adapter = Adapter(base, Plan(made["rank"], Targets(made["targets"]), made["layers"]))
    try:
        adapter.restore(found.adapter)
    except (KeyError, RuntimeError) as bad:
        raise ModelError(f"{folder}: its checkpoint does not fit {base.name} ({bad})") from bad
    return Fit(base, adapter, found)


def write_adapter(tuned: Fit, file: Path, kind: str | None) -> str:
    """Write the adapter, and return as what: f16, or q8_0 where f16 would be 20 MB or more.

    Raises:
        StoreError: the disk is full, or the place cannot be written.
    """
    tensors = {name: tensor.numpy() for name, tensor in tuned.adapter.tensors()}
    if kind is None:
        kind = "f16" if 2 * sum(t.size for t in tensors.values()) < MOST_BYTES else "q8_0"
    part = file.with_name(f"{file.name}.part")
    try:
        writer = gguf.GGUFWriter(part, tuned.base.shape.architecture)
        _describe(writer, tuned)
        for name, values in tensors.items():
            _add(writer, name, values, kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        settle(part)
        part.replace(file)
    except OSError as bad:
        part.unlink(missing_ok=True)
        raise StoreError(f"{file}: cannot be written ({bad.strerror or bad})") from bad
    return kind


def _describe(writer: gguf.GGUFWriter, tuned: Fit) -> None:
    made = tuned.checkpoint.made_from
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", tuned.adapter.plan.alpha)
    writer.add_string("general.name", f"kiosk adapter of {made['base']}")
    writer.add_string("kiosk.base", made["base"])
    writer.add_string(BASE_SHA256, made["base_sha256"])
    writer.add_string(OPENING_SHA256, made["opening_sha256"])
    writer.add_string("kiosk.data.sha256", made["data"])
    writer.add_uint32("kiosk.steps", tuned.checkpoint.step)
    writer.add_uint32("kiosk.seed", made["seed"])


def _add(writer: gguf.GGUFWriter, name: str, values: np.ndarray[Any, Any], kind: str) -> None:
    if kind == "q8_0" and values.shape[-1] % _BLOCK == 0:
        packed = gguf.GGMLQuantizationType.Q8_0
        writer.add_tensor(name, gguf.quantize(values, packed), raw_dtype=packed)
    else:
        writer.add_tensor(name, values.astype(np.float16))
