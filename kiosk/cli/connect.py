"""``kiosk connect``: where placed orders go, tried out."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from rich.console import Console
from rich.table import Table

from kiosk.cli.options import AsJson
from kiosk.config import read_settings
from kiosk.connect import PlacedOrder
from kiosk.connect.mqtt import Broker, OrderTopic
from kiosk.connect.placed import PlacedChoice, PlacedLine
from kiosk.connect.printer import picture
from kiosk.connect.schemas import schemas
from kiosk.connect.settings import (
    BrokerSection,
    DestinationSettings,
    PrinterSection,
    TillSection,
)
from kiosk.errors import DeliveryError, UsageError

__all__ = ["app"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Printers, brokers and tills that orders go to.",
)

Named = Annotated[str, typer.Argument(metavar="NAME", help="As the settings call it.")]

_CONNECT_S = 5.0


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the destinations of the settings."""
    rows = [
        {"name": name, "kind": section.kind, "where": section.where, "gets": section.gets}
        for name, section in read_settings(DestinationSettings).sections.items()
    ]
    if as_json:
        typer.echo(json.dumps({"destinations": rows}, ensure_ascii=False))
        return
    if not rows:
        typer.echo("no destinations are set: orders stay on this machine")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("name", "kind", "where", "gets"):
        table.add_column(title)
    for row in rows:
        table.add_row(*row.values())
    Console(highlight=False, markup=False).print(table)


@app.command()
def test(
    name: Named,
    drawn: Annotated[
        Path | None,
        typer.Option("--picture", metavar="FILE.png", help="Draw a printer's ticket instead."),
    ] = None,
) -> None:
    """Send a test order, marked as void, and wait until it is confirmed; of a till, ask its name.

    Ends with status 1 where it is not, and says why.
    """
    section = _section(name)
    if drawn is not None:
        _draw(name, section, drawn)
        return
    try:
        typer.echo(f"{name}: {asyncio.run(_try(name, section))}")
    except DeliveryError as why:
        typer.echo(f"kiosk: {why}", err=True)
        raise typer.Exit(1) from why


@app.command()
def schema(
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Write a file for each into this folder."),
    ] = None,
) -> None:
    """Print the JSON Schema of what goes over the wire."""
    if folder is None:
        typer.echo(json.dumps(schemas(), indent=2))
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, each in schemas().items():
            (folder / f"{name}.json").write_text(json.dumps(each, indent=2) + "\n", "utf-8")
    except OSError as refused:
        raise UsageError(f"{folder}: {refused.strerror}") from refused


def _section(name: str) -> PrinterSection | BrokerSection | TillSection:
    sections = read_settings(DestinationSettings).sections
    if name not in sections:
        known = ", ".join(sections) or "none are set"
        raise UsageError(f"no destination is called {name!r}", hint=f"destinations: {known}")
    return sections[name]


async def _try(name: str, section: PrinterSection | BrokerSection | TillSection) -> str:
    """What came of it."""
    if isinstance(section, TillSection):  # it books what it gets: it is asked for its name alone
        return f"{await section.square(name).look()} answers, and knows the access token"
    order = _test_order()
    if isinstance(section, BrokerSection):
        async with Broker(name, section.address) as broker:
            await broker.wait_connected(_CONNECT_S)
            await OrderTopic(broker, section.expires_s).deliver(order.key, order)
        return "delivered and confirmed"
    await section.destination(name).deliver(order.key, order)
    return "delivered and confirmed" if section.confirms else "sent; it cannot confirm"


def _draw(name: str, section: PrinterSection | BrokerSection | TillSection, file: Path) -> None:
    if isinstance(section, (BrokerSection, TillSection)):
        raise UsageError(f"{name} prints no ticket: it is no printer")
    data = section.destination(name).ticket(_test_order())
    try:
        picture(data, section.pages, section.columns).save(file)
    except (OSError, ValueError) as refused:  # ValueError: a suffix that Pillow does not know
        raise UsageError(f"{file}: no picture can be written there ({refused})") from refused


def _test_order() -> PlacedOrder:
    """Void, so that nobody makes it; with what a printer may stumble over."""
    changes = [
        ("Onions", False, None),
        ("Jalapeños", True, "on_the_side"),
        ("辣椒油", True, "extra"),
    ]
    return PlacedOrder(
        key=f"test-{uuid4()}",
        kind="void",
        day=datetime.now().astimezone().date(),
        number=1,
        at=datetime.now().astimezone(),
        guest="TEST",
        house="Test",
        menu="test",
        menu_version="test",
        currency="USD",
        locale="en-US",
        lines=(
            PlacedLine(
                ref=1,
                quantity=2,
                item="test",
                name="Cheeseburger",
                choices=tuple(
                    PlacedChoice(option="o", name=words, group="g", on=on, qualifier=qualifier)
                    for words, on, qualifier in changes
                ),
                amount=998,
                notation="2 test",
            ),
        ),
        subtotal=998,
        tax=0,
        total=998,
    )
