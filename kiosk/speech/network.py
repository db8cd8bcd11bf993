"""An ONNX network on onnxruntime, on the CPU."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Network"]

_WIDE_SUMS: Final = "session.x64quantprecision"
"""Key of onnxruntime: products of 8-bit integers are summed up in full also by a processor whose
instruction for it (AVX2 without VNNI) cuts a sum of two off at 16 bits. No other is concerned."""


class Network:
    """One file, loaded."""

    def __init__(self, file: Path, threads: int, inputs: Collection[str]) -> None:
        """
        Args:
            file: ONNX.
            threads: that it computes with.
            inputs: names of what it takes: what tells it from another network.

        Raises:
            ModelError: the file is missing, or is another network or none.
        """
        if not file.is_file():
            raise ModelError(f"{file.name} is missing", hint="run: kiosk models pull")
        try:
            self._session = _loaded(file, threads, wide=True)
        except Exception:  # onnxruntime's exceptions share no base but this
            try:
                self._session = _loaded(file, threads, wide=False)
            except Exception as error:
                raise ModelError(f"{file.name}: not a network that can be loaded") from error
        if {entry.name for entry in self._session.get_inputs()} != set(inputs):
            raise ModelError(f"{file.name}: another network than it should be")

    @property
    def metadata(self) -> Mapping[str, str]:
        """What its maker wrote into the file."""
        facts: Mapping[str, str] = self._session.get_modelmeta().custom_metadata_map
        return facts

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """All outputs, in the order in which the network gives them."""
        outputs: list[NDArray[np.float32]] = self._session.run(None, inputs)
        return outputs


def _loaded(file: Path, threads: int, *, wide: bool) -> InferenceSession:
    """``wide`` as ``_WIDE_SUMS``: a network that uses a matrix twice cannot be loaded so."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    if wide:
        options.add_session_config_entry(_WIDE_SUMS, "1")
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])
