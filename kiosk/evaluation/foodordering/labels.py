"""Carts as labels, and labels as the edits that should order them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from kiosk.evaluation.foodordering.restaurant import COUNT, NEGATION, QUALIFIER, Restaurant, Sold
from kiosk.evaluation.foodordering.terms import Part, Term
from kiosk.menu.availability import Availability
from kiosk.menu.model import Menu
from kiosk.order import edits as e
from kiosk.order.cart import Cart, Choice, Line
from kiosk.order.engine import Applied, apply
from kiosk.order.rules import chosen

__all__ = ["Heard", "edits_for", "hear", "label", "label_differences", "same_label"]

_QUALIFIED = "COMPLEX"


@dataclass(slots=True)
class Heard:
    """A cart, and what was refused of its lines.

    A cart holds deviations from what an item comes with, so "no olives" leaves no trace on a pizza
    that has none. Labels do keep it.
    """

    cart: Cart = field(default_factory=Cart)
    without: dict[int, dict[str, Choice]] = field(default_factory=dict)
    """Line → option → the choice that turned it off."""


def hear(menu: Menu, edits: Iterable[e.Edit]) -> Heard:
    """All ``edits`` applied to an empty cart by the engine; what it refuses is not ordered."""
    heard = Heard()
    for edit in edits:
        if not isinstance(edit, get_args(e.CartEdit)):
            continue
        cart, outcome = apply(menu, heard.cart, edit, Availability())
        if isinstance(outcome, Applied):
            _note_refusals(heard, edit, outcome.refs)
            heard.cart = cart
    return heard


def _note_refusals(heard: Heard, edit: e.Edit, refs: Sequence[int]) -> None:
    match edit:
        case e.Add(line):
            choices = line.choices
        case e.Modify(_, choices) | e.Swap(_, _, choices):
            pass
        case e.Split(ref, _, choices, _):
            heard.without[refs[-1]] = dict(heard.without.get(ref, {}))
        case _:
            return
    refused = heard.without.setdefault(refs[-1], {})
    for choice in choices:
        refused.pop(choice.option, None)
        if not choice.on:
            refused[choice.option] = choice


def label(restaurant: Restaurant, heard: Heard) -> tuple[Term, ...]:
    """One term for each line of the cart."""
    return tuple(
        _order(restaurant, line, heard.without.get(line.ref, {}).values())
        for line in heard.cart.lines
    )


def _order(restaurant: Restaurant, line: Line, without: Iterable[Choice]) -> Term:
    sold = restaurant.items[line.item]
    parts: list[Part] = [Term(COUNT, (str(line.quantity),))]
    if sold.head is not None:
        parts.append(sold.head)
    on = chosen(restaurant.menu.items[line.item], line.choices).values()
    parts += [_qualified(restaurant, choice) for choice in on]
    parts += [Term(NEGATION, (_qualified(restaurant, choice),)) for choice in without]
    return Term(sold.intent, tuple(parts))


def _qualified(restaurant: Restaurant, choice: Choice) -> Term:
    value = restaurant.options[choice.option]
    if choice.qualifier is None:
        return value
    return Term(_QUALIFIED, (restaurant.qualifiers[choice.qualifier], value))


def same_label(a: Iterable[Term], b: Iterable[Term]) -> bool:
    """Unordered exact match."""
    return Counter(a) == Counter(b)


def label_differences(want: Iterable[Term], got: Iterable[Term]) -> list[str]:
    """What is missing and what was not wanted, part by part; whole orders where the parts agree."""
    wanted, there = list(want), list(got)
    for parts in (_parts, list):
        missing = Counter(map(str, parts(wanted)))
        surplus = Counter(map(str, parts(there)))
        out = [f"missing {text}" for text in (missing - surplus).elements()]
        out += [f"not wanted {text}" for text in (surplus - missing).elements()]
        if out:
            return out
    return []


def _parts(orders: list[Term]) -> list[Term]:
    return [Term(order.head, (part,)) for order in orders for part in order.parts]


def edits_for(restaurant: Restaurant, want: Iterable[Term]) -> tuple[e.Add, ...] | None:
    """Edits that order what the label says, or none where no menu can say it."""
    try:
        return tuple(e.Add(_line(restaurant, order)) for order in want)
    except _Unsaid:
        return None


class _Unsaid(Exception):  # noqa: N818 - leaves edits_for, never escapes it
    """A label that names what the menu does not have."""


def _line(restaurant: Restaurant, order: Term) -> Line:
    count: Part = "1"
    item: str | None = None
    choices: list[Choice] = []
    for part in order.parts:
        if not isinstance(part, Term):
            raise _Unsaid
        if part.head == COUNT:
            count = part.parts[0]
        elif item is None and (named := _item(restaurant, Sold(order.head, part))):
            item = named
        else:
            choices.append(_choice(restaurant, part))
    item = item or _item(restaurant, Sold(order.head, None))
    if item is None or not (isinstance(count, str) and count.isdecimal()):
        raise _Unsaid
    return Line(item, int(count), tuple(choices))


def _item(restaurant: Restaurant, wanted: Sold) -> str | None:
    return next((name for name, sold in restaurant.items.items() if sold == wanted), None)


def _choice(restaurant: Restaurant, part: Term) -> Choice:
    inner = [p for p in part.parts if isinstance(p, Term)]
    if part.head == NEGATION and len(inner) == 1:
        return replace(_choice(restaurant, inner[0]), on=False)
    if part.head == _QUALIFIED and len(inner) == 2:
        said = [p for p in inner if p.head == QUALIFIER]
        value = [p for p in inner if p.head != QUALIFIER]
        if len(said) == len(value) == 1:
            plain = _choice(restaurant, value[0])
            return replace(plain, qualifier=_id(restaurant.qualifiers.items(), said[0]))
    return Choice(_id(restaurant.options.items(), part))


def _id(labels: Iterable[tuple[str, Term]], wanted: Term) -> str:
    for name, term in labels:
        if term == wanted:
            return name
    raise _Unsaid
