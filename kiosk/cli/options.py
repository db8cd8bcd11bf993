"""Options that many commands share."""

from __future__ import annotations

from typing import Annotated, Final

import typer

__all__ = ["AsJson", "MenuFile", "SoldFrom"]

_NAMED: Final = "A menu file, or the name of one in menus/."

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

MenuFile = Annotated[str, typer.Argument(metavar="FILE", help=_NAMED)]
"""Of a command about menus."""

SoldFrom = Annotated[str | None, typer.Option("--menu", "-m", help=_NAMED)]
"""Of a command that takes orders; the configured one where none is named."""
