"""Terms: the bracketed form of a label, and the values that alias files write.

::

    (DRINK (NUMBER 2 ) (SIZE large ) )      a label: a head and its parts
    volume(1 liter)                         a value, the same thing as a call
    TOPPING(Or(swiss,SHOT(2)))              terms nest; OR is a set like every other term

Two terms are equal when their heads are and their parts are, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["BadTerm", "Part", "Term", "read_terms"]

_MAX_DEPTH: Final = 32
_TOKEN: Final = re.compile(r"[^\s(),]*\(|\)|[^\s(),]+")


class BadTerm(ValueError):  # noqa: N818 - what is wrong with a text, told with its file by the caller
    """Text that is not a term."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A head and its parts, as written."""

    head: str
    """In capitals: alias files and labels differ in case."""
    parts: tuple[Part, ...] = ()

    def find(self, head: str) -> list[Term]:
        """The parts with that head."""
        return [part for part in self.parts if isinstance(part, Term) and part.head == head]

    def __str__(self) -> str:
        """The normal form: parts sorted, one space between."""
        return " ".join([f"({self.head}", *sorted(map(str, self.parts)), ")"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


Part = Term | str
"""A term, or an atom: ``large``, ``coca-cola``, ``2``."""


def read_terms(text: str) -> tuple[Part, ...]:
    """Every term and atom of ``text``.

    Raises:
        BadTerm: brackets that do not match, a term without a head, more than 32 levels.
    """
    return tuple(_parts(iter(_TOKEN.findall(text)), 0))


def _parts(tokens: Iterator[str], depth: int) -> Iterator[Part]:
    """Parts up to the bracket that closes them; at depth 0, up to the end."""
    if depth > _MAX_DEPTH:
        raise BadTerm(f"more than {_MAX_DEPTH} levels deep")
    for mark in tokens:
        if mark == ")":
            if depth == 0:
                raise BadTerm("a bracket closes that was not opened")
            return
        if mark.endswith("("):
            yield _term(mark[:-1], tuple(_parts(tokens, depth + 1)))
        else:
            yield mark
    if depth > 0:
        raise BadTerm("a bracket is not closed")


def _term(head: str, parts: tuple[Part, ...]) -> Term:
    if not head:
        if not parts or not isinstance(parts[0], str):
            raise BadTerm("a bracket without a head")
        head, parts = parts[0], parts[1:]
    return Term(head.upper(), parts)
