"""References that begin a clause and take what follows: "the second one no onions"."""

from __future__ import annotations

from kiosk.menu.model import Combo
from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.changes import on_run
from kiosk.understanding.parsing.lines import open_named
from kiosk.understanding.parsing.meals import on_meal, swap_slot
from kiosk.understanding.parsing.nouns import NounPhrase, noun_phrase
from kiosk.understanding.parsing.places import SlotPlace, new_line
from kiosk.understanding.parsing.questions import without_feared
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.refer import Reference, counted, reference
from kiosk.understanding.parsing.removing import contrasts, goes_on_removing, said_not
from kiosk.understanding.parsing.resolve import candidates
from kiosk.understanding.parsing.siblings import siblings
from kiosk.understanding.parsing.starts import starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.swaps import swap_change
from kiosk.understanding.parsing.targets import scope, tells_it_apart
from kiosk.understanding.parsing.telling import told_apart
from kiosk.understanding.words.pointing import ALL_THE

__all__ = ["pointing"]

_OUGHT = frozenset(("menu", "det", "it", "nth", "last", "all", "one_of", "num", "other"))
"""Kinds of what something "should be" is said of."""
_DOES = frozenset(("can you do", "could you do", "can we do", "could we do", "can you please do"))
"""Requests that something be done with a thing rather than brought."""
_ASKS_FOR = frozenset(("request", "add", "with", "on", "into", "make", "sub", "instead_of", "neg"))
"""Kinds after which "the coke" is not said to tell something of the one that is there."""
_THAT = frozenset(("that", "this"))
"""Before a name: the one that is there."""


def pointing(p: Parsing) -> bool:
    """Reads a reference and what is said of it, where one begins here."""
    kind = p.kind(p.at)
    if kind in _OUGHT and not p.negated and (_ought(p) or _becomes(p)):
        return True
    one = kind in ("it", "num", "ones", "one_of") or (kind == "det" and p.tags[p.at].value == "1of")
    if one and _orders_what_was_asked_about(p):
        return True
    if kind == "nth" and p.context.asked is not None and p.context.asked.options:
        return _pick_nth(p)
    if p.negated and _refused(p):
        return True
    return _described(p) or _topic(p)


def _ought(p: Parsing) -> bool:
    """ "the coke should be large"."""
    if not any(p.kind(at) == "be" for at in range(p.at + 1, p.at + 5)):
        return False
    found = reference(p, p.at)
    if found is None or p.kind(found.end) != "be":
        return False
    if _only_so_many(p, p.at, found, found.end + 1):
        return True
    if len(found.places) > 1 and _told(p, p.at, found, found.end + 1):
        return True  # "both should be large"
    p.pointed = p.kind(p.at) == "it"  # "it should be two teas": whichever they are of
    p.at = found.end + 1
    p.cur = p.change = found.take(p)[-1]
    p.correcting = False
    return True


def _becomes(p: Parsing) -> bool:
    """ "(Change the fries to rings) and the coke to a sprite"."""
    if not any(p.kind(at) == "into" for at in range(p.at + 1, p.at + 4)):
        return False
    found = reference(p, p.at)
    if found is None or found.option is not None or p.kind(found.end) != "into":
        return False
    at = found.end + 1
    if noun_phrase(p, at) is None and not starts_run(p, at):
        return False
    if len(found.places) > 1 and _told(p, p.at, found, at):
        return True  # "both down to a small"
    p.at = at
    p.cur = p.change = found.take(p)[-1]
    p.pointed = p.correcting = False
    return True


def _topic(p: Parsing) -> bool:
    """ "My last drink, can you do no ice on that": what the request after it is about.

    "The second one, make it a tea" changes just that one.
    """
    named = p.tags[p.at].words in _THAT and bool(p.tags[p.at + 1 :]) and p.tags[p.at + 1].of("item")
    if not (named or p.kind(p.at) in ("last", "nth", "other")) or p.negated:
        return False
    if p.kind(p.at + 1) == "repeat_line":
        p.at += 1  # "second one the same thing but small" tells of no line that is there
        return True
    found = reference(p, p.at + bool(named))
    if found is None or p.kind(found.end) not in ("request", "make") or found.option is not None:
        return False
    p.cur = found.take(p)[-1]
    p.at = found.end
    if p.kind(p.at) == "make" and p.kind(p.at + 1) == "it":
        p.change, p.pointed = p.cur, False  # that one, whatever else is like what follows
        p.at += 2
    return True


def _orders_what_was_asked_about(p: Parsing) -> bool:
    """ "How much is the pie?" … "I'll take one"."""
    name = p.context.about
    if name is None or p.menu.sold(name) is None or p.breath or p.change is not None:
        return False
    opens = p.kind(p.at - 1) in ("", "request", "yes", "just", "add", "and", "make", "no")
    if not opens or noun_phrase(p, p.at) is not None:
        return False
    tag = p.tags[p.at]
    asked = p.context.asked
    offered = asked is not None and name in asked.options
    place = open_named(p, name) if offered else new_line(p.menu, name)
    place.set_quantity(max(1, int(tag.value)) if tag.kind == "num" else 1)
    p.enter(place)
    p.last_new = place
    p.at += 1
    p.at += p.kind(p.at) == "all" or (p.kind(p.at) == "det" and p.tags[p.at].words == "of those")
    if p.kind(p.at) == "on" and p.kind(p.at + 1) == "det" and starts_run(p, p.at + 2):
        p.at += 2  # "one of those in a medium"
    p.note(tag, f"is the {name} that was asked about")
    return True


def _pick_nth(p: Parsing) -> bool:
    """ "the second one", of what the question named."""
    assert p.context.asked is not None
    named = p.context.asked.options
    n = int(p.tags[p.at].value) - 1
    if n >= len(named) or p.menu.sold(named[n]) is None:
        return False
    p.enter(open_named(p, named[n]))
    p.at += 1
    return True


def _refused(p: Parsing) -> bool:
    """ "no" before a reference: its lines go, or what is on them does."""
    kind = p.kind(p.at)
    if kind == "it" and p.kind(p.at + 1) in ("on", "with") and starts_run(p, p.at + 2):
        p.at += 2
        on_run(p)
        return True
    if kind in ("it", "all") and without_feared(p):
        p.at += 1
        return True
    apart = told_apart(p, p.at) is not None  # "the one with bacon"
    if not apart and (kind not in ("it", "all", "last", "nth") or starts_run(p, p.at + 1)):
        return False
    found = reference(p, p.at)
    if found is None:
        p.at += 1  # "skip it" with nothing there
        p.negated = False
        return True
    only_not = said_not(p, p.at)
    p.at = found.end
    p.negated = False
    if only_not and contrasts(p, found.places[-1]):
        return True
    for place in found.take(p):
        place.set_quantity(0)
        p.touch(place)
    p.negated = goes_on_removing(p)
    return True


def _definite(p: Parsing, at: int) -> bool:
    """Whether "the" there can point at what is there: nothing is asked for or added before it."""
    if p.tags[at].words not in ("the", *ALL_THE):
        return False
    if p.kind(at - 1) == "request" and not p.breath and _of_what_is_there(p, at - 1):
        p.risk("ordered again")
        return True
    return p.kind(at - 1) not in _ASKS_FOR


def _of_what_is_there(p: Parsing, at: int) -> bool:
    """Whether a request is about a line: "can you do the tea with milk", "no, I want the tea …"."""
    return p.tags[at].words in _DOES or p.kind(at - 1) == "fix"


def _told_of_it(p: Parsing, found: Reference) -> bool:
    """Whether an option of what was pointed at follows: "the coke in a bottle", "the pie large"."""
    at = found.end
    if p.tags[at - 1].mark in (".", "?"):
        return False
    while p.kind(at) in ("on", "det"):
        at += 1
    tag = p.tag(at)
    if tag is None or tag.kind != "menu" or found.option is not None:
        return False
    return starts_run(p, at) and any(map(found.places[0].can_have, tag.of("option")))


def _described(p: Parsing) -> bool:
    """ "on both of them no onions", "two of those extra cheese"."""
    scoped = p.kind(p.at) == "on"
    at = p.at + 1 if scoped else p.at
    definite = p.kind(at) == "det" and not scoped and _definite(p, at)
    found = _pointed_at(p, at, scoped=scoped, definite=definite)
    if found is None:
        return False
    end = found.end
    if definite and isinstance(found.places[0].entry, Combo) and noun_phrase(p, end + 1):
        p.cur = found.places[0]  # "the three with a large coke"
        p.at = end
        return True
    while scoped and p.kind(end) in ("request", "add", "with"):
        end += 1
    end += p.kind(end) == "on" and starts_run(p, end + 1)  # "both on rye"
    end += p.kind(end) == "det" and definite and _told_of_it(p, found)  # "the tea's a large"
    return (
        _taken_up(p, found, end, scoped=scoped)
        or _told_sibling(p, found, end)
        or _told_of_all(p, found, end)
        or _only_so_many(p, at, found, end)
        or _told(p, at, found, end)
    )


def _pointed_at(p: Parsing, at: int, *, scoped: bool, definite: bool) -> Reference | None:
    """What the words at a tag point at, where something may be told of it.

    Args:
        p: the pass.
        at: the first tag of the reference.
        scoped: an "on" stands before it.
        definite: it begins with "the".
    """
    kind = p.kind(at)
    in_deal = isinstance(p.cur, SlotPlace) and p.base is p.cur.parent
    if (kind == "menu" and not scoped) or (kind == "other" and in_deal):
        return None
    if kind not in ("all", "one_of", "nth", "last", "it", "other", "num", "det", "menu"):
        return None
    if kind in ("num", "det") and not (definite or scoped or counted(p, at)):
        return None
    found = reference(p, at)
    if found is None or (definite and _is_new(p, found)):
        return None
    apart = definite or (scoped and tells_it_apart(p, found))
    return found if found.option is None or apart else None


def _is_new(p: Parsing, found: Reference) -> bool:
    """Whether "the" only begins an order: nothing is told of what it would point at."""
    one = p.tags[found.end - 1].words in ("one", "ones")  # "the veggie one" is there already
    return (
        not one
        and not _as_meal(p, found.end)
        and p.kind(found.end) not in ("with", "neg", "light", "extra", "only", "add")
        and not _told_of_it(p, found)
    )


def _as_meal(p: Parsing, at: int) -> bool:
    """Whether it is to be a meal: "the hamburger as a combo"; "the hamburger meal" is another."""
    return p.kind(at) == "meal" and p.tags[at].words.startswith("a ")


def _taken_up(p: Parsing, found: Reference, end: int, *, scoped: bool) -> bool:
    """What the next words are about, where they are a verb's or make it a meal."""
    if p.kind(end) == "meal":  # "both as meals"
        for place in found.take(p):
            p.cur, p.at = place, end
            on_meal(p, p.tags[end])
        return True
    if scoped and p.kind(end) == "make":  # "on one of them switch the mustard to mayo"
        p.cur = found.take(p)[-1]
        p.mention(p.cur)
        p.at = end
        return True
    return False


def _told(p: Parsing, at: int, found: Reference, end: int) -> bool:
    """The changes that follow the reference at tag ``at`` are of what it points at."""
    was, p.cur = p.cur, found.places[0]
    if not starts_run(p, end):
        p.cur = was
        return False
    if found.count and found.places[0] is p.last_new and found.count > p.last_new.quantity:
        p.last_new.set_quantity(found.count)  # "tacos, two of them"
    places = found.take(p)
    run, p.at = read_run(p, end)
    goes_on = p.kind(p.at) == p.kind(at)  # "the first one large, the second one …"
    others, after = ([], p.at) if goes_on else scope(p, run, p.at)
    if others:  # "both large, no whip on the chocolate one"
        own, theirs = run.parted()
        own, run = (own, theirs) if own.changes else run.own()
        apply_run(p, own, places)
        places, p.at = others, after
    if p.tags[at].value == "none":  # "neither of them with onions"
        run.refuse()
    apply_run(p, run, places)
    p.cur = places[-1]
    if found.count:
        p.base = found.places[0]
    p.last_run = run
    return True


def _told_sibling(p: Parsing, found: Reference, end: int) -> bool:
    """ "Can I do that grilled", "could I get that in vanilla": another of its sort."""
    at = end + (p.kind(end) == "on" and p.tags[end].words == "in")
    tag, place = p.tag(at), found.places[0]
    names = siblings(p, tag, place) if tag is not None and len(found.places) == 1 else []
    noun = noun_phrase(p, at) if len(names) == 1 and not p.tags[end - 1].mark else None
    if noun is None or noun.determiner or noun.before[1] > noun.before[0]:
        return False
    p.at = noun.end
    p.pointed = False
    p.risk("which line")
    swap_change(p, noun, names[0], found.take(p)[-1])
    return True


def _told_of_all(p: Parsing, found: Reference, end: int) -> bool:
    """ "Both with cokes": each of the meals takes one; "on the kids meal I want apples"."""
    asked = p.kind(end - 1) == "request" or p.kind(end) == "with"
    if (len(found.places) < 2 and not asked) or found.option is not None:
        return False
    end += p.kind(end) == "with"
    if (noun := _of_each_meal(p, found, end)) is None:
        return False
    places = found.take(p)
    while noun is not None:
        name = candidates(p, noun)[0]
        for place in places:
            swap_change(p, noun, name, place)
        p.at = noun.end + (p.kind(noun.end) == "as_side")
        noun = _of_each_meal(p, found, p.at + 1) if p.kind(p.at) == "and" else None
    return True


def _of_each_meal(p: Parsing, found: Reference, at: int) -> NounPhrase | None:
    """What is named there, if it can be in all of what is pointed at."""
    noun = noun_phrase(p, at)
    names = candidates(p, noun) if noun is not None else []
    takes = len(names) == 1 and all(swap_slot(place, names[0]) for place in found.places)
    return noun if takes else None


def _only_so_many(p: Parsing, at: int, found: Reference, end: int) -> bool:
    """ "Only one of them gets pickles": where all have them, the others have none."""
    whole = found.places[0]
    if not found.count or not p.tags[at].words.startswith(("just ", "only ")):
        return False
    run, after = read_run(p, end)
    plain = all(c.kind == "option" and c.on and c.qualifier is None for c in run.changes)
    there = all(any(map(whole.has, c.options)) for c in run.changes)
    if not run.changes or not plain or not there or found.count >= whole.quantity:
        return False
    run.refuse()
    p.risk("share")  # the others lose it
    rest = whole.split(whole.quantity - found.count)
    p.touch(rest, before=whole)
    apply_run(p, run, [rest])
    p.cur, p.base, p.at = rest, whole, after
    return True
