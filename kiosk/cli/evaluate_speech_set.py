"""``kiosk eval speech-set``: recordings for ``kiosk eval speech``, by the voices of a machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.evaluate_show import UNHURRIED, progress_of
from kiosk.cli.options import AsJson
from kiosk.cli.speech import HIBARI, voice_engine
from kiosk.errors import KioskError, UsageError
from kiosk.evaluation.speech.render import Says, cast, render
from kiosk.evaluation.speech.stress import STRESS
from kiosk.evaluation.speech.texts import Order, read_orders
from kiosk.locations import checkout
from kiosk.provision import Purpose, load
from kiosk.speech.audio import Audio
from kiosk.speech.synthesise import Voice
from kiosk.workers import Scheduler

__all__ = ["speech_set"]


def speech_set(  # noqa: PLR0913, PLR0917 - a command's options
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for recordings and index.")],
    voices: Annotated[
        str, typer.Option(help="As hibari,flite-slt; or neural, or stress; without it, all.")
    ] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="So many orders, of all parts.")] = None,
    all_voices: Annotated[
        bool, typer.Option("--all-voices", help="Every voice says every order, not in turns.")
    ] = False,
    orders: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Written orders; those of the project.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the speeds, 0.8 to 1.3.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Say written orders with the voices that can be had, into a folder of recordings.

    Voices that cannot be had are named on stderr and left out.
    """
    said = read_orders(orders or checkout() / "tests" / "speech_set" / "orders.yaml")
    names = _named(voices)
    used, written = asyncio.run(_render(out, said, names, limit, all_voices, seed))
    if as_json:
        typer.echo(json.dumps({"folder": str(out), "n": written, "voices": used, "seed": seed}))
    else:
        typer.echo(f"{out}: {written} recordings by {', '.join(used)}")


def _named(text: str) -> list[str]:
    """The voices that are asked for; all where nothing is said.

    Raises:
        UsageError: there is no such voice.
    """
    neural = [HIBARI, *(one.name for one in load().weights if one.purpose is Purpose.VOICE)]
    groups = {"neural": neural, "stress": list(STRESS)}
    names: list[str] = []
    for name in filter(None, map(str.strip, text.split(","))) if text else groups:
        if name not in groups and name not in neural and name not in STRESS:
            known = ", ".join((*neural, *STRESS, *groups))
            raise UsageError(f'there is no voice "{name}"', hint=known)
        names += groups.get(name, [name])
    return list(dict.fromkeys(names))


async def _render(
    out: Path,
    orders: Sequence[Order],
    names: Sequence[str],
    limit: int | None,
    each: bool,
    seed: int,
) -> tuple[list[str], int]:
    """The voices that were used, and how many recordings were written."""
    async with _opened(names) as voices:
        parts = cast(orders, list(voices), limit=limit, each=each)
        with progress_of(len(parts)) as step:
            await render(out, parts, voices, seed=seed, step=step)
    return list(voices), len(parts)


@asynccontextmanager
async def _opened(names: Sequence[str]) -> AsyncIterator[dict[str, Says]]:
    """Those that can be had, ready to speak.

    Raises:
        UsageError: none can.
    """
    async with AsyncExitStack() as stack:
        voices: dict[str, Says] = {}
        for name in names:
            try:
                if name in STRESS:
                    voices[name] = STRESS[name]
                    await voices[name].say("Hello.", 1.0)
                else:
                    scheduler = Scheduler()
                    worker = await stack.enter_async_context(voice_engine(scheduler, name))
                    worker.patience = UNHURRIED
                    voices[name] = _Neural(Voice(worker, scheduler))
            except KioskError as missing:
                voices.pop(name, None)
                typer.echo(f"kiosk: left out: {name}: {missing}", err=True)
        if not voices:
            raise UsageError("none of the voices can be had here")
        yield voices


class _Neural:
    """A voice of the kiosk, clause by clause as guests hear it."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    async def say(self, text: str, speed: float) -> Audio:
        """See ``Says``."""
        return Audio.join([clause async for clause in self._voice.say(text, speed)])
