"""Order notation: carts and edits as text, both ways.

::

    2 cheeseburger -onion +bacon
    1 coke ?size
    1 pizza +medium +pepperoni@left +vanilla*2 +foam=extra
    1 cheeseburger_meal [cheeseburger -pickle] [fries +large] ?drink
    1 family_meal +large [pizza +large] [side_2:salad]

Slots stand in menu order, and an item goes to the first free slot that takes it; a slot is named
where that would be another. A meal's size stands on its slots, and on the meal itself only while
they do not say it. ``parse(format(x)) == x`` for every cart line and edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.menu.model import Combo, Menu
from kiosk.order import edits as e
from kiosk.order.cart import Cart, Choice, Line, Target
from kiosk.order.reader import BARE, Reader, slot_that_takes
from kiosk.order.rules import Open, open_choices

__all__ = [
    "canonical",
    "format_cart",
    "format_choice",
    "format_edit",
    "format_line",
    "format_target",
    "parse_cart",
    "parse_edit",
    "parse_line",
    "same_cart",
]


def format_choice(choice: Choice) -> str:
    """``+vanilla*2=light@left``"""
    out = ("+" if choice.on else "-") + choice.option
    if choice.count != 1:
        out += f"*{choice.count}"
    if choice.qualifier:
        out += f"={choice.qualifier}"
    if choice.portion != "whole":
        out += f"@{choice.portion}"
    return out


def format_line(menu: Menu, line: Line) -> str:
    """The line as text, with ``?group`` for what is still open."""
    return f"{line.quantity} {_body(menu, line)}"


def _body(menu: Menu, line: Line) -> str:
    entry = menu.sold(line.item)
    parts = [line.item]
    if line.size:
        parts.append(f"+{line.size}")
    waits = open_choices(menu, line)
    if isinstance(entry, Combo):
        parts += [f"?{o.name}" for o in waits if o.kind == "size"]
        parts += _slots(menu, entry, line, waits)
    else:
        parts += [format_choice(c) for c in line.choices]
        parts += [f"?{o.name}" for o in waits]
    return " ".join(parts)


def _slots(menu: Menu, combo: Combo, line: Line, waits: Sequence[Open]) -> list[str]:
    """What fills each slot, in menu order, with ``?slot`` in the place of an open one."""
    empty = {o.name for o in waits if o.kind == "slot"}
    parts: list[str] = []
    left = list(combo.slots)
    for name in combo.slots:
        held = line.slot(name)
        if held is not None:
            needs = [f"?{o.name}" for o in waits if o.slot == name]
            parts.append(_filled(combo, left, name, held, needs))
        elif name in empty:
            parts.append(f"?{name}")
        else:
            continue
        left.remove(name)
    return parts


def _filled(
    combo: Combo, left: Sequence[str], name: str, held: Line, needs: Sequence[str] = ()
) -> str:
    """``[2 fries +large]``; ``[side:fries]`` where the item alone would go to another slot."""
    count = [str(held.quantity)] if held.quantity != 1 else []
    plain = slot_that_takes(combo, left, held.item) == name
    item = held.item if plain else f"{name}:{held.item}"
    return f"[{' '.join([*count, item, *map(format_choice, held.choices), *needs])}]"


def format_cart(menu: Menu, cart: Cart) -> list[str]:
    """Every line, equal lines summed, in the order of the cart."""
    out: dict[Line, int] = {}
    for line in cart.lines:
        key = replace(line, quantity=1, ref=0)
        out[key] = out.get(key, 0) + line.quantity
    return [format_line(menu, replace(line, quantity=n)) for line, n in out.items()]


def canonical(menu: Menu, cart: Cart) -> Counter[str]:
    """The cart without order: each distinct line and how many of it."""
    out: Counter[str] = Counter()
    for line in cart.lines:
        out[_body(menu, line)] += line.quantity
    return out


def same_cart(menu: Menu, a: Cart, b: Cart) -> bool:
    """Whether two carts order the same things."""
    return canonical(menu, a) == canonical(menu, b)


def parse_line(menu: Menu, text: str) -> Line:
    """A cart line in normal form.

    Raises:
        NotationError: the text is not a line of this menu.
    """
    reader = Reader(menu, text)
    line = reader.line(whole=True)
    reader.end()
    return line


def parse_cart(menu: Menu, lines: Iterable[str]) -> Cart:
    """A cart of these lines, numbered from 1.

    Raises:
        NotationError: a text is not a line of this menu.
    """
    cart = Cart()
    for text in lines:
        cart = cart.adding(parse_line(menu, text))
    return cart


def format_target(target: Target) -> str:
    """``#2`` or ``#2.drink``"""
    return f"#{target.ref}" + (f".{target.slot}" if target.slot else "")


def _spec(menu: Menu, line: Line) -> str:
    """A line as it was said: no open choices, no defaults added."""
    parts = [str(line.quantity), line.item]
    if line.size:
        parts.append(f"+{line.size}")
    parts += map(format_choice, line.choices)
    combo = menu.combos.get(line.item)
    if combo is not None:
        left = list(combo.slots)
        for name, held in line.slots:
            parts.append(_filled(combo, left, name, held))
            left.remove(name)
    return " ".join(parts)


def format_edit(menu: Menu, edit: e.Edit) -> str:
    """The edit as text."""
    parts: list[str]
    match edit:
        case e.Add(line):
            parts = ["add", _spec(menu, line)]
        case e.Modify(target, choices):
            parts = ["mod", format_target(target), *map(format_choice, choices)]
        case e.Quantity(ref, quantity):
            parts = ["qty", f"#{ref}", str(quantity)]
        case e.Swap(target, item, choices):
            parts = ["swap", format_target(target), item, *map(format_choice, choices)]
        case e.Split(ref, count, choices, item):
            named = [item] if item else []
            parts = ["split", f"#{ref}", str(count), *named, *map(format_choice, choices)]
        case e.Delete(target):
            parts = ["del", format_target(target)]
        case e.Serve(service):
            parts = ["serve", service]
        case e.Ask(topic, about):
            parts = ["ask", topic, *about]
        case e.Clear() | e.Undo() | e.Redo() | e.Act():
            parts = [next(verb for verb, bare in BARE.items() if bare == edit)]
    return " ".join(parts)


def parse_edit(menu: Menu, text: str) -> e.Edit:
    """The edit that ``text`` writes.

    Raises:
        NotationError: the text is not an edit on this menu.
    """
    reader = Reader(menu, text)
    edit = reader.edit()
    reader.end()
    return edit
