"""Whisper's tokens: text in byte pairs, and what is written in them as words."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.errors import ModelError

__all__ = ["SIGNS", "Tokens"]

SIGNS = " .,!?;:\"'"
"""What clings to words in writing."""

_PIECE = re.compile(r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?\d+| ?(?:[^\w\s]|_)+|\s+")
"""What is made into tokens by itself: GPT-2's pattern, in Python's own character classes."""
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
"""Those that are written in either way."""


class Tokens:
    """The ordinary tokens of one model; those that steer the decoder are not among them.

    The ids of byte pairs stand in the order in which they were learnt, so the lower of two pairs
    is joined first.
    """

    def __init__(self, file: Path) -> None:
        """
        Args:
            file: lines of ``base64 id``.

        Raises:
            ModelError: it cannot be read, or holds something else.
        """
        try:
            rows = [line.split() for line in file.read_text(encoding="ascii").splitlines()]
            self._bytes = {int(number): base64.b64decode(text) for text, number in rows}
        except (OSError, ValueError) as bad:
            raise ModelError(f"{file.name}: not the tokens of a Whisper model") from bad
        self._ids = {content: token for token, content in self._bytes.items()}
        self._alike: dict[str, list[int]] = defaultdict(list)
        for token in self._bytes:
            self._alike[self._heard(token)].append(token)
        if any(bytes([byte]) not in self._ids for byte in range(256)):
            raise ModelError(f"{file.name}: not the tokens of a Whisper model")

    def encode(self, text: str) -> list[int]:
        """The text as the model would write it."""
        return [token for piece in _PIECE.findall(text) for token in self._pairs(piece.encode())]

    def decode(self, tokens: Iterable[int]) -> str:
        """The text that they spell; bytes of half a character are marked as such."""
        return b"".join(self._bytes.get(token, b"") for token in tokens).decode(errors="replace")

    def words(self, tokens: Sequence[int]) -> list[slice]:
        """Where each word stands, with the signs that cling to it."""
        begins = [
            at
            for at, token in enumerate(tokens)
            if not at or self._bytes.get(token, b"")[:1] == b" "
        ]
        return [slice(*ends) for ends in zip(begins, [*begins[1:], len(tokens)], strict=True)]

    def is_sign(self, token: int) -> bool:
        """Whether it is punctuation or space alone, which nobody hears."""
        return not any(c.isalnum() for c in self.decode([token])) and token in self._bytes

    def spellings(self, token: int) -> list[int]:
        """The tokens that are heard as the same: in capitals or not, a number as word or figure, no
        more words by any sign or by the end."""
        alike = self._alike.get(self._heard(token), [])
        return alike if token in self._bytes else [*alike, token]

    def _heard(self, token: int) -> str:
        """What is to be heard of it; empty for signs, and for those that steer the decoder."""
        text = self.decode([token])
        if not any(map(str.isalnum, text)):
            return ""
        bare = text.removeprefix(" ")
        if bare.isascii() and bare.isdigit() and int(bare) < len(_NUMBERS):
            return text.replace(bare, _NUMBERS[int(bare)])
        return text.casefold()

    def _pairs(self, content: bytes) -> list[int]:
        parts = [bytes([byte]) for byte in content]
        while len(parts) > 1:
            joined = [self._ids.get(parts[at] + parts[at + 1]) for at in range(len(parts) - 1)]
            known = [(token, at) for at, token in enumerate(joined) if token is not None]
            if not known:
                break
            _, at = min(known)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return [self._ids[part] for part in parts]
