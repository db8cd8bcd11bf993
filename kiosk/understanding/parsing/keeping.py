"""What stays as it was: "leave the onions on", "the pickles can stay", "no, keep both"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.parsing.places import CartLine
from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["kept", "on_keep", "take_back_breath"]

_FAR: Final = 4
"""Tags from "leave" to its "on", at the most."""
_STAYS: Final = frozenset(("fine", "good", "okay", "all good", "perfect"))
"""Words of assent that, said of something, leave it there."""
_ON: Final = frozenset(("on", "in", "alone", "on there", "in there", "on it"))
_ALL: Final = frozenset(("it", "all"))
_DONE: Final = frozenset(("", "done", "act", "fix", "yes"))
"""What may come after "leave it": nothing that it would become."""


def kept(tags: Sequence[Tag]) -> list[Tag]:
    """With one tag of kind ``keep`` before each thing that is to stay."""
    out: list[Tag] = []
    leave: int | None = None
    for n, tag in enumerate(tags):
        stays = tag.kind == "stays" or (tag.kind == "yes" and tag.words in _STAYS)
        if tag.words in _ON and leave is not None and len(out) - leave <= _FAR:
            out[leave] = replace(out[leave], kind="keep", value="")
            leave = None
        elif stays and (at := _named_before(out)) is not None:
            out.insert(at, replace(tag, kind="keep", value="", mark=""))
            out[-1] = replace(out[-1], mark=tag.mark or ",")
        else:
            if tag.words in ("leave", "leave the"):
                leave = len(out)
            dish = tag.words == "leave the" and _is_dish(tags, n + 1)  # else it is left off
            out.append(replace(tag, kind="keep", value="") if dish else tag)
    return out


def _is_dish(tags: Sequence[Tag], at: int) -> bool:
    """Whether a dish, and no option, is named there with nothing after it."""
    last = at + 1 == len(tags) or (at < len(tags) and bool(tags[at].mark))
    return last and bool(tags[at].of("item")) and not tags[at].of("option")


def _named_before(tags: Sequence[Tag]) -> int | None:
    """Where the phrase begins that the tags end with, if it is named there and not refused."""
    at = len(tags)
    if not at or tags[-1].kind != "menu" or tags[-1].mark:
        return None
    at -= 1
    at -= at > 0 and tags[at - 1].kind == "det" and tags[at - 1].value == "0"
    bare = at == 0 or tags[at - 1].mark or tags[at - 1].kind in ("fix", "no", "act", "but", "yes")
    named = tags[at].kind == "det" or bare
    return at if named and not (at and tags[at - 1].kind in ("neg", "keep")) else None


def on_keep(p: Parsing, tag: Tag) -> None:
    """ "Leave it", "no, keep both": what this breath changed is as it was."""
    p.at += 1
    p.negated = False
    if p.kind(p.at) in _ALL and p.kind(p.at + 1) in _DONE:
        p.at += 1
        take_back_breath(p)
        p.note(tag, "as it was")
        return
    found = reference(p, p.at)
    if found is not None and found.option is None:
        p.at = found.end
        p.note(tag, "stays")


def take_back_breath(p: Parsing) -> bool:
    """Nothing of what this breath did stands; whether there was anything."""
    if not p.places:
        return False
    p.places.clear()
    p.breath.clear()
    p.cart = {line.ref: CartLine(p.menu, line) for line in p.context.cart.lines}
    p.cur = p.change = p.last_new = p.last_run = p.base = None
    p.making = p.copied = p.sided = None
    p.negated = p.correcting = p.scope_with = False
    p.risk("breath taken back")
    return True
