"""Intentions that change what is in the order."""

from __future__ import annotations

from kiosk.menu.model import Combo, Item
from kiosk.order.cart import Choice, Line, Target
from kiosk.order.edits import Modify
from kiosk.order.rules import chosen, meal_size
from kiosk.training.saying.listing import after, joined, wish
from kiosk.training.saying.options import changes, only, size_choice
from kiosk.training.saying.refer import everything, in_meals
from kiosk.training.saying.turn import Misfit, Turn
from kiosk.understanding.bare import bare

__all__ = [
    "all_but_one",
    "each_its_own",
    "made_plain",
    "modified",
    "of_all",
    "put_back",
    "resized",
    "said_again",
]


def modified(turn: Turn) -> None:
    """Options put on a line or taken off it."""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    item = turn.menu.items[line.item]
    made = changes(dice, names, item, line.choices, most=3, many=dice.chance(0.15))
    if not made:
        raise Misfit
    unpointed = not turn.edits and turn.touched[-1:] == (line.ref,) and dice.chance(0.2)
    if unpointed and not any(
        _could(turn, other, c) for other in turn.cart.lines for c in made if other.ref != line.ref
    ):
        turn.change(after(dice, names, item, made), "bare")
    else:
        turn.change(wish(dice, names, item, made, turn.the(line)))
    turn.say("", "modify", *(("negation",) if any(not c.on for c in made) else ()))
    turn.do(Modify(Target(line.ref), tuple(made)))


def _could(turn: Turn, line: Line, choice: Choice) -> bool:
    """Whether the choice might be said of that line too."""
    item = turn.menu.sold(line.item)
    return not isinstance(item, Item) or item.group_of(choice.option) is not None


def resized(turn: Turn) -> None:
    """A line, or a meal, in another size."""
    dice, names = turn.dice, turn.names
    line = turn.line()
    entry = turn.menu.sold(line.item)
    if isinstance(entry, Combo):
        sizes = [s for s in entry.sizes if s != meal_size(turn.menu, entry, line)]
        if not sizes:
            raise Misfit
        size, said = Choice(option := dice.one(sizes)), option.replace("_", " ")
    else:
        assert isinstance(entry, Item), "a line that is not on the menu"
        found = size_choice(dice, names, entry, line.choices)
        if found is None:
            raise Misfit
        size, said = found, names.option(dice, entry, found.option)
    what = turn.the(line)
    turn.change(
        dice.say(
            "(make {w} (a |){s}|make {w} (a |){s}|change {w} to (a |){s}|{w} should be (a |){s}"
            "|can {w} be (a |){s}|switch {w} to (a |){s}|let's do {s} for {w}|{w} in (a |){s}"
            "|{s} for {w}|i want {w} (in |)a {s}|can i get {w} in (a |){s}|i'd like {w} {s}"
            "|upgrade {w} to (a |){s}|bump {w} up to (a |){s}|go with (a |){s} for {w}|{w} {s}"
            "|{w} was supposed to be (a |){s}|do {w} in {s}|i meant (a |){s} for {w}"
            "|could {w} be (a |){s}|i need {w} to be (a |){s})"
            "(| instead| please|||)",
            w=what,
            s=said,
        ),
        "resize",
    )
    turn.do(Modify(Target(line.ref), (size,)))


def of_all(turn: Turn) -> None:
    """A change of every line."""
    dice, names = turn.dice, turn.names
    lines, what = _several(turn)
    if turn.edits or len(lines) < 2 or any(line.item in turn.menu.combos for line in lines):
        raise Misfit
    first = turn.menu.items[lines[0].item]
    made = changes(dice, names, first, lines[0].choices, most=2)
    size = size_choice(dice, names, first, lines[0].choices)
    if size is not None and dice.chance(0.4):
        made = [size]
    if not made or any(not c.plain and c.on for c in made):
        raise Misfit
    for line in lines[1:]:
        item = turn.menu.items[line.item]
        on = chosen(item, line.choices)
        if any((c.option in on) is c.on or not _sayable(turn, item, c) for c in made):
            raise Misfit
    if size is not None and made == [size]:
        said = names.option(dice, first, size.option)
        turn.change(
            dice.say(
                "(make {w} {s}|{s} for {w}|{w} {s}|i want {w} {s}|{w} should be {s}"
                "|change {w} to {s}"
                "|can {w} be {s}|can you make {w} {s}|let's make {w} {s}|i need {w} {s}"
                "|{w} in {s})",
                w=what,
                s=said,
            ),
            "all",
        )
    else:
        turn.change(wish(dice, names, first, made, what), "all")
    for line in lines:
        turn.used.add(line.ref)
        turn.do(Modify(Target(line.ref), tuple(made)))


def _several(turn: Turn) -> tuple[tuple[Line, ...], str]:
    """All lines, or all those of one dish, and the words for them."""
    lines = turn.cart.lines
    alike = [line for line in lines if sum(each.item == line.item for each in lines) > 1]
    named = bool(alike) and alike[0].item in turn.names.entries
    if not named or alike[0].item in in_meals(turn.cart) or turn.dice.chance(0.2):
        return lines, everything(turn.dice, turn.cart)
    same = tuple(line for line in lines if line.item == alike[0].item)
    name = turn.names.entry(turn.dice, same[0].item, many=True)
    if sum(line.quantity for line in same) == 2:
        return same, turn.dice.say("(both {n}|both the {n}|both of the {n}|the two {n})", n=name)
    return same, turn.dice.say("(all the {n}|all of the {n}|all my {n}|all those {n})", n=name)


def _sayable(turn: Turn, item: Item, choice: Choice) -> bool:
    return item.option(choice.option) is not None and bool(turn.names.options(item, choice.option))


def all_but_one(turn: Turn) -> None:
    """A size or an option for every line but one."""
    dice, names = turn.dice, turn.names
    lines = turn.cart.lines
    if turn.edits or len(lines) < 3 or any(line.item in turn.menu.combos for line in lines):
        raise Misfit
    spared = turn.line()
    rest = [line for line in lines if line.ref != spared.ref]
    first = turn.menu.items[rest[0].item]
    size = size_choice(dice, names, first, rest[0].choices)
    made = [size] if size is not None and dice.chance(0.6) else []
    made = made or [c for c in changes(dice, names, first, rest[0].choices, most=1) if not c.on]
    if not made or not all(_takes(turn, line, made[0]) for line in rest):
        raise Misfit
    everyone = dice.say("(all of them|everything|all of those|them all|all)")
    apart = dice.say("(but|except|except for|but not|besides|other than)") + f" {turn.the(spared)}"
    if "pronoun" in turn.tags:  # "all of those except those"
        raise Misfit
    option = names.option(dice, first, made[0].option)
    said = option if made[0].on else dice.say("(without {o}|with no {o})", o=option)
    turn.change(
        dice.say(
            "(make {e} {s} {x}|make {e} {x} {s}|{e} {x} should be {s}|{e} {x} {s}"
            "|i want {e} {s} {x}"
            "|can you make {e} {s} {x}|let's make {e} {s} {x})",
            e=everyone,
            s=said,
            x=apart,
        ),
        "all",
        "all-but",
    )
    for line in rest:
        turn.used.add(line.ref)
        turn.do(Modify(Target(line.ref), tuple(made)))


def _takes(turn: Turn, line: Line, choice: Choice) -> bool:
    """Whether the choice would change the line."""
    item = turn.menu.items[line.item]
    return _sayable(turn, item, choice) and (
        (choice.option in chosen(item, line.choices)) is not choice.on
    )


def each_its_own(turn: Turn) -> None:
    """Two lines, something else for either: ``the x large and the y without a``"""
    dice, names = turn.dice, turn.names
    if turn.edits:
        raise Misfit
    verb = dice.say("(|||make|can i get|i want|let's do|can you make|i'd like)")
    joints = (verb, dice.say("(and|,|and then|and|but|)"))
    for joint in joints:
        line = turn.line(of_item=True)
        item = turn.menu.items[line.item]
        size = size_choice(dice, names, item, line.choices)
        if size is not None and dice.chance(0.45):
            made, said = [size], names.option(dice, item, size.option)
        else:
            made = changes(dice, names, item, line.choices, most=2)
            said = after(dice, names, item, made)
        if not made:
            raise Misfit
        turn.say(f"{joint} {turn.the(line)} {said}", "modify", "two-lines")
        turn.do(Modify(Target(line.ref), tuple(made)))
    if turn.tags.count("pronoun"):
        raise Misfit


def said_again(turn: Turn) -> None:
    """What the kiosk just took down was heard wrongly: ``no i said small``"""
    dice, names = turn.dice, turn.names
    if not turn.touched or turn.edits:
        raise Misfit
    line = turn.cart.line(turn.touched[-1])
    if line is None or line.slots or line.item in turn.menu.combos:
        raise Misfit
    turn.used.add(line.ref)
    item = turn.menu.items[line.item]
    on = chosen(item, line.choices)
    size = size_choice(dice, names, item, line.choices)
    made = [size] if size is not None and dice.chance(0.5) else []
    if not made:
        drawn = changes(dice, names, item, line.choices, most=1)
        made = [c for c in drawn if c.plain or not c.on]
    others = [other for other in turn.cart.lines if other.ref != line.ref]
    if not made or any(_could(turn, other, made[0]) for other in others if dice.chance(0.5)):
        raise Misfit
    new = names.option(dice, item, made[0].option)
    group = item.group_of(made[0].option)
    old = [o for o in (group.options if group is not None and group.exclusive else ())
           if o in on and names.options(item, o)]  # fmt: skip
    if not made[0].on:
        words = (
            "(i said|no i said|i thought i said|i asked for|i meant|sorry i meant)"
            " (no {b}|without {b})"
        )
    elif old and dice.chance(0.5):
        words = (
            "({b} not {a}|i said {b} not {a}|not {a} {b}|no not {a} {b}|i meant {b} not {a}"
            "|i wanted {b} not {a}|i asked for {b} not {a}|sorry {b} instead of {a})"
        )
    else:
        words = (
            "(i said {b}|no i said {b}|i meant {b}|sorry i meant {b}|i thought i said {b}|sorry {b}"
            "|i wanted {b}|i actually wanted {b}|i asked for {b})"
        )
    was = names.option(dice, item, old[0]) if old else ""
    turn.say(dice.say(words, a=was, b=new), "said-again", "repair")
    turn.do(Modify(Target(line.ref), tuple(made)))


def put_back(turn: Turn) -> None:
    """What was left off comes on again: ``i do want the a on it after all``"""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    item = turn.menu.items[line.item]
    gone = [c.option for c in line.choices if not c.on and names.options(item, c.option)]
    if not gone:
        raise Misfit
    back = dice.some(gone, dice.weighted({1: 4, 2: 2}))
    listed = joined(dice, [names.option(dice, item, o) for o in back])
    turn.change(
        dice.say(
            "(put the {o} back on {w}|add the {o} back to {w}|i do want {o} on {w} (after all|)"
            "|leave the {o} on {w}|keep the {o} on {w}|{w} can have {o} (after all|)"
            "|put {o} back on {w}"
            "|you can put the {o} on {w}|let's have the {o} on {w} after all"
            "|i want the {o} on {w} again"
            "|{w} should have the {o} after all|{o} is fine on {w}|go ahead and put {o} on {w})",
            o=listed,
            w=turn.the(line),
        ),
        "modify",
        "put-back",
    )
    turn.do(Modify(Target(line.ref), tuple(Choice(o) for o in back)))


def made_plain(turn: Turn) -> None:
    """Nothing stays on a line, or no more than is said."""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    item = turn.menu.items[line.item]
    comes_with = chosen(item, line.choices)
    if any(c.on and (g := item.group_of(c.option)) and not g.exclusive for c in line.choices):
        raise Misfit
    on = [o for o in bare(item) if o in comes_with]
    kept = dice.some([o for o in on if names.options(item, o)], dice.weighted({0: 3, 1: 2}))
    made = [c for c in only(item, kept) if c.on or c.option in comes_with]
    if sum(not c.on for c in made) < 2:
        raise Misfit
    what = turn.the(line)
    if kept:
        words = (
            "(only {o} on {w}|just {o} on {w}|{w} with only {o}|make {w} with just {o}"
            "|nothing but {o}"
            " on {w}|i want only {o} on {w}|{w} with nothing but {o}|{w} should only have {o})"
        )
    else:
        words = (
            "(make {w} plain|{w} plain|i want {w} plain|plain for {w}|nothing on {w}"
            "|{w} with nothing on"
            " it|no toppings on {w}|can {w} be plain|i'd like {w} plain|{w} should be plain)"
        )
    turn.change(
        dice.say(words, w=what, o=joined(dice, [names.option(dice, item, o) for o in kept])),
        "plain",
    )
    turn.do(Modify(Target(line.ref), tuple(made)))
