"""What things cost, and what the order comes to."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.dialog.answers.moment import Moment, choices_named
from kiosk.dialog.describe import lowered
from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Choice, Line
from kiosk.order.pricing import option_price, price, unit_price
from kiosk.order.rules import complete, is_size_group

__all__ = ["least", "prices", "so_far", "total"]


def prices(moment: Moment, about: Sequence[str]) -> str:
    """Of items, meals, options, or a category; of "it" when nothing is named."""
    category = moment.category(about)
    if category is not None:
        return _range(moment, category)
    it = moment.it()
    entries = [it] if not about and it is not None else moment.entries(about)
    if entries:
        return " ".join(_of(moment, e, choices_named(moment.menu, about, e)) for e in entries)
    options = [name for name in about if moment.having(name) is not None]
    if options:
        return " ".join(_of_option(moment, name) for name in options)
    return moment.unsaid(about)


def total(moment: Moment, _about: Sequence[str] = ()) -> str:
    """What the order costs as it stands."""
    if not moment.cart.lines:
        return moment.words.say("nothing_ordered")
    so_far = moment.words.money(price(moment.menu, moment.cart).total)
    return moment.words.say("total_so_far", total=so_far)


def so_far(moment: Moment, _about: Sequence[str] = ()) -> str:
    """The order as it stands."""
    if not moment.cart.lines:
        return moment.words.say("nothing_ordered")
    return moment.words.say("so_far", what=moment.words.described(moment.cart.lines))


def least(menu: Menu, entry: Item | Combo) -> int:
    """Its price in its first size, the smallest, in minor units."""
    return unit_price(menu, _line(entry, tuple(Choice(s) for s in _sizes(entry)[:1]), menu))


def _of(moment: Moment, entry: Item | Combo, choices: tuple[Choice, ...]) -> str:
    """One price, or one for each size where none was said."""
    words, sizes = moment.words, _sizes(entry)
    if not sizes or any(choice.option in sizes for choice in choices):
        line = _line(entry, choices, moment.menu)
        cost = words.money(unit_price(moment.menu, line))
        return words.say("price", entry.name, what=words.describe(line), price=cost)
    own = entry.id if isinstance(entry, Item) else None
    each = []
    for size in sizes:
        line = _line(entry, (*choices, Choice(size)), moment.menu)
        cost = words.money(unit_price(moment.menu, line))
        each.append(words.part("price_for", price=cost, size=words.name(size, own)))
    return words.say("price", entry.name, what=words.one(entry.id), price=words.listed(each))


def _sizes(entry: Item | Combo) -> tuple[str, ...]:
    """What makes the price: the sizes of a meal; of an item, whatever must be chosen."""
    if isinstance(entry, Combo):
        return tuple(entry.sizes)
    for group in entry.groups.values():
        priced = any(option.price for option in group.options.values())
        if group.exclusive and group.min and priced and not group.default:
            return tuple(group.options)
    return ()


def _line(entry: Item | Combo, choices: tuple[Choice, ...], menu: Menu) -> Line:
    """A line to be priced, not ordered."""
    if isinstance(entry, Combo):
        size = choices[-1].option if choices else None
        return complete(menu, Line(entry.id, size=size), Availability())
    return complete(menu, Line(entry.id, choices=choices), Availability())


def _of_option(moment: Moment, name: str) -> str:
    """What an option adds."""
    words, item = moment.words, moment.having(name)
    group = item.group_of(name) if item is not None else None
    assert item is not None
    assert group is not None
    option = group.options[name]
    if is_size_group(moment.menu, group):
        return _of(moment, item, (Choice(name),))
    if name in group.default:
        return words.say("price_included", option=lowered(option.name), one=words.one(item.id))
    cost = sum(option_price(group, Choice(name)))
    if not cost:
        return words.say("price_none", option=lowered(option.name))
    return words.say("price_extra", option=lowered(option.name), price=words.money(cost))


def _range(moment: Moment, category: str) -> str:
    """From the cheapest to the dearest."""
    menu = moment.menu
    costs = [least(menu, e) for e in menu.entries() if e.category == category]
    if not costs:
        return moment.unsaid((category,))
    low, high = moment.words.money(min(costs)), moment.words.money(max(costs))
    return moment.words.say("price_range", category=lowered(category), low=low, high=high)
