"""Recognition errors by sound: what a recogniser writes for what was said."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from kiosk.menu.sound import sound
from kiosk.training.saying.dice import Dice
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import tag
from kiosk.understanding.words import kind_of

__all__ = ["meant_ids", "misheard", "refusals"]

_HOMOPHONES: Final = {
    "two": ("to", "too"), "and": ("an", "in", "n"), "an": ("and",), "a": ("uh",),
    "one": ("won",), "of": ("a",), "with": ("width", "whit"), "the": ("a", "da"), "them": ("em",),
    "i'll": ("all", "i"), "can": ("ken",), "get": ("git",), "on": ("an",), "for": ("four",),
    "eight": ("ate",), "add": ("at", "ad"), "large": ("larch",),
}  # fmt: skip
_DROPPED: Final = frozenset(("a", "the", "of", "an", "i'd", "to", "please", "some"))
_VOWELS: Final = "aeiou"
_LIKE: Final = {"b": "p", "p": "b", "d": "t", "t": "d", "k": "g", "g": "k", "m": "n", "n": "m",
                "f": "v", "v": "f", "s": "z", "z": "s"}  # fmt: skip
_POLAR: Final = frozenset((
    "no", "not", "without", "hold", "minus", "don't", "off", "skip", "lose", "ditch", "never",
    "scratch", "instead", "leave", "remove", "delete", "cancel", "only", "half", "left", "right",
))  # fmt: skip
"""Words on which the meaning turns: never touched."""


def meant_ids(lexicon: Lexicon, text: str) -> set[str]:
    """Ids of all that the words may mean."""
    return {meaning.id for found in tag(lexicon, words(text)) for meaning in found.meanings}


def misheard(dice: Dice, lexicon: Lexicon, text: str, ids: Set[str]) -> str:
    """The text with one to three errors that leave every name in ``ids`` to be recognised."""
    said = text.split()
    for _ in range(dice.weighted({1: 5, 2: 3, 3: 1})):
        at = dice.one(range(len(said)))
        if said[at] in _POLAR or not said[at].replace("'", "").isalpha():
            continue
        tried = [*said[:at], *_heard(dice, said, at), *said[at + 1 :]]
        if tried != said and _still_named(lexicon, said, tried, ids):
            said = tried
    return " ".join(said)


def _heard(dice: Dice, said: list[str], at: int) -> list[str]:
    """What one word is heard as."""
    word = said[at]
    if word in _DROPPED and dice.chance(0.5):
        return []
    if word in _HOMOPHONES:
        return [dice.one(_HOMOPHONES[word])]
    if len(word) < 4:
        return [word]
    style = dice.weighted({"split": 2, "vowel": 3, "consonant": 2})
    cut = dice.one(range(2, len(word) - 1))
    if style == "split":
        return [word[:cut], word[cut:]]
    letter = word[cut]
    if style == "vowel" and letter in _VOWELS:
        swapped = dice.one([v for v in _VOWELS if v != letter])
    else:
        swapped = _LIKE.get(letter, letter)
    other = word[:cut] + swapped + word[cut + 1 :]
    return [other] if sound(other) == sound(word) else [word]


def _still_named(lexicon: Lexicon, before: list[str], after: list[str], ids: Set[str]) -> bool:
    """Whether the errors leave the names that are needed, and make up no other."""
    one, two = (meant_ids(lexicon, " ".join(said)) for said in (before, after))
    return (one & ids) <= two <= one | ids and refusals(before) == refusals(after)


def refusals(said: Iterable[str]) -> int:
    """How many of the words refuse something: an error that changes it changes the order."""
    return sum(kind_of(word) == "neg" for word in said)
