"""A menu that nobody sells from, made up from its seed.

What is learnt must be how words attach, never what dishes there are. So most dishes are sold
nowhere: real food words are mixed with coined ones, and names share their parts as real ones do
("zorbel wrap", "spicy zorbel wrap", "zorbel bowl").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, Final

from kiosk.menu.compile import compile_menu
from kiosk.menu.model import Menu
from kiosk.menu.schema import MenuFile

__all__ = ["ADJECTIVES", "invented"]

_ONSETS: Final = (
    "b", "bl", "br", "ch", "d", "dr", "f", "fl", "g", "gl", "gr", "h", "j", "k", "kl", "l", "m",
    "n", "p", "pl", "qu", "r", "s", "sh", "sk", "sn", "st", "t", "tr", "v", "w", "y", "z",
)  # fmt: skip
_VOWELS: Final = ("a", "e", "i", "o", "u", "ee", "oo", "ai", "ou", "a", "e", "i", "o")
_CODAS: Final = ("b", "ck", "l", "ll", "m", "n", "nd", "p", "r", "rn", "sk", "t", "x", "mp", "nt")
_ENDS: Final = ("o", "a", "y", "el", "in", "ock", "et", "on", "up", "ish", "um", "le", "i", "ar")
_FOODS: Final = (
    "chicken", "turkey", "beef", "pork", "lamb", "tofu", "shrimp", "salmon", "tuna", "egg",
    "halloumi", "falafel", "bean", "lentil", "chili", "garlic", "pesto", "truffle", "curry",
    "maple", "honey", "ginger", "lemon", "mango", "peach", "berry", "cherry", "apple", "pumpkin",
    "caramel", "vanilla", "hazelnut", "mocha", "coconut", "peanut", "sesame", "teriyaki", "miso",
)  # fmt: skip
ADJECTIVES: Final = (
    "smoky", "spicy", "crispy", "grilled", "roasted", "golden", "sweet", "loaded", "classic",
    "double", "harvest", "midnight", "country", "royal", "island", "garden", "toasted", "iced",
    "frosted", "crunchy", "wild", "old town", "sunset", "deluxe",
)  # fmt: skip
_RUDE: Final = (
    "boob", "poo", "pee", "tit", "cum", "fag", "coon", "nig", "dick", "shit", "slut", "crap", "fuk",
    "kunt", "turd", "semen", "rap", "whor", "gook", "skank", "dum", "hoo", "fat", "tard",
)  # fmt: skip
_ENGLISH: Final = frozenset((
    "baby", "back", "black", "bump", "champ", "darn", "dont", "finish", "golly", "grab", "half",
    "hello", "hola", "keep", "kill", "kind", "mini", "pickup", "plain", "pull", "quick", "quit",
    "shall", "shoot", "skip", "stick", "tall", "tiny", "turn", "very", "wait", "want", "well",
    "will", "yall", "your", "zero", "full", "roll", "bun", "tart", "stack", "melt", "hell", "punch",
    "corn", "bread", "mint", "bill", "drop", "pick", "pack", "more", "less", "some", "than", "then",
))  # fmt: skip
"""Words that a coined one may come out as, and that say something in an order. The list does not
follow the words that the rules learn: an invented menu stays the same by its seed."""
_TOPPINGS: Final = (
    "Onions", "Pickles", "Tomatoes", "Lettuce", "Bacon", "Cheddar", "Feta", "Mushrooms", "Olives",
    "Jalapenos", "Peppers", "Corn", "Avocado", "Spinach", "Sprouts", "Cucumbers", "Radishes",
    "Cilantro", "Sour Cream", "Mayo", "Mustard", "Ketchup", "Relish", "Slaw", "Croutons",
    "Capers", "Beets", "Carrots", "Walnuts", "Raisins", "Whipped Cream", "Sprinkles", "Cinnamon",
    "Granola", "Marshmallows", "Hot Sauce", "Aioli", "Hummus", "Chives", "Kale", "Sauerkraut",
)  # fmt: skip
_SIZES: Final = (
    ("Small", "Medium", "Large"), ("Small", "Medium", "Large"), ("Small", "Large"),
    ("Regular", "Large"), ("Small", "Regular", "Large"), ("Mini", "Classic", "Jumbo"),
    ("Small", "Medium", "Large", "Extra Large"), ("Petite", "Full"), ("Tall", "Grande"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kind:
    """A section of the board and what it sells."""

    category: str
    aliases: tuple[str, ...]
    nouns: tuple[str, ...]
    groups: tuple[tuple[str, float], ...]
    """Group id and how often items of the section have it."""


_KINDS: Final[Mapping[str, _Kind]] = {
    "main": _Kind(
        "Mains",
        ("main",),
        ("wrap", "bowl", "sandwich", "burger", "roll", "melt", "sub", "taco", "panini", "stack",
         "toast", "bun", "pita", "salad", "skillet", "plate"),
        (("size", 0.15), ("bread", 0.35), ("protein", 0.15), ("toppings", 0.95), ("spice", 0.2)),
    ),
    "pie": _Kind(
        "Pies",
        ("pie",),
        ("flatbread", "pizza", "tart", "calzone"),
        (("size", 0.9), ("base", 0.5), ("layers", 1.0)),
    ),
    "side": _Kind(
        "Sides",
        ("side",),
        ("fries", "rings", "bites", "wedges", "chips", "soup", "dumplings", "nuggets", "poppers"),
        (("size", 0.6), ("pieces", 0.15), ("dips", 0.5)),
    ),
    "drink": _Kind(
        "Drinks",
        ("drink", "beverage"),
        ("tea", "coffee", "latte", "soda", "juice", "lemonade", "fizz", "cooler", "brew", "cola",
         "smoothie", "punch", "mocha", "tonic"),
        (("size", 0.9), ("milk", 0.35), ("ice", 0.4), ("syrups", 0.45)),
    ),
    "sweet": _Kind(
        "Desserts",
        ("dessert",),
        ("cake", "cookie", "brownie", "sundae", "muffin", "pudding", "donut", "crumble"),
        (("sprinkled", 0.6), ("warming", 0.15)),
    ),
}  # fmt: skip


def invented(seed: str) -> Menu:
    """The menu of a seed, in digits; always the same."""
    return compile_menu(MenuFile.model_validate(_Inventor(seed).menu()))


class _Inventor:
    """One menu being made up; prices do not matter."""

    def __init__(self, seed: str) -> None:
        self.random = Random(f"menu {seed}")  # noqa: S311 - data by seed, no secret
        self.taken: set[str] = set()
        """Ids in use, of entries and of options."""
        self.coined = [self._coin() for _ in range(self.random.randint(4, 9))]
        self.groups: dict[str, dict[str, Any]] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.combos: dict[str, dict[str, Any]] = {}
        self.of_kind: dict[str, list[str]] = {}

    def menu(self) -> dict[str, Any]:
        """The content of a menu file."""
        kinds = self._kinds()
        self._make_groups()
        for kind, count in kinds.items():
            self.of_kind[kind] = [self._item(_KINDS[kind]) for _ in range(count)]
        if self.random.random() < 0.6 and {"side", "drink"} <= kinds.keys():
            self._make_combos()
        used = {group for item in self.items.values() for group in item["groups"]}
        out = {
            "menu": 1,
            "id": "synthetic",
            "name": "Synthetic",
            "currency": "USD",
            "categories": {
                **{_KINDS[k].category: {"aliases": list(_KINDS[k].aliases)} for k in kinds},
                "Meals": {"aliases": ["meal", "combo"]},
            },
            "groups": {name: group for name, group in self.groups.items() if name in used},
            "items": self.items,
        }
        return out | ({"combos": self.combos} if self.combos else {})

    def _kinds(self) -> dict[str, int]:
        """How many items each section has; most menus sell drinks, few sell everything."""
        draw = self.random.randint
        out = {"main": draw(3, 7)} if self.random.random() < 0.8 else {}
        if not out or self.random.random() < 0.3:
            out["pie"] = draw(2, 5)
        for kind, chance, most in (("side", 0.75, 4), ("drink", 0.9, 6), ("sweet", 0.5, 3)):
            if self.random.random() < chance:
                out[kind] = draw(2, most)
        return out

    # -- names ---------------------------------------------------------------------------------

    def _coin(self) -> str:
        """A word that means nothing and can be said."""
        while True:
            pick = self.random.choice
            word = pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS)
            if self.random.random() < 0.6:
                word += pick(_ENDS)
            rude = any(part in word for part in _RUDE)
            if len(word) > 3 and not rude and word not in _FOODS and word not in _ENGLISH:
                return word

    def _new(self, make: Callable[[], str]) -> tuple[str, str]:
        """A name that nothing has yet, and its id."""
        while True:
            name = " ".join(make().split())
            name_id = name.replace(" ", "_").lower()
            stem = name_id.rstrip("s")
            if stem not in self.taken:
                self.taken.add(stem)
                return name_id, name.title()

    def _dish(self, noun: str) -> str:
        pick, chance = self.random.choice, self.random.random()
        coined, food = pick(self.coined), pick(_FOODS)
        if chance < 0.35:
            return f"{coined} {noun}"
        if chance < 0.55:
            return f"{food} {noun}"
        if chance < 0.7:
            return f"{pick(ADJECTIVES)} {coined} {noun}"
        if chance < 0.85:
            return f"{pick(ADJECTIVES)} {food} {noun}"
        if chance < 0.93:
            return f"{coined} {food} {noun}"
        return self._coin() + pick(_ENDS)

    def _topping(self) -> str:
        pick, chance = self.random.choice, self.random.random()
        if chance < 0.5:
            return pick(_TOPPINGS)
        if chance < 0.65:
            return self._coin()
        if chance < 0.75:
            return self._coin() + pick(("s", " seeds", " flakes", " leaves", " crumbs"))
        if chance < 0.85:
            return f"{self._coin()} {pick(('sauce', 'cheese', 'cream', 'relish', 'jam'))}"
        return f"{pick(ADJECTIVES[:7])} {pick(_TOPPINGS)}"

    def _flavour(self, noun: str) -> str:
        """ "zorbel bread", "ginger syrup"."""
        return f"{self.random.choice((self._coin(), self.random.choice(_FOODS)))} {noun}"

    # -- groups --------------------------------------------------------------------------------

    def _options(self, count: int, make: Callable[[], str]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for _ in range(count):
            name_id, name = self._new(make)
            out[name_id] = {"name": name}
        return out

    def _make_groups(self) -> None:
        """A group of each sort, as this restaurant has it; those that no item has are dropped."""
        draw, one = self.random.randint, {"min": 1, "max": 1}
        sizes = self.random.choice(_SIZES)
        named = {name.lower().replace(" ", "_"): {"name": name} for name in sizes}
        self.groups["size"] = {"name": "Size", **one, "options": named}
        for name in ("toppings", "layers", "sprinkled"):
            few = (2, 5) if name == "sprinkled" else (5, 12)
            self.groups[name] = {
                "name": {"layers": "Layers", "sprinkled": "Finish"}.get(name, "Toppings"),
                "qualifiers": self.random.choice(
                    (["light", "extra", "on_the_side"], ["light", "extra"], ["extra"], [])
                ),
                "options": self._options(draw(*few), self._topping),
            }
        self.groups["layers"]["portions"] = True
        for name, noun, most in (
            ("bread", self.random.choice(("bread", "bun", "shell")), 4),
            ("base", self.random.choice(("crust", "base")), 4),
            ("milk", "milk", 4),
            ("protein", "", 5),
        ):
            make = partial(self._flavour, noun) if noun else self._filling
            self.groups[name] = {
                "name": (noun or "filling").title(),
                **one,
                "options": self._options(draw(2, most), make),
            }
        for name, noun, unit, most in (
            ("syrups", self.random.choice(("syrup", "drizzle")), ["pump"], 6),
            ("dips", self.random.choice(("dip", "sauce")), ["cup", "packet"], 4),
        ):
            self.groups[name] = {
                "name": f"{noun.title()}s",
                "max_count": most,
                "unit": unit,
                "options": self._options(draw(2, 4), partial(self._flavour, noun)),
            }
        for name, options in (
            ("ice", ("Regular Ice", "Light Ice", "No Ice")),
            ("spice", ("Mild", "Hot", "Extra Hot")),
            ("pieces", ("4 Piece", "8 Piece", "12 Piece")),
            ("warming", ("Warmed", "Chilled")),
        ):
            self.groups[name] = {
                "name": name.title(),
                **one,
                "options": {o.lower().replace(" ", "_"): {"name": o} for o in options},
            }
        self.groups["warming"]["min"] = 0

    def _filling(self) -> str:
        pick = self.random.choice
        return pick(
            (pick(_FOODS[:13]), self._coin(), f"{pick(ADJECTIVES[:7])} {pick(_FOODS[:13])}")
        )

    def _own_group(self, name: str) -> dict[str, Any]:
        """The group as one item has it: with what the item comes with."""
        options = list(self.groups[name]["options"])
        if name in ("toppings", "layers", "sprinkled"):
            most = min(5, len(options))
            count = self.random.randint(0, most) if name != "toppings" else min(most, 3)
            return {"default": self.random.sample(options, count)}
        if name in ("bread", "base", "milk", "ice", "spice") and self.random.random() < 0.75:
            return {"default": [options[0]]}
        return {}

    # -- items ---------------------------------------------------------------------------------

    def _item(self, kind: _Kind) -> str:
        nouns = self.random.sample(kind.nouns, 2)
        name_id, name = self._new(lambda: self._dish(self.random.choice(nouns)))
        groups = {
            group: self._own_group(group)
            for group, share in kind.groups
            if self.random.random() < share
        }
        self.items[name_id] = {
            "name": name,
            "category": kind.category,
            "price": "5.00",
            "groups": groups,
            "aliases": self._aliases(),
        }
        return name_id

    def _aliases(self) -> list[str]:
        """Now and then a nickname."""
        return [self._new(self._coin)[1].lower()] if self.random.random() < 0.25 else []

    def _make_combos(self) -> None:
        sizes = list(self.groups["size"]["options"])
        style = self.random.random()
        sold: dict[str, Any] = {}
        if style < 0.7:
            sold = {size: {} for size in sizes[-2:]}
            if style < 0.45:
                sold[sizes[-2]] = {"default": True}
        noun = self.random.choice(("Meal", "Combo", "Box"))
        side: dict[str, Any] = {"items": self.of_kind["side"]}
        if self.random.random() < 0.6:
            side["default"] = self.of_kind["side"][0]
        number = 1 if self.random.random() < 0.6 else None
        mains = self.of_kind.get("main") or self.of_kind["pie"]
        for main in self.random.sample(mains, min(len(mains), self.random.randint(1, 4))):
            combo: dict[str, Any] = {
                "name": f"{self.items[main]['name']} {noun}",
                "category": "Meals",
                "price": "9.00",
                "sizes": sold,
                "slots": {
                    "main": {"item": main},
                    "side": side,
                    "drink": {"category": _KINDS["drink"].category},
                },
            }
            if number is not None:
                combo["number"] = number
                number += 1
            self.combos[f"{main}_{noun.lower()}"] = combo
