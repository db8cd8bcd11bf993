"""For ``kiosk doctor``: could a kiosk start with these settings, and is each name in them known?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.cli.keeping import store_day
from kiosk.cli.lanes import LaneSettings
from kiosk.config import OperatorSettings, Settings, read_settings
from kiosk.connect.settings import DestinationSettings
from kiosk.errors import KioskError
from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.nearest import meant

__all__ = ["faults", "unknown_names"]

_PARTS: Final[tuple[type[OperatorSettings], ...]] = (Settings, DestinationSettings, LaneSettings)


def faults(chosen: Settings) -> Iterator[KioskError]:
    """What a kiosk with the settings ``chosen`` would not start with, as it would tell it."""
    looks: tuple[Callable[[], object], ...] = (
        lambda: load_menu(find_menu(chosen.menu)),
        store_day,
        partial(read_settings, LaneSettings),
        _destinations,
    )
    for look in looks:
        try:
            look()
        except KioskError as fault:
            yield fault


def unknown_names() -> list[str]:
    """What the file of settings says that no part of the kiosk reads, a sentence each."""
    file = Path(str(OperatorSettings.model_config["toml_file"]))
    known = [name for part in _PARTS for name in part.model_fields]
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []  # not there; or else no setting could be read, and that is told
    return [
        f'{file}: "{name}" is no setting{meant(name, known)}' for name in said if name not in known
    ]


def _destinations() -> None:
    """Each is put together, and none is asked anything."""
    have = read_settings(DestinationSettings)
    for name, printer in have.printers.items():
        printer.destination(name)
    for name, till in have.tills.items():
        till.square(name)
    for broker in have.brokers.values():
        broker.address  # noqa: B018 - reading it reads the file with the password
