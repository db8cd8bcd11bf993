"""Opening a line for a dish that was named, or finding the line that it goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from kiosk.order.cart import Choice
from kiosk.order.edits import Undo
from kiosk.order.rules import open_choices
from kiosk.understanding.normalise import last_stem, stem
from kiosk.understanding.parsing.each import each_follows
from kiosk.understanding.parsing.nouns import NounPhrase, just_the, noun_phrase
from kiosk.understanding.parsing.places import NewLine, Place, new_line
from kiosk.understanding.parsing.resolve import described, options_said, take_before, take_tags
from kiosk.understanding.parsing.starts import counts
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.reading import DoubtKind

__all__ = ["open_line", "open_named", "suppose"]

_FEWER: Final = frozenset(("only", "just"))
"""Kinds before a number that say that there shall be no more."""
_SHARES: Final = frozenset(("num", "ones", "one_of", "other", "half"))
"""Kinds that tell how many of several are so: then a number before them may be such a share."""


def open_line(p: Parsing, noun: NounPhrase, name: str) -> None:
    """The dish as a line of its own, unless it is one that is there already."""
    quantity = noun.quantity or p.awaited or 1
    p.awaited = None
    if _only_that(p, noun, name) or _comes_back(p, noun) or _goes_on(p, noun, name, quantity):
        return
    _doubt_that_new(p, noun, name)
    place = p.last_new = _new(p, noun, name, quantity)
    head = p.tags[noun.head]
    p.base_words = head.stems
    take_before(p, noun, place)
    p.enter(place)
    _count_after(p, noun, place)
    _one_for_each(p, noun, place)
    if noun.determiner == "side" or p.kind(noun.end) in ("as_side", "on_the_side"):
        p.sided = place
    p.note(head, f"opens a line: {place.quantity} {name}")


def _goes_on(p: Parsing, noun: NounPhrase, name: str, quantity: int) -> bool:
    """Whether it is a line that is there, which takes what is said of it."""
    head = p.tags[noun.head]
    part = _part_of_base(p, noun, name)
    if part is not None:
        take_before(p, noun, part)
        p.touch(part, before=p.base)
        p.breath.append(part)
        p.cur = part
        if p.kind(p.at) == "num" and p.kind(p.at + 1) in ("with", "neg"):
            p.at += 1  # the second "one" of "one black one with sugar"
        return True
    answered = _answered(p, noun, name)
    if answered is not None:
        take_before(p, noun, answered)
        p.enter(answered)
        p.note(head, "answers what was asked of it")
        return True
    there = _there_already(p, noun, name)
    if there is not None:
        p.mention(there)
        p.cur = there
        p.risk("ordered again")
        p.note(head, "is the one that is there")
        return True
    recounted = _recounted(p, noun, name)
    if recounted is not None:
        recounted.set_quantity(quantity)
        p.enter(recounted)
        p.note(head, "corrects how many of the last line")
        return True
    return _said_again(p, noun, name)


def _said_again(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """Whether it only tells more of what is being talked of."""
    says_again = (_same_again, _restated, _tells_which)
    if p.cur is None or not any(says(p, noun, name) for says in says_again):
        return False
    if p.cur.line.item != name:
        p.cur.swap(name)
    take_before(p, noun, p.cur)
    return True


def _doubt_that_new(p: Parsing, noun: NounPhrase, name: str) -> None:
    """What may be another line of the same, or that line."""
    if _may_be_before(p, noun) or (p.cart and _some_of_there(p, noun)):
        p.risk("which line")
    if noun.determiner == "another" and noun.start + 1 == noun.head and _ordered_with(p, name):
        p.risk("ordered again")  # "one more latte": like the two with oat milk, or not
    if p.base is not None and p.cur is not p.base and p.base.quantity == noun.quantity:
        p.risk("share")  # "three pies, two with ham and one supreme": the last of them, or a fourth


def _count_after(p: Parsing, noun: NounPhrase, place: NewLine) -> None:
    """ "Sweet teas, three": several of them are named, and then told how many."""
    times = p.tag(noun.end) is not None and p.tags[noun.end].words == "times"
    at = noun.end + times  # "teas times three"
    tag, head = p.tag(at), p.tags[noun.head]
    if tag is None or tag.kind != "num" or noun.determiner or p.at != noun.end:
        return
    number = int(tag.value)
    last = head.words.split()[-1]
    plural = times or (last.endswith("s") and last != stem(last))
    later = takewhile(lambda tag: not tag.of("item"), p.tags[at + 1 :])
    shares = [tag for tag in later if tag.kind in _SHARES]
    if not plural or place.unchosen_count(number) is not None:
        return
    if noun_phrase(p, at) is not None or counts(p, at) or each_follows(p, at + 1):
        return
    if shares and not tag.mark and p.kind(at + 1) not in _SHARES:
        if all(share.kind == "num" for share in shares):  # "teas, two large and one small"
            place.set_quantity(number + sum(int(share.value) for share in shares))
    elif number > 1:
        place.set_quantity(number)
        p.at = at + 1


def _one_for_each(p: Parsing, noun: NounPhrase, place: NewLine) -> None:
    """ "Two kids meals and a shake each": as many as of what was named before it."""
    tag, before = p.tag(noun.end), p.breath[-2] if len(p.breath) > 1 else None
    if tag is None or tag.words != "each" or before is None or before.quantity < 2:
        return
    if noun.determiner == "1" and p.at == noun.end:
        place.set_quantity(before.quantity)
        p.at += 1
        p.risk("amount shared")


def _tells_which(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "Twelve wings boneless": which of a kind, right after the kind."""
    cur, head, before = p.cur, p.tags[noun.head], p.tag(noun.start - 1)
    if cur is None or cur is not p.last_new or noun.determiner or before is None:
        return False
    entry = p.menu.sold(name)
    kind = last_stem(cur.entry.name)
    own = entry is not None and kind in (last_stem(entry.name), last_stem(entry.category))
    told = p.base_words == kind and kind not in head.stems.split()
    if not own or not told or before.kind != "menu" or before.mark:
        return False
    p.risk("ordered again")
    return True


def _may_be_before(p: Parsing, noun: NounPhrase) -> bool:
    """ "A soup large fizz": whether the option may be what the dish before still needs."""
    if noun.determiner or p.cur is None or p.kind(noun.start - 1) != "menu":
        return False
    needed = {option for wants in open_choices(p.menu, p.cur.line) for option in wants.options}
    return bool(needed & options_said(p, noun))


def _some_of_there(p: Parsing, noun: NounPhrase) -> bool:
    """ "Two of those diet", "(can) one (be) the chicken": of what there is, or new."""
    before = p.tags[noun.start : noun.head]
    of_those = any(tag.words == "of those" for tag in before)
    the_one = len(before) > 1 and before[0].kind == "num" and before[1].words == "the"
    return of_those or the_one


def _ordered_with(p: Parsing, name: str) -> bool:
    """Whether a line of it stands there of which more was said than what it is."""
    return any(place.line.item == name and place.line.choices for place in p.cart.values())


def _new(p: Parsing, noun: NounPhrase, name: str, quantity: int) -> NewLine:
    """The new line, as far as number and an earlier question tell it; none of it is gone."""
    asked = p.context.asked
    place = new_line(p.menu, name)
    if asked is not None and asked.line is not None and name in asked.options and not p.breath:
        place = open_named(p, name)
        quantity = noun.quantity or place.quantity
    if noun.determiner == "num" and quantity > 1:
        pieces = place.unchosen_count(quantity)  # "ten nuggets" are one box
        if pieces is not None:
            place.choose((Choice(pieces),))
            quantity = 1
    place.set_quantity(max(1, quantity))
    place.gone = quantity < 1
    if name in p.counted.among or quantity == p.counted.left:
        take_tags(p, p.counted.before, place)  # "three large drinks, two teas and a …" another
        p.counted = replace(p.counted, left=p.counted.left - quantity)
    return place


def open_named(p: Parsing, name: str) -> NewLine:
    """One of the things asked about, with what was said of it before the question."""
    asked = p.context.asked
    line = asked.line if asked is not None else None
    if line is None:
        return new_line(p.menu, name)
    return NewLine(p.menu, replace(line, item=name, ref=0, slots=()))


def _only_that(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "just the hamburger" where one is ordered: that one, not another."""
    named = {name, *p.lexicon.in_categories(p.tags[noun.head].of("category"))}
    return just_the(p, noun) and any(place.line.item in named for place in p.cart.values())


def _comes_back(p: Parsing, noun: NounPhrase) -> bool:
    """ "Undo that, I want my tuna": what was undone holds it."""
    if Undo() not in p.acts or noun.quantity or noun.before[1] > noun.before[0]:
        return False
    p.risk("ordered again")
    return True


def _there_already(p: Parsing, noun: NounPhrase, name: str) -> Place | None:
    """ "The cheeseburger's for my son": one that is there, where nothing is asked for."""
    if noun.determiner != "0" or p.tags[noun.start].words != "the" or p.breath:
        return None
    if (
        p.kind(noun.start - 1) in ("request", "add", "with", "yes")
        or noun.before[1] > noun.before[0]
    ):
        return None
    return next((place for place in p.cart.values() if place.line.item == name), None)


def _part_of_base(p: Parsing, noun: NounPhrase, name: str) -> Place | None:
    """ "three coffees, one black coffee with …": some of those just ordered."""
    base, count = p.base, noun.quantity
    if base is None or base is not p.last_new or base.line.item != name or not count:
        return None
    if count >= base.quantity or p.kind(noun.start - 1) in ("and", "add", "request"):
        return None
    if p.tags[noun.head].stems == p.base_words:
        return None  # the dish named again in full is another line
    return base.split(count)


def _answered(p: Parsing, noun: NounPhrase, name: str) -> Place | None:
    """ "What size are the rings?" "Large rings": the line that waits for just these options."""
    wants = p.context.wants
    if wants is None or noun.determiner in ("num", "another", "side"):
        return None
    wanted = options_said(p, noun)
    asked_of = p.cart.get(wants.ref)
    if asked_of is not None and asked_of.line.item == name and not (wanted or noun.determiner):
        return asked_of if not p.breath else None  # only says again what the question is about
    for place in (asked_of, *p.cart.values()):
        if place is None or place.gone or place.line.item != name or place in p.breath:
            continue
        if any(wanted & set(needed.options) for needed in open_choices(p.menu, place.line)):
            return place
    return None


def _recounted(p: Parsing, noun: NounPhrase, name: str) -> Place | None:
    """ "A cookie" … "actually two cookies": the line of the last turn, or the only one of them."""
    said = p.kind(noun.start - 1)
    fewer = said in _FEWER or p.tags[noun.start].words in ("just one", "only one")
    if noun.determiner != "num" or p.breath or not (fewer or said in ("fix", "be", "neg")):
        return None
    alike = [place for place in p.cart.values() if place.line.item == name and not place.gone]
    if said == "fix":  # "actually two large cookies" where they are: else it is another line
        alike = [place for place in alike if _is_so(p, noun, place)]
        last = [place for place in alike if place.line.ref in p.context.touched[-1:]]
        alike = last or alike
    if len(alike) != 1 or (said == "just" and alike[0].quantity <= (noun.quantity or 1)):
        return None
    if said not in ("fix", "be"):  # "it's supposed to be two cookies" leaves no doubt
        p.risk("quantity after a correction")
    return alike[0]


def _is_so(p: Parsing, noun: NounPhrase, place: Place) -> bool:
    """Whether the line is as the words before the dish say."""
    return all(any(map(place.has, tag.of("option"))) for tag in p.tags[slice(*noun.before)])


def _same_again(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "the large pie with pesto and ham pizza": the same dish named again, not another."""
    return (
        noun.determiner == ""
        and p.scope_with
        and p.cur is not None
        and p.cur.line.item == name
        and noun.before[1] > noun.before[0]
    )


def _restated(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """ "A bowl, yeah, a bowl with beans": the guest thinks aloud."""
    if p.cur is not p.last_new or p.cur is None or p.cur.line.item != name:
        return False
    heads = [at for at in range(noun.start) if p.tags[at].stems == p.tags[noun.head].stems]
    between = p.tags[heads[-1] + 1 : noun.start] if heads else ()
    if not between or any(tag.kind != "yes" for tag in between):
        return False
    p.risk("ordered again")
    return noun.determiner == "1" and p.cur.quantity == 1


def suppose(
    p: Parsing, kind: DoubtKind, words: str, options: Sequence[str], noun: NounPhrase
) -> None:
    """A dish that must be asked about; what else is said of it is kept for the answer.

    Args:
        p: the pass.
        kind: why it must be asked about.
        words: as they were said.
        options: entries that it may be, the nearest first.
        noun: where it was said.
    """
    p.negated = False
    p.cur = None
    if not options:
        p.doubt(kind, words)
        return
    place = NewLine(p.menu, described(p, noun, options[0]))
    p.supposed.append((p.doubt(kind, words, options, place.line), place))
    p.cur = p.base = place
    p.scope_with = False
