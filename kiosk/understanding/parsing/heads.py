"""Dish or option? What a word that is both ("chicken") stands for, from what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kiosk.order.rules import open_choices
from kiosk.understanding.parsing.acting import acts_on
from kiosk.understanding.parsing.group_words import names_group
from kiosk.understanding.parsing.naming import told_among
from kiosk.understanding.parsing.places import Place, SlotPlace
from kiosk.understanding.parsing.siblings import becomes_sibling
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.understood import entry_can_have
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import kind_of

__all__ = ["Determiner", "is_head", "modifier_like"]

Determiner = Literal["", "0", "1", "1of", "another", "num", "side"]
"""None, the or some, a, one of the, another, a number, a side of."""


def is_head(p: Parsing, at: int, determiner: Determiner = "", first: int | None = None) -> bool:
    """Whether the tag at ``at`` is a dish here.

    Args:
        p: the pass.
        at: a tag of kind ``menu``.
        determiner: what stands before the phrase that it would be the head of.
        first: where the phrase begins, its quantity and determiner apart; ``at`` without one.
    """
    tag = p.tags[at]
    if not tag.of("item"):
        told = told_among(p, tag, p.counted.among) if determiner == "num" else []
        return bool(told) or _is_category(p, at)  # "three shakes, one vanilla"
    plain_dish_follows = not tag.mark and _head_follows(p, at + 1)
    if (modifier_like(tag) and plain_dish_follows) or names_group(p, at):
        return False
    if not tag.of("option"):
        amount = p.kind(at - 1) in ("extra", "light")  # "extra crispy" is no dish
        return not (tag.score < 1.0 and (plain_dish_follows or amount))
    if p.kind(at - 1) == "unit" or (not determiner and acts_on(p, at)):
        return False  # "two pumps of white mocha", "toast it"
    the = determiner == "0" and p.tags[at - 1].words == "the"
    sibling = becomes_sibling(p, tag)
    if determiner in ("side", "another") or (the and _ordered(p, tag)) or sibling:
        return True
    asked = _asked_for(p, tag)
    needed = not determiner and _open_ones(p) & {*tag.of("option")}  # "a salad, a tea, ranch"
    counted = determiner in ("1", "num", "1of") and _sized(p, first, at)
    return not needed and _rather_dish(p, at, counted=counted) if asked is None else asked


def _is_category(p: Parsing, at: int) -> bool:
    tag = p.tags[at]
    return bool(tag.of("category")) and not tag.of("option") and not _dish_at(p, at + 1)


def _ordered(p: Parsing, tag: Tag) -> bool:
    """Whether a line is the dish that the tag names, and no other has it as an option."""
    names, options = tag.of("item"), tag.of("option")
    others = [place for place in p.known_places() if place.line.item not in names]
    there = len(others) < len(p.known_places())
    return there and not any(place.has(option) for place in others for option in options)


def _sized(p: Parsing, first: int | None, at: int) -> bool:
    """Whether nothing stands between the determiner and the tag, or options with a size first."""
    between = p.tags[at if first is None else first : at]
    sizes = [set(tag.of("option")) <= p.menu.sizes for tag in between]
    return all(tag.of("option") for tag in between) and (not sizes or sizes[0])


def _asked_for(p: Parsing, tag: Tag) -> bool | None:
    """Whether the last question was about it as a dish, or as an option; none when as neither."""
    asked = p.context.asked
    if asked is None:
        return None
    items = tag.of("item")
    if asked.kind in ("which", "offer") and any(item in asked.options for item in items):
        return True
    if asked.open is None:
        return None
    if not p.breath and any(option in asked.open.options for option in tag.of("option")):
        return False
    return True if any(item in asked.open.options for item in items) else None


def _rather_dish(p: Parsing, at: int, *, counted: bool) -> bool:
    """Whether words that are a dish and an option are the dish, from what stands beside them."""
    tag = p.tags[at]
    options = tag.of("option")
    if p.cur is None and not p.breath and _free_on(p.latest(), options):
        return p.kind(at + 1) == "as_side"  # "nuggets" … "ranch": the dip that comes with them
    takes = p.cur is not None and any(p.cur.can_have(option) for option in options)
    if isinstance(p.cur, SlotPlace) and p.scope_with:  # "… with fries and ranch"
        takes = takes or _free_on(p.cur.parent, options)
    before = p.kind(at - 1)
    if before in ("light", "extra", "neg", "with", "only") or (
        before == "add" and p.cur is not None
    ):
        return not takes
    each = _size_at(p, at - 1) and _size_at(p, at + 1)  # "a small mocha a small chai"
    if each or (not tag.mark and _head_follows(p, at + 1, options)):
        return each
    if takes and before == "det" and p.kind(at - 2) == "on":
        return False  # "on a croissant"
    after = p.kind(at + 1)
    if after == "as_side" or (after == "on_the_side" and p.cur is None):
        return True
    return not takes or (counted and not _free_on(p.cur, options) and not p.scope_with)


def _open_ones(p: Parsing) -> set[str]:
    """Options that what was named in this breath still needs one of."""
    return {
        o for place in p.breath for wants in open_choices(p.menu, place.line) for o in wants.options
    }


def _size_at(p: Parsing, at: int) -> bool:
    """Whether a size, and nothing else, is named there."""
    tag = p.tag(at)
    return tag is not None and bool(tag.of("option")) and set(tag.of("option")) <= p.menu.sizes


def _head_follows(p: Parsing, at: int, options: Sequence[str] = ()) -> bool:
    """Whether a plain dish stands right there (that can have one of ``options``)."""
    tag = p.tag(at)
    if tag is None or tag.kind != "menu":
        return False
    items, of_it = tag.of("item"), tag.of("option")
    if items and not of_it:
        return not options or any(entry_can_have(p, i, o) for i in items for o in options)
    if of_it and not items and not tag.mark:
        return _head_follows(p, at + 1, options)
    return bool(tag.of("category")) and not of_it and not options


def _dish_at(p: Parsing, at: int) -> bool:
    """Whether a dish is named there: "a burger" is none where its name comes right after."""
    tag = p.tag(at)
    return tag is not None and bool(tag.of("item"))


def _free_on(place: Place | None, options: Sequence[str]) -> bool:
    """Whether the line has one of them free of charge."""
    if place is None:
        return False
    return any(group.free > 0 for option in options for group in place.groups_of(option))


def modifier_like(tag: Tag) -> bool:
    """A name that is also a word of amount ("double")."""
    return kind_of(tag.words) in ("extra", "light")
