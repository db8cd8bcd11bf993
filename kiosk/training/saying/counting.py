"""How many of a line: more, fewer, and some of them made something else."""

from __future__ import annotations

from kiosk.order.cart import Line, Target
from kiosk.order.edits import Modify, Quantity, Split
from kiosk.training.saying.listing import after, number, wish
from kiosk.training.saying.names import article, plural
from kiosk.training.saying.options import changes, size_choice
from kiosk.training.saying.refer import in_meals
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["divided", "quantity"]


def quantity(turn: Turn) -> None:
    """More or fewer of a line."""
    dice = turn.dice
    line = turn.line()
    if line.item not in turn.names.entries:
        raise Misfit
    count = dice.one([n for n in (1, 2, 3, 4, 5) if n != line.quantity])
    pointing = not turn.edits and turn.touched[-1:] == (line.ref,) and dice.chance(0.5)
    said = number(dice, count)
    if pointing and count == 1:  # "one of those" is said of something else
        raise Misfit
    if pointing:
        turn.change(
            dice.say(
                "(make (that|it) {c}|make (that|it) {c}|actually {c} of (those|them)"
                "|i need {c} of (those|them)"
                "|make (that|it) {c} of (those|them)|{c} of (those|them) please"
                "|let's do {c} of (those|them)|change that to {c}"
                "|i meant {c} of (those|them)|no {c} of (those|them)|make (that|it) {c} total"
                "|{c} of (those|them)"
                "|we need {c} of (those|them)|{c} of (those|them) actually|get me {c} of (those"
                "|them)"
                "|change (it|that) to {c}|can i get {c} of (those|them)|let's make (it|that) {c}"
                "|can you make (it|that) {c}|i wanted {c} of (those|them))",
                c=said,
            ),
            "quantity",
            "pronoun",
        )
    else:
        same = [other for other in turn.cart.lines if other.item == line.item]
        if len(same) > 1 or line.item in in_meals(turn.cart):
            raise Misfit
        many = turn.names.entry(dice, line.item, many=True)
        name = many if count > 1 else turn.names.entry(dice, line.item)
        turn.change(
            dice.say(
                "(make (that|it) {c} {n}|change the {m} to {c}|make the {m} {c}"
                "|i want {c} {n} instead of {was}"
                "|actually make it {c} {n}|{c} {n} instead of {was}|i only want {c} {n} not {was}"
                "|make the {m} {c} instead of {was}|i meant {c} {n} not {was}|not {was} {n} {c}"
                "|i said {c} {n}|it should be {c} {n}|{c} {n} not {was}|change it to {c} {n}"
                "|i need {c} {n} total|can you make (it|that) {c} {n}|let's make (it|that) {c} {n}"
                "|i wanted {c} {n}|bump the {m} to {c}|we need {c} {n} not {was})",
                c=said,
                n=name,
                m=turn.names.entry(dice, line.item, many=line.quantity > 1),
                was=number(dice, line.quantity),
            ),
            "quantity",
            "by-name",
        )
    turn.do(Quantity(line.ref, count))


def divided(turn: Turn) -> None:
    """Some units of a line changed, the others not, or in another way."""
    dice, names = turn.dice, turn.names
    line = turn.line(least=2, of_item=True)
    item = turn.menu.items[line.item]
    count = dice.weighted({1: 5, 2: 1}) if line.quantity > 2 else 1
    if dice.chance(0.25):
        _some_become(turn, line, count)
        return
    size = size_choice(dice, names, item, line.choices)
    sized = size is not None and dice.chance(0.25)
    made = (
        [size] if sized and size is not None else changes(dice, names, item, line.choices, most=2)
    )
    if not made:
        raise Misfit
    some = _some_of(turn, line, count)
    if sized:
        said = names.option(dice, item, made[0].option)
        turn.change(
            dice.say(
                "(make {w} (a |){s}|make {w} {s}|{w} should be {s}|can {w} be (a |){s})",
                w=some,
                s=said,
            ),
            "split",
        )
    else:
        turn.change(wish(dice, names, item, made, some), "split")
    turn.do(Split(line.ref, count, tuple(made)))
    rest = changes(dice, names, item, line.choices, most=1)
    if rest and not sized and dice.chance(0.3) and set(rest) != set(made):
        left = line.quantity - count
        others = "the other one" if left == 1 else dice.say("(the others|the rest|the other ones)")
        turn.say(dice.say("and {o} {t}", o=others, t=after(dice, names, item, rest)), "other")
        turn.do(Modify(Target(line.ref), tuple(rest)))


def _some_of(turn: Turn, line: Line, count: int) -> str:
    """``one of the x``, ``one of them``"""
    dice = turn.dice
    said = number(dice, count)
    alone = len(turn.cart.lines) == 1 or turn.touched[-1:] == (line.ref,)
    if alone and not turn.edits and dice.chance(0.45):
        turn.tags.append("pronoun")
        return dice.say("{c} of (them|those|them|those|em)", c=said)
    same = [other for other in turn.cart.lines if other.item == line.item]
    if len(same) > 1 or line.item not in turn.names.entries or line.item in in_meals(turn.cart):
        raise Misfit
    turn.tags.append("by-name")
    name = turn.names.entry(dice, line.item, many=True)
    return dice.say("{c} of (the|the|the|my|those) {n}", c=said, n=name)


def _some_become(turn: Turn, line: Line, count: int) -> None:
    dice = turn.dice
    other = turn.item(like=line.item)
    if other.id == line.item:
        raise Misfit
    name = turn.names.entry(dice, other.id, many=count > 1)
    turn.change(
        dice.say(
            "(make {w} {a} {n}|make {w} {a} {n}|change {w} to {a} {n}|swap {w} for {a} {n}"
            "|turn {w} into {a} {n}"
            "|can {w} be {a} {n}|switch {w} to {a} {n})(| instead)",
            w=_some_of(turn, line, count),
            a="" if count > 1 or plural(name) == name else article(name),
            n=name,
        ),
        "split",
        "swap",
    )
    turn.do(Split(line.ref, count, (), other.id))
