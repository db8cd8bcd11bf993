"""``kiosk order``: order by text, turn by turn or interactively."""

from __future__ import annotations

import asyncio
import json
from datetime import time
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kiosk.cli.ladder import open_understanding
from kiosk.cli.options import AsJson, SoldFrom
from kiosk.config import settings
from kiosk.dialog import Clock, Session, StandingClock, Turn, WallClock
from kiosk.dialog.record import record
from kiosk.dialog.ticket import rows
from kiosk.errors import UsageError
from kiosk.menu import Menu, find_menu, load_menu
from kiosk.money import format_money
from kiosk.order.notation import format_edit

__all__ = ["order", "ticket"]


def order(
    menu: SoldFrom = None,
    say: Annotated[
        list[str] | None, typer.Option("--say", help="What the guest says; again for each turn.")
    ] = None,
    as_json: AsJson = False,
    at: Annotated[
        str | None, typer.Option("--at", metavar="HH:MM", help="The time in the store.")
    ] = None,
    unavailable: Annotated[
        list[str] | None,
        typer.Option("--unavailable", metavar="ID", help="An item or option that is sold out."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how each turn was understood.")
    ] = False,
) -> None:
    """Order by typing.

    Without --say it is a conversation; Ctrl-D leaves it. The order is tried out: it is kept nowhere
    and goes to no printer or display.
    """
    sold = load_menu(find_menu(menu if menu is not None else settings().menu))
    clock, sold_out = _clock(at), _sold_out(sold, unavailable or [])
    console = Console(highlight=False, soft_wrap=True, quiet=as_json)

    async def talked() -> tuple[_Talk, list[Turn]]:
        async with open_understanding(sold, ahead=False) as understanding:
            session = Session(sold, understanding, clock=clock, sold_out=sold_out)
            talk = _Talk(session, console, explain)
            return talk, await (talk.scripted(say) if say or as_json else talk.typed())

    talk, turns = asyncio.run(talked())
    if as_json:
        typer.echo(json.dumps(record(talk.session, turns), ensure_ascii=False))
    elif say:
        talk.show_ticket()


def ticket(session: Session) -> Table:
    """The order with every deviation and its prices."""
    menu = session.menu
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_column(justify="right")

    def money(amount: int | None) -> str:
        return "" if amount is None else format_money(amount, menu.currency, menu.locale)

    for row in rows(menu, session.cart):
        style = "bold yellow" if row.open else "" if row.depth == 0 else "dim"
        text = "  " * row.depth + row.text
        table.add_row(str(row.quantity or ""), escape(text), money(row.amount), style=style)
    totals = session.totals
    table.add_section()
    for name, amount in (("Subtotal", totals.subtotal), ("Tax", totals.tax)):
        table.add_row("", name, money(amount), style="dim")
    table.add_row("", "Total", money(totals.total), style="bold")
    return table


class _Talk:
    """A conversation on the terminal."""

    def __init__(self, session: Session, console: Console, explain: bool) -> None:
        self.session = session
        self.console = console
        self.explain = explain

    async def scripted(self, said: list[str] | None) -> list[Turn]:
        """Every utterance given, as a turn."""
        self.reply(self.session.greet().text)
        turns = []
        for text in said or []:
            self.console.print(f"[cyan]Guest[/]  {escape(text)}")
            turns.append(await self.turn(text))
        return turns

    async def typed(self) -> list[Turn]:
        """Turns as they are typed, until the order is closed or the guest leaves."""
        self.reply(self.session.greet().text)
        turns: list[Turn] = []
        while self.session.status == "open":
            try:
                text = self.console.input("[cyan]Guest[/]  ")
            except (EOFError, KeyboardInterrupt):
                self.console.print()
                break
            turns.append(await self.turn(text))
            self.show_ticket()
        return turns

    async def turn(self, text: str) -> Turn:
        """One turn, with its reply shown."""
        turn = await self.session.hear(text)
        if self.explain:
            self.show_reading(turn)
        self.reply(turn.reply.text)
        return turn

    def reply(self, text: str) -> None:
        """What the kiosk says."""
        self.console.print(f"[green]Kiosk[/]  {escape(text)}")

    def show_ticket(self) -> None:
        """The order as it stands."""
        if self.session.cart.lines:
            self.console.print()
            self.console.print(ticket(self.session))
            self.console.print()
        if self.session.status != "open":
            self.console.print(f"Order {self.session.status}.", style="bold")

    def show_reading(self, turn: Turn) -> None:
        """How the words were taken, and the edits that they became."""
        table = Table(box=None, pad_edge=False)
        for heading in ("words", "taken as", "because"):
            table.add_column(heading, header_style="dim", style="dim")
        for row in turn.trace:
            table.add_row(escape(row.words), escape(row.tag), escape(row.reason))
        edits = "; ".join(format_edit(self.session.menu, edit) for edit in turn.edits) or "nothing"
        self.console.print(table)
        sure = f"{turn.rung}, {turn.confidence:.0%} sure"
        self.console.print(f"[dim]{escape(edits)}  ({sure})[/]")


def _clock(at: str | None) -> Clock:
    if at is None:
        return WallClock()
    try:
        now = time.fromisoformat(at)
        if now.tzinfo is not None:
            raise ValueError("the store's own time has no zone")
    except ValueError as bad:
        raise UsageError(f'--at "{at}" is not a time', hint="write it as 07:30") from bad
    return StandingClock(now)


def _sold_out(menu: Menu, ids: list[str]) -> frozenset[str]:
    options = {o for item in menu.items.values() for g in item.groups.values() for o in g.options}
    for name in ids:
        if menu.sold(name) is None and name not in options:
            raise UsageError(f'--unavailable "{name}": {menu.name} has no such item or option')
    return frozenset(ids)
