"""Serve car after car at a lane, as fast as the machine goes: nothing may be lost, stuck, or grow.

Run: python scripts/soak.py [--minutes 20] [--json]
Real engines, a real store in a folder of its own, guests in the kiosk's own voice who order, talk
over it, murmur, change their minds and leave. Exit status 1 where an order is not accounted for, a
car is stuck, or memory grows by more than one part in twenty.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from datetime import time
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Final

from kiosk.cli.at_work import AtWork
from kiosk.cli.drivethru_tape import one_car
from kiosk.cli.engines import Engines, open_engines
from kiosk.dialog import Session, StandingClock
from kiosk.dialog.expecting import expecting
from kiosk.drivethru import Alert, Caption, House, Lane, Sound, Visit, at_once
from kiosk.drivethru.guest import Guest, Line
from kiosk.errors import KioskError
from kiosk.evaluation.bench.memory import memory_mb
from kiosk.menu import find_menu, load_menu
from kiosk.speech.audio import Audio
from kiosk.store import Store

__all__ = ["Soaked", "soak"]

GROWTH: Final = 0.05
"""Share by which memory may have grown in the end."""
_STUCK_S: Final = 900.0
"""Of the lane's clock: no car stands there for that long."""
_WARM: Final = 5
"""Cars after which memory is what it will be: every guest has come once."""

CARS: Final[Sequence[Sequence[tuple[str, float | None]]]] = (
    (
        ("Can I get two cheeseburgers with no onions?", None),
        ("That's all.", None),
        ("Yes, that's right.", None),
    ),
    (
        ("Hi, I would like a large Coke please.", 1.0),
        ("Okay.", 0.8),
        ("That's all.", None),
        ("Yes, that's right.", None),
    ),
    (
        ("Can I have a cheeseburger and medium fries?", None),
        ("Actually, make that a double cheeseburger.", 0.5),
        ("That's it.", None),
        ("Yes, that's right.", None),
    ),
    (
        ("I want a chocolate shake.", None),
        ("Never mind, cancel my order.", None),
        ("Yes, that's right.", None),
    ),
    (("Can I get a cheeseburger?", None),),
)
"""What guests say, each with how long they let the kiosk speak before; the last one drives off."""


@dataclass(slots=True)
class Soaked:
    """What a soak came to."""

    minutes: float = 0.0
    """Of wall time."""
    cars: int = 0
    sound_s: float = 0.0
    """On the lane's clock."""
    statuses: dict[str, int] = field(default_factory=dict)
    """How the orders of all cars ended."""
    kept: dict[str, int] = field(default_factory=dict)
    """How they stand in the store: those with something in them."""
    with_something: dict[str, int] = field(default_factory=dict)
    """How they ended, likewise."""
    stuck: int = 0
    restarts: int = 0
    faults: list[str] = field(default_factory=list)
    memory_mb: float = 0.0
    """Of all processes, once every guest had come."""
    memory_end_mb: float = 0.0

    @property
    def growth(self) -> float:
        """Of memory, as a share."""
        return self.memory_end_mb / self.memory_mb - 1 if self.memory_mb else 0.0

    @property
    def held(self) -> bool:
        """Whether all is as it should be."""
        return not self.stuck and self.growth <= GROWTH and self.kept == self.with_something


class _Nobody:
    """A crew that never comes."""

    def call(self, alert: Alert) -> None:
        """See ``Crew``."""

    def overhear(self, caption: Caption) -> None:
        """See ``Crew``."""


def soak(minutes: float, menu_name: str = "burger") -> Soaked:
    """Car after car for so many minutes of wall time.

    Raises:
        KioskError: an engine or the store cannot be had.
    """
    at_work = AtWork()
    with at_once(at_work.now) as runner:
        return runner.run(_soak(minutes * 60, menu_name, at_work))


async def _soak(wall_s: float, menu_name: str, at_work: AtWork) -> Soaked:
    soaked, clock = Soaked(), asyncio.get_running_loop().time
    menu = load_menu(find_menu(menu_name))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-soak-"))
        store = Store(Path(folder))
        stack.callback(store.close)
        engines = await stack.enter_async_context(open_engines(menu))
        ears = await stack.enter_async_context(engines.ears())
        understanding = engines.ladder.over(menu)
        cars = [[await _said(engines, *line) for line in car] for car in CARS]

        def session() -> Session:
            noon = StandingClock(time(12))
            return Session(menu, understanding, clock=noon, journal=store.order(menu))

        house = House(session, lambda it: expecting(it, understanding.rules), _Nobody())
        gone: list[Visit] = []
        began, sounds_from = monotonic(), clock()
        for car in cycle(cars):
            if monotonic() - began > wall_s and soaked.cars >= _WARM:
                break
            guest = Guest(car)
            lane = Lane("1", house, Sound(ears, engines.voice, guest, guest), gone.append)
            guest.answers(lane)
            at_work.engines, at_work.lane = engines, lane
            try:
                async with asyncio.timeout(_STUCK_S):
                    await lane.serve(one_car())
            except TimeoutError:
                soaked.stuck += 1
            except KioskError as fault:
                soaked.faults.append(str(fault))
            lane.close()
            soaked.cars += 1
            if soaked.cars == _WARM:
                soaked.memory_mb = _memory()
        at_work.lane = None
        soaked.minutes = round((monotonic() - began) / 60, 2)
        soaked.sound_s = round(clock() - sounds_from, 1)
        soaked.memory_end_mb = _memory()
        soaked.restarts = engines.restarts
        statuses = [(visit.session.status, bool(visit.session.cart.lines)) for visit in gone]
        soaked.statuses = dict(Counter(status for status, _ in statuses))
        soaked.with_something = dict(Counter(status for status, some in statuses if some))
        orders = await store.latest(most=soaked.cars + 1)
        soaked.kept = dict(Counter(order.state for order in orders if order.cart))
        soaked.faults += [fault for visit in gone for fault in visit.faults]
    return soaked


async def _said(engines: Engines, words: str, over_s: float | None) -> Line:
    return Line(Audio.join([part async for part in engines.voice.say(words)]), over_s)


def _memory() -> float:
    return round(memory_mb(_processes(os.getpid())) or 0.0, 1)


def _processes(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            yield from _processes(int(child))


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=20.0, help="of wall time")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    soaked = soak(wanted.minutes)
    if wanted.json:
        print(json.dumps(asdict(soaked) | {"growth": soaked.growth, "held": soaked.held}))
    else:
        print(
            f"{soaked.cars} cars, {soaked.sound_s / 60:.0f} minutes of sound in "
            f"{soaked.minutes:.1f} minutes: {soaked.statuses}; {soaked.stuck} stuck, "
            f"{soaked.restarts} restarts; in the store {soaked.kept}; "
            f"{soaked.memory_mb:.0f} MB, then {soaked.memory_end_mb:.0f} ({soaked.growth:+.1%})"
        )
        for fault in soaked.faults:
            print(f"fault: {fault}")
    return 0 if soaked.held else 1


if __name__ == "__main__":
    sys.exit(main())
