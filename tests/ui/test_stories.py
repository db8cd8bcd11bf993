"""What guests do at the counter: with their hands, with keys, with words, and with all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

import pytest

from kiosk.dialog import Session, StandingClock
from kiosk.locations import menus_dir
from kiosk.menu import load_menu
from kiosk.order.notation import format_cart
from kiosk.ui import Heard, KioskApp, SimulatedTerminal, Till
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.screens.customise import CustomiseScreen
from kiosk.ui.screens.order import OrderScreen
from kiosk.ui.strings import speak
from kiosk.ui.widgets.captions import Spoken
from kiosk.ui.widgets.tile import Tile
from kiosk.ui.widgets.tiles import Tiles
from kiosk.understanding import Rules

from .pilots import Hand
from .seen import runs_out, say, sees, shows, wake

NewSession = Callable[..., Session]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test leaves the language as it found it."""
    yield
    speak("en")


def cart(app: KioskApp) -> list[str]:
    session = app.conversation.session
    return format_cart(session.menu, session.cart)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_customised_meal_in_under_ten_touches_and_no_keyboard(
    new_session: NewSession, size: tuple[int, int]
) -> None:
    terminal = SimulatedTerminal(thinks_s=0)
    app = KioskApp(new_session, till=Till(terminal))
    async with app.run_test(size=size) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Cheeseburger Meal")
        await hand.touch("Sprite")  # its drink is the one thing that is open
        await hand.touch("Toppings")
        await hand.touch("Onions")
        await hand.touch("Add to order")
        await hand.touch("Check out")
        await hand.touch("Yes, that is right")
        await hand.touch("Pay by card")
        await sees(pilot, "Thank you! Your number is", "We call it when your order is ready")
        assert hand.touches < 10
        assert cart(app) == [
            "1 cheeseburger_meal [cheeseburger -onion] [fries +medium] [sprite +medium]"
        ]
        assert terminal.charged == [(app.conversation.session.totals.total, "USD")]


async def test_an_order_by_keyboard_alone(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await focus(pilot.app, "Burgers", pilot)
        await pilot.press("enter")
        await focus(pilot.app, "Double Cheeseburger", pilot)
        await pilot.press("enter")
        await pilot.pause()
        await focus(pilot.app, "Gluten Free Bun", pilot)
        await pilot.press("space", "plus", "ctrl+s")
        await sees(pilot, "2 Double", "Gluten")
        await focus(pilot.app, "Check out", pilot)
        await pilot.press("enter")
        await sees(pilot, "Is your order right?")
        await focus(pilot.app, "Yes, that is right", pilot)
        await pilot.press("enter")
        await sees(pilot, "Your number is", "Please pay at the counter")
        assert cart(app) == ["2 double_cheeseburger +gluten_free"]


async def focus(app: object, words: str, pilot: object) -> None:
    """Go from place to place with Tab until the tile that begins with ``words`` has the focus."""
    assert isinstance(app, KioskApp)
    for _ in range(80):
        await pilot.pause()  # type: ignore[attr-defined]
        here = app.focused
        if isinstance(here, Tile) and here.face.name.startswith(words):
            return
        await pilot.press("tab")  # type: ignore[attr-defined]
    raise AssertionError(f"the keys do not lead to {words}")


async def test_pointing_and_speaking_are_one_turn(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Burgers")
        await hand.touch("Cheeseburger")
        app.conversation.hear(Heard("two of those without onions"))
        await sees(pilot, "2 Cheeseburger", "No onions")
        assert cart(app) == ["2 cheeseburger -onion"]
        assert not isinstance(app.screen, CustomiseScreen)


async def test_what_is_typed_at_a_tile_is_said(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Burgers")
        await hand.touch("Hamburger")
        await pilot.press(*"two", "space", *"of", "space", *"those", "enter")
        await sees(pilot, "2 Hamburger")
        assert cart(app) == ["2 hamburger"]


async def test_words_go_on_where_the_hand_stopped(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Cheeseburger Meal")
        await hand.touch("Size")
        await hand.touch("Large")
        await hand.touch("Next")
        await hand.touch("Sprite")
        assert cart(app) == []
        app.conversation.hear(Heard("two of those with no pickles"))
        await sees(pilot, "2 Cheeseburger Meal", "No pickles", "Sprite")
        assert cart(app) == [
            "2 cheeseburger_meal [cheeseburger -pickle] [fries +large] [sprite +large]"
        ]


async def test_words_change_what_is_open_and_that_is_all_orders_it(
    new_session: NewSession,
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a cheeseburger")
        hand = Hand(pilot)
        await hand.touch("Cheeseburger Meal")
        app.conversation.hear(Heard("no onions and a large coke"))
        await sees(pilot, "✓ Coke")
        await hand.touch("Toppings")
        onions = hand.tile("Onions")
        assert onions is not None
        assert onions.face.mark == "plain"
        await hand.touch("Bacon")
        app.conversation.hear(Heard("and a hamburger"))
        await sees(pilot, "1 Hamburger", "✓ Bacon")
        assert cart(app) == ["1 cheeseburger", "1 hamburger"]
        app.conversation.hear(Heard("that's all"))
        await sees(pilot, "Is your order right?")
        assert cart(app) == [
            "1 cheeseburger",
            "1 hamburger",
            "1 cheeseburger_meal [cheeseburger +bacon -onion] [fries +medium] [coke +large]",
        ]


async def test_that_is_all_asks_what_is_missing_and_loses_nothing(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Cheeseburger Meal")
        app.conversation.hear(Heard("no pickles"))
        app.conversation.hear(Heard("that's all"))
        await sees(pilot, "that's all", "What would you like to drink")
        assert isinstance(app.screen, CustomiseScreen)
        assert cart(app) == []
        app.conversation.hear(Heard("sprite"))
        await sees(pilot, "Is your order right?", "No pickles")
        assert cart(app) == [
            "1 cheeseburger_meal [cheeseburger -pickle] [fries +medium] [sprite +medium]"
        ]


async def test_a_line_is_touched_and_changed(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "two hamburgers")
        hand = Hand(pilot)
        await hand.touch("Hamburger")
        await hand.touch("Toppings")
        await hand.touch("Bacon")
        await hand.touch("Extra")
        await hand.touch("+")
        await hand.touch("Change it")
        await sees(pilot, "3 Hamburger", "Extra bacon")
        assert cart(app) == ["3 hamburger +bacon=extra"]
        await hand.touch("Hamburger")
        await hand.touch("Remove")
        await sees(pilot, "What you order appears")


async def test_every_word_is_captioned_once(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a hamburger")
        await say(pilot, "that's all")
        await say(pilot, "to go")
        captions = [spoken.caption for spoken in app.screen.query(Spoken)]
        assert captions == list(app.conversation.captions)


async def test_half_and_half() -> None:
    menu = load_menu(menus_dir() / "pizza.yaml")
    rules = Rules(menu)
    app = KioskApp(lambda: Session(menu, rules, clock=StandingClock(time(18, 0))))
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Pizzas")
        first = pilot.app.screen.query_one("#items Tile", Tile).face.name
        await hand.touch(first)
        await hand.touch("Large")
        await hand.touch("Toppings")
        await hand.touch("Pepperoni")
        await hand.touch("Left")
        await hand.touch("Mushrooms")
        await hand.touch("Right")
        await hand.touch("Add to order")
        await sees(pilot, "left half", "right half")
        (line,) = cart(app)
        assert "+pepperoni@left" in line
        assert "+mushroom@right" in line


async def test_sold_out_while_it_is_in_the_cart(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a veggie burger and a large coke")
        app.conversation.session.sold_out = frozenset({"veggie_burger"})
        hand = Hand(pilot)
        await hand.touch("Check out")
        await sees(pilot, "ran out of Veggie Burger")
        assert not shows(app, "Is your order right?")
        await hand.touch("Burgers")
        tile = hand.tile("Veggie Burger")
        assert tile is not None
        assert (tile.face.note, tile.face.mark) == ("Sold out", "off")
        await pilot.click(tile)
        assert not isinstance(app.screen, CustomiseScreen)


async def test_what_is_not_sold_at_this_hour_says_from_when(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(200, 60)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Breakfast")
        await sees(pilot, "From 5:00")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_name_and_a_table_by_touch(new_session: NewSession, size: tuple[int, int]) -> None:
    terminal = SimulatedTerminal(thinks_s=0)
    app = KioskApp(new_session, till=Till(terminal))
    async with app.run_test(size=size) as pilot:
        await say(pilot, "a hamburger")
        await say(pilot, "that's all")
        hand = Hand(pilot)
        await hand.touch("Name")
        accent = "\N{ACUTE ACCENT}"
        for key in ("B", "E", "G", "O", "Delete", accent, "Ó", "Ñ", "A", "Space", "J", "O"):
            await hand.touch(key)
        await hand.touch("Done")
        await sees(pilot, "✓ Begóña Jo")
        await hand.touch("Table tent")
        await pilot.press("-", "+")  # a keyboard has more keys than a table has numbers
        for key in ("1", "0", "7"):
            await hand.touch(key)
        await hand.touch("Done")
        await sees(pilot, "✓ Table 107", "Is your order right?")
        await hand.touch("Yes, that is right")
        await hand.touch("Pay by card")
        await sees(pilot, "We bring it to table 107")
        await hand.touch("Done")
        await sees(pilot, "Touch to order")
        journal = app.conversation.session.journal
        assert (journal.guest, journal.table) == (None, None)


async def test_a_card_is_declined_and_the_terminal_does_not_answer(new_session: NewSession) -> None:
    terminal = SimulatedTerminal(("declined", "timed_out"), thinks_s=0)
    app = KioskApp(new_session, till=Till(terminal))
    async with app.run_test(size=(80, 24)) as pilot:
        for words in ("a hamburger", "that's all", "to go"):
            await say(pilot, words)
        await sees(pilot, "✓ Take away", "Is your order right?")
        app.conversation.hear(Heard("yes"))
        hand = Hand(pilot)
        await hand.touch("Pay by card")
        await sees(pilot, "The card was declined.")
        await hand.touch("Pay by card")
        await sees(pilot, "The card terminal did not answer.")
        await hand.touch("Pay at the counter")
        await sees(pilot, "Your number is", "Please pay at the counter")
        assert terminal.charged == []


async def test_nobody_is_there_any_more_and_nothing_of_them_is_kept(
    new_session: NewSession,
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(pilot)
        await hand.touch("Español")
        await say(pilot, "a hamburger")
        await runs_out(pilot)
        await sees(pilot, "¿Sigue ahí?")
        await runs_out(pilot)
        await runs_out(pilot)
        await sees(pilot, "Pedido cerrado")
        await runs_out(pilot)
        await sees(pilot, "Touch to order")
        assert isinstance(app.screen, AttractScreen)
        await wake(pilot)
        await sees(pilot, "What you order appears")
        assert cart(app) == []
        assert [caption.by for caption in app.conversation.captions] == ["house"]


async def test_who_speaks_as_the_last_guest_leaves_is_not_covered(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        app.conversation.reset()
        app.conversation.hear(Heard("a large coke"))
        await sees(pilot, "1 Coke")
        assert isinstance(app.screen, OrderScreen)


@pytest.mark.parametrize(
    ("ways", "twice", "below"),
    [
        (("Burgers", "Hamburger"), "close", "Check out"),
        (("Language · Aa",), "close_comfort", "Check out"),
        (("Check out",), "change", "Check out"),
        (("Check out", "Name"), "Done", "Is your order right?"),
    ],
)
async def test_what_is_closed_by_two_quick_touches_closes_no_other(
    new_session: NewSession, ways: tuple[str, ...], twice: str, below: str
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await say(pilot, "a hamburger")
        hand = Hand(pilot)
        for words in ways:
            await hand.touch(words)
        await pilot.pause(0.2)
        tiles = app.screen.query(Tile)
        tile = next(tile for tile in tiles if twice in (tile.id, tile.face.name))
        tile.action_press()
        tile.action_press()
        await pilot.pause(0.2)
        await sees(pilot, below)


async def test_words_that_order_a_line_close_it_under_a_question_too(
    new_session: NewSession,
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Burgers")
        await hand.touch("Hamburger")
        await sees(pilot, "Add to order")
        app.conversation.prompt()
        await sees(pilot, "Are you still there?")
        app.conversation.hear(Heard("two hamburgers"))
        await sees(pilot, "2 Hamburger", "Check out")
        assert isinstance(app.screen, OrderScreen)
        assert cart(app) == ["2 hamburger"]


async def test_a_step_that_is_gone_is_not_gone_to(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.anywhere()
        await hand.touch("Burgers")
        await hand.touch("Hamburger")
        await sees(pilot, "Add to order")
        app.screen.query_one("#steps", Tiles).press("9")
        await pilot.pause()
        await sees(pilot, "Add to order")


async def test_who_is_still_there_goes_on(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        await runs_out(pilot)
        hand = Hand(pilot)
        await hand.touch("Yes, I am here")
        assert isinstance(app.screen, OrderScreen)
        await sees(pilot, "1 Hamburger")


async def test_words_wake_the_kiosk_and_are_an_order(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.conversation.hear(Heard("a large coke"))
        await sees(pilot, "1 Coke", "Large")


async def test_in_spanish_every_word_of_the_screen_is(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(pilot)
        await hand.touch("Español")
        await sees(pilot, "Aquí aparece su", "Terminar", "Reiniciar", "hable o escriba en inglés")


async def test_in_spanish_the_menu_has_its_own_names() -> None:
    menu = load_menu(menus_dir() / "taqueria.yaml")
    rules = Rules(menu)
    app = KioskApp(lambda: Session(menu, rules, clock=StandingClock(time(12, 30))))
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot)
        await hand.touch("Español")
        await hand.touch("Guarniciones")
        await hand.touch("Totopos")
        await hand.touch("Queso para totopos")
        await hand.touch("Añadir")
        await sees(pilot, "1 Totopos")
        assert cart(app) == ["1 chips +chips_queso"]


async def test_a_plain_list_for_who_does_not_see_the_screen(new_session: NewSession) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await wake(pilot)
        await pilot.press("f2")
        hand = Hand(pilot)
        await hand.touch("Plain list")
        await pilot.press("escape")
        await hand.touch("Burgers")
        await sees(pilot, "Hamburger, $3.49", "Barn Burger, $6.99")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_large_tiles_have_more_room_at_every_size(
    new_session: NewSession, size: tuple[int, int]
) -> None:
    app = KioskApp(new_session)
    async with app.run_test(size=size) as pilot:
        await wake(pilot)
        hand = Hand(pilot)
        await hand.touch("Burgers")
        await app.dress(manner="-large")
        await sees(pilot, "Hamburger")
        items = [tile for tile in app.screen.query("#items Tile") if tile.display]
        assert min(tile.region.width for tile in items) >= 24
        assert min(tile.region.height for tile in items) >= 7
        assert {tile.gutter.width for tile in items} == {6}
