"""What the menu says about allergens: that, and that it is all that it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.dialog.answers.moment import Moment
from kiosk.menu.model import Combo, Item

__all__ = ["allergen_check", "allergens", "allergens_named"]

_DECLARED: Final = (
    "milk", "egg", "fish", "shellfish", "tree_nuts", "peanuts", "wheat", "soy", "sesame",
)  # fmt: skip
"""The nine that menus in the United States declare (FALCPA 2004, FASTER Act 2021)."""
_WORDS: Final = {
    "dairy": "milk", "lactose": "milk", "cheese": "milk", "cream": "milk", "eggs": "egg",
    "gluten": "wheat", "flour": "wheat", "celiac": "wheat", "coeliac": "wheat", "soya": "soy",
    "nut": "tree_nuts", "nuts": "tree_nuts", "peanut": "peanuts", "shrimp": "shellfish",
    "seafood": "shellfish",
}  # fmt: skip
"""What guests call them."""


def allergens_named(words: Sequence[str]) -> tuple[str, ...]:
    """The allergens that ``words`` or ids name, each once, as menus write them."""
    found = [_WORDS.get(word.lower(), word.lower()) for word in words]
    if "tree_nuts" in found:
        found.append("peanuts")  # who says "nuts" means both, whatever botany says
    return tuple(dict.fromkeys(name for name in found if name in _DECLARED))


def allergens(moment: Moment, about: Sequence[str]) -> str:
    """Of what is named, or of the whole order; one allergen alone, if one is named."""
    named = allergens_named(about)
    entries = moment.entries([name for name in about if name not in named])
    if named and not entries and not moment.cart.lines:
        named, entries = (), moment.entries(about)  # what is in the milk, not where milk is in
    if named:
        return allergen_check(moment, named, entries)
    among = entries or _ordered(moment)
    if not among:
        return moment.words.say("allergens_of_which")
    listed = [_listed(moment, entry) for entry in among]
    return " ".join([*listed, moment.words.say("only_the_menu")])


def allergen_check(
    moment: Moment, named: Sequence[str], entries: Sequence[Item | Combo] = ()
) -> str:
    """Which of ``entries``, or else of the order, the menu lists with these allergens."""
    words = moment.words
    what = words.listed([words.language.allergen(name) for name in named], "or")
    among = [*entries] or _ordered(moment)
    if not among:
        return words.say("allergen_in_which", what=what)
    having: list[str] = []
    free: list[str] = []
    for entry in among:
        there = not set(named).isdisjoint(_allergens_in(moment, entry))
        (having if there else free).append(words.language.the(entry.name))
    parts = []
    if having:
        parts.append(words.say("allergen_in", what=what, items=words.listed(having)))
    if free:
        parts.append(words.say("allergen_not_in", what=what, items=words.listed(free, "or")))
    return " ".join([*parts, words.say("only_the_menu")])


def _ordered(moment: Moment) -> list[Item | Combo]:
    """Every item of the cart once, those in meals too."""
    return list({item.id: item for item, _ in moment.held()}.values())


def _allergens_in(moment: Moment, entry: Item | Combo) -> tuple[str, ...]:
    """As it comes, and what the guest's own additions bring; a meal has all that it may hold."""
    if isinstance(entry, Combo):
        items = [moment.menu.items[i] for slot in entry.slots.values() for i in slot.choices]
        return tuple(dict.fromkeys(name for item in items for name in item.allergens))
    added = [
        name
        for item, line in moment.held()
        if item.id == entry.id
        for choice in line.choices
        if choice.on and (option := item.option(choice.option)) is not None
        for name in option.allergens
    ]
    return tuple(dict.fromkeys((*entry.allergens, *added)))


def _listed(moment: Moment, entry: Item | Combo) -> str:
    words, item = moment.words, moment.words.language.the(entry.name)
    names = [words.language.allergen(name) for name in _allergens_in(moment, entry)]
    if not names:
        return words.say("allergens_none", item=item)
    return words.say("allergens_listed", what=words.listed(names), item=item)
