"""``kiosk journal``: the orders of this machine, looked after."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kiosk.cli.journal_bench import AIM_PER_S, measure
from kiosk.cli.keeping import store_day
from kiosk.cli.options import AsJson
from kiosk.config import MOST_DAYS, settings
from kiosk.locations import data_dir
from kiosk.money import format_money
from kiosk.store.database import FILE, open_to_write, opened
from kiosk.store.menus import kept_menu
from kiosk.store.orders import Kept
from kiosk.store.parcels import dead_letters, queues, resend
from kiosk.store.store import latest
from kiosk.store.upkeep import back_up, faults, purge

__all__ = ["app"]

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Look after the orders of this machine."
)


@app.command()
def show(
    most: Annotated[int, typer.Option("--last", min=1, help="How many orders.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the latest orders: number, time, what became of them, lines and total."""
    with opened(data_dir() / FILE) as db:
        orders = latest(db, most=most)
        menu_of = cache(partial(kept_menu, db))
        if as_json:
            _print({"orders": [_described(order) for order in orders]})
            return
        zone = store_day().zone
        table = Table(box=None, pad_edge=False)
        for name in ("day", "no.", "time", "state", "order"):
            table.add_column(name)
        table.add_column("total", justify="right")
        for order in orders:
            menu = menu_of(order.menu)
            table.add_row(
                str(order.day or ""),
                str(order.number or ""),
                f"{order.changed.astimezone(zone):%H:%M}",
                order.state,
                escape(", ".join(order.cart)),
                format_money(order.total, menu.currency, menu.locale),
            )
        Console(highlight=False).print(table)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Read the whole journal and do every order again; exit status 1 where something is wrong."""
    with opened(data_dir() / FILE) as db:
        found = list(faults(db))
        (orders,) = db.execute("SELECT count(*) FROM orders").fetchone()
    if as_json:
        _print({"sound": not found, "orders": orders, "faults": found})
    else:
        for line in found:
            typer.echo(line)
        typer.echo(f"{_counted(orders, 'order')}, {_counted(len(found), 'fault')}")
    raise typer.Exit(1 if found else 0)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    as_json: AsJson = False,
) -> None:
    """Copy the journal to a file, while orders go on.

    The copy takes the journal's place when it is moved there with no kiosk running.
    """
    with opened(data_dir() / FILE) as db:
        back_up(db, to)
    size = to.stat().st_size
    if as_json:
        _print({"file": str(to), "bytes": size})
    else:
        typer.echo(f"{to}: {size} bytes")


@app.command("purge")
def forget(
    days: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_DAYS, help="Keep so many days before the last order."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Forget orders that are older than the setting journal_days, with the names on their tickets.

    What is open, and what has yet to be delivered, stays.
    """
    kept = days if days is not None else settings().journal_days
    with opened(data_dir() / FILE, open_to_write) as db:
        db.execute("BEGIN IMMEDIATE")
        forgotten = purge(db, kept)
        db.execute("COMMIT")
        db.execute("PRAGMA incremental_vacuum").fetchall()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what was written before lies there too
    if as_json:
        _print({"forgotten": forgotten, "days": kept})
    else:
        typer.echo(f"{_counted(forgotten, 'order')} forgotten, {_counted(kept, 'day')} kept")


@app.command()
def outbox(as_json: AsJson = False) -> None:
    """Show what waits for each destination, and what was put aside."""
    with opened(data_dir() / FILE) as db:
        waiting, dead = queues(db), dead_letters(db)
    if as_json:
        _print(
            {
                "destinations": [
                    {
                        "name": queue.destination,
                        "waiting": queue.waiting,
                        "dead": queue.dead,
                        "oldest": queue.oldest.isoformat() if queue.oldest else None,
                        "attempts": queue.attempts,
                        "error": queue.error,
                    }
                    for queue in waiting
                ],
                "dead": [
                    {"destination": one.destination, "key": one.key, "error": one.error}
                    for one in dead
                ],
            }
        )
        return
    if not waiting:
        typer.echo("everything is delivered")
    zone = store_day().zone
    for queue in waiting:
        since = f", the oldest since {queue.oldest.astimezone(zone):%H:%M}" if queue.oldest else ""
        typer.echo(f"{queue.destination}: {queue.waiting} waiting{since}, {queue.dead} put aside")
        if queue.error:
            typer.echo(f"  {queue.error}")
    for one in dead:
        typer.echo(f"put aside for {one.destination}: {one.key}: {one.error}")


@app.command("resend")
def send_again(
    destination: Annotated[str, typer.Argument(help="Its name.")],
    key: Annotated[str | None, typer.Option(help="Of one ticket; without it, all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Send again what was put aside for a destination."""
    with opened(data_dir() / FILE, open_to_write) as db:
        sent = resend(db, destination, key)
    if as_json:
        _print({"destination": destination, "resent": sent})
    else:
        typer.echo(f"{sent} on the way to {destination} again")


@app.command()
def bench(as_json: AsJson = False) -> None:
    """Time the journal, and beside it the disk that it stands on."""
    took = measure(data_dir())
    if as_json:
        _print(
            {
                "events_per_s": round(took.events_per_s, 1),
                "syncs_per_s": round(took.syncs_per_s, 1),
                "aim_per_s": AIM_PER_S,
                "ratio": round(took.ratio, 3),
            }
        )
        return
    typer.echo(f"journal: {took.events_per_s:.0f} events/s, each safe before the next")
    typer.echo(f"disk:    {took.syncs_per_s:.0f} pages/s, each safe before the next")
    typer.echo(f"ratio:   {took.ratio:.2f} of the lower of that and {AIM_PER_S:.0f}")


def _described(order: Kept) -> dict[str, Any]:
    return {
        "key": order.key,
        "day": order.day.isoformat() if order.day else None,
        "number": order.number,
        "state": order.state,
        "began": order.began.isoformat(),
        "changed": order.changed.isoformat(),
        "cart": list(order.cart),
        "total": order.total,
        "menu": order.menu,
    }


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _print(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False))
