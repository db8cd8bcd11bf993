"""What the kiosks of a store tell each other and the back office, and where: topics and payloads.

::

    kiosk/1/<store>/orders/<kiosk>             PlacedOrder, QoS 1, expires
    kiosk/1/<store>/sold_out/<menu>/<entry>    SoldOutNotice, retained
    kiosk/1/<store>/menu/<kiosk>               MenuNotice, retained
    kiosk/1/<store>/health/<kiosk>             HealthNotice, retained; the last will says "offline"
    kiosk/1/<store>/lanes/<kiosk>/<lane>/…     ``signal``: cars and the crew's wishes, to a lane;
                                               ``alert``: somebody of the crew is wanted there

One topic for each entry that is sold out: two kiosks that 86 two things at one moment do not write
over each other, and the broker's order decides where they differ on one.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from kiosk.menu.model import Menu

__all__ = [
    "MAX_BYTES",
    "HealthNotice",
    "MenuEntry",
    "MenuNotice",
    "Place",
    "SoldOutNotice",
    "Topics",
    "menu_notice",
]

MAX_BYTES: Final = 64 * 1024
"""The largest payload that a kiosk takes from a broker; its own orders are far smaller."""

Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""Name of a store or a kiosk: a level of a topic, so without the characters that mean something
there."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
"""As in a menu's file."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Notice(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1


class SoldOutNotice(_Notice):
    """An item, combo or option is out, or can be had again."""

    menu: Id
    entry: Id
    out: bool
    at: AwareDatetime
    by: Place
    """The kiosk whose crew said so."""


class HealthNotice(_Notice):
    """Whether a kiosk is on the broker."""

    kiosk: Place
    state: Literal["online", "offline"]
    at: AwareDatetime
    """When that began; of a kiosk that was lost, when it had last connected."""


class MenuEntry(BaseModel):
    """One thing that is sold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: Name
    category: Name
    price: Annotated[int, Field(ge=0)]
    """In minor units, as it comes."""


class MenuNotice(_Notice):
    """What a kiosk sells from."""

    kiosk: Place
    menu: Id
    menu_version: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    """That of the orders made from it."""
    name: Name
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    entries: tuple[MenuEntry, ...]
    """Items and combos, in the menu's order."""


def menu_notice(menu: Menu, version: str, kiosk: str) -> MenuNotice:
    """``menu``, which orders name by ``version``, as ``kiosk`` sells it."""
    return MenuNotice(
        kiosk=kiosk,
        menu=menu.id,
        menu_version=version,
        name=menu.name,
        currency=menu.currency,
        entries=tuple(
            MenuEntry(id=entry.id, name=entry.name, category=entry.category, price=entry.price)
            for entry in menu.entries()
        ),
    )


class Topics:
    """Where a kiosk of a store writes and reads."""

    def __init__(self, store: str, kiosk: str) -> None:
        self._store = f"kiosk/1/{store}"
        self.orders = f"{self._store}/orders/{kiosk}"
        self.menu = f"{self._store}/menu/{kiosk}"
        self.health = f"{self._store}/health/{kiosk}"
        self._lanes = f"{self._store}/lanes/{kiosk}"

    def lane(self, what: Literal["signal", "alert"], lane: str = "+") -> str:
        """The topic of a lane of a drive-thru; without one, a filter for all of them."""
        return f"{self._lanes}/{lane}/{what}"

    def sold_out(self, menu: str, entry: str = "+") -> str:
        """The topic of ``entry``; without one, a filter for all of the menu."""
        return f"{self._store}/sold_out/{menu}/{entry}"
