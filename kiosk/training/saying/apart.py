"""Several of one dish that are not alike: ``three x, two with a and one without b``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.menu.model import Item
from kiosk.order.cart import Choice, Line
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.lines import NewLine, counted, tags_of
from kiosk.training.saying.listing import after, before, joined, number
from kiosk.training.saying.names import Names
from kiosk.training.saying.options import changes, only, over, settled, size_choice
from kiosk.understanding.bare import bare

__all__ = ["and_another", "apart"]

_COUNTS = {2: 6.0, 3: 4.0, 4: 2.0, 5: 0.7, 6: 0.3}


@dataclass(frozen=True, slots=True)
class _Share:
    """Some of them."""

    count: int
    text: str
    """What is said of them after their number."""
    choices: tuple[Choice, ...]
    """In addition to what all have."""
    unnamed: bool = False
    """Whether some of the choices have no words of their own: "plain"."""


def apart(dice: Dice, names: Names, item: Item) -> NewLine | None:
    """Lines of one dish that are told apart in one breath; none where this cannot be said of it."""
    total = dice.weighted(_COUNTS)
    parts = 3 if total > 2 and dice.chance(0.3) else 2
    cuts = sorted(dice.some(range(1, total), parts - 1))
    counts = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    sized = dice.chance(0.3)
    base: list[Choice] = []
    if not sized and dice.chance(0.4) and (size := size_choice(dice, names, item)) is not None:
        base.append(size)
    shares = (
        _by_size(dice, names, item, counts) if sized else _by_options(dice, names, item, counts)
    )
    if shares is None or len({frozenset(share.choices) for share in shares}) < len(shares):
        return None
    pre, _ = before(dice, names, item, base)
    head = names.entry(dice, item.id, many=True)
    several = number(dice, total)
    if total == 2 and dice.chance(0.25):
        several = dice.say("(a couple of|a couple|a pair of)")
    text = f"{several} {pre} {head} , {_said(dice, shares)}"
    if dice.chance(0.2) and (both := _all_have(dice, names, item, shares)) is not None:
        words = dice.say(
            "(and|,|oh and) (both|both of them)" if total == 2 else "(and|,) all of them"
        )
        text += f" {words} {after(dice, names, item, [both])}"
        base = [*base, both]
    lines = tuple(Line(item.id, share.count, (*base, *share.choices)) for share in shares)
    said_of = [choice for share in shares for choice in share.choices]
    tags = ("apart", *(("plain",) if any(share.unnamed for share in shares) else ()))
    return NewLine(" ".join(text.split()), lines, (*tags, *tags_of(item, said_of)))


def and_another(dice: Dice, names: Names, item: Item) -> NewLine | None:
    """``a x with a and another with b``; none if there is no difference to say."""
    size = size_choice(dice, names, item)
    base = [size] if size is not None and dice.chance(0.5) else []
    first = changes(dice, names, item, most=2)
    name = names.entry(dice, item.id)
    pre, rest = before(dice, names, item, [*base, *first])
    dish = counted(dice, f"{pre} {name}".strip(), 1, head=name)
    whole = f"{dish} {after(dice, names, item, rest)}"
    have: tuple[Choice, ...] = (*base, *first)
    way = dice.weighted({"fresh": 4.0, "same": 4.0, "size": 2.0})
    if way == "size":
        other = size_choice(dice, names, item, base)
        if not base or other is None:
            return None
        made: tuple[Choice, ...] = (other,)
        said = names.option(dice, item, other.option)
        words = "(and|plus|and also|,) (a {s} one|one {s}|another one {s}|a {s} {n}|a {s} one too)"
        if first:
            made = over(item, have, made)
            words = "(and|plus|,) (the same but {s}|the same thing in {s}|the same one but {s})"
    elif way == "same":
        more = changes(dice, names, item, have, most=2)
        made, said = over(item, have, more), after(dice, names, item, more)
        words = (
            "(and|and then|and for (him|her|my wife|my son)|then|plus|, she wants|and he'll have)"
            " (the same but {s}|the same thing but {s}|the same one but {s}|same thing but {s}"
            "|another just like that but {s}|the same except {s})"
        )
    else:
        made = tuple(changes(dice, names, item, most=3))
        said = after(dice, names, item, made)
        words = (
            "(and|and then|and also|then|plus|, also) (another {s}|another one {s}|another {n} {s}"
            "|one {s}|one more {s}|one more {n} {s}|a second one {s}|a second {n} {s})"
        )
    if not said or set(settled(item, made)) == set(settled(item, have)):
        return None
    text = f"{whole} {dice.say(words, s=said, n=name)}"
    lines = tuple(Line(item.id, 1, settled(item, choices)) for choices in (have, made))
    return NewLine(" ".join(text.split()), lines, ("apart", *tags_of(item, [*have, *made])))


def _said(dice: Dice, shares: Sequence[_Share]) -> str:
    """``one with a, one with b and the other plain``"""
    parts = []
    for at, share in enumerate(shares):
        count = number(dice, share.count)
        last = at == len(shares) - 1
        if last and dice.chance(0.45):
            count = (
                dice.say("the (other|other one|last one|other|last)")
                if share.count == 1
                else dice.say("the (other|remaining|other) {n}|the (rest|others)", n=count)
            )
        elif dice.chance(0.06):
            count += " of them"
        if last and not share.choices and dice.chance(0.4):
            break
        parts.append(f"{dice.say('(||||make)')} {count} {share.text}")
    return joined(dice, parts)


def _by_size(dice: Dice, names: Names, item: Item, counts: Sequence[int]) -> list[_Share] | None:
    """Each in another size."""
    group = names.size_group(item)
    sizes = [o for o in group.options if names.options(item, o)] if group is not None else []
    if len(sizes) < len(counts):
        return None
    out = []
    for count, size in zip(counts, dice.some(sizes, len(counts)), strict=True):
        more = changes(dice, names, item, most=2) if dice.chance(0.25) else []
        said = names.option(dice, item, size)
        out.append(_Share(count, f"{said} {after(dice, names, item, more)}", (Choice(size), *more)))
    return out


def _by_options(dice: Dice, names: Names, item: Item, counts: Sequence[int]) -> list[_Share] | None:
    """Each with something else on it; one of them, often, as it comes."""
    out = [_share(dice, names, item, count) for count in counts]
    if dice.chance(0.3):
        at = dice.one(range(len(out)))
        usual = "(normal|as it comes|the regular way|the usual way|with everything|just as is)"
        out[at] = _Share(counts[at], dice.say(usual), ())
    return out if any(share.choices for share in out) else None


def _share(dice: Dice, names: Names, item: Item, count: int) -> _Share:
    comes = [o for o in bare(item) if names.options(item, o)]
    sort = dice.weighted({"some": 8.0, "plain": 1.0, "but": 1.0, "only": 0.7})
    if sort == "plain" and len(comes) > 1:
        text = dice.say("(plain|plain|totally plain|with nothing on it|completely plain)")
        return _Share(count, text, tuple(Choice(o, on=False) for o in bare(item)), unnamed=True)
    if sort == "but" and len(comes) > 1:
        gone = dice.some(comes, dice.weighted({1: 3, 2: 1}))
        words = "(with everything but|everything but|everything except|with everything except) {o}"
        text = dice.say(words, o=joined(dice, [names.option(dice, item, o) for o in gone]))
        return _Share(count, text, tuple(Choice(o, on=False) for o in gone))
    if sort == "only" and len(comes) > 1:
        kept = dice.one(comes)
        text = dice.say("(with only|with just|only) {o}", o=names.option(dice, item, kept))
        return _Share(count, text, only(item, [kept]), unnamed=True)
    made = changes(dice, names, item, most=dice.weighted({1: 3, 2: 3, 3: 1}))
    return _Share(count, after(dice, names, item, made), tuple(made))


def _all_have(dice: Dice, names: Names, item: Item, shares: Sequence[_Share]) -> Choice | None:
    """One more change that goes for all of them."""
    named = {choice.option for share in shares for choice in share.choices}
    made = changes(dice, names, item, most=1)
    groups = {g.id for o in named if (g := item.group_of(o)) and g.exclusive}
    fit = [
        c
        for c in made
        if c.option not in named and (g := item.group_of(c.option)) and g.id not in groups
    ]
    return fit[0] if fit and all(share.choices for share in shares) else None
