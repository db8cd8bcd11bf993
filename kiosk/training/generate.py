"""Examples by seed: a menu, an order, a wish, the words for it, and what the engine makes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from kiosk.errors import UsageError
from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Add
from kiosk.order.engine import Order
from kiosk.order.notation import format_line
from kiosk.order.rules import open_choices
from kiosk.training.example import Example, want_of
from kiosk.training.menus import OURS, SYNTHETIC
from kiosk.training.misheard import meant_ids, misheard
from kiosk.training.renaming import lines_of, options_of, parts_of
from kiosk.training.saying import (
    answering,
    changing,
    counting,
    drafting,
    exchanging,
    mealing,
    ordering,
    removing,
    repairs,
)
from kiosk.training.saying.dice import Dice, Split
from kiosk.training.saying.idle import idle_turn
from kiosk.training.saying.lines import made_up
from kiosk.training.saying.names import Names, names_of
from kiosk.training.saying.talk import closing, hesitant, remark
from kiosk.training.saying.turn import Fault, Misfit, Turn
from kiosk.understanding.reading import Asked

__all__ = ["Generator"]

_BEFORE_VOWEL: Final = re.compile(r"\ba (?=[aeio]\w)")
_BEFORE_CONSONANT: Final = re.compile(r"\ban (?=[^aeiou\s])")
_PER_MENU: Final = 8
"""Examples in a row on one menu: a menu and its lexicon cost more than an example."""
_MOST_EDITS: Final = 4
_OUR_SHARE: Final = 1 / 3
"""How many of them are on menus that are really sold from; the others are invented."""

Wish = Callable[[Turn], None]
_TRIES: Final = 12
"""Orders and questions that are drawn for a wish before another is taken."""
_WISHES: Final[dict[Wish, float]] = {
    ordering.new: 19.0, ordering.new_meal: 4.0, ordering.told_apart: 6.0, ordering.group: 5.0,
    drafting.put_together: 7.0, repairs.corrected: 9.0, ordering.another: 4.0,
    ordering.recounted: 1.5, ordering.stripped_down: 3.0,
    changing.modified: 9.0, changing.resized: 4.0, counting.quantity: 5.0, counting.divided: 7.0,
    changing.of_all: 4.0, changing.all_but_one: 4.0, changing.each_its_own: 4.0,
    changing.said_again: 2.0, changing.put_back: 1.5, changing.made_plain: 1.5,
    exchanging.swapped: 4.0, exchanging.instead: 4.0,
    removing.deleted: 4.0, removing.some_deleted: 1.5, removing.not_that: 2.0,
    mealing.made_a_meal: 3.0, mealing.slot: 4.0, mealing.resized_slot: 1.5, mealing.unmade: 1.0,
    mealing.filled: 2.0, answering.turned: 11.0, idle_turn: 8.0,
}  # fmt: skip
"""What turns are about, by how often."""
_EMPTY: Final[dict[Wish, float]] = {
    ordering.new: 0.95, ordering.new_meal: 0.95, ordering.told_apart: 0.95, ordering.group: 0.95,
    ordering.stripped_down: 0.95, drafting.put_together: 0.95, repairs.corrected: 0.95,
    idle_turn: 0.5,
}  # fmt: skip
"""How often the order is empty, where the wish needs no line of it."""
_AFTER: Final[dict[Wish, float]] = {
    ordering.new: 4.0, ordering.group: 0.5, ordering.told_apart: 1.0, changing.modified: 3.0,
    removing.deleted: 2.0, exchanging.swapped: 1.5, changing.resized: 2.0, counting.divided: 1.0,
    repairs.corrected: 1.5,
    exchanging.instead: 0.7, mealing.slot: 0.5,
}  # fmt: skip
"""What is wished for beside the first wish."""
_MORE: Final[dict[Wish, float]] = {
    answering.turned: 0.3, idle_turn: 0.0, drafting.put_together: 0.05, ordering.new: 0.1,
    ordering.told_apart: 0.15, ordering.group: 0.1, changing.each_its_own: 0.1,
}  # fmt: skip
_OFTEN: Final = 0.2
"""How often another wish follows the first one, where ``_MORE`` does not say."""


class Generator:
    """Examples of one seed. Any stretch of them can be made apart from the others.

    ``dev`` has other seeds, other invented menus and phrases that ``train`` never uses.
    """

    def __init__(self, seed: int, split: Split = "train", menus: Sequence[str] = OURS) -> None:
        """``menus``: those that are really sold from, as ``menu_of`` knows them."""
        self.seed = seed
        self.split: Split = split
        self._menus = menus
        self.dropped: Counter[str] = Counter()
        """What the engine did not do as it was said, by intention: defects of the phrases."""

    def examples(self, start: int = 0) -> Iterator[Example]:
        """The ``start``-th example and all that follow it, without end.

        Raises:
            MenuError: a menu cannot be sold from.
            UsageError: on a menu no item has a name of its own.
        """
        return map(self._example, count(start))

    def _example(self, n: int) -> Example:
        menu = self._menu(n // _PER_MENU)
        dice = Dice(f"{self.split} {self.seed} {n}", self.split)
        names = names_of(menu)
        if names.entries.keys().isdisjoint(names.menu.items):
            raise UsageError(f"{menu}: none of its items has a name that means it alone")
        while True:
            wish = dice.weighted(_WISHES)
            for _ in range(_TRIES):
                try:
                    return self._made(dice, menu, names, wish)
                except Misfit:
                    continue
                except Fault as fault:
                    self.dropped[f"{wish.__name__}: {fault}"[:100]] += 1

    def _menu(self, block: int) -> str:
        dice = Dice(f"menu {self.split} {self.seed} {block}")
        if dice.chance(_OUR_SHARE):
            return dice.one(self._menus)
        seed = dice.random.randrange(1 << 30)
        return f"{SYNTHETIC}{2 * seed + (self.split == 'dev')}"

    def _made(self, dice: Dice, menu: str, names: Names, wish: Wish) -> Example:
        cart = _cart(dice, names, empty=_EMPTY.get(wish, 0.0))
        touched = (cart.lines[-1].ref,) if cart.lines and dice.chance(0.85) else ()
        if len(cart.lines) > 1 and touched and dice.chance(0.2):
            touched = (dice.one(cart.lines).ref,)
        asked = _asked(dice, names, cart, surely=wish is answering.turned)
        if asked is not None and asked.open is not None:
            touched = (asked.open.ref,)
        turn = Turn(dice, names, cart, touched, asked)
        _fill(turn, wish)
        text = _text(turn)
        _check_names(turn, text)
        if dice.chance(0.12) and turn.edits:
            heard = misheard(dice, names.lexicon, text, _said_ids(turn))
            turn.tags += ["misheard"] if heard != text else []
            text = heard
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


def _cart(dice: Dice, names: Names, *, empty: float) -> Cart:
    """An order so far; ``empty`` is how often there is none."""
    order = Order()
    if dice.chance(empty):
        return order.cart
    items = [i for i in names.menu.items.values() if i.id in names.entries]
    combos = [c for c in names.menu.combos.values() if c.id in names.entries]
    for _ in range(dice.weighted({1: 3, 2: 3.5, 3: 2.5, 4: 1.2, 5: 0.4})):
        again = [i for line in order.cart.lines for i in items if i.id == line.item]
        if combos and dice.chance(0.25):
            line = _held_meal(dice, dice.one(combos))
        else:
            item = dice.one(again) if again and dice.chance(0.2) else dice.one(items)
            quantity = dice.weighted({1: 6, 2: 3, 3: 2, 4: 0.5})
            line = Line(item.id, quantity, tuple(made_up(dice, names, item, plain=0.55)))
        order, _ = order.turn(names.menu, (Add(line),), Availability())
    alike = {replace(line, quantity=1, ref=0) for line in order.cart.lines}
    if len(alike) < len(order.cart.lines):
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


def _asked(dice: Dice, names: Names, cart: Cart, *, surely: bool) -> Asked | None:
    """Often the kiosk has just asked about a choice that is open, if there is one."""
    waits = [needs for line in cart.lines for needs in open_choices(names.menu, line)]
    if not waits or not (surely or dice.chance(0.35)):
        return None
    return Asked("open", open=dice.one(waits))


def _fill(turn: Turn, wish: Wish) -> None:
    """The wish, and now and then others after it."""
    dice = turn.dice
    wish(turn)
    more = _MORE.get(wish, _OFTEN)
    while dice.chance(more) and len(turn.edits) < _MOST_EDITS:
        turn.say("", "several-wishes")
        dice.weighted(_AFTER)(turn)


def _said_ids(turn: Turn) -> set[str]:
    """Ids of all that the edits name."""
    brought = list(parts_of(lines_of(turn.edits)))
    return {part.item for part in brought if part.item} | set(options_of(brought))


def _left_off(turn: Turn) -> set[str]:
    """Ids of the options that the edits leave off: "plain" does so without naming them."""
    return {c.option for line in lines_of(turn.edits) for c in line.choices if not c.on}


def _check_names(turn: Turn, text: str) -> None:
    """The words, run together, still name what each of them named by itself.

    Raises:
        Misfit: "extra bacon cheeseburger" where a bacon cheeseburger is sold.
    """
    unnamed = set(turn.menu.combos)
    if "same" in turn.tags:
        unnamed.update(line.item for line in turn.before.lines)
        unnamed.update(c.option for line in turn.before.lines for c in line.choices)
    if "plain" in turn.tags:
        unnamed |= _left_off(turn)
    if not _said_ids(turn) - unnamed <= meant_ids(turn.names.lexicon, text):
        raise Misfit


def _text(turn: Turn) -> str:
    """The pieces as a recogniser writes them: mostly without punctuation."""
    dice = turn.dice
    if turn.edits and dice.chance(0.06):
        turn.parts.insert(dice.one((0, len(turn.parts))), f", {remark(dice)} ,")
        turn.tags.append("remark")
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
    text = " ".join(text.split()).strip(" ,")
    return _BEFORE_VOWEL.sub("an ", _BEFORE_CONSONANT.sub("a ", text))
