"""The pages of the crew's screen: how things stand, what can be touched, what a touch does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol

from babel.dates import format_time

from kiosk.crew import Amendment, Sale, SaleState
from kiosk.dialog.ticket import line_rows
from kiosk.errors import KioskError
from kiosk.menu.language import in_language
from kiosk.order.pricing import price
from kiosk.ui.conversation import Conversation
from kiosk.ui.crew import Crew, StageState
from kiosk.ui.shelf import money
from kiosk.ui.strings import language, tr, tr_of
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

    async def look(self) -> None:
        """Learn how things stand, where that is not at hand."""
        return

    def note(self) -> str:
        """How things stand."""
        ...

    def faces(self) -> list[Face]:
        """What can be touched."""
        ...

    async def press(self, key: str) -> str:
        """Do what was touched; returns what came of it, in a line."""
        ...


class CounterPage(Page):
    """The guest who is there: listen in, take over, hand back. Before all, what is wrong."""

    def __init__(self, conversation: Conversation, crew: Crew) -> None:
        self._conversation = conversation
        self._crew = crew

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Counter")

    def note(self) -> str:
        """What a person should know; the order in a line, then the last words."""
        session = self._conversation.session
        total = money(session.menu, session.totals.total)
        head = f"{state_words(session.status)} · {total}"
        if not self._conversation.awake:
            head = tr("Nobody is there")
        elif self._conversation.taken:
            head += " · " + tr("You have taken over")
        captions = list(self._conversation.captions)[-_CAPTIONS:]
        who = {"guest": tr("Guest"), "house": tr("Kiosk"), "fault": tr("Fault")}
        words = (f"{who[each.by]}: {each.text}" for each in captions)
        return "\n".join([*(f"! {notice}" for notice in self._crew.notices), head, *words])

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


class SoldOutPage(Page):
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
            self._conversation.stock(self._crew.sold_out.ids)
        name = self._names()[key]
        if out:
            return tr("{name} is sold out.", name=name)
        return tr("{name} can be had again.", name=name)

    def _names(self) -> dict[str, str]:
        return {id_: name for part in self._parts().values() for id_, name in part.items()}

    def _parts(self) -> dict[str, dict[str, str]]:
        """Names by id, of the items and meals of each category and the options of each group."""
        menu = self._conversation.menu
        parts: dict[str, dict[str, str]] = {}
        for entry in menu.entries():
            parts.setdefault(entry.category, {})[entry.id] = entry.name
        for item in menu.items.values():
            for group in item.groups.values():
                options = {option.id: option.name for option in group.options.values()}
                parts.setdefault(group.name, {}).update(options)
        return parts


class OrdersPage(Page):
    """The latest orders; one that was placed can be amended, printed again, taken back."""

    def __init__(self, crew: Crew, amend: Callable[[Amendment], None]) -> None:
        """``amend`` lets the crew change an order that is open once more."""
        self._crew = crew
        self._amend = amend
        self._sales: Sequence[Sale] = ()
        self._unread = ""
        """Why the orders cannot be read."""
        self._looked_at = ""
        """Key of an order."""
        self._to_void = ""
        """Key of the order that is void with the next touch."""

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Orders")

    async def look(self) -> None:
        """See ``Page``."""
        if self._crew.register is None:
            return
        try:
            self._sales, self._unread = await self._crew.register.latest(), ""
        except KioskError as unread:
            self._unread = str(unread)

    def note(self) -> str:
        """The order that is looked at, in full."""
        sale = self._sale()
        if self._unread:
            return self._unread
        if sale is not None:
            return "\n".join(_ticket(sale))
        return tr("Touch an order to look at it.")

    def faces(self) -> list[Face]:
        """The latest first; the one that is looked at with what can be done."""
        faces = []
        for sale in self._sales:
            if sale.key == self._looked_at and sale.state == "placed":
                faces += self._deeds(sale)
            faces.append(self._face(sale))
        return faces

    def _face(self, sale: Sale) -> Face:
        note = f"{state_words(sale.state)} {format_time(sale.at.time(), 'HH:mm')}"
        here = sale.key == self._looked_at
        return Face(sale.key, _called(sale), note, mark="here" if here else "plain")

    def _deeds(self, sale: Sale) -> list[Face]:
        if sale.key == self._to_void:
            return [
                Face("void_now", tr("Yes, void {n}", n=sale.ticket), tr("It cannot be undone")),
                Face("keep", tr("No, keep {n}", n=sale.ticket), tr("Nothing changes")),
            ]
        faces = [Face("amend", tr("Amend {n}", n=sale.ticket), tr("Change what is in it"))]
        if self._crew.deliveries is not None and self._crew.deliveries.printers:
            faces.append(Face("print", tr("Print {n}", n=sale.ticket), tr("The ticket once more")))
        faces.append(Face("void", tr("Void {n}", n=sale.ticket), tr("Take the order back")))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        sale, register, deliveries = self._sale(), self._crew.register, self._crew.deliveries
        asked, self._to_void = self._to_void, ""
        try:
            match key:
                case "amend" if sale is not None and register is not None:
                    self._amend(await register.amend(sale))
                case "print" if sale is not None and deliveries is not None:
                    await deliveries.print_again(sale)
                    return tr("Order {n} is printed.", n=sale.ticket)
                case "void" if sale is not None:
                    self._to_void = sale.key
                    return tr("Take order {n} back? The kitchen is told at once.", n=sale.ticket)
                case "void_now" if asked and sale is not None and register is not None:
                    await register.void(sale)
                    return tr("Order {n} is void. Money is given back at the till.", n=sale.ticket)
                case "void_now" | "keep":
                    return ""
                case _:
                    self._looked_at = key
        except KioskError as undone:
            return str(undone)
        return ""

    async def amended(self, amendment: Amendment) -> str:
        """The crew has changed an order: keep it, and tell what that means at the till."""
        sale, cart = amendment.sale, amendment.session.cart
        if cart == sale.cart:
            return tr("Order {n} is as it was.", n=sale.ticket)
        try:
            await amendment.keep()
        except KioskError as unkept:
            return str(unkept)
        more = price(sale.menu, cart).total - sale.total
        amount = money(sale.menu, abs(more))
        if more > 0:
            return tr("Order {n} is amended. To be paid still: {more}", n=sale.ticket, more=amount)
        if more < 0:
            return tr("Order {n} is amended. To be given back: {less}", n=sale.ticket, less=amount)
        return tr("Order {n} is amended. It costs the same.", n=sale.ticket)

    def _sale(self) -> Sale | None:
        return next((sale for sale in self._sales if sale.key == self._looked_at), None)


class MachinePage(Page):
    """How the engines are, the menu's file, and the way to the sound."""

    def __init__(
        self,
        conversation: Conversation,
        crew: Crew,
        *,
        listen: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        """``listen`` opens the page of the sound, ``close`` ends the kiosk."""
        self._conversation = conversation
        self._crew = crew
        self._listen = listen
        self._close = close

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Machine")

    def note(self) -> str:
        """Every stage in a line."""
        stages = [(_engine(s.name), _stage(s.state), s) for s in self._crew.stages()]
        wide = max((len(name) for name, _, _ in stages), default=0)
        rows = []
        for name, state, stage in stages:
            fault = f" · {stage.restarts} x {stage.fault}" if stage.fault else ""
            rows.append(f"{name:<{wide}}  {state}{fault}")
        return "\n".join(rows)

    def faces(self) -> list[Face]:
        """The menu, where it has a file; the way out."""
        faces = []
        if self._crew.reload is not None:
            faces.append(Face("menu", tr("Read the menu again"), tr("For the next guest")))
        faces.append(Face("sound", tr("Sound"), tr("How loud, and a test")))
        faces.append(Face("close", tr("Close the kiosk"), tr("Until it is started again")))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        if key == "sound":
            self._listen()
        elif key == "close":
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
        "abandoned": tr_of("an order", "Left"),
        "void": tr("Void"),
    }
    return words[state]


def _engine(name: str) -> str:
    """What an engine does, for who has not built it."""
    does = {
        "slm": tr("Language model"),
        "slm-large": tr("Large language model"),
        "recogniser": tr("Recogniser"),
        "voice": tr("Voice"),
    }
    return does.get(name, name)


def _stage(state: StageState) -> str:
    words: dict[StageState, str] = {
        "starting": tr("Starting"),
        "ready": tr("Ready"),
        "busy": tr("Busy"),
        "restarting": tr("Restarting"),
        "failed": tr("Failed"),
        "stopped": tr("Stopped"),
    }
    return words[state]


def _called(sale: Sale) -> str:
    """The number, as the guest knows it, and the total."""
    total = money(sale.menu, sale.total)
    return total if sale.ticket is None else f"{sale.ticket} · {total}"


def _ticket(sale: Sale) -> Iterator[str]:
    head = f"{_called(sale)} · {state_words(sale.state)}"
    yield head if sale.version == 1 else f"{head} · " + tr("Version {n}", n=sale.version)
    menu = in_language(sale.menu, language())
    for rows in line_rows(menu, sale.cart, tr).values():
        line, *details = rows
        extra = ", ".join(row.text for row in details)
        yield f"{line.quantity} {line.text}" + (f": {extra}" if extra else "")
