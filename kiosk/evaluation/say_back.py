"""Whether the names of a menu come back when the kiosk's own voice says them to its own ears."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.menu.model import Menu
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import tag

__all__ = ["Name", "SaidBack", "names_of", "say_back"]

_CARRIER: Final = "I'd like the {}, please."
"""A name alone is hard to hear, and nobody says one so."""


@dataclass(frozen=True, slots=True)
class Name:
    """Something that the voice has to say."""

    id: str
    """Of the dish, meal or option."""
    name: str
    """As the menu writes it."""


@dataclass(frozen=True, slots=True)
class SaidBack:
    """What became of one name."""

    name: Name
    heard: str
    """The whole sentence, as it was recognised."""
    came_back: bool
    """Whether the menu finds the same thing in it before any other."""


def names_of(menu: Menu) -> list[Name]:
    """Every dish, meal and option, each once."""
    found: dict[str, Name] = {}
    for id, name in _named(menu):
        found.setdefault(id, Name(id, name))
    return list(found.values())


def _named(menu: Menu) -> Iterator[tuple[str, str]]:
    for entry in menu.entries():
        yield entry.id, entry.name
    for item in menu.items.values():
        for group in item.groups.values():
            yield from ((option.id, option.name) for option in group.options.values())


async def say_back(
    menu: Menu,
    say: Callable[[str], Awaitable[Audio]],
    hear: Callable[[Samples], Awaitable[str]],
) -> AsyncIterator[SaidBack]:
    """Each name said and heard.

    Args:
        menu: whose names.
        say: a voice, with the menu's hints.
        hear: a recogniser of [n] samples at 16 kHz.

    Raises:
        WorkerError: one of them does not work.
    """
    lexicon = Lexicon(menu)
    for name in names_of(menu):
        sound = (await say(_CARRIER.format(name.name))).at(SPEECH_RATE)
        heard = await hear(sound.samples)
        yield SaidBack(name, heard, _found(lexicon, name.id, heard))


def _found(lexicon: Lexicon, id: str, heard: str) -> bool:
    """Whether some phrase of the sentence names it, as well as anything else that it may name."""
    return any(
        meaning.id == id and meaning.score >= found.score
        for found in tag(lexicon, words(heard))
        for meaning in found.meanings
    )
