"""``kiosk train hearing``: the recogniser learns to hear orders in noise."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kiosk.cli.options import AsJson
from kiosk.cli.train_needs import how_long_is_said, need_training
from kiosk.cli.train_progress import shown

if TYPE_CHECKING:
    from kiosk.training.course import Tuned

__all__ = ["hearing"]

_MOST_DEV: Final = 60
"""Sentences that are measured on, the first of their folder: ten seconds with Whisper base."""


def hearing(  # noqa: PLR0913, PLR0917 -- one parameter per option
    data: Annotated[Path, typer.Option(help="Recordings to learn from: see speech-set.")],
    dev: Annotated[Path, typer.Option(help="Recordings to measure on.")],
    out: Annotated[Path, typer.Option(help="Folder for checkpoint, log and adapter.")],
    base: Annotated[str, typer.Option(help="A Whisper of the manifest.")] = "whisper-base",
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="How long to train, earlier runs included.")
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Or: how many steps.")] = None,
    rank: Annotated[int, typer.Option(min=1, max=256, help="Of the adapters.")] = 16,
    rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate.")] = 5e-4,
    seed: Annotated[int, typer.Option(help="Of the order of sentences, and of the noise.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Fine-tune adapters of a Whisper on recordings, each in another noise whenever it is heard.

    Goes on where --out has a checkpoint; one is written every three minutes, at the end, and when
    the process is asked to end. The adapter is then written beside it (adapter.npz), with a card
    (adapter.md). Exit status 1 when it was stopped before its end.
    """
    need_training()
    how_long_is_said(minutes, steps)
    from kiosk.training.hearing.base import read_base
    from kiosk.training.hearing.export import write_adapter, write_card
    from kiosk.training.hearing.recordings import read_recordings
    from kiosk.training.hearing.tune import Recipe, fine_tune

    recipe = Recipe(rank, rate=rate, seed=seed, steps=steps, minutes=minutes)
    learnt = read_recordings(data)
    held = read_recordings(dev)[:_MOST_DEV]
    weights = read_base(base)
    with shown() as progress:
        progress.says(f"{len(learnt)} sentences to learn from, {len(held)} to measure on")
        adapter, tuned = fine_tune(weights, recipe, learnt, held, out, progress)
    file = out / "adapter.npz"
    write_adapter(adapter, file)
    write_card(out / "adapter.md", weights, recipe, learnt, tuned)
    if as_json:
        typer.echo(json.dumps({"file": str(file), "sentences": len(learnt), **asdict(tuned)}))
    else:
        _tell(file, tuned)
    raise typer.Exit(0 if tuned.finished else 1)


def _tell(file: Path, tuned: Tuned) -> None:
    m = tuned.measured
    typer.echo(
        f"{'done' if tuned.finished else 'stopped; the same command goes on'}: step {tuned.step}, "
        f"{tuned.seconds / 60:.1f} minutes"
    )
    typer.echo(
        f"on {m.turns} sentences: loss {m.loss:.4f}, tokens {m.tokens:.2%}, whole sentences "
        f"{m.exact:.2%}"
    )
    typer.echo(f"{file}: what was learnt; what it is: {file.with_suffix('.md')}")
