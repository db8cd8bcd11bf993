"""Reads a CTranslate2 Whisper model: one binary file of named arrays.

The layout is that of CTranslate2's ``model.bin`` version 6: a header, then for each variable its
name, shape, type and bytes, then aliases (a second name for a variable already read). Integers
are little-endian; a string is a 16-bit length, its bytes and a closing zero.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.errors import ModelError

__all__ = ["Arrays", "Dimensions", "Floats", "read"]

Array = npt.NDArray[np.generic]
Floats = npt.NDArray[np.float32]

_VERSION = 6
_SPEC = "WhisperSpec"
_TYPES: Mapping[int, type[np.generic]] = {
    0: np.float32,
    1: np.int8,
    2: np.int16,
    3: np.int32,
    4: np.float16,
}


@dataclass(frozen=True)
class Dimensions:
    """The size of a Whisper model."""

    mels: int
    """Mel bands of the input."""
    audio_context: int
    """Longest input in encoder positions of 20 ms."""
    text_context: int
    """Longest output in tokens, prompt included."""
    state: int
    """Width of every layer."""
    heads: int
    """Attention heads of every layer."""
    encoder_layers: int
    decoder_layers: int
    vocabulary: int
    """Tokens, special ones included."""


class Arrays:
    """The variables of one model by name."""

    def __init__(self, variables: Mapping[str, Array]) -> None:
        self._variables = variables

    def __getitem__(self, name: str) -> Floats:
        """The variable as float32, in its own shape.

        Raises:
            ModelError: the model has no such variable.
        """
        return self._raw(name).astype(np.float32)

    def replaced(self, changed: Mapping[str, Floats]) -> Arrays:
        """The same model with other values of some variables."""
        return Arrays({**self._variables, **changed})

    def dimensions(self) -> Dimensions:
        """The model's size, read off its shapes.

        Raises:
            ModelError: a variable that every Whisper has is missing, or of another form.
        """
        try:
            state, mels, _ = self._raw("encoder/conv1/weight").shape
            heads = int(self._raw("decoder/num_heads").item())
        except ValueError as bad:
            raise ModelError(f"the Whisper weights have another form ({bad})") from bad
        return Dimensions(
            mels=mels,
            audio_context=self._raw("encoder/position_encodings/encodings").shape[0],
            text_context=self._raw("decoder/position_encodings/encodings").shape[0],
            state=state,
            heads=heads,
            encoder_layers=self._layers("encoder"),
            decoder_layers=self._layers("decoder"),
            vocabulary=self._raw("decoder/embeddings/weight").shape[0],
        )

    def _raw(self, name: str) -> Array:
        try:
            return self._variables[name]
        except KeyError:
            raise ModelError(f"the Whisper weights have no variable {name}") from None

    def _layers(self, side: str) -> int:
        """How many numbered layers one side has; ``layer_norm`` is not one of them."""
        beginning = f"{side}/layer_"
        numbers = {
            name.removeprefix(beginning).split("/")[0]
            for name in self._variables
            if name.startswith(beginning)
        }
        return sum(number.isdecimal() for number in numbers)


def read(file: Path) -> Arrays:
    """Read ``model.bin``.

    Raises:
        ModelError: the file is not a CTranslate2 Whisper model, or it ends too early.
    """
    try:
        return Arrays(_Reader(file.read_bytes()).variables())
    except (struct.error, UnicodeDecodeError, ValueError, KeyError) as bad:
        raise ModelError(f"{file.name}: not a CTranslate2 Whisper model ({bad})") from bad
    except OSError as bad:
        raise ModelError(f"{file}: cannot be read ({bad.strerror})") from bad


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        self._at = 0

    def variables(self) -> dict[str, Array]:
        version, spec, _revision = self._number("I"), self._text(), self._number("I")
        if (version, spec) != (_VERSION, _SPEC):
            raise ValueError(f"version {version} of {spec!r}")
        variables = {}
        for _ in range(self._number("I")):
            name = self._text()
            variables[name] = self._array()
        for _ in range(self._number("I")):
            alias = self._text()
            variables[alias] = variables[self._text()]
        if self._at != len(self._content):
            raise ValueError("bytes after its end")
        return variables

    def _number(self, form: str) -> int:
        (value,) = struct.unpack_from(f"<{form}", self._content, self._at)
        self._at += struct.calcsize(f"<{form}")
        return int(value)

    def _text(self) -> str:
        length = self._number("H")
        return bytes(self._take(length)[:-1]).decode()

    def _array(self) -> Array:
        rank = self._number("B")
        shape = [self._number("I") for _ in range(rank)]
        dtype = _TYPES[self._number("B")]
        return np.frombuffer(self._take(self._number("I")), dtype).reshape(shape)

    def _take(self, length: int) -> memoryview:
        taken = self._content[self._at : self._at + length]
        if len(taken) != length:
            raise ValueError("it ends too early")
        self._at += length
        return taken
