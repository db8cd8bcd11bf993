"""``kiosk menu``: check a menu for what would confuse guests, show it as it is sold, import one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import time
from decimal import Decimal
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape

from kiosk.cli.menu_board import board
from kiosk.cli.menu_import import import_menu
from kiosk.cli.menu_say_back import say_back
from kiosk.cli.options import AsJson, MenuFile
from kiosk.errors import MenuError
from kiosk.menu.check import check_menu
from kiosk.menu.load import find_menu, load_menu, read_menu
from kiosk.menu.source import entry

__all__ = ["app"]

app = typer.Typer(add_completion=False, help="Check a menu, show it, or import one.")
app.command()(say_back)
app.command("import")(import_menu)


@app.command()
def check(file: MenuFile, as_json: AsJson = False) -> None:
    """Validate a menu and list what would confuse guests.

    A menu that cannot be sold from is an error; what would confuse is a warning.
    """
    try:
        source = read_menu(find_menu(file))
    except MenuError as bad:
        for fault in bad.faults:
            typer.echo(f"kiosk: {fault}", err=True)
        raise typer.Exit(2) from bad
    found = check_menu(source.file, source.menu)
    warnings = [
        {
            "line": source.root.find(finding.path)[0],
            "entry": entry(finding.path),
            "kind": finding.kind,
            "message": finding.message,
        }
        for finding in found
    ]
    warnings.sort(key=lambda warning: warning["line"])
    if as_json:
        summary = {
            "file": str(source.path),
            "menu": source.menu.id,
            "items": len(source.menu.items),
            "combos": len(source.menu.combos),
            "warnings": warnings,
        }
        typer.echo(json.dumps(summary, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for warning in warnings:
        where = f"{source.path}:{warning['line']}: {warning['entry']}:"
        console.print(f"[dim]{escape(where)}[/] {escape(str(warning['message']))}")
    held = (
        f"{_counted(len(source.menu.items), 'item')}, {_counted(len(source.menu.combos), 'combo')}"
    )
    warned = _counted(len(warnings), "warning")
    verdict = f"[yellow]{warned}[/]" if warnings else f"[green]{warned}[/]"
    console.print(f"{escape(str(source.path))}: {escape(source.menu.name)}, {held}, {verdict}")


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


@app.command()
def show(file: MenuFile, as_json: AsJson = False) -> None:
    """Show a menu as a shift manager reads it: sections, prices, choices, combos."""
    menu = load_menu(find_menu(file))
    if as_json:
        typer.echo(json.dumps(_plain(menu), ensure_ascii=False))
    else:
        Console(highlight=False).print(board(menu))


def _plain(value: Any) -> Any:
    """``value`` of a frozen menu as JSON has it: prices stay minor units."""
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value) if isinstance(value, Decimal) else value
