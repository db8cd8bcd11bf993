"""``kiosk`` alone: the screen in this terminal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO

import typer

from kiosk.board import FileBoard
from kiosk.cli.back_office import KeptOrders, Outgoing
from kiosk.cli.books import open_books
from kiosk.cli.glass import Terminal, shown
from kiosk.cli.ladder import open_ladder
from kiosk.cli.metrics import Metrics
from kiosk.cli.options import SoldFrom
from kiosk.cli.sharing import sharing
from kiosk.cli.shop import Shop, healths, stages
from kiosk.cli.terminal_sound import LocalSound
from kiosk.cli.watchdog import watched
from kiosk.config import settings
from kiosk.crew import Door, SoldOut, Volume
from kiosk.errors import UsageError
from kiosk.locations import data_dir
from kiosk.logs import write_to
from kiosk.menu import find_menu, load_menu
from kiosk.ui import Crew, KioskApp, SimulatedTerminal, Till
from kiosk.workers import Scheduler

__all__ = ["screen"]


def screen(
    menu: SoldFrom = None,
    sound: Annotated[
        bool, typer.Option("--sound/--no-sound", help="Listen and speak, where there are devices.")
    ] = True,
    simulated_card: Annotated[
        bool, typer.Option("--simulated-card", help="Take cards that do not exist, to try it out.")
    ] = False,
) -> None:
    """Take orders on a screen in this terminal: by touch, by typing and by voice."""
    if not _can_draw():
        raise UsageError("the screen needs a terminal", hint="order by text: kiosk order")
    file = find_menu(menu if menu is not None else settings().menu)
    load_menu(file)  # what is wrong with it is told before an engine is loaded
    till = Till(SimulatedTerminal() if simulated_card else None)
    with log_file() as log:
        asyncio.run(_serve(file, LocalSound.found() if sound else None, till, log))


def _can_draw() -> bool:
    """In a terminal, or through the driver that ``kiosk serve`` sets for a browser."""
    return "TEXTUAL_DRIVER" in os.environ or (sys.stdin.isatty() and sys.stdout.isatty())


async def _serve(file: Path, sound: LocalSound | None, till: Till, log: TextIO) -> None:
    scheduler = Scheduler()
    async with AsyncExitStack() as stack:
        books = await stack.enter_async_context(open_books())
        ladder = await stack.enter_async_context(open_ladder(scheduler))
        shop = Shop(file, ladder, books.store)
        sold_out = SoldOut(data_dir(), shop.menu.id)
        volume = Volume(data_dir())
        if sound is not None:
            sound.volume = volume.per_cent
        crew = Crew(
            Door(data_dir()),
            sold_out,
            volume if sound is not None else None,
            stages=partial(stages, ladder, sound),
            reload=shop.reload,
            register=KeptOrders(books.store, shop.reopened),
            deliveries=Outgoing(books.store, books.destinations),
            notices=books.notices,
        )
        app = KioskApp(
            shop.session,
            partial(sound.opened, scheduler) if sound else None,
            till=till,
            board=FileBoard(data_dir()),
            crew=crew,
            interrupted=shop.interrupted(),
        )
        if "TEXTUAL_DRIVER" not in os.environ:  # and so not in a browser
            app.driver_class = Terminal
        brokers = books.destinations.brokers
        await stack.enter_async_context(sharing(brokers, shop, sold_out, app.restock))
        if sound is not None:
            sound.menu = shop.menu
            sound.expected = lambda: shop.expected(app.conversation.session)
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(ending, _leave, app, ending)
        await stack.enter_async_context(watched())
        if (port := settings().metrics_port) is not None:
            metrics = Metrics(books.store, partial(healths, ladder, sound))
            app.conversation.observe = metrics.note
            await stack.enter_async_context(metrics.served(port))
        write_to(log)
        await shown(app)


def _leave(app: KioskApp, ending: signal.Signals) -> None:
    """Close what is open when the machine goes down, or the terminal is gone; what is drawn until
    then goes nowhere, and does not fail there."""
    if ending is signal.SIGHUP:
        with Path(os.devnull).open("r+b") as nowhere:
            for stream in (0, 1, 2):
                os.dup2(nowhere.fileno(), stream)
    app.exit()


@contextmanager
def log_file() -> Iterator[TextIO]:
    """What an open screen says; a disk that takes none of it is no reason not to sell."""
    log = _opened_log()
    try:
        yield log
    finally:
        with suppress(OSError):  # it writes what it holds: there may be no room still
            log.close()


def _opened_log() -> TextIO:
    """``screen.log`` among the data; nowhere, where that cannot be written."""
    try:
        data_dir().mkdir(parents=True, exist_ok=True)
        return (data_dir() / "screen.log").open("a", encoding="utf-8")
    except OSError:
        return Path(os.devnull).open("a", encoding="utf-8")
