"""The screen by words alone: for who cannot touch it, and for who would rather not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from textual.pilot import Pilot

from kiosk.dialog import Session
from kiosk.ui import Heard, KioskApp, SimulatedTerminal, Till
from kiosk.ui.screens.order import OrderScreen
from kiosk.ui.strings import speak

from .seen import sees

NewSession = Callable[..., Session]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


def hear(pilot: Pilot[None], words: str) -> None:
    app = pilot.app
    assert isinstance(app, KioskApp)
    app.conversation.hear(Heard(words))


async def test_an_order_by_voice_alone_and_paid(new_session: NewSession) -> None:
    app = KioskApp(new_session, till=Till(SimulatedTerminal(("declined",), thinks_s=0)))
    async with app.run_test(size=(80, 24)) as pilot:
        hear(pilot, "hello")
        hear(pilot, "a cheeseburger and a large coke")
        await sees(pilot, "1 Cheeseburger", "1 Coke")
        hear(pilot, "Show me the desserts, please.")
        await sees(pilot, "▸ Desserts")
        hear(pilot, "change the second one")
        await sees(pilot, "Change it", "What should be different?")
        hear(pilot, "show me the ice")
        await sees(pilot, "▸ Ice")
        hear(pilot, "back")
        await sees(pilot, "Check out")
        hear(pilot, "check out")
        await sees(pilot, "Is your order right?")
        hear(pilot, "to go")
        await sees(pilot, "✓ Take away")
        hear(pilot, "yes")
        await sees(pilot, "Pay by card")
        hear(pilot, "card")
        await sees(pilot, "The card was declined")
        hear(pilot, "pay at the counter")
        await sees(pilot, "Your number is")
        hear(pilot, "done")
        await sees(pilot, "Touch to order")


async def test_how_the_guest_would_like_the_screen(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hear(pilot, "larger text please")
        await sees(pilot, "All right.")
        assert app.has_class("-large")
        hear(pilot, "normal text")
        hear(pilot, "high contrast")
        hear(pilot, "Español")
        await sees(pilot, "Su pedido", "Terminar")
        assert app.theme == "contrast" and not app.has_class("-large")
        hear(pilot, "English")
        await sees(pilot, "Your order")
        hear(pilot, "settings")
        await sees(pilot, "Plain list")
        hear(pilot, "done")
        for _ in range(100):
            await pilot.pause(0.05)
            if isinstance(app.screen, OrderScreen):
                return
        raise AssertionError("the settings never closed")


async def test_food_is_ordered_and_not_pressed(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hear(pilot, "a coffee")
        await sees(pilot, "1 Coffee")
        hear(pilot, "burgers")
        await sees(pilot, "Did you mean")
        assert isinstance(app.screen, OrderScreen)
