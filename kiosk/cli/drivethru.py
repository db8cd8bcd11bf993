"""``kiosk drivethru``: the speaker box, on devices as on recordings."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.drivethru_box import serve_lanes
from kiosk.cli.drivethru_show import Shown
from kiosk.cli.drivethru_tape import OnTape
from kiosk.cli.options import AsJson, SoldFrom
from kiosk.config import settings
from kiosk.drivethru import Ordered, at_once
from kiosk.errors import AudioError, UsageError
from kiosk.menu import find_menu, load_menu

__all__ = ["drivethru"]


def drivethru(  # noqa: PLR0913, PLR0917 - options of a command line
    recording: Annotated[
        Path | None, typer.Option("--in", help="A recording in the place of the microphone.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="A WAV file in the place of the speaker.")
    ] = None,
    menu: SoldFrom = None,
    as_json: AsJson = False,
    real_time: Annotated[
        bool, typer.Option("--real-time", help="Take a recording at the pace at which it sounds.")
    ] = False,
    shadow: Annotated[
        bool, typer.Option("--shadow", help="Only listen and propose; a person takes the order.")
    ] = False,
    ordered: Annotated[
        list[str] | None,
        typer.Option("--ordered", help="With --in and --shadow: a line that the person took down."),
    ] = None,
) -> None:
    """Take orders at the speaker box of a drive-thru.

    A recording is taken as fast as the machine goes, and plays on while the kiosk speaks. On
    devices the lanes of the settings are served until ctrl-c, with one JSON object a car; lines
    that are typed tell of cars (a, d) and take over (t), hand back (h) or say something (s WORDS).
    """
    file = find_menu(menu if menu is not None else settings().menu)
    sold = load_menu(file)
    if recording is None and (out is not None or real_time or ordered):
        raise UsageError("that is for a recording", hint="name one: --in FILE.wav")
    if ordered and not shadow:
        raise UsageError("--ordered is for --shadow")
    if out is not None and not out.parent.is_dir():
        raise AudioError(f"{out}: cannot be written: there is no such folder")
    shown = Shown(quiet=as_json, private=recording is None and not sys.stdout.isatty())
    if recording is None:
        with asyncio.Runner() as runner:
            runner.get_loop().add_signal_handler(signal.SIGTERM, signal.raise_signal, signal.SIGINT)
            runner.run(serve_lanes(file, shown, as_json=as_json, shadow=shadow))
        return
    verdict = Ordered(tuple(ordered)) if ordered else None
    tape = OnTape(sold, recording, out, shown, shadow=shadow, ordered=verdict)
    with asyncio.Runner() if real_time else at_once(tape.at_work.now) as runner:
        told = runner.run(tape.run())
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
