"""What points at lines that are there."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "it", "", """
        it, that, this, that one, this one, the last one, the last thing, the same one,
        that last one, the whole thing, the latter, the last
        """,
    ),
    Row(
        "all", "", """
        both, both of them, both of those, both of these, each, each of them, each one,
        every one, every one of them, all of them, all of those, all of these, either,
        either one, either of them, all, everything there, them all, on either, for both,
        for all of them, for each, on anything, on any of (them|those|it), on everything,
         them both, neither, all three, all four, all two, all five,
        them, those, these, em, these ones, those ones
        """,
    ),
    Row(
        "one_of", "1", """
        one of them, one of those, one of these, one of em, just one of them,
        only one of them, one of the ones
        """,
    ),
    Row("ones", "", "ones, mine, his, hers, theirs, my one, his one, her one, for mine, on mine"),
    Row(
        "other", "", """
        the other, the other one, other, the others, the rest, the other ones, the remaining,
        the rest of them, other one
        """,
    ),
    Row("nth", "1", "the first (one|item|), first one, number first"),
    Row("nth", "2", "the second (one|item|), second one, number second"),
    Row("nth", "3", "the third (one|item|), third one, number third"),
    Row("nth", "4", "the fourth (one|item|), fourth one, number fourth"),
    Row("nth", "5", "the fifth (one|item|), fifth one, number fifth"),
    Row("nth", "6", "the sixth (one|item|), sixth one, number sixth"),
)  # fmt: skip
