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


async def test_a_name_and_a_table_by_voice_alone(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        hear(pilot, "a cheeseburger")
        hear(pilot, "that's all")
        await sees(pilot, "Is your order right?")
        hear(pilot, "Name.")
        await sees(pilot, "Your name")
        hear(pilot, "My name is Joan.")
        await sees(pilot, "Joan. Is that right?")
        hear(pilot, "no")
        await sees(pilot, "Please say it again, or spell it.")
        hear(pilot, "J-O-H-N.")
        await sees(pilot, "John. Is that right?")
        hear(pilot, "Yes.")
        await sees(pilot, "✓ John", "Is your order right?")
        hear(pilot, "table tent")
        await sees(pilot, "Number of your table tent")
        hear(pilot, "One hundred and seven.")
        await sees(pilot, "107. Is that right?")
        hear(pilot, "done")
        await sees(pilot, "✓ Table 107", "Is your order right?")
        hear(pilot, "it's table twelve")
        await sees(pilot, "✓ Table 12")
        hear(pilot, "the name is María José")
        await sees(pilot, "✓ María José", "Is your order right?")
        hear(pilot, "and a large coke")
        await sees(pilot, "1 Coke")
        journal = app.conversation.session.journal
        assert (journal.guest, journal.table) == ("María José", "12")


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


@pytest.mark.parametrize("words", ["dark", "normal size"])
async def test_an_answer_about_food_is_none_about_the_screen(
    new_session: NewSession, words: str
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hear(pilot, "could you please use light colours")
        await sees(pilot, "All right.")
        hear(pilot, words)
        await app.conversation.answered()
        await pilot.pause()
        said = [caption.text for caption in app.conversation.captions]
        assert said.count("All right.") == 1
        assert (app.theme, said[-2]) == ("light", words)


async def test_food_is_ordered_and_not_pressed(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hear(pilot, "a coffee")
        await sees(pilot, "1 Coffee")
        hear(pilot, "burgers")
        await sees(pilot, "Did you mean")
        assert isinstance(app.screen, OrderScreen)
