"""Which dish is meant where only its options were said: "a large with pepperoni"."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.understanding.parsing.places import SlotPlace, new_line
from kiosk.understanding.parsing.state import Parsing

__all__ = ["entry_can_have", "understood_dish"]


def entry_can_have(p: Parsing, name: str, option: str) -> bool:
    """Whether the dish of that name can have the option."""
    return new_line(p.menu, name).can_have(option)


def understood_dish(p: Parsing, wanted: Sequence[tuple[str, ...]]) -> str | None:
    """The dish that options alone tell: the current one, the next named, or the only one.

    Args:
        p: the pass.
        wanted: for each thing said, the ids of the options that it can mean.
    """

    def able(name: str) -> bool:
        return all(any(entry_can_have(p, name, o) for o in options) for options in wanted)

    if p.cur is not None and not isinstance(p.cur, SlotPlace) and able(p.cur.line.item):
        return p.cur.line.item
    for tag in p.tags[p.at :]:
        if tag.kind == "fix":
            break  # what is named after it was meant instead
        named = [name for name in tag.of("item") if able(name) and not tag.of("option")]
        if named:
            return named[0] if len(named) == 1 else None
    about = p.context.about
    if about is not None and about in p.menu.items and able(about):
        return about
    names = [name for name in p.menu.items if able(name)]
    barest = min((_toppings(p, name) for name in names), default=0)
    names = [name for name in names if _toppings(p, name) == barest]
    if len(names) > 1:
        said = [option for options in wanted for option in options]
        names = [name for name in names if p.lexicon.called_after(name, said)]
    return names[0] if len(names) == 1 else None


def _toppings(p: Parsing, name: str) -> int:
    """How many toppings the dish comes with: the plainest is what "a large with ham" means."""
    return sum(len(g.default) for g in p.menu.items[name].groups.values() if not g.exclusive)
