"""Texts as the tokens that the kiosk's language model is served with: llama.cpp's own."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

import llama_cpp

from kiosk.errors import ModelError

__all__ = ["Vocabulary"]


class Vocabulary:
    """The tokeniser inside a GGUF file; no weights are loaded."""

    def __init__(self, model: Path) -> None:
        """Raises:
        ModelError: llama.cpp cannot read it.
        """
        logging.getLogger("llama-cpp-python").setLevel(logging.ERROR)
        options = llama_cpp.llama_model_default_params()
        options.vocab_only = True
        self._model = llama_cpp.llama_model_load_from_file(str(model).encode(), options)
        if not self._model:
            raise ModelError(f"{model}: llama.cpp cannot read its vocabulary")
        self._words = llama_cpp.llama_model_get_vocab(self._model)
        self.end: int = llama_cpp.llama_vocab_eos(self._words)
        """What an answer ends with."""
        self._atom = lru_cache(maxsize=4096)(self.text)

    def opening(self, text: str) -> tuple[int, ...]:
        """Text of our own, in which control tokens are what they say."""
        return self._tokens(text, special=True)

    def text(self, text: str) -> tuple[int, ...]:
        """Text in which nothing is a control token."""
        return self._tokens(text, special=False)

    def answer(self, atoms: tuple[str, ...]) -> tuple[int, ...]:
        """Atoms, each by itself, and the end."""
        return (*(token for atom in atoms for token in self._atom(atom)), self.end)

    def close(self) -> None:
        """Give its memory back."""
        llama_cpp.llama_model_free(self._model)

    def _tokens(self, text: str, *, special: bool) -> tuple[int, ...]:
        coded = text.encode()
        room = (llama_cpp.llama_token * (len(coded) + 1))()
        count = llama_cpp.llama_tokenize(
            self._words, coded, len(coded), room, len(room), False, special
        )
        assert count >= 0, "a text has at most as many tokens as bytes"
        return tuple(room[:count])
