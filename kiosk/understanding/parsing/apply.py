"""A run of changes → choices of the places that it is about."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kiosk.order.cart import Choice, Portion
from kiosk.order.rules import chosen
from kiosk.understanding.bare import bare
from kiosk.understanding.normalise import last_stem, words
from kiosk.understanding.parsing.places import NewLine, Place
from kiosk.understanding.parsing.refusing import line_called, must_have_one, off
from kiosk.understanding.parsing.runs import Change, Run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.words import PHRASES, kind_of

__all__ = ["apply_run", "describe", "take_back"]

_HALVES: Final[tuple[Portion, ...]] = ("left", "right")
_MIN_BEGINNING: Final = 4
"""Letters from which the beginning of a word stands for it."""


def apply_run(p: Parsing, run: Run, places: Sequence[Place]) -> None:
    """Makes the changes of ``run`` on each of ``places``, which it names in this breath."""
    for place in places:
        for each in _one_each(p, run, place) if len(places) == 1 else ():
            part = place.split(1)
            _apply(p, each, part, single=True)
            p.touch(part, before=place)
            run = each if part is place else run
        if run.before and run.before[-1][0] is place:
            return
        _apply(p, run, place, single=len(places) == 1)
        if all(place is not supposed for _, supposed in p.supposed):
            p.touch(place)
            p.mention(place)


def describe(p: Parsing, run: Run, place: Place) -> None:
    """Makes the changes of ``run`` on a place that may never be entered in the order."""
    _apply(p, run, place, single=True)
    if isinstance(place, NewLine):
        place.kinds |= {
            option: _stems(change)
            for change in run.changes
            if change.on
            for option in change.options
            if place.has(option)
        }


def take_back(p: Parsing, run: Run, instead: Run) -> None:
    """As if the last change of ``run`` of the kind that ``instead`` makes had not been said."""
    kinds = {group.id for c in instead.changes for group in p.lexicon.groups_with(c.options)}
    said = [
        change
        for change in run.changes
        if kinds & {group.id for group in p.lexicon.groups_with(change.options)}
    ]
    if not said:
        return
    run.changes.remove(said[-1])
    places = [place for place, _ in run.before]
    for place, state in reversed(run.before):
        place.restore(state)
    run.before.clear()
    apply_run(p, run, places)


def _apply(p: Parsing, run: Run, place: Place, *, single: bool) -> None:
    run.before.append((place, place.state()))
    choices: list[Choice] = []
    refused: Change | None = None
    open_ones = _undecided(p, run, place)
    for change in _amounts_shared(p, run, place):
        if change in open_ones:
            continue
        if not change.on and not change.soft:
            refused = change
            if (line := line_called(p, place, change.options, _stems(change))) is not None:
                p.risk("line guessed")
                if not p.breath:
                    line.set_quantity(0)
                    p.touch(line)
                    continue
        made = _choices(p, change, refused, place, single=single)
        choices += made
        if isinstance(place, NewLine):
            for choice in made:
                place.told_exactly(choice, _stems(change))
    if any(c.kind == "everything" for c in run.changes) and _excepts_nothing(run, place):
        p.risk("nothing came")  # "everything but curd", of what has none: is all else to come?
    if run.only:
        named = {c.option for c in choices}
        choices = [*_bare(p, place, keep=named, beside=named), *choices]
    if _exclude_each_other(place, choices):
        p.risk("share")  # "two cans and a bottle": of one line only one of them can be
    if choices:
        place.choose(tuple(_halves_joined(choices)))


def _halves_joined(choices: Sequence[Choice]) -> list[Choice]:
    """With what was said to lie on either half as one choice of the whole."""
    out: list[Choice] = []
    for choice in choices:
        halves = [replace(choice, portion=half) for half in _HALVES]
        twins = [c for c in out if c != choice and choice in halves and c in halves]
        if twins:
            out[out.index(twins[0])] = replace(choice, portion="whole")
        else:
            out.append(choice)
    return out


def _exclude_each_other(place: Place, choices: Sequence[Choice]) -> bool:
    """Whether the last of them puts out another that was said with it."""
    on = {choice.option for choice in choices if choice.on}
    return any(
        group.exclusive and len(on & group.options.keys()) > 1
        for option in on
        for group in place.groups_of(option)
    )


def _excepts_nothing(run: Run, place: Place) -> bool:
    """Whether the run refuses something that is not on the place anyway."""
    refused = [c for c in run.changes if c.kind == "option" and not c.on]
    return any(not any(map(place.has, change.options)) for change in refused)


def _amounts_shared(p: Parsing, run: Run, place: Place) -> list[Change]:
    """ "Extra onions and olives": an "extra" goes on over what comes without being said."""
    out: list[Change] = []
    for change in run.changes:
        before = out[-1] if out else None
        shares = (
            before is not None
            and before.on
            and before.qualifier in ("extra", "light")
            and change.both
            and change.on
            and change.qualifier is None
            and change.count == 1
            and any(place.is_default(o) and place.has(o) for o in change.options)
        )
        if before is not None and shares:
            p.risk("amount shared")
            change = replace(change, qualifier=before.qualifier)  # noqa: PLW2901 - as it is meant
        out.append(change)
    return out


def _stems(change: Change) -> frozenset[str]:
    return frozenset(word.stem for word in words(change.words))


def _undecided(p: Parsing, run: Run, place: Place) -> list[Change]:
    """Changes of which only one can be made, said with "or" or "and" between: asked about."""
    out: list[Change] = []
    for before, change in pairwise(run.changes):
        if not (before.on and change.on and (change.either or change.both)):
            continue
        named = [o for c in (before, change) for o in c.options if place.can_have(o)]
        groups = [{g.id for g in place.groups_of(o) if g.exclusive} for o in named]
        if len(set(named)) == 2 and groups[0] & groups[1]:
            p.doubt("ambiguous", f"{before.words} {change.words}", named)
            out += [before, change]
    return out


def _one_each(p: Parsing, run: Run, place: Place) -> Sequence[Run]:
    """ "Large and small" of two: a run for each; none where it is not that."""
    changes = run.changes
    if len(changes) < 2 or len(changes) != place.quantity or not all(c.both for c in changes[1:]):
        return ()
    groups = [{g.id for o in c.options for g in place.groups_of(o) if g.exclusive} for c in changes]
    if not set.intersection(*groups):
        return ()
    return [Run([change]) for change in changes]


def _choices(
    p: Parsing, change: Change, first: Change | None, place: Place, *, single: bool
) -> list[Choice]:
    """What one change comes to.

    Args:
        p: the pass.
        change: as it was said.
        first: the change whose "no" may reach to this one.
        place: what it is made on.
        single: whether it is made on no other: then what the place cannot have is asked about.
    """
    if change.kind == "plain":
        return _bare(p, place)
    if change.kind == "everything":
        groups = [g for _, item, _ in place.items() for g in item.groups.values()]
        of = set(change.of_group)
        if not any(g.default for g in groups if not of or of & g.options.keys()):
            p.doubt("unknown_words", change.words)  # nothing comes on it: which, then?
        return [Choice(c.option) for c in place.line.choices if not c.on]
    options = _meant(p, change, place)
    if not options:
        return _cannot(p, change, place, single=single)
    kin = [] if any(map(place.has, options)) else _kin(p, change, place)
    reached = kin or _still_refused(change, first, place, options)
    on = change.on or (change.soft and not reached)
    if not on and kin:
        options = kin
    if len(options) > 1:
        options = _pick(p, change, place, options, on=on)
    return _made(p, change, place, options, on=on) if options else []


def _kin(p: Parsing, change: Change, place: Place) -> list[str]:
    """What is on and has the words in its name: "no onions" of what has red onions."""
    stems = _stems(change)
    named = [
        option
        for _, item, choices in place.items()
        for option in chosen(item, choices)
        if p.lexicon.holds(option, stems)
    ]
    # where it can have what the words name, tomato sauce is not meant by "tomatoes"
    return _headed(p, change, named) if any(map(place.can_have, change.options)) else named


def _cannot(p: Parsing, change: Change, place: Place, *, single: bool) -> list[Choice]:
    """For what the place cannot have: a doubt, unless the words are also a way to say plain."""
    if kind_of(change.words) == "plain":
        return _bare(p, place)
    if off := _refused_by_name(p, change, place):
        return off
    if PHRASES.get(change.words) == ("size_word", "usual"):
        return []  # "one regular" of what has no sizes
    if single:
        p.doubt("not_on_item", change.words, (change.options[0], place.line.item))
    return []


def _refused_by_name(p: Parsing, change: Change, place: Place) -> list[Choice]:
    """ "No sauce", a choice of something else: here what is on of that name or group goes."""
    first, *rest = words(change.words)
    if first.text != "no" or not rest:
        return []
    named = p.lexicon.exact(rest)
    options = {m.id for m in named if m.kind == "option"}
    options |= {*p.lexicon.in_groups(tuple(m.id for m in named if m.kind == "group"))}
    return [Choice(option, on=False) for option in sorted(options) if place.has(option)]


def _made(
    p: Parsing, change: Change, place: Place, options: Sequence[str], *, on: bool
) -> list[Choice]:
    """The choices that put the first of the options on, or all of them off."""
    if change.score < 1.0:
        p.risk("near" if change.score < 0.9 else "part")
    if change.before_name:
        p.risk("part before a name")
    if on and _rest_is_bare(change, place, options[0]):
        return []
    if on or must_have_one(place, options):
        return [_choice(p, change, place, options[0])]
    if change.qualifier is not None:
        return _without_extra(change, place, options[0])
    if any(group.exclusive and group.min for o in options for group in place.groups_of(o)):
        p.risk("choice refused")
    return [off(change, place, option) for option in options]


def _rest_is_bare(change: Change, place: Place, option: str) -> bool:
    """ "Half cheese": that half is as it comes; the other is not without."""
    half = change.portion != "whole" and change.qualifier is None
    return half and place.is_default(option) and place.has(option)


def _meant(p: Parsing, change: Change, place: Place) -> list[str]:
    """The options of the place that the words can mean, by the surest way that finds any."""
    for named in (change.options, change.of_group, _shorter(p, change.words)):
        found = [option for option in named if place.can_have(option)]
        if found:
            return found
    return _longer(p, change.words, place)


def _shorter(p: Parsing, said: str) -> list[str]:
    """What the words name without the last: "barbecue sauce" where the sauce is "barbecue"."""
    run = words(said)
    while len(run) > 1:
        run = run[:-1]
        found = [m.id for m in p.lexicon.exact(run) if m.kind == "option"]
        if found:
            return found
    return []


def _longer(p: Parsing, said: str, place: Place) -> list[str]:
    """Options of the place whose names begin with the word: "warm" where it is "warmed"."""
    key = "".join(w.stem for w in words(said))
    if len(key) < _MIN_BEGINNING:
        return []
    found = [
        option
        for _, item, _ in place.items()
        for group in item.groups.values()
        for option in group.options
        if any(phrase.startswith(key) for phrase in p.lexicon.phrases[option])
    ]
    return found if len(found) == 1 else []


def _still_refused(
    change: Change, first: Change | None, place: Place, options: Sequence[str]
) -> bool:
    """Whether "no" reaches this far into its list: to what comes by default, or is of a kind."""
    if any(place.is_default(o) or place.has(o) for o in options):
        return True
    if place.has_defaults_beside(options[0]) or not change.joined or first is None:
        return False
    groups = {group.id for o in (*first.options, options[0]) for group in place.groups_of(o)}
    return len(groups) == 1


def _without_extra(change: Change, place: Place, option: str) -> list[Choice]:
    """ "no extra cheese": what is there stays, the extra does not come."""
    if place.has(option):
        return [Choice(option)]
    return [Choice(option, on=False, qualifier=change.qualifier)]


def _pick(p: Parsing, change: Change, place: Place, options: list[str], *, on: bool) -> list[str]:
    """Which of several options the words mean here; none, with a doubt, when that is open."""
    have = [o for o in options if place.has(o)]
    if not on:
        return _headed(p, change, have) or have or options[:1]
    if len(have) == 1:
        return have
    pool = p.context.asked.answers if p.context.asked else ()
    named = [o for o in options if o in pool]
    if len(named) == 1:
        return named
    p.doubt("ambiguous", change.words, options)
    return []


def _headed(p: Parsing, change: Change, options: Sequence[str]) -> list[str]:
    """Those that are a kind of what was said: green peppers are peppers, pepper jack is none."""
    said = last_stem(change.words)
    return [o for o in options if last_stem(p.lexicon.option_name(o)) == said]


def _choice(p: Parsing, change: Change, place: Place, option: str) -> Choice:
    """With amount, count and half, as far as its group knows them."""
    group = next(iter(place.groups_of(option)), None)
    if group is None:
        return Choice(option)  # the size of a meal
    out = Choice(option, True, change.qualifier, change.count, change.portion)
    if not group.portions:
        out = replace(out, portion="whole")  # "large and ham on the left": no half is large
    if out.qualifier == "extra" and "extra" not in group.qualifiers and group.max_count > 1:
        least = 1 if change.measured and not place.is_default(option) else 2
        out = replace(out, qualifier=None, count=max(least, out.count))
    elif out.qualifier is not None and out.qualifier not in group.qualifiers:
        p.risk("qualifier dropped")
        out = replace(out, qualifier=None)
    if out.count > 1 and group.max_count == 1:
        qualifier = "extra" if "extra" in group.qualifiers else out.qualifier
        out = replace(out, count=1, qualifier=qualifier)
        p.risk("count dropped")
    return out


def _bare(
    p: Parsing, place: Place, keep: Set[str] = frozenset(), beside: Set[str] | None = None
) -> list[Choice]:
    """Every default topping off, of a meal those of its main.

    Args:
        p: the pass.
        place: what is to be plain.
        keep: what stays, with what the item is named for.
        beside: only of groups that hold one of these.
    """
    item = next((item for _, item, _ in place.items()), None)
    if item is None:
        return []
    said = keep | place.kinds.keys() if isinstance(place, NewLine) else keep
    called = p.base_words if place is p.last_new else ""
    return [Choice(option, on=False) for option in bare(item, said, beside, called)]
