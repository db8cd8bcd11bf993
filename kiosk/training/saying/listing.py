"""How options are said: before the name of a dish, after it, in lists, on a line that is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.menu.model import Item
from kiosk.order.cart import Choice
from kiosk.order.rules import chosen
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names, plural

__all__ = ["NUMBERS", "after", "before", "joined", "nominal", "number", "offs", "wish"]

NUMBERS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_ADJECTIVES: Final = frozenset((
    "temperature", "warming", "spice", "bake", "pieces", "roast", "espresso_size", "salad_size",
    "size", "bagel_kind", "tea_kind", "flavor", "cut",
))  # fmt: skip
"""Groups whose options are said without a "with": "an iced latte"."""
_BY_ITSELF: Final = frozenset(("no", "none", "without", "regular"))
_MARKS: Final = frozenset((*_BY_ITSELF, "light", "extra"))
"""First words of options that bear no other word of the kind before them: "no ice"."""

_QUALIFIED: Final = {
    "light": (
        "(light {o}|light {o}|a little {o}|just a little {o}|a little bit of {o}|just a bit of {o}"
        "|a touch of {o}|not too much {o}|less {o}|half the {o}|barely any {o})"
    ),
    "extra": (
        "(extra {o}|extra {o}|extra {o}|lots of {o}|a lot of {o}|more {o}|plenty of {o}"
        "|loads of {o}|a bunch of {o}|some extra {o}|tons of {o})"
    ),
    "on_the_side": "({o} on the side|{o} on the side|the {o} on the side)",
}
_DIRECTED: Final = {
    "light": (
        "(easy on the {o}|go easy on the {o}|light on the {o}|go light on the {o}|half the {o}"
        "|take it easy on the {o}|not too much {o}|just a little {o})"
    ),
    "extra": (
        "(heavy on the {o}|go heavy on the {o}|load up on the {o}|lots of {o}|double up on the {o}"
        "|extra {o})"
    ),
    "on_the_side": (
        "({o} on the side|put the {o} on the side|the {o} on the side|with the {o} on the side)"
    ),
}
"""Said of the dish by themselves, in no list."""
_HALF: Final = {
    "left": "on the left (half|side)",
    "right": "on the right (half|side)",
}


def number(dice: Dice, count: int) -> str:
    """``two``, now and then ``2``."""
    return NUMBERS[count] if dice.chance(0.8) else str(count)


def joined(dice: Dice, parts: Sequence[str], word: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``, ``a and b and c``, ``a, b, c``."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    how = dice.weighted({"last": 12, "each": 2.5, "none": 1.5, "also": 1})
    if how == "each":
        return f" {word} ".join(parts)
    if how == "none" and word == "and" and len(parts) > 2:
        return ", ".join(parts)
    if how == "also" and word == "and":
        word = dice.say("(plus|and also|as well as|and then|and maybe)")
    return ", ".join(parts[:-1]) + f" {word} {parts[-1]}"


def nominal(dice: Dice, names: Names, item: Item, choice: Choice) -> str:
    """A choice that is on, as it stands in a list: ``bacon``, ``two pumps of vanilla``."""
    option = names.option(dice, item, choice.option)
    group = item.group_of(choice.option)
    units = group.unit if group is not None else ()
    if choice.count > 1:
        count = number(dice, choice.count)
        if units and dice.chance(0.7):
            return dice.say(
                "{n} {unit} (of|of|) {o}", n=count, unit=plural(dice.one(units)), o=option
            )
        return f"{count} {option}"
    if choice.plain and units and dice.chance(0.35):
        return dice.say("(a|one|just one) {unit} of {o}", unit=dice.one(units), o=option)
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
        marked = said.split()[0] in _MARKS
        described = group is size or (group.id in _ADJECTIVES and group.exclusive)
        if described and not dice.chance(0.12):
            first.insert(0, said)
        elif group.exclusive and not marked and choice.plain and dice.chance(0.35):
            first.append(said)
        elif not choice.on and dice.chance(0.06) and len(first) < 2:
            first.append(f"no {said}")
        elif choice.qualifier in ("light", "extra") and not marked and dice.chance(0.06):
            first.append(f"{choice.qualifier} {said}")
        else:
            rest.append(choice)
    return " ".join(first), rest


def offs(dice: Dice, said: Sequence[str]) -> str:
    """``no a or b``: that these stay away."""
    if len(said) == 1:
        return dice.say(
            "(no {o}|no {o}|no {o}|without {o}|without the {o}|hold the {o}|minus the {o}|minus {o}"
            "|i don't want {o}|leave off the {o}|skip the {o}|lose the {o}|ditch the {o}"
            "|with no {o}|without any {o}|hold {o}|no {o} please|leave the {o} off"
            "|leave out the {o}|not any {o}|i don't want any {o}|don't put any {o}"
            "|take off the {o}|drop the {o}"
            "|nix the {o}|absolutely no {o}|definitely no {o}|cut the {o}|omit the {o}|skip {o}"
            "|please don't add {o}|don't add any {o}|hold off on the {o}|take the {o} off)",
            o=said[0],
        )
    listed = {
        "both": joined(dice, said),
        "either": joined(dice, said, "or"),
        "nor": joined(dice, said, dice.one(("or", "and no", "and no"))),
        "each": " ".join(f"no {o}" for o in said),
        "and": " and ".join(f"no {o}" for o in said),
        "the": joined(dice, [f"the {o}" for o in said]),
        "o": joined(dice, [f"the {said[0]}", *said[1:]]),
    }
    return dice.say(
        "(no {either}|no {either}|no {both}|without {either}|without {both}|{each}|{each}|{and}"
        "|hold {the}|no {nor}|hold {o}|i don't want {either}|i don't want any {either}"
        "|leave off {the}|leave off {o}|minus {both}|minus {the}|skip {the}|skip {o}|no {both}"
        "|without any {either}|lose {the}|drop {o}|take off {o}|take off {the}|leave out {o}"
        "|with no {either}|don't put any {either}|without the {either}|ditch {the}|no {nor})",
        **listed,
    )


def after(
    dice: Dice, names: Names, item: Item, choices: Sequence[Choice], *, new: bool = False
) -> str:
    """The choices as said after the name: ``with a and b no c``.

    ``new`` is whether the dish was named just before: only then can a list begin without a word.
    """
    alone, away, ons = _sorted(dice, names, item, choices)
    runs = [("alone", said) for said in alone]
    runs += [("off", offs(dice, some)) for some in _cut(dice, away)]
    runs += [("on", joined(dice, some)) for some in _cut(dice, ons)]
    out: list[str] = []
    last = ""
    for kind, said in dice.some(runs, len(runs)):
        out.append(_led(dice, kind, said, last, new=new))
        last = kind
    return " ".join(" ".join(out).split())


def _cut(dice: Dice, said: list[str]) -> list[list[str]]:
    """The list, or, if it is long, often two parts of it that are said apart."""
    if len(said) < 2 or not dice.chance(0.3 if len(said) > 2 else 0.1):
        return [said] if said else []
    at = dice.one(range(1, len(said)))
    return [said[:at], said[at:]]


def _led(dice: Dice, kind: str, said: str, last: str, *, new: bool) -> str:
    """A run of options with what leads to it; ``last`` is the kind of the run before it."""
    if not last:
        if kind != "on":
            return said
        if new and dice.chance(0.3):
            return dice.say(
                "(, {l}|{l}|{l} on it|i want {l} on (it|that)|have it with {l})", l=said
            )
        return dice.say("(with {l}|with {l}|with {l}|with {l}|add {l}|plus {l})", l=said)
    if kind == "on" and last == "on":
        return dice.say(
            "(and {l}|and also {l}|plus {l}|and add {l}|also {l}|oh and {l}|and with {l})",
            l=said,
        )
    if kind == "on":
        return dice.say(
            "(with {l}|with {l}|but with {l}|and add {l}|but add {l}|add {l}|plus {l}|and with {l}"
            "|but i do want {l}|and then add {l}|but do add {l})",
            l=said,
        )
    return dice.say("(,|and|but||oh and|also|and then|)") + " " + said


def _sorted(
    dice: Dice, names: Names, item: Item, choices: Sequence[Choice]
) -> tuple[list[str], list[str], list[str]]:
    """Phrases that stand by themselves ("no ice", "half a half b"), names of what stays away, and
    what goes in a list."""
    left, alone = _exchanged(dice, names, item, choices)
    away = [names.option(dice, item, c.option) for c in left if not c.on]
    plain: list[str] = []
    marked: list[str] = []
    halves = [c for c in left if c.on and c.portion != "whole" and c.qualifier is None]
    for choice in (c for c in left if c.on):
        group = item.group_of(choice.option)
        if choice in halves and len(halves) > 1:
            continue
        if choice.qualifier and choice.portion == "whole" and dice.chance(0.4):
            name = names.option(dice, item, choice.option)
            alone.append(dice.say(_DIRECTED[choice.qualifier], o=name))
            continue
        said = nominal(dice, names, item, choice)
        if group is not None and group is names.size_group(item):
            alone.append(dice.say("(|in a|make (it|that) a|make (it|that)|||a) {s}", s=said))
        elif _by_itself(item, choice, said):
            alone.append(said)
        else:
            (plain if choice.plain else marked).append(said)
    if len(halves) > 1:
        alone.append(_halves(dice, names, item, halves))
    # what is qualified stands last: "extra a, b" would be extra of both
    return alone, away, [*plain, *marked]


def _by_itself(item: Item, choice: Choice, said: str) -> bool:
    """Whether it goes in no list and takes no "with": "iced", "no ice"."""
    group = item.group_of(choice.option)
    described = group is not None and group.exclusive and group.id in _ADJECTIVES
    return described or said.split(maxsplit=1)[0] in _BY_ITSELF


def _exchanged(
    dice: Dice, names: Names, item: Item, choices: Sequence[Choice]
) -> tuple[list[Choice], list[str]]:
    """``a instead of b``, where one goes and another comes, and the choices that are left."""
    comes_with = chosen(item, ())
    for new in choices:
        group = item.group_of(new.option)
        if group is None or not (new.on and new.plain) or group is names.size_group(item):
            continue
        if group.exclusive:
            old = [o for o in group.options if o in comes_with and names.options(item, o)]
        else:
            old = [c.option for c in choices if not c.on]
        if not old or not dice.chance(0.3):
            continue
        a, b = names.option(dice, item, new.option), names.option(dice, item, old[0])
        if {a.split()[0], b.split()[0]} & _MARKS:
            continue
        said = dice.say(
            "({a} instead of (the |){b}|with {a} instead of (the |){b}|sub {a} for the {b}"
            "|swap the {b} for {a}|{a} in place of the {b}|substitute {a} for the {b}"
            "|with {a} rather than {b}|replace the {b} with {a}|switch the {b} to {a}"
            "|instead of {b} {a}|but {a} instead of {b})",
            a=a,
            b=b,
        )
        return [c for c in choices if c != new and (c.on or c.option != old[0])], [said]
    return list(choices), []


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


def wish(dice: Dice, names: Names, item: Item, made: Sequence[Choice], what: str) -> str:
    """Changes of a line that is there; ``what`` are the words for it."""
    away = [names.option(dice, item, c.option) for c in made if not c.on]
    ons = [nominal(dice, names, item, c) for c in made if c.on]
    simple = all(c.plain for c in made if c.on) and not any(o.split()[0] in _MARKS for o in ons)
    if ons and not away and simple and dice.chance(0.6):
        return dice.say(
            "(add {l} to {w}|put {l} on {w}|throw {l} on {w}|{l} on {w}|i want {l} on {w}"
            "|can i get {l} on {w}|make {w} with {l}|add {l} on {w}|get {l} on {w}|stick {l} on {w}"
            "|i'd like {l} on {w}|{w} should have {l}|toss {l} on {w}|{w} needs {l}|{w} with {l}"
            "|let's put {l} on {w}|let's add {l} to {w}|i forgot to say {l} on {w}"
            "|i wanted {l} on {w}|on {w} add {l}|on {w} i'd like {l}|for {w} add {l}"
            "|could i have {l} on {w}|include {l} on {w}|can {w} have {l}|slap {l} on {w}"
            "|{w} gets {l}|can you do {l} on {w}|give me {l} on {w})",
            l=joined(dice, ons),
            w=what,
        )
    if away and not ons and dice.chance(0.6):
        return dice.say(
            "(take {t} off {w}|take {t} off of {w}|leave {t} off {w}|remove {t} from {w}"
            "|hold {t} on {w}|{a} on {w}|no {o} on {w}|lose {t} on {w}|make {w} without {o}"
            "|don't put {o} on {w}|i don't want {o} on {w}|skip {t} on {w}|kill {t} on {w}"
            "|ditch {t} on {w}|pull {t} off {w}|{w} without {o}|{w} with no {o}|on {w} no {o}"
            "|on {w} hold {t}|{w} shouldn't have {o}|i said no {o} on {w}"
            "|there should be no {o} on {w}|drop {t} from {w}|get rid of {t} on {w}"
            "|can {w} come without {o}|no {o} for {w}"
            "|for {w} no {o}|forget {t} on {w}|leave {t} out of {w}|can you leave {t} off {w})",
            t=joined(dice, [f"the {o}" for o in away]),
            w=what,
            a=offs(dice, away),
            o=joined(dice, away, "or"),
        )
    said = after(dice, names, item, made)
    if said.split(maxsplit=1)[0] in ("with", "without", "no"):
        return dice.say(
            "({t} on {w}|make {w} {t}|make {w} {t}|{t} for {w}|{w} {t}|{w} {t}|i want {w} {t}"
            "|can i have {w} {t}|let's do {w} {t}|do {w} {t}|i'd like {w} {t})",
            t=said,
            w=what,
        )
    return dice.say("({t} on {w}|{t} on {w}|{t} for {w}|on {w} {t}|for {w} {t}|{w} {t})",
                    t=said, w=what)  # fmt: skip
