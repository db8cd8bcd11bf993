"""An order that is put together in one breath: dishes first, then what is different about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.order.cart import Choice, Line
from kiosk.order.rules import chosen
from kiosk.training.saying.lines import made_up, said_line
from kiosk.training.saying.listing import after, joined, number, wish
from kiosk.training.saying.names import plural
from kiosk.training.saying.options import changes, over, settled, size_choice
from kiosk.training.saying.talk import oops, opened
from kiosk.training.saying.turn import Misfit, Turn

__all__ = ["put_together"]

_NTH: Final = ("first", "second", "third", "fourth")
_BACK: Final = (
    "(oh and|and|and|,|also|oh wait|wait|actually|oh|and actually|oh yeah and|and then|sorry"
    "|oh i forgot|before i forget|and can you|hmm actually|one more thing|oh and can you|no wait)"
)


class _Draft:
    """The dishes so far, in the order they were said."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.dice = turn.dice
        self.lines: list[Line] = []
        self.amended: set[int] = set()
        """Places of lines that have been come back to: nobody does so three times."""

    def place(self) -> int:
        """Some line that has not been come back to yet; from then on it has.

        Raises:
            Misfit: there is none.
        """
        free = [at for at in range(len(self.lines)) if at not in self.amended]
        if not free:
            raise Misfit
        at = self.dice.one(free)
        self.amended.add(at)
        return at

    def the(self, at: int) -> str:
        """Words for the line at that place."""
        dice, line = self.dice, self.lines[at]
        single = all(each.quantity == 1 for each in self.lines)
        if single and not self.turn.before.lines and len(self.lines) <= len(_NTH):
            if at == len(self.lines) - 1 and dice.chance(0.3):
                return dice.say("(the last one|that last one|that one|that last thing)")
            if dice.chance(0.2):
                return dice.say("(the|that) {n} (one|one|thing)", n=_NTH[at])
        name = self.turn.names.entry(dice, line.item, many=line.quantity > 1)
        return dice.say("(the|the|the|the|my|those) {n}" if line.quantity > 1
                        else "(the|the|the|the|my|that) {n}", n=name)  # fmt: skip


def put_together(turn: Turn) -> None:
    """Two to four dishes, then one to three things about some of them."""
    dice = turn.dice
    count = dice.weighted({2: 5, 3: 4, 4: 1.5})
    in_cart = {line.item for line in turn.before.lines}
    items = {i.id: i for i in (turn.item() for _ in range(count)) if i.id not in in_cart}
    if len(items) < 2:
        raise Misfit
    draft = _Draft(turn)
    for item in items.values():
        quantity = dice.weighted({1: 8, 2: 2, 3: 1})
        choices = made_up(dice, turn.names, item, plain=0.65, many=0.4)
        whole, tail = said_line(dice, turn.names, item, quantity, choices)
        turn.say(opened(dice, first=not turn.parts), "add", "several")
        turn.say(f"{whole} {tail}")
        draft.lines.append(Line(item.id, quantity, tuple(choices)))
    for _ in range(dice.weighted({1: 6, 2: 3, 3: 0.7})):
        dice.weighted(_AMENDMENTS)(draft)
    turn.say("", "trailing")
    turn.add(
        *(
            replace(line, choices=settled(turn.menu.items[line.item], line.choices))
            for line in draft.lines
        )
    )


def _with_options(draft: _Draft) -> None:
    """``and on the first one no a``"""
    turn, at = draft.turn, draft.place()
    line = draft.lines[at]
    item = turn.menu.items[line.item]
    long = turn.dice.chance(0.25)
    made = changes(turn.dice, turn.names, item, line.choices, most=2, many=long)
    made = [c for c in made if line.choice(c.option) is None]
    if not made:
        raise Misfit
    turn.say(turn.dice.say(_BACK), "modify")
    turn.say(wish(turn.dice, turn.names, item, made, draft.the(at)))
    draft.lines[at] = replace(line, choices=over(item, line.choices, made))


def _resized(draft: _Draft) -> None:
    """``and make the x a large``"""
    turn, at = draft.turn, draft.place()
    line = draft.lines[at]
    item = turn.menu.items[line.item]
    size = size_choice(turn.dice, turn.names, item, line.choices)
    if size is None:
        raise Misfit
    turn.say(turn.dice.say(_BACK), "resize")
    turn.say(
        turn.dice.say(
            "(make {w} (a |){s}|make {w} {s}|{w} should be {s}|{w} in a {s}|can {w} be (a |){s}"
            "|{w} {s}|i want {w} (in |)a {s}|let's do {s} for {w}|{s} for {w}|{w} is a {s}"
            "|do {w} in {s})",
            w=draft.the(at),
            s=turn.names.option(turn.dice, item, size.option),
        )
    )
    draft.lines[at] = replace(line, choices=over(item, line.choices, [size]))


def _all_resized(draft: _Draft) -> None:
    """``all of them large``, ``all large except the x``"""
    turn, dice = draft.turn, draft.turn.dice
    first = turn.menu.items[draft.lines[0].item]
    size = size_choice(dice, turn.names, first, draft.lines[0].choices)
    if size is None or draft.amended or turn.before.lines:
        raise Misfit
    spared = dice.one(range(1, len(draft.lines))) if len(draft.lines) > 2 else None
    for at, line in enumerate(draft.lines):
        item = turn.menu.items[line.item]
        group = item.group_of(size.option)
        if at == spared:
            continue
        if group is None or group is not turn.names.size_group(item):
            raise Misfit
        draft.lines[at] = replace(line, choices=over(item, line.choices, [size]))
    draft.amended.update(range(len(draft.lines)))
    said = turn.names.option(dice, first, size.option)
    both = len(draft.lines) == 2
    everything = dice.say(
        "(both|both of them|them both)" if both else "(all|all of them|everything)"
    )
    text = dice.say("({e} {s}|make {e} {s}|{e} in a {s}|{e} should be {s})", e=everything, s=said)
    if spared is not None:
        apart = dice.say("(except|but|except for|but not) {w}", w=draft.the(spared))
        text = f"{text} {apart}"
    turn.say(dice.say("(,|and|and|and)"), "all")
    turn.say(text)


def _counted_anew(draft: _Draft) -> None:
    """``make that two of the x``"""
    turn, dice, at = draft.turn, draft.turn.dice, draft.place()
    line = draft.lines[at]
    count = dice.one([n for n in (1, 2, 3, 4) if n != line.quantity])
    name = turn.names.entry(dice, line.item, many=count > 1)
    turn.say(dice.say(_BACK), "quantity", "repair")
    turn.say(
        dice.say(
            "(make (that|it) {c} {n}|make that {c} {n}|{c} {n} not {was}|i meant {c} {n}"
            "|make the {n} {c}|{c} {n} instead of {was}|change the {n} to {c}|let's do {c} {n}"
            "|i need {c} {n} not {was}|it's {c} {n})",
            c=number(dice, count),
            n=name,
            was=number(dice, line.quantity),
        )
    )
    draft.lines[at] = replace(line, quantity=count)


def _dropped(draft: _Draft) -> None:
    """``never mind the x``"""
    turn, dice, at = draft.turn, draft.turn.dice, draft.place()
    if len(draft.lines) < 2 or at == len(draft.lines) - 1:
        raise Misfit
    line = draft.lines[at]
    name = turn.names.entry(dice, line.item, many=line.quantity > 1)
    turn.say(dice.say(_BACK), "repair")
    turn.say(
        dice.say(
            "(never mind the {n}|scratch the {n}|forget the {n}|not the {n}|skip the {n}"
            "|cancel the {n}|leave out the {n}|i don't want the {n} (anymore|after all|)"
            "|forget about the {n}|no {n}|we don't need the {n}|drop the {n}|lose the {n}"
            "|take the {n} off|get rid of the {n}|i don't need the {n})",
            n=name,
        )
    )
    del draft.lines[at]
    draft.amended = {each - (each > at) for each in draft.amended if each != at}


def _another_dish(draft: _Draft) -> None:
    """``make the x a y``"""
    turn, dice, at = draft.turn, draft.turn.dice, draft.place()
    line = draft.lines[at]
    other = turn.item(like=line.item)
    taken = {each.item for each in (*draft.lines, *turn.before.lines)}
    if other.id in taken or line.choices:
        raise Misfit
    name = turn.names.entry(dice, other.id, many=line.quantity > 1)
    article = "" if line.quantity > 1 or plural(name) == name else "a"
    what = draft.the(at)
    turn.say(dice.say(_BACK), "repair", "swap")
    turn.say(
        dice.say(
            "(make {w} {a} {n}|make {w} {a} {n}|change {w} to {a} {n}|swap {w} for {a} {n}"
            "|{a} {n} instead of {w}|switch {w} to {a} {n}|can {w} be {a} {n}|{w} should be {a} {n}"
            "|i'd rather have {a} {n} than {w}|not {w} {a} {n})",
            w=what,
            a=article,
            n=name,
        )
    )
    draft.lines[at] = Line(other.id, line.quantity)


def _put_right(draft: _Draft) -> None:
    """An option that was said is taken back: ``actually no a on the x``."""
    turn, dice, at = draft.turn, draft.turn.dice, draft.place()
    line = draft.lines[at]
    item = turn.menu.items[line.item]
    size = turn.names.size_group(item)
    said = [
        c
        for c in line.choices
        if (g := item.group_of(c.option)) and g is not size and not g.exclusive
        and c.plain and c.option not in chosen(item, ())
    ]  # fmt: skip
    if not said:
        raise Misfit
    gone = dice.one(said)
    turn.say(oops(dice), "repair", "negation")
    turn.say(wish(dice, turn.names, item, [Choice(gone.option, on=False)], draft.the(at)))
    draft.lines[at] = replace(line, choices=tuple(c for c in line.choices if c != gone))


def _on_both(draft: _Draft) -> None:
    """``and a on both``"""
    turn, dice = draft.turn, draft.turn.dice
    if len(draft.lines) != 2 or draft.amended or turn.before.lines:
        raise Misfit
    items = [turn.menu.items[line.item] for line in draft.lines]
    made = [
        c
        for c in changes(dice, turn.names, items[0], draft.lines[0].choices, most=2)
        if (c.plain or not c.on)
        and (g := items[1].group_of(c.option))
        and not g.exclusive
        and turn.names.options(items[1], c.option)
        and (c.option in chosen(items[1], draft.lines[1].choices)) is not c.on
        and all(line.choice(c.option) is None for line in draft.lines)
    ]
    if not made:
        raise Misfit
    away = [turn.names.option(dice, items[0], c.option) for c in made if not c.on]
    turn.say(dice.say("(and|,|oh and|and)"), "group")
    if len(away) == len(made):
        turn.say(
            dice.say(
                "(no {o} on (either|both|either one|either of them)|both without {o}"
                "|both with no {o}|hold the {a} on both)",
                o=joined(dice, away, "or"),
                a=joined(dice, away),
            )
        )
    else:
        said = after(dice, turn.names, items[0], made)
        turn.say(dice.say("({t} on both|both {t}|both of them {t}|{t} on both of them)", t=said))
    draft.lines = [
        replace(line, choices=over(item, line.choices, made))
        for line, item in zip(draft.lines, items, strict=True)
    ]
    draft.amended.update(range(2))


_AMENDMENTS: Final[dict[Callable[[_Draft], None], float]] = {
    _with_options: 6.0, _resized: 3.0, _all_resized: 2.0, _counted_anew: 2.0, _dropped: 1.5,
    _another_dish: 1.5, _put_right: 2.0, _on_both: 1.5,
}  # fmt: skip
"""What comes to a guest's mind afterwards, by how often."""
