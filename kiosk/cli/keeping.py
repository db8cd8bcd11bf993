"""The store of this machine's kiosk, as the settings have it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from kiosk.config import settings
from kiosk.errors import StoreError, UsageError
from kiosk.locations import data_dir
from kiosk.store import ShelteredStore, Store, StoreDay

__all__ = ["memory_of", "not_safe", "open_store", "store_day"]

_log = structlog.get_logger()

_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder in it is ours alone, see _in_memory
_FIRST_IN_MEMORY: Final = 501
"""Number of a day's first ticket there: nobody is called by the number of another guest whose order
is in the journal."""


def open_store(destinations: Sequence[str] = ()) -> tuple[Store, tuple[str, ...]]:
    """The journal in the folder of data, and what a person should know about it, a sentence each.

    While the disk has no room, orders begin in a journal in memory, and come from there when it
    has: a kiosk that sells nothing costs the day, and what is placed still goes to the
    destinations. Where the disk takes nothing at all, that journal is the only one. It outlives the
    process, and no power cut; at the next start with a disk that takes them, its orders come into
    the journal there.

    Args:
        destinations: names of those that get tickets.

    Raises:
        UsageError: the time zone of the settings is none.
        StoreError: orders cannot even be kept in memory.
    """
    day = store_day()
    aside = replace(day, first=_FIRST_IN_MEMORY)

    def in_memory() -> Store:
        return Store(_in_memory(), destinations=destinations, day=aside)

    try:
        store: Store = ShelteredStore(
            data_dir(), in_memory, destinations=destinations, day=day, adopts=_left_in_memory()
        )
    except StoreError as refused:
        store = in_memory()
        return store, (not_safe(str(refused)), *store.notices)
    return store, store.notices


def not_safe(why: str) -> str:
    """What a person should know while orders are in memory."""
    return f"orders are kept in memory alone, and lost when the power is: {why}"


def store_day() -> StoreDay:
    """When the store's day begins, and where.

    Raises:
        UsageError: the time zone of the settings is none.
    """
    name = settings().time_zone
    try:
        zone = ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as bad:  # OSError: a folder of the zones
        raise UsageError(
            f'setting time_zone: there is no "{name}"', hint="write it as America/Chicago"
        ) from bad
    return StoreDay(settings().day_begins, zone)


def _left_in_memory() -> Path | None:
    """Where orders were kept in memory since the machine was started, if any were."""
    try:
        return _in_memory() if memory_of(data_dir()).exists() else None
    except StoreError as strange:
        _log.warning("what is in memory is left alone", why=str(strange))
        return None


def memory_of(data: Path) -> Path:
    """The folder that no disk holds, of the kiosk with that folder of data."""
    return _MEMORY / f"kiosk{data}".replace("/", "-")


def _in_memory() -> Path:
    """That folder, of this user alone.

    Raises:
        StoreError: there is none, or it is somebody else's.
    """
    folder = memory_of(data_dir())
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as refused:
        raise StoreError(f"{folder}: {refused.strerror}") from refused
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise StoreError(f"{folder}: it is not this kiosk's alone", hint="remove it")
    return folder
