"""Wishes to have lines gone."""

from __future__ import annotations

from kiosk.order.cart import Target
from kiosk.order.edits import Delete, Modify
from kiosk.training.saying.listing import after
from kiosk.training.saying.options import changes
from kiosk.training.saying.refer import in_meals
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["deleted", "not_that", "some_deleted"]


def deleted(turn: Turn) -> None:
    """A line that goes."""
    dice = turn.dice
    line = turn.line()
    what = turn.the(line)
    if what in ("it", "that", "this", "them", "those"):
        # "never mind that" and its like take back the last turn, whatever it was
        turn.change(
            dice.say(
                "(get rid of {w}|i don't want {w} (anymore|after all|any more)|drop {w}|lose {w}"
                "|ditch {w}|take {w} off (the|my) order|i changed my mind about {w})",
                w=what,
            ),
            "delete",
        )
        turn.do(Delete(Target(line.ref)))
        return
    turn.change(
        dice.say(
            "(scratch {w}|never mind {w}|forget {w}|cancel {w}|take {w} off|take off {w}|remove {w}"
            "|delete {w}"
            "|i don't want {w} (anymore|after all|any more)|get rid of {w}|drop {w}"
            "|forget about {w}"
            "|lose {w}|ditch {w}|skip {w}"
            "|leave {w} out|kill {w}|nix {w}|take {w} off (the|my) order"
            "|i changed my mind about {w} take it off|we don't need {w} (anymore|after all|)"
            "|i don't need {w} after all|can you take {w} off|take {w} out"
            "|she doesn't want {w} anymore"
            "|he doesn't want {w} after all|no {w} after all|on second thought no {w}"
            "|get {w} out of there|forget i said {w}|let's skip {w}|hold off on {w}"
            "|you can take {w} off"
            "|i'd like to cancel {w}|can we lose {w}|not {w})(||| please| actually)",
            w=what,
        ),
        "delete",
    )
    turn.do(Delete(Target(line.ref)))


def some_deleted(turn: Turn) -> None:
    """Two lines that go at once."""
    dice = turn.dice
    if len(turn.before.lines) < 3:
        raise Misfit
    one, two = turn.line(), turn.line()
    names = [turn.the(one), turn.the(two)]
    if "pronoun" in turn.tags or "ordinal" in turn.tags:
        raise Misfit
    turn.change(
        dice.say(
            "(take off {a} and {b}|scratch {a} and {b}|remove {a} and {b}|never mind {a} and {b}"
            "|i don't want {a} or {b}|cancel {a} and also {b}"
            "|get rid of {a} and {b}|drop {a} and {b}|forget {a} and {b}|lose {a} and {b}"
            "|take {a} and {b} off)(| please|)",
            a=names[0],
            b=names[1],
        ),
        "delete",
        "several",
    )
    turn.do(Delete(Target(one.ref)), Delete(Target(two.ref)))


def not_that(turn: Turn) -> None:
    """A change that is put right: not this line, that one."""
    dice, names = turn.dice, turn.names
    one, two = turn.line(of_item=True), turn.line(of_item=True)
    if one.item == two.item or turn.edits:
        raise Misfit
    item = turn.menu.items[two.item]
    made = changes(dice, names, item, two.choices, most=1)
    wrong = turn.menu.items[one.item]
    if len(made) != 1 or any(wrong.option(c.option) is None for c in made):
        raise Misfit
    if one.item not in names.entries or two.item not in names.entries:
        raise Misfit
    if turn.menu.items.keys() & set(in_meals(turn.cart)) & {one.item, two.item}:
        raise Misfit
    if sum(other.item in (one.item, two.item) for other in turn.cart.lines) != 2:
        raise Misfit
    a = names.entry(dice, one.item, many=one.quantity > 1)
    b = names.entry(dice, two.item, many=two.quantity > 1)
    turn.change(
        dice.say(
            "{t} on the {a} (no|wait|no wait|sorry|i mean|sorry i mean|no not the {a}"
            "|actually no) (on |)the {b}",
            t=after(dice, names, item, made),
            a=a,
            b=b,
        ),
        "repair",
        "modify",
    )
    turn.do(Modify(Target(two.ref), tuple(made)))
