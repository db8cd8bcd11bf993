"""Where words are missing or too many: "hold the … and tomatoes", "hamburger hamburger"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from kiosk.order.cart import Cart
from kiosk.understanding.parsing.state import Risk
from kiosk.understanding.tag import Tag

__all__ = ["left_open", "told_of_one", "word_missing"]

_WANTS: Final = frozenset(("neg", "with", "light", "extra"))
"""Kinds of words that are said of what comes right after them."""


def word_missing(tags: Sequence[Tag]) -> bool:
    """Whether a list goes on right after a word that wants its object first."""
    return any(
        not tag.mark
        and tag.words != "no"
        and (tag.words == "on" or (tag.kind in _WANTS and follows.kind in ("and", "or")))
        for tag, follows in pairwise(tags)
        if follows.start > tag.end
    )


def told_of_one(tags: Sequence[Tag], cart: Cart) -> bool:
    """Whether it is said whose something is, and there are several: "my son's without dill"."""
    whose = any(tag.value == "for_whom" for tag in tags)
    return whose and any(line.quantity > 1 for line in cart.lines)


def _named_twice(tags: Sequence[Tag]) -> bool:
    """Whether a dish is named twice running: a stumble, or two of them."""
    return any(
        tag.words == follows.words and _only_dish(tag)
        for tag, follows in pairwise(tags)
        if follows.start == tag.end
    )


def _counted_loosely(tags: Sequence[Tag]) -> bool:
    """Whether a kind is named right after "one of them": "one of them pies", or one, and a pie."""
    return any(
        tag.kind == "one_of" and not tag.mark and bool(follows.of("category"))
        for tag, follows in pairwise(tags)
        if follows.start == tag.end
    )


def _refusal_open(tags: Sequence[Tag]) -> bool:
    """Whether it is open what is refused: "the dill no and …", "no dill, she hates it"."""
    refused = False
    for i, tag in enumerate(tags):
        follows = tags[i + 1].kind if i + 1 < len(tags) else ""
        if tag.kind != "neg":
            continue
        after = i > 0 and tags[i - 1].kind == "menu" and not tags[i - 1].mark
        if (refused and follows == "it") or (after and tag.words == "no" and follows == "and"):
            return True
        refused = refused or follows == "menu"
    return False


def _copied_but_only(tags: Sequence[Tag]) -> bool:
    """ "Another with just dill": whether the rest of the first is copied is open."""
    return any(
        tag.kind == "repeat_line" and not tag.mark and follows.kind == "only"
        for tag, follows in pairwise(tags)
    )


def _instead_of_open(tags: Sequence[Tag]) -> bool:
    """ "The one with dill should have moss instead": whether the dill goes is open."""
    kinds = [tag.kind for tag in tags]
    if "with" not in kinds or "instead" not in kinds:
        return False
    told = kinds.index("with")
    return told > 0 and tags[told - 1].words == "one" and "be" in kinds[told:]


def _half_of_a_dish(tags: Sequence[Tag]) -> bool:
    """Whether half of a dish is told by its name: "half cap", "half hawaiian, half pepperoni"."""
    return any(
        (tag.kind == "half" and _only_dish(follows)) or (_only_dish(tag) and follows.kind == "half")
        for tag, follows in pairwise(tags)
        if not tag.mark
    )


def _kind_alone(tags: Sequence[Tag]) -> bool:
    """ "A medium and sweet tea": what is the medium one."""
    return any(
        one.is_a
        and bool(kind.of("option"))
        and not kind.of("item")
        and not kind.mark
        and joint.words == "and"
        and _only_dish(dish)
        for one, kind, joint, dish in zip(tags, tags[1:], tags[2:], tags[3:], strict=False)
    )


def _only_dish(tag: Tag) -> bool:
    return bool(tag.of("item")) and not tag.of("option")


_OPEN: Final[tuple[tuple[Callable[[Sequence[Tag]], bool], Risk], ...]] = (
    (_named_twice, "ordered again"),
    (_counted_loosely, "count dropped"),
    (_refusal_open, "refusal moved"),
    (_copied_but_only, "copy changed"),
    (_half_of_a_dish, "word unused"),
    (_kind_alone, "word unused"),
    (_instead_of_open, "correction"),
)
"""What the words leave open, however they are read, and the risk of it."""


def left_open(tags: Sequence[Tag]) -> list[Risk]:
    """The risks that lie in the words themselves."""
    return [risk for lies_in, risk in _OPEN if lies_in(tags)]
