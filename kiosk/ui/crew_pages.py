"""The pages of the crew's screen: how things stand, what can be touched, what a touch does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, Protocol

from babel.dates import format_time

from kiosk.crew import Sale, SaleState
from kiosk.errors import KioskError
from kiosk.menu import Menu
from kiosk.ui.conversation import Conversation
from kiosk.ui.crew import Crew
from kiosk.ui.shelf import money
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Face

__all__ = ["CounterPage", "MachinePage", "OrdersPage", "Page", "SoldOutPage"]

_CAPTIONS: Final = 4
"""Of the conversation that the crew sees, the latest."""
_BACK: Final = "\0back"
_PART: Final = "\0part "
"""Keys that are no id of a menu."""


class Page(Protocol):
    """One subject."""

    @property
    def title(self) -> str:
        """Its name on the tile that opens it."""
        ...

    def note(self) -> str:
        """How things stand."""
        ...

    def faces(self) -> list[Face]:
        """What can be touched."""
        ...

    async def press(self, key: str) -> str:
        """Do what was touched; returns what came of it, in a line."""
        ...


class CounterPage:
    """The guest who is there: listen in, take over, hand back."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Counter")

    def note(self) -> str:
        """The order in a line, then the last words."""
        session = self._conversation.session
        total = money(session.menu, session.totals.total)
        head = f"{state_words(session.status)} · {total}"
        if not self._conversation.awake:
            head = tr("Nobody is there")
        elif self._conversation.taken:
            head += " · " + tr("You have taken over")
        captions = list(self._conversation.captions)[-_CAPTIONS:]
        who = {"guest": tr("Guest"), "house": tr("Kiosk"), "fault": tr("Fault")}
        return "\n".join([head, *(f"{who[each.by]}: {each.text}" for each in captions)])

    def faces(self) -> list[Face]:
        """What the guest is in need of."""
        if not self._conversation.awake:
            return []
        faces = []
        if self._conversation.taken:
            faces.append(Face("hand_back", tr("Hand back"), tr("The kiosk goes on")))
        else:
            faces.append(Face("take_over", tr("Take over"), tr("The kiosk is quiet")))
        if self._conversation.session.status == "person":
            faces.append(Face("nobody", tr("Nobody can come"), tr("The guest is told")))
        faces.append(Face("reset", tr("Next guest"), tr("Nothing is kept")))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        match key:
            case "take_over":
                self._conversation.take_over()
                return tr("Type below, or touch for the guest; then hand back.")
            case "hand_back":
                self._conversation.hand_back()
            case "nobody":
                self._conversation.nobody_comes()
            case "reset":
                self._conversation.reset()
        return ""


class SoldOutPage:
    """What is 86'd: first what is out, then the parts of the menu, each with all it holds."""

    def __init__(self, conversation: Conversation, crew: Crew) -> None:
        self._conversation = conversation
        self._crew = crew
        self._part = ""
        """Category, or group of options, that is open."""

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Sold out")

    def note(self) -> str:
        """Whatever is out, by name."""
        out = [name for entry, name in self._names().items() if entry in self._crew.sold_out.ids]
        return tr("Sold out now: {names}", names=", ".join(out)) if out else tr("All is on sale.")

    def faces(self) -> list[Face]:
        """Of the part that is open; of the menu where none is."""
        out, parts = self._crew.sold_out.ids, self._parts()
        if self._part in parts:
            shown = parts[self._part]
            faces = [Face(_BACK, "◂ " + tr("Back"))]
        else:
            shown = {entry: name for entry, name in self._names().items() if entry in out}
            faces = []
        faces += [
            Face(entry, name, tr("Sold out"), mark="off")
            if entry in out
            else Face(entry, name, tr("On sale"))
            for entry, name in shown.items()
        ]
        if self._part not in parts:
            faces += [Face(_PART + part, part + " ▸") for part in parts]
        return faces

    async def press(self, key: str) -> str:
        """From now on, for this guest too."""
        if key == _BACK or key.startswith(_PART):
            self._part = "" if key == _BACK else key.removeprefix(_PART)
            return ""
        out = key not in self._crew.sold_out.ids
        try:
            await asyncio.to_thread(self._crew.sold_out.set, key, out=out)
        except KioskError as unkept:
            return str(unkept)
        finally:
            self._conversation.session.sold_out = self._crew.sold_out.ids
        name = self._names()[key]
        if out:
            return tr("{name} is sold out.", name=name)
        return tr("{name} can be had again.", name=name)

    def _names(self) -> dict[str, str]:
        return {id_: name for part in self._parts().values() for id_, name in part.items()}

    def _parts(self) -> dict[str, dict[str, str]]:
        """Names by id, of the items and meals of each category and the options of each group."""
        menu = self._conversation.session.menu
        parts: dict[str, dict[str, str]] = {}
        for entry in menu.entries():
            parts.setdefault(entry.category, {})[entry.id] = entry.name
        for item in menu.items.values():
            for group in item.groups.values():
                options = {option.id: option.name for option in group.options.values()}
                parts.setdefault(group.name, {}).update(options)
        return parts


class OrdersPage:
    """The orders of this run; one that was placed can be taken back."""

    def __init__(self, conversation: Conversation, crew: Crew) -> None:
        self._conversation = conversation
        self._crew = crew
        self._looked_at: int | None = None

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Orders")

    def note(self) -> str:
        """The order that is looked at, in full."""
        for sale in self._crew.register.sales:
            if sale.number == self._looked_at:
                return "\n".join(_ticket(self._conversation.session.menu, sale))
        return tr("Touch an order to look at it.")

    def faces(self) -> list[Face]:
        """The latest first; the one that is looked at with what can be done."""
        faces = []
        for sale in self._crew.register.sales:
            if sale.number == self._looked_at and sale.state == "placed":
                faces.append(Face("void", tr("Void {n}", n=sale.number), tr("Take the order back")))
            faces.append(self._face(sale))
        return faces

    def _face(self, sale: Sale) -> Face:
        total = money(self._conversation.session.menu, sale.total)
        note = f"{state_words(sale.state)} {format_time(sale.at.time(), 'HH:mm')}"
        here = sale.number == self._looked_at
        return Face(
            str(sale.number), f"{sale.number} · {total}", note, mark="here" if here else "plain"
        )

    async def press(self, key: str) -> str:
        """See ``Page``."""
        if key != "void":
            self._looked_at = int(key)
            return ""
        number = self._looked_at
        if number is None or not self._crew.register.void(number, datetime.now().astimezone()):
            return ""
        return tr("Order {n} is void. Money is given back at the till.", n=number)


class MachinePage:
    """How the engines are, and the menu's file."""

    def __init__(self, conversation: Conversation, crew: Crew, close: Callable[[], None]) -> None:
        self._conversation = conversation
        self._crew = crew
        self._close = close

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Machine")

    def note(self) -> str:
        """Every stage in a line."""
        return "\n".join(
            f"{stage.name:<12} {stage.state:<11} {stage.detail}".rstrip()
            for stage in self._crew.stages()
        )

    def faces(self) -> list[Face]:
        """The menu, where it has a file; the way out."""
        faces = []
        if self._crew.reload is not None:
            faces.append(Face("menu", tr("Read the menu again"), tr("For the next guest")))
        faces.append(Face("close", tr("Close the kiosk"), tr("Until it is started again")))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        if key == "close":
            self._close()
        elif self._crew.reload is not None:
            try:
                await asyncio.to_thread(self._crew.reload)
            except KioskError as faulty:
                return tr("The menu is as it was: {fault}", fault=faulty)
            if not self._conversation.awake:
                self._conversation.reset()
            return tr("The next guest orders from the new menu.")
        return ""


def state_words(state: SaleState) -> str:
    """Where an order stands."""
    words: dict[SaleState, str] = {
        "open": tr("Open"),
        "placed": tr("Placed"),
        "cancelled": tr("Cancelled"),
        "person": tr("A guest asks for a person"),
        "abandoned": tr("Left"),
        "void": tr("Void"),
    }
    return words[state]


def _ticket(menu: Menu, sale: Sale) -> Iterator[str]:
    yield f"{sale.number} · {state_words(sale.state)} · {money(menu, sale.total)}"
    for rows in sale.lines:
        line, *details = rows
        extra = ", ".join(row.text for row in details)
        yield f"{line.quantity} {line.text}" + (f": {extra}" if extra else "")
