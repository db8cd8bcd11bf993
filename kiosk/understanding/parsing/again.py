"""The same again, with what is different about it: "another one just like it but with ham"."""

from __future__ import annotations

from dataclasses import replace

from kiosk.order.cart import Choice
from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.meals import size_held, swap_slot
from kiosk.understanding.parsing.nouns import NounPhrase, noun_phrase
from kiosk.understanding.parsing.places import NewLine, PartLine, Place, SlotPlace
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.resolve import candidates, choices_before, like
from kiosk.understanding.parsing.runs import Run
from kiosk.understanding.parsing.sizes import same_choice
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.targets import able
from kiosk.understanding.tag import Tag

__all__ = ["alike", "more_of_it", "on_alike", "on_repeat_line", "one_otherwise"]

_BUT = frozenset(("but", "only", "just", "on", "request"))
"""Kinds that lead from the same again to what is different about it."""
_EXCEPTS = ("except", "other", "apart")
"""How words begin after which what is named is not on the copy."""
_SHARES = frozenset(("num", "ones", "one_of"))


def on_repeat_line(p: Parsing, tag: Tag) -> None:
    """ "another one", "the same again but large"; "the same on both" is of those there are."""
    p.at += 1
    if p.kind(p.at) == "on" and p.kind(p.at + 1) == "all":
        p.at += 2
        return
    same = tag.words in ("same", "the same")
    if same and (same_choice(p) or _same_part(p) or p.kind(p.at + 1) == "unit"):
        return  # "same three pumps" is three pumps
    named = _named(p)
    _again(p, tag, 1, named)


def on_alike(p: Parsing, tag: Tag) -> None:
    """ "The same as the first one but large"; "the same way" by itself tells nothing new."""
    if tag.value == "as" and (named := _named(p)) is not None:
        _again(p, tag, 1, named)
    else:
        p.leave(tag)
        p.at += 1


def more_of_it(p: Parsing, tag: Tag, count: int, place: Place) -> None:
    """So many more of ``place``: "two more", "two more just like it but large"."""
    _again(p, tag, count, place)


def alike(p: Parsing, noun: NounPhrase) -> bool:
    """ "One more tea like that one", "a large coke, and a sprite the same way"."""
    if p.negated or noun.strange:
        return False
    end = noun.end + (p.kind(noun.end) in ("ones", "num") and p.tags[noun.end].words == "one")
    if p.kind(end) != "alike" or len(names := candidates(p, noun)) != 1:
        return False
    there = [place for place in p.known_places() if not isinstance(place, SlotPlace)]
    like = next((place for place in there if place.line.item == names[0]), None)
    like = like or next(iter(there), None)
    if like is None:
        return False
    p.at = end + 1
    copy = _copy(p, like, noun.quantity or 1)
    p.risk("copy changed")
    _become(p, copy, noun, names[0])
    _but(p)
    return True


def one_otherwise(p: Parsing) -> bool:
    """ "(A spicy no pickles) … and one with pickles": another, on which that is otherwise."""
    place = p.cart.get(p.context.touched[-1]) if p.context.touched else None
    if p.breath or place is None or place.gone or p.tags[p.at].words != "one":
        return False
    if p.kind(p.at + 1) not in ("with", "neg"):
        return False
    run, _ = read_run(p, p.at + 1)
    if not any(
        place.line.choice(o) and place.has(o) != c.on for c in run.changes for o in c.options
    ):
        return False
    p.at += 1
    p.risk("copy changed")
    run, p.at = read_run(p, p.at)
    apply_run(p, run, [_copy(p, place, 1)])
    p.last_run = run
    return True


def _same_part(p: Parsing) -> bool:
    """ "(Another meal,) same drink": what the meal beside it holds."""
    tag = p.tag(p.at)
    if tag is None or tag.of("item") or not tag.of("category"):
        return False
    found = reference(p, p.at)
    part = found.places[0] if found is not None else None
    if found is None or not isinstance(part, SlotPlace):
        return False
    p.at = found.end
    item, choices = part.line.item, part.line.choices
    for meal in p.known_places():
        slot = meal.slot_for(item, unfilled=True)
        if slot is not None:
            meal.fill(slot, item, choices)
            p.touch(meal)
            p.mention(meal)
            return True
    p.enter(NewLine(p.menu, replace(part.line, quantity=1, ref=0)))
    p.risk("copy changed")  # the drink alone, or the meal again
    return True


def _named(p: Parsing) -> Place | None:
    """The line that is named after "the same": "the same sandwich", "the same as the first one"."""
    found = None
    if p.kind(p.at) == "det" and p.tags[p.at].value == "1of":  # "another one of the tuna"
        found = reference(p, p.at + 1)
        if found is not None and found.option is not None:
            found = replace(found, option=None)
    elif p.kind(p.at) == "menu" or (p.kind(p.at) == "alike" and p.tags[p.at].value == "as"):
        found = reference(p, p.at + (p.kind(p.at) == "alike"))
    if found is None or found.option is not None:
        return None
    p.at = found.end
    return found.take(p)[0].owner


def _again(p: Parsing, tag: Tag, count: int, named: Place | None) -> None:
    while _says_so_again(p) or (p.kind(p.at) in ("it", "all") and _goes_on(p, p.at + 1)):
        p.at += 1
    start = p.at
    while p.kind(start) in _BUT or (p.kind(start) == "and" and starts_run(p, start + 1)):
        start += 1
    place = named or _like_it(p, start)
    if place is None:
        p.doubt("no_line", tag.words)
        return
    shared = count > 1 and p.kind(p.at) in _SHARES and _goes_on(p, p.at + 1)
    told = start > p.at or starts_run(p, start) or shared or p.kind(p.at) == "with"
    if told or isinstance(place, PartLine):  # more of a share are no more of the line
        _copy(p, place, count)
        if not shared:
            _but(p)
    else:
        place.set_quantity(place.quantity + count)
        p.touch(place)
        p.cur = place
    p.note(tag, f"{count} more {place.line.item}")


def _says_so_again(p: Parsing) -> bool:
    """Whether it only says that it is the same: "another one | the same but no ham"."""
    same = p.kind(p.at) == "repeat_line" and "same" in p.tags[p.at].words.split()
    return p.kind(p.at) == "alike" or same


def _goes_on(p: Parsing, at: int) -> bool:
    """Whether what is different follows there."""
    return p.kind(at) in _BUT or starts_run(p, at) or p.kind(at) in ("", "with", "neg")


def _like_it(p: Parsing, at: int) -> Place | None:
    """The line in mind that can be as the words from tag ``at`` say."""
    if not starts_run(p, at):
        place = p.latest()
    else:
        run, _ = read_run(p, at)
        fit = [place for place in p.known_places() if able(place, run)]
        if len(fit) > 1 and p.cur is None:
            p.risk("line guessed")
        place = fit[0] if fit else p.latest()
    return place.owner if place is not None else None


def _copy(p: Parsing, place: Place, count: int) -> NewLine:
    """The line as it stands, a second time."""
    copy = NewLine(p.menu, replace(place.line, quantity=max(1, count), ref=0))
    p.enter(copy)
    p.last_new = p.copied = copy
    return copy


def _but(p: Parsing) -> None:
    """What is different about the copy that was just made."""
    copy = p.copied
    assert isinstance(copy, NewLine)
    excepts = False
    while p.kind(p.at) in _BUT or (p.kind(p.at) == "and" and starts_run(p, p.at + 1)):
        excepts = excepts or p.tags[p.at].words.startswith(_EXCEPTS)
        p.at += 1
    at = p.at + (p.kind(p.at) == "with")
    noun = noun_phrase(p, at)
    if noun is None and p.kind(p.at) == "det" and p.tags[p.at].value == "1":
        p.at += starts_run(p, p.at + 1)  # "the same but a medium"
    if noun is not None and len(names := like(p, noun, copy)) == 1:
        p.at = noun.end
        p.risk("copy changed")  # another dish than the one copied: how much is the same?
        _become(p, copy, noun, names[0])
    elif starts_run(p, p.at):
        run, p.at = read_run(p, p.at)
        if excepts and p.kind(p.at) != "instead_of":
            p.risk("copy changed")
            _except(run, copy)
        if p.kind(p.at) == "instead":
            p.at += 1
            p.risk("copy changed")
            _instead(run, copy)
        apply_run(p, run, [copy])
        p.last_run = run
        p.scope_with = True


def _become(p: Parsing, copy: NewLine, noun: NounPhrase, name: str) -> None:
    """The copy is another dish, or holds it, in the same way."""
    choices = choices_before(p, noun, name)
    slot = swap_slot(copy, name)
    if slot is not None:
        copy.fill(slot, name, (*size_held(p, copy, slot), *choices))
    elif copy.line.item != name:
        copy.swap(name, choices)
    elif choices:
        copy.choose(choices)
    p.note(p.tags[noun.head], f"the same way, {name}")


def _except(run: Run, copy: Place) -> None:
    """ "… except onions": what is on the line is not on the copy."""
    for change in run.changes:
        if any(copy.has(option) and not copy.excludes(option) for option in change.options):
            change.on = False


def _instead(run: Run, copy: Place) -> None:
    """ "… with barbecue instead": what was said of its kind for the line is not for the copy."""
    for change in run.changes:
        kinds = {group.id for option in change.options for group in copy.groups_of(option)}
        said = [
            choice.option
            for choice in copy.line.choices
            if choice.on and kinds & {group.id for group in copy.groups_of(choice.option)}
        ]
        if change.on and said:
            copy.choose(tuple(Choice(option, on=False) for option in said))
