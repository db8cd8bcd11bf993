"""Changes were said: whose they are, and what becomes of them with no line to make them on."""

from __future__ import annotations

from dataclasses import replace

from kiosk.order.edits import Act
from kiosk.understanding.normalise import stem
from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.dishes import on_dish
from kiosk.understanding.parsing.lines import open_named
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.places import PartLine, Place, SlotPlace, new_line
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.runs import Change, Run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.targets import able, default_targets, scope
from kiosk.understanding.parsing.understood import understood_dish

__all__ = ["on_run"]


def on_run(p: Parsing) -> None:
    """Reads a run of changes, finds whose they are, and makes them."""
    start = p.at
    run, end = read_run(p, start)
    fewer = p.negated or run.dangling
    if p.negated:
        run.negate_first()
        p.negated = False
    if Act("yes") in p.acts and _offered(p, run) is not None:
        p.acts.remove(Act("yes"))
    places, end = scope(p, run, end)
    p.at = max(end, start + 1)
    if run.dangling and not run.changes and not run.loose:
        p.negated = True
        if places:
            p.cur = places[-1]
        return
    if run.loose and not run.changes:
        _count_loose(p, run, p.tags[start].words, fewer=fewer)
        return
    if places and len(run.changes) > 1 and run.changes[-1].apart and p.cur is not None:
        own, run = Run(run.changes[:-1]), Run(run.changes[-1:])
        apply_run(p, own, [p.cur, *(place for place in places if place is not p.cur)])
    if places and p.change is not None and not p.pointed and len(run.changes) > 1:
        own, theirs = run.parted()  # "(make the tea) a large and no foam on the latte"
        own, run = (own, theirs) if own.changes else run.own()
        apply_run(p, own, [p.change])
    if places and p.cur is not None and _sizes_all(run, p.cur, places):
        apply_run(p, Run(run.changes[:1]), [p.cur])
    run = _keep_own(p, run, places)
    places = places or _places(p, run)
    if not places:
        _nowhere(p, run)
        return
    p.change = None
    if p.kind(start) == "and" and _goes_on_refusing(p, run, places):
        run.refuse()
    apply_run(p, run, places)
    p.cur = places[-1]
    if p.base is None:
        p.base = p.cur.whole if isinstance(p.cur, PartLine) else p.cur
    p.last_run = run
    p.correcting = False
    p.scope_with = run.opened_with or p.scope_with
    p.negated = run.dangling


def _keep_own(p: Parsing, run: Run, places: list[Place]) -> Run:
    """What is left for the lines of the scope: what only another line can have is its own.

    "(A tea) large and dill on the bun", "(what size for the tea?) large and dill on the bun".
    """
    other = p.cur or _asked_about(p)
    if not places or other is None or other in places:
        return run

    def own(change: Change) -> bool:
        theirs = any(place.can_have(o) for place in places for o in change.options)
        return not theirs and any(map(other.can_have, change.options))

    mine = [change for change in run.changes if own(change)]
    if not mine or len(mine) == len(run.changes):
        return run
    apply_run(p, Run(mine), [other])
    return replace(run, changes=[change for change in run.changes if change not in mine])


def _asked_about(p: Parsing) -> Place | None:
    """The line, or part of a meal, that the open question is about."""
    wants = p.context.wants
    line = p.cart.get(wants.ref) if wants is not None else None
    if wants is None or line is None or wants.slot is None:
        return line
    held = line.line.slot(wants.slot)
    return SlotPlace(line, wants.slot, held.item) if held is not None else None


def _sizes_all(run: Run, cur: Place, places: list[Place]) -> bool:
    """ "Two hawaiians large, no ham on one": what every one must have is said of all."""
    if len(run.changes) < 2 or cur in places or places[0].line.item != cur.line.item:
        return False
    size, then = run.changes[:2]
    needed = [g.exclusive and g.min > 0 for o in size.options for g in cur.groups_of(o)]
    return size.on and not then.on and not then.joined and bool(needed) and all(needed)


def _goes_on_refusing(p: Parsing, run: Run, places: list[Place]) -> bool:
    """ "No onions on one and the pickles on the other": to add what comes anyway means nothing."""
    if p.last_run is None or not p.last_run.changes or p.last_run.polarity:
        return False
    return all(
        change.kind == "option"
        and change.on
        and change.qualifier is None
        and change.count == 1
        and all(any(place.is_default(o) for o in change.options) for place in places)
        for change in run.changes
    )


def _count_loose(p: Parsing, run: Run, words: str, *, fewer: bool) -> None:
    """ "Two pumps": of the only thing on the line in mind that is counted so.

    "Take two pumps out of it" leaves as many fewer; then the line itself is not what goes.
    """
    place = p.latest()
    counted = [
        choice
        for _, _, choices in (place.items() if place is not None else ())
        for choice in choices
        if choice.on and place is not None and _measured(place, choice.option, run.unit)
    ]
    if place is None or len(counted) != 1:
        p.out.unplaced.append(words)
        return
    was = counted[0]
    count = was.count - run.loose if fewer else run.loose
    place.choose((replace(was, count=max(1, count), on=count > 0),))
    p.touch(place)
    p.cur = place


def _measured(place: Place, option: str, unit: str) -> bool:
    """Whether the option is told in the unit, a stem."""
    units = {stem(word) for group in place.groups_of(option) for word in group.unit}
    return unit in units


def _places(p: Parsing, run: Run) -> list[Place]:
    """Whose changes they are where no scope was said."""
    if p.change is not None:
        return [p.change]
    if together := _told_together(p, run):
        p.risk("which line")
        return together
    places = default_targets(p, run)
    if not places and (taken := _offered(p, run)) is not None:
        p.risk("dish understood")  # "can I get you one?" "without dill, then"
        return [taken]
    if not places and p.kind(p.at) in ("on", "with"):
        noun = noun_phrase(p, p.at + 1)
        if noun is not None:  # "ham and olives on a small pizza"
            on_dish(p, noun)
            return [p.cur] if p.cur is not None else []
    return places


def _offered(p: Parsing, run: Run) -> Place | None:
    """ "Can I get you one?" "Yes, without dill": a line of what was offered, if it can be so."""
    asked = p.context.asked
    if asked is None or asked.kind != "offer" or len(asked.options) != 1 or p.breath:
        return None
    if p.menu.sold(asked.options[0]) is None:
        return None
    place = open_named(p, asked.options[0])
    if not able(place, run):
        return None
    p.enter(place)
    p.last_new = place
    return place


def _told_together(p: Parsing, run: Run) -> list[Place]:
    """ "Dill on both pies, none of the moss": of all that the words before were said of."""
    before = p.last_run.before if p.last_run is not None else []
    told = [place for place in dict.fromkeys(place for place, _ in before) if not place.gone]
    same = len(told) > 1 and p.cur in told and all(able(place, run) for place in told)
    return told if same else []


def _nowhere(p: Parsing, run: Run) -> None:
    """A dish understood from the changes, or a question for each."""
    new = run.changes and run.polarity and not (p.correcting and p.cart)  # what there is was meant
    name = understood_dish(p, run.wanted) if new else None
    if name is not None:
        place = new_line(p.menu, name)
        p.enter(place)
        apply_run(p, run, [place])
        p.last_new, p.last_run = place, run
        p.risk("dish understood")
        return
    for change in run.changes:
        if change.on:
            p.doubt("no_line", change.words, change.options)
        else:
            p.doubt("unused_negation", f"no {change.words}")
