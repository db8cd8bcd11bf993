"""How guests point at what they have ordered: by name, by kind, by place, by what is on it."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.menu.model import Item
from kiosk.order.cart import Cart, Line
from kiosk.order.rules import chosen
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names, plural

__all__ = ["everything", "in_meals", "kind_of", "pointed", "refer"]

_NTH = ("first", "second", "third", "fourth", "fifth")


def in_meals(cart: Cart) -> list[str]:
    """Ids of all that fills a slot of some meal in the cart."""
    return [held.item for line in cart.lines for _, held in line.slots]


def refer(
    dice: Dice, names: Names, cart: Cart, touched: Sequence[int], line: Line
) -> tuple[str, str] | None:
    """Words that can only mean ``line``, and the sort of them; none where there are no such words.

    The words take an article: "the large tea", "my drink", "that".
    """
    ways = _ways(dice, names, cart, touched, line)
    if not ways:
        return None
    weights = {"name": 6.0, "kind": 2.0, "it": 3.0, "last": 1.0, "nth": 1.5, "marked": 3.0,
               "other": 3.0, "having": 1.5}  # fmt: skip
    sort = dice.weighted({sort: weights[sort] for sort in ways})
    return ways[sort], sort


def _ways(
    dice: Dice, names: Names, cart: Cart, touched: Sequence[int], line: Line
) -> dict[str, str]:
    lines = cart.lines
    many = line.quantity > 1
    same = [other for other in lines if other.item == line.item]
    single = all(other.quantity == 1 for other in lines)
    out: dict[str, str] = {}
    name = names.entry(dice, line.item, many=many) if line.item in names.entries else ""
    if name and len(same) == 1 and line.item not in in_meals(cart):
        lead = "(the|the|the|the|the|my|my|that|this|his|her)"
        if many:
            lead = f"(the|the|the|my|those|these{'|both' if line.quantity == 2 else ''})"
        out["name"] = dice.say(f"{lead} {name}")
    if (kind := _kind(dice, names, cart, line)) is not None:
        out["kind"] = dice.say(f"(the|my) {kind}")
    if len(lines) == 1 or (touched and touched[-1] == line.ref):
        out["it"] = dice.say(
            "(them|those|those ones|these|them)" if many else "(it|that|that one|this one|it|that)"
        )
    if len(lines) > 1 and line == lines[-1] and touched in ((), (line.ref,)) and not many:
        out["last"] = dice.say(
            "(the last one|the last thing|that last one|the last one|the one i just (said|ordered)"
            "|what i just ordered|the last item|that last thing)"
        )
    if single and 1 < len(lines) <= len(_NTH):
        out["nth"] = f"the {_NTH[lines.index(line)]} {dice.say('(one|one|item|thing)')}"
    if name and single and 1 < len(same) <= len(_NTH) and line.item not in in_meals(cart):
        out["nth"] = f"the {_NTH[same.index(line)]} {name}"
    if len(same) > 1 and not many and (marked := _marked(dice, names, line, same, lines)):
        out["marked"] = marked
    if len(same) == 1 and len(lines) > 1 and (having := _having(dice, names, line, lines)):
        out["having"] = having
    pair = len(same) == len(lines) == 2 and same[0].quantity == same[1].quantity == 1
    if name and pair and touched and touched[-1] != line.ref:
        out["other"] = f"the other {dice.one(('one', 'one', name))}"
    return out


def _kind(dice: Dice, names: Names, cart: Cart, line: Line) -> str | None:
    """The word for what kind of thing the line is, where it says enough: "my drink"."""
    word = kind_of(dice, names, cart, line.item)
    return plural(word) if word is not None and line.quantity > 1 else word


def kind_of(dice: Dice, names: Names, cart: Cart, held: str) -> str | None:
    """A category's word for what the cart holds once, and nothing else of the category."""
    entry = names.menu.sold(held)
    assert entry is not None, "a line that is not on the menu"
    if entry.category not in names.categories:
        return None
    sold = [names.menu.sold(item) for item in (*(x.item for x in cart.lines), *in_meals(cart))]
    if sum(other is not None and other.category == entry.category for other in sold) > 1:
        return None
    return dice.one(names.categories[entry.category])


def _having(dice: Dice, names: Names, line: Line, lines: Sequence[Line]) -> str | None:
    """By an option that nothing else in the order has, whatever the dish: "the one with bacon"."""
    item = names.menu.sold(line.item)
    if not isinstance(item, Item) or line.quantity > 1:
        return None
    others: set[str] = set()
    for other in lines:
        sold = names.menu.sold(other.item)
        if not isinstance(sold, Item):
            return None
        if other is not line:
            others.update(chosen(sold, other.choices))
    size = names.size_group(item)
    fit = [
        c.option
        for c in line.choices
        if c.plain
        and c.option not in others
        and names.options(item, c.option)
        and not (size is not None and c.option in size.options)
    ]
    if not fit:
        return None
    option = names.option(dice, item, dice.one(fit))
    return dice.say("(the one with|the one that has|the thing with|that one with) {o}", o=option)


def _marked(
    dice: Dice, names: Names, line: Line, same: Sequence[Line], lines: Sequence[Line]
) -> str | None:
    """By what tells it from others of its kind: "the one with bacon"."""
    item = names.menu.sold(line.item)
    if not isinstance(item, Item):
        return None
    name = dice.one(names.entries[item.id]) if item.id in names.entries else "one"
    head = "one" if len(same) == len(lines) and dice.chance(0.6) else name
    size = names.size_group(item)
    for choice in dice.some(line.choices, len(line.choices)):
        if any(other.choice(choice.option) for other in same if other is not line):
            if size is None or choice.option not in size.options:
                continue
            if any(other.choice(choice.option) == choice for other in same if other is not line):
                continue
        if not names.options(item, choice.option) or choice.portion != "whole":
            continue
        option = names.option(dice, item, choice.option)
        if size is not None and choice.option in size.options:
            return f"the {option} {head}"
        if not choice.on:
            return dice.say("the {h} (without|with no) {o}", h=head, o=option)
        if choice.plain:
            words = "(the {h} with|the {h} with|the {h} that has|the {h} with the) {o}"
            return dice.say(words, h=head, o=option)
    return _lacking(dice, names, item, line, same, head)


def _lacking(
    dice: Dice, names: Names, item: Item, line: Line, same: Sequence[Line], head: str
) -> str | None:
    """By what all the others have: "the one without bacon"."""
    others = [chosen(item, other.choices) for other in same if other is not line]
    mine = chosen(item, line.choices)
    fit = [
        o
        for o in others[0]
        if o not in mine
        and all(o in has for has in others)
        and names.options(item, o)
        and (group := item.group_of(o))
        and not group.exclusive
    ]
    if not fit:
        return None
    option = names.option(dice, item, dice.one(fit))
    return dice.say("the {h} (without|with no|that has no|without the) {o}", h=head, o=option)


def pointed(sort: str) -> str:
    """The tag of such a reference."""
    return {"name": "by-name", "kind": "by-category", "it": "pronoun", "last": "ordinal",
            "nth": "ordinal", "marked": "by-option", "having": "by-option",
            "other": "other"}[sort]  # fmt: skip


def everything(dice: Dice, cart: Cart) -> str:
    """All lines together."""
    if sum(line.quantity for line in cart.lines) == 2:
        return dice.say("(both|both of them|both of those|them both)")
    return dice.say("(all of them|all of those|everything|them all)")
