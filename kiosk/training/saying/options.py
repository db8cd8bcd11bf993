"""Options: which changes an item can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.menu.model import Group, Item
from kiosk.order.cart import Choice, Portion
from kiosk.order.rules import active_groups, chosen
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names
from kiosk.understanding.bare import bare

__all__ = ["changes", "only", "over", "settled", "size_choice"]

_QUALIFIERS = ("light", "extra", "on_the_side")
"""Those that guests have words for."""


@dataclass(frozen=True, slots=True)
class _Can:
    """Changes that an item can take now, of one sort."""

    off: list[Choice]
    on: list[Choice]
    exclusive: list[list[Choice]]
    """The other options of each group that holds one at a time."""


def _possible(names: Names, item: Item, have: Sequence[Choice], size: Group | None) -> _Can:
    on_now = chosen(item, have)
    can = _Can([], [], [])
    for group in active_groups(item, have):
        sayable = [o for o in group.options if names.options(item, o)]
        if group is size or group.nested or not sayable:
            continue
        if group.exclusive:
            can.exclusive.append([Choice(o) for o in sayable if o not in on_now])
            continue
        room = group.max is None or sum(o in on_now for o in group.options) < group.max
        for option in sayable:
            if option in on_now:
                can.off.append(Choice(option, on=False))
            elif room:
                can.on.append(Choice(option))
    return can


def changes(
    dice: Dice,
    names: Names,
    item: Item,
    have: Sequence[Choice] = (),
    *,
    most: int = 4,
    many: bool = False,
) -> list[Choice]:
    """Some changes that ``item`` can take on top of ``have``, its size apart; maybe none.

    Args:
        dice: what decides.
        names: of the menu.
        item: what is changed.
        have: its choices so far.
        most: changes at most, unless there are to be ``many``.
        many: whether it is to be three to seven of them, where there are so many.
    """
    can = _possible(names, item, have, names.size_group(item))
    if many:
        return _many(dice, item, can)
    out: list[Choice] = []
    for others in can.exclusive:
        if others and dice.chance(0.3):
            out.append(dice.one(others))
    style = dice.weighted({"off": 3, "on": 3, "both": 3, "none": 1})
    halves = [c for c in can.on if (g := item.group_of(c.option)) and g.portions]
    if len(halves) > 1 and dice.chance(0.35):
        return _in_halves(dice, item, halves)
    if style in ("off", "both"):
        out += dice.some(can.off, dice.weighted({1: 6, 2: 3, 3: 1}))
    if style in ("on", "both"):
        picked = dice.some(can.on, dice.weighted({1: 6, 2: 3, 3: 1}))
        out += [_with_more(dice, item, choice) for choice in picked]
    if style != "off" and dice.chance(0.15) and can.off:
        kept = [c.option for c in can.off if c not in out]
        if kept and (how := _qualified(dice, item, dice.one(kept))) is not None:
            out.append(how)
    return dice.some(out, most) if len(out) > most else out


def _many(dice: Dice, item: Item, can: _Can) -> list[Choice]:
    """Three to seven changes, of one sort or of several."""
    count = dice.weighted({3: 4, 4: 3, 5: 2, 6: 1, 7: 0.5})
    out = [dice.one(others) for others in can.exclusive if others and dice.chance(0.4)]
    off_share = dice.one((0.0, 0.0, 0.3, 0.5, 0.6, 1.0))
    room = max(0, count - len(out))
    away = dice.some(can.off, round(off_share * room))
    picked = dice.some(can.on, room - len(away))
    out += [*away, *(_with_more(dice, item, choice) for choice in picked)]
    kept = [c.option for c in can.off if c not in away]
    if kept and len(out) < count and (how := _qualified(dice, item, dice.one(kept))) is not None:
        out.append(how)
    return dice.some(out, count)


def over(item: Item, have: Sequence[Choice], made: Sequence[Choice]) -> tuple[Choice, ...]:
    """``have`` after the changes: what was said later holds."""
    groups = {g.id for c in made if (g := item.group_of(c.option)) and g.exclusive}
    named = {c.option for c in made}
    kept = [
        c
        for c in have
        if c.option not in named and (g := item.group_of(c.option)) and g.id not in groups
    ]
    return (*kept, *made)


def only(item: Item, kept: Sequence[str]) -> tuple[Choice, ...]:
    """What "only a and b" asks for: those stay, what else comes of their groups goes."""
    away = bare(item, frozenset(kept), frozenset(kept) or None)
    return (*(Choice(o) for o in kept), *(Choice(o, on=False) for o in away))


def settled(item: Item, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Without those that only say how the item comes anyway."""
    comes_with = chosen(item, ())
    return tuple(
        c for c in choices if (c.option in comes_with) is not c.on or (c.on and not c.plain)
    )


def _with_more(dice: Dice, item: Item, choice: Choice) -> Choice:
    """The choice as it is, or several times, qualified, or on one half."""
    group = item.group_of(choice.option)
    assert group is not None, "a choice of another item"
    if group.max_count > 1 and dice.chance(0.6):
        return Choice(choice.option, count=dice.one(range(2, min(group.max_count, 4) + 1)))
    if dice.chance(0.2):
        return _qualified(dice, item, choice.option) or choice
    return choice


def _in_halves(dice: Dice, item: Item, can: Sequence[Choice]) -> list[Choice]:
    """Options on one half, or some on either."""
    picked = dice.some(can, dice.weighted({1: 3, 2: 4, 3: 1, 4: 1}))
    one: Portion = "left" if dice.chance(0.5) else "right"
    sides: tuple[Portion, Portion] = (one, one)
    cut = 1
    if len(picked) > 1 and dice.chance(0.7):
        sides, cut = ("left", "right"), dice.one(range(1, len(picked)))
    return [Choice(c.option, portion=sides[n >= cut]) for n, c in enumerate(picked)]


def _qualified(dice: Dice, item: Item, option: str) -> Choice | None:
    group = item.group_of(option)
    usual = [q for q in group.qualifiers if q in _QUALIFIERS] if group else []
    return Choice(option, qualifier=dice.one(usual)) if usual else None


def size_choice(dice: Dice, names: Names, item: Item, have: Sequence[Choice] = ()) -> Choice | None:
    """A size that the item can have and does not have, or none."""
    group = names.size_group(item)
    if group is None:
        return None
    on = chosen(item, have)
    free = [o for o in group.options if o not in on and names.options(item, o)]
    return Choice(dice.one(free)) if free else None
