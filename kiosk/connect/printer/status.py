"""What a printer says of itself: the answers to DLE EOT n, GS r n and GS ( H.

The bits are those of Epson's command reference, which other makers follow:

* ``DLE EOT n`` (10 04 n) is answered at once, also while the printer prints or is offline. Bits 1
  and 4 of an answer are set, bits 0 and 7 are not: nothing else that a printer sends looks so.
* ``GS r 1`` (1D 72 01) stands in line with what is to be printed: its answer comes when all
  before it was worked off. Bits 4 and 7 are not set.
* ``GS ( H`` function 48 stands in line as well and brings back an identifier of ours, when what is
  before it is on paper: 37 22, four bytes, 00.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = [
    "ASK_ALL",
    "ASK_IN_LINE",
    "Condition",
    "ask_identified",
    "condition",
    "identified",
    "in_line",
    "real_time",
]

_QUESTIONS: Final = (1, 2, 3, 4)
ASK_ALL: Final = b"".join(bytes([0x10, 0x04, n]) for n in _QUESTIONS)
"""Whether it is online, why it is not, what error there is, whether there is paper."""
ASK_IN_LINE: Final = b"\x1dr\x01"


@dataclass(frozen=True, slots=True)
class Condition:
    """How a printer is."""

    trouble: str | None
    """What keeps it from printing, for the crew ("out of paper"); none where nothing does."""
    paper_low: bool = False
    """It prints, and the roll is near its end."""


def real_time(answers: bytes) -> bytes:
    """The answers to DLE EOT among what came; others may stand between them."""
    return bytes(byte for byte in answers if byte & 0b1001_0011 == 0b0001_0010)


def in_line(answers: bytes) -> bool:
    """Whether the answer to GS r is among what came."""
    return any(byte & 0b1001_0000 == 0 for byte in answers)


def condition(answers: bytes) -> Condition:
    """From the four answers to ``ASK_ALL``, in their order."""
    online, cause, error, paper = answers
    if paper & 0b0110_0000 or cause & 0b0010_0000:
        return Condition("out of paper")
    if cause & 0b0000_0100:
        return Condition("the cover is open")
    if error & 0b0000_1000:
        return Condition("the cutter is jammed")
    if error & 0b0110_0000 or cause & 0b0100_0000:
        return Condition("has an error: switch it off and on")
    if online & 0b0000_1000:
        return Condition("is offline")
    return Condition(None, paper_low=bool(paper & 0b0000_1100))


def ask_identified(number: int) -> bytes:
    """GS ( H function 48 with ``number`` (0 to 9999) as the identifier."""
    return b"\x1d(H\x06\x00\x30\x30" + f"{number:04}".encode("ascii")


def identified(answers: bytes, number: int) -> bool:
    """Whether that identifier has come back."""
    return b"\x37\x22" + f"{number:04}".encode("ascii") + b"\x00" in answers
