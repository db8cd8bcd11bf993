"""``kiosk eval dialogs``: spoken conversations at a lane, with guests who talk over the kiosk."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from kiosk.cli.at_work import AtWork
from kiosk.cli.drivethru_show import Shown
from kiosk.cli.drivethru_tape import house_of, one_car
from kiosk.cli.engines import Engines, open_engines
from kiosk.cli.evaluate_show import figures_table, progress_of
from kiosk.cli.options import AsJson
from kiosk.drivethru import Lane, Sound, Visit, at_once
from kiosk.drivethru.guest import Guest, Line
from kiosk.evaluation.figures import as_ms, as_percent, percentile, rate
from kiosk.evaluation.speech.texts import Dialog, Said, read_dialogs
from kiosk.order.notation import format_cart, same_cart
from kiosk.speech.audio import Audio
from kiosk.speech.pipeline import Ears

__all__ = ["dialogs"]


def dialogs(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Dialogs: who says what, when.")],
    first: Annotated[int, typer.Option(min=1, help="How many of them, at most.")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Conversations in sound from the greeting on: is what was ordered in the cart at the end?

    The guest speaks with the default voice, waits for the kiosk or talks over it as the file says,
    and hears it: replies last as long as they do.
    """
    asked = read_dialogs(file)[:first]
    with progress_of(len(asked)) as done:
        measured = _Measured(asked, done)
        with at_once(measured.at_work.now) as runner:
            runner.run(measured.measure())
    report = measured.report()
    if as_json:
        typer.echo(json.dumps(report))
        return
    table = figures_table("dialogs", "cart right", "silent median", "p95")
    waits = (as_ms(report[name]) for name in ("ms_p50", "ms_p95"))
    table.add_row(str(report["n"]), as_percent(report["final"]), *waits)
    console = Console(highlight=False)
    console.print(table)
    for failed in report["failed"]:
        console.print(f"{failed['name']}: {failed['got']} instead of {failed['want']}")


@dataclass(slots=True)
class _Measured:
    """Dialogs on their way to a report."""

    dialogs: Sequence[Dialog]
    done: Callable[[], None]
    visits: list[Visit] = field(default_factory=list)
    at_work: AtWork = field(default_factory=AtWork)

    async def measure(self) -> None:
        """All of them, one after the other."""
        async with AsyncExitStack() as stack:
            engines = await stack.enter_async_context(open_engines(self.dialogs[0].menu))
            ears = await stack.enter_async_context(engines.ears())
            self.at_work.engines = engines
            for dialog in self.dialogs:
                self.visits.append(await self._held(dialog, engines, ears))
                self.done()
            self.at_work.lane = None

    async def _held(self, dialog: Dialog, engines: Engines, ears: Ears) -> Visit:
        self.at_work.lane = None  # a voice that is at work is waited for
        guest = Guest([await _spoken(engines, said) for said in dialog.turns])
        house = house_of(dialog.menu, engines.ladder.over(dialog.menu), Shown(quiet=True))
        gone: list[Visit] = []
        lane = Lane("1", house, Sound(ears, engines.voice, guest, guest), gone.append)
        guest.answers(lane)
        self.at_work.lane = lane
        await lane.serve(one_car())
        return lane.visit or gone[-1]

    def report(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        waits = [
            exchange.ms["first_audio"]
            for visit in self.visits
            for exchange in visit.exchanges
            if "first_audio" in exchange.ms
        ]
        failed = [
            {
                "name": dialog.name,
                "want": format_cart(dialog.menu, dialog.cart),
                "got": format_cart(dialog.menu, visit.session.cart),
                "status": visit.session.status,
                "heard": [exchange.heard for exchange in visit.exchanges],
            }
            for dialog, visit in zip(self.dialogs, self.visits, strict=True)
            if not same_cart(dialog.menu, dialog.cart, visit.session.cart)
        ]
        return {
            "n": len(self.visits),
            "final": rate(len(self.visits) - len(failed), len(self.visits)),
            "placed": rate(
                sum(visit.session.status == "placed" for visit in self.visits), len(self.visits)
            ),
            "talked_over": sum(visit.talked_over for visit in self.visits),
            "encouraged": sum(visit.encouraged for visit in self.visits),
            "ms_p50": percentile(waits, 0.5) if waits else 0.0,
            "ms_p95": percentile(waits, 0.95) if waits else 0.0,
            "failed": failed,
        }


async def _spoken(engines: Engines, said: Said) -> Line:
    parts = [part async for part in engines.voice.say(said.guest)]
    return Line(Audio.join(parts), said.over)
