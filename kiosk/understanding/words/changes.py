"""What changes lines that are there."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "make", "", """
        make, make that, change, changed, change up, switch, swap, swap out, switch out,
        replace, turn, upgrade, upsize, downgrade, convert, exchange, trade, switch up,
        (can|could) (it|that|this|they|those) be,
        update, bump, bump up, go up to, go down to, move up to, size up to, upgrade to,
        upgrade it to, bump it up to, go up, lets make, can you make, could you make, modify
        """,
    ),
    Row(
        "keep", "", """
        keep, keep the, leave it as, leave it how, leave them as, leave it the way
        """,
    ),
    Row(
        "stays", "", """
        can stay, can stay on, stays, stays on, stay on, should stay, should stay on,
        (is|are|was) (fine|good|okay|all right), were fine
        """,
    ),
    Row("sub", "", "sub, substitute, sub in, sub out, subbing, substituting"),
    Row(
        "instead_of", "", """
        instead of, instead of the, rather than, rather than the, in place of,
        in place of the, in lieu of, instead of a
        """,
    ),
    Row("instead", "", "instead, rather, in its place, instead please"),
    Row(
        "be", "", """
        should be, should have been, needs to be, is supposed to be, has to be,
        was supposed to be, should be a, needs to have, should have, was meant to be,
        supposed to be, should come with, shouldve been, shoulda been, were supposed to be,
        can be, could be, is meant to be, were meant to be, ought to be, oughta be, needs to become
        """,
    ),
    Row(
        "fix", "hard", """
        no wait, wait, wait no, no sorry, sorry, oh sorry, i mean, no i mean,
        no make that, or rather, correction, on second thought, oops, my bad,
        excuse me, no actually, actually no, wait actually, no no no, no lets do,
        wait make that, or actually, hmm no, uh no, um no, hang on, hold on,
        let me change that, no make it, actually make that, actually make it, wait make it,
        er no, nah make that, ah no, oh no, oh wait, oh wait no, no hold on,
        no hang on, sorry no, you know what
        """,
    ),
    Row(
        "fix", "scratch", """
        (no|actually|wait|) (scratch|strike) that, (no|) i take that back,
        (no|nah|) (just|only|im|im just) kidding
        """,
    ),
    Row(
        "fix", "meant", """
        i wanted, i actually wanted, i asked for, i ordered,
        i said, i meant, no i said, sorry i meant, what i said was, what i wanted was,
        i was asking for, i thought i said
        """,
    ),
    Row("fix", "soft", "actually, make that actually"),
    Row(
        "meal", "", """
        a meal, meal, a combo, combo, the meal, the combo, meal deal, a meal deal, combo meal,
        a combo meal, value meal, meals, combos
        """,
    ),
    Row(
        "item_only", "", """
        just the sandwich, sandwich only, just the burger, not a meal, not the meal, no meal,
        not a combo, not the combo, no combo, by itself, on its own, a la carte,
        without the meal, just by itself, just the item, just the entree, no fries or drink
        """,
    ),
    Row("same_size", "", "(in|of|) (the|) same size, same size as that"),
    Row(
        "size_step", "up", """
        (one|a) size (up|bigger|larger), (go up|go|bump it up|bump that up|up) (one|a) size,
        the next size up, upsize it, upsize that
        """,
    ),
    Row(
        "size_step", "down", """
        (one|a) size (down|smaller), (go down|down) (one|a) size, the next size down
        """,
    ),
    Row(
        "repeat_line", "", """
        (the|) same (again|thing|thing again|order|as before|), another, another one,
        (another|another one|one more) of (those|these|them|that|the same), one more, one too,
        one as well, one also, a (second|third) one, (the|) same for me, (do|) (that|that one) again
        """,
    ),
    Row(
        "alike", "", """
        (just|exactly|) like (it|that|that one|this|this one|those|them|the last one|the last),
        (in|) the same way, (just|exactly) the same, the same way as (it|that|that one|those)
        """,
    ),
    Row("alike", "as", "same as, the same as, just like, exactly like, same thing as"),
)  # fmt: skip
