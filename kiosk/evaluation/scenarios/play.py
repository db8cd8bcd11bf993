"""A scenario played against the session that guests use."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter

from kiosk.dialog.ports import StandingClock
from kiosk.dialog.reply import Reply, Status
from kiosk.dialog.session import Session
from kiosk.evaluation.scenarios.differences import Difference, differences, owned
from kiosk.evaluation.scenarios.file import Scenario, Stated
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart
from kiosk.understanding.reading import Understands

__all__ = ["Check", "Played", "PlayedTurn", "play"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a turn states."""

    held: bool
    why: str
    """What was stated and what was there instead."""


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """One turn as it went."""

    guest: str
    reply: Reply
    cart: Cart
    """After the turn."""
    checks: tuple[Check, ...]
    silent: tuple[Difference, ...]
    """New differences from the stated cart that the reply does not own up to."""
    rung: str
    ms: float


@dataclass(slots=True)
class Played:
    """A conversation as it went."""

    scenario: Scenario
    turns: list[PlayedTurn] = field(default_factory=list)
    status: Status = "open"
    cart: Cart = field(default_factory=Cart)
    broke: str | None = None
    """The exception that ended it: a conversation that breaks the program has failed."""


async def play(
    menu: Menu, scenario: Scenario, understanding: Understands, *, seed: int = 0
) -> Played:
    """Greet, say every turn of the guest, and look at what came of it.

    Args:
        menu: what is sold.
        scenario: what is said, and what is stated of it.
        understanding: reads the guest's words.
        seed: which wordings the replies take.
    """
    session = Session(
        menu,
        understanding,
        clock=StandingClock(scenario.at),
        sold_out=scenario.unavailable,
        seed=seed,
    )
    session.greet()
    played = Played(scenario)
    told: set[Difference] = set()
    for stated in scenario.turns:
        start = perf_counter()
        try:
            turn = await session.hear(stated.guest)
        except Exception as fault:
            played.broke = f"{type(fault).__name__}: {fault}"
            break
        ms = 1000 * (perf_counter() - start)
        wrong = [] if stated.cart is None else differences(menu, stated.cart, session.cart)
        new = [d for d in wrong if d not in told]
        silent = tuple(d for d in new if not owned(menu, d, turn.reply))
        told.update(new)
        checks = tuple(_checks(stated, turn.reply, wrong))
        played.turns.append(
            PlayedTurn(stated.guest, turn.reply, session.cart, checks, silent, turn.rung, ms)
        )
    played.status, played.cart = session.status, session.cart
    return played


def _checks(stated: Stated, reply: Reply, wrong: list[Difference]) -> list[Check]:
    out = []
    if stated.cart is not None:
        out.append(Check(not wrong, "; ".join(map(str, wrong))))
    if stated.asks is not None:
        why = f"asks {reply.asks or 'nothing'}, not {stated.asks}"
        out.append(Check(reply.asks == stated.asks, why))
    if stated.says is not None:
        held = stated.says.casefold() in reply.text.casefold()
        out.append(Check(held, f'does not say "{stated.says}"'))
    return out
