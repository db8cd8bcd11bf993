"""What is said to somebody else, or of another day: nothing in it is ordered."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "aside", "from_here", """
        (let me|ill|lets|gotta|got to|have to|need to|going to|should|better) ask,
        asking (if|about|for|whether|what), texting (me|us|him|her), talking to,
        on the phone, on the line, telling (me|us|him|her|them), not you,
        (do|did|what do|what did) you (want|guys want), what he wants, what she wants,
        what they want, (still|were|are|im|am) deciding, cant decide, (be|make) quiet,
        turn (the|that|it), stop it, stop that, quit it,
        babe, baby, sweetie, sweetheart, honey bunch, mommy, daddy
        """,
    ),
    Row(
        "aside", "all_of_it", """
        last (time|week|night|month|year|summer), the other (day|night|week),
        yesterday, (every|on|last)
        (monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend),
        every (day|week|time), (always|usually) (got|gets|had|has|ordered|orders),
        used to (get|have|order|come|go), years ago, back (then|when)
        """,
    ),
    Row(
        "aside", "until_but", """
        (i|we) (was|were) going to, (was|they were) going to (get|say|have|order|ask|do),
        (i|we) (was|were) (about to|thinking), (i|we) almost (got|had|said|ordered),
        (i|we) (would|wouldve|would have) (gotten|had)
        """,
    ),
    Row(
        "aside", "supposed", """
        (would|will) (it|that|they|there|this) (be|cost|come|have),
        (what|how much) (would|will) (it|that|this) (cost|be) (to|if),
        if (i|we|you) (got|get|had|ordered|order|made|made it|make|added|add|took)
        """,
    ),
)  # fmt: skip
