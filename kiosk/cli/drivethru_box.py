"""The lanes of this machine, served from its devices until somebody ends it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import typer

from kiosk.board import FileBoard
from kiosk.cli.books import open_books
from kiosk.cli.drivethru_show import Shown
from kiosk.cli.engines import open_engines
from kiosk.cli.lanes import LaneSettings, open_sound
from kiosk.cli.shop import Shop
from kiosk.cli.signals import Signals, from_broker, from_keys, from_pin
from kiosk.cli.tasks import together
from kiosk.cli.watchdog import watched
from kiosk.config import read_settings
from kiosk.connect.destination import Undelivered
from kiosk.connect.mqtt import Broker
from kiosk.crew import SoldOut
from kiosk.dialog import Session
from kiosk.drivethru import Alert, Caption, House, Lane, Visit
from kiosk.drivethru.keeping import Kept
from kiosk.drivethru.shadow import Shadow
from kiosk.errors import AudioError, KioskError
from kiosk.locations import data_dir
from kiosk.menu import load_menu
from kiosk.speech import wav
from kiosk.speech.audio import Audio

__all__ = ["serve_lanes"]

_ALERT_S: Final = 5.0
"""Longest time to hand an alert to a broker: later it wakes nobody."""


class _Crew:
    """The ``Crew`` at this terminal, and those who follow the store's broker."""

    def __init__(self, shown: Shown, brokers: tuple[Broker, ...]) -> None:
        self._shown = shown
        self._brokers = brokers
        self._telling: set[asyncio.Task[None]] = set()

    def overhear(self, caption: Caption) -> None:
        """See ``Crew``: what is said is heard here alone."""
        self._shown.overhear(caption)

    def call(self, alert: Alert) -> None:
        """See ``Crew``."""
        self._shown.call(alert)
        for broker in self._brokers:
            telling = asyncio.create_task(_tell(broker, alert))
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)


async def _tell(broker: Broker, alert: Alert) -> None:
    topic = broker.address.topics.lane("alert", alert.lane)
    told = json.dumps({"why": alert.why, "text": alert.text}).encode()
    with contextlib.suppress(Undelivered):  # this terminal shows it all the same
        await broker.publish(topic, told, seconds=_ALERT_S)


async def serve_lanes(file: Path, shown: Shown, *, as_json: bool, shadow: bool) -> None:
    """All lanes of the settings, on one set of engines and one store.

    Raises:
        KioskError: a setting cannot be used, a device or an engine cannot be had.
    """
    have = read_settings(LaneSettings)
    async with AsyncExitStack() as stack:
        with shown.loading():
            tell = partial(_notice, shown)
            books = await stack.enter_async_context(open_books(tell))
            engines = await stack.enter_async_context(open_engines(load_menu(file)))
            shop = Shop(file, engines.ladder, books.store)
        brokers = books.destinations.brokers
        crew = _Crew(shown, brokers)
        done = partial(account_for, shown=shown, as_json=as_json, shadow=shadow)
        signals = {name: Signals() for name in have.lanes}
        lanes: list[Lane] = []
        for name, section in have.lanes.items():
            # The board of this machine is the first lane's: another's would be another screen.
            board = None if lanes else FileBoard(data_dir())
            house = House(_with_sold_out(shop), shop.expected, crew, board, shadow, have.recordings)
            sound = await stack.enter_async_context(open_sound(section, engines))
            kept = Kept(sound.source) if have.recordings else None
            if kept is not None:
                sound = replace(sound, source=kept)
            lanes.append(Lane(name, house, sound, partial(done, name=name, kept=kept)))
            if section.pin is not None:
                stack.enter_context(from_pin(section.pin, signals[name]))
        for broker in brokers:
            from_broker(broker, signals)
        stack.enter_context(from_keys(signals))
        await stack.enter_async_context(watched())
        shown.ready(list(have.lanes))
        async with together() as serving:
            for lane in lanes:
                detects = have.lanes[lane.name].detector != "voice"
                serving.create_task(lane.serve(signals[lane.name], detects=detects))


def _notice(shown: Shown, notice: str) -> None:
    """What a person should know of the store."""
    shown.overhear(Caption("", "fault", notice))


def _with_sold_out(shop: Shop) -> Callable[[], Session]:
    """Sessions that know what the crew has 86'd by then."""

    def session() -> Session:
        made = shop.session()
        made.sold_out = SoldOut(data_dir(), made.menu.id).ids
        return made

    return session


def account_for(
    visit: Visit, *, name: str, kept: Kept | None, shown: Shown, as_json: bool, shadow: bool
) -> None:
    """A car is gone: what it came to is printed, and kept where the operator wants it so. What
    cannot be kept is one of its faults."""

    @contextlib.contextmanager
    def at_fault() -> Iterator[None]:
        try:
            yield
        except KioskError as fault:
            visit.faults.append(str(fault))
            shown.overhear(Caption(name, "fault", str(fault)))

    audio: str | None = None
    verdict: dict[str, Any] = {}
    if kept is not None:
        with at_fault():
            audio = _keep(kept.take(), name)
    if shadow and visit.ordered is not None:
        counts = Shadow(data_dir())
        with at_fault():
            verdict["shadow"] = {"agreed": counts.note(visit.session, visit.ordered)}
            shown.agreement(counts.so_far())
    shown.summary(visit)
    if as_json:
        told = visit.record({"in": audio, "out": None}) | {"lane": name} | verdict
        typer.echo(json.dumps(told, ensure_ascii=False))


def _keep(sound: Audio, lane: str) -> str:
    """Where the sound of a car is kept.

    Raises:
        AudioError: it cannot be written.
    """
    folder = data_dir() / "recordings"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as refused:
        raise AudioError(f"{folder}: {refused.strerror}") from refused
    file = folder / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-lane-{lane}.wav"
    wav.write(file, sound)
    return str(file)
