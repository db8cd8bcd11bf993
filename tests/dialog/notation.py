"""A rung that reads order notation: "add 2 coke; done". Words in <angles> are not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.errors import NotationError
from kiosk.menu.model import Menu
from kiosk.order.edits import Edit
from kiosk.order.notation import parse_edit
from kiosk.understanding.reading import Context, Doubt, Reading

_UNPLACED = re.compile(r"<([^>]*)>")
_DOUBT = re.compile(r"\{(\w+): ([^|}]*)\|?([^}]*)\}")
_SURENESS = re.compile(r"~(0\.\d+)")
_OTHER = re.compile(r"<[^>]*>|\{[^}]*\}|~0\.\d+|!")


@dataclass
class NotationRung:
    """``edit; edit <words left over> {doubt: words|option option} ~0.3 !``

    ``~`` is the confidence, ``!`` makes the reading unsafe.
    """

    menu: Menu

    async def read(self, text: str, context: Context) -> Reading:
        """The reading of ``text``; what is not notation is not understood."""
        doubts = tuple(
            Doubt(kind, words.strip(), tuple(options.split()))  # type: ignore[arg-type]
            for kind, words, options in _DOUBT.findall(text)
        )
        unplaced = [word for words in _UNPLACED.findall(text) for word in words.split()]
        sure = _SURENESS.search(text)
        edits: list[Edit] = []
        for part in _OTHER.sub("", text).split(";"):
            try:
                if part.strip():
                    edits.append(parse_edit(self.menu, part.strip()))
            except NotationError:
                unplaced += part.split()
        return Reading(
            tuple(edits),
            tuple(unplaced),
            doubts,
            confidence=float(sure[1]) if sure else 1.0,
            unsafe="!" in text,
        )
