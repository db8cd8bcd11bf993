"""One line in the making: step by step, every choice with what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Final, Literal

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from kiosk.order.cart import Choice, Portion, Target
from kiosk.order.edits import Delete, Edit
from kiosk.order.outcome import Outcome, Refused
from kiosk.ui.conversation import Conversation
from kiosk.ui.draft import Draft, Offer, Step
from kiosk.ui.screens.opened import KeptScreen, close
from kiosk.ui.shelf import money
from kiosk.ui.strings import tr
from kiosk.ui.told import Told
from kiosk.ui.widgets.captions import Captions
from kiosk.ui.widgets.talk import TalkBar
from kiosk.ui.widgets.tile import Face, Tile
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["CustomiseScreen", "change_line", "make_line"]

_STEP: Final = Cell(least=(12, 3), most=(26, 3))
_OPTION: Final = Cell(least=(14, 3), most=(34, 5))
_AMOUNT: Final = Cell(least=(12, 3), most=(20, 3))


async def change_line(app: App[Any], conversation: Conversation, ref: int) -> None:
    """Open the screen on which that line is changed, where it can be."""
    session = conversation.session
    if session.status == "open" and session.cart.line(ref) is not None:
        draft = Draft(conversation.menu, session.available, session.cart, ref)
        await make_line(app, conversation, draft)


async def make_line(app: App[Any], conversation: Conversation, draft: Draft) -> None:
    """Open the screen on which the choices of a line are made."""
    screen = await CustomiseScreen.of(app, conversation)
    if screen not in app.screen_stack:  # touched twice
        screen.begin(draft)
        app.push_screen(screen)


class CustomiseScreen(KeptScreen[None], ModalScreen[None]):
    """Walks through the choices of a line; what comes of it is one turn of the guest.

    Words change it as touches do. It goes when words have ordered it, and stays for words about
    anything else.
    """

    AUTO_FOCUS = "#options Tile"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back"),
        Binding("ctrl+s", "lead_on", "Next, or add"),
        Binding("plus", "count(1)", "One more"),
        Binding("minus", "count(-1)", "One less"),
    ]

    _draft: Draft
    _step: Step | None
    _option: str | None
    """The option that was touched last: the one that amounts are for."""

    def compose(self) -> ComposeResult:
        """The line, its steps, the choices of one, how much of it, and the ways on."""
        with Vertical(id="making"):
            with Horizontal(id="head"):
                yield Static(id="what", markup=False)
                yield Static("", id="asked", markup=False)
            yield Tiles(_STEP, id="steps")
            yield Tiles(_OPTION, id="options")
            yield Tiles(_AMOUNT, id="amounts")
            with Horizontal(id="ways_on"):
                yield Tile(Face("close", tr("Back")), id="close")
                yield Tile(Face("remove", tr("Remove")), id="remove")
                yield Tile(Face("less", "-"), id="less")
                yield Static("", id="quantity")
                yield Tile(Face("more", "+"), id="more")
                yield Tile(id="lead_on", leads=True)
        with Vertical(id="foot"):
            yield Captions(self._conversation)
            yield TalkBar(self._conversation)

    @classmethod
    async def warm(cls, app: App[Any], conversation: Conversation) -> None:
        """With the line that leaves most to be chosen, so that it has tiles for every other."""
        menu, session = conversation.menu, conversation.session
        made = [Draft.of_new(menu, session.available, session.cart, e.id) for e in menu.entries()]
        drafts = [draft for draft in made if isinstance(draft, Draft) and draft.steps]
        if drafts:
            screen = await cls.of(app, conversation)
            screen._hold(max(drafts, key=_most))
            await super().warm(app, conversation)

    def begin(self, draft: Draft) -> None:
        """Of this line from now on, at the first step that is open; what is said is of it, too."""
        self._hold(draft)
        self._point()
        if self.is_mounted:
            self._show(anew=True)

    def _hold(self, draft: Draft) -> None:
        self._draft = draft
        self._step, self._option = _first(draft), None

    def on_mount(self) -> None:
        """Show the line."""
        self._show(anew=True)
        self._conversation.told.subscribe(self, self._told)

    async def recompose(self) -> None:
        """In other words, or with other room."""
        await super().recompose()
        self._show(anew=True)

    def _told(self, told: Told) -> None:
        session = self._conversation.session
        if told.by != "words" or self not in self.app.screen_stack:
            return
        if session.pointed is None:
            close(self)
            return
        self._draft = Draft.of_pointed(
            self._conversation.menu, session.available, session.cart, session.pointed
        )
        draft = self._draft
        if self._step not in (draft.open or draft.steps):
            self._step = _first(draft)
        self._show()

    # -- what is shown -------------------------------------------------------------------------

    def _show(self, *, anew: bool = False) -> None:
        draft = self._draft
        self.query_one("#what", Static).update(draft.entry.name)
        self.query_one("#remove").display = not draft.new
        steps = draft.steps
        self.query_one("#steps", Tiles).show([self._step_face(step) for step in steps], anew=anew)
        self.query_one("#steps").display = len(steps) > 1
        offers = draft.offers(self._step) if self._step else ()
        faces = [_offer_face(draft, offer) for offer in offers]
        self.query_one("#options", Tiles).show(faces, anew=anew)
        self.query_one("#asked", Static).update(self._asked())
        self._show_amounts(offers)
        self.query_one("#quantity", Static).update(str(draft.line.quantity))
        price = money(draft.menu, draft.price)
        lead = self.query_one("#lead_on", Tile)
        if draft.open:
            lead.face = Face("lead_on", tr("Next"), price)
        elif draft.new:
            lead.face = Face("lead_on", tr("Add to order"), price)
        else:
            lead.face = Face("lead_on", tr("Change it"), price)

    def _step_face(self, step: Step) -> Face:
        draft = self._draft
        mark: Literal["plain", "here", "open"] = "plain"
        if step == self._step:
            mark = "here"
        elif step in draft.open:
            mark = "open"
        return Face(str(draft.steps.index(step)), draft.title(step), mark=mark)

    def _asked(self) -> str:
        """How many are to be chosen, in words."""
        step = self._step
        group = self._draft.group(step) if step else None
        if step is None:
            return ""
        if group is None or group.exclusive:
            return tr("Choose one")
        if group.min:
            return tr("Choose {least} to {most}", least=group.min, most=group.max or "…")
        if group.max is not None:
            return tr("Choose up to {most}", most=group.max)
        return tr("Choose any")

    def _show_amounts(self, offers: tuple[Offer, ...]) -> None:
        latest = next((offer for offer in offers if offer.key == self._option), None)
        amounts = self._amounts(latest) if latest is not None and latest.choice else []
        tiles = self.query_one("#amounts", Tiles)
        tiles.display = bool(amounts)
        tiles.show(amounts, anew=True)

    def _amounts(self, offer: Offer) -> list[Face]:
        """How the option that was touched last may be had: light, extra, twice, on one half."""
        draft, step, choice = self._draft, self._step, offer.choice
        group = draft.group(step) if step else None
        if step is None or group is None or choice is None:
            return []
        faces: list[Face] = []
        if group.qualifiers:
            ways = [("", tr("Regular")), *((q, _qualifier(q)) for q in group.qualifiers)]
            now = choice.qualifier or ""
            faces += [Face(f"how:{q}", name, mark=_mark(q == now)) for q, name in ways]
        if group.max_count > 1:
            most = min(group.max_count, 9)
            less = Face("count:-1", tr("One less"), mark="plain" if choice.count > 1 else "off")
            more = Face("count:1", tr("One more"), mark="plain" if choice.count < most else "off")
            faces += [less, more]
        names = {"left": tr("Left"), "whole": tr("Whole"), "right": tr("Right")}
        halves = draft.halves(step)
        faces += [Face(f"half:{h}", names[h], mark=_mark(h == choice.portion)) for h in halves]
        return faces

    # -- touches -------------------------------------------------------------------------------

    @on(Tiles.Pressed, "#steps")
    def _go_to(self, pressed: Tiles.Pressed) -> None:
        steps, place = self._draft.steps, int(pressed.key)
        if place < len(steps):  # words may have taken it away meanwhile
            self._enter(steps[place])

    @on(Tiles.Pressed, "#options")
    def _choose(self, pressed: Tiles.Pressed) -> None:
        if self._step is None:
            return
        self._option = pressed.key
        before = self._draft.open
        self._take(self._draft.touched(self._step, pressed.key))
        if self._step in before and self._step not in self._draft.open and self._draft.open:
            self._enter(self._draft.open[0])

    @on(Tiles.Pressed, "#amounts")
    def _tune(self, pressed: Tiles.Pressed) -> None:
        step = self._step
        if step is None:
            return
        offers = {offer.key: offer for offer in self._draft.offers(step)}
        choice = offers[self._option].choice if self._option in offers else None
        if choice is not None:
            self._take(self._draft.tuned(step, _tuned(choice, pressed.key)))

    @on(Tile.Pressed, "#less")
    def _less(self) -> None:
        self.action_count(-1)

    @on(Tile.Pressed, "#more")
    def _more(self) -> None:
        self.action_count(1)

    def action_count(self, by: int) -> None:
        """More or fewer of the line."""
        self._take(self._draft.counted(self._draft.line.quantity + by))

    @on(Tile.Pressed, "#lead_on")
    async def action_lead_on(self) -> None:
        """The next choice that is open; where none is, into the order with it."""
        if self._draft.open:
            self._enter(self._draft.open[0])
        else:
            await self._order(*self._draft.result)

    @on(Tile.Pressed, "#remove")
    async def _remove(self) -> None:
        await self._order(Delete(Target(self._draft.ref)))

    async def _order(self, *edits: Edit) -> None:
        """Do these, and go once they are done: the counter is drawn with them, and once."""
        if not self.is_active:
            return  # touched twice
        if edits:
            self._conversation.touch(*edits)
            await self._conversation.answered()
        close(self)

    @on(Tile.Pressed, "#close")
    def action_close(self) -> None:
        """Back to the counter, with the order as it was."""
        self._conversation.point(None)
        close(self)

    def _point(self) -> None:
        draft = self._draft
        self._conversation.point(None if draft.new else draft.ref, draft.result)

    def _enter(self, step: Step) -> None:
        self._step, self._option = step, None
        self._show(anew=True)

    def _take(self, done: tuple[Draft, Outcome]) -> None:
        self._draft, outcome = done
        self._point()
        if self._step not in self._draft.steps:
            self._step = next(iter(self._draft.steps), None)
        self._show()
        if isinstance(outcome, Refused):
            self.query_one("#asked", Static).update(_why(outcome))


def _most(draft: Draft) -> int:
    step = _first(draft)
    return len(draft.offers(step)) if step else 0


def _first(draft: Draft) -> Step | None:
    """The step that a guest is led to."""
    return next(iter((*draft.open, *draft.steps)), None)


def _mark(chosen: bool) -> Literal["plain", "chosen"]:
    return "chosen" if chosen else "plain"


def _tuned(choice: Choice, key: str) -> Choice:
    """``choice`` as an amount that was touched has it."""
    what, _, how = key.partition(":")
    if what == "how":
        return replace(choice, qualifier=how or None)
    if what == "half":
        portions: dict[str, Portion] = {"left": "left", "right": "right"}
        return replace(choice, portion=portions.get(how, "whole"))
    return replace(choice, count=max(1, choice.count + int(how)))


def _offer_face(draft: Draft, offer: Offer) -> Face:
    choice = offer.choice
    if choice is None and isinstance(offer.refused, Refused):
        return Face(offer.key, offer.name, _why(offer.refused), mark="off")
    words = [_signed(draft, offer.dearer)] if offer.dearer else []
    if choice is not None:
        words += [_qualifier(choice.qualifier)] if choice.qualifier else []
        words += [f"x {choice.count}"] if choice.count > 1 else []
        halves = {"left": tr("Left half"), "right": tr("Right half")}
        words += [halves[choice.portion]] if choice.portion in halves else []
    return Face(offer.key, offer.name, ", ".join(words), mark=_mark(offer.on))


def _signed(draft: Draft, amount: int) -> str:
    return ("+" if amount > 0 else "-") + money(draft.menu, abs(amount))


def _qualifier(name: str) -> str:
    known = {"light": tr("Light"), "extra": tr("Extra"), "on_the_side": tr("On the side")}
    return known.get(name, name.replace("_", " ").capitalize())


def _why(refused: Refused) -> str:
    known = {
        "86": tr("Sold out"),
        "daypart": tr("Not now"),
        "too_many_options": tr("No more here"),
        "over_line_limit": tr("No more than that"),
        "over_order_limit": tr("No more than that"),
        "over_total_limit": tr("No more than that"),
        "size_not_sold": tr("Not in this size"),
        "fixed_in_meal": tr("Comes with the meal"),
    }
    return known.get(refused.reason, tr("Not with this"))
