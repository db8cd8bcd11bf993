"""Options: which changes an item can take, and how they are said before and after its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.menu.model import Group, Item
from kiosk.order.cart import Choice, Portion
from kiosk.order.rules import active_groups, chosen
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names, plural

__all__ = [
    "NUMBERS",
    "after",
    "before",
    "changes",
    "joined",
    "nominal",
    "number",
    "offs",
    "size_choice",
]

NUMBERS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_ADJECTIVES: Final = frozenset((
    "temperature", "warming", "spice", "bake", "pieces", "roast", "espresso_size", "salad_size",
    "size", "bagel_kind", "tea_kind", "flavor", "cut",
))  # fmt: skip
"""Groups whose options are said before the name only: "an iced latte"."""


def number(dice: Dice, count: int) -> str:
    """``two``, now and then ``2``."""
    return NUMBERS[count] if dice.chance(0.8) else str(count)


def joined(dice: Dice, parts: Sequence[str], word: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``, ``a and b and c``."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    if dice.chance(0.15):
        return f" {word} ".join(parts)
    return ", ".join(parts[:-1]) + f" {word} {parts[-1]}"


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
    dice: Dice, names: Names, item: Item, have: Sequence[Choice] = (), *, most: int = 4
) -> list[Choice]:
    """Some changes that ``item`` can take on top of ``have``, its size apart; maybe none."""
    can = _possible(names, item, have, names.size_group(item))
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
    usual = [q for q in group.qualifiers if q in _QUALIFIED] if group else []
    return Choice(option, qualifier=dice.one(usual)) if usual else None


def size_choice(dice: Dice, names: Names, item: Item, have: Sequence[Choice] = ()) -> Choice | None:
    """A size that the item can have and does not have, or none."""
    group = names.size_group(item)
    if group is None:
        return None
    on = chosen(item, have)
    free = [o for o in group.options if o not in on and names.options(item, o)]
    return Choice(dice.one(free)) if free else None


# -- saying ------------------------------------------------------------------------------------

_QUALIFIED: Final = {
    "light": "(light {o}|light {o}|a little {o}|just a little {o}|a little bit of {o})",
    "extra": "(extra {o}|extra {o}|lots of {o})",
    "on_the_side": "{o} on the side",
}
_HALF: Final = {
    "left": "on the left (half|side)",
    "right": "on the right (half|side)",
}


def nominal(dice: Dice, names: Names, item: Item, choice: Choice) -> str:
    """A choice that is on, as it stands in a list: ``bacon``, ``two pumps of vanilla``."""
    option = names.option(dice, item, choice.option)
    if choice.count > 1:
        group = item.group_of(choice.option)
        count = number(dice, choice.count)
        if group is not None and group.unit and dice.chance(0.7):
            unit = plural(dice.one(group.unit))
            return dice.say("{n} {unit} (of|of|) {o}", n=count, unit=unit, o=option)
        return f"{count} {option}"
    if choice.qualifier:
        option = dice.say(_QUALIFIED[choice.qualifier], o=option)
    if choice.portion != "whole":
        option += " " + dice.say(_HALF[choice.portion])
    return option


def before(
    dice: Dice, names: Names, item: Item, choices: Sequence[Choice]
) -> tuple[str, list[Choice]]:
    """What is said before the name, and the choices that are left to be said after it."""
    size = names.size_group(item)
    first: list[str] = []
    rest: list[Choice] = []
    for choice in choices:
        group = item.group_of(choice.option)
        assert group is not None, "a choice of another item"
        said = names.option(dice, item, choice.option)
        bare = said.split()[0] in ("no", "none", "without", "light", "extra", "regular")
        if group is size or (group.id in _ADJECTIVES and group.exclusive):
            first.insert(0, said)
        elif group.exclusive and not bare and choice.plain and dice.chance(0.35):
            first.append(said)
        elif not choice.on and dice.chance(0.04) and len(choices) < 3:
            first.append(f"no {said}")
        else:
            rest.append(choice)
    return " ".join(first), rest


def offs(dice: Dice, said: Sequence[str]) -> str:
    """``no a or b``: that these stay away."""
    if len(said) == 1:
        return dice.say(
            "(no {o}|no {o}|without {o}|without the {o}|hold the {o}|minus the {o}|minus {o}"
            "|don't put {o} on it|i don't want {o}"
            "|leave off the {o}|skip the {o}|lose the {o}|ditch the {o}|with no {o}"
            "|without any {o}|hold {o}|no {o} please|leave the {o} off)",
            o=said[0],
        )
    listed = {
        "both": joined(dice, said),
        "either": joined(dice, said, "or"),
        "each": " ".join(f"no {o}" for o in said),
        "and": " and ".join(f"no {o}" for o in said),
        "the": joined(dice, [f"the {o}" for o in said]),
    }
    return dice.say(
        "(no {either}|no {either}|without {either}|without {both}|{each}|{each}|{and}|hold {the}"
        "|leave off {the}|minus {both}|skip {the}|no {both}|without any {either}|lose {the})",
        **listed,
    )


def after(dice: Dice, names: Names, item: Item, choices: Sequence[Choice]) -> str:
    """The choices as said after the name: ``with a and b no c``."""
    away = [names.option(dice, item, c.option) for c in choices if not c.on]
    bare, ons = _bare_and_ons(dice, names, item, [c for c in choices if c.on])
    parts = [offs(dice, away)] if away else []
    if ons:
        listed = joined(dice, ons)
        lead = "(with {l}|with {l}|with {l}|add {l}|plus {l}|and add {l}|{l} on it)"
        if parts and dice.chance(0.5):
            parts.append(dice.say("(with {l}|add {l}|but with {l}|and add {l})", l=listed))
        else:
            parts.insert(0, dice.say(lead.replace("|{l} on it", ""), l=listed))
            if away:
                parts[-1] = dice.say("(,|and|but|) ") + " " + parts[-1]
    parts = [*bare, *parts]
    said = " ".join(" ".join(parts).split())
    return said.removeprefix("and ").removeprefix("but ")


def _bare_and_ons(
    dice: Dice, names: Names, item: Item, choices: Sequence[Choice]
) -> tuple[list[str], list[str]]:
    """Phrases that stand by themselves ("no ice", "half a half b"), and what goes in a list."""
    bare: list[str] = []
    sides: list[str] = []
    plain: list[str] = []
    marked: list[str] = []
    halves = [c for c in choices if c.portion != "whole" and c.qualifier is None]
    for choice in choices:
        said = nominal(dice, names, item, choice)
        group = item.group_of(choice.option)
        adjective = group is not None and group.exclusive and group.id in _ADJECTIVES
        if adjective or said.split()[0] in ("no", "none", "without", "regular"):
            bare.append(said)
        elif choice in halves and len(halves) > 1:
            continue
        elif choice.qualifier == "on_the_side":
            sides.append(said)
        elif choice.plain:
            plain.append(said)
        else:
            marked.append(said)
    if len(halves) > 1:
        bare.append(_halves(dice, names, item, halves))
    return bare, [*sides, *plain, *marked]


def _halves(dice: Dice, names: Names, item: Item, choices: Sequence[Choice]) -> str:
    on: dict[str, list[str]] = {"left": [], "right": []}
    for choice in choices:
        on[choice.portion].append(names.option(dice, item, choice.option))
    left, right = (joined(dice, on[side]) for side in ("left", "right"))
    if left and right and dice.chance(0.7):
        return dice.say(
            "(half {a} half {b}|half {a} and half {b}|half {a} and the other half {b}"
            "|half {a} the other half {b}"
            "|{a} on one half and {b} on the other half|one half {a} the other half {b})",
            a=left,
            b=right,
        )
    said = [
        f"{listed} {dice.say(_HALF[side])}"
        for side, listed in (("left", left), ("right", right))
        if listed
    ]
    return dice.say("(with|with|) ") + " " + " and ".join(said)
