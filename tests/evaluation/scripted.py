"""A rung that reads what it is told to: for the sums of the yardsticks, not for what they sum."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.menu.model import Menu
from kiosk.order.edits import Act
from kiosk.order.notation import parse_edit
from kiosk.understanding.reading import Context, Reading

__all__ = ["Scripted"]


class Scripted:
    """Reads each utterance as the edits in notation and the confidence that stand for it."""

    def __init__(self, menu: Menu, script: Mapping[str, tuple[list[str], float]]) -> None:
        self._readings = {
            said: Reading(tuple(parse_edit(menu, edit) for edit in edits), confidence=confidence)
            for said, (edits, confidence) in script.items()
        }

    async def read(self, text: str, context: Context) -> Reading:
        return self._readings.get(text, Reading((Act("none"),), unplaced=(text,), confidence=0.1))
