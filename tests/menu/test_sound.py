"""Which words a recogniser may take for each other."""

from __future__ import annotations

import pytest

from kiosk.menu.sound import skeleton, sound, spanish, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coke", "cook"),
        ("Coke Zero", "cook zero"),
        ("nuggets", "nougats"),
        ("knight", "night"),
        ("Dr. Pepper", "dr pepper"),
        ("phish", "fish"),
        ("jalapeño", "JALAPENO"),
        ("kid's meal", "kids meal"),
    ],
)
def test_these_sound_alike(one: str, other: str):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coke", "cookie"),
        ("corn", "green"),
        ("sweet tea", "unsweet tea"),
        ("oat", "hot"),
        ("4 piece", "6 piece"),
        ("matcha", "mocha"),
    ],
)
def test_these_do_not(one: str, other: str):
    assert sound(one) != sound(other)


def test_words_are_small_letters_without_accents_and_marks():
    assert (
        words("  Café, au-LAIT 'n' Kids\N{RIGHT SINGLE QUOTATION MARK}  ") == "cafe au lait n kids"
    )
    assert words("麵 2%") == "麵 2"
    assert words("!?") == sound("!?") == ""


@pytest.mark.parametrize(
    ("name", "heard"),
    [("gelatoinozend", "gelatoinasent"), ("onionrings", "anyanrinks"), ("cokezero", "cookzerro")],
)
def test_what_is_garbled_keeps_its_skeleton(name: str, heard: str):
    assert skeleton(name) == skeleton(heard)


@pytest.mark.parametrize(
    ("name", "heard"),
    [("jalapeno", "hallopeno"), ("picodegallo", "peekodegayo"), ("quesadilla", "kesadiya")],
)
def test_a_spanish_name_is_written_as_an_english_ear_hears_it(name: str, heard: str):
    assert skeleton(name) != skeleton(heard)
    assert skeleton(spanish(name)) in (skeleton(heard), skeleton(spanish(heard)))
