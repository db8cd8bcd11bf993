"""Intentions that order something new."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.menu.model import Item
from kiosk.order.cart import Choice, Line
from kiosk.order.edits import Quantity
from kiosk.order.rules import chosen
from kiosk.training.saying.apart import and_another, apart
from kiosk.training.saying.lines import NewLine, dish, meal, said_line, stripped
from kiosk.training.saying.listing import after, number, offs
from kiosk.training.saying.names import plural
from kiosk.training.saying.options import changes, over, size_choice
from kiosk.training.saying.talk import opened
from kiosk.training.saying.turn import Misfit, Turn

__all__ = [
    "another",
    "group",
    "new",
    "new_meal",
    "recounted",
    "stripped_down",
    "told_apart",
]


_PLAIN: Final = {1: 0.15, 2: 0.3, 3: 0.45, 4: 0.6, 5: 0.75, 6: 0.8}
"""How often a dish comes without options, by how many are ordered in one breath."""


def new(turn: Turn) -> None:
    """One dish, or several in one breath."""
    count = turn.dice.weighted({1: 8, 2: 3.5, 3: 2, 4: 1, 5: 0.5, 6: 0.3})
    if count == 1 and turn.dice.chance(0.55):
        _order(turn, dish(turn.dice, turn.names, _rich(turn), plain=0.0, many=0.9))
        return
    for item in {i.id: i for i in (turn.item() for _ in range(count))}.values():
        _order(turn, dish(turn.dice, turn.names, item, plain=_PLAIN[count], many=0.45))
    if count > 1:
        turn.say("", "several")


def _rich(turn: Turn) -> Item:
    """A dish that much can be said of: the one of three with the most options."""
    drawn = [turn.item() for _ in range(3)]
    return max(drawn, key=lambda item: sum(len(group.options) for group in item.groups.values()))


def _order(turn: Turn, said: NewLine | None) -> None:
    """Say and do what is new.

    Raises:
        Misfit: there is nothing to say, or it would fill the open slot of a meal.
    """
    if said is None:
        raise Misfit
    turn.say(opened(turn.dice, first=not turn.parts), "add")
    turn.say(said.text, *said.tags)
    turn.add(*said.lines)


def new_meal(turn: Turn) -> None:
    """A meal with what fills it."""
    _order(turn, meal(turn.dice, turn.names, turn.combo()))


def stripped_down(turn: Turn) -> None:
    """A dish plain, or with no more on it than is said."""
    _order(turn, stripped(turn.dice, turn.names, turn.item()))


def told_apart(turn: Turn) -> None:
    """Several of one dish, each with something else."""
    tell = and_another if turn.dice.chance(0.35) else apart
    _order(turn, tell(turn.dice, turn.names, turn.item()))


def group(turn: Turn) -> None:
    """Two dishes, and what is said of both, or of one of them, at the end."""
    dice, names = turn.dice, turn.names
    one, two = turn.item(), turn.item()
    if one.id == two.id:
        raise Misfit
    both = [c for c in changes(dice, names, one, most=2) if _same_on(turn, two, c)]
    sized = size_choice(dice, names, one)
    if sized is not None and dice.chance(0.4) and _same_on(turn, two, sized):
        both = [sized]
    if dice.chance(0.12):
        _of_each(turn, one, two)
        return
    whole_one, _ = said_line(dice, names, one, 1, ())
    whole_two, _ = said_line(dice, names, two, 1, ())
    turn.say(opened(dice, first=not turn.parts), "add", "several")
    if both and dice.chance(0.6):
        if sized in both:
            tail = dice.say(
                "(both|both of them|make them both|make both) {s}",
                s=names.option(dice, one, both[0].option),
            )
        else:
            said = after(dice, names, one, both)
            tail = dice.say(
                "(both {t}|{t} on both|{t} on (both|both of them)|both of them {t})", t=said
            )
            if any(not c.on for c in both):
                away = [names.option(dice, one, c.option) for c in both if not c.on]
                if len(away) == len(both):
                    tail = dice.say(
                        "(no {a} on either|{o} on both|both {o}|no {a} on (both|either one))",
                        a=" or ".join(away),
                        o=offs(dice, away),
                    )
        turn.say(f"{whole_one} and {whole_two} , {tail}", "group", "trailing")
        turn.add(Line(one.id, 1, tuple(both)), Line(two.id, 1, tuple(both)))
        return
    _said_later(turn, one, two, whole_one, whole_two)


def _of_each(turn: Turn, one: Item, two: Item) -> None:
    """``two each of the x and the y``"""
    dice, names = turn.dice, turn.names
    count = dice.weighted({1: 3, 2: 3, 3: 1})
    a, b = (names.entry(dice, item.id, many=count > 1) for item in (one, two))
    turn.say(opened(dice, first=not turn.parts), "add", "several", "group")
    turn.say(
        dice.say(
            "(the {a} and the {b} {n} of each|{a} and {b} {n} of each"
            "|{n} each of the {a} and the {b}"
            "|{n} {a} and {n} {b}|{a} and {b} {n} each)",
            a=a,
            b=b,
            n=number(dice, count),
        )
    )
    turn.add(Line(one.id, count), Line(two.id, count))


def _same_on(turn: Turn, other: Item, choice: Choice) -> bool:
    """Whether ``other`` can take the choice too, and it would change it."""
    found = other.group_of(choice.option)
    if (
        found is None
        or not turn.names.options(other, choice.option)
        or (not choice.plain and choice.on)
    ):
        return False
    return (choice.option in chosen(other, ())) is not choice.on


def _said_later(turn: Turn, one: Item, two: Item, whole_one: str, whole_two: str) -> None:
    """``a x and a y, no b on the x``"""
    dice, names = turn.dice, turn.names
    first = dice.chance(0.6)
    target = one if first else two
    size = size_choice(dice, names, target)
    name = names.entry(dice, target.id)
    if size is not None and dice.chance(0.4):
        made = [size]
        tail = dice.say(
            "(make the {n} (a|) {s}|and make the {n} {s}|the {n} {s}|{s} on the {n}"
            "|and a {s} for the {n})",
            n=name,
            s=names.option(dice, target, size.option),
        )
    else:
        made = changes(dice, names, target, most=2)
        if not made:
            raise Misfit
        tail = dice.say(
            "({t} on the {n}|the {n} {t}|and {t} on the {n}|{t} for the {n})",
            t=after(dice, names, target, made),
            n=name,
        )
    turn.say(f"{whole_one} and {whole_two} , {tail}", "trailing")
    turn.add(
        Line(one.id, 1, tuple(made) if first else ()), Line(two.id, 1, () if first else tuple(made))
    )


def another(turn: Turn) -> None:
    """The same again, with or without a change."""
    dice, names = turn.dice, turn.names
    if not turn.touched or turn.edits:
        raise Misfit
    line = turn.cart.line(turn.touched[-1])
    if line is None or line.item in turn.menu.combos:
        raise Misfit
    turn.used.add(line.ref)
    item = turn.menu.items[line.item]
    if dice.chance(0.4):
        if line.quantity > 1:
            raise Misfit
        turn.say(
            dice.say(
                "((and |can i get |i'll take |) (another one of those|one more of those"
                "|another of those"
                "|another one of them|one more of the same|the same again|same again"
                "|another one just like that"
                "|another one|another (one |)(please|thanks)))"
            ),
            "same",
        )
        turn.do(Quantity(line.ref, line.quantity + 1))
        return
    if dice.chance(0.12):
        more = dice.one((2, 2, 3))
        turn.say(
            dice.say(
                "(and|can i get|add|let me get|give me|we need|i'll take||) {n} more"
                " (of those|of them|of the same|of those please|just like that|like that)",
                n=number(dice, more),
            ),
            "same",
            "quantity",
        )
        turn.do(Quantity(line.ref, line.quantity + more))
        return
    have = line.choices
    if dice.chance(0.35) and (size := size_choice(dice, names, item, have)) is not None:
        made = [size]
        said = names.option(dice, item, size.option)
        words = (
            "(another one (but|only) {s}|same thing but {s}"
            "|(and |)the same (thing |)(again |)but {s}"
            "|one more but make (it|that one) {s})"
        )
    else:
        made = changes(dice, names, item, have, most=2)
        said = after(dice, names, item, made)
        words = (
            "((and |can i get |i'll have |)(another one of those|another one|one more of those"
            "|one more|same thing|the same again|same again|same) (but |but |){s})"
        )
    if not made:
        raise Misfit
    turn.say(dice.say(words, s=said), "same", "but")
    turn.add(replace(line, quantity=1, choices=over(item, have, made), ref=0))


def recounted(turn: Turn) -> None:
    """``one more x``, of a dish that is there as it comes."""
    dice, names = turn.dice, turn.names
    line = turn.line(of_item=True)
    if line.choices or line.item not in names.entries:
        raise Misfit
    count = dice.weighted({1: 4, 2: 2})
    many = count > 1
    name = names.entry(dice, line.item, many=many)
    if not many and plural(name) == name:
        name = f"order of {name}"
    said_count = "(two more|another two|two more)" if many else "(one more|another|one more)"
    turn.say(
        dice.say(
            "(and |oh and |can i get |also |let's do |add |i'll take |) {more} {n}(| please)",
            more=dice.say(said_count),
            n=name,
        ),
        "another",
    )
    made: list[Choice] = []
    if dice.chance(0.35):
        made = changes(dice, names, turn.menu.items[line.item], most=2)
        turn.say(after(dice, names, turn.menu.items[line.item], made))
    turn.add(Line(line.item, count, tuple(made)))
