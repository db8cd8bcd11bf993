"""One dish told half by half: "half veggie, half pepperoni", "half ham half mushroom pizza"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.menu.model import Item, Menu
from kiosk.understanding.lexicon import Meaning
from kiosk.understanding.tag import Tag

__all__ = ["half_dishes"]

_FEWEST: Final = 2
"""Halves of one dish; a half by itself may be a dish of its own, or a helping."""
_DENIES: Final = frozenset(("no", "nope", "nah"))
_SAYS_LITTLE: Final = frozenset(("filler", "just", "only", "det"))
"""Kinds that may stand between a half and what lies on it."""
_LISTS: Final = frozenset(("menu", "and", "extra", "light", "with"))
"""Kinds of which what lies on a half is made."""


def half_dishes(menu: Menu, tags: Sequence[Tag]) -> list[Tag]:
    """With what lies on a dish for the name of that dish, where half of another is to be so, and
    with what is divided before its halves."""
    if sum(_leads(tag) or _trails(tag) for tag in tags) < _FEWEST:
        return list(tags)
    return _head_first(menu, _toppings_for_names(menu, _told_once(tags)))


def _told_once(tags: Sequence[Tag]) -> list[Tag]:
    """Without the halves that are told anew: "half ham, no, half plum, half dill"."""
    out: list[Tag] = []
    for at, tag in enumerate(tags):
        denied = bool(out) and (out[-1].kind == "fix" or out[-1].words in _DENIES)
        before = [n for n, said in enumerate(out) if _leads(said)]
        if _leads(tag) and denied and before:
            anew = sum(map(_leads, tags[at:]))
            del out[before[-min(anew, len(before))] :]
        out.append(tag)
    return out


def _leads(tag: Tag) -> bool:
    """Whether what lies on the half comes after it."""
    return tag.kind == "half" and tag.value != "whole" and not tag.words.startswith("on ")


def _trails(tag: Tag) -> bool:
    return tag.kind == "half" and tag.value != "whole" and tag.words.startswith("on ")


def _toppings_for_names(menu: Menu, tags: Sequence[Tag]) -> list[Tag]:
    out: list[Tag] = []
    led = False
    for n, tag in enumerate(tags):
        if led and tag.kind in _SAYS_LITTLE:
            continue
        trailed = n + 1 < len(tags) and _trails(tags[n + 1])
        told = _told(menu, tag) if led or trailed else ()
        if told:
            named = [replace(tag, meanings=(Meaning("option", o, 1.0),), mark="") for o in told]
            out += [*named[:-1], replace(named[-1], mark=tag.mark)]
        else:
            out.append(tag)
        led = _leads(tag) and not tag.mark
    return out


def _told(menu: Menu, tag: Tag) -> tuple[str, ...]:
    """The options that half a dish of that name stands for; none where the name is that of an
    option too, or where there is no barer dish that can be divided so."""
    dish = menu.items.get(next(iter(tag.of("item")), ""))
    if dish is None or tag.of("option"):
        return ()
    more = (_more(dish, bare) for bare in menu.items.values())
    return next(filter(None, more), ())


def _more(dish: Item, bare: Item) -> tuple[str, ...]:
    """What has to lie on the barer dish to make it the other, if nothing else would."""
    out: list[str] = []
    for name, group in dish.groups.items():
        here = bare.groups.get(name)
        if here is None or not {*here.default} <= {*group.default}:
            return ()
        lies_on = [option for option in group.default if option not in here.default]
        if lies_on and not (here.portions and {*lies_on} <= here.options.keys()):
            return ()
        out += lies_on
    return tuple(out)


def _head_first(menu: Menu, tags: Sequence[Tag]) -> list[Tag]:
    """ "A large half ham half mushroom pizza": a large pizza, half ham, half mushroom."""
    first = next((n for n, tag in enumerate(tags) if _leads(tag)), None)
    if first is None:
        return list(tags)
    heads: list[Tag] = []
    out: list[Tag] = []
    listing = False
    for tag in tags[first:]:
        listing = _leads(tag) or (listing and tag.kind in _LISTS)
        if listing and _divided(menu, tag) and not out[-1].mark:
            heads.append(tag)
            out[-1] = replace(out[-1], mark=tag.mark)
        else:
            out.append(tag)
    if not heads or len({head.of("item")[0] for head in heads}) > 1:
        return list(tags)
    said = tags[first - 1] if first else None
    before = [] if said is not None and _divided(menu, said) else [replace(heads[0], mark="")]
    of_something = [
        tag
        for tag, follows in zip(out, [*out[1:], None], strict=True)
        if not _leads(tag) or (follows is not None and follows.kind in _LISTS and not tag.mark)
    ]
    return [*tags[:first], *before, *of_something]


def _divided(menu: Menu, tag: Tag) -> bool:
    """Whether it names a dish that can be told half by half, and nothing else."""
    dish = menu.items.get(next(iter(tag.of("item")), ""))
    if dish is None or tag.of("option"):
        return False
    return any(group.portions for group in dish.groups.values())
