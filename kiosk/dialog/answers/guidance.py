"""A way forward for guests who don't know what they want: a few names, or the cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.dialog.answers.moment import Moment
from kiosk.dialog.answers.prices import least
from kiosk.dialog.describe import lowered
from kiosk.dialog.replies import Wording
from kiosk.menu.model import Combo, Item

__all__ = ["cheapest", "suggestion"]

_A_FEW: Final = 3
"""So many things are named to who cannot decide: more is the board again."""


def suggestion(moment: Moment, about: Sequence[str]) -> str:
    """The first things of a category, or else the first of each of the first categories."""
    words, category = moment.words, moment.category(about)
    if category is not None:
        few = moment.sold_in(category)[:_A_FEW]
    else:
        few = [entries[0] for entries in _by_category(moment)[:_A_FEW]]
    if not few:
        return _none_now(words, category)
    return words.say("suggestion", names=words.listed([words.one(e.id) for e in few], "or"))


def cheapest(moment: Moment, about: Sequence[str]) -> str:
    """The cheapest of a category, or else of each of the first categories."""
    words, category = moment.words, moment.category(about)
    among = [moment.sold_in(category)] if category is not None else _by_category(moment)[:_A_FEW]
    least_of = [min(entries, key=lambda e: least(moment.menu, e)) for entries in among if entries]
    if not least_of:
        return _none_now(words, category)
    named = [
        words.part("at_price", one=words.one(e.id), price=words.money(least(moment.menu, e)))
        for e in least_of
    ]
    names = words.listed(named, "or")
    if category:
        return words.say("cheapest_of", category=lowered(category), names=names)
    return words.say("cheapest", names=names)


def _none_now(words: Wording, category: str | None) -> str:
    return (
        words.say("none_now", category=lowered(category)) if category else words.say("nothing_now")
    )


def _by_category(moment: Moment) -> list[list[Item | Combo]]:
    """What can be had now, category by category, in menu order; empty ones apart."""
    each = (moment.sold_in(category) for category in moment.menu.categories)
    return [entries for entries in each if entries]
