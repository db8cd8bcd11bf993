"""Noun phrases with a dish as their head: "two large cokes", "a side of fries".

Many words are a dish and an option ("chicken"); which of the two is decided here, from what
stands around them and what the line being talked about can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from kiosk.understanding.normalise import words
from kiosk.understanding.parsing.acting import acts_on
from kiosk.understanding.parsing.group_words import names_group
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.siblings import becomes_sibling
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.understood import entry_can_have, understood_dish
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import kind_of

__all__ = ["NounPhrase", "corrects", "is_head", "noun_phrase"]

Determiner = Literal["", "0", "1", "1of", "another", "num", "side"]
"""None, the or some, a, one of the, another, a number, a side of."""

_ADJECTIVES: Final = frozenset(
    ("light", "extra", "plain", "unit", "vegetarian", "only", "size_word")
)


@dataclass(slots=True)
class NounPhrase:
    """Where it stands, how many, what."""

    start: int
    head: int
    """Tag of the dish."""
    end: int
    """First tag after it."""
    quantity: int | None
    determiner: Determiner
    before: tuple[int, int]
    """Tags between quantity and head: its options."""
    strange: tuple[int, ...] = ()
    """Tags there that no option explains."""
    meal: bool = False
    """ "meal" or "combo" stands right after the head."""


def noun_phrase(p: Parsing, at: int) -> NounPhrase | None:
    """The noun phrase that begins at tag ``at``, when there is one."""
    quantity, determiner, first = _leading(p, at)
    joined = False
    strange: list[int] = []
    i = first
    while (tag := p.tag(i)) is not None:
        if tag.kind == "menu" and is_head(p, i, determiner, first):
            break
        role = _role(p, i, first, determiner, joined=joined)
        if role is None or (role == "joint" and i - 1 in strange):
            return None  # "one flurb and fries": the strange word is a dish of its own
        if role == "strange":
            strange.append(i)
        joined = joined or role == "joint"
        i += 1
    if tag is None or (i > first and not _fits(p, i, first, determiner, joined=joined)):
        return None
    meal = p.kind(i + 1) == "meal" and not tag.mark and _has_meal(p, tag)
    end = i + 2 if meal else i + 1
    return NounPhrase(at, i, end, quantity, determiner, (first, i), tuple(strange), meal)


def _leading(p: Parsing, at: int) -> tuple[int | None, Determiner, int]:
    """Quantity and determiner from tag ``at``, and the first tag after them."""
    quantity: int | None = None
    determiner: Determiner = ""
    i = at
    while (tag := p.tag(i)) is not None and (
        tag.kind in ("num", "det", "side_of") or _one_more(p, i) or _out_of(p, i)
    ):
        if tag.mark and i > at:
            break
        if tag.kind == "num":
            if determiner == "num":
                break
            quantity, determiner = int(tag.value), "num"
        elif tag.kind == "side_of":
            determiner = determiner or "side"
        elif tag.value == "another" or tag.kind == "repeat_line":
            quantity, determiner = quantity or 1, "another"
        elif determiner in ("", "0"):
            determiner = cast(Determiner, tag.value)
            if determiner in ("1", "1of") and quantity is None:
                quantity = 1
        i += 1
    return quantity, determiner, i


def _one_more(p: Parsing, at: int) -> bool:
    """ "another sprite": the words for the same again, before a dish."""
    return p.kind(at) == "repeat_line" and p.tags[at].words in ("another", "one more")


def _out_of(p: Parsing, at: int) -> bool:
    """The "of the" of "six of the bran muffins"."""
    return p.kind(at) == "on" and p.tags[at].words == "of the" and p.kind(at - 1) == "num"


def _role(
    p: Parsing, at: int, first: int, determiner: Determiner, *, joined: bool
) -> Literal["word", "strange", "joint"] | None:
    """What the tag does between a determiner and its dish; none where no dish can follow."""
    tag = p.tags[at]
    fits = False
    if tag.kind == "menu":
        return _menu_role(p, at)
    if tag.mark:
        return None
    if tag.kind == "unknown":
        names = determiner or (at == first and _right_before_dish(p, at))
        return "strange" if names and not joined else None
    if tag.value == "times" and not _option_at(p, at + 1):
        return "strange"
    if tag.kind in ("and", "or"):
        return "joint" if at > first else None
    if tag.kind == "neg":
        leads = bool(determiner) or (at == first and not _refuses_of_current(p, at + 1))
        fits = (leads and _option_at(p, at + 1)) or corrects(p, at)
    elif tag.kind == "num":
        fits = at > first and p.kind(at - 1) not in ("and", "or") and _counts_inside(p, at)
    return "word" if fits or tag.kind in _ADJECTIVES else None


def _menu_role(p: Parsing, at: int) -> Literal["word", "strange"] | None:
    tag = p.tags[at]
    if tag.mark in (".", "?"):
        return None
    if tag.score < 1.0 and tag.of("option") and _kind_of_another(p, tag):
        return "strange"
    if tag.of("option") or (tag.generic and p.kind(at - 1) == "num"):
        return "word"
    another = tag.score < 1.0 or _modifier_like(tag)
    return "strange" if another and at + 1 < len(p.tags) else None


def _right_before_dish(p: Parsing, at: int) -> bool:
    """Whether the word is a clause's first, and a dish follows it at once: "vegetable ramen"."""
    if not (p.clause_start(at) or p.kind(at - 1) in ("request", "add")):
        return False
    follows = p.tag(at + 1)
    return (
        follows is not None
        and follows.start == p.tags[at].end
        and bool(follows.of("item"))
        and not follows.of("option")
    )


def _kind_of_another(p: Parsing, tag: Tag) -> bool:
    """Whether it is what makes one option of another: "grilled" of grilled onions."""
    said = tag.stems.split()
    for option in tag.of("option"):
        name = words(p.lexicon.option_name(option))
        rest = name[len(said) :]
        of_another = [word.stem for word in name[: len(said)]] == said and rest
        if not of_another or not any(m.kind == "option" for m in p.lexicon.exact(rest)):
            return False
    return True


def corrects(p: Parsing, at: int) -> bool:
    """Whether the "no" there stands between two of which only one can be: "small no medium"."""
    before, after = p.tag(at - 1), p.tag(at + 1)
    if before is None or after is None or p.tags[at].words not in ("no", "not"):
        return False
    groups = [
        {group.id for group in p.lexicon.groups_with(tag.of("option")) if group.exclusive}
        for tag in (before, after)
    ]
    return bool(groups[0] & groups[1]) and before.of("option") != after.of("option")


def _refuses_of_current(p: Parsing, at: int) -> bool:
    """Whether what is named there can be refused of the line being talked about."""
    tag = p.tag(at)
    if p.cur is None or tag is None:
        return False
    return any(p.cur.can_have(option) for option in tag.of("option"))


def _counts_inside(p: Parsing, at: int) -> bool:
    """A number within a noun phrase: "a two topping pizza", "a latte with two pumps"."""
    follows = p.tag(at + 1)
    if follows is None:
        return False
    return follows.kind == "unit" or (follows.kind == "menu" and follows.generic)


def _option_at(p: Parsing, at: int) -> bool:
    """Whether an option, and no dish, is named there."""
    tag = p.tag(at)
    return tag is not None and bool(tag.of("option")) and not tag.of("item")


def _has_meal(p: Parsing, head: Tag) -> bool:
    return any(p.menu.combos_of(item) for item in head.of("item"))


def _modifier_like(tag: Tag) -> bool:
    """A name that is also a word of amount ("double")."""
    return kind_of(tag.words) in ("extra", "light")


# -- dish or option? -----------------------------------------------------------------------------


def is_head(p: Parsing, at: int, determiner: Determiner = "", first: int | None = None) -> bool:
    """Whether the tag at ``at`` is a dish here.

    Args:
        p: the pass.
        at: a tag of kind ``menu``.
        determiner: what stands before the phrase that it would be the head of.
        first: where the phrase begins, its quantity and determiner apart; ``at`` without one.
    """
    tag = p.tags[at]
    if not tag.of("item"):
        return bool(tag.of("category")) and not tag.of("option") and not _dish_at(p, at + 1)
    plain_dish_follows = not tag.mark and _head_follows(p, at + 1)
    if (_modifier_like(tag) and plain_dish_follows) or names_group(p, at):
        return False
    if not tag.of("option"):
        amount = p.kind(at - 1) in ("extra", "light")  # "extra crispy" is no dish
        return not (tag.score < 1.0 and (plain_dish_follows or amount))
    if p.kind(at - 1) == "unit" or (not determiner and acts_on(p, at)):
        return False  # "two pumps of white mocha", "toast it"
    the = determiner == "0" and p.tags[at - 1].words == "the"
    sibling = becomes_sibling(p, tag)
    if determiner in ("side", "another") or (the and _ordered(p, tag)) or sibling:
        return True
    asked = _asked_for(p, tag)
    counted = determiner in ("1", "num", "1of") and _sized(p, first, at)
    return _rather_dish(p, at, counted=counted) if asked is None else asked


def _ordered(p: Parsing, tag: Tag) -> bool:
    """Whether a line is the dish that the tag names, and no other has it as an option."""
    names, options = tag.of("item"), tag.of("option")
    others = [place for place in p.known_places() if place.line.item not in names]
    there = len(others) < len(p.known_places())
    return there and not any(place.has(option) for place in others for option in options)


def _sized(p: Parsing, first: int | None, at: int) -> bool:
    """Whether nothing stands between the determiner and the tag, or options with a size first."""
    between = p.tags[at if first is None else first : at]
    sizes = [set(tag.of("option")) <= p.menu.sizes for tag in between]
    return all(tag.of("option") for tag in between) and (not sizes or sizes[0])


def _asked_for(p: Parsing, tag: Tag) -> bool | None:
    """Whether the last question was about it as a dish, or as an option; none when as neither."""
    asked = p.context.asked
    if asked is None:
        return None
    items = tag.of("item")
    if asked.kind in ("which", "offer") and any(item in asked.options for item in items):
        return True
    if asked.open is None:
        return None
    if not p.breath and any(option in asked.open.options for option in tag.of("option")):
        return False
    return True if any(item in asked.open.options for item in items) else None


def _rather_dish(p: Parsing, at: int, *, counted: bool) -> bool:
    """Whether words that are a dish and an option are the dish, from what stands beside them."""
    tag = p.tags[at]
    options = tag.of("option")
    if p.cur is None and not p.breath and _free_on(p.latest(), options):
        return p.kind(at + 1) == "as_side"  # "nuggets" … "ranch": the dip that comes with them
    takes = p.cur is not None and any(p.cur.can_have(option) for option in options)
    before = p.kind(at - 1)
    if before in ("light", "extra", "neg", "with", "only") or (
        before == "add" and p.cur is not None
    ):
        return not takes
    if not tag.mark and _head_follows(p, at + 1, options):
        return False
    if takes and before == "det" and p.kind(at - 2) == "on":
        return False  # "on a croissant"
    after = p.kind(at + 1)
    if after == "as_side" or (after == "on_the_side" and p.cur is None):
        return True
    return not takes or (counted and not _free_on(p.cur, options) and not p.scope_with)


def _head_follows(p: Parsing, at: int, options: Sequence[str] = ()) -> bool:
    """Whether a plain dish stands right there (that can have one of ``options``)."""
    tag = p.tag(at)
    if tag is None or tag.kind != "menu":
        return False
    items, of_it = tag.of("item"), tag.of("option")
    if items and not of_it:
        return not options or any(entry_can_have(p, i, o) for i in items for o in options)
    if of_it and not items and not tag.mark:
        return _head_follows(p, at + 1, options)
    return bool(tag.of("category")) and not of_it and not options


def _dish_at(p: Parsing, at: int) -> bool:
    """Whether a dish is named there: "a burger" is none where its name comes right after."""
    tag = p.tag(at)
    return tag is not None and bool(tag.of("item"))


def _free_on(place: Place | None, options: Sequence[str]) -> bool:
    """Whether the line has one of them free of charge."""
    if place is None:
        return False
    return any(group.free > 0 for option in options for group in place.groups_of(option))


# -- do the words before it belong to it? ----------------------------------------------------------


def _fits(p: Parsing, head: int, first: int, determiner: Determiner, *, joined: bool) -> bool:
    """Whether the tags from ``first`` to ``head`` are the dish's own options."""
    tag = p.tags[head]
    names = tag.of("item") or p.lexicon.in_categories(tag.of("category"))
    fit = all(
        any(entry_can_have(p, name, option) for name in names for option in t.of("option"))
        for t in p.tags[first:head]
        if t.of("option") and kind_of(t.words) != "plain"
    )
    negated = any(t.kind == "neg" for t in p.tags[first:head])
    if determiner and not joined:
        return fit or not (negated or _stands_alone(p, first, head))
    if determiner:
        return fit
    if not fit:
        return p.cur is None and head == first + 1 and _describes(p, first)
    if p.cur is None:
        return True
    if _in_list(p, first):
        options = p.tags[first].of("option")
        sized = all(option in p.menu.sizes for option in options)  # "a number two with large fries"
        return sized or not any(p.cur.can_have(option) for option in options)
    later = any(t.kind == "neg" for t in p.tags[first + 1 : head])
    return not (joined and not p.clause_start(first)) and not later


def _describes(p: Parsing, at: int) -> bool:
    """Whether one option that a dish cannot have is still said of it: "spicy ramen"."""
    tag = p.tags[at]
    return p.clause_start(at) and bool(tag.of("option")) and tag.end == p.tags[at + 1].start


def _stands_alone(p: Parsing, first: int, head: int) -> bool:
    """Whether the options before a dish that cannot have them make one of their own."""
    tags = [t for t in p.tags[first:head] if kind_of(t.words) != "plain"]
    if len(tags) < 2 or all(set(t.of("option")) <= p.menu.sizes for t in tags):
        return False
    return understood_dish(p, _options_between(p, first, head)) is not None


def _options_between(p: Parsing, first: int, head: int) -> list[tuple[str, ...]]:
    """What the tags name as options, up to one that no list of options has."""
    out: list[tuple[str, ...]] = []
    for at in range(first, head):
        tag = p.tags[at]
        options = tag.of("option")
        if not options and p.kind(at - 1) in ("neg", "light", "extra"):
            options = p.lexicon.in_groups(tag.of("group"))
        if options and kind_of(tag.words) != "plain":
            out.append(options)
        elif tag.kind in ("unknown", "vegetarian", "size_word") or tag.of("item"):
            break
    return out


def _in_list(p: Parsing, at: int) -> bool:
    """Whether the tag goes on with a list of options: "with mayo | tomato …"."""
    before = p.tag(at - 1)
    if before is None or before.mark:
        return False
    if before.kind == "menu":
        return _option_at(p, at - 1)
    return before.kind in ("with", "add", "light", "extra", "only")
