"""Whisper for sherpa-onnx, made from CTranslate2's weights without PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
from onnxruntime.quantization import (
    QuantType,
    quantize_dynamic,
)

from kiosk.errors import ModelError
from kiosk.provision.whisper import ct2, vocabulary
from kiosk.provision.whisper.adapter import adapted
from kiosk.provision.whisper.check import check
from kiosk.provision.whisper.decoder import decoder
from kiosk.provision.whisper.encoder import encoder
from kiosk.provision.whisper.metadata import metadata

__all__ = ["convert"]


def convert(weight: str, sources: Mapping[str, Path], folder: Path) -> None:
    """Write ``encoder.int8.onnx``, ``decoder.int8.onnx`` and ``tokens.txt``, and decode a clip.

    Args:
        weight: its name in the manifest, ``whisper-base``.
        sources: ``model``, ``vocabulary`` and ``config`` as CTranslate2 keeps them; ``adapter``
            where there is one, which is taken in.
        folder: where the outputs go.

    Raises:
        ModelError: the sources are not a Whisper model and its adapter, or what was made does not
            recognise.
        OSError: the outputs cannot be written.
    """
    arrays = ct2.read(sources["model"])
    if "adapter" in sources:
        arrays = adapted(arrays, sources["adapter"])
    words = vocabulary.read(sources["vocabulary"], sources["config"])
    dimensions = arrays.dimensions()
    if len(words) != dimensions.vocabulary:
        raise ModelError(
            f"{weight}: {len(words)} words for a model of {dimensions.vocabulary} tokens"
        )
    facts = metadata(weight.removeprefix("whisper-"), dimensions, words)
    _quantise(encoder(arrays, facts), folder / "encoder.int8.onnx", per_channel=False)
    # Per column: the columns of the last product are the vocabulary, and rare words are small.
    _quantise(decoder(arrays, words), folder / "decoder.int8.onnx", per_channel=True)
    (folder / "tokens.txt").write_text("".join(words.sherpa()), encoding="ascii")
    check(folder)


def _quantise(model: onnx.ModelProto, file: Path, *, per_channel: bool) -> None:
    """Save a model with its matrices as 8-bit integers; activations are quantised at run time."""
    with TemporaryDirectory(dir=file.parent, prefix=".float-") as scratch:
        whole = Path(scratch) / "model.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            file,
            op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8,
            per_channel=per_channel,
        )
