"""What holds whatever is said: random edits on both menus."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.locations import menus_dir
from kiosk.menu import Combo, Item, Menu, load_menu
from kiosk.menu.availability import Availability
from kiosk.order import edits as e
from kiosk.order.cart import Cart, Choice, Line, Service, Target
from kiosk.order.engine import Applied, Order
from kiosk.order.notation import format_edit, format_line, parse_edit, parse_line
from kiosk.order.pricing import price
from kiosk.order.rules import (
    active_groups,
    chosen,
    complete,
    meal_size,
    normal_form,
    open_choices,
    too_many,
)
from tests.order.said import choices_of, option_ids, said_lines

MENUS = (menus_dir() / "burger.yaml", Path(__file__).with_name("pizzeria.yaml"))


@cache
def menu_at(path: Path) -> Menu:
    return load_menu(path)


@st.composite
def cart_edits(draw: st.DrawFn, menu: Menu) -> e.Edit:
    """An edit of a cart of a few lines, whether it fits them or not."""
    slots = [None, None, *sorted({s for c in menu.combos.values() for s in c.slots})]
    ref = draw(st.integers(1, 5))
    target = Target(ref, draw(st.sampled_from(slots)))
    names = st.sampled_from([entry.id for entry in menu.entries()])
    options = choices_of(menu, list(menu.items.values())[:3])
    return draw(
        st.one_of(
            st.builds(e.Add, said_lines(menu)),
            st.builds(e.Modify, st.just(target), options),
            st.builds(e.Quantity, st.just(ref), st.integers(0, 22)),
            st.builds(e.Swap, st.just(target), names, options),
            st.builds(e.Split, st.just(ref), st.integers(0, 3), options, st.none() | names),
            st.builds(e.Delete, st.just(target)),
            st.builds(e.Serve, st.sampled_from(get_args(Service))),
            st.sampled_from([e.Clear(), e.Undo(), e.Redo(), e.Act("done"), e.Ask("price")]),
        )
    )


@st.composite
def availabilities(draw: st.DrawFn, menu: Menu) -> Availability:
    ids = sorted({*(entry.id for entry in menu.entries()), *option_ids(menu)})
    gone = draw(st.frozensets(st.sampled_from(ids), max_size=6))
    return Availability(draw(st.none() | st.times()), gone)


Turn = tuple[Availability, list[e.Edit]]


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Menu, list[Turn]]:
    """A menu and some turns, with what is sold at each."""
    menu = menu_at(draw(st.sampled_from(MENUS)))
    edits = st.lists(cart_edits(menu), min_size=1, max_size=3)
    sold = availabilities(menu) if draw(st.booleans()) else st.just(draw(availabilities(menu)))
    return menu, draw(st.lists(st.tuples(sold, edits), min_size=1, max_size=8))


@settings(max_examples=150)
@given(conversations())
def test_whatever_is_said_the_cart_keeps_the_rules(said: tuple[Menu, list[Turn]]) -> None:
    menu, turns = said
    order = Order()
    for now, edits in turns:
        before = order
        order, outcomes = order.turn(menu, edits, now)
        assert len(outcomes) == len(edits)
        for line in order.cart.lines:
            _keeps_the_rules(menu, line)
            assert normal_form(menu, line) == line
            assert parse_line(menu, format_line(menu, line)) == replace(line, ref=0)
        assert price(menu, order.cart).total == _slow_total(menu, order.cart)
        if not any(isinstance(edit, e.Undo | e.Redo) for edit in edits):
            _undo_returns(menu, before, order, now)


def _undo_returns(menu: Menu, before: Order, after: Order, now: Availability) -> None:
    if _content(after.cart) == _content(before.cart):
        return
    undone, _ = after.turn(menu, [e.Undo()], now)
    assert _content(undone.cart) == _content(before.cart)
    redone, _ = undone.turn(menu, [e.Redo()], now)
    assert _content(redone.cart) == _content(after.cart)


def _content(cart: Cart) -> Cart:
    return replace(cart, next_ref=0)


def _keeps_the_rules(menu: Menu, line: Line) -> None:
    waits = {(o.slot, o.name) for o in open_choices(menu, line)}
    entry = menu.sold(line.item)
    assert line.quantity >= 1
    if isinstance(entry, Item):
        _item_keeps_the_rules(entry, line, None, waits)
        return
    assert isinstance(entry, Combo)
    assert not line.choices
    sized = (None, "size") not in waits
    assert sized or meal_size(menu, entry, line) is None
    for slot in entry.slots.values():
        held = line.slot(slot.id)
        if held is None:
            assert slot.optional or (None, slot.id) in waits
            continue
        assert held.quantity == slot.quantity
        item = menu.items[held.item]
        assert set(slot.choices[held.item].options) <= set(chosen(item, held.choices))
        asked = waits if sized else waits | {(slot.id, "size")}
        _item_keeps_the_rules(item, held, slot.id, asked)


def _item_keeps_the_rules(
    item: Item, line: Line, slot: str | None, waits: set[tuple[str | None, str]]
) -> None:
    on = chosen(item, line.choices)
    assert too_many(item, line.choices) is None
    for group in active_groups(item, line.choices):
        ours = [on[o] for o in group.options if o in on]
        assert len(ours) <= 1 or not group.exclusive
        assert sum(c.count for c in ours) >= group.min or (slot, group.id) in waits
        for choice in ours:
            assert choice.count <= group.max_count
            assert choice.qualifier is None or choice.qualifier in group.qualifiers
            assert choice.portion == "whole" or group.portions
    for choice in line.choices:
        assert item.option(choice.option) is not None


# -- the slow till: every portion on the counter, added up by hand -----------------------------


def _slow_total(menu: Menu, cart: Cart) -> int:
    subtotal = sum(line.quantity * _slow_unit(menu, line) for line in cart.lines)
    if menu.tax.inclusive:
        return subtotal
    tax = (Decimal(subtotal) * menu.tax.rate / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return subtotal + int(tax)


def _slow_unit(menu: Menu, line: Line) -> int:
    entry = menu.sold(line.item)
    if isinstance(entry, Item):
        return entry.price + sum(_slow_portions(entry, line))
    assert isinstance(entry, Combo)
    size = meal_size(menu, entry, line)
    total = entry.price + entry.sizes.get(size or "", 0)
    for name, held in line.slots:
        item, choice = menu.items[held.item], entry.slots[name].choices[held.item]
        each = choice.upcharge + sum(_slow_portions(item, held, free=choice.options))
        if "size" in item.groups and not set(choice.options) & set(item.groups["size"].options):
            each -= _slow_size(item, held)
            if size is not None and entry.sizes:
                meal = item.groups["size"].options[size].price
                each += max(_slow_size(item, held) - meal, 0)
        total += each * held.quantity
    return total


def _slow_size(item: Item, line: Line) -> int:
    sizes = item.groups["size"].options
    return sum(sizes[c.option].price for c in line.choices if c.on and c.option in sizes)


def _slow_portions(item: Item, line: Line, free: Collection[str] = ()) -> list[int]:
    """Charged portions of all groups but those that hold an option in ``free``."""
    on = chosen(item, line.choices)
    charged: list[int] = []
    for group in item.groups.values():
        if set(free) & set(group.options):
            continue
        portions: list[int] = []
        for name, option in group.options.items():
            if name not in on:
                continue
            half = on[name].portion != "whole"
            each = (option.price + 1) // 2 if half else option.price
            said = [each] * on[name].count + [each] * (on[name].qualifier == "extra")
            by_default = name in group.default and group.id != "size"
            portions += said[1:] if by_default else said
        allowance = group.free
        for name, count in group.free_with.items():
            if name in on:
                allowance = count
        for _ in range(min(allowance, len(portions))):
            portions.remove(max(portions))
        charged += portions
    return charged


# -- notation ----------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.data())
def test_every_edit_is_read_back_as_it_was_written(data: st.DataObject) -> None:
    menu = menu_at(data.draw(st.sampled_from(MENUS)))
    edit = data.draw(cart_edits(menu))
    assert parse_edit(menu, format_edit(menu, edit)) == edit


@settings(max_examples=100)
@given(st.data())
def test_a_line_that_was_added_can_be_added_again(data: st.DataObject) -> None:
    menu = menu_at(data.draw(st.sampled_from(MENUS)))
    now = Availability()
    order, _ = Order().turn(menu, [e.Add(data.draw(said_lines(menu)))], now)
    for line in order.cart.lines:
        (first, again), (outcome,) = _again(menu, order, line, now)
        assert isinstance(outcome, Applied)
        assert replace(again, ref=0) == replace(first, ref=0) == replace(line, ref=0)


def _again(
    menu: Menu, order: Order, line: Line, now: Availability
) -> tuple[tuple[Line, Line], tuple[object, ...]]:
    order, outcomes = order.turn(menu, [e.Add(replace(line, ref=0))], now)
    return (order.cart.lines[0], order.cart.lines[1]), outcomes


@pytest.mark.parametrize("path", MENUS, ids=lambda path: path.stem)
def test_every_entry_is_sold_and_every_question_can_be_answered(path: Path) -> None:
    menu = menu_at(path)
    for entry in menu.entries():
        order, _ = Order().turn(menu, [e.Add(Line(entry.id))], Availability())
        for _ in range(10):
            (line,) = order.cart.lines
            waits = open_choices(menu, line)
            if not waits:
                break
            needs, answer = waits[0], waits[0].options[-1]
            edit: e.Edit = e.Modify(Target(line.ref, needs.slot), (Choice(answer),))
            if needs.kind == "slot":
                edit = e.Swap(Target(line.ref, needs.name), answer)
            order, (outcome,) = order.turn(menu, [edit], Availability())
            assert isinstance(outcome, Applied)
            assert not outcome.left_off
        assert not open_choices(menu, order.cart.lines[0])
        assert complete(menu, order.cart.lines[0], Availability()) == order.cart.lines[0]
