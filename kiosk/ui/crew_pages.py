"""The pages of the crew's screen: how things stand, what can be touched, what a touch does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final, Protocol

from babel.dates import format_time

from kiosk.crew import Printer, Sale, SaleState
from kiosk.dialog import Session
from kiosk.errors import KioskError
from kiosk.order.cart import Cart
from kiosk.order.pricing import price
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
    """The orders of this run; one that was placed can be amended, printed again, taken back."""

    def __init__(
        self, conversation: Conversation, crew: Crew, amend: Callable[[Sale, Session], None]
    ) -> None:
        """``amend`` lets the crew change an order in the session that has it before it."""
        self._conversation = conversation
        self._crew = crew
        self._amend = amend
        self._looked_at: int | None = None

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Orders")

    def note(self) -> str:
        """The order that is looked at, in full."""
        sale = self._sale()
        if sale is not None:
            return "\n".join(_ticket(sale))
        return tr("Touch an order to look at it.")

    def faces(self) -> list[Face]:
        """The latest first; the one that is looked at with what can be done."""
        faces = []
        for sale in self._crew.register.sales:
            if sale.number == self._looked_at and sale.state == "placed":
                faces += self._deeds(sale)
            faces.append(self._face(sale))
        return faces

    def _face(self, sale: Sale) -> Face:
        note = f"{state_words(sale.state)} {format_time(sale.at.time(), 'HH:mm')}"
        here = sale.number == self._looked_at
        return Face(str(sale.number), _called(sale), note, mark="here" if here else "plain")

    def _deeds(self, sale: Sale) -> list[Face]:
        faces = []
        if self._crew.reopen is not None:
            faces.append(Face("amend", tr("Amend {n}", n=sale.ticket), tr("Change what is in it")))
        if self._crew.printer is not None:
            faces.append(Face("print", tr("Print {n}", n=sale.ticket), tr("The ticket once more")))
        faces.append(Face("void", tr("Void {n}", n=sale.ticket), tr("Take the order back")))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        sale = self._sale()
        match key:
            case "amend" if sale is not None and self._crew.reopen is not None:
                return self._open(sale, self._crew.reopen)
            case "print" if sale is not None and self._crew.printer is not None:
                return await _printed(sale, self._crew.printer)
            case "void" if sale is not None:
                return self._void(sale)
        self._looked_at = int(key)
        return ""

    def amended(self, sale: Sale, cart: Cart) -> str:
        """The crew has changed ``sale``: keep it, and tell what that means at the till."""
        if cart == sale.cart or not self._crew.register.amend(sale.number, cart, _now()):
            return tr("Order {n} is as it was.", n=sale.ticket)
        more = price(sale.menu, cart).total - sale.total
        amount = money(sale.menu, abs(more))
        if more > 0:
            return tr("Order {n} is amended. To be paid still: {more}", n=sale.ticket, more=amount)
        if more < 0:
            return tr("Order {n} is amended. To be given back: {less}", n=sale.ticket, less=amount)
        return tr("Order {n} is amended. It costs the same.", n=sale.ticket)

    def _sale(self) -> Sale | None:
        sales = self._crew.register.sales
        return next((sale for sale in sales if sale.number == self._looked_at), None)

    def _open(self, sale: Sale, reopen: Callable[[Sale], Session]) -> str:
        if sale.menu is not self._conversation.session.menu:
            return tr("The menu has changed since. Take the order back, and take it anew.")
        try:
            session = reopen(sale)
        except KioskError as shut:
            return str(shut)
        session.sold_out = self._crew.sold_out.ids
        self._amend(sale, session)
        return ""

    def _void(self, sale: Sale) -> str:
        if not self._crew.register.void(sale.number, _now()):
            return ""
        return tr("Order {n} is void. Money is given back at the till.", n=sale.ticket)


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
        "unpaid": tr("To be paid"),
        "placed": tr("Placed"),
        "cancelled": tr("Cancelled"),
        "person": tr("A guest asks for a person"),
        "abandoned": tr("Left"),
        "void": tr("Void"),
    }
    return words[state]


async def _printed(sale: Sale, printer: Printer) -> str:
    try:
        await printer.print(sale)
    except KioskError as unprinted:
        return str(unprinted)
    return tr("Order {n} is printed.", n=sale.ticket)


def _now() -> datetime:
    return datetime.now().astimezone()


def _called(sale: Sale) -> str:
    """The number, as the guest knows it, and the total."""
    total = money(sale.menu, sale.total)
    return total if sale.ticket is None else f"{sale.ticket} · {total}"


def _ticket(sale: Sale) -> Iterator[str]:
    head = f"{_called(sale)} · {state_words(sale.state)}"
    yield head if sale.version == 1 else f"{head} · " + tr("Version {n}", n=sale.version)
    for rows in sale.lines:
        line, *details = rows
        extra = ", ".join(row.text for row in details)
        yield f"{line.quantity} {line.text}" + (f": {extra}" if extra else "")
