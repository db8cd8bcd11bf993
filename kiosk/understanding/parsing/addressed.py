"""A name for whom the words are said to: "that's it, guv"."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["addressed"]

_ANSWERS: Final = frozenset(("yes", "no", "done", "act"))


def addressed(p: Parsing) -> None:
    """Takes the one unknown word beside an answer, with nothing between them, for such a name.

    It is a guess, told as a risk; with a joint ("yes and gherkins") or more words it is left over.
    """
    strange = [tag for tag in p.tags if tag.kind == "unknown"]
    others = {tag.kind for tag in p.tags if tag.kind != "unknown"}
    alone = len(strange) == 1 and " " not in strange[0].words and _next_to_it(p, strange[0])
    if alone and others and others <= _ANSWERS and p.out.unplaced == [strange[0].words]:
        p.out.unplaced.clear()
        p.note(strange[0], "whom it is said to")
        p.risk("addressed")


def _next_to_it(p: Parsing, name: Tag) -> bool:
    """Whether nothing, no word of small talk either, stands between it and what it is said with."""
    return any(name.start == tag.end or name.end == tag.start for tag in p.tags)
