"""``kiosk menu import``: a till's catalogue, or a web page, as a menu file."""

from __future__ import annotations

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kiosk.cli.options import AsJson
from kiosk.config import read_settings
from kiosk.errors import UsageError
from kiosk.files import write_whole

if TYPE_CHECKING:  # imported where it is used: the other commands of the menu start without it
    from kiosk.menu.importers import Imported

__all__ = ["import_menu"]

_TILL: Final = "till:"


class Source(StrEnum):
    """What a menu can be made of."""

    SQUARE = "square"
    TOAST = "toast"
    SCHEMAORG = "schemaorg"


def import_menu(  # noqa: PLR0913 - options of a command, by name
    *,
    kind: Annotated[Source, typer.Argument(help="What SRC is.")],
    src: Annotated[
        str,
        typer.Argument(
            metavar="SRC",
            help="A file: JSON, or a web page for schemaorg. For square also till:NAME, which asks "
            "Square, with what the settings say of that till.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.yaml", help="Write the menu here, not to stdout."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Of the restaurant.")] = "",
    location: Annotated[
        str | None,
        typer.Option("--location", metavar="ID", help="Whose prices and sold-out marks count."),
    ] = None,
    currency: Annotated[str, typer.Option("--currency", help="Of Toast's prices.")] = "USD",
    as_json: AsJson = False,
) -> None:
    """Make a menu file of what a till or a web page says.

    What has no place in it is listed, one line each. Beside FILE.yaml stands FILE.square.json (or
    FILE.toast.json): what the till calls each thing, which orders are pushed by.
    """
    if out is not None and out.exists():
        raise UsageError(f"{out}: there is a file already", hint="name another, or remove it")
    made = _imported(kind, src, name, location, currency)
    if out is None:
        typer.echo(made.text, nl=False)
    else:
        write_whole(out, made.text)
    beside = _beside(out, made)
    _tell(made, out, beside, as_json=as_json)


def _imported(kind: Source, src: str, name: str, location: str | None, currency: str) -> Imported:
    if src.startswith(_TILL):
        if kind is not Source.SQUARE:
            raise UsageError(f"{src}: only Square is asked itself", hint="name a file")
        return _asked(src.removeprefix(_TILL), name, location)
    from kiosk.menu.importers import import_schemaorg, import_square, import_toast

    file = Path(src)
    data, called = _read(file), name or file.stem.replace("_", " ").replace("-", " ").title()
    match kind:
        case Source.SQUARE:
            return import_square(data, src, name=called, location=location)
        case Source.TOAST:
            return import_toast(data, src, name=called, currency=currency)
        case Source.SCHEMAORG:
            return import_schemaorg(data, src, name=name)


def _asked(till: str, name: str, location: str | None) -> Imported:
    """From Square itself."""
    from kiosk.connect.settings import DestinationSettings
    from kiosk.menu.importers import import_square

    have = read_settings(DestinationSettings).tills
    if till not in have:
        known = ", ".join(have) or "none are set"
        raise UsageError(f"no till is called {till!r}", hint=f"tills: {known}")
    square = have[till].square(till)
    house, data = asyncio.run(square.catalog())
    called = name or house
    return import_square(
        data, f"Square ({till})", name=called, location=location or square.location
    )


def _read(file: Path) -> bytes:
    from kiosk.menu.importers.reading import MAX_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as refused:
        raise UsageError(f"{file}: cannot be read ({refused.strerror})") from refused


def _beside(out: Path | None, made: Imported) -> Path | None:
    """The file of the till's names, written; none where there is no menu file to stand beside."""
    if out is None or made.external is None:
        return None
    file = out.with_suffix(f".{made.external.kind}.json")
    write_whole(file, made.external.model_dump_json(indent=2) + "\n")
    return file


def _tell(made: Imported, out: Path | None, beside: Path | None, *, as_json: bool) -> None:
    if as_json:
        summary = {
            "menu": made.menu.id,
            "items": len(made.menu.items),
            "file": str(out) if out else None,
            "external": str(beside) if beside else None,
            "notes": made.notes,
        }
        typer.echo(json.dumps(summary, ensure_ascii=False), err=out is None)
        return
    for note in made.notes:
        typer.echo(note, err=True)
    said = f"{out or made.menu.id}: {made.menu.name}, {len(made.menu.items)} items"
    typer.echo(f"{said}, {len(made.notes)} notes", err=True)
