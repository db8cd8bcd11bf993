"""New lines: a dish with what is said of it, several of them, meals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.menu.model import Combo, Item
from kiosk.order.cart import Choice, Line
from kiosk.order.rules import size_option
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.listing import after, before, joined, number
from kiosk.training.saying.names import Names, article, plural
from kiosk.training.saying.options import changes, only, size_choice
from kiosk.understanding.bare import bare

__all__ = ["NewLine", "counted", "dish", "made_up", "meal", "said_line", "stripped", "tags_of"]


@dataclass(frozen=True, slots=True)
class NewLine:
    """Lines that are ordered, and the words for them."""

    text: str
    lines: tuple[Line, ...]
    tags: tuple[str, ...] = ()


def made_up(
    dice: Dice, names: Names, item: Item, *, plain: float, many: float = 0.0
) -> list[Choice]:
    """What a guest might want on a new ``item``: a size more often than not, and options.

    ``plain`` is how often there are no options, ``many`` how often they are a long list if any.
    """
    out: list[Choice] = []
    if (size := size_choice(dice, names, item)) is not None and dice.chance(0.65):
        out.append(size)
    if not dice.chance(plain):
        out += changes(dice, names, item, many=dice.chance(many))
    return out


def counted(dice: Dice, said: str, quantity: int, *, head: str) -> str:
    """``said`` with its number: "a large tea", "two teas", "an order of fries".

    ``head`` is the name alone, of one of them; it tells whether there is such a thing as one of it.
    """
    if quantity > 1:
        count = "a couple of" if quantity == 2 and dice.chance(0.07) else number(dice, quantity)
        if plural(head) == head and dice.chance(0.5):
            return f"{count} {dice.say('(orders of|sides of|orders of)')} {said}"
        return f"{count} {said}"
    if plural(head) == head:
        return dice.say("(some|an order of|one|a side of|one order of|the|) {s}", s=said)
    return dice.say("(" + f"{article(said)}|" * 6 + "one|one|the|just one|1) {s}", s=said)


def said_line(
    dice: Dice, names: Names, item: Item, quantity: int, choices: Sequence[Choice]
) -> tuple[str, str]:
    """Words up to the name, and words after it."""
    whole, _, rest = _named(dice, names, item, quantity, choices)
    return whole, after(dice, names, item, rest)


def _named(
    dice: Dice, names: Names, item: Item, quantity: int, choices: Sequence[Choice]
) -> tuple[str, str, list[Choice]]:
    """Words up to the name, the name alone, of one of them, and the choices not said yet."""
    first, rest = before(dice, names, item, choices)
    head = names.entry(dice, item.id)
    said = f"{first} {plural(head) if quantity > 1 else head}".strip()
    return counted(dice, said, quantity, head=head), head, rest


_HEADS: Final = ("no ", "with ", "extra ", "without ")
"""How options begin that can be said before the dish: "no a on a x"."""


def dish(dice: Dice, names: Names, item: Item, *, plain: float = 0.4, many: float = 0.3) -> NewLine:
    """One dish, so many of it, with or without options.

    Args:
        dice: what decides.
        names: of the menu.
        item: the dish.
        plain: how often it comes without options.
        many: how often, where it has options, they are a long list.
    """
    quantity = dice.weighted({1: 12, 2: 3, 3: 1, 4: 0.5, 5: 0.2})
    choices = made_up(dice, names, item, plain=plain, many=many)
    whole, head, rest = _named(dice, names, item, quantity, choices)
    tags = tags_of(item, choices)
    line = Line(item.id, quantity, tuple(choices))
    place = dice.weighted({"after": 10, "sentence": 1.5, "before": 0.8}) if rest else "after"
    if place == "sentence":
        tail = _sentence(dice, names, item, rest, head=head, many=quantity > 1)
        return NewLine(f"{whole} {tail}", (line,), tags)
    if place == "before" and (tail := after(dice, names, item, rest)).startswith(_HEADS):
        return NewLine(dice.say("{t} (on|on|, on|for) {w}", t=tail, w=whole), (line,), tags)
    tail = after(dice, names, item, rest, new=True)
    if tail and quantity > 1 and dice.chance(0.5):
        tail = dice.say("(both|each|)" if quantity == 2 else "(all|each|)") + " " + tail
        tags = (*tags, "group")
    return NewLine(f"{whole} {tail}".strip(), (line,), tags)


def _sentence(
    dice: Dice, names: Names, item: Item, choices: Sequence[Choice], *, head: str, many: bool
) -> str:
    """What is said of a dish after it, in a sentence of its own."""
    it = "(those|them|those)" if many else "(that|it|that one|that)"
    the = plural(head) if many else head
    return dice.say(
        f"(and on {it} {{t}}|{{t}} on {it}|and can i have {it} {{t}}|, {{t}} on the {{h}}"
        f"|and make {it} {{t}}|and {{t}} on {it}|, for {it} {{t}}|and i'd like {it} {{t}}"
        f"|on {it} i want {{t}}|, the {{h}} {{t}}|, make {it} {{t}}|and can you do {it} {{t}}"
        f"|and for the {{h}} {{t}}|i want {it} {{t}})",
        t=after(dice, names, item, choices),
        h=the,
    )


_ALL_BUT: Final = (
    "(with everything but {l}|with everything except {l}|everything but {l}|everything except {l}"
    "|with everything on it except {l}|with all the toppings but {l}|with everything except for {l}"
    "|everything on it but {l})"
)


def stripped(dice: Dice, names: Names, item: Item) -> NewLine | None:
    """``a plain x``; ``an x with only a and b``: what else comes with it goes."""
    said_of = [o for o in bare(item) if names.options(item, o)]
    if len(said_of) < 2:
        return None
    kept = dice.some(said_of, dice.weighted({0: 4, 1: 3, 2: 1}))
    if len(kept) == len(said_of):
        return None
    all_but = bool(kept) and dice.chance(0.4)
    gone = tuple(Choice(o, on=False) for o in kept) if all_but else only(item, kept)
    if all(choice.on for choice in gone):
        return None
    head = names.entry(dice, item.id)
    quantity = dice.weighted({1: 6, 2: 1})
    many = plural(head) if quantity > 1 else head
    if not kept:
        before_name = dice.chance(0.5)
        whole = counted(dice, f"plain {many}" if before_name else many, quantity, head=head)
        tail = dice.say(
            "(plain|totally plain|with nothing on it|nothing on it|completely plain|no toppings"
            "|just plain|with no toppings)"
        )
        text = whole if before_name else f"{whole} {tail}"
    else:
        listed = joined(dice, [names.option(dice, item, o) for o in kept])
        with_only = (
            "(with only {l}|only {l}|with just {l}|just {l} on it|with nothing but {l}|{l} only"
            "|nothing but {l}|only {l} on it|with {l} only|with just {l} on it and nothing else)"
        )
        tail = dice.say(_ALL_BUT if all_but else with_only, l=listed)
        text = f"{counted(dice, many, quantity, head=head)} {tail}"
    return NewLine(text, (Line(item.id, quantity, gone),), ("plain",))


def tags_of(item: Item, choices: Sequence[Choice]) -> tuple[str, ...]:
    """Phenomena of the options said."""
    found: dict[str, bool] = {
        "options": bool(choices),
        "negation": any(not c.on for c in choices),
        "scope": sum(not c.on for c in choices) > 1,
        "list": sum(c.on for c in choices) > 2,
        "qualifier": any(c.qualifier for c in choices),
        "count": any(c.count > 1 for c in choices),
        "half": any(c.portion != "whole" for c in choices),
    }
    return tuple(name for name, there in found.items() if there)


def meal(dice: Dice, names: Names, combo: Combo) -> NewLine | None:
    """``a large x meal with y and z``: sizes of the meal, its slots, options of its main."""
    slots, said_slots = _filled(dice, names, combo)
    main_slot = next(iter(combo.slots.values()))
    main = next(iter(main_slot.choices), None)
    main_choices: list[Choice] = []
    if main is not None and len(main_slot.choices) == 1 and dice.chance(0.4):
        main_choices = [
            c
            for c in changes(dice, names, names.menu.items[main], most=2)
            if not any(names.menu.items[held.item].option(c.option) for _, held in slots)
            and not main_slot.choices[main].options
        ]
    sizes = [s for s in combo.sizes if s in names.menu.sizes]
    size = dice.one(sizes) if sizes and dice.chance(0.45) else None
    called = names.entry(dice, combo.id)
    text = f"{size.replace('_', ' ') if size else ''} {called}".strip()
    quantity = dice.weighted({1: 8, 2: 1})
    if quantity > 1 and not text[-1].isdigit():
        text = plural(text)
    text = counted(dice, text, quantity, head=called)
    said_main = after(dice, names, names.menu.items[main], main_choices) if main else ""
    said_with = _with(dice, said_slots) if said_slots else ""
    pause = ", " if said_main and said_with else ""
    text = f"{text} {said_main} {pause}{said_with}"
    line = Line(combo.id, quantity, tuple(main_choices), tuple(slots), size)
    return NewLine(" ".join(text.split()), (line,), ("meal",))


def _filled(dice: Dice, names: Names, combo: Combo) -> tuple[list[tuple[str, Line]], list[str]]:
    """What goes into some of the slots behind the main, and what each is called."""
    slots: list[tuple[str, Line]] = []
    said: list[str] = []
    for slot in list(combo.slots.values())[1:]:
        free = [i for i in slot.choices if i in names.entries and i != slot.default]
        if not free or not dice.chance(0.6) or slot.quantity > 1:
            continue
        item = names.menu.items[dice.one(free)]
        own: list[Choice] = []
        if dice.chance(0.2) and size_option(names.menu, combo, slot, item.id) is None:
            picked = [] if slot.choices[item.id].options else changes(dice, names, item, most=1)
            own = [c for c in picked if c.on and c.plain]
        slots.append((slot.id, Line(item.id, choices=tuple(own))))
        tail = after(dice, names, item, own)
        called = f"{names.entry(dice, item.id)} {tail}".strip()
        if slot.default in names.entries and dice.chance(0.35):
            usual = names.entry(dice, slot.default)
            called = dice.say("{c} (instead of|instead of the|rather than the|in place of the) {u}",
                              c=called, u=usual)  # fmt: skip
        said.append(called)
    return slots, said


def _with(dice: Dice, fillings: Sequence[str]) -> str:
    return dice.say(
        "(with {s}|with {s}|and {s}|and i'll have {s} with that|and can i get {s}"
        " with that|and {s} with it|with {s} please|and to go with that {s})",
        s=" and ".join(_article(dice, said) for said in fillings),
    )


def _article(dice: Dice, said: str) -> str:
    if plural(said) == said or dice.chance(0.4):
        return said
    return f"{article(said)} {said}"
