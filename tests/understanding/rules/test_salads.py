"""Word salads: whatever is said, reading ends, and enters nothing that no word can mean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.menu import find_menu, load_menu
from kiosk.menu.model import Menu
from kiosk.order import edits as e
from kiosk.order.cart import Line
from kiosk.order.notation import parse_cart
from kiosk.understanding import Context, Rules
from kiosk.understanding.normalise import MAX_WORDS, words
from kiosk.understanding.tag import tag
from kiosk.understanding.words import PHRASES
from tests.understanding.rules.conftest import the_inn

MENU = the_inn()
RULES = Rules(MENU)
NAMES = [
    *(entry.name for entry in MENU.entries()),
    *MENU.categories,
    *(o.name for i in MENU.items.values() for g in i.groups.values() for o in g.options.values()),
]
WORD = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(sorted(PHRASES)),
    st.sampled_from(["a", "two", "no", "with", "and", "on", "both", "half", ",", ".", "?"]),
    st.text(min_size=1, max_size=8),
    st.sampled_from(["麵", "щи", "نان", "\x00", "\x1b[2J", "\u202e", "🍔", "½", "9999", "-1"]),
)
SALAD = st.lists(WORD, max_size=25).map(" ".join)
CART = st.sampled_from(
    [(), ("2 moonbun",), ("1 moonbun_meal [fizz +small]", "3 flatpie +large +dill")]
)


def entered(edit: e.Edit) -> Iterator[str]:
    """Ids that an edit puts into the order."""

    def of(line: Line) -> Iterator[str]:
        yield line.item
        yield from (choice.option for choice in line.choices)
        for _, held in line.slots:
            yield from of(held)

    match edit:
        case e.Add(line):
            yield from of(line)
        case e.Modify(_, choices):
            yield from (choice.option for choice in choices)
        case e.Swap(_, item, choices):
            yield item
            yield from (choice.option for choice in choices)
        case e.Split(_, _, choices, item):
            yield from (choice.option for choice in choices)
            if item is not None:
                yield item


def sayable(menu: Menu, text: str, there: set[str]) -> set[str]:
    """Ids that some run of the words names, exactly, in part or nearly, or that follow from one.

    Found without the parser. What follows: the entries of a category, the options of a group, the
    meal of a dish that is named or ``there``, what a meal is made of; the defaults that "plain"
    and "only" turn off, and that half of a dish stands for; the dishes that bare options can mean.
    """
    said = words(text)
    tags = tag(RULES.lexicon, said)
    runs = [said[i:j] for i in range(len(said)) for j in range(i + 1, min(i + 6, len(said)) + 1)]
    looks = (RULES.lexicon.exact, RULES.lexicon.part, RULES.lexicon.near)
    meanings = [meaning for t in tags for meaning in t.meanings]
    meanings += [meaning for run in runs for look in looks for meaning in look(run)]
    ids = {meaning.id for meaning in meanings} | there
    ids |= {entry.id for entry in menu.entries() if entry.category in ids}
    groups = [group for item in menu.items.values() for group in item.groups.values()]
    ids |= {option for group in groups if group.id in ids for option in group.options}
    for combo in menu.combos.values():
        held = {item for slot in combo.slots.values() for item in slot.choices}
        main = next(iter(combo.slots.values())).choices.keys()
        if main & ids or combo.id in ids:
            ids |= held | {combo.id}
    if {t.kind for t in tags} & {"plain", "only", "just", "everything_but", "half"}:
        ids |= {option for group in groups for option in group.default}
    options = ids & {option for group in groups for option in group.options}
    return ids | {i.id for i in menu.items.values() if any(map(i.option, options))}


@settings(max_examples=400)
@given(SALAD, CART)
def test_nothing_enters_that_no_word_can_mean(text, cart):
    reading = RULES.read_now(text, Context(parse_cart(MENU, cart)))
    there = {name for line in parse_cart(MENU, cart).lines for name in entered(e.Add(line))}
    can = sayable(MENU, text, there)
    assert [name for edit in reading.edits for name in entered(edit) if name not in can] == []


@settings(max_examples=200)
@given(SALAD, CART)
def test_reading_twice_gives_the_same(text, cart):
    context = Context(parse_cart(MENU, cart))
    first, second = RULES.read_now(text, context), Rules(MENU).read_now(text, context)
    assert (first.edits, first.unplaced, first.doubts, first.confidence) == (
        second.edits,
        second.unplaced,
        second.doubts,
        second.confidence,
    )
    assert 0.0 <= first.confidence <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        "with plums and dill " * 500,
        "no " * 3000,
        "a moonbun " * 1000,
        "two of the " * 900,
        "and the " * 1200,
        "half " * 2000,
        "make it " * 1200,
        "x" * 10_000,
        "麵 " * 5000,
        "\x00\x1b" * 5000,
        "one hundred thousand hundred " * 300,
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_ten_kilobytes_of_anything_are_read_and_cut(text):
    assert len(words(text)) <= MAX_WORDS
    assert RULES.read_now(text, Context(parse_cart(MENU, ("2 moonbun",)))).edits


def test_words_that_a_rule_takes_up_in_vain_are_told_as_left_over() -> None:
    rules = Rules(load_menu(find_menu("coffee")))
    reading = rules.read_now("another nuts without cafe", Context())
    assert reading.unplaced
    assert not any(isinstance(edit, e.Add) for edit in reading.edits)
