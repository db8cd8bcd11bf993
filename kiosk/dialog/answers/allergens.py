"""What the menu says about allergens: that, and that it is all that it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.dialog.answers.moment import Moment
from kiosk.menu.allergens import UNITED_STATES
from kiosk.menu.model import Combo, Item, Menu

__all__ = ["allergen_check", "allergens", "allergens_named"]

_CALLED: Final = {
    "dairy": "milk", "lactose": "milk", "cheese": "milk", "cream": "milk", "eggs": "egg",
    "gluten": "wheat", "flour": "wheat", "celiac": "wheat", "coeliac": "wheat", "soya": "soy",
    "nut": "tree_nuts", "nuts": "tree_nuts", "tree_nut": "tree_nuts", "peanut": "peanuts",
    "shellfish": "crustacean_shellfish", "shrimp": "crustacean_shellfish",
    "seafood": "crustacean_shellfish",
}  # fmt: skip
"""What guests call them, and what careless menus do."""
_AND: Final = {"tree_nuts": "peanuts", "wheat": "gluten", "crustacean_shellfish": "molluscs"}
"""What is meant too by who names the first, whatever botany says, as far as menus declare it."""


def allergens_named(menu: Menu, words: Sequence[str]) -> tuple[str, ...]:
    """The allergens that ``words`` or ids name, each once, as ``menu`` writes them.

    One that the law of the United States does not know counts where the menu declares it: what it
    never lists, it does not say to be absent.
    """
    declared = {*UNITED_STATES, *_written(menu)}
    found = [_CALLED.get(word.lower(), word.lower()) for word in words]
    found += [_AND[name] for name in found if name in _AND]
    return tuple(dict.fromkeys(name for name in found if name in declared))


def _written(menu: Menu) -> set[str]:
    """All that the menu lists anywhere."""
    dishes = {name for item in menu.items.values() for name in item.allergens}
    return dishes | {name for option in menu.options() for name in option.allergens}


def allergens(moment: Moment, about: Sequence[str]) -> str:
    """Of what is named, or of the whole order; one allergen alone, if one is named."""
    named = allergens_named(moment.menu, about)
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
    """Which of ``entries``, or else of the order, the menu lists with these allergens.

    Where it lists none at all, not even that there is none, it does not say that one is absent.
    """
    words = moment.words
    what = words.listed([words.language.allergen(name) for name in named], "or")
    among = [*entries] or _ordered(moment)
    if not among:
        return words.say("allergen_in_which", what=what)
    having: list[str] = []
    free: list[str] = []
    unsaid: list[str] = []
    for entry in among:
        there = _allergens_in(moment, entry)
        if not set(named).isdisjoint((*there, *(_CALLED.get(name, name) for name in there))):
            having.append(words.language.the(entry.name))
        else:
            (free if _told(moment.menu, entry) else unsaid).append(words.language.the(entry.name))
    parts = []
    if having:
        parts.append(words.say("allergen_in", what=what, items=words.listed(having)))
    if free:
        parts.append(words.say("allergen_not_in", what=what, items=words.listed(free, "or")))
    if unsaid:
        parts.append(words.say("allergens_unsaid", items=words.listed(unsaid, "or")))
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


def _told(menu: Menu, entry: Item | Combo) -> bool:
    """Whether the menu says what allergens it has; of a meal, of all that it may hold."""
    if isinstance(entry, Item):
        return entry.allergens_known
    fillings = (menu.items[i] for slot in entry.slots.values() for i in slot.choices)
    return all(item.allergens_known for item in fillings)


def _listed(moment: Moment, entry: Item | Combo) -> str:
    words, item = moment.words, moment.words.language.the(entry.name)
    names = [words.language.allergen(name) for name in _allergens_in(moment, entry)]
    told = _told(moment.menu, entry)
    if told and not names:
        return words.say("allergens_none", item=item)
    parts = []
    if names:
        parts.append(words.say("allergens_listed", what=words.listed(names), item=item))
    if not told:
        parts.append(words.say("allergens_unsaid", items=item))
    return " ".join(parts)
