"""A menu drawn for the terminal: sections in the order of the board, then every choice once."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from kiosk.menu.model import Combo, Daypart, Group, Item, Menu, Option, SlotChoice
from kiosk.money import format_money

__all__ = ["board"]


def board(menu: Menu) -> RenderableType:
    """The whole menu."""
    return Stack(_head(menu), _sold(menu), Text("Choices", style="bold"), _choices(menu))


def _head(menu: Menu) -> Text:
    rate = f"{menu.tax.rate.normalize():f} %"
    tax = f"tax {rate} {'included' if menu.tax.inclusive else 'added'}"
    parts = (f"{part.id} {_span(part)}" for part in menu.dayparts.values())
    return Text.assemble((menu.name, "bold"), ("  " + " · ".join((tax, *parts)), "dim"))


def _span(part: Daypart) -> str:
    return f"{part.start:%H:%M}-{f'{part.end:%H:%M}' if part.end else '24:00'}"


def _sold(menu: Menu) -> Table:
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(max_width=34)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    told: dict[str, str] = {}
    for category in menu.categories:
        held = [entry for entry in menu.entries() if entry.category == category]
        if held:
            table.add_row("", Text(category, style="bold"))
        for entry in held:
            said = [
                *(_slots(menu, entry, told) if isinstance(entry, Combo) else _with(menu, entry))
            ]
            if entry.dayparts:
                said.append(f"only at {', '.join(entry.dayparts)}")
            table.add_row(
                f"#{entry.number}" if entry.number else "",
                escape(entry.name),
                _money(menu, entry.price),
                escape("; ".join(said)),
            )
        table.add_section()
    return table


def _money(menu: Menu, price: int) -> str:
    return format_money(price, menu.currency, menu.locale)


def _extra(menu: Menu, price: int) -> str:
    return f" +{_money(menu, price)}" if price else ""


def _priced(group: Group) -> bool:
    """Whether each option is a price of its own: sizes, piece counts, containers."""
    prices = {option.price for option in group.options.values()}
    return group.exclusive and not group.default and 1 < len(prices) == len(group.options)


def _with(menu: Menu, item: Item) -> Iterator[str]:
    groups = [group for group in item.groups.values() if not group.nested]
    for group in filter(_priced, groups):
        options = group.options.values()
        yield " / ".join(f"{o.name} {_money(menu, item.price + o.price)}" for o in options)
    held = [group.options[option].name for group in groups for option in group.default]
    if held:
        yield f"with {', '.join(held)}"
    asked = [g.name for g in groups if g.min > len(g.default) and not _priced(g)]
    if asked:
        yield f"choose {', '.join(asked)}"


def _slots(menu: Menu, combo: Combo, told: dict[str, str]) -> Iterator[str]:
    """A combo's sizes and slots; a list of choices that was ``told`` before is not told again."""
    if combo.sizes:
        names = _option_names(menu)
        yield " / ".join(
            f"{names[size]} {_money(menu, combo.price + up)}" for size, up in combo.sizes.items()
        )
    for slot in combo.slots.values():
        choices = " or ".join(_choice(menu, choice) for choice in slot.choices.values())
        if len(slot.choices) > 1:
            first = told.setdefault(choices, combo.name)
            choices = choices if first == combo.name else f"as {first}"
        if slot.default and len(slot.choices) > 1:
            choices += f" ({menu.items[slot.default].name} if not said)"
        times = f"{slot.quantity} x " if slot.quantity > 1 else ""
        yield f"{slot.name}: {times}{choices}{' (if wanted)' if slot.optional else ''}"


def _choice(menu: Menu, choice: SlotChoice) -> str:
    item = menu.items[choice.item]
    fixed = (option.name for o in choice.options if (option := item.option(o)))
    return " ".join((*fixed, item.name)) + _extra(menu, choice.upcharge)


def _option_names(menu: Menu) -> dict[str, str]:
    return {
        option.id: option.name
        for item in menu.items.values()
        for group in item.groups.values()
        for option in group.options.values()
    }


def _choices(menu: Menu) -> Table:
    """Every group that is not a price list, once, as the first item that has it has it."""
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(style="dim", max_width=24)
    table.add_column(overflow="fold")
    groups: dict[str, Group] = {}
    for item in menu.items.values():
        for group in item.groups.values():
            groups.setdefault(group.id, group)
    for group in groups.values():
        if not _priced(group):
            options = ", ".join(_option(menu, option) for option in group.options.values())
            table.add_row(escape(group.name), escape(", ".join(_rules(group))), escape(options))
    return table


def _option(menu: Menu, option: Option) -> str:
    return f"{option.name}{_extra(menu, option.price)}"


def _rules(group: Group) -> Iterator[str]:
    if group.exclusive:
        yield "one" if group.min else "one or none"
    elif group.min or group.max is not None:
        yield f"{group.min} to {group.max}" if group.max is not None else f"at least {group.min}"
    else:
        yield "any"
    if group.free:
        yield f"{group.free} free"
    if group.max_count > 1:
        yield f"each up to {group.max_count}"
    if group.portions:
        yield "by halves"
    yield from (qualifier.replace("_", " ") for qualifier in group.qualifiers)
