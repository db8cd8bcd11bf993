"""How much of an option, and which are off."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "neg", "", """
        no, without, without any, without the, hold, hold the, hold any, hold back,
        hold back the, hold on the, hold off on, hold off on the, minus, minus the, skip,
        skip the, skip on the, leave off, leave off the, leave out, leave out the, leave the,
        take off, take off the, take out, take out the, lose the, nix the, nix, omit,
        omit the, avoid, avoid the, avoid any, not, not any, non, less the, ex, 86 the,
        exclude, excluding, never, free of, but no, and no, with no, have no, definitely no,
        absolutely no, please no, no no, with zero, zero, cut the, drop the, pull the,
        get rid of, get rid of the, i hate, i cant stand, i cant have, cant have,
        not a fan of, im not a fan of, i wont have any, wont have any, wont have,
        drop, not in the mood for, im not in the mood for, my least favorite topping is, i dislike,
        hates, doesnt like, doesnt want, doesnt want any, didnt want, didnt want any,
        i didnt want, i didnt want any, ditch the, remove, remove the, remove my,
        (remove|cancel|delete|drop) all (the|my|of the|),
        delete, delete the, cancel the, cancel my, scratch the, forget the, forget about the,
        (never mind|nevermind) (on|about|) the, (never mind|nevermind) on (that|those|my),
        cancel that,
        take away the, take back the, dont bother with, dont bother with the, strip the,
        none of the, none of that, nothing with, except no, go without, go without the,
        (wont|i wont) (need|want|be needing) (any|the|),
        (shouldnt|should not) (have|get|come with) (any|the|),
        (kill|yank|axe|trash|eighty six|knock off|pick off|pull off|lose|ditch|pull|scrap)
        (any|all|those|that|),
        (kill|yank|axe|trash|eighty six|knock off|pick off|pull off|scrap) the,
        (dont|i dont|we dont|doesnt|didnt) want to (add|get|have|order|put|include) (any|the|),
        (doesnt|dont|i dont) eat (any|the|), doesnt do (any|),
        (isnt supposed to|wasnt supposed to|not supposed to|arent supposed to)
        (have|come with|get|contain|include) (any|the|), doesnt care for (any|),
        (dont|i dont|we dont|and dont|please dont|not|do no)
        (want|need|add|put|include|like|give me|use|have|care for|get|make it with|do)
        (any|the|any more|)
        """,
    ),
    Row(
        "light", "light", """
        light, light on, light on the, go light on, go light on the, easy, easy on,
        easy on the, go easy on, go easy on the, take it easy on the, a little,
        a little bit of, just a little, just only a little, only a bit of,
        a touch of, a dash of, a hint of, not a lot of, not too much, not much, not many,
        not too many, not (that|so) (much|many), less, a drizzle of, just a drizzle of,
        only a drizzle of,
        no more than a drizzle of, a tiny bit of, just a tiny bit of, a small amount of,
        lightly, a drizzle, just a bit, a little bit, lite, just a little bit of, barely any,
        very little, half the, sparse, only a drizzle, just a drizzle
        """,
    ),
    Row(
        "extra", "extra", """
        extra, heavy, heavy on, heavy on the, go heavy on, go heavy on the, lots of, a lot of,
        a whole lot of, a bunch of, a whole bunch of, loads of, tons of, a ton of, plenty of,
        more, some more, additional, double up on, double up on the, double the,
        twice the, extra extra, much more, a lot more, load up on, load up the,
        generous, some extra, with extra, an extra, and extra
        """,
    ),
    Row("extra", "times", "double, triple, quadruple"),
    Row(
        "only", "", """
        only, just with, with only, with just, nothing but, only with, and only,
        and thats it on it, with nothing but, nothing else but, and nothing else,
        (hold|without|no|leave off|take off|skip|lose|minus) (everything|anything|all)
        (but|except|except for|besides) (the|)
        """,
    ),
    Row("just", "", "just"),
    Row(
        "plain", "", """
        plain, with nothing on it, nothing on it, nothing on them, with nothing, no toppings,
        without any toppings, without toppings, no condiments, naked, plain jane,
        with nothing on them, totally plain, completely plain, with no toppings,
        nothing on that, no nothing, without anything on it, without anything, black
        """,
    ),
    Row(
        "everything", "", """
        everything, with everything, everything on it, with everything on it, the works,
        with the works, all the toppings, with all the toppings, fully loaded,
        all the fixings, with all the fixings, the usual way, the regular way, as it comes,
        everything that comes on it, with all toppings
        """,
    ),
    Row(
        "everything_but", "", """
        everything but, everything except, everything except for, everything minus,
        with everything but, with everything except, all but, everything besides,
        everything but the, everything except the, all the toppings but,
        all the toppings except, everything on it but, everything on it except,
        with everything on it except
        """,
    ),
    Row(
        "half", "", """
        half, one half, half of it, on half, on one half, on half of it, half and half,
        the other half, on the other half, other half, half with, on one side,
        on the other side
        """,
    ),
    Row(
        "half", "left", """
        left half, the left half, on the left half, on the left, left side, on the left side,
        first half, on the first half
        """,
    ),
    Row(
        "half", "right", """
        right half, the right half, on the right half, on the right, right side,
        on the right side, second half, on the second half
        """,
    ),
    Row(
        "half", "whole", """
        on the whole thing, on the whole pizza, all over, on all of it, over the whole thing,
        on the whole pie, on both halves
        """,
    ),
    Row("on_the_side", "on_the_side", "on the side, on side, to the side, at the side"),
    Row(
        "size_word", "", """
        small, medium, large, big, little, mini, jumbo, tall, grande, med, full size, average,
        huge, tiny
        """,
    ),
    Row("size_word", "usual", "regular, regular size, normal, standard"),
)  # fmt: skip
