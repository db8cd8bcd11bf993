"""``kiosk eval noise``: a lane where nobody speaks but the place, and the kiosk itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.markup import escape

from kiosk.cli.at_work import AtWork
from kiosk.cli.drivethru_tape import house_of, one_car
from kiosk.cli.engines import Engines, open_engines
from kiosk.cli.evaluate_show import figures_table, progress_of
from kiosk.cli.options import AsJson
from kiosk.drivethru import Alert, Caption, Deck, Lane, Sound, Visit, at_once
from kiosk.errors import AudioError
from kiosk.evaluation.speech.disturbances import DISTURBANCES
from kiosk.menu import find_menu, load_menu
from kiosk.order.edits import Act
from kiosk.speech.audio import SPEECH_RATE, Audio
from kiosk.speech.echo import Apart, EchoCanceller, EchoFree
from kiosk.speech.echoing import Echoing
from kiosk.speech.pipeline import Ears

__all__ = ["noise"]


def noise(
    minutes: Annotated[float, typer.Option(min=0.1, max=600, help="Of sound, in all.")] = 10,
    menu_name: Annotated[str, typer.Option("--menu", metavar="MENU", help="What is sold.")] = (
        "burger"
    ),
    seed: Annotated[int, typer.Option(min=0, help="Of the sounds.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Noise, music, coughs, horns, and the kiosk's own voice from its own speaker: does anything
    of it become words or an order?

    A car for each kind of sound, whose guest says nothing: the kiosk greets it, waits, and asks
    whether anybody is there. Half of them with the echo canceller, half without. Exit status 1
    where an order was changed.
    """
    measured = _Measured(minutes * 60, menu_name, seed)
    with progress_of(len(measured.cars)) as done, at_once(measured.at_work.now) as runner:
        runner.run(measured.measure(done))
    report = measured.report()
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        _show(report)
    if report["edits"]:
        raise typer.Exit(1)


def _show(report: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    table = figures_table("sound", "own voice", "seconds", "texts", "edits")
    for row in report["kinds"]:
        counted = (f"{row['sound_s']:.0f}", str(row["texts"]), str(row["edits"]))
        table.add_row(row["kind"], row["own_voice"], *counted)
    console.print(table)
    for heard in report["heard"]:
        console.print(f"{heard['kind']}: {escape(heard['text'])}")
    for fault in report["faults"]:
        console.print(f"[yellow]{escape(fault)}[/]")


class _Crew:
    """Hears all that the lane takes for a guest's words."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def call(self, alert: Alert) -> None:
        """See ``Crew``."""

    def overhear(self, caption: Caption) -> None:
        """See ``Crew``."""
        if caption.by == "guest":
            self.texts.append(caption.text)


@dataclass(slots=True)
class _Car:
    """A car whose guest says nothing."""

    kind: str
    cancelled: bool
    """Whether the echo canceller takes out the kiosk's voice; else it is kept apart."""
    texts: list[str] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    @property
    def edits(self) -> int:
        """What changed the order, or was meant to."""
        exchanges = (exchange for visit in self.visits for exchange in visit.exchanges)
        edits = (edit for exchange in exchanges for edit in exchange.turn.edits)
        return sum(edit != Act("none") for edit in edits)


class _Measured:
    """Cars on their way to a report."""

    def __init__(self, sound_s: float, menu_name: str, seed: int) -> None:
        self.cars = [_Car(kind, way) for kind in DISTURBANCES for way in (True, False)]
        self._each_s = sound_s / len(self.cars)
        self._menu = load_menu(find_menu(menu_name))
        self._seed = seed
        self._faults: list[str] = []
        self.at_work = AtWork()

    async def measure(self, done: Callable[[], None]) -> None:
        """All of them, one after the other.

        Raises:
            KioskError: an engine cannot be had.
        """
        async with AsyncExitStack() as stack:
            engines = await stack.enter_async_context(open_engines(self._menu))
            ears = await stack.enter_async_context(engines.ears())
            self.at_work.engines = engines
            for number, car in enumerate(self.cars):
                try:
                    await self._stands(car, number, engines, ears)
                except AudioError as missing:
                    self._faults.append(f"{car.kind}: {missing}")
                done()
            self.at_work.lane = None

    async def _stands(self, car: _Car, number: int, engines: Engines, ears: Ears) -> None:
        self.at_work.lane = None  # a voice that is at work is waited for
        chance = np.random.default_rng([self._seed, number])
        sound = DISTURBANCES[car.kind](round(self._each_s * SPEECH_RATE), chance)
        deck = Deck(Audio(sound, SPEECH_RATE))
        crew = _Crew()
        house = house_of(self._menu, engines.ladder.over(self._menu), crew)
        lane = Lane("1", house, _sound(car, deck, engines, ears), car.visits.append)
        self.at_work.lane = lane
        await lane.serve(one_car())
        if lane.visit is not None:
            car.visits.append(lane.visit)
        car.texts = crew.texts

    def report(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        return {
            "minutes": round(len(self.cars) * self._each_s / 60, 2),
            "texts": sum(len(car.texts) for car in self.cars),
            "edits": sum(car.edits for car in self.cars),
            "kinds": [
                {
                    "kind": car.kind,
                    "own_voice": "cancelled" if car.cancelled else "kept apart",
                    "sound_s": round(self._each_s, 1),
                    "texts": len(car.texts),
                    "edits": car.edits,
                }
                for car in self.cars
            ],
            "heard": [{"kind": car.kind, "text": text} for car in self.cars for text in car.texts],
            "faults": self._faults,
        }


def _sound(car: _Car, deck: Deck, engines: Engines, ears: Ears) -> Sound:
    if not car.cancelled:
        apart = Apart(Echoing(deck), lambda: deck.playing)
        return Sound(ears, engines.voice, apart, deck, hears_itself=True)
    canceller = EchoCanceller()
    free = EchoFree(Echoing(deck, canceller), canceller)
    return Sound(ears, engines.voice, free, deck)
