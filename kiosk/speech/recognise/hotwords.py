"""Names that are likely to be said, as a tree of tokens that the search is drawn into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["OUTSIDE", "Hotwords"]

Floats = NDArray[np.float32]

OUTSIDE = 0
"""The node where no name has begun."""


class Hotwords:
    """Shallow fusion: every token along a name is worth a bonus, which is taken back when the
    name is left before its end (Zhao et al., "Shallow-Fusion End-to-End Contextual Biasing", 2019).
    """

    def __init__(self, names: Iterable[Sequence[int]], bonus: float) -> None:
        """
        Args:
            names: their tokens.
            bonus: added to the log-probability of each, in nats.
        """
        self._bonus = bonus
        self._next: list[dict[int, int]] = [{}]
        ends = {self._grow(name) for name in names if name}
        self._owed = [0.0] * len(self._next)
        for node, following in enumerate(self._next):  # a node stands before those behind it
            for after in following.values():
                self._owed[after] = 0.0 if after in ends else self._owed[node] + bonus
        self._tokens = [np.array(sorted(following), np.int64) for following in self._next]

    def drawn(self, log_probabilities: Floats, node: int) -> Floats:
        """[vocabulary] scores of the token to come at a node, from its log-probabilities."""
        scores = log_probabilities - np.float32(self._owed[node])
        scores[self._tokens[OUTSIDE]] += self._bonus
        if node != OUTSIDE:
            on = self._tokens[node]
            scores[on] = log_probabilities[on] + self._bonus
        return scores

    def after(self, node: int, token: int) -> int:
        """The node that a token leads to; one that leaves a name may begin another."""
        on = self._next[node].get(token)
        return self._next[OUTSIDE].get(token, OUTSIDE) if on is None else on

    def _grow(self, name: Sequence[int]) -> int:
        node = OUTSIDE
        for token in name:
            if token not in self._next[node]:
                self._next[node][token] = len(self._next)
                self._next.append({})
            node = self._next[node][token]
        return node
