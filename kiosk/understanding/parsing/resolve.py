"""What a noun phrase names: which dish, and with what options."""

from __future__ import annotations

from kiosk.order.cart import Choice, Line
from kiosk.understanding.parsing.apply import describe
from kiosk.understanding.parsing.naming import told_among
from kiosk.understanding.parsing.nouns import NounPhrase
from kiosk.understanding.parsing.places import Place, new_line
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.siblings import of_its_sort
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.understood import entry_can_have
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import kind_of

__all__ = [
    "candidates",
    "choices_before",
    "described",
    "fits_all",
    "like",
    "options_said",
    "take_before",
    "take_tags",
]


def candidates(p: Parsing, noun: NounPhrase) -> list[str]:
    """Entries that the head can mean, given what stands around it."""
    head = p.tags[noun.head]
    names = list(head.of("item")) or _of_category(p, noun)
    if p.counted.among and not set(names) & set(p.counted.among):  # "three frappes, two mocha …"
        names = told_among(p, head, p.counted.among) or names
    asked = p.context.asked
    if asked is not None:
        names = _narrowed(names, [name for name in names if name in asked.answers])
    names = _narrowed(names, [name for name in names if name in p.counted.among])
    if p.change is not None:  # "make it a plate": the one that is made from it
        made = {combo.id for combo in p.menu.combos_of(p.change.entry.id)}
        names = _narrowed(names, [name for name in names if name in made])
        names = _narrowed(names, of_its_sort(p, names, p.change))
    elif p.correcting and p.last_new is not None and not p.last_new.gone:
        names = _narrowed(names, of_its_sort(p, names, p.last_new))
    names = _narrowed(names, [name for name in names if name in p.menu.items])
    names = _narrowed(names, [name for name in names if fits_all(p, noun, name)])
    names = _narrowed(names, [name for name in names if _available(p, name)])
    if noun.meal:
        meals = [combos[0].id for name in names if (combos := p.menu.combos_of(name))]
        names = list(dict.fromkeys(meals)) or names
    return names


def like(p: Parsing, noun: NounPhrase, place: Place) -> list[str]:
    """Those of the candidates that are of the sort of ``place``, where there is a choice."""
    names = candidates(p, noun)
    return _narrowed(names, of_its_sort(p, names, place))


def _narrowed(names: list[str], to: list[str]) -> list[str]:
    """``to``, where there is a choice and it leaves any."""
    return to if len(names) > 1 and to else names


def _of_category(p: Parsing, noun: NounPhrase) -> list[str]:
    """The entries that a category's name and the words before it can mean."""
    names = list(p.lexicon.in_categories(p.tags[noun.head].of("category")))
    for tag in _before(p, noun):
        said = set(tag.words.split())
        named = [name for name in names if said <= p.lexicon.name_words[name]]
        if named and not any(_can_have_any(p, name, tag) for name in names):
            names = named
    return names


def fits_all(p: Parsing, noun: NounPhrase, name: str) -> bool:
    """Whether the dish can have every option that is said before it."""
    return all(_can_have_any(p, name, tag) for tag in _before(p, noun) if _asks(tag))


def _asks(tag: Tag) -> bool:
    """Whether it asks for an option; "plain" goes with any dish."""
    return bool(tag.of("option")) and kind_of(tag.words) != "plain"


def _can_have_any(p: Parsing, name: str, tag: Tag) -> bool:
    return any(entry_can_have(p, name, option) for option in tag.of("option"))


def _before(p: Parsing, noun: NounPhrase) -> list[Tag]:
    return p.tags[noun.before[0] : noun.before[1]]


def _available(p: Parsing, name: str) -> bool:
    entry = p.menu.sold(name)
    return entry is not None and p.context.now.why_not(p.menu, entry) is None


def options_said(p: Parsing, noun: NounPhrase) -> set[str]:
    """Ids of all options that the words before the head can mean."""
    return {option for tag in _before(p, noun) for option in tag.of("option")}


def described(p: Parsing, noun: NounPhrase, name: str) -> Line:
    """The line that the noun phrase describes, with ``name`` as its dish."""
    place = new_line(p.menu, name, max(1, noun.quantity or 1))
    take_before(p, noun, place)
    return place.line


def choices_before(p: Parsing, noun: NounPhrase, name: str) -> tuple[Choice, ...]:
    """The options said before the head, as one of the dish has them."""
    place = new_line(p.menu, name)
    take_before(p, noun, place)
    return place.line.choices


def take_before(p: Parsing, noun: NounPhrase, place: Place) -> None:
    """Makes the options that are said before the head those of ``place``."""
    take_tags(p, noun.before, place)


def take_tags(p: Parsing, between: tuple[int, int], place: Place) -> None:
    """Makes the options of these tags those of ``place``."""
    first, last = between
    if last > first:
        run, _ = read_run(p, first, last)
        describe(p, run, place)
