"""The best answer that an automaton allows, one token at a time.

Atoms are tokenised by themselves, and their tokens walked as a trie: where one token alone may
follow, it is taken without asking the model, and such runs are evaluated together with the next
token that has to be chosen. What the model is asked for is the best of the few that may follow.
Where a draft of the answer is at hand, the model is asked about all of it at once, and goes on by
itself from the first token that it would write otherwise: the answer is the same, and sooner there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, fsum, log
from typing import Any, Final

import numpy as np

from kiosk.errors import WorkerError
from kiosk.understanding.slm.walk import END, Automaton, State

__all__ = ["Array", "Decoded", "Logits", "decode"]

_LONGEST: Final = 120
"""Tokens; the longest right answer on the development turns has some 40."""

Array = np.ndarray[Any, np.dtype[np.float32]]
Logits = Callable[[Sequence[int], Sequence[int]], Sequence[Array]]
"""Takes the answer so far and tokens that may follow it; gives the logits after the former, and
after each of the latter: float32 [vocabulary]."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """An answer."""

    atoms: tuple[str, ...]
    tokens: int
    asked: int
    """Times that the model had to choose."""
    sureness: float
    """0..1: product of the shares that the chosen tokens have among those allowed."""


@dataclass(frozen=True, slots=True)
class _Path:
    """An atom on its way, after those that are whole."""

    left: tuple[int, ...]
    """Its tokens that are still to come."""
    atoms: tuple[str, ...]
    after: State


def decode(
    automaton: Automaton,
    tokens_of: Callable[[str], tuple[int, ...]],
    logits: Logits,
    *,
    end: int,
    draft: Sequence[str] = (),
) -> Iterator[Decoded | None]:
    """Yields nothing of use whenever the model was asked, and the answer at last.

    Args:
        automaton: what may be written.
        tokens_of: the tokens of an atom.
        logits: the model.
        end: its end token.
        draft: atoms that the answer may well be.

    Raises:
        WorkerError: the answer does not end.
    """
    paths = list(_begun(automaton, tokens_of, State(), (), end))
    answer: list[int] = []
    ahead = [token for atom in draft for token in tokens_of(atom)]
    known: dict[int, Array] = {}
    asked = 0
    sure = 0.0
    while True:
        nexts = {path.left[0] for path in paths}
        if len(nexts) == 1:
            token = nexts.pop()
        else:
            if len(answer) not in known:
                known = dict(enumerate(logits(answer, ahead[len(answer) :]), len(answer)))
                yield None
            asked += 1
            token, share = _best(known[len(answer)], nexts)
            sure += log(share)
        if token == end:
            atoms = next(path.atoms for path in paths if path.left == (end,))
            yield Decoded(atoms[:-1], len(answer), asked, exp(sure))
            return
        if ahead[len(answer) : len(answer) + 1] != [token]:
            ahead, known = [], {}
        answer.append(token)
        if len(answer) > _LONGEST:
            raise WorkerError(f"the answer does not end within {_LONGEST} tokens")
        paths = [
            grown
            for path in paths
            if path.left[0] == token
            for grown in _grown(automaton, tokens_of, path, end)
        ]


def _begun(
    automaton: Automaton,
    tokens_of: Callable[[str], tuple[int, ...]],
    state: State,
    atoms: tuple[str, ...],
    end: int,
) -> Iterator[_Path]:
    for atom, after in automaton.moves(state).items():
        left = (end,) if atom == END else tokens_of(atom)
        yield _Path(left, (*atoms, atom), after)


def _grown(
    automaton: Automaton, tokens_of: Callable[[str], tuple[int, ...]], path: _Path, end: int
) -> Iterator[_Path]:
    """The path one token on; where its atom is whole, every way to go on from there."""
    if len(path.left) > 1:
        yield _Path(path.left[1:], path.atoms, path.after)
    else:
        yield from _begun(automaton, tokens_of, path.after, path.atoms, end)


def _best(logits: Array, allowed: set[int]) -> tuple[int, float]:
    """The likeliest allowed token, and its share among those allowed."""
    some = {token: float(logits[token]) for token in sorted(allowed)}
    best = max(some, key=lambda token: some[token])
    return best, 1 / fsum(exp(value - some[best]) for value in some.values())
