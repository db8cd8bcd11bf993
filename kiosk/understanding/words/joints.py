"""Small words that hold an order together: how many, and what belongs to what."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "det", "1", """
        a, an, a single, just a, only a, an order of, a cup of, a glass of, a bottle of,
        a bag of, a can of, a plate of, a basket of, a box of, a piece of, a slice of,
        a pack of, a serving of, a portion of, a bowl of, one order of, one of your
        """,
    ),
    Row("det", "1of", "one of the, one of my, just one of the, only one of the"),
    Row(
        "det", "0", """
        some, any, the, the usual, some of the, some of those, all the, all of the, of those,
        a bit of, of your
        """,
    ),
    Row(
        "det", "another", """
        another order of, an additional, an extra order of, one extra order of
        """,
    ),
    Row("num", "2", "a couple, a couple of, couple of, couple, a pair of, pair of"),
    Row("num", "12", "a dozen, dozen"),
    Row("num", "6", "half a dozen, half dozen, a half dozen"),
    Row("num", "1", "just one, only one"),
    Row(
        "side_of", "", """
        a side of, side of, sides of, side order of, on the side of, a side order of
        """,
    ),
    Row("as_side", "", "as a side, for my side, for a side, for the side, as my side"),
    Row("and", "", "and, n, and then, then also, comma, followed by"),
    Row("or", "", "or, nor, and or"),
    Row(
        "but", "", """
        but, but with, but make it, except, except for, but not, other than, apart from
        """,
    ),
    Row(
        "with", "", """
        with, having, topped with, that has, that have, which has, that comes with,
        loaded with, containing, including, include, includes, along with, together with,
        dressed with, filled with, made with, for toppings, for the toppings, for my toppings,
        as toppings, for topping, i want the toppings, and for toppings, for veggies,
        for sauce, for the sauce, for cheese, stuffed with, covered in, featuring
        """,
    ),
    Row(
        "add", "", """
        add, add in, add on, and add, also add, plus, throw in, throw on, put, put on,
        toss in, toss on, toss, throw, pile on, pile on some, pile, slap, load it up with,
        stick, include also, bring, slap on, can you add, could you add, please add,
        plus add, extra order of, also, and also, as well as
        """,
    ),
    Row(
        "on", "", """
        on, on the, for the, to the, in the, into the, onto the, inside the, from the,
        off the, off of the, off, from, on top of the, for, in, of the, on my, to my, for my,
        from my, off my, in my
        """,
    ),
    Row(
        "into", "", """
        to, into, to a, into a, up to, to be, over to, to an, out for, out for a, for a,
        for an, down to
        """,
    ),
)  # fmt: skip
