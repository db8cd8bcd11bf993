"""Whatever guests say and touch: what must hold after every turn."""

from __future__ import annotations

import asyncio
from datetime import time
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.dialog import Session, StandingClock, Turn
from kiosk.menu import find_menu, load_menu
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import (
    Act,
    Add,
    Ask,
    Clear,
    Delete,
    Modify,
    Quantity,
    Redo,
    Serve,
    Split,
    Swap,
    Topic,
    Undo,
)
from kiosk.order.outcome import Applied, Refused
from kiosk.order.rules import open_choices
from kiosk.understanding.reading import Context, Doubt, Reading

MENU = load_menu(find_menu("burger"))
ENTRIES = [
    "coke", "cheeseburger", "fries", "side_salad", "chicken_nuggets", "apple_pie", "pancakes",
    "cheeseburger_meal", "nugget_meal", "kids_hamburger_meal",
]  # fmt: skip
OPTIONS = ["small", "large", "onion", "bacon", "ranch", "10_piece", "no_ice", "american_cheese"]
SOLD_OUT = frozenset({"sprite", "bacon", "onion_rings", "apple_pie"})

entries = st.sampled_from([*ENTRIES, "sprite", "nothing_of_ours"])
choices = st.lists(
    st.builds(
        Choice,
        st.sampled_from(OPTIONS),
        on=st.booleans(),
        qualifier=st.sampled_from([None, "extra", "light"]),
        count=st.integers(1, 3),
    ),
    max_size=3,
).map(tuple)
refs = st.integers(1, 5)
targets = st.builds(Target, refs, st.sampled_from([None, None, "drink", "side", "main"]))
acts = st.sampled_from(
    ["done", "yes", "no", "repeat", "cancel", "person", "hello", "thanks", "none"]
).map(Act)
edits = st.one_of(
    st.builds(Add, st.builds(Line, entries, st.integers(1, 25), choices)),
    st.builds(Modify, targets, choices),
    st.builds(Quantity, refs, st.integers(0, 25)),
    st.builds(Swap, targets, st.sampled_from(ENTRIES), choices),
    st.builds(Split, refs, st.integers(1, 3), choices, st.sampled_from([None, *ENTRIES])),
    st.builds(Delete, targets),
    st.sampled_from([Clear(), Undo(), Redo(), Serve("dine_in"), Serve("take_away")]),
    acts,
    acts,
    acts,
    st.builds(
        Ask,
        st.sampled_from(get_args(Topic)),
        st.lists(st.sampled_from([*ENTRIES, *OPTIONS, "burgers", "size", "huh"]), max_size=2).map(
            tuple
        ),
    ),
)  # fmt: skip
words = st.sampled_from(["flurble", "no onions", "the sprite", "peanuts"])
doubts = st.builds(
    Doubt,
    st.sampled_from(
        ["unknown_dish", "unknown_words", "ambiguous", "unused_negation", "allergy", "no_line",
         "not_on_item"]
    ),
    words,
    st.lists(st.sampled_from([*ENTRIES, *OPTIONS]), max_size=3).map(tuple),
)  # fmt: skip
readings = st.builds(
    Reading,
    st.lists(edits, max_size=3).map(tuple),
    st.lists(words, max_size=1).map(tuple),
    st.lists(doubts, max_size=1).map(tuple),
    confidence=st.sampled_from([1.0, 1.0, 1.0, 0.2]),
    unsafe=st.sampled_from([False, False, False, True]),
)


class Given:
    """A rung that reads whatever it is handed."""

    def __init__(self) -> None:
        self.next = Reading()

    async def read(self, _text: str, _context: Context) -> Reading:
        return self.next


moments = st.one_of(
    readings,
    readings,
    readings,
    st.lists(edits, min_size=1, max_size=2),
    st.sampled_from(["silence", "nobody came"]),
)


async def lived(session: Session, rung: Given, moment: object) -> Turn | None:
    """One moment of a conversation: words, a touch, or nobody there."""
    if isinstance(moment, Reading):
        rung.next = moment
        return await session.hear("words")
    if isinstance(moment, list):
        return await session.touch(moment)
    reply = session.silence() if moment == "silence" else session.nobody_came()
    assert reply.text
    return None


def told(turn: Turn) -> None:
    """Every refusal is in the reply, by its id and reason."""
    said = {(refusal.id, refusal.reason) for refusal in turn.reply.refuses}
    for outcome in turn.outcomes:
        if isinstance(outcome, Refused):
            assert any(reason == outcome.reason for _, reason in said)
        elif isinstance(outcome, Applied):
            for left in outcome.left_off:
                assert (left.option, left.reason) in said


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(moments, max_size=12), st.integers(0, 3), st.booleans())
def test_no_conversation_breaks_the_rules(conversation, seed, upsell):
    async def talk() -> None:
        rung = Given()
        session = Session(
            MENU,
            rung,
            clock=StandingClock(time(12)),
            sold_out=SOLD_OUT,
            seed=seed,
            upsell=upsell,
        )
        assert session.greet().text
        for moment in conversation:
            status, cart, asked = session.status, session.cart, session.asked
            turn = await lived(session, rung, moment)
            if status not in {"open", "person"}:
                assert (session.status, session.cart) == (status, cart)
            if turn is None:
                continue
            assert turn.reply.text.strip()
            if status == "person":
                assert session.cart == cart
            if session.status == "open":
                assert turn.reply.asks is not None
                assert turn.reply.asked is not None
                assert not turn.reply.ends
            if session.status == "placed" and status == "open":
                assert asked is not None
                assert asked.kind == "confirm"
                assert cart.lines == session.cart.lines
                assert cart.lines
                assert not [o for line in cart.lines for o in open_choices(MENU, line)]
            if status == "open" and Act("repeat") not in turn.edits:
                told(turn)

    asyncio.run(talk())


@settings(max_examples=60)
@given(st.lists(readings, max_size=6))
def test_the_same_conversation_gives_the_same_replies(conversation):
    async def talk() -> list[str]:
        rung = Given()
        session = Session(MENU, rung, clock=StandingClock(time(12)), seed=7)
        said = [session.greet().text]
        for reading in conversation:
            rung.next = reading
            said.append((await session.hear("words")).reply.text)
        return said

    assert asyncio.run(talk()) == asyncio.run(talk())


@settings(max_examples=100)
@given(st.lists(edits, max_size=3).map(tuple), words, st.booleans())
def test_words_left_over_and_unused_negations_are_always_named_or_asked_about(made, left, unsafe):
    async def talk() -> None:
        rung = Given()
        session = Session(MENU, rung, clock=StandingClock(time(12)))
        session.greet()
        rung.next = Reading(made, (left,), unsafe=unsafe)
        turn = await session.hear("words")
        if unsafe or made != (Act("repeat"),):  # "what? a truck went by": why it was not heard
            assert set(left.split()) <= set(turn.reply.unknown)

    asyncio.run(talk())
