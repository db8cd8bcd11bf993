"""A run of the chaos test: guests order, things break, and in the end everybody counts."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.chaos.guests import WORDS, Wish, guests
from tests.chaos.kiosk import Down, Kiosk
from tests.chaos.machines import Machines, running
from tests.chaos.tally import Json, Tally, counted

RATES = {
    "kiosk": 0.10,
    "kiosk_at_yes": 0.06,
    "worker": 0.06,
    "broker": 0.05,
    "plug": 0.08,
    "paper": 0.05,
    "cover": 0.05,
    "till": 0.10,
    "disk": 0.05,
}
"""How often each breaks, by order; once in each run at least. ``kiosk_at_yes``: it is killed
within moments of the yes that places an order, before or after it is kept."""
AT_YES_S = 0.08
"""Some times what a yes takes."""
BREAKS_S = 2.0
"""Within which after a guest has come it breaks."""
A_MENU = 50
"""Orders from which on another menu is sold as well, up to all."""
LOADED_S = 30.0
"""In which a kiosk that was started has a worker to be killed."""
AGAIN_S = 0.3
"""After which a guest says again what the kiosk could not keep, and the crew looks again."""
DRAINED_S = 300
"""In which all that waits is delivered once everything is whole."""


async def chaos(orders: int, seed: int, minutes: float | None, disk: Path, room: Path) -> Json:
    """Place ``orders``, or as many as go into ``minutes``; what came of them."""
    began = time.monotonic()
    until = began + 60 * minutes if minutes is not None else None
    dice = Random(seed)  # noqa: S311 - the same each time
    tally, breaks = Tally(), _planned(orders, dice)
    async with running(disk, room) as (machines, set_up):
        kiosk = Kiosk(disk)
        menus = dice.sample(list(WORDS), min(len(WORDS), 1 + orders // A_MENU))
        for n, menu in enumerate(menus):
            set_up(menu)
            kiosk.menu = menu
            await _Shift(kiosk, machines, tally, dice).work(breaks[n :: len(menus)], until)
        await machines.quiet()
        arrived = machines.arrived
    return counted(tally, arrived) | {"seconds": round(time.monotonic() - began, 1)}


def _planned(orders: int, dice: Random) -> list[list[str]]:
    """What breaks while which guest orders."""
    breaks: list[list[str]] = [[] for _ in range(orders)]
    for what, rate in RATES.items():
        for _ in range(max(1, round(orders * rate))):
            breaks[dice.randrange(orders)].append(what)
    return breaks


class _Shift:
    """One menu's guests, one after the other, until all that they ordered is delivered."""

    def __init__(self, kiosk: Kiosk, machines: Machines, tally: Tally, dice: Random) -> None:
        self._kiosk = kiosk
        self._machines = machines
        self._tally = tally
        self._dice = dice
        self._breaking: list[asyncio.Task[None]] = []
        self._busy: set[str] = set()
        """What is broken now: nothing breaks twice at once."""
        self._deadly_yes = False
        """Whether the kiosk is killed at the next."""

    async def work(self, breaks: Sequence[Sequence[str]], until: float | None) -> None:
        """Serve a guest for each of ``breaks``, while that breaks, or until that time; then
        close."""
        await self._kiosk.start()
        for broken, wish in zip(breaks, guests(self._kiosk.menu, self._dice), strict=False):
            if until is not None and time.monotonic() > until:
                break
            for what in broken:
                if what == "kiosk_at_yes":
                    self._deadly_yes = True
                else:
                    self._breaks(what, self._dice.uniform(0, BREAKS_S))
            await self._served(wish)
            print(f"chaos: {len(self._tally.placed)} placed", file=sys.stderr)  # noqa: T201 - progress
        await asyncio.gather(*self._breaking)
        self._machines.heal()
        await self._drained()

    def _breaks(self, what: str, after_s: float) -> None:
        dice = Random(self._dice.random())  # noqa: S311 - likewise
        self._breaking.append(asyncio.create_task(self._broken(what, after_s, dice)))

    async def _broken(self, what: str, after_s: float, dice: Random) -> None:
        await asyncio.sleep(after_s)
        if what in ("kiosk", "kiosk_at_yes"):
            self._tally.kills[what] += self._kiosk.kill()
        elif what == "worker":
            until = time.monotonic() + LOADED_S
            while not (killed := self._kiosk.kill_worker(dice)):
                if time.monotonic() > until:
                    break
                await asyncio.sleep(AGAIN_S)
            self._tally.kills[what] += killed
        elif what not in self._busy:
            self._busy.add(what)
            self._tally.kills[what] += 1
            await self._machines.breakages[what](dice)
            self._busy.remove(what)

    async def _served(self, wish: Wish) -> None:
        """One guest: they say what is missing from what they see, until they have a number."""
        seen = await self._begun()
        while seen["status"] != "placed":
            seen = await self._turn(wish, seen)
        self._told(wish, seen)

    async def _turn(self, wish: Wish, seen: Json) -> Json:
        """What they see after they have spoken."""
        had = len(seen["lines"])
        assert seen["lines"] == wish.cart(had), f"{wish.says} became {seen}"
        assert seen["status"] == "open", seen
        if seen["asks"] == "confirm":
            words = "yes"
            if self._deadly_yes and had == len(wish.says):
                self._deadly_yes = False
                self._breaks("kiosk_at_yes", self._dice.uniform(0, AT_YES_S))
        else:
            words = wish.says[had] if had < len(wish.says) else "that's all"
        try:
            answer = await self._kiosk.ask(say=words)
        except Down:
            return await self._came_back(wish, had)
        if "failed" in answer:  # nothing is ordered that could not be kept
            await asyncio.sleep(AGAIN_S)
            return seen
        return answer

    async def _begun(self) -> Json:
        while True:
            try:
                return await self._kiosk.ask(begin=True)
            except Down:
                await self._started()

    async def _came_back(self, wish: Wish, had: int) -> Json:
        """The kiosk was killed before it answered: the guest goes on with what it offers. Offers it
        nothing, their yes has placed the order, and the crew sees its number, or nothing had been
        said to be ordered, and they say it."""
        offered = (await self._started())["offered"]
        if offered is not None:
            if len(offered["lines"]) < had:
                self._tally.not_offered += 1
            return dict(offered)
        if had == len(wish.says):
            for sale in (await self._looked())["placed"]:
                if sale["number"] not in self._tally.placed and sale["lines"] == wish.cart(had):
                    self._tally.told_by_crew += 1
                    return {"status": "placed", **sale}
        self._tally.not_offered += had > 0
        return await self._begun()

    async def _started(self) -> Json:
        """What it finds at its start, which may be cut off as well."""
        while True:
            try:
                found = await self._kiosk.start()
            except Down:
                continue
            print(f"chaos: started again: {found['notices']}", file=sys.stderr)  # noqa: T201 - likewise
            return found

    async def _looked(self) -> Json:
        while True:
            try:
                return await self._kiosk.ask(look=True)
            except Down:
                await self._started()

    def _told(self, wish: Wish, seen: Json) -> None:
        self._tally.misquoted += abs(seen["total"] - wish.total)
        self._tally.twice += seen["number"] in self._tally.placed
        self._tally.placed[seen["number"]] = wish

    async def _drained(self) -> None:
        """Everything is whole: the kiosk is started once more, and delivers what is left."""
        await self._kiosk.close()
        await self._kiosk.start()
        until = time.monotonic() + DRAINED_S
        while True:
            found = await self._kiosk.ask(look=True)
            if not found["waiting"] or time.monotonic() > until:
                break
            await asyncio.sleep(AGAIN_S)
        self._tally.dead += found["dead"]
        await self._kiosk.close()
