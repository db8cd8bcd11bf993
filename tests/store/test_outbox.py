"""Tickets reach their destinations: at least once, in order, however often that fails."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kiosk.connect import PlacedOrder, Refused, Undelivered
from kiosk.errors import UsageError
from kiosk.menu import Menu
from kiosk.store import Pace, Queue, Store
from kiosk.store.database import FILE
from tests.store.counter import COKE, orders

Open = Callable[..., Store]
QUICK = Pace(look_s=0.005, first_s=0.001, longest_s=0.005, patience_s=0.2)


@dataclass
class Kitchen:
    """A destination at the other end of a network that does what the test says."""

    name: str = "kitchen"
    faults: list[Exception | None] = field(default_factory=list)
    """What happens at each try, from the first; then all is well."""
    got: list[tuple[int, str]] = field(default_factory=list)
    """Numbers and kinds of the tickets that arrived."""
    keys: list[str] = field(default_factory=list)
    """Of every try."""
    marked: list[bool] = field(default_factory=list)
    """Whether a try was said to be perhaps not the first, likewise."""
    hangs: bool = False

    async def deliver(self, key: str, order: PlacedOrder, *, again: bool = False) -> None:
        self.keys.append(key)
        self.marked.append(again)
        if self.hangs:
            await asyncio.Event().wait()
        if fault := self.faults.pop(0) if self.faults else None:
            raise fault
        self.got.append((order.number, order.kind))


@asynccontextmanager
async def serving(store: Store, *kitchens: Kitchen) -> AsyncIterator[None]:
    delivering = asyncio.create_task(store.outbox(kitchens, QUICK).run())
    try:
        yield
    finally:
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - the other end of a network tells nobody
            await asyncio.sleep(0.005)


async def queue(store: Store) -> Queue:
    (only,) = await store.queues()
    return only


async def test_placed_amended_and_voided_arrive_in_this_order(menu: Menu, open_store: Open) -> None:
    store = open_store("kitchen")
    kitchen = Kitchen()
    async with serving(store, kitchen):
        first = await orders(store, menu, *COKE)
        await orders(store, menu, *COKE)
        await store.void(first.key)
        await until(lambda: len(kitchen.got) == 3)
    assert kitchen.got == [(1, "placed"), (2, "placed"), (1, "void")]
    assert len(set(kitchen.keys)) == 3
    assert await store.queues() == []


async def test_who_is_away_gets_it_later_with_the_same_key_and_those_behind_wait(
    menu: Menu, open_store: Open
) -> None:
    store = open_store("kitchen", "till")
    kitchen = Kitchen(faults=[Undelivered("kitchen: no paper")] * 4)
    till = Kitchen("till")
    for _ in range(2):
        await orders(store, menu, *COKE)
    async with serving(store, kitchen, till):
        await until(lambda: len(kitchen.got) == len(till.got) == 2)
    assert kitchen.got == till.got == [(1, "placed"), (2, "placed")]
    assert len(kitchen.keys) == 6
    assert len(set(kitchen.keys[:5])) == 1


async def test_the_crew_sees_what_waits_and_why(menu: Menu, open_store: Open) -> None:
    store = open_store("kitchen")
    for _ in range(2):
        await orders(store, menu, *COKE)
    kitchen = Kitchen(faults=[Undelivered("kitchen: no paper")] * 1000)
    async with serving(store, kitchen):
        await until(lambda: len(kitchen.keys) > 3)
    seen = await queue(store)
    assert (seen.waiting, seen.dead, seen.error) == (2, 0, "kitchen: no paper")
    assert seen.attempts >= 3
    assert seen.oldest is not None


@pytest.mark.parametrize("fault", [Refused("kitchen: unknown item"), KeyError("price")])
async def test_what_is_refused_is_put_aside_and_sent_again_by_hand(
    menu: Menu, open_store: Open, fault: Exception
) -> None:
    store = open_store("kitchen")
    kitchen = Kitchen(faults=[fault])
    await orders(store, menu, *COKE)
    await orders(store, menu, *COKE)
    async with serving(store, kitchen):
        await until(lambda: len(kitchen.got) == 1)
        assert kitchen.got == [(2, "placed")], "those behind it go on"
        seen = await queue(store)
        assert (seen.waiting, seen.dead) == (0, 1)
        assert str(fault) in seen.error
        assert await store.resend("kitchen") == 1
        await until(lambda: len(kitchen.got) == 2)
    assert kitchen.keys[-1] == kitchen.keys[0]
    assert await store.queues() == []
    with pytest.raises(UsageError, match="put aside for kitchen"):
        await store.resend("kitchen")


async def test_a_destination_that_hangs_is_tried_again(menu: Menu, open_store: Open) -> None:
    store = open_store("kitchen")
    await orders(store, menu, *COKE)
    kitchen = Kitchen(hangs=True)
    async with serving(store, kitchen):
        await until(lambda: len(kitchen.keys) == 1)
        kitchen.hangs = False
        await until(lambda: len(kitchen.got) == 1)
    assert len(set(kitchen.keys)) == 1


async def test_what_was_not_delivered_before_a_restart_is_delivered_after_it(
    menu: Menu, open_store: Open
) -> None:
    store = open_store("kitchen")
    await orders(store, menu, *COKE)
    store.close()
    kitchen = Kitchen()
    again = open_store("kitchen")
    async with serving(again, kitchen):
        await until(lambda: bool(kitchen.got))
    assert kitchen.got == [(1, "placed")]


async def test_what_may_have_arrived_says_so_whatever_became_of_the_kiosk(
    menu: Menu, open_store: Open
) -> None:
    """Paper knows no keys: a second ticket that does not say so is cooked twice."""
    store = open_store("kitchen")
    await orders(store, menu, *COKE)
    off, torn = Undelivered("kitchen: off"), Undelivered("kitchen: plug pulled", perhaps=True)
    kitchen = Kitchen(faults=[off, off, torn, off])
    async with serving(store, kitchen):
        await until(lambda: bool(kitchen.got))
    assert kitchen.marked == [False, False, False, True, True]

    await orders(store, menu, *COKE)
    kitchen = Kitchen(hangs=True)
    async with serving(store, kitchen):  # which is closed, or killed, while it prints
        await until(lambda: len(kitchen.keys) == 1)
    store.close()
    kitchen.hangs = False
    async with serving(open_store("kitchen"), kitchen):
        await until(lambda: bool(kitchen.got))
    assert kitchen.marked == [False, True]


async def test_of_two_kiosks_with_one_journal_one_delivers_until_it_is_gone(
    menu: Menu, open_store: Open
) -> None:
    left, right = open_store("kitchen"), open_store("kitchen")
    busy, idle = Kitchen(), Kitchen()
    async with serving(left, busy):
        await orders(left, menu, *COKE)
        await until(lambda: len(busy.got) == 1)
        async with serving(right, idle):
            await orders(right, menu, *COKE)
            await until(lambda: len(busy.got) == 2)
            assert not idle.got
    async with serving(right, idle):
        await orders(left, menu, *COKE)
        await until(lambda: len(idle.got) == 1)


async def test_what_cannot_be_noted_is_not_delivered_again_meanwhile(
    menu: Menu, open_store: Open, tmp_path: Path
) -> None:
    """The file takes nothing for a while, right after the delivery."""
    store = open_store("kitchen")
    await orders(store, menu, *COKE)
    kitchen = Kitchen()
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute(
            "CREATE TRIGGER stuck BEFORE UPDATE OF attempts ON outbox "
            "BEGIN SELECT raise(ABORT, 'stuck'); END"
        )
        async with serving(store, kitchen):
            await until(lambda: bool(kitchen.got))
            await asyncio.sleep(0.05)
            assert len(kitchen.keys) == 1
            other.execute("DROP TRIGGER stuck")
            await orders(store, menu, *COKE)
            await until(lambda: len(kitchen.got) == 2)
    assert kitchen.got == [(1, "placed"), (2, "placed")]


def test_the_waits_grow_up_to_a_bound() -> None:
    pace = Pace()
    for failed in range(1, 200):
        assert 0 <= pace.pause(failed) <= min(60.0, 0.5 * 2 ** (failed - 1))


async def test_a_trouble_is_logged_when_it_begins_and_when_it_is_over(
    menu: Menu, open_store: Open
) -> None:
    store = open_store("kitchen")
    out, away = Undelivered("out of paper"), Undelivered("no answer")
    kitchen = Kitchen(faults=[out, out, out, away, away, None, Refused("no"), Refused("no")])
    with capture_logs() as lines:
        async with serving(store, kitchen):
            for _ in range(4):
                await orders(store, menu, *COKE)
            await until(lambda: len(kitchen.got) == 2)
    assert [(line["event"], line.get("why")) for line in lines] == [
        ("not delivered", "out of paper"),
        ("not delivered", "no answer"),
        ("delivered again", None),
        ("not delivered", "no"),
        ("not delivered", "no"),
        ("delivered again", None),
    ]
