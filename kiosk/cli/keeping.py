"""The store of this machine's kiosk, as the settings have it."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.config import settings
from kiosk.errors import UsageError
from kiosk.locations import data_dir
from kiosk.store import Store, StoreDay

__all__ = ["open_store", "store_day"]


def open_store(destinations: Sequence[str] = ()) -> Store:
    """The journal in the folder of data; ``destinations`` are the names of those that get tickets.

    Raises:
        UsageError: the time zone of the settings is none.
        StoreError: as ``Store``.
    """
    return Store(data_dir(), destinations=destinations, day=store_day())


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
