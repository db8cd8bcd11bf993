"""Every word of the screen, in every language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import kiosk.dialog.ticket
import kiosk.ui
from kiosk.ui.strings import LANGUAGES, catalogue, speak, tr, tr_of

ROOM = Path(kiosk.ui.__file__).parent
TICKET = Path(kiosk.dialog.ticket.__file__)
NOT_THE_SCREEN = (ROOM / "said.py", ROOM / "web" / "server.py")
"""What guests say; what an operator's browser and terminal are told."""
_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}|^[A-Z][a-z]+")
NOT_READ = {
    "English",  # a language is called as its speakers call it
    "Español",
    "TalkLine",  # selectors
    "Input",
    "#languages Tile",
    "#options Tile",
}


def spoken() -> set[tuple[str, str]]:
    """All that the source gives to ``tr`` and ``tr_of``: of what it is said, if that is told, and
    the message."""
    keywords = {"tr": None, "tr_of": ((1, "c"), 2)}
    found = [
        each
        for room in (ROOM, TICKET.parent)
        for each in extract_from_dir(room, [("**.py", "python")], keywords=keywords)
    ]
    return {
        (context or "", message) for _, _, message, _, context in found if isinstance(message, str)
    }


def written(source: Path) -> set[str]:
    """Literals that read like words for a person, and are not given to ``tr``."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    others: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):  # a docstring
                others.add(node.value)
            case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Assert():
                others |= set(ast.walk(node))
            case ast.Call(
                func=ast.Name(id="tr" | "tr_of" | "Binding" | "TypeVar")
            ):  # there is no footer
                others |= set(ast.walk(node))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node not in others
        if isinstance(node.value, str) and _WORDS.search(node.value)
    }


@pytest.mark.parametrize(
    "source",
    [file for file in sorted(ROOM.rglob("*.py")) if file not in NOT_THE_SCREEN],
    ids=lambda file: str(file.relative_to(ROOM)),
)
def test_no_word_goes_past_the_strings(source: Path) -> None:
    assert written(source) <= NOT_READ


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_language_says_everything_and_nothing_else(language: str) -> None:
    with (ROOM / "strings" / f"{language}.po").open("rb") as written:
        said = {
            (message.context or "", str(message.id)): str(message.string)
            for message in read_po(written)
            if message.id
        }
    assert set(said) == spoken()
    assert all(said.values())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_field_is_kept(language: str) -> None:
    def fields(words: str) -> list[str]:
        return sorted(re.findall(r"\{\w*\}", words))

    words = catalogue(language)
    for context, message in spoken():
        there = words.pgettext(context, message) if context else words.gettext(message)
        assert fields(there) == fields(message)


def test_a_word_that_is_two_in_another_language_is_told_apart() -> None:
    try:
        speak("es")
        assert (tr("Left"), tr_of("an order", "Left")) == ("Izquierda", "Abandonado")
    finally:
        speak("en")
    assert (tr("Left"), tr_of("an order", "Left")) == ("Left", "Left")
