"""What points at lines that are there."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ALL_THE", "ROWS"]

ALL_THE: Final = frozenset(("all the", "all of the", "all my"))
"""Before a name: every line of it."""

ROWS: Final = (
    Row(
        "it", "", """
        it, that, this, that one, this one, the last one, the last thing, the same one,
        that last one, that last thing, (the|that|my) last item, the whole thing, the latter
        """,
    ),
    Row(
        "all", "", """
        (both|all|each|either|any|every one|any one) of (them|those|these|em), (both|each) ones,
        (both|each|either|any|every) one, both, each, either, all, everything there, on either,
        for both, for all of them, for each, on anything, on any of (them|those|it),
        on everything, (them|those|these) (both|all), all (two|three|four|five|six),
        them, those, these, em, these ones, those ones, (on|for|) (both|each|either|any) of
        (the|my), every one of the
        """,
    ),
    Row("all", "none", "neither, neither one, neither of (them|those|these|em)"),
    Row(
        "one_of", "1", """
        (just|only|) one of (them|those|these|em), one of the ones, (just|only) the one
        """,
    ),
    Row("one_of", "half", "(just|only|) half of (them|those|these|em|the|my)"),
    Row("ones", "", "ones, mine, his, hers, theirs, my one, his one, her one, for mine, on mine"),
    Row(
        "other", "", """
        the other, the other one, other, the others, the rest, the other ones, the remaining,
        the rest of them, other one
        """,
    ),
    Row("last", "", "last, the last, those last, these last"),
    Row("nth", "1", "the first (one|item|), first one, number first"),
    Row("nth", "2", "the second (one|item|), second one, number second"),
    Row("nth", "3", "the third (one|item|), third one, number third"),
    Row("nth", "4", "the fourth (one|item|), fourth one, number fourth"),
    Row("nth", "5", "the fifth (one|item|), fifth one, number fifth"),
    Row("nth", "6", "the sixth (one|item|), sixth one, number sixth"),
)  # fmt: skip
