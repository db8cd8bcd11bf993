"""``kiosk report``: what a day came to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kiosk.cli.keeping import store_day
from kiosk.cli.options import AsJson
from kiosk.errors import UsageError
from kiosk.locations import data_dir
from kiosk.money import format_money
from kiosk.store.database import FILE, opened
from kiosk.store.report import DayReport, day_report

__all__ = ["report"]


def report(
    day: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="A day of the store; without it, today."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Sum up a day of orders.

    How many they were, what they came to and held, how long they took, what guests asked, what was
    out.
    """
    store = store_day()
    asked = _day(day) if day is not None else store.of(store.now())
    with opened(data_dir() / FILE) as db:
        found = day_report(db, store, asked)
    if as_json:
        typer.echo(json.dumps(_described(found)))
    else:
        Console(highlight=False).print(_table(found))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
        if day.year in (date.min.year, date.max.year):
            raise ValueError("the calendar ends there")
    except ValueError as bad:
        raise UsageError(f'--day "{text}" is not a day', hint="write it as 2026-05-01") from bad
    return day


def _described(found: DayReport) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "orders": dict(found.orders),
        "amended": found.amended,
        "taken": dict(found.taken),
        "tax": dict(found.tax),
        "sold": dict(found.sold),
        "questions": dict(found.questions),
        "handoffs": found.handoffs,
        "seconds_p50": found.median_s,
        "seconds_p95": found.p95_s,
        "sold_out": dict(found.sold_out),
    }


def _table(found: DayReport) -> Table:
    table = Table(title=f"{found.day:%Y-%m-%d}", title_justify="left", box=None, show_header=False)
    table.add_column()
    table.add_column()
    taken = [
        f"{format_money(amount, each, found.locale)}, "
        f"of it {format_money(found.tax[each], each, found.locale)} tax"
        for each, amount in found.taken.items()
    ]
    most_first = sorted(found.sold.items(), key=lambda one: (-one[1], one[0]))
    sold = [f"{times} {escape(name)}" for name, times in most_first]
    table.add_row("orders", _counts(found.orders))
    table.add_row("taken", "\n".join(taken) or "nothing")
    table.add_row("sold", "\n".join(sold) or "nothing")
    table.add_row("amended", str(found.amended))
    table.add_row("handoffs", str(found.handoffs))
    if found.median_s is not None and found.p95_s is not None:
        table.add_row("time to order", f"{found.median_s:.0f} s median, {found.p95_s:.0f} s p95")
    table.add_row("questions", _counts(found.questions))
    table.add_row("sold out", ", ".join(sorted(found.sold_out)) or "nothing")
    return table


def _counts(counted: Mapping[Any, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counted.items()) or "none"
