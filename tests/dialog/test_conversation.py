"""Whole orders, from the greeting to the closing words."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.dialog import Session, StandingClock
from kiosk.errors import StoreError
from kiosk.order.edits import Act, Add, Quantity
from kiosk.order.notation import format_cart, parse_line
from tests.dialog.notation import NotationRung


def cart(session: Session) -> list[str]:
    return format_cart(session.menu, session.cart)


async def test_an_order_with_a_missing_size_a_meals_drink_and_a_correction_in_the_read_back(begin):
    session = begin()
    turn = await session.hear("add 2 cheeseburger -onion; add 1 coke")
    assert "two Cheeseburgers, no onions, and a Coke" in turn.reply.text
    assert turn.reply.asks == "size"
    assert turn.reply.asked.open.ref == 2
    turn = await session.hear("mod #2 +large")
    assert "large Coke" in turn.reply.text
    assert turn.reply.asks == "anything_else"

    turn = await session.hear("add 1 bacon_cheeseburger_meal")
    assert turn.reply.asks == "drink"
    assert "drink with the Bacon Cheeseburger Meal?" in turn.reply.text
    turn = await session.hear("swap #3.drink sprite; done")
    assert turn.reply.asks == "confirm"
    assert "$22.04" in turn.reply.text

    turn = await session.hear("swap #3.drink root_beer")
    assert turn.reply.asks == "confirm"
    assert "Root Beer" in turn.reply.text
    assert "two Cheeseburgers, no onions" in turn.reply.text
    turn = await session.hear("yes")
    assert session.status == "placed"
    assert turn.reply.ends
    assert "$22.04" in turn.reply.text
    assert cart(session) == [
        "2 cheeseburger -onion",
        "1 coke +large",
        "1 bacon_cheeseburger_meal [bacon_cheeseburger] [fries +medium] [root_beer +medium]",
    ]


async def test_an_order_in_one_breath_is_read_back_at_once(session):
    turn = await session.hear("add 1 barn_burger +bacon=extra; add 1 fries +large; done")
    assert turn.reply.asks == "confirm"
    assert turn.reply.confirms == ("1 barn_burger +bacon=extra", "1 fries +large")
    assert turn.reply.text.count("Barn Burger") == 1
    await session.hear("yes")
    assert session.status == "placed"


async def test_the_screen_and_the_voice_work_on_one_order(session, menu):
    await session.touch([Add(parse_line(menu, "1 hamburger"))])
    turn = await session.hear("mod #1 -pickle")
    assert "no pickles" in turn.reply.text
    await session.touch([Quantity(1, 3)])
    turn = await session.touch([Act("done")])
    assert turn.reply.asks == "confirm"
    turn = await session.hear("yes")
    assert (session.status, cart(session)) == ("placed", ["3 hamburger -pickle"])


async def test_the_guest_is_asked_for_one_thing_at_a_time_in_the_order_of_lines(session):
    turn = await session.hear("add 1 side_salad; add 1 fries; add 1 chicken_nuggets; done")
    asked = [turn.reply.asks]
    for answer in ("mod #1 +ranch", "mod #2 +small", "mod #3 +6_piece"):
        asked.append((await session.hear(answer)).reply.asks)
    assert asked == ["dressing", "size", "pieces", "confirm"]


async def test_no_to_the_read_back_asks_what_to_change_and_reads_back_again(session):
    await session.hear("add 2 apple_pie; done")
    turn = await session.hear("no")
    assert turn.reply.asks == "change"
    turn = await session.hear("qty #1 1")
    assert turn.reply.asks == "confirm"
    await session.hear("yes")
    assert cart(session) == ["1 apple_pie"]


async def test_yes_to_anything_else_goes_on_and_no_reads_back(session):
    await session.hear("add 1 apple_pie")
    turn = await session.hear("yes")
    assert turn.reply.asks == "anything_else"
    turn = await session.hear("add 1 milk")
    assert turn.reply.asks == "anything_else"
    turn = await session.hear("no")
    assert turn.reply.asks == "confirm"


async def test_every_turn_is_in_the_journal_before_its_reply_and_no_words_are(session, journal):
    await session.hear("add 1 apple_pie")
    await session.hear("done; <please>")
    await session.hear("yes")
    assert [event.status for event in journal.events] == ["open", "open", "placed"]
    assert journal.events[0].edits == (Add(parse_line(session.menu, "1 apple_pie")),)
    assert "please" not in repr(journal.events)


class FullDisk:
    """A journal with no room left."""

    def append(self, _event: object) -> None:
        raise StoreError("the disk is full")


async def test_a_turn_that_cannot_be_journaled_changes_nothing(menu):
    noon = StandingClock(time(12))
    session = Session(menu, NotationRung(menu), clock=noon, journal=FullDisk())
    with pytest.raises(StoreError):
        await session.hear("add 1 apple_pie")
    assert not session.cart.lines


async def test_who_did_not_hear_is_told_again_whatever_the_reason(session):
    told = await session.hear("add 1 apple_pie")
    again = await session.hear("repeat; <radio>")
    assert again.reply == told.reply
