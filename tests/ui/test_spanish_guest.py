"""A guest who reads Spanish: every word of the kiosk is theirs, and its English voice is silent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

import pytest

from kiosk.board import FileBoard
from kiosk.crew import Door, SoldOut, set_pin
from kiosk.dialog import Session, StandingClock
from kiosk.errors import AudioError
from kiosk.menu import Menu
from kiosk.order.engine import Order
from kiosk.order.notation import format_cart, parse_cart
from kiosk.store import Store
from kiosk.ui import Crew, Heard, Interrupted, KioskApp, Lost, SimulatedTerminal, Till
from kiosk.ui.strings import speak
from kiosk.understanding import Rules
from tests.dialog.spanish import english_in, menu_called

from .conftest import Booth
from .pilots import PIN, Hand
from .seen import runs_out, say, sees

NOTICE = "Lea aquí las respuestas; la voz solo habla inglés."
IN_ENGLISH = "Toque la pantalla para pedir todo: solo entiendo inglés."

X = "\N{MULTIPLICATION SIGN}"

NewSession = Callable[[], Session]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test leaves the language as it found it."""
    yield
    speak("en")


@pytest.fixture(scope="module")
def taqueria() -> Menu:
    """A menu with Spanish names."""
    return menu_called("taqueria")


@pytest.fixture(scope="module")
def understands(taqueria: Menu) -> Rules:
    return Rules(taqueria)


@pytest.fixture
def at_the_taqueria(store: Store, taqueria: Menu, understands: Rules) -> NewSession:
    """At half past twelve, with the journal of this counter."""
    noon = StandingClock(time(12, 30))
    return lambda: Session(taqueria, understands, clock=noon, journal=store.order(taqueria))


def told(app: KioskApp) -> list[str]:
    """What the kiosk has said."""
    return [caption.text for caption in app.conversation.captions if caption.by == "house"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_whole_order_by_touch(
    at_the_taqueria: NewSession,
    taqueria: Menu,
    store: Store,
    booth: Booth,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    board = FileBoard(tmp_path)
    terminal = SimulatedTerminal(("declined", "timed_out"), thinks_s=0)
    app = KioskApp(at_the_taqueria, booth.opened, till=Till(terminal), board=board)
    async with app.run_test(size=size) as pilot:
        hand = Hand(pilot)
        await hand.touch("Español")
        await sees(pilot, "¿Qué desea", NOTICE)
        for words in ("Tacos", "Taco", "Carne asada", "Añadir"):
            await hand.touch(words)
        await sees(pilot, f"1 {X} Taco (carne asada).")

        await hand.touch("Taco de birria")
        app.conversation.stock(frozenset({"birria_taco"}))
        await hand.touch("Añadir")
        await sees(pilot, "Lo siento, ahora no hay Taco de birria.")

        await runs_out(pilot)
        await sees(pilot, "¿Sigue ahí?")
        await hand.touch("Sí, aquí estoy")
        await hand.touch("Terminar")
        await sees(pilot, "$4.63")
        assert f"1 {X} Taco (carne asada)" in told(app)[-1]
        assert json.loads((tmp_path / "board.json").read_text())["said"] == told(app)[-1]
        await hand.touch("Para llevar")
        await hand.touch("Sí, está bien")
        await sees(pilot, "¿Cómo desea pagar?")
        await hand.touch("Pagar con tarjeta")
        await sees(pilot, "La tarjeta fue rechazada.")
        await hand.touch("Pagar con tarjeta")
        await sees(pilot, "La terminal no respondió")
        await hand.touch("Pagar con tarjeta")
        await sees(pilot, "Su número es", "gracias! Su total es $4.63.")
        placed = told(app)
    assert not any(english_in(text, taqueria) for text in placed), placed
    assert placed.count(NOTICE) == 1
    assert booth.said == []
    (order,) = await store.latest()
    assert (order.state, order.cart) == ("placed", ("1 taco +carne_asada",))
    board.close()


async def test_what_is_not_understood_is_said_to_be_so_once(
    at_the_taqueria: NewSession, taqueria: Menu, booth: Booth
) -> None:
    app = KioskApp(at_the_taqueria, booth.opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await Hand(pilot).touch("Español")
        for heard in ("pastelitos de nata", "a large horchata", "pastelitos de nata"):
            await say(pilot, heard)
        assert sum(IN_ENGLISH in text for text in told(app)) == 1
        booth.ears.put_nowait(Lost())
        await sees(pilot, "No se oyó bien; dígalo otra vez, por favor")
        booth.ears.put_nowait(Heard("a large horchata", 0.9))
        await sees(pilot, f"1 {X} Horchata (grande).", "$9.69")
        booth.ears.put_nowait(AudioError("the microphone is gone"))
        await sees(pilot, "Hay un fallo técnico: the microphone is gone")
        assert not any(english_in(text, taqueria) for text in told(app))
    assert booth.said == []


async def test_another_language_begins_with_the_next_words_and_ends_with_the_guest(
    new_session: NewSession, booth: Booth
) -> None:
    app = KioskApp(new_session, booth.opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a hamburger")
        await say(pilot, "spanish")
        await say(pilot, "a cheeseburger")
        await sees(pilot, f"1 {X} Cheeseburger.")
        await say(pilot, "english")
        await say(pilot, "a large coke")
        await sees(pilot, "a large Coke.")
        await say(pilot, "spanish")
        app.conversation.reset()
        await sees(pilot, "Touch to order")
        await say(pilot, "a hamburger")
        await sees(pilot, "Hi, welcome to Burger Barn!", "a Hamburger.")
    assert not any(X in text for text in booth.said)
    assert sum("Hamburger" in text for text in booth.said) == 2


async def test_who_has_a_voice_for_spanish_speaks_it(
    at_the_taqueria: NewSession, booth: Booth
) -> None:
    booth.speaks = "es"
    app = KioskApp(at_the_taqueria, booth.opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await Hand(pilot).touch("Español")
        await sees(pilot, "¿Qué desea")
        assert booth.said == told(app)


async def test_an_order_that_was_cut_off_goes_on_in_spanish(
    at_the_taqueria: NewSession, taqueria: Menu, new_session: NewSession
) -> None:
    again = at_the_taqueria()
    again.language = "es"
    left = Order(parse_cart(taqueria, ["2 horchata +large"]))
    app = KioskApp(new_session, interrupted=Interrupted(again, left))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, f"Todavía tengo 2 {X} Horchata (grande).", "¿Desea continuar", "Terminar")
        await Hand(pilot).touch("Reiniciar")
        await sees(pilot, "Touch to order")
        assert app.conversation.session.language == "en"


async def test_the_crew_helps_and_hands_back_in_spanish(
    at_the_taqueria: NewSession, taqueria: Menu, tmp_path: Path, booth: Booth
) -> None:
    set_pin(tmp_path, PIN)
    crew = Crew(Door(tmp_path), SoldOut(tmp_path, "taqueria"))
    app = KioskApp(at_the_taqueria, booth.opened, crew=crew)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.touch("Español")
        await say(pilot, "a large horchata")
        await say(pilot, "can i talk to a person")
        await pilot.press("f9")
        for words in (*PIN, "Listo", "Atender", "Devolver", "Atrás"):
            await hand.touch(words)
        await say(pilot, "another one")
        assert format_cart(taqueria, app.conversation.session.cart) == ["2 horchata +large"]
        assert not any(english_in(text, taqueria) for text in told(app)), told(app)
    assert booth.said == []
