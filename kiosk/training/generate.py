"""Examples by seed: a menu, an order, a wish, the words for it, and what the engine makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Add
from kiosk.order.engine import Order
from kiosk.order.notation import format_line
from kiosk.order.rules import open_choices
from kiosk.training.example import Example, want_of
from kiosk.training.menus import OURS, SYNTHETIC, menu_of
from kiosk.training.misheard import misheard
from kiosk.training.saying import changing, ordering
from kiosk.training.saying.dice import Dice, Split
from kiosk.training.saying.lines import made_up
from kiosk.training.saying.names import Names
from kiosk.training.saying.talk import closing, hesitant, idle
from kiosk.training.saying.turn import Fault, Misfit, Turn
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.reading import Asked
from kiosk.understanding.tag import tag

__all__ = ["Generator", "generate"]

PER_MENU: Final = 5
"""Examples in a row on one menu: a menu and its lexicon cost more than an example."""
OUR_SHARE: Final = 1 / 3
"""How many of them are on the project's own menus."""

_EMPTY: Final = {ordering.new: 6.0, ordering.new_meal: 2.0, ordering.told_apart: 2.0,
                 ordering.group: 2.5, ordering.corrected: 2.5}  # fmt: skip
_HELD: Final[dict[Callable[[Turn], None], float]] = {
    ordering.new: 3.0, ordering.new_meal: 0.8, ordering.told_apart: 0.8, ordering.group: 0.8,
    ordering.corrected: 1.0, ordering.another: 2.0, ordering.recounted: 0.8,
    changing.modified: 4.0, changing.resized: 1.5, changing.quantity: 2.0, changing.divided: 3.5,
    changing.swapped: 2.5, changing.instead: 1.5, changing.deleted: 2.5, changing.of_all: 2.0,
    changing.made_a_meal: 2.5, changing.slot: 2.5,
}  # fmt: skip


class Generator:
    """Examples of one seed. Any stretch of them can be made apart from the others."""

    def __init__(self, seed: int, split: Split = "train") -> None:
        self.seed = seed
        self.split: Split = split
        self.dropped: Counter[str] = Counter()
        """What the engine did not do as it was said, by intention: defects of the phrases."""

    def examples(self, count: int, start: int = 0) -> Iterator[Example]:
        """Examples ``start`` to ``start + count``."""
        for n in range(start, start + count):
            yield self.example(n)

    def example(self, n: int) -> Example:
        """The ``n``-th example."""
        menu = self._menu(n // PER_MENU)
        dice = Dice(f"{self.split} {self.seed} {n}", self.split)
        names = _names(menu)
        while True:
            try:
                return self._made(dice, menu, names)
            except Misfit:
                continue
            except Fault as fault:
                self.dropped[str(fault)[:100]] += 1

    def _menu(self, block: int) -> str:
        dice = Dice(f"menu {self.split} {self.seed} {block}")
        if dice.chance(OUR_SHARE):
            return dice.one(OURS)
        seed = dice.random.randrange(1 << 30)
        return f"{SYNTHETIC}{2 * seed + (self.split == 'dev')}"

    def _made(self, dice: Dice, menu: str, names: Names) -> Example:
        cart = _cart(dice, names)
        touched = (cart.lines[-1].ref,) if cart.lines and dice.chance(0.85) else ()
        if len(cart.lines) > 1 and touched and dice.chance(0.2):
            touched = (dice.one(cart.lines).ref,)
        asked = _asked(dice, names, cart)
        if asked is not None and asked.open is not None:
            touched = (asked.open.ref,)
        turn = Turn(dice, names, cart, touched, asked)
        _fill(turn)
        text = _text(turn)
        _check_names(turn, text)
        if dice.chance(0.12) and turn.edits:
            text = misheard(dice, names.lexicon, text, _said_ids(turn))
            turn.tags.append("misheard")
        return Example(
            menu=menu,
            cart=tuple(format_line(names.menu, line) for line in cart.lines),
            asked=asked,
            touched=touched,
            text=text,
            edits=tuple(turn.edits),
            want=want_of(names.menu, turn.cart),
            tags=tuple(sorted(set(turn.tags))),
        )


def generate(seed: int, count: int, *, start: int = 0, split: Split = "train") -> Iterator[Example]:
    """``count`` examples from the ``start``-th on; the same seed makes the same ones.

    ``dev`` has other seeds, other invented menus and phrases that ``train`` never uses.
    """
    return Generator(seed, split).examples(count, start)


@lru_cache(maxsize=16)
def _names(menu: str) -> Names:
    return Names(Lexicon(menu_of(menu)))


def _cart(dice: Dice, names: Names) -> Cart:
    """An order so far: none in two of five."""
    order = Order()
    if dice.chance(0.4):
        return order.cart
    items = [i for i in names.menu.items.values() if i.id in names.entries]
    combos = [c for c in names.menu.combos.values() if c.id in names.entries]
    for _ in range(dice.weighted({1: 4, 2: 4, 3: 2, 4: 1})):
        again = [i for line in order.cart.lines for i in items if i.id == line.item]
        if combos and dice.chance(0.25):
            line = _held_meal(dice, dice.one(combos))
        else:
            item = dice.one(again) if again and dice.chance(0.2) else dice.one(items)
            quantity = dice.weighted({1: 6, 2: 3, 3: 2, 4: 0.5})
            line = Line(item.id, quantity, tuple(made_up(dice, names, item, plain=0.55)))
        order, (out,) = order.turn(names.menu, (Add(line),), Availability())
    alike = [replace(line, quantity=1, ref=0) for line in order.cart.lines]
    if len(set(alike)) < len(alike) or any(format_line(names.menu, line) == "" for line in alike):
        raise Misfit
    return order.cart


def _held_meal(dice: Dice, combo: Combo) -> Line:
    slots = [
        (slot.id, Line(dice.one(list(slot.choices))))
        for slot in list(combo.slots.values())[1:]
        if not slot.optional and dice.chance(0.75)
    ]
    size = dice.one(list(combo.sizes)) if combo.sizes and dice.chance(0.6) else None
    return Line(combo.id, 1, (), tuple(slots), size)


def _asked(dice: Dice, names: Names, cart: Cart) -> Asked | None:
    """Now and then the kiosk has just asked about the first choice that is open."""
    waits = [needs for line in cart.lines for needs in open_choices(names.menu, line)]
    if not waits or not dice.chance(0.6):
        return None
    return Asked("open", open=dice.one(waits))


def _fill(turn: Turn) -> None:
    """One wish or more, until the turn is long enough."""
    dice = turn.dice
    if dice.chance(0.1):
        text, sort = idle(dice, turn.names)
        turn.say(text, "nothing", sort)
        return
    if turn.asked is not None and dice.chance(0.75):
        changing.turned(turn)
        if dice.chance(0.7):
            return
        turn.say(dice.say("(and also|and|oh and|also|and can i (get|have)|and i'll have|plus)"))
        from_now: dict[Callable[[Turn], None], float] = {ordering.new: 3, changing.modified: 1}
        _wish(turn, from_now)
        return
    weights = _HELD if turn.before.lines else _EMPTY
    _wish(turn, weights)
    while dice.chance(0.14) and len(turn.edits) < 4:
        turn.say(dice.say("(and|and|also|oh and|and then|, and)"), "several-wishes")
        _wish(turn, weights)


def _wish(turn: Turn, weights: dict[Callable[[Turn], None], float]) -> None:
    turn.dice.weighted(weights)(turn)


def _said_ids(turn: Turn) -> set[str]:
    """Ids of all that the edits name."""
    out: set[str] = set()
    for edit in turn.edits:
        line = getattr(edit, "line", None)
        parts = [line, *(held for _, held in line.slots)] if line is not None else []
        for part in parts:
            out.add(part.item)
            out.update(choice.option for choice in part.choices)
            out.update((part.size,) if part.size else ())
        out.update(choice.option for choice in getattr(edit, "choices", ()))
        if (item := getattr(edit, "item", None)) is not None:
            out.add(item)
    return out


def _found_ids(names: Names, text: str) -> set[str]:
    tags = tag(names.lexicon, words(text))
    return {meaning.id for found in tags for meaning in found.meanings}


def _check_names(turn: Turn, text: str) -> None:
    """The words, run together, still name what each of them named by itself.

    Raises:
        Misfit: "extra bacon cheeseburger" where a bacon cheeseburger is sold.
    """
    said = {i for i in _said_ids(turn) if i not in turn.menu.combos}
    kept = (
        {c.option for line in turn.before.lines for c in line.choices}
        if "same" in turn.tags
        else set()
    )
    kept |= {line.item for line in turn.before.lines} if "same" in turn.tags else set()
    if not said - kept <= _found_ids(turn.names, text):
        raise Misfit


def _text(turn: Turn) -> str:
    """The pieces as a recogniser writes them: mostly without punctuation."""
    dice = turn.dice
    text = " ".join(" ".join(turn.parts).split())
    if "nothing" not in turn.tags and dice.chance(0.12):
        text = f"{text} {closing(dice)}"
    if dice.chance(0.18):
        text = hesitant(dice, text)
        turn.tags.append("hesitation")
    text = " ".join(text.split())
    if dice.chance(0.85):
        text = text.replace(" , ", " ").replace(",", "")
    else:
        text = text.replace(" ,", ",") + dice.one((".", "", ""))
    return " ".join(text.split()).strip(" ,")
