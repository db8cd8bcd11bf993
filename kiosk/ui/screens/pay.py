"""After the order: by card or at the counter, and the number of the ticket."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from kiosk.errors import KioskError
from kiosk.ui.conversation import Conversation
from kiosk.ui.ports import CardTerminal
from kiosk.ui.screens.opened import OpensAtOnce
from kiosk.ui.shelf import money
from kiosk.ui.strings import tr
from kiosk.ui.told import Told
from kiosk.ui.widgets.captions import Captions
from kiosk.ui.widgets.masthead import Masthead
from kiosk.ui.widgets.sign import Sign
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["PayScreen"]

Stage = Literal["choosing", "charging", "unkept", "placed"]
"""``unkept``: the guest has paid or chosen the counter, and that could not be written down."""


class PayScreen(OpensAtOnce, Screen[None]):
    """Takes the payment; with it, or the choice of the counter, the order is placed and has its
    number."""

    AUTO_FOCUS = "#card"

    def __init__(self, conversation: Conversation, terminal: CardTerminal | None) -> None:
        super().__init__()
        self._conversation = conversation
        self._terminal = terminal
        self._stage: Stage = "choosing"
        self._trouble: Callable[[], str] = str
        """Why the card was not charged, in words of the language that is read then."""
        self._paid = False
        """Whether a card was charged."""
        self._keeping = False
        """Whether that it is paid, or will be, is being written down."""

    def compose(self) -> ComposeResult:
        """What to pay and how; later, the number."""
        yield Masthead(self._conversation)
        with Vertical(id="pay"):
            yield Static(id="what_now", markup=False)
            yield Sign(id="figure")
            yield Static(id="detail", markup=False)
            with Horizontal(id="ways_to_pay"):
                yield Tile(Face("card", tr("Pay by card")), id="card", leads=True)
                yield Tile(Face("counter", tr("Pay at the counter")), id="at_counter")
                yield Tile(Face("change", tr("Change something")), id="change_mind")
                yield Tile(Face("cancel", tr("Pay another way")), id="another_way")
                yield Tile(Face("again", tr("Try again")), id="keep_again", leads=True)
                yield Tile(Face("done", tr("Done")), id="done", leads=True)
        with Vertical(id="foot"):
            yield Captions(self._conversation)

    def on_mount(self) -> None:
        """What is placed already is to be paid at the counter."""
        self._conversation.told.subscribe(self, self._told)
        if self._conversation.ticket is not None:
            self._thank()
        else:
            self._show()

    async def recompose(self) -> None:
        """In other words, or with other room."""
        await super().recompose()
        self._show()

    def _show(self) -> None:
        session = self._conversation.session
        total = money(session.menu, session.totals.total)
        what, figure, detail = {
            "choosing": (tr("To pay"), total, self._trouble()),
            "charging": (tr("Follow the card terminal"), total, tr("One moment")),
            "unkept": (tr("Your order could not be kept"), total, self._trouble()),
            "placed": (
                tr("Thank you! Your number is"),
                str(self._conversation.ticket),
                self._thanks(),
            ),
        }[self._stage]
        self.query_one("#what_now", Static).update(what)
        self.query_one("#figure", Sign).text = figure
        self.query_one("#detail", Static).update(detail)
        for key, stage in (
            ("#card", "choosing"),
            ("#at_counter", "choosing"),
            ("#change_mind", "choosing"),
            ("#another_way", "charging"),
            ("#keep_again", "unkept"),
            ("#done", "placed"),
        ):
            self.query_one(key).display = self._stage == stage

    def _thanks(self) -> str:
        journal = self._conversation.session.journal
        name, table = journal.guest, journal.table
        if not self._paid:
            return tr("Please pay at the counter")
        if table:
            return tr("We bring it to table {number}", number=table)
        if name:
            return tr("We call it when your order is ready, {name}", name=name)
        return tr("We call it when your order is ready")

    @on(Tile.Pressed, "#card")
    def _by_card(self) -> None:
        if self._choosing and self._terminal is not None:
            self._charge(self._terminal)

    @on(Tile.Pressed, "#at_counter")
    def _at_counter(self) -> None:
        if self._choosing:
            self._settle()

    @on(Tile.Pressed, "#change_mind")
    def _change_mind(self) -> None:
        if self._choosing:
            self._conversation.change_mind()

    @on(Tile.Pressed, "#keep_again")
    def _keep_again(self) -> None:
        self._settle()

    @on(Tile.Pressed, "#another_way")
    def _another_way(self) -> None:
        if self._stage == "charging" and not self._paid:
            self.workers.cancel_group(self, "card")
            self._choose(str)

    @on(Tile.Pressed, "#done")
    def _done(self) -> None:
        self._conversation.reset()

    @work(group="card", exclusive=True)
    async def _charge(self, terminal: CardTerminal) -> None:
        session = self._conversation.session
        self._stage = "charging"
        self._conversation.hold()
        self._show()
        try:
            charge = await terminal.charge(session.totals.total, session.menu.currency)
        except KioskError as gone:
            self._choose(partial(tr, "{fault}", fault=str(gone)))
            return
        match charge:
            case "approved":
                self._paid = True
                self._settle()
            case "declined":
                self._choose(lambda: tr("The card was declined. Try again, or pay another way."))
            case "timed_out":
                self._choose(
                    lambda: tr("The card terminal did not answer. Try again, or another way.")
                )

    def _choose(self, trouble: Callable[[], str]) -> None:
        self._stage, self._trouble = "choosing", trouble
        self._show()
        self.query_one("#card").focus()
        self._conversation.go_on()

    @property
    def _choosing(self) -> bool:
        """Whether the guest may choose how to pay; while a choice is being kept, none other counts,
        for a card would be charged beside it."""
        return self._stage == "choosing" and not self._keeping

    @work(group="settling")
    async def _settle(self) -> None:
        """Keep that it is paid, or will be; what a card was charged for is not asked for twice."""
        if self._keeping:
            return  # touched twice
        self._keeping = True
        kept = await self._conversation.settle()
        self._keeping = False
        if not kept:
            if self._paid:
                self._conversation.hold()
            self._stage = "unkept"
            self._trouble = self._unkept
            self._show()
            self.query_one("#keep_again").focus()

    def _unkept(self) -> str:
        if self._paid:
            return tr("Your card was charged. Please try again, or ask the crew.")
        return tr("Please try again, or ask the crew.")

    def _told(self, _: Told) -> None:
        if self._conversation.ticket is not None and self._stage != "placed":
            self._thank()

    def _thank(self) -> None:
        self._stage = "placed"
        self._show()
        self.query_one("#done").focus()
