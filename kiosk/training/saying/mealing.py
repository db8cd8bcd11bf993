"""Wishes about meals: made, unmade, and what goes into their slots."""

from __future__ import annotations

from kiosk.menu.model import Combo
from kiosk.order.cart import Line, Target
from kiosk.order.edits import Modify, Swap
from kiosk.order.rules import open_choices
from kiosk.training.saying.lines import counted
from kiosk.training.saying.names import plural
from kiosk.training.saying.options import size_choice
from kiosk.training.saying.refer import in_meals, kind_of
from kiosk.training.saying.talk import opened
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["filled", "made_a_meal", "resized_slot", "slot", "unmade"]


def made_a_meal(turn: Turn) -> None:
    """A dish that becomes the main of a meal, with what fills it."""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    combos = turn.menu.combos_of(line.item)
    if len(combos) != 1 or line.quantity > 1:
        raise Misfit
    combo = combos[0]
    what = turn.the(line)
    word = dice.one(("meal", "combo", "meal"))
    turn.change(
        dice.say(
            "(make {w} a {m}|make {w} a {m}|turn {w} into a {m}|i'll (have|take) {w} as a {m}"
            "|upgrade {w} to a {m}"
            "|can {w} be a {m}|let's make {w} a {m}|can i get {w} as a {m}|i want {w} as a {m}"
            "|can you make {w} a {m}|i'd like {w} in a {m}|{w} as a {m}|do {w} as a {m}"
            "|change {w} to a {m}|i want to make {w} a {m}|i meant {w} as a {m})",
            w=what,
            m=word,
        ),
        "meal",
        "make-meal",
    )
    turn.do(Swap(Target(line.ref), combo.id))
    for slot in list(combo.slots.values())[1:]:
        free = [i for i in slot.choices if i in names.entries and i != slot.default]
        if free and dice.chance(0.5):
            item = dice.one(free)
            lead = "and" if turn.tags[-1] == "slot" else "with"
            name = names.entry(dice, item)
            turn.say(
                dice.say(f"{lead} (a|) {{n}}" if plural(name) != name else f"{lead} {{n}}", n=name),
                "slot",
            )
            turn.do(Swap(Target(line.ref, slot.id), item))


def _parts(turn: Turn) -> tuple[Line, Combo, list[tuple[str, Line]]]:
    """Some meal of the order, what it is, and those of its slots that a name alone points at.

    Raises:
        Misfit: the line that was drawn is no meal.
    """
    line = turn.line()
    combo = turn.menu.combos.get(line.item)
    if combo is None:
        raise Misfit
    elsewhere = [other.item for other in turn.cart.lines] + in_meals(turn.cart)
    return (
        line,
        combo,
        [
            (where, held)
            for where, held in line.slots
            if held.item in turn.names.entries and elsewhere.count(held.item) == 1
        ],
    )


def slot(turn: Turn) -> None:
    """What fills a slot of a meal, changed for another thing."""
    dice, names = turn.dice, turn.names
    line, combo, held_once = _parts(turn)
    fit = [
        (where, held.item, others)
        for where, held in held_once
        if (others := [i for i in combo.slots[where].choices
                       if i in names.entries and i != held.item])
    ]  # fmt: skip
    if not fit:
        raise Misfit
    where, old, others = dice.one(fit)
    new = dice.one(others)
    a, b = names.entry(dice, old), names.entry(dice, new)
    if dice.chance(0.3) and (kind := kind_of(dice, names, turn.cart, old)) is not None:
        a = kind
    elif (plural(a) == a) is not (plural(b) == b) and dice.chance(0.3):
        raise Misfit
    turn.change(
        dice.say(
            "(swap the {a} for {b}|change the {a} to {b}|{b} instead of the {a}"
            "|can i get {b} instead of the {a}"
            "|make the {a} {b}|switch the {a} to {b}|replace the {a} with {b}|sub {b} for the {a}"
            "|i'd like {b} instead of the {a}|can the {a} be {b}|can i switch the {a} for {b}"
            "|{b} rather than the {a}|i'll have {b} instead of the {a}|instead of the {a} {b}"
            "|substitute {b} for the {a}|swap out the {a} for {b}|no {a} {b} instead"
            "|give me {b} in place of the {a}|could i do {b} instead of the {a}|i meant {b} not {a}"
            "|change my {a} to {b}|not the {a} i want {b}|with {b} instead of {a}"
            "|trade the {a} for {b})",
            a=a,
            b=b,
        ),
        "slot",
        "swap",
    )
    turn.do(Swap(Target(line.ref, where), new))


def resized_slot(turn: Turn) -> None:
    """One part of a meal in another size, the meal not."""
    dice, names = turn.dice, turn.names
    line, combo, held_once = _parts(turn)
    fit = [
        (where, held)
        for where, held in held_once
        if not combo.slots[where].choices[held.item].options
    ]
    if not fit:
        raise Misfit
    where, held = dice.one(fit)
    item = turn.menu.items[held.item]
    size = size_choice(dice, names, item, held.choices)
    if size is None or (combo.sizes and size.option not in combo.sizes):
        raise Misfit
    turn.change(
        dice.say(
            "(make the {n} (a |){s}|just make the {n} {s}"
            "|can the {n} be {s}|{s} for the {n}"
            "|change the {n} to (a |){s}|only the {n} {s}|the {n} should be {s})",
            n=names.entry(dice, held.item),
            s=names.option(dice, item, size.option),
        ),
        "slot",
        "resize",
    )
    turn.do(Modify(Target(line.ref, where), (size,)))


def unmade(turn: Turn) -> None:
    """Only the main of a meal."""
    dice, names = turn.dice, turn.names
    line = turn.line()
    combo = turn.menu.combos.get(line.item)
    held = line.slot(next(iter(combo.slots))) if combo is not None else None
    if held is None or held.item not in names.entries or turn.edits:
        raise Misfit
    if sum(1 for other in turn.cart.lines if other.slots) > 1 and turn.touched[-1:] != (line.ref,):
        raise Misfit
    if any(other.item == held.item for other in turn.cart.lines):
        raise Misfit
    turn.change(
        dice.say(
            "(just the {n} (not the (meal|combo)|no (meal|combo))|make (that|it) just the {n}"
            "|i only want the {n} not the (meal|combo)"
            "|not the (meal|combo) just the {n}|just the {n} instead of the (meal|combo)"
            "|only the {n} not the whole meal)",
            n=names.entry(dice, held.item),
        ),
        "meal",
        "unmake-meal",
    )
    turn.do(Swap(Target(line.ref), held.item))


def filled(turn: Turn) -> None:
    """What a meal still waits for, said like any other dish."""
    dice, names = turn.dice, turn.names
    waits = [
        needs
        for line in turn.before.lines
        for needs in open_choices(turn.menu, line)
        if needs.kind == "slot" and line.ref not in turn.used
    ]
    if len(waits) != 1 or turn.edits:
        raise Misfit
    combo = turn.menu.combos[waits[0].item]
    if waits[0].name == next(iter(combo.slots)):
        raise Misfit
    fit = [item for item in waits[0].options if item in names.entries]
    if not fit:
        raise Misfit
    item = dice.one(fit)
    turn.used.add(waits[0].ref)
    name = names.entry(dice, item)
    said = counted(dice, name, 1, head=name)
    turn.say(opened(dice, first=True), "slot", "fill")
    turn.say(dice.say("{s} (|||with that|with it|for that|to go with that)", s=said))
    turn.do(Swap(Target(waits[0].ref, waits[0].name), item))
