"""Numbers as guests say and write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.understanding import SURE
from kiosk.understanding.normalise import number_of, words
from kiosk.understanding.tag import tag

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n: int, *, joint: str = " and ", hyphen: str = " ") -> str:
    """``n`` under a thousand in English words."""
    if n >= 100:
        rest = joint + spelled(n % 100, hyphen=hyphen) if n % 100 else ""
        return f"{ONES[n // 100]} hundred{rest}"
    if n < 20:
        return ONES[n]
    ones = hyphen + ONES[n % 10] if n % 10 else ""
    return TENS[n // 10 - 2] + ones


@given(
    st.integers(0, 999), st.sampled_from([" and ", " "]), st.sampled_from([" ", "-"]), st.booleans()
)
def test_every_number_is_one_word_in_words_and_in_figures(n, joint, hyphen, capital):
    said = spelled(n, joint=joint, hyphen=hyphen)
    for text in (said.capitalize() if capital else said, str(n)):
        (word,) = words(text)
        assert number_of(word) == n, text


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("a dozen", 12), ("half a dozen", 6), ("two dozen", 24), ("a couple of", 2),
        ("a pair of", 2), ("2x", 2), ("x2", 2), ("3 x", 3), ("1,000", 1000),
        ("ten thousand", 10_000), ("dos", 2),
    ],
)  # fmt: skip
def test_amounts_of_the_counter(rules, said, number):
    assert [(t.kind, t.value) for t in tag(rules.lexicon, words(said))] == [("num", str(number))]


def test_two_numbers_with_a_comma_between_stay_two(rules):
    assert [number_of(word) for word in words("two hundred, five")] == [200, 5]
    assert [number_of(word) for word in words("twenty, five")] == [20, 5]
    assert [number_of(word) for word in words("2 and 5")] == [2, None, 5]


def test_a_place_in_the_order_may_be_written_in_figures(edits):
    said = edits("no plums on the 2nd one", "1 starwrap", "1 moonbun")
    assert said == ["mod #2 -plum"]


def test_a_telephone_number_is_no_quantity(edits):
    assert not any("5551234" in edit for edit in edits("5551234 moonbuns"))


@pytest.mark.parametrize("none", ["0", "zero"])
def test_a_nought_before_what_it_counts_refuses_it(edits, hear, none):
    assert edits(f"a moonbun with {none} plums") == ["add 1 moonbun -plum"]
    assert edits(f"two moonbuns {none} plums") == ["add 2 moonbun -plum"]
    assert edits(f"a starwrap and {none} fizzes") == ["add 1 starwrap"]
    assert edits(f"{none} moonbuns") == ["none"]
    assert hear(f"{none} moonbuns").confidence < SURE


def test_a_nought_by_itself_is_how_many_there_shall_be(edits):
    assert edits("make it 0", "3 moonbun") == ["del #1"]


def test_a_price_a_measure_or_a_time_counts_nothing(edits, hear):
    for said in ("the $4.99 moonbun", "a moonbun for 5.30", "at 5:30 a moonbun", "1.5 moonbuns"):
        assert not any(char.isdigit() and char != "1" for edit in edits(said) for char in edit)
        assert hear(said).confidence < SURE
    assert [word.text for word in words("2.5 or 12:30. 7.")] == ["2.5", "or", "12:30", "7"]


def test_several_named_first_are_told_how_many_after(edits):
    assert edits("moonbuns times four and a small fizz") == ["add 4 moonbun", "add 1 fizz +small"]
    assert edits("fizzes two large and one small") == ["add 2 fizz +large", "add 1 fizz +small"]


def test_what_should_be_five_of_a_dish_is_the_line_of_it(edits):
    assert edits("it should be five moonbuns", "4 moonbun -moss", "1 fizz +large") == ["qty #1 5"]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("moonbun x 2, fizz x3", ["add 2 moonbun", "add 3 fizz"]),
        ("2 x moonbun and 3x fizz", ["add 2 moonbun", "add 3 fizz"]),
        ("x2 moonbun, x3 fizz", ["add 2 moonbun", "add 3 fizz"]),
        ("moonbun x2 no moss", ["add 2 moonbun -moss"]),
    ],
)
def test_times_counts_what_it_stands_beside(edits, typed, means):
    assert [edit.replace(" ?size", "") for edit in edits(typed)] == means
