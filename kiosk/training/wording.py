"""The words of a turn in pieces, each with what it was found to name: what a recast replaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import Tag, tag

__all__ = ["Piece", "pieces", "run_together"]

_VOWELS = "aeio"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words as they were written."""

    text: str
    """With its punctuation."""
    tags: tuple[Tag, ...]
    """What it was cut into: more than one where the spelling does not show the cut."""

    @property
    def tag(self) -> Tag | None:
        """What the piece is, where it is one thing."""
        return self.tags[0] if len(self.tags) == 1 else None

    @property
    def mark(self) -> str:
        """Punctuation at its end."""
        return self.text[len(self.text.rstrip(".,;:!?")) :]


def pieces(lexicon: Lexicon, text: str) -> list[Piece]:
    """The words of ``text`` in order, cut where the lexicon cuts them."""
    written, said = text.split(), words(text)
    ends = _ends(written, [word.text for word in said])
    out: list[Piece] = []
    tags: list[Tag] = []
    at = 0
    for found in tag(lexicon, said):
        tags.append(found)
        end = ends.get(found.end)
        if end is not None:
            out.append(Piece(" ".join(written[at:end]), tuple(tags)))
            at, tags = end, []
    return out


def _ends(written: Sequence[str], said: Sequence[str]) -> dict[int, int]:
    """How many written words make up the first so many that understanding hears."""
    out: dict[int, int] = {}
    for count in range(len(written) + 1):
        heard = [word.text for word in words(" ".join(written[:count]))]
        if heard == said[: len(heard)]:
            out[len(heard)] = count
    return out


def run_together(parts: Iterable[str]) -> str:
    """The pieces as one text, with "a" and "an" as the sound after them asks."""
    out = " ".join(part for part in parts if part).split()
    for at, word in enumerate(out[:-1]):
        if word in ("a", "an"):
            out[at] = "an" if out[at + 1][0] in _VOWELS else "a"
    return " ".join(out)
