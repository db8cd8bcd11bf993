"""llama.cpp behind a ``Worker``: one GGUF file, its adapters, one answer at a time.

Nothing here knows menus. What a turn has in common with the one before (the opening, lines of the
cart, the words of a guest who still speaks) stays evaluated; a turn pays for the rest alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import llama_cpp
import numpy as np

from kiosk.errors import ModelError, WorkerError
from kiosk.understanding.slm.decode import Array, Decoded, decode
from kiosk.understanding.slm.exchange import Query, Written

__all__ = ["LlamaEngine", "loaded"]

_MAGIC: Final = b"GGUF"
_CONTEXT: Final = 1536
"""Tokens of opening, request and answer together."""
_BATCH: Final = 64
"""Tokens of a request that are evaluated between two looks at whether it is still wanted: about
half a second on two cores with 1.5 billion parameters."""
_ROOM: Final = 128
"""Tokens kept free for the answer."""


class LlamaEngine:
    """One language model, loaded, with its adapters."""

    def __init__(self, model: Path, adapters: Mapping[str, Path], threads: int) -> None:
        """Load ``model`` and ``adapters``, which are named by their keys.

        Raises:
            ModelError: a file is not GGUF, or llama.cpp cannot load it.
        """
        for file in adapters.values():
            _check_magic(file)
        self._llama = loaded(model, threads, context=_CONTEXT, batch=_BATCH)
        self._adapters = {name: self._loaded(file) for name, file in adapters.items()}
        self._adapter = ""
        self._known: list[int] = []
        """Tokens whose attention states are in memory."""
        self._batch = llama_cpp.llama_batch_init(_BATCH, 0, 1)
        self._forgets = not (
            llama_cpp.llama_model_is_recurrent(self._llama.model)
            or llama_cpp.llama_model_is_hybrid(self._llama.model)
        )
        """Whether it can go back to an earlier token: a state that runs on cannot."""
        self._atom = lru_cache(maxsize=4096)(self._atom_tokens)

    def write(self, query: Query, threads: int) -> Iterator[Written | None]:
        """The best answer that the query's automaton allows.

        Yields nothing of use after every step, so that whoever waits no longer can stop it there,
        and the answer at last.

        Args:
            query: the turn.
            threads: cores that are free for it now.

        Raises:
            WorkerError: the query cannot be used, or the answer does not end.
        """
        started = perf_counter()
        llama_cpp.llama_set_n_threads(self._llama.ctx, threads, threads)
        tokens = self._prompt(query)
        try:
            self._use(query.adapter)
            fresh = self._rewind(tokens)
            for at in range(0, len(fresh) - _BATCH, _BATCH):
                self._eval(fresh[at : at + _BATCH])
                yield None
            prompted = 0.0
            for step in decode(
                query.automaton,
                self._atom,
                partial(self._logits, tokens),
                end=self._llama.token_eos(),
                draft=query.draft,
            ):
                prompted = prompted or perf_counter()
                if step is None:
                    yield None
                else:
                    yield _written(step, tokens, fresh, prompted - started, started)
        except RuntimeError as failed:
            self._known = []
            raise WorkerError(f"llama.cpp: {failed}") from failed

    # -- tokens --------------------------------------------------------------------------------

    def _prompt(self, query: Query) -> list[int]:
        """Tokens of opening and request; what a guest says can never be a control token."""
        tokens = self._tokens(query.opening, special=True)
        tokens += self._tokens(query.request, special=False)
        if len(tokens) + _ROOM > _CONTEXT:
            raise WorkerError(f"a request of {len(tokens)} tokens is too long")
        return tokens

    def _tokens(self, text: str, *, special: bool) -> list[int]:
        return self._llama.tokenize(text.encode(), add_bos=False, special=special)

    def _atom_tokens(self, atom: str) -> tuple[int, ...]:
        return tuple(self._tokens(atom, special=False))

    # -- the model -----------------------------------------------------------------------------

    def _rewind(self, tokens: list[int]) -> list[int]:
        """Forget what differs from ``tokens``; what is left of them to evaluate, one at least."""
        same = 0
        for known, token in zip(self._known, tokens[:-1], strict=False):
            if known != token:
                break
            same += 1
        memory = llama_cpp.llama_get_memory(self._llama.ctx)
        if not llama_cpp.llama_memory_seq_rm(memory, -1, same, -1):
            llama_cpp.llama_memory_clear(memory, True)  # an architecture that cannot forget a part
            same = 0
        self._known = self._known[:same]
        return tokens[same:]

    def _eval(self, tokens: Sequence[int], wanted: int = 0) -> list[Array]:
        """Evaluate at most a batch of tokens; the logits after the last ``wanted`` of them."""
        batch, count = self._batch, len(tokens)
        batch.n_tokens = count
        for at, token in enumerate(tokens):
            batch.token[at] = token
            batch.pos[at] = len(self._known) + at
            batch.n_seq_id[at], batch.seq_id[at][0] = 1, 0
            batch.logits[at] = at >= count - wanted
        failed = llama_cpp.llama_decode(self._llama.ctx, batch)
        if failed:
            raise RuntimeError(f"llama_decode gave {failed}")
        self._known += tokens
        rows = (
            llama_cpp.llama_get_logits_ith(self._llama.ctx, at)
            for at in range(count - wanted, count)
        )
        return [np.ctypeslib.as_array(row, shape=(self._llama.n_vocab(),)).copy() for row in rows]

    def _logits(
        self, prompt: Sequence[int], answer: Sequence[int], ahead: Sequence[int]
    ) -> list[Array]:
        """See ``decode.Logits``; what was evaluated ahead and not taken is forgotten."""
        fresh = self._rewind([*prompt, *answer])
        tokens = [*fresh, *ahead] if self._forgets else fresh
        found: list[Array] = []
        for at in range(0, len(tokens), _BATCH):
            some = tokens[at : at + _BATCH]
            found += self._eval(some, min(len(some), max(0, at + len(some) - len(fresh) + 1)))
        return found

    def _loaded(self, file: Path) -> Any:
        adapter = llama_cpp.llama_adapter_lora_init(self._llama.model, str(file).encode())
        if not adapter:
            raise ModelError(f"{file}: not an adapter of {Path(self._llama.model_path).name}")
        return adapter

    def _use(self, name: str) -> None:
        """Switch to an adapter, or to the model as it came; nothing evaluated so far holds then."""
        if name == self._adapter:
            return
        if name and name not in self._adapters:
            raise WorkerError(f"no adapter {name} is loaded")
        used = [self._adapters[name]] if name else []
        adapters = (llama_cpp.llama_adapter_lora_p_ctypes * len(used))(*used)
        scales = (ctypes.c_float * len(used))(*(1.0 for _ in used))
        if llama_cpp.llama_set_adapters_lora(self._llama.ctx, adapters, len(used), scales):
            raise WorkerError(f"llama.cpp cannot use the adapter {name}")
        self._adapter = name
        self._known = []


def loaded(model: Path, threads: int, *, context: int, batch: int) -> llama_cpp.Llama:
    """A GGUF file in llama.cpp, on the graphics processor where llama.cpp can use one.

    Args:
        model: the file.
        threads: cores to run on.
        context: tokens that it can have in mind.
        batch: tokens of a prompt that are evaluated at a time.

    Raises:
        ModelError: the file is not GGUF, or llama.cpp cannot load it.
    """
    _check_magic(model)
    gpu = llama_cpp.llama_supports_gpu_offload()
    try:
        return llama_cpp.Llama(
            str(model),
            n_ctx=context,
            n_batch=batch,
            n_ubatch=batch,
            n_threads=threads,
            n_threads_batch=threads,
            n_gpu_layers=-1 if gpu else 0,
            verbose=False,
        )
    except (ValueError, RuntimeError, AssertionError) as bad:
        raise ModelError(f"{model}: llama.cpp cannot load it ({bad})") from bad


def _written(
    found: Decoded, tokens: list[int], fresh: list[int], prompt_s: float, started: float
) -> Written:
    return Written(
        atoms=found.atoms,
        sureness=found.sureness,
        prompt_tokens=len(tokens),
        evaluated=len(fresh),
        tokens=found.tokens,
        asked=found.asked,
        prompt_ms=1000 * prompt_s,
        ms=1000 * (perf_counter() - started),
    )


def _check_magic(model: Path) -> None:
    """Refuse what llama.cpp would end the process on."""
    try:
        with model.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as bad:
        raise ModelError(f"{model}: cannot be read ({bad.strerror})") from bad
    if magic != _MAGIC:
        raise ModelError(f"{model} is not a GGUF file")
