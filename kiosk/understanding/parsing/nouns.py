"""Noun phrases with a dish as their head: "two large cokes", "a side of fries".

Many words are a dish and an option ("chicken"): :mod:`.heads` tells which of the two they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, cast

from kiosk.understanding.normalise import words
from kiosk.understanding.parsing.heads import Determiner, is_head, modifier_like
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.understood import entry_can_have, understood_dish
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import kind_of

__all__ = ["NounPhrase", "corrects", "just_the", "noun_phrase"]

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
        if (tag.mark and i > at) or (tag.value == "1" and p.tags[i - 1].words == "of those"):
            break  # "two of those and a tea"
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
    another = tag.score < 1.0 or modifier_like(tag)
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
    options, others = before.of("option"), after.of("option")
    return options != others and p.lexicon.only_one_of(options, others)


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
    if determiner:
        if joined and determiner == "num" and _counted_of_current(p, first):
            return False  # "(a tea with) two sugars and | tea"
        return fit or not (joined or negated or _stands_alone(p, first, head))
    if not fit:
        return p.cur is None and head == first + 1 and _describes(p, first)
    if p.cur is None or _comes_with(p, p.cur, first) or _told_after(p, p.cur, first, head):
        return p.cur is None  # "(a cheeseburger) no onion | cheeseburger …"
    if _in_list(p, first):
        options = p.tags[first].of("option")
        sized = all(option in p.menu.sizes for option in options)  # "a number two with large fries"
        return sized or not any(p.cur.can_have(option) for option in options)
    later = any(t.kind == "neg" for t in p.tags[first + 1 : head])
    return not (joined and not p.clause_start(first)) and not later


def _comes_with(p: Parsing, cur: Place, at: int) -> bool:
    """Whether a "no" stands right before it, and the line being talked about comes with it."""
    before = p.tag(at - 1)
    if before is None or before.kind != "neg" or before.mark:
        return False
    return any(cur.is_default(o) and not cur.excludes(o) for o in p.tags[at].of("option"))


def _told_after(p: Parsing, cur: Place, first: int, head: int) -> bool:
    """ "A pizza medium | supreme large": whether each has its own right after it."""
    before = p.tag(first - 1)
    if before is None or before.mark or p.tags[head].mark or head != first + 1:
        return False
    at = head + 1 + (p.kind(head + 1) == "and")
    own = set[str]()
    while (tag := p.tag(at)) is not None and tag.of("option") and not tag.of("item"):
        own.update(tag.of("option"))
        at += 1
    said = {choice.option for choice in cur.line.choices if choice.on}
    return any(
        group.exclusive and not said & group.options.keys() and own & group.options.keys()
        for option in p.tags[first].of("option")
        for group in cur.groups_of(option)
    )


def _counted_of_current(p: Parsing, at: int) -> bool:
    """Whether the number before it counts an option of the line being talked about."""
    if p.cur is None:
        return False
    options = [option for option in p.tags[at].of("option") if p.cur.can_have(option)]
    return any(group.max_count > 1 for o in options for group in p.cur.groups_of(o))


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


def just_the(p: Parsing, noun: NounPhrase) -> bool:
    """ "Just the burger": nothing else, and one that is there."""
    the = noun.determiner == "0" and p.tags[noun.start].words == "the"
    return the and p.kind(noun.start - 1) == "just"
