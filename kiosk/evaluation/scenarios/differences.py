"""What differs between two carts, and whether a reply owns up to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.dialog.reply import Reply
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.notation import canonical, format_choice

__all__ = ["Difference", "changes", "differences", "menu_ids", "owned"]

_Held = tuple[str, tuple[str, ...]]
"""What a cart holds, as a person reads it, and the ids that it is about."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that one cart has more of than the other."""

    missing: bool
    """Wanted and not there; else there and not wanted."""
    ids: tuple[str, ...]
    """Combo, slot, item and option that it is about, as far as it has them."""
    text: str
    """``cheeseburger -onion``: what a person reads."""

    def __str__(self) -> str:
        return f"{'missing' if self.missing else 'not wanted'}: {self.text}"


def changes(cart: Cart) -> Counter[str]:
    """Every option change of the cart and how often, as ``item -onion``."""
    out: Counter[str] = Counter()
    for line in cart.lines:
        for text, _ in _changes(line):
            out[text] += line.quantity
    return out


def differences(menu: Menu, want: Cart, got: Cart) -> list[Difference]:
    """What ``got`` lacks and what it has too much of; nothing when they order the same."""
    wanted, there = _content(want), _content(got)
    missing, surplus = wanted - there, there - wanted
    out = [Difference(True, ids, text) for text, ids in missing]
    out += [Difference(False, ids, text) for text, ids in surplus]
    if out:
        return out
    # The same parts, on other lines: "one with bacon, one without onions" made into one of each.
    lines, others = canonical(menu, want), canonical(menu, got)
    out += [Difference(True, (text.split()[0],), text) for text in lines - others]
    out += [Difference(False, (text.split()[0],), text) for text in others - lines]
    return out


def owned(menu: Menu, difference: Difference, reply: Reply) -> bool:
    """Whether the reply asks about the difference, refuses it, or says it was not understood.

    A read-back does not count: it asks whether everything is right, not about this. Words named as
    not understood, or as not to be had, explain what is missing, never what is there and was not
    wanted.
    """
    if reply.asks in {"check", "person"}:
        return True
    about = {refusal.id for refusal in reply.refuses}
    words = reply.unknown or not about <= menu_ids(menu)
    if difference.missing and (words or reply.asks == "rephrase"):
        return True
    if reply.asks in {"which", "offer"} and reply.asked is not None:
        about.update(reply.asked.options)
    if about & set(difference.ids):
        return True
    return reply.asks is not None and reply.asks in _asked_of(menu, difference)


def menu_ids(menu: Menu) -> frozenset[str]:
    """Every item, combo and option of the menu."""
    groups = [group for item in menu.items.values() for group in item.groups.values()]
    options = {option for group in groups for option in group.options}
    return frozenset({entry.id for entry in menu.entries()} | options)


def _asked_of(menu: Menu, difference: Difference) -> set[str]:
    """Groups and slots whose question is about the difference."""
    ids = set(difference.ids)
    items = [menu.items[name] for name in ids if name in menu.items]
    groups = {g.id for item in items for g in item.groups.values() if g.options.keys() & ids}
    slots = {slot for combo in menu.combos.values() for slot in combo.slots}
    return groups | (slots & ids)


def _content(cart: Cart) -> Counter[_Held]:
    out: Counter[_Held] = Counter()
    for line in cart.lines:
        for held in (*_things(line), *_changes(line)):
            out[held] += line.quantity
    return out


def _things(line: Line) -> Iterator[_Held]:
    """The item or combo of a line, and what fills the combo's slots."""
    yield line.item, (line.item,)
    for slot, held in line.slots:
        yield f"{line.item} [{held.item}]", (line.item, slot, held.item)


def _changes(line: Line) -> Iterator[_Held]:
    """The option changes of a line and of what fills its slots."""
    for choice in line.choices:
        yield f"{line.item} {format_choice(choice)}", (line.item, choice.option)
    for slot, held in line.slots:
        for choice in held.choices:
            text = f"{line.item} [{held.item} {format_choice(choice)}]"
            yield text, (slot, held.item, choice.option)
