"""Whatever guests say and touch, the file gives the same cart and the same price again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.menu import Menu, find_menu, load_menu
from kiosk.store import Store
from kiosk.store.database import FILE, open_to_read
from kiosk.store.menus import menu_text, menu_version
from kiosk.store.upkeep import faults
from tests.store.counter import Clock, guest, opened

BURGER = load_menu(find_menu("burger"))
SAID = [
    "add 2 cheeseburger -onion +bacon", "add 1 coke", "add 1 coke +large", "add 3 fries +small",
    "add 1 cheeseburger_meal", "add 1 nugget_meal [chicken_nuggets +10_piece]",
    "add 1 kids_hamburger_meal", "add 1 pancakes", "add 30 apple_pie", "add 1 side_salad +ranch",
    "mod #1 -pickle", "mod #2 +large", "mod #1 +extra_of_nothing", "qty #1 4", "qty #2 0",
    "swap #1 double_cheeseburger", "swap #1.drink sprite +large", "split #1 1 -pickle",
    "split #1 1 cheeseburger_meal", "del #1", "del #3", "undo", "redo", "clear", "serve take_away",
    "add 1 sprite; undo", "undo; add 1 coke +small", "done", "no", "ask price coke", "cancel",
]  # fmt: skip
turns = st.tuples(
    st.sampled_from(SAID),
    st.frozensets(st.sampled_from(["bacon", "sprite", "fries", "onion", "coke"]), max_size=2),
)


@settings(max_examples=40)
@given(said=st.lists(turns, max_size=10), cut=st.integers(0, 9))
def test_any_turns_replay_to_the_same_cart_and_price(
    tmp_path_factory: pytest.TempPathFactory,
    said: list[tuple[str, frozenset[str]]],
    cut: int,
) -> None:
    """The kiosk goes down after some of the turns, and goes on with what it finds."""
    folder = tmp_path_factory.mktemp("counter")

    async def story() -> None:
        store = opened(folder, Clock())
        session = guest(BURGER, store.order(BURGER))
        for number, (turn, sold_out) in enumerate(said):
            if number == cut and session.cart.lines and session.status in ("open", "person"):
                store.close()
                store = opened(folder, Clock())
                assert store.unfinished is not None
                assert store.unfinished.order == session.order
                before, left = session, store.unfinished
                session = guest(left.menu, store.take_up(left))
                session.resume(left.order)
                assert session.totals == before.totals
            session.sold_out = sold_out
            await session.hear(turn)
        kept = await store.latest()
        store.close()
        assert [order.total for order in kept] == [session.totals.total] * bool(session.cart.lines)

    asyncio.run(story())
    with closing(open_to_read(folder / FILE)) as db:
        assert list(faults(db)) == []


@pytest.mark.parametrize("name", ["burger", "coffee", "pizza", "taqueria"])
async def test_a_menu_is_kept_whole_and_once(
    name: str, open_store: Callable[..., Store], tmp_path: Path
) -> None:
    sold = load_menu(find_menu(name))
    store = open_store()
    for _ in range(2):
        item = next(item for item in sold.items.values() if item.price)
        await guest(sold, store.order(sold)).hear(f"add 1 {item.id}")
    store.close()
    again = open_store()
    assert again.unfinished is not None
    assert again.unfinished.menu == sold
    with closing(open_to_read(tmp_path / FILE)) as db:
        assert db.execute("SELECT count(*) FROM menus").fetchone() == (1,)


def test_a_menu_has_another_version_when_a_price_has(menu: Menu) -> None:
    text = menu_text(menu)
    assert menu_version(text) == menu_version(menu_text(load_menu(find_menu("burger"))))
    dearer = text.replace('"price":199', '"price":209')
    assert menu_version(dearer) != menu_version(text)


def held_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_no_word_of_a_guest_is_in_the_file(
    menu: Menu, open_store: Callable[..., Store], tmp_path: Path
) -> None:
    store = open_store()
    session = guest(menu, store.order(menu))
    await session.hear("add 1 coke +large; ask price xylophone <my phone is unplaceable>")
    store.close()
    held = held_in(tmp_path)
    assert b"coke" in held
    assert b"xylophone" not in held
    assert b"unplaceable" not in held
