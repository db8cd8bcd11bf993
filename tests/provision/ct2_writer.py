"""Writes a Whisper of any size in CTranslate2's format, with weights drawn from a seed."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

MELS, AUDIO_CONTEXT, TEXT_CONTEXT = 4, 20, 12
STATE, HEADS, LAYERS = 8, 2, 2

LETTERS = "!\"#$%&'()*+,-./0123456789"
TOKENS = [
    *LETTERS,
    "Ġ",
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nocaptions|>",
    "<|notimestamps|>",
    "<|0.00|>",
    "<|0.02|>",
]
SUPPRESSED = [1, 2, TOKENS.index("<|startoftranscript|>"), TOKENS.index("<|transcribe|>")]

Floats = npt.NDArray[np.float32]
_TYPE_NUMBERS = {"float32": 0, "int16": 2, "float16": 4}


def weights(seed: int) -> dict[str, Floats]:
    """All variables of a small Whisper, in half precision's steps."""
    drawn = np.random.default_rng(seed)

    def some(*shape: int) -> Floats:
        return (drawn.standard_normal(shape) * 0.3).astype(np.float16).astype(np.float32)

    variables: dict[str, Floats] = {
        "encoder/conv1/weight": some(STATE, MELS, 3),
        "encoder/conv1/bias": some(STATE),
        "encoder/conv2/weight": some(STATE, STATE, 3),
        "encoder/conv2/bias": some(STATE),
        "encoder/position_encodings/encodings": some(AUDIO_CONTEXT, STATE),
        "decoder/position_encodings/encodings": some(TEXT_CONTEXT, STATE),
        "decoder/embeddings/weight": some(len(TOKENS), STATE),
    }

    def linear(name: str, rows: int, columns: int) -> None:
        variables[f"{name}/weight"] = some(rows, columns)
        variables[f"{name}/bias"] = some(rows)

    def norm(name: str) -> None:
        variables[f"{name}/gamma"] = 1 + some(STATE)
        variables[f"{name}/beta"] = some(STATE)

    for side in ("encoder", "decoder"):
        norm(f"{side}/layer_norm")
        for layer in range(LAYERS):
            name = f"{side}/layer_{layer}"
            norm(f"{name}/self_attention/layer_norm")
            linear(f"{name}/self_attention/linear_0", 3 * STATE, STATE)
            linear(f"{name}/self_attention/linear_1", STATE, STATE)
            if side == "decoder":
                norm(f"{name}/attention/layer_norm")
                linear(f"{name}/attention/linear_0", STATE, STATE)
                linear(f"{name}/attention/linear_1", 2 * STATE, STATE)
                linear(f"{name}/attention/linear_2", STATE, STATE)
            norm(f"{name}/ffn/layer_norm")
            linear(f"{name}/ffn/linear_0", 4 * STATE, STATE)
            linear(f"{name}/ffn/linear_1", STATE, 4 * STATE)
    return variables


def write(folder: Path, variables: dict[str, Floats]) -> dict[str, Path]:
    """Write model, vocabulary and configuration; gives back their paths by role."""
    sources = {
        "model": folder / "model.bin",
        "vocabulary": folder / "vocabulary.txt",
        "config": folder / "config.json",
    }
    sources["model"].write_bytes(model_file(variables))
    sources["vocabulary"].write_text("\n".join(TOKENS) + "\n", encoding="utf-8")
    sources["config"].write_text(json.dumps({"suppress_ids": SUPPRESSED}))
    return sources


def model_file(variables: dict[str, Floats]) -> bytes:
    """``model.bin`` version 6."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        **{name: value.astype(np.float32) for name, value in variables.items()},
        "decoder/num_heads": np.array(HEADS, np.int16),
    }
    content = struct.pack("<I", 6) + _text("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for name, value in arrays.items():
        content += _text(name) + struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        content += struct.pack("<BI", _TYPE_NUMBERS[value.dtype.name], value.nbytes)
        content += value.tobytes()
    content += struct.pack("<I", 1)
    return content + _text("decoder/projection/weight") + _text("decoder/embeddings/weight")


def _text(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"
