"""Which words a recogniser may take for each other."""

from __future__ import annotations

import pytest

from kiosk.menu.sound import sound, words


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
