"""The pass itself: which room reads the next tags, and what stands when all are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kiosk.order.edits import Act, Add, Delete, Edit, Modify, Quantity, Split, Swap
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.parsing.accounting import account
from kiosk.understanding.parsing.acts import (
    on_act,
    on_done,
    on_neg,
    on_no,
    on_num,
    on_on,
    on_request,
    on_serve,
    on_with,
    on_yes,
)
from kiosk.understanding.parsing.addressed import addressed
from kiosk.understanding.parsing.again import alike, on_alike, on_repeat_line
from kiosk.understanding.parsing.another import another_kind_of_it
from kiosk.understanding.parsing.asides import set_apart
from kiosk.understanding.parsing.assorted import one_of_each
from kiosk.understanding.parsing.changes import on_run
from kiosk.understanding.parsing.corrections import on_fix, said_again
from kiosk.understanding.parsing.dishes import on_dish
from kiosk.understanding.parsing.gaps import left_open, told_of_one, word_missing
from kiosk.understanding.parsing.keeping import on_keep
from kiosk.understanding.parsing.making import makes_another
from kiosk.understanding.parsing.meals import on_item_only, on_meal
from kiosk.understanding.parsing.misheard import heard_as_word
from kiosk.understanding.parsing.narrowed import narrowed
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.pointing import pointing
from kiosk.understanding.parsing.prepare import prepare
from kiosk.understanding.parsing.questions import (
    allergy_ahead,
    asks,
    asks_again,
    on_allergy,
    on_question,
)
from kiosk.understanding.parsing.sharing import headless
from kiosk.understanding.parsing.sizes import on_same_size, on_size_step
from kiosk.understanding.parsing.sparing import spared
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parse, Parsing
from kiosk.understanding.parsing.verbs import (
    on_instead,
    on_instead_of,
    on_make,
    on_sub,
)
from kiosk.understanding.parsing.whose import with_the
from kiosk.understanding.reading import Context
from kiosk.understanding.tag import Tag

__all__ = ["parse"]

_SAYS_WHAT: Final = frozenset(("menu", "light", "extra", "num", "size_word"))
"""Kinds of tags behind a request that say what is wanted."""
_ON: Final[Mapping[str, Callable[[Parsing, Tag], None]]] = {
    "act": on_act,
    "alike": on_alike,
    "done": on_done,
    "instead": on_instead,
    "instead_of": on_instead_of,
    "item_only": on_item_only,
    "keep": on_keep,
    "make": on_make,
    "meal": on_meal,
    "neg": on_neg,
    "no": on_no,
    "num": on_num,
    "on": on_on,
    "repeat_line": on_repeat_line,
    "request": on_request,
    "same_size": on_same_size,
    "serve": on_serve,
    "size_step": on_size_step,
    "sub": on_sub,
    "with": on_with,
    "yes": on_yes,
}
"""What a tag does by itself, by its kind; any other kind is passed over, or told as unplaced."""


def parse(lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> Parse:
    """The edits that ``tags`` ask for in ``context``, and all that they leave open."""
    ours, apart = set_apart(tags)
    meant = narrowed(ours)
    said = with_the(meant, context)
    p = Parsing(lexicon, prepare(lexicon, said, context), context)
    for aside in apart:
        p.note(aside, "not said to us, or only asked")
    if apart:
        p.risk("aside")
    if any(map(heard_as_word, p.tags)):
        p.risk("near")
    if word_missing(p.tags):
        p.risk("word unused")
    for risk in left_open(ours):
        p.risk(risk)
    if meant != ours:
        p.risk("correction")
    if said != meant:
        p.risk("which line")
    if told_of_one(ours, context.cart):
        p.risk("share")
    if said_again(p.tags):
        p.risk("correction")
    while (tag := p.tag(p.at)) is not None:
        before = p.at
        _step(p, tag)
        if p.at <= before:  # taken up, and nothing came of it: the word is told as left over
            p.at = before + 1
            p.out.unplaced.append(tag.words)
    if p.negated:
        p.unused_negation()
    _finish(p)
    return p.out


def _step(p: Parsing, tag: Tag) -> None:
    """Reads what begins at ``tag``: the surest kind of phrase first."""
    if asks_again(p) or one_of_each(p) or spared(p):
        pass
    elif tag.kind == "fix":
        on_fix(p, tag)
    elif asks(p, tag):
        on_question(p, tag)
    elif allergy_ahead(p, tag):
        on_allergy(p)
    elif makes_another(p) or pointing(p) or another_kind_of_it(p):
        pass
    elif (noun := noun_phrase(p, p.at)) is not None:
        if not alike(p, noun):
            on_dish(p, noun)
    elif headless(p):
        pass
    elif starts_run(p, p.at):
        on_run(p)
    elif tag.kind in _ON:
        _ON[tag.kind](p, tag)
    else:
        p.leave(tag)
        p.at += 1


def _finish(p: Parsing) -> None:
    """Puts the edits in order: answers, changes of the cart, then the acts that come last."""
    out = p.out
    lines = {doubt: place.line for doubt, place in p.supposed}
    out.doubts = [
        replace(doubt, line=lines[doubt]) if doubt in lines else doubt for doubt in out.doubts
    ]
    made = _numbered(p, [edit for place in p.places for edit in place.edits()])
    out.edits += dict.fromkeys(act for act in _answers(p) if not made or _counts(p, act))
    out.edits += made
    out.edits += dict.fromkeys(p.late)
    account(p, out.edits)
    addressed(p)
    if not out.edits and not out.unplaced and not out.doubts:
        if any(tag.kind == "meal" for tag in p.tags):
            p.risk("nothing came")  # "the second combo can go"
        out.unplaced += _asked_for(p)
        out.edits.append(Act("none"))


def _asked_for(p: Parsing) -> Iterator[str]:
    """What a guest asks for that is nothing by itself: "can I get a light?"."""
    asked = iter(p.tags)
    if any(tag.kind == "request" for tag in asked):
        yield from (tag.words for tag in asked if tag.kind in _SAYS_WHAT)


def _numbered(p: Parsing, edits: Sequence[Edit]) -> list[Edit]:
    """With the numbers that the lines will have: a change of number 0 is of the line just made.

    All that is left of a line stays that line when it is split off.
    """
    out: list[Edit] = []
    last, free = 0, p.context.cart.next_ref
    left = {line.ref: line.quantity for line in p.context.cart.lines}
    for edit in edits:
        match edit:
            case Modify(target) | Swap(target) | Delete(target) if target.ref == 0:
                out.append(replace(edit, target=replace(target, ref=last)))
                continue
            case Quantity(0):
                out.append(replace(edit, ref=last))
                continue
            case Quantity(ref, quantity):
                left[ref] = quantity
            case Split(ref, count) if count >= left[ref]:
                last = ref
            case Split(ref, count):
                left[ref] -= count
                last, free = free, free + 1
            case Add():
                last, free = free, free + 1
            case _:
                pass
        out.append(edit)
    return out


def _answers(p: Parsing) -> list[Edit]:
    """The acts that stand first; of a yes and a no ("okay no", "no, it's fine") the no.

    With "okay, say that again" nothing was answered.
    """
    again = Act("repeat") in p.late
    drop = {Act("yes")} if again or Act("no") in p.acts else set[Edit]()
    return [act for act in p.acts if act not in drop]


def _counts(p: Parsing, act: Edit) -> bool:
    """Whether an answer is one beside an order: only to an offer, and a yes only if joined."""
    if act not in (Act("yes"), Act("no")):
        return True
    asked = p.context.asked
    offered = asked is not None and asked.kind == "offer"
    return offered and (act == Act("no") or p.accepts)
