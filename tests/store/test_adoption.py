"""Orders that were kept in memory while the disk took none come into the journal."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kiosk.menu import Menu
from kiosk.store import Store, StoreDay
from kiosk.store.database import FILE, open_to_read
from kiosk.store.upkeep import faults
from tests.store.counter import COKE, Clock, guest, orders
from tests.store.test_outbox import Kitchen, serving, until


def disk(folder: Path, first: int = 1) -> Store:
    """The store of a start with a disk that takes orders; what memory has comes into it."""
    day = StoreDay(clock=Clock(), first=first)
    return Store(folder / "disk", destinations=("kitchen",), day=day, adopts=folder / "memory")


def memory(folder: Path) -> Store:
    """The store of a start without."""
    day = StoreDay(clock=Clock(), first=501)
    return Store(folder / "memory", destinations=("kitchen",), day=day)


async def test_what_waits_is_delivered_and_who_was_cut_off_goes_on(
    menu: Menu, tmp_path: Path
) -> None:
    with closing(disk(tmp_path)) as store:
        await orders(store, menu, *COKE)
    with closing(memory(tmp_path)) as store:
        await orders(store, menu, *COKE)
        await orders(store, menu, "add 2 cheeseburger -onion")
    kitchen = Kitchen()
    with closing(disk(tmp_path)) as store:
        assert "in the journal now: 2" in store.notices[0]
        left = store.unfinished
        assert left is not None
        session = guest(left.menu, store.take_up(left))
        session.resume(left.order)
        for said in ("yes", "done", "yes"):
            await session.hear(said)
        async with serving(store, kitchen):
            await until(lambda: len(kitchen.got) == 3)
    assert kitchen.got == [(1, "placed"), (501, "placed"), (2, "placed")]
    with closing(open_to_read(tmp_path / "disk" / FILE)) as db:
        assert list(faults(db)) == []
    with closing(disk(tmp_path)) as store:
        assert store.notices == ()


async def test_what_another_kiosk_writes_there_stays_there(menu: Menu, tmp_path: Path) -> None:
    with closing(memory(tmp_path)) as store:
        await orders(store, menu, *COKE)
        with closing(disk(tmp_path)) as beside:
            assert await beside.latest() == []
        assert len(await store.latest()) == 1


async def test_no_number_is_called_twice_in_a_day(menu: Menu, tmp_path: Path) -> None:
    """Also where the disk's reach those of memory, and where memory began anew."""
    with closing(memory(tmp_path)) as store:
        await orders(store, menu, *COKE)
    with closing(disk(tmp_path, first=500)) as store:
        numbers = [(await orders(store, menu, *COKE)).number for _ in range(3)]
    assert numbers == [500, 502, 503]
    for file in (tmp_path / "memory").iterdir():
        file.unlink()
    with closing(memory(tmp_path)) as store:
        again = await orders(store, menu, *COKE)
        assert again.number == 501
    with closing(disk(tmp_path)) as store:
        kept = {order.key: order.number for order in await store.latest()}
        assert kept[again.key] is None, "the guest has it on their ticket"
        ticket = await store.ticket(again.key)
        assert ticket is not None
        assert ticket.number == 501
