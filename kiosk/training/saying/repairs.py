"""What a guest takes back in the same breath: another dish, number, size or option, or none."""

from __future__ import annotations

from kiosk.menu.model import Item
from kiosk.order.cart import Line
from kiosk.training.saying.lines import dish, said_line
from kiosk.training.saying.listing import after, before, nominal, number
from kiosk.training.saying.options import changes, size_choice
from kiosk.training.saying.talk import oops, opened
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["corrected"]

_INSTEAD = (
    "(make (that|it)|make (that|it)|i'll (have|take|do)|i want|let me (get|do)|can i get"
    "|give me|let's do|just|||)"
)
_SORTS = {
    "dish": 4, "count": 3, "size": 2, "drop": 2, "option": 3, "list": 4, "amount": 1.5,
    "whole": 2.5,
}  # fmt: skip
"""What is put right, by how often."""


def corrected(turn: Turn) -> None:
    """A dish that is put right before the breath is over."""
    one, two = turn.item(), turn.item()
    if one.id == two.id:
        raise Misfit
    turn.say(opened(turn.dice, first=not turn.parts), "add", "repair")
    match turn.dice.weighted(_SORTS):
        case "dish":
            _another_dish(turn, one, two)
        case "count":
            _another_count(turn, one)
        case "size":
            _another_size(turn, one)
        case "drop":
            _dropped(turn, one, two)
        case "list":
            _list_put_right(turn, one)
        case "amount":
            _another_amount(turn, one)
        case "whole":
            _all_over_again(turn, one, two)
        case _:
            _another_option(turn, one)


def _another_dish(turn: Turn, one: Item, two: Item) -> None:
    """``a x no wait make that a y``"""
    dice, names = turn.dice, turn.names
    quantity = dice.weighted({1: 5, 2: 1, 3: 0.5})
    size = size_choice(dice, names, two)
    choices = [size] if size is not None and dice.chance(0.4) else []
    wrong, _ = said_line(dice, names, one, quantity, ())
    right, tail = said_line(dice, names, two, quantity, choices)
    marked = f"{oops(dice)} {dice.say(_INSTEAD)}"
    turn.say(f"{wrong} {marked} {right} {tail}")
    turn.add(Line(two.id, quantity, tuple(choices)))


def _another_count(turn: Turn, item: Item) -> None:
    """``two, no, three x``"""
    dice, names = turn.dice, turn.names
    wrong = dice.weighted({1: 5, 2: 2, 3: 1})
    count = dice.one([n for n in (1, 2, 3, 4) if n != wrong])
    choices = changes(dice, names, item, most=1) if dice.chance(0.3) else []
    first, rest = before(dice, names, item, choices)
    head = names.entry(dice, item.id, many=count > 1)
    marked = dice.say("(no|no wait|wait|sorry|i mean|actually|uh no|no make that|make that)")
    tail = after(dice, names, item, rest)
    turn.say(f"{number(dice, wrong)} {marked} {number(dice, count)} {first} {head} {tail}")
    turn.add(Line(item.id, count, tuple(choices)))


def _another_size(turn: Turn, item: Item) -> None:
    """``a large, sorry, small x``"""
    dice, names = turn.dice, turn.names
    group, right = names.size_group(item), size_choice(dice, names, item)
    if group is None or right is None:
        raise Misfit
    others = [o for o in group.options if o != right.option and names.options(item, o)]
    if not others:
        raise Misfit
    turn.say(
        dice.say(
            "(a {w} (sorry|uh|i mean|no wait|actually|no make that) {r} {h}"
            "|a {w} {h} (actually|no wait|sorry|wait) (make (that|it)|) (a|) {r}"
            "|a {w} {h} i mean (a|) {r} (one|))",
            w=names.option(dice, item, dice.one(others)),
            r=names.option(dice, item, right.option),
            h=names.entry(dice, item.id),
        )
    )
    turn.add(Line(item.id, 1, (right,)))


def _dropped(turn: Turn, one: Item, two: Item) -> None:
    """``a x and a y, actually scratch the y``"""
    dice, names = turn.dice, turn.names
    kept, _ = said_line(dice, names, one, 1, ())
    gone, _ = said_line(dice, names, two, 1, ())
    taken_back = dice.say(
        "(actually|no|wait|no wait|oh|) (never mind the {n}|scratch the {n}|forget the {n}|no {n}"
        "|not the {n}|skip the {n}|cancel the {n}|leave out the {n}|i don't want the {n})",
        n=names.entry(dice, two.id),
    )
    turn.say(f"{kept} and {gone} {taken_back}")
    turn.add(Line(one.id))


def _another_option(turn: Turn, item: Item) -> None:
    """``with a uh sorry b``"""
    dice, names = turn.dice, turn.names
    drawn = (*changes(dice, names, item), *changes(dice, names, item))
    plain = [choice for choice in drawn if choice.on and choice.plain]
    pair = [c for c in plain if item.group_of(c.option) == item.group_of(plain[0].option)]
    if len(set(pair)) < 2:
        raise Misfit
    wrong, right = list(dict.fromkeys(pair))[:2]
    size = size_choice(dice, names, item)
    choices = [size] if size is not None and dice.chance(0.3) else []
    whole, _ = said_line(dice, names, item, 1, choices)
    put_right = dice.say(
        "with {w} (uh sorry|no sorry|i mean|no wait|oops|sorry|sorry i mean|no make that"
        "|or actually|er i mean|wait make that) {r} (| instead)",
        w=names.option(dice, item, wrong.option),
        r=names.option(dice, item, right.option),
    )
    turn.say(f"{whole} {put_right}")
    turn.add(Line(item.id, 1, (*choices, right)))


def _list_put_right(turn: Turn, item: Item) -> None:
    """``with a b and c actually no b``, ``no a or b wait leave the b on``"""
    dice, names = turn.dice, turn.names
    drawn = [c for c in changes(dice, names, item, many=True) if c.plain or not c.on]
    free = [c for c in drawn if (g := item.group_of(c.option)) and not g.exclusive]
    away, ons = ([c for c in free if c.on is on] for on in (False, True))
    listed = max(away, ons, key=len)
    if len(listed) < 2:
        raise Misfit
    wrong = dice.one(listed)
    whole, _ = said_line(dice, names, item, 1, ())
    o = names.option(dice, item, wrong.option)
    others = [c for c in changes(dice, names, item) if c.on and c.plain and c not in listed]
    right = [c for c in others if item.group_of(c.option) is item.group_of(wrong.option)][:1]
    if wrong.on and right and dice.chance(0.4):
        n = names.option(dice, item, right[0].option)
        words = "({n} instead of (the |){o}|not {o} {n}|make the {o} {n}|swap the {o} for {n})"
        put_right = dice.say(words, n=n, o=o)
    elif wrong.on:
        right = []
        put_right = dice.say(
            "(no {o}|not the {o}|no not {o}|leave out the {o}|skip the {o}|forget the {o}"
            "|hold the {o}"
            "|without the {o}|scratch the {o}|i don't want the {o}|never mind the {o}"
            "|take off the {o})",
            o=o,
        )
    else:
        right = []
        put_right = dice.say(
            "(leave the {o} on|keep the {o}|i do want the {o}|{o} is fine|leave the {o}"
            "|the {o} is okay"
            "|you can leave the {o}|keep the {o} on|i do want {o}|the {o} can stay)",
            o=o,
        )
    turn.say(f"{whole} {after(dice, names, item, listed, new=True)} {oops(dice)} {put_right}")
    kept = [c for c in listed if c != wrong]
    turn.add(Line(item.id, 1, (*kept, *right)))


def _another_amount(turn: Turn, item: Item) -> None:
    """``with two no three pumps of a``, ``with extra no light a``"""
    dice, names = turn.dice, turn.names
    drawn = (*changes(dice, names, item), *changes(dice, names, item))
    fit = [c for c in drawn if c.on and c.portion == "whole" and (c.count > 1 or c.qualifier)]
    if not fit:
        raise Misfit
    right = fit[0]
    group = item.group_of(right.option)
    assert group is not None, "a choice of another item"
    if right.count > 1:
        others = [n for n in range(1, group.max_count + 1) if n not in (right.count, 1)]
        if not others:
            raise Misfit
        wrong = number(dice, dice.one(others))
    else:
        amounts = [q for q in ("light", "extra") if q in group.qualifiers and q != right.qualifier]
        if not amounts:
            raise Misfit
        wrong = f"{amounts[0]} {names.option(dice, item, right.option)}"
    whole, _ = said_line(dice, names, item, 1, ())
    turn.say(f"{whole} with {wrong} {oops(dice)} {nominal(dice, names, item, right)}")
    turn.add(Line(item.id, 1, (right,)))


def _all_over_again(turn: Turn, one: Item, two: Item) -> None:
    """A dish with all that is on it, and then another instead: ``… no scratch all that a y``"""
    dice = turn.dice
    if turn.before.lines or turn.edits:
        raise Misfit
    wrong = dish(dice, turn.names, one, plain=0.3, many=0.0)
    right = dish(dice, turn.names, two)
    turn.say(wrong.text)
    turn.say(
        dice.say(
            "(no|actually|wait|you know what|hmm|uh|sorry|oh|actually no|no wait"
            "|) (scratch (all |)that"
            "|forget (all |)that|never mind (all |)that|forget everything i just said|cancel that"
            "|let me start over|strike that|i changed my mind|scratch all of that|forget it"
            "|ignore that|let's start over)"
        )
    )
    turn.say(f"{dice.say(_INSTEAD)} {right.text}", *right.tags)
    turn.add(*right.lines)
