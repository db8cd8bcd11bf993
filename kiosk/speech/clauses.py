"""Where a reply may be cut so that it can be spoken before it is whole."""

from __future__ import annotations

import re

__all__ = ["clauses"]

_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\bDr\.)(?<!\bMr\.)(?<!\bSt\.)\s+")
_CLAUSE = re.compile(r"(?<=[,;:\u2013\u2014])\s+")
_LEAST_FIRST = 12
"""Characters of the shortest first clause: less ends before the next one is made."""
_LONG = 60
"""Characters from which a first sentence is worth cutting: a shorter one is made in no time."""


def clauses(text: str) -> list[str]:
    """The text in the order in which it is spoken.

    Sentence by sentence, because a voice needs the whole sentence for its melody; only a long
    first sentence is cut, at its first comma, because the guest is waiting for it.
    """
    sentences = [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]
    if not sentences or len(sentences[0]) < _LONG:
        return sentences
    for comma in _CLAUSE.finditer(sentences[0], _LEAST_FIRST):
        return [sentences[0][: comma.start()], sentences[0][comma.end() :], *sentences[1:]]
    return sentences
