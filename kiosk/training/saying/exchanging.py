"""Wishes for one thing in place of another."""

from __future__ import annotations

from kiosk.order.cart import Choice, Target
from kiosk.order.edits import Modify, Swap
from kiosk.order.rules import chosen
from kiosk.training.saying.names import article, plural
from kiosk.training.saying.options import changes
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["instead", "swapped"]


def swapped(turn: Turn) -> None:
    """A line that becomes another dish."""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    other = turn.item(like=line.item)
    if other.id == line.item:
        raise Misfit
    name = names.entry(dice, other.id, many=line.quantity > 1)
    if line.item not in names.entries:
        raise Misfit
    what = turn.the(line)
    turn.change(
        dice.say(
            "(make {w} {a} {n}|change {w} to {a} {n}|swap {w} for {a} {n}|switch {w} to {a} {n}"
            "|{a} {n} instead of {w}|i'll (have|take) {a} {n} instead of {w}"
            "|swap out {w} for {a} {n}|replace {w} with {a} {n}"
            "|can {w} be {a} {n} instead|turn {w} into {a} {n}"
            "|i'd rather have {a} {n} instead of {w}|instead of {w} {a} {n}"
            "|sub {a} {n} for {w}|trade {w} for {a} {n}|i want {a} {n} not {w}"
            "|{w} should be {a} {n}"
            "|i meant {a} {n} not {w}|no {a} {n} not {w}|could you change {w} to {a} {n}"
            "|let me get {a} {n} in place of {w}|can i get {a} {n} rather than {w}"
            "|exchange {w} for {a} {n}|can i switch {w} to {a} {n}|give me {a} {n} instead of {w}"
            "|make {w} {a} {n} instead|substitute {a} {n} for {w})(||| please)",
            w=what,
            a="" if line.quantity > 1 or plural(name) == name else article(name),
            n=name,
        ),
        "swap",
    )
    turn.do(Swap(Target(line.ref), other.id))


def instead(turn: Turn) -> None:
    """One option in the place of another."""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    item = turn.menu.items[line.item]
    on = chosen(item, line.choices)
    made = [c for c in changes(dice, names, item, line.choices) if c.on and c.plain]
    size = names.size_group(item)
    for new in made:
        group = item.group_of(new.option)
        old = [
            o
            for o in (group.options if group else ())
            if o in on and on[o].plain and group is not size and names.options(item, o)
        ]
        if not old:
            continue
        away = dice.one(old)
        a, b = names.option(dice, item, away), names.option(dice, item, new.option)
        if {a.split()[0], b.split()[0]} & {"no", "none", "regular", "light", "extra"}:
            continue
        turn.change(
            dice.say(
                "(instead of {a} put {b} on {w}|{b} instead of (the |){a} on {w}"
                "|swap the {a} for {b} on {w}"
                "|replace the {a} with {b} on {w}|sub {b} for the {a} on {w}"
                "|on {w} {b} instead of {a}|can i get {b} instead of {a} on {w}"
                "|switch the {a} to {b} on {w}|change the {a} on {w} to {b}"
                "|{b} in place of {a} on {w}"
                "|substitute {b} for the {a} on {w}|can you sub {b} for {a} on {w}"
                "|{w} with {b} instead"
                " of {a}|make {w} with {b} instead of {a}|{w} but {b} instead of {a}"
                "|i want {b} not {a}"
                " on {w}|i'd rather have {b} than {a} on {w}|can the {a} be {b} on {w}"
                "|trade the {a} for"
                " {b} on {w}|not {a} but {b} on {w}|put {b} on {w} instead of {a}"
                "|on {w} swap the {a}"
                " for {b}|{w} should have {b} instead of {a}"
                "|take the {a} off {w} and put {b} instead"
                "|no {a} on {w} {b} instead|make the {a} {b} on {w}"
                "|lose the {a} and add {b} on {w})",
                a=a,
                b=b,
                w=turn.the(line),
            ),
            "instead",
        )
        off = () if group is not None and group.exclusive else (Choice(away, on=False),)
        turn.do(Modify(Target(line.ref), (*off, new)))
        return
    raise Misfit
