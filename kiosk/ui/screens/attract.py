"""While nobody is there: whose counter this is, what is good here, and how to begin."""

from __future__ import annotations

from itertools import cycle
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.screen import Screen
from textual.widgets import Static

from kiosk.menu import Combo, Item, Menu
from kiosk.menu.availability import Availability
from kiosk.ui.conversation import Conversation
from kiosk.ui.screens.comfort import Dresses
from kiosk.ui.screens.opened import close
from kiosk.ui.shelf import entry_face, why_not
from kiosk.ui.strings import LANGUAGES, language, tr
from kiosk.ui.told import State
from kiosk.ui.widgets.sign import Sign
from kiosk.ui.widgets.talk import TalkLine
from kiosk.ui.widgets.tile import Face
from kiosk.ui.widgets.tiles import Cell, Tiles

__all__ = ["AttractScreen"]

_LANGUAGE: Final = Cell(least=(14, 3), most=(26, 3))
_TURN_S: Final = 5.0
"""How long one highlight stays, in seconds: long enough to be read by who walks by."""
_HIGHLIGHTS: Final = 8


class AttractScreen(Screen[None]):
    """Covers the counter until a touch, a key or a word wakes it."""

    AUTO_FOCUS = ""

    def __init__(self, conversation: Conversation, dresses: Dresses) -> None:
        super().__init__()
        self._conversation = conversation
        self._dresses = dresses
        session = conversation.session
        self._highlights = cycle(_highlights(session.menu, session.available))
        self._highlight = next(self._highlights)

    def compose(self) -> ComposeResult:
        """The house, a highlight, the invitation, the languages."""
        with Vertical(id="welcome"):
            yield Sign(self._conversation.session.menu.name, id="sign")
            yield Static(id="highlight", markup=False)
            with Center():
                yield Static(id="invitation", markup=False)
        yield Tiles(_LANGUAGE, id="languages")

    def on_mount(self) -> None:
        """Turn the highlights; go as soon as a guest is there, however they woke the kiosk."""
        self._conversation.came.subscribe(self, lambda _: close(self))
        self._conversation.stated.subscribe(self, self._invite)
        self.set_interval(_TURN_S, self._turn)
        self._show()
        if self._conversation.awake:  # since before this screen was there to be told
            close(self)

    async def recompose(self) -> None:
        """In other words, or with other room."""
        await super().recompose()
        self._show()

    def _show(self) -> None:
        names = [
            Face(code, name, mark="chosen" if code == language() else "plain")
            for code, name in LANGUAGES.items()
        ]
        self.query_one("#languages", Tiles).show(names)
        self._invite(self._conversation.state)
        self._draw()

    def _turn(self) -> None:
        self._highlight = next(self._highlights)
        self._draw()

    def _draw(self) -> None:
        session, menu = self._conversation.session, self._conversation.menu
        face = entry_face(menu, menu.sold(self._highlight.id) or self._highlight, session.available)
        rows = [Content.styled(face.name, "bold"), Content.styled(face.note, "$price")]
        if face.more:
            rows.insert(1, Content.styled(face.more, "$muted"))
        self.query_one("#highlight", Static).update(Content("\n").join(rows))

    def _invite(self, _: State) -> None:
        hears = self._conversation.intercom.microphone is not None
        words = tr("Touch to order, or just say hello") if hears else tr("Touch to order")
        self.query_one("#invitation", Static).update(words)

    # -- waking --------------------------------------------------------------------------------

    @on(Tiles.Pressed, "#languages")
    async def _speak(self, pressed: Tiles.Pressed) -> None:
        await self._dresses.dress(language=pressed.key)
        self._conversation.wake()

    def on_click(self, _: Click) -> None:
        """A touch wakes."""
        self._conversation.wake()

    def on_key(self, key: Key) -> None:
        """A key wakes; what it writes is the first letter of what is typed."""
        if key.key in ("tab", "shift+tab") or (key.key.startswith("f") and len(key.key) > 1):
            return
        key.stop()
        line = self.app.screen_stack[0].query_one(TalkLine)
        self._conversation.wake()
        if key.character and key.is_printable:
            line.insert_text_at_cursor(key.character)


def _highlights(menu: Menu, now: Availability) -> list[Item | Combo]:
    """What is special here: of each category what costs most, as far as it is sold now."""
    best: dict[str, Item | Combo] = {}
    for entry in menu.entries():
        if not why_not(menu, entry, now):
            there = best.get(entry.category)
            best[entry.category] = entry if there is None or entry.price > there.price else there
    dearest = sorted(best.values(), key=lambda entry: -entry.price)
    return dearest[:_HIGHLIGHTS] or list(menu.entries())[:1]
