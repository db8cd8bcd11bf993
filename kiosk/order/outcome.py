"""What came of an edit: values that the conversation turns into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.order.edits import Edit

__all__ = ["Applied", "LeftOff", "Outcome", "Reason", "Refused", "Stop"]

Reason = Literal[
    "not_on_menu",
    "86",
    "daypart",
    "no_such_line",
    "not_an_option",
    "too_many_options",
    "fixed_in_meal",
    "size_not_sold",
    "not_in_slot",
    "over_line_limit",
    "over_order_limit",
    "over_total_limit",
    "nothing_to_undo",
    "nothing_to_redo",
    "not_understood",
]


@dataclass(frozen=True, slots=True)
class LeftOff:
    """Something that was said, or comes by default, and cannot be had; the rest went through."""

    option: str
    """Id of the option; for a slot of a meal that stays open, of the item that cannot fill it."""
    reason: Reason
    item: str
    """Id of the item, or of the combo, that goes without."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The edit went through."""

    edit: Edit
    refs: tuple[int, ...] = ()
    """Lines that it made or changed."""
    left_off: tuple[LeftOff, ...] = ()
    """What could not be had, in the order in which it was met."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The edit did nothing."""

    edit: Edit
    reason: Reason
    about: str = ""
    """Id of the item, option, group or slot that stood in the way."""


Outcome = Applied | Refused


class Stop(Exception):  # noqa: N818 - leaves an edit with a refusal, never escapes apply()
    """The edit cannot be done."""

    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about
