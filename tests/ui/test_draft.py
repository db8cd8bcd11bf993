"""A line put together by touch is the line that the engine would make of it."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.menu.availability import Availability
from kiosk.order.cart import Cart
from kiosk.order.engine import Order
from kiosk.order.outcome import Applied
from kiosk.order.pricing import price
from kiosk.ui.draft import Draft

MENUS = {path.stem: load_menu(path) for path in sorted(menus_dir().glob("*.yaml"))}
NOON = Availability(time(12, 0))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Anything on any menu, after a few touches."""
    menu = MENUS[draw(st.sampled_from(sorted(MENUS)))]
    entry = draw(st.sampled_from(menu.entries()))
    draft = Draft.of_new(menu, Availability(), Cart(), entry.id)
    assert isinstance(draft, Draft)
    for _ in range(draw(st.integers(0, 6))):
        if not draft.steps:
            break
        step = draw(st.sampled_from(draft.steps))
        offer = draw(st.sampled_from(draft.offers(step)))
        draft, _ = draft.touched(step, offer.key)
    if draw(st.booleans()):
        draft, _ = draft.counted(draw(st.integers(1, 9)))
    return draft


@given(drafts())
def test_what_is_shown_is_what_is_ordered_and_paid(draft: Draft) -> None:
    order, (outcome,) = Order().turn(draft.menu, draft.result, draft.now)
    assert isinstance(outcome, Applied)
    assert not outcome.left_off
    (line,) = order.cart.lines
    assert line == draft.line
    assert price(draft.menu, order.cart).subtotal == draft.price


@given(drafts(), st.data())
def test_the_price_of_a_touch_is_what_it_adds(draft: Draft, data: st.DataObject) -> None:
    if not draft.steps:
        return
    step = data.draw(st.sampled_from(draft.steps))
    offer = data.draw(st.sampled_from(draft.offers(step)))
    after, _ = draft.touched(step, offer.key)
    if not offer.on and offer.refused is None:
        assert after.price - draft.price == offer.dearer * draft.line.quantity


@pytest.fixture
def burger() -> Menu:
    return MENUS["burger"]


def test_a_meal_walks_its_slots(burger: Menu) -> None:
    draft = Draft.of_new(burger, NOON, Cart(), "cheeseburger_meal")
    assert isinstance(draft, Draft)
    titles = [draft.title(step) for step in draft.steps]
    assert titles == ["Size", "Bun", "Toppings", "Side", "Drink"]
    assert [draft.title(step) for step in draft.open] == ["Drink"]
    draft, _ = draft.touched(draft.open[0], "coke")
    assert draft.open == ()
    assert "Ice" in [draft.title(step) for step in draft.steps]


def test_what_is_sold_out_cannot_be_chosen(burger: Menu) -> None:
    now = Availability(time(12, 0), frozenset({"bacon"}))
    draft = Draft.of_new(burger, now, Cart(), "hamburger")
    assert isinstance(draft, Draft)
    toppings = draft.steps[1]
    offers = {offer.key: offer for offer in draft.offers(toppings)}
    assert offers["bacon"].refused is not None
    assert draft.touched(toppings, "bacon")[0] == draft
