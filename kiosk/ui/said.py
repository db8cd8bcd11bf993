"""What is said to the screen and not of the order: the words on a tile, larger text, Spanish.

Whoever cannot touch says what a hand would do. Food is left to the session, which understands it
better: only "show me the drinks" opens a page.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal

from textual.app import App

from kiosk.dialog.whose import name_said, table_said
from kiosk.menu import Menu
from kiosk.ui.conversation import Conversation
from kiosk.ui.screens.comfort import Dresses
from kiosk.ui.screens.customise import change_line
from kiosk.ui.screens.review import ReviewScreen
from kiosk.ui.screens.whose import WhoseScreen
from kiosk.ui.strings import tr
from kiosk.ui.widgets.tile import Tile
from kiosk.ui.widgets.tiles import Tiles

__all__ = ["SaidToScreen"]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the guest would like the kiosk."""

    what: Literal["language", "theme", "on", "off", "slowly"]
    """A language or theme by its name; a manner of the layout on or off; the voice."""
    which: str
    """Its name; ``yes`` or ``no`` for a slower voice."""


_MANNERS: Final = (
    (r"(in |speak |habla |hable |en )?(spanish|espanol)", _Manner("language", "es")),
    (r"(in |speak |en )?(english|ingles)", _Manner("language", "en")),
    (r"(larger|bigger|large|big) (text|letters|print|tiles|buttons)", _Manner("on", "-large")),
    (r"(smaller|normal) (text|letters|print|tiles|buttons|size)", _Manner("off", "-large")),
    (r"(plain|linear) (list|mode)|screen reader", _Manner("on", "-linear")),
    (r"(normal|usual) (layout|view)|no plain list", _Manner("off", "-linear")),
    (r"high contrast( colou?rs)?", _Manner("theme", "contrast")),
    (r"(dark|night)( mode| colou?rs)", _Manner("theme", "dark")),  # alone, it is a roast
    (r"(light|day)( mode| colou?rs)", _Manner("theme", "light")),
    (r"(speak |talk )?(slower|more slowly)( voice)?|slower voice", _Manner("slowly", "yes")),
    (r"(speak |talk )?(faster|at normal speed)|normal voice", _Manner("slowly", "no")),
)
_POLITE: Final = re.compile(r"^((please|can you|could you|i want|i would like|use)\s+)+|\s+please$")
_SHOW: Final = re.compile(
    r"^(show( me)?|open|go to|touch|press|tap|muestrame|abre|ver) +((the|your|las|los|la|el) +)?"
)
_CHANGE: Final = re.compile(
    r"(change|edit|fix) (the )?((first|second|third|fourth|fifth|last)( one| line| item)?"
    r"|(line|number|item) (one|two|three|four|five|[1-9]))"
)
_PLACES: Final = {
    **dict.fromkeys(("first", "one", "1"), 0),
    **dict.fromkeys(("second", "two", "2"), 1),
    **dict.fromkeys(("third", "three", "3"), 2),
    **dict.fromkeys(("fourth", "four", "4"), 3),
    **dict.fromkeys(("fifth", "five", "5"), 4),
    **{str(place + 1): place for place in range(5, 9)},
    "last": -1,
}
_CALLED: Final = {
    "settings": ("language", "settings"),
    "close": ("back", "go back", "close"),
    "change": ("change something", "go back", "back"),
    "card": ("card", "by card", "pay by card", "pay with card", "credit card"),
    "counter": ("counter", "at the counter", "pay at the counter", "cash"),
    "cancel": ("pay another way", "another way"),
    "again": ("try again",),
    "done": ("done", "finished"),
    "enter": ("done", "yes", "right", "thats right", "correct", "si"),
    "lead_on": ("next", "add it"),
    "name": ("name", "a name"),
    "table": ("table tent", "table number"),
}
"""What tiles are called aloud in English, by what they stand for."""
_WRONG: Final = ("no", "wrong", "thats wrong", "no thats wrong", "clear")
_FOOD: Final = ("categories", "items", "steps", "options", "amounts")
_NOT_ALOUD: Final = ("start_over", "remove")
"""What the session does itself, and can undo."""


class SaidToScreen:
    """Does what the guest says to the screen."""

    def __init__(self, app: App[Any], dresses: Dresses, conversation: Conversation) -> None:
        self._app = app
        self._dresses = dresses
        self._conversation = conversation

    def begin(self) -> None:
        """From now on."""
        self._conversation.aside = self._heard

    def _heard(self, text: str) -> bool:
        words = _plain(text)
        for said, manner in _MANNERS:
            if re.fullmatch(said, words) and not self._is_food(manner):
                self._app.run_worker(self._suit(manner), group="manner")
                return True
        return self._change(words) or self._press(words) or self._answer(text)

    def _is_food(self, manner: _Manner) -> bool:
        """Where nothing is large, "normal size" is said of a drink."""
        return manner.what == "off" and not self._dresses.has_class(manner.which)

    async def _suit(self, manner: _Manner) -> None:
        match manner.what:
            case "language":
                await self._dresses.dress(language=manner.which)
            case "theme":
                self._dresses.theme = manner.which
            case "on" | "off":
                if self._dresses.has_class(manner.which) != (manner.what == "on"):
                    await self._dresses.dress(manner=manner.which)
            case "slowly":
                self._conversation.intercom.slowly = manner.which == "yes"
        self._conversation.say(tr("All right."))

    def _change(self, words: str) -> bool:
        """``change the second one``: before the guest with it."""
        lines = self._conversation.session.cart.lines
        if not lines or not _CHANGE.fullmatch(words):
            return False
        place = next(_PLACES[word] for word in words.split()[1:] if word in _PLACES)
        if place >= len(lines):
            return False
        ref = lines[place].ref
        self._app.run_worker(change_line(self._app, self._conversation, ref), group="manner")
        self._conversation.say(tr("What should be different?"))
        return True

    def _press(self, words: str) -> bool:
        """Press what is named, as a hand would; false where nothing on the screen is meant.

        A tile that stands by itself is named by its words alone; one of a page of food, with "show
        me".
        """
        screen, shown = self._app.screen, _SHOW.sub("", words)
        for tile in screen.query(Tile):
            if isinstance(tile.parent, Tiles) or not tile.region or tile.id in _NOT_ALOUD:
                continue
            if shown in (*_CALLED.get(tile.face.key, ()), _plain(tile.face.name)):
                tile.action_press()
                return True
        for tiles in screen.query(Tiles):
            if not tiles.region or (shown == words and tiles.id in _FOOD):
                continue
            for face in tiles.faces:
                if shown in _names_of(self._conversation.menu, face.key, face.name):
                    tiles.press(face.key)
                    return True
        return False

    def _answer(self, text: str) -> bool:
        """Whose the order is, where the guest tells it; a name alone is one where it is asked."""
        screen = self._app.screen
        if isinstance(screen, WhoseScreen):
            return self._write(screen, text)
        if not isinstance(screen, ReviewScreen):
            return False
        if name := name_said(text, asked=False):
            screen.named(name)
        elif table := table_said(text, asked=False):
            screen.seated(table)
        else:
            return False
        self._conversation.say(tr("All right."))
        return True

    def _write(self, screen: WhoseScreen, text: str) -> bool:
        words = _plain(text)
        if words in _CALLED["close"]:
            screen.action_close()
        elif words in _WRONG:
            screen.begin_again()
            self._ask(screen, tr("Please say it again, or spell it."))
        elif heard := screen.hear(text):
            self._ask(screen, tr("{heard}. Is that right?", heard=heard))
        else:
            return False
        return True

    def _ask(self, screen: WhoseScreen, question: str) -> None:
        """Aloud, and where the captions may be covered."""
        screen.ask(question)
        self._conversation.say(question)


def _names_of(menu: Menu, key: str, name: str) -> set[str]:
    aliases = menu.categories.get(key, ())
    return {*map(_plain, (name, *aliases)), *_CALLED.get(key, ())}


def _plain(text: str) -> str:
    """Without accents, punctuation and politeness."""
    bare = unicodedata.normalize("NFD", text.lower())
    words = " ".join(re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f']", "", bare)))
    return _POLITE.sub("", words)
