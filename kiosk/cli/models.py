"""``kiosk models``: which weights there are, bringing them here, proving that they match."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import filesize
from rich.console import Console

from kiosk.cli.models_progress import shown
from kiosk.cli.options import AsJson
from kiosk.provision import Shelf, Silent, State, Weight
from kiosk.provision import pull as bring

__all__ = ["app"]

app = typer.Typer(add_completion=False, help="List, pull and verify the weights of the models.")

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]…", show_default=False)]

_COLOURS = {State.READY: "green", State.MISSING: "dim", State.WRONG: "red"}


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List every weight of the manifest, and which are on this machine."""
    shelf = Shelf()
    if as_json:
        _print({"weights": [_described(shelf, weight) for weight in shelf.manifest.weights]})
        return
    console = Console(highlight=False, soft_wrap=True)
    for weight in shelf.manifest.weights:
        state = shelf.state(weight)
        size = filesize.decimal(weight.bytes)
        console.print(
            f"[bold]{weight.name:20}[/]{weight.purpose:12}{size:>9}  {weight.licence:14}"
            f"[{_COLOURS[state]}]{state:9}[/]{'default' if weight.default else ''}"
        )
        console.print(f"  [dim]{weight.description}. {weight.note}".rstrip() + "[/]")
    console.print(f"They stand in {shelf.folder}")


@app.command()
def pull(
    names: Names = None,
    everything: Annotated[bool, typer.Option("--all", help="Every weight there is.")] = False,
    from_dir: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Look for files in this folder first."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Fetch, verify and convert weights; without names, those that the kiosk needs.

    What is here is left alone, and an interrupted pull goes on where it stopped.
    """
    shelf = Shelf()
    if everything:
        wanted = [weight.name for weight in shelf.manifest.weights]
    else:
        wanted = names or shelf.manifest.default_set()
    with nullcontext(Silent()) if as_json else shown() as progress:
        pulled = bring(wanted, manifest=shelf.manifest, from_dir=from_dir, progress=progress)
    if as_json:
        weights = [
            {
                "name": weight.name,
                "files": {role: str(path) for role, path in weight.files.items()},
                "fetched": weight.origins,
                "converted": weight.converted,
            }
            for weight in pulled
        ]
        _print({"weights": weights})
        return
    for weight in pulled:
        news = "pulled" if weight.origins else "converted" if weight.converted else "already here"
        typer.echo(f"{weight.name}: {news}")


@app.command()
def verify(names: Names = None, as_json: AsJson = False) -> None:
    """Read weights again and compare them with the manifest.

    Without names: the set that the kiosk needs, and whatever else is on this machine. Exit status
    1 when one is missing or does not match.
    """
    shelf = Shelf()
    if names:
        weights = [shelf.manifest.weight(name) for name in names]
    else:
        weights = [
            weight
            for weight in shelf.manifest.weights
            if weight.default or shelf.state(weight) is not State.MISSING
        ]
    states = {weight.name: shelf.state(weight, thorough=True) for weight in weights}
    sound = all(state is State.READY for state in states.values())
    if as_json:
        _print({"sound": sound, "weights": [_described(shelf, weight) for weight in weights]})
    else:
        console = Console(highlight=False)
        for name, state in states.items():
            way_out = "" if state is State.READY else f": run kiosk models pull {name}"
            console.print(f"[{_COLOURS[state]}]{state:8}[/]{name}{way_out}")
    raise typer.Exit(0 if sound else 1)


def _described(shelf: Shelf, weight: Weight) -> dict[str, Any]:
    return {
        "name": weight.name,
        "purpose": weight.purpose,
        "description": weight.description,
        "licence": weight.licence,
        "note": weight.note,
        "default": weight.default,
        "bytes": weight.bytes,
        "state": shelf.state(weight),
        "files": [
            {"role": standing.role, "path": str(standing.path), "state": standing.state}
            for standing in shelf.standings(weight)
        ],
    }


def _print(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False))
