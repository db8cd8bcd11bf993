"""A terminal that grows and shrinks while somebody orders."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from kiosk.dialog import Session
from kiosk.ui import KioskApp

from .pilots import Hand
from .seen import LONG, screen_text, sees

SMALL, LARGE = (80, 24), (120, 40)


async def making_a_hamburger(pilot: Pilot[None]) -> Hand:
    hand = Hand(pilot)
    await hand.anywhere()
    await hand.touch("Burgers")
    await hand.touch("Hamburger")
    await sees(pilot, "Add to order")
    return hand


async def back_at_the_counter(hand: Hand) -> list[str]:
    await hand.touch("Back")
    await sees(hand.pilot, "Check out", "What you order appears")
    await hand.pilot.pause(0.2)
    return screen_text(hand.pilot.app)


@pytest.mark.parametrize(("before", "after"), [(SMALL, LARGE), (LARGE, SMALL)])
async def test_the_counter_that_a_screen_covers_follows_the_terminal(
    new_session: Callable[..., Session], before: tuple[int, int], after: tuple[int, int]
) -> None:
    app = KioskApp(new_session, patience=LONG)
    async with app.run_test(size=after) as pilot:
        always_so = await back_at_the_counter(await making_a_hamburger(pilot))
    app = KioskApp(new_session, patience=LONG)
    async with app.run_test(size=before) as pilot:
        hand = await making_a_hamburger(pilot)
        await pilot.resize_terminal(*after)
        await sees(pilot, "Add to order")
        assert await back_at_the_counter(hand) == always_so


@pytest.mark.parametrize("small", [(1, 1), (4, 3), (20, 6)])
@pytest.mark.parametrize("manner", ["", "-large", "-linear"])
async def test_a_terminal_that_is_far_too_small_breaks_nothing(
    new_session: Callable[..., Session], small: tuple[int, int], manner: str
) -> None:
    app = KioskApp(new_session, patience=LONG)
    async with app.run_test(size=LARGE) as pilot:
        hand = await making_a_hamburger(pilot)
        if manner:
            await app.dress(manner=manner)
        for size in (small, LARGE):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.2)
        await sees(pilot, "Add to order")
        await hand.touch("Back")
        for size in (small, LARGE):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.2)
        await sees(pilot, "Check out")
