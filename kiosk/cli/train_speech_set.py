"""``kiosk train speech-set``: sentences said aloud, to learn hearing from."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.evaluate_show import progress_of
from kiosk.cli.options import AsJson
from kiosk.locations import checkout

__all__ = ["speech_set"]


def speech_set(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for recordings and index.")],
    count: Annotated[int, typer.Option(min=1, help="Sentences to say.")],
    seed: Annotated[int, typer.Option(help="The same seed says the same ones alike.")] = 0,
    dev: Annotated[
        bool, typer.Option("--dev", help="To measure on: sentences held apart.")
    ] = False,
    apart: Annotated[
        list[Path] | None,
        typer.Option(help="Sentences kept for measuring, file or folder; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say orders of every kind, and some plain English, by hibari, flite and eSpeak NG.

    Each at a speed and a pitch of its own, and clean: noise is added when it is learnt from.
    Nothing is said that is, or nearly is, a sentence of the project's scenarios, turns and spoken
    orders, or of --apart.
    """
    from kiosk.training.card import Leaks, sentences
    from kiosk.training.hearing.recordings import record
    from kiosk.training.hearing.texts import sentences_to_say
    from kiosk.training.hearing.voices import voices_here

    voices, cast = voices_here()
    measured = (checkout() / "tests" / name for name in ("scenarios", "speech_set", "turns"))
    leaks = Leaks(sentences([*measured, *(apart or [])]))
    said = sentences_to_say(count, seed, "dev" if dev else "train", leaks)
    with progress_of(len(said)) as step:
        made = asyncio.run(record(out, said, voices, cast, seed=seed, step=step))
    if as_json:
        about = {"folder": str(out), "n": len(made), "seed": seed, "left_out": leaks.found}
        typer.echo(json.dumps({**about, "voices": sorted({one.voice for one in made})}))
    else:
        typer.echo(f"{out}: {len(made)} recordings of {len(said)} sentences")
