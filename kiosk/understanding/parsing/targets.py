"""Whose changes a run is: the scope said after it ("on both"), or else the line in mind."""

from __future__ import annotations

from typing import Final

from kiosk.order.cart import Portion
from kiosk.understanding.parsing.acting import acts_on
from kiosk.understanding.parsing.naming import called
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.places import Place, SlotPlace
from kiosk.understanding.parsing.refer import Reference, reference
from kiosk.understanding.parsing.runs import Run
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.telling import told_apart

__all__ = ["able", "default_targets", "scope", "tells_it_apart"]

_POINTS: Final = frozenset(("all", "one_of", "nth", "last", "other"))
"""Kinds that point at lines by themselves."""
_TOLD: Final = frozenset(("keep", "stays", "be", "repeat_line"))
"""Kinds of what is said of a line, apart from changes."""


def scope(p: Parsing, run: Run, end: int) -> tuple[list[Place], int]:
    """The lines that a scope right after the run names ("on both"), and the tag after it."""
    last = p.tag(end - 1)
    if last is not None and last.mark in (".", "?"):
        return [], end  # the next sentence is about something else
    kind = p.kind(end)
    if acts_on(p, end - 1):
        found = reference(p, end)
        assert found is not None  # it acts on what there is
        return _untold(p, run, end, found.take(p)), found.end
    if kind in _POINTS:
        follows = end + 2 if p.kind(end + 1) in ("on", "num") else end + 1
        told = starts_run(p, follows) or p.kind(follows) in _TOLD
        if told and not p.tags[end].words.startswith(("on ", "for ")):
            return [], end  # a clause of its own begins there: "no ice, both large"
        found = reference(p, end)
        if found is not None and found.option is None:
            return _untold(p, run, end, found.take(p)), found.end
    # "add dill to both", "no dill with either of them"
    told = (kind == "into" and p.kind(end + 1) in _POINTS) or (kind, p.kind(end + 1)) == (
        "with",
        "all",
    )
    on = kind == "on" or told
    return _on_scope(p, run, end) if on else ([], end)


def _untold(p: Parsing, run: Run, at: int, places: list[Place]) -> list[Place]:
    """For "the other": the one of two alike of which nothing like it was said yet."""
    if p.kind(at) != "other" or len(places) != 1:
        return places
    said = {option for change in run.changes for option in change.options}
    alike = [x for x in p.known_places() if x.line.item == places[0].line.item]
    untold = [x for x in alike if not said & {choice.option for choice in x.line.choices}]
    return untold if len(untold) == 1 else places


def _on_scope(p: Parsing, run: Run, end: int) -> tuple[list[Place], int]:
    """What "on" there says: "on one of them", "on the second"."""
    at = end + 1 + (p.kind(end + 1) in ("just", "only"))
    if (halved := _half_with(p, at)) is not None:
        place, portion = halved
        for change in run.changes:
            change.portion = portion
        return [place], at + 2
    if p.tags[end].words.startswith("off") and all(change.on for change in run.changes):
        run.refuse()  # else each is told its own: "add dill and leave the moss off"
    some = p.kind(at) == "ones" or (p.kind(at) == "num" and noun_phrase(p, at) is None)
    if some and told_apart(p, at) is None:
        target = default_targets(p, run)
        count = 1 if p.kind(at) == "ones" else int(p.tags[at].value)
        if target:
            after = at + 2 if p.kind(at + 1) in ("all", "it") else at + 1
            return [p.left_of(target[0], count).split(count)], after
    found = reference(p, at)
    if found is not None and (found.option is None or tells_it_apart(p, found)):
        return found.take(p), found.end
    if found is not None and _alone_has_it(p, end, found):
        p.risk("which line")  # "small for the pepperoni"
        return found.take(p), found.end
    return [], end


def _alone_has_it(p: Parsing, at: int, found: Reference) -> bool:
    """Whether a line is told by what it alone of several was ordered with."""
    definite = p.tags[at].words.endswith(" the") and p.kind(found.end) not in ("menu", "half")
    place, option = found.places[0], found.option or ""
    return definite and not found.guess and len(p.cart) > 1 and not place.is_default(option)


def _half_with(p: Parsing, at: int) -> tuple[Place, Portion] | None:
    """ "(On the) mushroom half": a line that has it on a half, and which."""
    tag = p.tag(at)
    if tag is None or p.kind(at + 1) != "half" or p.tags[at + 1].words not in ("half", "side"):
        return None
    for place in p.known_places():
        for option in tag.of("option"):
            choice = place.line.choice(option)
            if choice is not None and choice.on and choice.portion != "whole":
                return place, choice.portion
    return None


def tells_it_apart(p: Parsing, found: Reference) -> bool:
    """Whether the option named tells what is meant: "ham on the large", of its size."""
    if found.option is None or p.kind(found.end) == "menu":
        return False
    if called(p, p.tags[found.end - 1]) is found.places[0]:
        return True  # "bacon on the turkey", which is the turkey sandwich
    groups = found.places[0].groups_of(found.option)
    return any(group.exclusive and group.min for group in groups)


def default_targets(p: Parsing, run: Run) -> list[Place]:
    """Whose changes these are when no scope says so: one place, or none."""
    asked = _asked_place(p, run)
    if asked is not None:
        return [asked]
    cur = p.cur if p.cur is not None and not p.cur.gone else None
    if cur is not None and able(cur, run):
        return [_comes_with(p, run, cur)]
    if isinstance(cur, SlotPlace) and able(cur.parent, run):
        return [cur.parent]
    fit = [place for place in p.known_places() if able(place, run)]
    for place in fit:
        if any(not c.on and place.has(o) for c in run.changes for o in c.options):
            return [place]
    if fit:
        if p.cur is not None or (len(fit) > 1 and not p.breath):
            p.risk("line guessed")
        return fit[:1]
    return [cur] if cur is not None else []


def _comes_with(p: Parsing, run: Run, cur: Place) -> Place:
    """``cur``, or the line named before it that alone comes with what is refused."""
    refused = [o for c in run.changes for o in c.options if not c.on and c.qualifier is None]
    if run.polarity or not refused or any(cur.has(option) for option in refused):
        return cur
    named = [x for x in reversed(p.breath) if x is not cur and not x.gone]
    if any(not choice.on for x in named for choice in x.line.choices):
        return cur  # each is told its own
    comes = [x for x in named if any(x.is_default(o) and x.has(o) for o in refused)]
    could = cur is p.sided and any(x.can_have(o) for x in named for o in refused)
    if comes or could:
        p.risk("refusal moved")
    return comes[0] if comes else cur


def able(place: Place, run: Run) -> bool:
    """Whether it can have any of the options that are said, where any are."""
    wanted = [change for change in run.changes if change.kind == "option"]
    return not wanted or any(place.can_have(o) for change in wanted for o in change.options)


def _asked_place(p: Parsing, run: Run) -> Place | None:
    """The line that waits for one of these options, when the guest was just asked for it."""
    asked = p.context.asked
    if asked is None or asked.open is None or p.breath:
        return None
    wants = asked.open
    place = p.cart.get(wants.ref)
    named = [option for change in run.changes for option in change.options]
    if place is None or place.gone or not any(option in wants.options for option in named):
        return None
    held = place.line.slot(wants.slot) if wants.slot is not None else None
    if wants.slot is not None and held is not None:
        return SlotPlace(place, wants.slot, held.item)
    return place
