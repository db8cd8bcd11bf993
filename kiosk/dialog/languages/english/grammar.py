"""The little English grammar that replies need: numbers, plurals, articles, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["article", "counted", "is_plural", "joined", "number", "plural"]

_NUMBERS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_SOUNDS_LIKE_YOU: Final = ("uni", "use", "usu", "eu", "one")
_AN_ANYWAY: Final = ("8", "11", "18")


def number(n: int) -> str:
    """In words up to twelve, in digits from there on."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def is_plural(name: str) -> bool:
    """Whether a menu name is a plural already ("Sweet Potato Fries", not "Side of Beans")."""
    head = name.lower().partition(" of ")[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def plural(name: str) -> str:
    """More than one of it: "Cokes", "Sandwiches", "Cherries", "Sides of Beans"."""
    head, of, rest = name.partition(" of ")
    if of:
        return f"{plural(head)}{of}{rest}"
    if is_plural(name):
        return name
    if name.lower().endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if name[-1:].lower() == "y" and name[-2:-1].lower() not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def article(words: str) -> str:
    """``a`` or ``an``, as the words that follow sound."""
    start = words.lower()
    if start.startswith(_AN_ANYWAY):
        return "an"
    return "an" if start[:1] in "aeiou" and not start.startswith(_SOUNDS_LIKE_YOU) else "a"


def counted(quantity: int, name: str, adjectives: Sequence[str] = ()) -> str:
    """So many of it: "a large Coke", "two large Cokes", "large Fries", "two orders of Fries"."""
    before = list(adjectives)
    if quantity == 1:
        one = " ".join([*before, name])
        return one if is_plural(name) else f"{article(one)} {one}"
    if is_plural(name):
        return " ".join([number(quantity), *before, "orders of", name])
    return " ".join([number(quantity), *before, plural(name)])


def joined(parts: Sequence[str], word: str = "and") -> str:
    """A list as it is said: "a and b", "a, b, and c".

    Two parts that are lists themselves are held apart by a comma.
    """
    if len(parts) <= 1:
        return "".join(parts)
    comma = len(parts) > 2 or any("," in part or " and " in part for part in parts)
    return f"{', '.join(parts[:-1])}{',' if comma else ''} {word} {parts[-1]}"
