"""``kiosk menu say-back``: the names that a guest would not recognise in the kiosk's voice."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape

from kiosk.cli.evaluate_show import UNHURRIED, progress_of
from kiosk.cli.options import AsJson, MenuFile
from kiosk.cli.speech import open_voice, recogniser
from kiosk.evaluation.say_back import SaidBack, names_of
from kiosk.evaluation.say_back import say_back as saying_back
from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.model import Menu
from kiosk.speech.audio import Audio, Samples
from kiosk.speech.recognise import Heard
from kiosk.workers import Scheduler

__all__ = ["say_back"]


def say_back(
    file: MenuFile,
    as_json: AsJson = False,
) -> None:
    """Say every name of a menu, and recognise it back.

    Names that do not come back are listed: give them a hint in the menu (say: words that sound
    right), or an alias for what was heard. The exit status is 1 where there are any.
    """
    menu = load_menu(find_menu(file))
    found = asyncio.run(_all(menu))
    lost = [one for one in found if not one.came_back]
    if as_json:
        typer.echo(json.dumps(_report(menu, found), ensure_ascii=False))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for one in lost:
            console.print(f"{escape(one.name.id)}: {escape(one.name.name)}: {escape(one.heard)}")
        console.print(f"{escape(menu.name)}: {len(found) - len(lost)} of {len(found)} come back")
    if lost:
        raise typer.Exit(1)


def _report(menu: Menu, found: list[SaidBack]) -> dict[str, Any]:
    return {
        "menu": menu.id,
        "n": len(found),
        "lost": [
            {"id": one.name.id, "name": one.name.name, "heard": one.heard}
            for one in found
            if not one.came_back
        ],
    }


async def _all(menu: Menu) -> list[SaidBack]:
    scheduler = Scheduler()
    async with open_voice(scheduler, menu=menu) as voice, recogniser(scheduler) as ears:

        async def say(text: str) -> Audio:
            return Audio.join([clause async for clause in voice.say(text)])

        async def hear(samples: Samples) -> str:
            heard: Heard = await ears.call("recognise", samples, deadline_s=UNHURRIED)
            return heard.text

        found = []
        with progress_of(len(names_of(menu))) as step:
            async for one in saying_back(menu, say, hear):
                found.append(one)
                step()
        return found
