"""``kiosk train generate``: examples to learn from, and the card that tells what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from kiosk.cli.options import AsJson
from kiosk.files import written_whole
from kiosk.locations import checkout
from kiosk.menu import find_menu

__all__ = ["generate"]


def generate(  # noqa: PLR0913, PLR0917 -- one parameter per option
    out: Annotated[Path, typer.Option(help="Where the examples go, JSON lines.")],
    count: Annotated[int, typer.Option(min=1, help="Examples to make up.")],
    seed: Annotated[int, typer.Option(help="The same seed makes the same examples.")] = 0,
    dev: Annotated[
        bool, typer.Option("--dev", help="To measure on: menus and phrases held apart.")
    ] = False,
    easy: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, help="Share kept of what the rules do surely and well."),
    ] = 0.2,
    menu: Annotated[
        list[str] | None,
        typer.Option(
            "--menu", "-m", help="A menu of your own in the place of the project's; again for each."
        ),
    ] = None,
    written: Annotated[
        int,
        typer.Option(min=0, help="Besides: so many variants of each turn written by hand."),
    ] = 0,
    apart: Annotated[
        list[Path] | None,
        typer.Option(help="Sentences kept for measuring, file or folder; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make training examples, and a data card beside them (FILE.md).

    A third of what is made up is on the project's menus, or on those of --menu, the rest on
    invented ones.
    Turns that were written by hand are strewn among those made up, each as it is and then with
    other names; a tenth of them is for --dev alone. Nothing is written that is, or nearly is, a
    sentence of the project's scenarios or of --apart.
    """
    from kiosk.training.card import DataCard, Leaks, sentences
    from kiosk.training.example import dumps
    from kiosk.training.generate import Generator
    from kiosk.training.menus import OURS
    from kiosk.training.mine import Miner
    from kiosk.training.mixture import by_hand, strewn
    from kiosk.training.saying.dice import Split

    split: Split = "dev" if dev else "train"
    own = [str(find_menu(name).resolve()) for name in menu or []]
    generator = Generator(seed, split, own or OURS)
    leaks = Leaks(sentences([checkout() / "tests" / "scenarios", *(apart or [])]))
    miner = Miner(seed, easy)
    card = DataCard(f"seed {seed}, {split}", easy)
    turns = by_hand(written, seed, split, leaks, miner)

    kept = strewn(turns, miner.kept(leaks.without(generator.examples())), count, seed)
    console = Console(stderr=True)
    shown = track(kept, f"{out.name}", total=len(turns) + count, console=console,
                  disable=not console.is_terminal)  # fmt: skip
    page = out.with_name(f"{out.name}.md")
    with written_whole(out) as file, written_whole(page) as told:
        for example in shown:
            card.add(example)
            file.write(dumps(example) + "\n")
        told.write(card.page(miner.seen, generator.dropped, leaks))
    if as_json:
        about = {"file": str(out), "card": str(page), "examples": card.count, "words": card.words}
        about["by_hand"] = len(turns)
        typer.echo(json.dumps({**about, "seed": seed, "split": split, "left_out": leaks.found}))
    else:
        typer.echo(f"{out}: {card.count} examples; what they are: {page}")
