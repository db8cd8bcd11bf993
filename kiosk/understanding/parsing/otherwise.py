"""Another of a dish that was named, otherwise: "two large cokes and one small"."""

from __future__ import annotations

from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.places import Place, new_line
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.runs import Run
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing

__all__ = ["another_kind", "is_another_kind", "one_more", "own_run", "stands_for_it"]


def one_more(p: Parsing) -> bool:
    """ "(A taco with chicken.) And one with shrimp": no share of what was ordered last."""
    last = p.cart.get(p.context.touched[-1]) if p.context.touched else None
    if p.breath or p.kind(p.at - 1) != "and" or p.kind(p.at) != "num" or last is None:
        return False
    count, at = int(p.tags[p.at].value), p.at + 1
    if last.quantity > count or p.kind(at) not in ("with", "neg") or not starts_run(p, at):
        return False
    p.risk("dish understood")
    return another_kind(p, last, count, at)


def is_another_kind(p: Parsing, base: Place, at: int) -> bool:
    """Whether what follows cannot be of ``base``, as it was said of it to be something else.

    "Two large cokes and one small": of large ones none can be small.
    """
    if base is not p.last_new or p.kind(p.at) == "other":
        return False
    tag = p.tag(at)
    said = {choice.option for choice in base.line.choices if choice.on}
    named = tag.of("option") if tag is not None else ()
    return any(
        group.exclusive and said & group.options.keys() and not said & set(named)
        for option in named
        for group in base.groups_of(option)
    )


def another_kind(p: Parsing, base: Place, count: int, at: int) -> bool:
    """So many more of the same dish, with nothing else that was said of ``base``."""
    place = new_line(p.menu, base.line.item, max(1, count))
    run, p.at = own_run(p, at)
    p.at += stands_for_it(p, p.at, count)
    p.enter(place)
    apply_run(p, run, [place])
    p.last_new, p.last_run = place, run
    return True


def stands_for_it(p: Parsing, at: int, count: int) -> bool:
    """Whether it is the "one" of "a small coke and a large one", of which there are ``count``."""
    one = count == 1 and p.kind(at) == "num" and p.tags[at].words == "one"
    return p.kind(at) == "ones" or (one and not p.tags[at - 1].mark)


def own_run(p: Parsing, at: int) -> tuple[Run, int]:
    """The run from tag ``at`` without what is of another: "a medium, | pepperoni on the large"."""
    run, end = read_run(p, at)
    if p.kind(end) == "on" and run.changes and run.changes[-1].apart:
        comma = next(i for i in range(end - 1, at - 1, -1) if p.tags[i].mark)
        run, end = read_run(p, at, comma + 1)
    return run, end
