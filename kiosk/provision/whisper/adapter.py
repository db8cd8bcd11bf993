"""Fine-tuning of our own, taken into Whisper's matrices before they are drawn.

LoRA (Hu et al., 2021): a matrix becomes itself and the product of two thin ones, ``W + B A``. What
was learnt is so taken into the weights once, and costs nothing where they are run.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from kiosk.errors import ModelError
from kiosk.provision.whisper.ct2 import Arrays, Floats

__all__ = ["adapted"]


def adapted(arrays: Arrays, file: Path) -> Arrays:
    """The model with an adapter taken in.

    Args:
        arrays: the model.
        file: an ``.npz`` that holds, for each matrix (out, in) that it changes, ``<matrix>.a``
            (rank, in) and ``<matrix>.b`` (out, rank), float16.

    Raises:
        ModelError: the file is no such adapter, or is one of another model.
    """
    try:
        with np.load(file, allow_pickle=False) as held:
            thin = {name: held[name].astype(np.float32) for name in held.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as bad:
        raise ModelError(f"{file}: not an adapter ({bad})") from bad
    names = {name.rpartition(".")[0] for name in thin}
    if {f"{name}.{side}" for name in names for side in "ab"} != thin.keys():
        raise ModelError(f"{file}: not an adapter: a matrix has not both of its sides")
    return arrays.replaced(
        {
            f"{name}/weight": _grown(arrays[f"{name}/weight"], thin[f"{name}.a"], thin[f"{name}.b"])
            for name in names
        }
    )


def _grown(whole: Floats, a: Floats, b: Floats) -> Floats:
    if a.ndim != 2 or b.ndim != 2 or (b.shape[0], a.shape[1]) != whole.shape:
        raise ModelError("the adapter was made for a model of another size")
    if b.shape[1] != a.shape[0]:
        raise ModelError("the adapter's two sides have not the same rank")
    return whole + b @ a
