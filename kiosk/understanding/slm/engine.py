"""llama.cpp behind a ``Worker``: one GGUF file, one opening kept evaluated, one answer at a time.

Nothing here knows menus. The opening (instruction and worked examples) never changes, so its
attention states are computed once, at load; a request pays for its own tokens alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import llama_cpp
import numpy as np
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from kiosk.errors import ModelError, WorkerError
from kiosk.understanding.slm.exchange import Message, Written

__all__ = ["LlamaEngine"]

_MAGIC: Final = b"GGUF"
_CONTEXT: Final = 2048
"""Tokens of opening, request and answer together."""
_BATCH: Final = 64
"""Tokens of a request that are evaluated between two looks at whether it is still wanted: about
half a second on two cores with 1.5 billion parameters."""
_LONGEST_ANSWER: Final = 160
"""Tokens; the longest right answer on the development conversations has some 80."""
_LIKELIEST: Final = (1, 64, 2048)
"""How many of the likeliest tokens the grammar is asked about before all of the vocabulary is."""
_HERE: Final = "\x1f"
"""Stands for the request while the chat template is taken apart."""
_CHATML: Final = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}<|im_start|>assistant\n"
)
"""For a file that brings no template of its own."""
_CANDIDATE: Final = np.dtype(
    [("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True
)
"""One ``llama_token_data``."""


class LlamaEngine:
    """One language model, loaded and warm."""

    def __init__(self, model: Path, opening: Sequence[Message], threads: int) -> None:
        """Load ``model`` and evaluate ``opening``.

        Raises:
            ModelError: the file is not GGUF, or llama.cpp cannot load it.
        """
        _check_magic(model)
        gpu = llama_cpp.llama_supports_gpu_offload()
        try:
            self._llama = llama_cpp.Llama(
                str(model),
                n_ctx=_CONTEXT,
                n_batch=_CONTEXT,
                n_ubatch=_BATCH,
                n_threads=threads,
                n_threads_batch=threads,
                n_gpu_layers=-1 if gpu else 0,
                verbose=False,
            )
            before, after = _around(self._llama, opening)
            self._opening = self._tokens(before, special=True)
            self._closing = self._tokens(after, special=True)
            self._llama.eval(self._opening)
        except (ValueError, RuntimeError, AssertionError) as bad:
            raise ModelError(f"{model}: llama.cpp cannot load it ({bad})") from bad
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._llama.model)

    def write(self, request: str, grammar: str) -> Iterator[Written | None]:
        """The most likely answer to ``request`` that ``grammar`` (GBNF) allows.

        Yields nothing of use after every step, so that whoever waits no longer can stop it there,
        and the answer at last.

        Raises:
            WorkerError: the grammar or the request cannot be used, or the answer does not end.
        """
        started = perf_counter()
        tokens = [*self._tokens(request, special=False), *self._closing]
        if len(self._opening) + len(tokens) + _LONGEST_ANSWER > _CONTEXT:
            raise WorkerError(f"a request of {len(tokens)} tokens is too long")
        rules = _Rules(self._vocabulary, grammar)
        try:
            self._rewind()
            for at in range(0, len(tokens), _BATCH):
                self._llama.eval(tokens[at : at + _BATCH])
                yield None
            prompted = perf_counter()
            out: list[int] = []
            while (token := rules.best(self._logits())) is not None:
                if len(out) == _LONGEST_ANSWER:
                    raise WorkerError(f"the answer does not end within {_LONGEST_ANSWER} tokens")
                out.append(token)
                self._llama.eval([token])
                yield None
        except RuntimeError as failed:
            raise WorkerError(f"llama.cpp: {failed}") from failed
        finally:
            rules.close()
        yield Written(
            text=self._llama.detokenize(out).decode("utf-8", "replace"),
            prompt_tokens=len(tokens),
            tokens=len(out),
            prompt_ms=1000 * (prompted - started),
            ms=1000 * (perf_counter() - started),
        )

    def _tokens(self, text: str, *, special: bool) -> list[int]:
        """Tokens of ``text``; what a guest says can never be a control token."""
        return self._llama.tokenize(text.encode(), add_bos=False, special=special)

    def _rewind(self) -> None:
        """Back to the end of the opening; evaluated anew where the architecture cannot forget."""
        memory = llama_cpp.llama_get_memory(self._llama.ctx)
        if llama_cpp.llama_memory_seq_rm(memory, -1, len(self._opening), -1):
            self._llama.n_tokens = len(self._opening)
        else:
            self._llama.n_tokens = 0
            self._llama.eval(self._opening)

    def _logits(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        found = llama_cpp.llama_get_logits_ith(self._llama.ctx, -1)
        return np.ctypeslib.as_array(found, shape=(self._llama.n_vocab(),))


class _Rules:
    """A grammar on its way through one answer."""

    def __init__(self, vocabulary: Any, grammar: str) -> None:
        self._vocabulary = vocabulary
        self._sampler = llama_cpp.llama_sampler_init_grammar(vocabulary, grammar.encode(), b"root")
        if not self._sampler:
            raise WorkerError("llama.cpp refuses the grammar of this turn")

    def close(self) -> None:
        """Give its memory back."""
        llama_cpp.llama_sampler_free(self._sampler)

    def best(self, logits: np.ndarray[Any, np.dtype[np.float32]]) -> int | None:
        """The likeliest token that may come next; none at the end of the answer.

        Asking the grammar about a vocabulary of 150,000 costs many times what evaluating a token
        does, and what the model likes best is mostly allowed: so the likeliest are tried first.
        """
        for few in _LIKELIEST:
            token = self._allowed(np.argpartition(logits, -few)[-few:], logits)
            if token is not None:
                return self._taken(token)
        token = self._allowed(np.arange(len(logits)), logits)
        if token is None:
            raise WorkerError("the grammar of this turn allows no token")
        return self._taken(token)

    def _taken(self, token: int) -> int | None:
        if llama_cpp.llama_vocab_is_eog(self._vocabulary, token):
            return None
        llama_cpp.llama_sampler_accept(self._sampler, token)
        return token

    def _allowed(
        self, tokens: np.ndarray[Any, np.dtype[np.intp]], logits: np.ndarray[Any, Any]
    ) -> int | None:
        """The likeliest of ``tokens`` that the grammar allows."""
        candidates = np.zeros(len(tokens), dtype=_CANDIDATE)
        candidates["id"] = tokens
        candidates["logit"] = logits[tokens]
        array = llama_cpp.llama_token_data_array(
            data=candidates.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data)),
            size=len(tokens),
            selected=-1,
            sorted=False,
        )
        llama_cpp.llama_sampler_apply(self._sampler, ctypes.byref(array))
        best = int(np.argmax(candidates["logit"]))
        return int(candidates["id"][best]) if np.isfinite(candidates["logit"][best]) else None


def _check_magic(model: Path) -> None:
    """Refuse what llama.cpp would end the process on."""
    try:
        with model.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as bad:
        raise ModelError(f"{model}: cannot be read ({bad.strerror})") from bad
    if magic != _MAGIC:
        raise ModelError(f"{model} is not a GGUF file")


def _around(llama: llama_cpp.Llama, opening: Sequence[Message]) -> tuple[str, str]:
    """What stands before and after a request in the file's own chat template."""
    formatter = Jinja2ChatFormatter(
        template=llama.metadata.get("tokenizer.chat_template", _CHATML),
        eos_token=llama.detokenize([llama.token_eos()], special=True).decode(),
        bos_token=llama.detokenize([llama.token_bos()], special=True).decode(),
    )
    messages: list[Any] = [{"role": m.role, "content": m.text} for m in opening]
    rendered = formatter(messages=[*messages, {"role": "user", "content": _HERE}]).prompt
    before, _, after = rendered.partition(_HERE)
    return before, after
