"""Who has chosen Spanish reads no word of English, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from terminal_scenes import ELSEWHERE, NAMES, played
from textual.app import App
from textual.screen import ModalScreen

import kiosk.ui.strings
from kiosk.dialog.languages import SPANISH
from kiosk.locations import menus_dir
from kiosk.menu import Menu, load_menu
from kiosk.ui.strings import speak

from .seen import screen_text

_WORD = re.compile(r"[^\W\d_]+")
NAMED = {
    *("Español", "English", "es"),
    *("Aa", "MM", "PIN", "kiosk", "crew", "pin", "dB"),
    *("Counter", "microphone"),  # that of the scene
    *("Kitchen", "out", "of", "paper"),  # of a printer, by itself
    *("voice", "killed", "by", "SIGKILL"),  # for who repairs it
    "JOSÉ",
}
"""What is called so in every language, or is no word of the screen's."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


def spanish() -> set[str]:
    """Every word of the catalogue, and of what the kiosk says."""
    said = [phrase for variants in SPANISH.phrases.values() for phrase in variants]
    with (kiosk.ui.strings.HERE / "es.po").open("rb") as catalogue:
        return words(*said, *(str(message.string) for message in read_po(catalogue)))


def words(*texts: str) -> set[str]:
    return {word.lower() for text in texts for word in _WORD.findall(text)}


def names(menu: Menu) -> set[str]:
    """Those of a menu, which is English alone."""
    entries = list(menu.entries())
    groups = [group for item in menu.items.values() for group in item.groups.values()]
    options = [option for group in groups for option in group.options.values()]
    slots = [slot for combo in menu.combos.values() for slot in combo.slots.values()]
    return words(
        menu.name,
        *menu.categories,
        *(each.name for each in (*entries, *groups, *options, *slots)),
        *(entry.description or "" for entry in entries),
    )


def drawn(app: App[None]) -> set[str]:
    """What stands on the screen, but for what was said before the guest chose Spanish."""
    rows = screen_text(app)
    for screen in app.screen_stack:  # the upper ones let those below shine through
        at_counter = any(line.display for line in screen.query("#through"))
        for said in screen.query("Captions, #note" if at_counter else "Captions"):
            for y in said.region.line_range:
                row = rows[y].ljust(said.region.right)
                rows[y] = f"{row[: said.region.x]} {row[said.region.right :]}"
    return {word for word in words(*rows) if len(word) > 1}  # keys of the keyboard


@pytest.mark.parametrize("name", NAMES)
async def test_no_screen_has_an_english_word_left(name: str) -> None:
    menu = load_menu(menus_dir() / f"{ELSEWHERE.get(name, 'burger')}.yaml")
    async with played(name, (120, 40), "es") as still:
        await still.hold_still()
        english = drawn(still.app) - spanish() - names(menu) - words(*NAMED)
        if isinstance(still.app.screen, ModalScreen):  # it covers half of some names
            english = {word for word in english if not any(word in name for name in names(menu))}
        assert not english
