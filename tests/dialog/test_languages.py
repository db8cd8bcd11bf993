"""Spanish says all that English says, and says it in Spanish."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import time
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.dialog import Session, StandingClock
from kiosk.dialog.languages import ENGLISH, LANGUAGES, SPANISH, Language
from kiosk.dialog.replies import Wording
from kiosk.menu import Menu
from kiosk.menu.availability import Availability
from kiosk.menu.language import in_language
from kiosk.menu.model import Item
from kiosk.order.cart import Cart, Choice, Line, Target
from kiosk.order.edits import Act, Add, Ask, Clear, Delete, Modify, Serve, Topic, Undo
from kiosk.order.engine import Order
from kiosk.order.outcome import LeftOff, Reason, Refused
from kiosk.order.rules import open_choices
from tests.dialog.notation import NotationRung
from tests.dialog.spanish import IN_ENGLISH, MENUS, english_in, menu_called
from tests.order.said import option_ids, said_lines

AGREEING = {"is", "has", "comes", "one"}
"""Fields that a language fills by itself."""


def fields(phrase: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(phrase) if field}


def test_every_language_has_a_sentence_for_every_occasion() -> None:
    for language in LANGUAGES.values():
        assert set(language.phrases) == set(ENGLISH.phrases)
        assert all(language.phrases.values())


@pytest.mark.parametrize("occasion", ENGLISH.phrases)
def test_a_sentence_tells_the_same_in_every_language(occasion: str) -> None:
    told = {field for phrase in ENGLISH.phrases[occasion] for field in fields(phrase)}
    for phrase in SPANISH.phrases[occasion]:
        assert told - AGREEING <= fields(phrase) <= told | {"name"}
        assert phrase.count("¿") == phrase.count("?")
        assert not IN_ENGLISH & set(re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", phrase)))
    asks = any("?" in phrase for phrase in ENGLISH.phrases[occasion])
    assert all(("?" in phrase) == asks for phrase in SPANISH.phrases[occasion])


@pytest.mark.parametrize("name", MENUS)
async def test_a_guest_who_reads_spanish_reads_no_english(name: str) -> None:
    menu = menu_called(name)
    sold_out = frozenset([entry.id for entry in menu.entries()][::4] + option_ids(menu)[::5])
    for hour, gone in ((8, frozenset[str]()), (15, sold_out)):

        def begin(seed: int, hour: int = hour, gone: frozenset[str] = gone) -> Session:
            session = Session(
                menu,
                NotationRung(menu),
                clock=StandingClock(time(hour)),
                sold_out=gone,
                seed=seed,
                upsell=True,
            )
            session.language = "es"
            return session

        async for text in conversations(menu, begin):
            assert not english_in(text, menu), text
            assert "{" not in text


async def conversations(menu: Menu, begin: Callable[[int], Session]) -> AsyncIterator[str]:
    """Every reply to whoever asks about everything, orders everything, and has it every way."""
    there = [entry.id for entry in menu.entries()]
    about = [*there, *option_ids(menu), *menu.categories, "milk", "flurble"]
    asking = begin(0)
    yield asking.greet().text
    for topic in get_args(Topic):
        for name in about:
            yield (await asking.touch((Ask(topic, (name,)),))).reply.text
        yield (await asking.touch((Ask(topic),))).reply.text
    for seed, name in enumerate(there):
        session = begin(seed)
        yield (await session.touch((Add(Line(name, 2)),))).reply.text
        for choice in ways(menu, name):
            yield (await session.touch((Modify(Target(1), (choice,)),))).reply.text
        for said in (Act("no"), Act("done"), Act("done"), Ask("cart"), Undo(), Delete(Target(1))):
            yield (await session.touch((said,))).reply.text
        yield session.silence().text
        for said in (Serve("take_away"), Act("cancel"), Act("person")):
            yield (await session.touch((said,))).reply.text
        yield session.nobody_came().text
        yield session.reopen().text
        yield (await session.touch((Add(Line(there[0], 1)), Clear()))).reply.text


def ways(menu: Menu, name: str) -> Iterator[Choice]:
    """Every option of it, and one of everything else, as they may be said."""
    item = menu.items.get(name)
    ours = list(item.groups.values()) if isinstance(item, Item) else []
    for option in (*(o for group in ours for o in group.options), option_ids(menu)[0], "huh"):
        yield Choice(option)
        yield Choice(option, on=False)
        yield Choice(option, qualifier="extra")
        yield Choice(option, qualifier="light", portion="left")
        yield Choice(option, qualifier="on_the_side", portion="right")
        yield Choice(option, count=3)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("name", MENUS)
def test_every_refusal_is_a_sentence(name: str, language: Language) -> None:
    menu = in_language(menu_called(name), language.code)
    item = next(item for item in menu.items.values() if item.groups)
    combo = next(iter(menu.combos.values()))
    option = next(iter(next(iter(item.groups.values())).options))
    for turn in range(6):
        words = Wording(menu, language, turn)
        for reason in get_args(Reason):
            for about in ("", item.id, combo.id, option, "flurble"):
                refused = words.refused(Refused(Delete(Target(1)), reason, about))
                left_off = words.left_off(LeftOff(about or option, reason, item.id))
                of_meal = words.left_off(LeftOff(about or option, reason, combo.id))
                for text in (refused.text, left_off.text, of_meal.text):
                    assert text.endswith("."), text
                    assert "{" not in text
                    assert language is ENGLISH or not english_in(text, menu_called(name)), text


@st.composite
def carts(draw: st.DrawFn) -> tuple[Menu, Cart]:
    """A menu, and some of what it sells, in any way that it can be had."""
    menu = menu_called(draw(st.sampled_from(MENUS)))
    said = draw(st.lists(said_lines(menu), min_size=1, max_size=4))
    return menu, Order().turn(menu, [Add(line) for line in said], Availability())[0].cart


@settings(max_examples=200)
@given(carts(), st.integers(0, 5))
def test_whatever_is_ordered_can_be_said_in_spanish(ordered: tuple[Menu, Cart], turn: int) -> None:
    menu, cart = ordered
    words = Wording(in_language(menu, "es"), SPANISH, turn)
    texts = [words.read_back(cart).text, words.placed(cart).text, words.interrupted(cart).text]
    for line in cart.lines:
        texts.append(words.describe(line))
        assert words.menu.sold(line.item).name in texts[-1]  # type: ignore[union-attr]
        for needed in open_choices(menu, line):
            texts.append(words.open_choice(cart, needed, again=bool(turn % 2)))
    for text in texts:
        assert not english_in(text, menu), text
        assert "{" not in text


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["Coca", "hielo"], "Coca y hielo"),
        (["Agua", "Inca Kola"], "Agua e Inca Kola"),
        (["queso", "higos"], "queso e higos"),
        (["pan", "yogur", "iones"], "pan, yogur y iones"),
    ],
)
def test_and_is_another_word_before_its_own_vowel(parts: list[str], said: str) -> None:
    assert SPANISH.listed(parts) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["chica", "grande"], "chica o grande"),
        (["queso", "hongos"], "queso u hongos"),
        (["6", "8"], "6 u 8"),
    ],
)
def test_so_is_or(parts: list[str], said: str) -> None:
    assert SPANISH.listed(parts, "or") == said
