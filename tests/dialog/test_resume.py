"""An order that was open when the kiosk went down is offered again."""

from __future__ import annotations

from kiosk.dialog import MemoryJournal, Session, StandingClock, replayed
from kiosk.menu import Menu
from kiosk.order.notation import format_cart
from tests.dialog.notation import NotationRung


def taken_up(menu: Menu, before: Session, journal: MemoryJournal) -> Session:
    """The session after a restart, on what the journal holds."""
    order = replayed(menu, journal.events)
    assert order == before.order
    after = Session(
        menu, NotationRung(menu), clock=StandingClock(before.available.now), journal=journal
    )
    reply = after.resume(order)
    assert reply.asks == "resume"
    assert "Cheeseburger, no onions" in reply.text
    assert reply.confirms == ("1 cheeseburger -onion",)
    return after


async def test_the_guest_goes_on_and_orders(
    menu: Menu, session: Session, journal: MemoryJournal
) -> None:
    await session.hear("add 1 cheeseburger -onion")
    after = taken_up(menu, session, journal)
    assert (await after.hear("yes")).reply.asks == "anything_else"
    await after.hear("done")
    await after.hear("yes")
    assert after.status == "placed"
    assert journal.events[-1].status == "placed"


async def test_the_next_guest_begins_anew_and_may_still_undo(
    menu: Menu, session: Session, journal: MemoryJournal
) -> None:
    await session.hear("add 1 cheeseburger -onion")
    after = taken_up(menu, session, journal)
    await after.hear("no")
    assert not after.cart.lines
    await after.hear("undo")
    assert format_cart(menu, after.cart) == ["1 cheeseburger -onion"]
    assert replayed(menu, journal.events) == after.order
