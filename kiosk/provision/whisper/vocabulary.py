"""Whisper's tokens: what sherpa-onnx needs to know about them, and its tokens file.

A vocabulary is a list of strings in the order of their ids. Ordinary tokens are written in GPT-2's
printable alphabet, one character for each of the 256 byte values; special tokens stand after them
in angle brackets, ``<|endoftext|>`` first.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import ModelError

__all__ = ["NO_TIMESTAMPS", "Vocabulary", "read"]

NO_TIMESTAMPS = "<|notimestamps|>"
"""The last token before the timestamps."""
_END = "<|endoftext|>"
_MULTILINGUAL = 51865
"""Tokens of the multilingual vocabulary; the English one has fewer."""


def _printable() -> dict[str, int]:
    """GPT-2's alphabet: printable Latin-1 stands for itself, the rest follows from U+0100 on."""
    itself = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1)]
    itself += range(ord("®"), ord("ÿ") + 1)
    moved = [byte for byte in range(256) if byte not in itself]
    alphabet = {chr(byte): byte for byte in itself}
    return alphabet | {chr(0x100 + at): byte for at, byte in enumerate(moved)}


_BYTES = _printable()


@dataclass(frozen=True)
class Vocabulary:
    """The tokens of one model."""

    tokens: tuple[str, ...]
    """All tokens by id."""
    suppressed: tuple[int, ...]
    """Tokens that are never written: music signs, brackets and what steers the decoder."""

    def __len__(self) -> int:
        return len(self.tokens)

    def id(self, token: str) -> int:
        """The id of one token.

        Raises:
            ModelError: no such token.
        """
        try:
            return self.tokens.index(token)
        except ValueError:
            raise ModelError(f"the Whisper vocabulary has no token {token}") from None

    @property
    def end(self) -> int:
        """The token that closes the output; ordinary tokens are below it."""
        return self.id(_END)

    @property
    def multilingual(self) -> bool:
        """Whether the model knows other languages than English."""
        return len(self) >= _MULTILINGUAL

    @property
    def languages(self) -> dict[str, int]:
        """Language codes and their tokens; an English model has them and never learnt them."""
        first, last = self.id("<|startoftranscript|>") + 1, self.id("<|translate|>")
        return {self.tokens[at].strip("<|>"): at for at in range(first, last)}

    def sherpa(self) -> Iterator[str]:
        """The lines of sherpa-onnx's tokens file: each token's bytes in base64, and its id."""
        for at, token in enumerate(self.tokens[: self.end]):
            content = bytes(_BYTES[character] for character in token)
            if content:  # the multilingual vocabulary ends on an empty token
                yield f"{base64.b64encode(content).decode()} {at}\n"


def read(tokens: Path, config: Path) -> Vocabulary:
    """Read the vocabulary and the suppressed tokens that stand in the model's configuration.

    Args:
        tokens: ``vocabulary.json`` (a list) or ``vocabulary.txt`` (a token a line).
        config: ``config.json`` with ``suppress_ids``.

    Raises:
        ModelError: the files are not those of a Whisper model.
    """
    try:
        text = tokens.read_text(encoding="utf-8")
        listed = json.loads(text) if tokens.suffix == ".json" else text.rstrip("\n").split("\n")
        suppressed = json.loads(config.read_text(encoding="utf-8"))["suppress_ids"]
        return Vocabulary(tuple(map(str, listed)), tuple(map(int, suppressed)))
    except (OSError, ValueError, KeyError, TypeError) as bad:
        raise ModelError(f"{tokens.name}, {config.name}: not a Whisper vocabulary ({bad})") from bad
