"""Questions about the menu, and allergies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, cast

from kiosk.order.cart import Choice
from kiosk.order.edits import Ask, Topic
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import ALLERGENS, kind_of

__all__ = ["allergy_ahead", "asks", "asks_again", "on_allergy", "on_question", "without_feared"]


_ENDS: Final = frozenset(("request", "done", "make", "yes", "allergy"))
"""Kinds with which a question is over: what follows is ordered, answers, or is told anyway."""
_ORDERS: Final = frozenset(("fix", "be", "yes", "no", "add", "instead", "sub"))
"""Kinds of words with which, after a question, something may be ordered or answered."""


_PLAIN = frozenset(("price", "contents?", "calories", "available", "options", "contents", "total"))
"""Topics of questions whose words, if there are several, mean nothing else."""


def asks(p: Parsing, tag: Tag) -> bool:
    """Whether a question begins here: with its clause, or with words that nothing else means."""
    if tag.kind == "act" and tag.words in ("what", "which"):
        follows = p.tag(p.at + 1)
        return follows is not None and follows.kind == "menu"  # "what milks do you have"
    if tag.kind == "with" and tag.words == "that comes with":
        return _to_question_mark(p)
    return tag.kind == "ask" and (p.clause_start(p.at) or _asks_anywhere(tag))


def _to_question_mark(p: Parsing) -> bool:
    """Whether the clause from here ends as a question: "that comes with fries?"."""
    ends = (tag.mark for tag in p.tags[p.at :] if tag.mark in (".", "?"))
    return next(ends, "") == "?"


def asks_again(p: Parsing) -> bool:
    """ "And the pie?" right after a question: the same is asked of another dish."""
    topic = p.context.topic
    if topic is None or p.at != 0 or p.kind(0) not in ("and", "fix", "but"):
        return False
    noun = noun_phrase(p, 1)
    if noun is None or noun.determiner != "0" or noun.end != len(p.tags):
        return False
    p.at = noun.end
    names = p.tags[noun.head].of("item")
    p.late.append(Ask(topic, names))
    p.note(p.tags[noun.head], f"asks {topic} of it too")
    return bool(names)


def _asks_anywhere(tag: Tag) -> bool:
    """A phrase that begins a question wherever it stands ("does the", "how much is")."""
    said = tag.words.split()
    if tag.value == "cheapest" or said[:2] in (["is", "there"], ["are", "there"]):
        return True
    plain = tag.value in _PLAIN
    return plain and len(said) > 1 and said[0] in ("how", "does", "do", "whats", "what")


@dataclass(slots=True)
class _Asked:
    """A question as it was said."""

    topic: str
    about: list[str]
    """Ids of what it names, categories by their name."""
    strange: list[str] = field(default_factory=list)
    """Words in it that name nothing."""
    another: bool = False
    """They are part of a name, whose other part we do have: "the lime pie"."""
    refused: bool = False
    """Something in it is refused."""


def on_question(p: Parsing, tag: Tag) -> None:
    """A question and what it is about, to the end of its clause."""
    asked = _to_its_end(p, tag)
    topic, about = asked.topic, asked.about
    if topic == "contents" and about and all(name in p.menu.categories for name in about):
        topic = "options"
    of_it = p.context.about is not None and len(about) == 1 and about[0] in ALLERGENS.values()
    if of_it or (not about and topic in ("price", "contents", "calories")):
        about += _in_mind(p)  # "how much is the bun?" … "has it got milk in it?"
    if topic in ("available", "price") and asked.strange and (asked.another or not about):
        near = [name for name in about if asked.another and p.menu.sold(name) is not None]
        p.doubt("unknown_dish", " ".join(asked.strange), near)  # "do you have …": not sold
        return
    p.out.unplaced += asked.strange
    if asked.refused and any(p.menu.sold(name) is not None for name in about):
        p.risk("asked of several")  # "what have we got, the soup without dill": that is ordered
    p.late.append(Ask(cast(Topic, topic), tuple(dict.fromkeys(about))))
    p.note(tag, f"asks {topic} {' '.join(about)}".strip())


def _to_its_end(p: Parsing, tag: Tag) -> _Asked:
    """Reads on to where the question is over."""
    p.at += 1
    asked = _Asked({"ask": tag.value, "with": "contents"}.get(tag.kind, "options"), _named_first(p))
    if asked.about and asked.topic == "total":
        asked.topic = "price"
    ended = bool(tag.mark and tag.mark != ",")
    while not ended and (t := p.tag(p.at)) is not None:
        if t.kind in _ENDS or (asked.about and asked.topic != "options" and asks(p, t)):
            break
        asked.refused = asked.refused or t.kind == "neg"
        if t.kind in _ORDERS:
            p.risk("aside")  # "is the lemonade fresh, you know what, yes, a lemonade"
        asked.topic = _read(p, t, asked.topic, asked.about)
        if t.kind == "unknown" and t.stems not in ALLERGENS and not _after_cause(p):
            asked.strange.append(t.words)
            if _names_next(p, t):
                asked.another = True
                asked.strange.append(p.tags[p.at + 1].words)
        ended = t.mark in (".", "?")
        p.at += 1
    if asked.topic == "contents?":
        asked.topic = "contents"
    return asked


def _named_first(p: Parsing) -> list[str]:
    """ "Cake pops, how much?": a dish named bare right before the question is only asked about."""
    new, at = p.last_new, p.at - 2
    before = p.tag(at)
    if new is None or before is None or new.line.item not in before.of("item"):
        return []
    at -= p.kind(at - 1) == "det" and p.tags[at - 1].words == "the"
    if not p.clause_start(at) or p.kind(at - 1) == "and":
        return []
    new.gone = True
    p.places.remove(new)
    p.breath.remove(new)
    p.cur = p.base = p.last_new = None
    return [new.line.item]


def _in_mind(p: Parsing) -> list[str]:
    """What a question that names nothing is about: what was asked about last, or is ordered."""
    asked = p.context.about
    if asked is not None and p.menu.sold(asked) is not None and not p.breath:
        return [asked]
    place = p.latest()
    return [place.line.item] if place is not None else []


def _names_next(p: Parsing, tag: Tag) -> bool:
    """Whether a dish is named right after the word: "veggie" dogs."""
    follows = p.tag(p.at + 1)
    return follows is not None and follows.start == tag.end and bool(follows.of("item"))


def _read(p: Parsing, tag: Tag, topic: str, about: list[str]) -> str:
    """Adds what a tag of the question names to ``about``; the topic, which it may narrow."""
    if tag.kind == "vegetarian":
        topic = "vegetarian"
    if tag.value == "calories" and topic in ("contents", "contents?"):
        topic = "calories"  # "do the buns have a lot of calories?"
    if tag.kind == "costs" and topic in ("contents", "contents?"):
        topic = "price"  # "what do the buns run?"
    if tag.kind == "extra" and about and topic == "available" and p.tag(p.at + 1) is None:
        topic = "price"  # "is the curd extra?"
    if tag.kind == "meal" and about and (combos := p.menu.combos_of(about[-1])):
        about[-1] = combos[0].id
    free_of = _free_of(p, tag) if topic in ("available", "contents?") else None
    if free_of is None and topic == "available" and not about and p.kind(p.at - 1) == "neg":
        free_of = ALLERGENS.get(tag.stems)  # "anything without dairy"
    if free_of is not None and (about or topic == "available"):
        about.append(free_of)
        return "allergens"
    allergen = ALLERGENS.get(tag.stems)
    exactly = any(m.kind == "item" and m.score == 1.0 for m in tag.meanings)  # no "chocolate milk"
    named = exactly or _names_next(p, tag)
    if allergen and topic in ("contents?", "contents") and not named:
        topic = "allergens"
        about.append(allergen)
    elif tag.kind == "menu":
        about += _named(p, tag, topic)
    return topic


def _after_cause(p: Parsing) -> bool:
    """Whether it is the "free" of "dairy free"."""
    return p.tags[p.at].words == "free" and p.tags[p.at - 1].stems in ALLERGENS


def _free_of(p: Parsing, tag: Tag) -> str | None:
    """The allergen of "is the soup gluten free", whose words are an option's name or no one's."""
    follows = p.tag(p.at + 1)
    if follows is not None and follows.words == "free":
        return ALLERGENS.get(tag.stems)
    return ALLERGENS.get(tag.stems.removesuffix(" free")) if tag.stems.endswith(" free") else None


def _named(p: Parsing, tag: Tag, topic: str) -> list[str]:
    """What a tag names in a question: dishes, or else one thing that it can mean."""
    kinds = (*tag.of("group"), *tag.of("category"))
    if topic in ("options", "cheapest", "suggestion") and kinds:
        return list(kinds[:1])
    dishes = [name for name in tag.of("item") if name in p.menu.items] or list(tag.of("item"))
    others = (*tag.of("option"), *tag.of("category"), *tag.of("group"))
    return dishes[:6] or list(others[:1])


def allergy_ahead(p: Parsing, tag: Tag) -> bool:
    """An allergy named here, or right after the food it is to ("a peanut allergy")."""
    at = p.at + (tag.kind == "det")
    while (food := p.tag(at)) is not None and not food.mark and _names_cause(p, at):
        at += 1
    return tag.kind == "allergy" or (at > p.at and p.kind(at) == "allergy")


def _names_cause(p: Parsing, at: int) -> bool:
    """Whether the tag is, or stands in a list of, what an allergy right after it is to."""
    tag = p.tags[at]
    if tag.kind in ("and", "or", "unknown"):
        return True
    last = p.kind(at + 1) == "allergy"
    return tag.kind == "menu" and (last or tag.stems in ALLERGENS or not tag.of("item"))


def _is_to(p: Parsing, tag: Tag) -> bool:
    """Whether an allergy just named is to this: right after its "to", or one more topping."""
    before = p.tags[p.at - 1]
    named = before.kind == "allergy" and before.words.endswith(" to")
    listed = before.kind in ("and", "or") and bool(tag.of("option")) and not tag.of("item")
    return named or listed


def on_allergy(p: Parsing) -> None:
    """An allergy and what it is to: a doubt, whatever else is said."""
    said: list[str] = []
    allergens: list[str] = []
    told = False
    while (tag := p.tag(p.at)) is not None:
        if tag.kind not in ("allergy", "menu", "unknown", "and", "or", "det", "on"):
            break
        found = ALLERGENS.get(tag.stems)
        if tag.kind == "menu" and told and not found and not _is_to(p, tag):
            break  # what is ordered, or asked about, after it
        told = told or tag.kind == "allergy"
        said.append(tag.words)
        allergens += [found] if found else []
        p.feared += tag.of("option")
        p.at += 1
        if tag.mark in (".", "?"):
            break
    p.negated = False
    while len(said) > 1 and kind_of(said[-1]) in ("and", "or", "det", "on"):
        said.pop()  # they lead to what is ordered after it
    p.doubt("allergy", " ".join(said), dict.fromkeys(allergens))


def without_feared(p: Parsing) -> bool:
    """ "Allergic to onions, a burger without them": what the allergy is to goes, if it is on."""
    if not p.feared or p.cur is None:
        return False
    p.cur.choose(tuple(Choice(option, on=False) for option in p.feared if p.cur.has(option)))
    p.touch(p.cur)
    p.negated = False
    return True
