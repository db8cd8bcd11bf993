"""What the menu says about allergens: that, and that it is all that it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.dialog.answers.moment import Moment
from kiosk.dialog.english import joined, opened
from kiosk.menu.model import Combo, Item

__all__ = ["allergen_check", "allergens", "allergens_named"]

_ONLY_THE_MENU: Final = "That is all the menu tells me."
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
        return "tell me which item, and I'll say what the menu lists for it."
    return " ".join([*(opened(_listed(moment, entry)) for entry in among), _ONLY_THE_MENU])


def allergen_check(
    moment: Moment, named: Sequence[str], entries: Sequence[Item | Combo] = ()
) -> str:
    """Which of ``entries``, or else of the order, the menu lists with these allergens."""
    what = joined([name.replace("_", " ") for name in named], "or")
    among = [*entries] or _ordered(moment)
    if not among:
        return f"tell me which item, and I'll say whether the menu lists {what} in it."
    having = [f"the {e.name}" for e in among if set(named) & set(_allergens_in(moment, e))]
    free = [f"the {e.name}" for e in among if not set(named) & set(_allergens_in(moment, e))]
    parts = []
    if having:
        parts.append(f"The menu lists {what} in {joined(having)}.")
    if free:
        parts.append(f"The menu doesn't list {what} in {joined(free, 'or')}.")
    return " ".join([*parts, _ONLY_THE_MENU])


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
    names = [name.replace("_", " ") for name in _allergens_in(moment, entry)]
    if not names:
        return f"the menu lists no allergens for the {entry.name}."
    return f"the menu lists {joined(names)} for the {entry.name}."
