"""A guest who talks over a reply has not heard its question: a yes of theirs is no answer to it."""

from __future__ import annotations

from kiosk.dialog import Session
from kiosk.order.notation import format_cart


async def test_a_read_back_that_did_not_sound_is_not_confirmed(session: Session) -> None:
    await session.hear("add 1 cheeseburger -onion")
    read_back = (await session.hear("done")).reply
    assert read_back.asks == "confirm"
    session.talked_over()
    again = (await session.hear("yes")).reply
    assert session.status == "open"
    assert (again.asks, again.confirms) == ("confirm", read_back.confirms)
    await session.hear("yes")
    assert session.status == "placed"


async def test_a_check_that_did_not_sound_takes_nothing_back(session: Session) -> None:
    await session.hear("add 1 cheeseburger -onion", confidence=0.1)
    assert session.asked is not None
    assert session.asked.kind == "confirm"
    session.talked_over()
    await session.hear("no")
    assert format_cart(session.menu, session.cart) == ["1 cheeseburger -onion"]


async def test_a_choice_may_be_answered_before_it_is_asked(session: Session) -> None:
    await session.hear("add 1 coke ?size")
    asked = session.asked
    assert asked is not None
    session.talked_over()
    assert session.asked == asked
