"""What a lane says beyond the replies of the conversation."""

from __future__ import annotations

from typing import Final

__all__ = ["BACK_AGAIN", "CANNOT_HEAR", "PULL_FORWARD", "SAY_AGAIN", "opening"]

_AUTOMATED: Final = "You're talking to an automated voice."
_RECORDED: Final = "This conversation is recorded."
PULL_FORWARD: Final = "Please pull forward."
SAY_AGAIN: Final = "Sorry, I didn't catch that. Could you say it again?"
CANNOT_HEAR: Final = "Sorry, I can't hear you right now. Someone will be with you in a moment."
BACK_AGAIN: Final = "I can hear you again."


def opening(greeting: str, *, recorded: bool) -> str:
    """The first words to a car: who speaks, whether it is kept, and the greeting."""
    notices = (_AUTOMATED, _RECORDED) if recorded else (_AUTOMATED,)
    return " ".join((*notices, greeting))
