"""Names taken apart: sorts that end in their dish ("a plain bagel"), toppings that read as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.reading import Context
from kiosk.understanding.tag import Tag

__all__ = ["taken_apart"]

_LISTS: Final = frozenset(("with", "only", "just", "neg", "light", "extra", "keep", "but"))
"""Kinds after which what comes on the dish just named is told."""


def taken_apart(lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> list[Tag]:
    """The tags with two or more for each name that is said of a dish, and holds or is none."""
    out: list[Tag] = []
    for tag in tags:
        out += _sort_and_dish(lexicon, tag) or _toppings(lexicon, tag, out, context) or (tag,)
    return out


def _sort_and_dish(lexicon: Lexicon, tag: Tag) -> Sequence[Tag]:
    """For an option of one dish alone that ends in its name: the option, and the dish."""
    options = tag.of("option")
    if not options or tag.of("item") or tag.score < 1.0:
        return ()
    said = words(tag.words)
    for cut in range(1, len(said)):
        dishes = tuple(
            meaning
            for meaning in lexicon.exact(said[cut:])
            if meaning.kind == "item"
            and all(lexicon.items_with[option] == [meaning.id] for option in options)
        )
        if dishes:
            middle = tag.start + cut
            called = " ".join(word.text for word in said[cut:])
            dish = replace(tag, words=called, start=middle, meanings=dishes)
            return replace(tag, end=middle, mark=""), dish
    return ()


def _toppings(lexicon: Lexicon, tag: Tag, before: Sequence[Tag], context: Context) -> Sequence[Tag]:
    """For a dish named like two toppings of the one being told of: "with only egg and cheese"."""
    if not before or before[-1].mark or before[-1].kind not in _LISTS or tag.of("option"):
        return ()
    dishes = _told_of(before, context)
    said = words(tag.words)
    joint = next((n for n, word in enumerate(said) if word.text == "and"), 0)
    if not tag.of("item") or not 0 < joint < len(said) - 1 or not dishes:
        return ()
    if any(_holds(lexicon, tag, name) for told in before for name in told.of("item")):
        return ()  # "a breakfast deal with egg and cheese": what it is made of
    out: list[Tag] = []
    for first, last in ((0, joint), (joint + 1, len(said))):
        options = tuple(
            meaning
            for meaning in (*lexicon.exact(said[first:last]), *lexicon.part(said[first:last]))
            if meaning.kind == "option" and set(dishes) & {*lexicon.items_with[meaning.id]}
        )
        if not options:
            return ()
        called = " ".join(word.text for word in said[first:last])
        start, end = tag.start + first, tag.start + last
        out.append(replace(tag, words=called, start=start, end=end, meanings=options, mark=""))
    joined = replace(tag, kind="and", words="and", meanings=(), mark="")
    joined = replace(joined, start=tag.start + joint, end=tag.start + joint + 1)
    return out[0], joined, replace(out[1], mark=tag.mark)


def _holds(lexicon: Lexicon, tag: Tag, name: str) -> bool:
    """Whether the entry is a meal that what is named can be a part of."""
    meal = lexicon.menu.combos.get(name)
    slots = meal.slots.values() if meal is not None else ()
    return any(item in slot.choices for slot in slots for item in tag.of("item"))


def _told_of(before: Sequence[Tag], context: Context) -> Sequence[str]:
    """The dish named last, of this breath or of the order."""
    named = (tag.of("item") for tag in reversed(before) if tag.of("item") and not tag.of("option"))
    lines = context.cart.lines
    of_cart = [line.item for line in lines if line.ref in context.touched[-1:]]
    return next(named, of_cart or [line.item for line in lines[-1:]])
