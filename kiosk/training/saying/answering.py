"""Answers to the question that stands open: whole, by halves, late, or with more than was asked."""

from __future__ import annotations

from kiosk.menu.model import Item
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Modify, Split, Swap
from kiosk.order.rules import Open
from kiosk.training.saying.lines import dish
from kiosk.training.saying.listing import after, number
from kiosk.training.saying.names import plural
from kiosk.training.saying.options import changes
from kiosk.training.saying.refer import in_meals
from kiosk.training.saying.talk import oops, opened
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["turned"]


def turned(turn: Turn) -> None:
    """The answer to the question that stands open, and maybe more."""
    needs = turn.asked.open if turn.asked is not None else None
    if needs is None or turn.edits or needs.ref in turn.used:
        raise Misfit
    turn.used.add(needs.ref)
    line = turn.cart.line(needs.ref)
    assert line is not None, "the question is about a line"
    if needs.kind == "slot":
        _filled(turn, needs)
    elif needs.kind == "size":
        _said(turn, needs, None)
    else:
        held = line.slot(needs.slot) if needs.slot else line
        assert held is not None, "a slot that asks is filled"
        item = turn.menu.items[held.item]
        way = turn.dice.weighted({"plain": 6, "more": 2, "halves": 2, "late": 1.2, "all": 1})
        if way == "halves" and not needs.slot and line.quantity > 1:
            _by_halves(turn, needs, line, item)
        elif way == "late" and not needs.slot:
            _late(turn, needs, line, item)
        elif way == "more" and not needs.slot:
            _with_more(turn, needs, line, item)
        elif way == "all" and not needs.slot and line.quantity > 1:
            _of_all(turn, needs, line, item)
        else:
            _said(turn, needs, item)


def _filled(turn: Turn, needs: Open) -> None:
    """What goes into the slot of a meal that stands open: ``uh a sprite please``."""
    dice, names = turn.dice, turn.names
    fit = [i for i in needs.options if i in names.entries]
    if not fit:
        raise Misfit
    item = dice.one(fit)
    said = names.entry(dice, item)
    article = "" if plural(said) == said else dice.one(("a", "", "a", "the"))
    turn.say(
        dice.say(
            "((um|uh|i'll (have|take|do|go with)|let's (do|go with)|can i get|how about|with|just"
            "|make it|can it be|probably|oh|hmm|yeah|she'll have|he wants|let me get"
            "|||||) {a} {s}(| please| thanks| i guess| with that| for that| is fine| sounds good))",
            a=article,
            s=said,
        ),
        "ellipsis",
        "slot",
    )
    turn.do(Swap(Target(needs.ref, needs.name), item))


def _picked(turn: Turn, item: Item | None, options: tuple[str, ...]) -> tuple[str, str]:
    """One of the options that are asked for, and what it is called."""
    if item is None:  # the size of a meal is called by its id
        option = turn.dice.one(options)
        return option, option.replace("_", " ")
    fit = [o for o in options if turn.names.options(item, o)]
    if not fit:
        raise Misfit
    option = turn.dice.one(fit)
    return option, turn.names.option(turn.dice, item, option)


def _said(turn: Turn, needs: Open, item: Item | None) -> None:
    """``uh large please``; now and then the first thing said is taken back."""
    dice = turn.dice
    option, said = _picked(turn, item, needs.options)
    if len(needs.options) > 1 and dice.chance(0.1):
        other, wrong = _picked(turn, item, needs.options)
        if other != option:
            turn.say(f"{wrong} {oops(dice)}", "repair")
    turn.say(
        dice.say(
            "((um|uh|hmm|oh|) (make it (a |){s}|{s}|{s}|{s}|{s} please|{s} is fine|i'll (do|have"
            "|take|go with) {s}|just {s}|let's (do|go) {s}|the {s} one|{s} should be (fine|okay)"
            "|{s} i guess|can i get {s}|{s} thanks|{s} will do|go {s}|{s} for me|{s} sounds good"
            "|probably {s}|yeah {s}|let's say {s}|i think {s}|{s} i think|give me {s}|it's {s}"
            "|i'd like (it |){s}|sorry {s}|oh yeah {s}|i meant {s}|{s} if you have it|can it be {s}"
            "|could you do {s}|i guess {s}|whatever {s}|the {s}|{s} works|{s} that's fine"
            "|that'll be {s}|we'll go {s}|she wants {s}|he said {s}|oh right {s}))",
            s=said,
        ),
        "ellipsis",
    )
    turn.do(Modify(Target(needs.ref, needs.slot), (Choice(option),)))


def _with_more(turn: Turn, needs: Open, line: Line, item: Item) -> None:
    """``large with oat milk and no ice``"""
    dice = turn.dice
    option, said = _picked(turn, item, needs.options)
    group = item.group_of(option)
    more = [
        c
        for c in changes(dice, turn.names, item, line.choices, most=2)
        if item.group_of(c.option) is not group
    ]
    if not more:
        raise Misfit
    tail = after(dice, turn.names, item, more)
    turn.say(
        dice.say(
            "((|um|uh|make it|yeah|i'll have|let's do|oh|) {s} (|and|,|please|) {t}"
            "|(|um|oh) {s} and can (i get|you do) (it|that) {t}|{s} and make it {t}"
            "|{s} , oh and {t}"
            "|(|make it) {s} please {t})",
            s=said,
            t=tail,
        ),
        "ellipsis",
        "modify",
    )
    turn.do(Modify(Target(line.ref), (Choice(option), *more)))


def _by_halves(turn: Turn, needs: Open, line: Line, item: Item) -> None:
    """``one small one large``"""
    dice = turn.dice
    one, a = _picked(turn, item, needs.options)
    two, b = _picked(turn, item, needs.options)
    if one == two:
        raise Misfit
    count = dice.one(range(1, line.quantity))
    rest = line.quantity - count
    others = number(dice, rest)
    if dice.chance(0.4):
        others = dice.say("the (other|other one)" if rest == 1 else "the (others|rest)")
    turn.say(
        dice.say(
            "(|um|uh|make|can i do|let's do|can i get||i'll have|how about) {n} {a}"
            " (and|and|,|||then) {o} {b} (||please|thanks)",
            n=number(dice, count),
            a=a,
            o=others,
            b=b,
        ),
        "ellipsis",
        "split",
    )
    turn.do(Split(line.ref, count, (Choice(one),)), Modify(Target(line.ref), (Choice(two),)))


def _of_all(turn: Turn, needs: Open, line: Line, item: Item) -> None:
    """``both large``"""
    dice = turn.dice
    option, said = _picked(turn, item, needs.options)
    everyone = "(both|both of them)" if line.quantity == 2 else "(all|all of them|all {n})"
    turn.say(
        dice.say(
            f"(|um|make|uh|) ({everyone} {{s}}|{{s}} for {everyone}|{everyone} {{s}} please"
            f"|make {everyone} {{s}}|i'd like {everyone} {{s}}|{everyone} in {{s}})",
            s=said,
            n=number(dice, line.quantity),
        ),
        "ellipsis",
        "all",
    )
    turn.do(Modify(Target(line.ref), (Choice(option),)))


def _late(turn: Turn, needs: Open, line: Line, item: Item) -> None:
    """Something else first: ``and two y, and the x large``"""
    dice, names = turn.dice, turn.names
    same = sum(other.item == line.item for other in turn.cart.lines)
    other = turn.item()
    known = line.item in names.entries and other.id != line.item
    if same > 1 or not known or line.item in in_meals(turn.cart):
        raise Misfit
    new = dish(dice, names, other, plain=0.6)
    option, said = _picked(turn, item, needs.options)
    name = names.entry(dice, line.item, many=line.quantity > 1)
    turn.say(opened(dice, first=False), "add", "late-answer")
    turn.say(new.text, *new.tags)
    turn.add(*new.lines)
    turn.say(
        dice.say(
            "(and|oh and|,|and) (make the {w} {s}|the {w} {s}|{s} for the {w}|the {w} should be {s}"
            "|{s} on the {w}|for the {w} {s}|let's do {s} for the {w}|the {w} in {s}"
            "|i'll take the {w} {s}|i want the {w} {s})",
            w=name,
            s=said,
        )
    )
    turn.do(Modify(Target(line.ref), (Choice(option),)))
