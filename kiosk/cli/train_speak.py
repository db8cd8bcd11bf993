"""``kiosk train speak``: examples said aloud, in the words that a recogniser hears."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from kiosk.cli.evaluate_show import UNHURRIED
from kiosk.cli.options import AsJson
from kiosk.cli.speech import open_voice, recogniser
from kiosk.errors import WorkerError
from kiosk.files import written_whole
from kiosk.speech.audio import Audio, Samples
from kiosk.speech.recognise import Heard
from kiosk.speech.synthesise import Voice
from kiosk.workers import Scheduler, Worker

if TYPE_CHECKING:
    from kiosk.training.example import Example

__all__ = ["speak"]


def speak(
    data: Annotated[Path, typer.Argument(help="Examples, JSON lines.")],
    out: Annotated[Path, typer.Option(help="Where those go that were misheard, JSON lines.")],
    turns: Annotated[int, typer.Option(min=1, help="Say so many of them, drawn by seed.")] = 500,
    seed: Annotated[int, typer.Option(help="The same seed says the same ones.")] = 0,
    voice: Annotated[str | None, typer.Option(help="hibari, or a voice in the manifest.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say examples in noise, and keep those that are misheard in the words that were heard.

    Kept is what still tells its edits; add it to what is learnt from. The recogniser is the one
    that is configured.
    """
    from kiosk.training.turns import read_examples

    examples = read_examples(data)
    chance = Random(f"speak {seed}")  # noqa: S311 - data by seed, no secret
    said = chance.sample(examples, min(turns, len(examples)))
    kept = asyncio.run(_speak(said, out, seed, voice))
    if as_json:
        typer.echo(json.dumps({"file": str(out), "said": len(said), "kept": kept, "seed": seed}))
    else:
        typer.echo(f"{out}: {kept} of {len(said)} turns, as they were misheard")


async def _speak(examples: list[Example], out: Path, seed: int, voice: str | None) -> int:
    """How many were kept."""
    from kiosk.training.example import dumps
    from kiosk.training.spoken import reheard

    scheduler = Scheduler()
    console = Console(stderr=True)
    shown = track(examples, out.name, console=console, disable=not console.is_terminal)
    kept = 0
    async with open_voice(scheduler, voice) as speech, recogniser(scheduler) as ears:
        with written_whole(out) as file:
            for example in shown:
                heard = await reheard(example, _Aloud(speech, ears), seed)
                if heard is not None:
                    file.write(dumps(heard) + "\n")
                    kept += 1
    return kept


class _Aloud:
    """Says and hears with the engines of a kiosk."""

    def __init__(self, voice: Voice, ears: Worker) -> None:
        self._voice = voice
        self._ears = ears

    async def say(self, text: str) -> Audio:
        """The text as sound.

        Raises:
            WorkerError: there is nothing in it to be said, or the voice does not work.
        """
        chunks = [chunk async for chunk in self._voice.say(text)]
        if not chunks:
            raise WorkerError(f"nothing to be said in {text!r}")
        return Audio.join(chunks)

    async def hear(self, samples: Samples) -> str:
        """The words in [n] samples at 16 kHz."""
        heard: Heard = await self._ears.call("recognise", samples, deadline_s=UNHURRIED)
        return heard.text
