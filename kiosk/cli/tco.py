"""``kiosk tco``: what an order costs on a box of one's own, and by the token elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kiosk.cli.options import AsJson
from kiosk.errors import UsageError
from kiosk.evaluation.tco import FIGURES, Cost, Inputs, cost, from_bench

__all__ = ["tco"]

_MEASURED: Final = "measured: the report of kiosk bench that was named"
_GIVEN: Final = "given"


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise typer.BadParameter(f"{text} is not a number") from None


def _figure(name: str) -> Any:
    """The option of one figure; its help is the default and where that is from."""
    figure = FIGURES[name]
    told = f"{figure.default} {figure.unit}".strip()
    return typer.Option(
        f"--{name.replace('_', '-')}",
        parser=_number,
        metavar="NUMBER",
        help=f"Default {told}: {figure.source}.",
    )


def tco(  # noqa: PLR0913, PLR0917 - one option for each figure that a reader may know better
    box_price: Annotated[Decimal | None, _figure("box_price")] = None,
    years: Annotated[Decimal | None, _figure("years")] = None,
    watts: Annotated[Decimal | None, _figure("watts")] = None,
    hours: Annotated[Decimal | None, _figure("hours")] = None,
    kwh_price: Annotated[Decimal | None, _figure("kwh_price")] = None,
    orders: Annotated[Decimal | None, _figure("orders")] = None,
    turns: Annotated[Decimal | None, _figure("turns")] = None,
    turn_seconds: Annotated[Decimal | None, _figure("turn_seconds")] = None,
    prompt_tokens: Annotated[Decimal | None, _figure("prompt_tokens")] = None,
    fresh_tokens: Annotated[Decimal | None, _figure("fresh_tokens")] = None,
    answer_tokens: Annotated[Decimal | None, _figure("answer_tokens")] = None,
    input_price: Annotated[Decimal | None, _figure("input_price")] = None,
    cached_price: Annotated[Decimal | None, _figure("cached_price")] = None,
    output_price: Annotated[Decimal | None, _figure("output_price")] = None,
    network_month: Annotated[Decimal | None, _figure("network_month")] = None,
    bench: Annotated[
        Path | None, typer.Option("--bench", help="What kiosk bench --json printed, in a file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What an order costs on a box of one's own, and by the token.

    Every figure is an option, and every default says where it is from. What both ways need is left
    out; hearing and speaking, which the box does too, are not in the price of the tokens.
    """
    typed = {
        "box_price": box_price, "years": years, "watts": watts, "hours": hours,
        "kwh_price": kwh_price, "orders": orders, "turns": turns, "turn_seconds": turn_seconds,
        "prompt_tokens": prompt_tokens, "fresh_tokens": fresh_tokens,
        "answer_tokens": answer_tokens, "input_price": input_price, "cached_price": cached_price,
        "output_price": output_price, "network_month": network_month,
    }  # fmt: skip
    given = {name: value for name, value in typed.items() if value is not None}
    measured = from_bench(_read(bench)) if bench is not None else {}
    inputs = Inputs.given(measured | given)
    sources = {name: figure.source for name, figure in FIGURES.items()}
    sources |= dict.fromkeys(measured, _MEASURED) | dict.fromkeys(given, _GIVEN)
    found = cost(inputs)
    if as_json:
        typer.echo(json.dumps(_as_json(inputs, sources, found), ensure_ascii=False))
    else:
        _show(inputs, sources, found)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        read = json.loads(path.read_text("utf-8"))
    except OSError as bad:
        raise UsageError(f"{path}: cannot be read: {bad.strerror}") from bad
    except ValueError as bad:
        raise UsageError(f"{path}: not JSON") from bad
    if not isinstance(read, dict):
        raise UsageError(f"{path}: this is not what kiosk bench --json prints")
    return read


def _as_json(inputs: Inputs, sources: Mapping[str, str], found: Cost) -> dict[str, Any]:
    return {
        "inputs": {
            field.name: {
                "value": format(getattr(inputs, field.name), "f"),
                "unit": FIGURES[field.name].unit,
                "source": sources[field.name],
            }
            for field in fields(inputs)
        },
        "cost": found.as_json(),
    }


def _show(inputs: Inputs, sources: Mapping[str, str], found: Cost) -> None:
    console = Console(highlight=False, soft_wrap=True)
    known = Table(box=None, pad_edge=False)
    known.add_column("figure", no_wrap=True)
    known.add_column("", justify="right", no_wrap=True)
    known.add_column("from")
    for field in fields(inputs):
        value = f"{getattr(inputs, field.name):f} {FIGURES[field.name].unit}".strip()
        known.add_row(field.name.replace("_", " "), value, escape(sources[field.name]))
    console.print(known)
    console.print()
    table = Table(box=None, pad_edge=False)
    table.add_column("cost")
    for name in ("a month", "an order"):
        table.add_column(name, justify="right")
    boxes = "the box" if found.boxes == 1 else f"{found.boxes} boxes"
    table.add_row(f"{boxes}, written off", _money(found.box_month), "")
    table.add_row("power", _money(found.power_month), "")
    table.add_row("[bold]owning[/]", _money(found.own_month), _fine(found.own_order))
    table.add_row("tokens", _money(found.rent_month - inputs.network_month), "")
    table.add_row("network line", _money(inputs.network_month), "")
    table.add_row("[bold]by the token[/]", _money(found.rent_month), _fine(found.rent_order))
    console.print(table)
    console.print(
        f"\nOne box can take {found.orders_an_hour:.0f} orders an hour. "
        + (
            "Owning never costs less."
            if found.even_orders is None
            else f"Owning costs less from {found.even_orders:.0f} orders a day on."
        )
        + " Hearing and speaking are the box's too; by the token they are paid for apart."
    )


def _money(value: Decimal) -> str:
    return f"{value:.2f}"


def _fine(value: Decimal) -> str:
    """Fractions of a cent count here."""
    return f"{value:.5f}"
