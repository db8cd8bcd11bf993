"""``kiosk train``: from menus to fine-tuned models, step by step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich import filesize

from kiosk.cli.options import AsJson
from kiosk.cli.train_data import generate
from kiosk.cli.train_hearing import hearing
from kiosk.cli.train_needs import how_long_is_said, need_training
from kiosk.cli.train_progress import shown
from kiosk.cli.train_speak import speak
from kiosk.cli.train_speech_set import speech_set
from kiosk.errors import UsageError

if TYPE_CHECKING:
    from kiosk.training.course import Tuned
    from kiosk.training.turns import Turn

__all__ = ["app"]

app = typer.Typer(add_completion=False, help="Make training data, fine-tune, export the adapter.")

app.command("generate")(generate)
app.command("speak")(speak)
app.command("speech-set")(speech_set)
app.command("hearing")(hearing)

_MOST_DEV: Final = 300
"""Turns that are measured on, the first of their file: a quarter of a minute with 0.5B."""

_MOST_CHECKED: Final = 50
"""Turns that an export is checked on."""


@app.command()
def sft(  # noqa: PLR0913, PLR0917 -- one parameter per option
    base: Annotated[str, typer.Option(help="A language model of the manifest.")],
    data: Annotated[Path, typer.Option(help="Examples to learn from, JSON lines.")],
    dev: Annotated[Path, typer.Option(help="Examples to measure on, JSON lines.")],
    out: Annotated[Path, typer.Option(help="Folder for checkpoint and log.")],
    minutes: Annotated[
        float | None, typer.Option(min=0.1, help="How long to train, earlier runs included.")
    ] = None,
    steps: Annotated[int | None, typer.Option(min=1, help="Or: how many steps.")] = None,
    rank: Annotated[int, typer.Option(min=1, max=256, help="Of the adapters.")] = 16,
    targets: Annotated[str, typer.Option(help="all, attention or mlp.")] = "all",
    layers: Annotated[
        int | None, typer.Option(min=1, help="Adapt this many of the topmost layers only.")
    ] = None,
    rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate.")] = 2e-4,
    batches: Annotated[int, typer.Option(min=1, help="Batches of 512 tokens in a step.")] = 4,
    seed: Annotated[int, typer.Option(help="Of the order of turns.")] = 0,
    beginning: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Begin with the adapters of another run."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fine-tune adapters of a base on examples.

    Goes on where --out has a checkpoint; one is written every three minutes, at the end, and when
    the process is asked to end. With --from, adapters of another run of the same base, opening and
    plan are learnt further, with a new optimiser. Exit status 1 when it was stopped before its end.
    """
    need_training()
    from kiosk.training.base import find_base, read_base
    from kiosk.training.lora import Plan, Targets
    from kiosk.training.sft import Recipe, fine_tune
    from kiosk.training.turns import kept_turns
    from kiosk.training.vocabulary import Vocabulary

    how_long_is_said(minutes, steps)
    if targets not in list(Targets):
        raise UsageError(f"--targets {targets}: one of {', '.join(Targets)}")
    recipe = Recipe(
        Plan(rank, Targets(targets), layers),
        batches,
        beginning,
        rate=rate,
        seed=seed,
        steps=steps,
        minutes=minutes,
    )
    model, sha256 = find_base(base)
    with shown() as progress:
        with closing(Vocabulary(model)) as vocabulary:
            learnt = kept_turns(
                data, vocabulary, out / "learnt.json", sha256, reached=progress.reads(str(data))
            )
            held = kept_turns(
                dev,
                vocabulary,
                out / "held.json",
                sha256,
                most=_MOST_DEV,
                reached=progress.reads(str(dev)),
            )
        progress.says(
            f"{len(learnt.turns)} turns to learn from ({learnt.unsayable} cannot be said, "
            f"{learnt.too_long} are too long), {len(held.turns)} to measure on"
        )
        progress.says(f"unpacking {base}")
        weights = read_base(base)
        tuned = fine_tune(weights, recipe, learnt.turns, held.turns, out, progress)
    if as_json:
        typer.echo(json.dumps({"out": str(out), "turns": len(learnt.turns), **asdict(tuned)}))
    else:
        _tell(out, tuned)
    raise typer.Exit(0 if tuned.finished else 1)


def _tell(out: Path, tuned: Tuned) -> None:
    m = tuned.measured
    typer.echo(
        f"{'done' if tuned.finished else 'stopped; the same command goes on'}: step {tuned.step}, "
        f"{tuned.seconds / 60:.1f} minutes, {tuned.tokens_per_s:.0f} tokens/s"
    )
    typer.echo(
        f"on {m.turns} turns: loss {m.loss:.4f}, tokens {m.tokens:.2%}, whole answers {m.exact:.2%}"
    )
    typer.echo(f"next: kiosk train export {out} --out adapter.gguf")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What kiosk train sft wrote.")],
    out: Annotated[Path, typer.Option(help="The adapter, GGUF.")],
    dev: Annotated[
        Path | None, typer.Option(help="Examples to check it on, JSON lines; unchecked without.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="f16 or q8_0; without it, what stays under 20 MB.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the adapter as a GGUF file and check it.

    The check sends 50 turns through PyTorch and through llama.cpp. Exit status 1 when they agree
    on fewer than 98 % of the answer tokens.
    """
    need_training()
    from kiosk.training.check import Served, agreement
    from kiosk.training.export import KINDS, read_tuned, write_adapter
    from kiosk.training.network import Network
    from kiosk.training.turns import read_turns
    from kiosk.training.vocabulary import Vocabulary

    if kind is not None and kind not in KINDS:
        raise UsageError(f"--type {kind}: one of {', '.join(KINDS)}")
    tuned = read_tuned(folder)
    turns: Sequence[Turn] = ()
    if dev is not None:
        with closing(Vocabulary(tuned.base.path)) as vocabulary:
            turns = read_turns(dev, vocabulary, most=_MOST_CHECKED).turns
    written = write_adapter(tuned, out, kind)
    about = {"file": str(out), "type": written, "bytes": out.stat().st_size}
    found = None
    if turns:
        found = agreement(Network(tuned.base, tuned.adapter), Served(tuned.base.path, out), turns)
    if as_json:
        typer.echo(json.dumps({**about, "check": found and asdict(found)}))
    else:
        typer.echo(f"{out}: {written}, {filesize.decimal(out.stat().st_size)}")
        if found is not None:
            typer.echo(
                f"PyTorch and llama.cpp agree on {found.likeliest:.1%} of {found.tokens} tokens "
                f"(log-probabilities within {found.largest:.3f}); whole answers "
                f"{found.exact_torch:.1%} and {found.exact_llama:.1%} of {found.turns}"
            )
    raise typer.Exit(0 if found is None or found.holds else 1)
