"""Replies are cut where a voice may pause, and money is read as people say it."""

from __future__ import annotations

import pytest
from hibari import Hibari
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.clauses import clauses
from kiosk.speech.pronounce import Pronunciation
from kiosk.speech.recognise import words
from kiosk.speech.spoken import spoken


@pytest.mark.parametrize(
    ("reply", "parts"),
    [
        ("", []),
        ("What size?", ["What size?"]),
        ("Sure, what size?", ["Sure, what size?"]),
        ("One Coke, $1.79. Anything else?", ["One Coke, $1.79.", "Anything else?"]),
        ("A large Dr. Pepper. That's $2.39.", ["A large Dr. Pepper.", "That's $2.39."]),
        (
            "I have two cheeseburgers with no onions, a large Coke, and a small order of fries.",
            [
                "I have two cheeseburgers with no onions,",
                "a large Coke, and a small order of fries.",
            ],
        ),
    ],
)
def test_where_a_reply_is_cut(reply: str, parts: list[str]) -> None:
    assert clauses(reply) == parts


@given(st.text(alphabet="aB ,.!?;:$1—\n", max_size=120))
def test_cutting_loses_no_word(reply: str) -> None:
    assert " ".join(clauses(reply)).split() == reply.split()


SAID = [
    ("That is $6.99.", "That is 6 dollars and 99 cents."),
    ("$1.00", "1 dollar"),
    ("$1.01", "1 dollar and 1 cent"),
    ("$0.35", "35 cents"),
    ("$0.00", "0 dollars"),
    ("$1,204.50", "1,204 dollars and 50 cents"),
    ("A #2 with fries & a shake", "A number 2 with fries and a shake"),
    ("10% off", "10 percent off"),
]


@pytest.mark.parametrize(("written", "said"), SAID)
def test_money_and_signs_are_read_aloud(written: str, said: str) -> None:
    assert spoken(written) == said


def test_the_default_voice_reads_the_same_without_our_help() -> None:
    voice = Hibari()
    for written, said in SAID:
        assert voice.phonemize(written) == voice.phonemize(said), written


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (" A large Coke, please.", "A large Coke, please."),
        ("[BLANK_AUDIO]", ""),
        ("(upbeat music) A Coke. *coughs*", "A Coke."),
        ("♪♪", ""),
        (". . .", ""),
        ("", ""),
    ],
)
def test_remarks_about_other_sounds_are_not_words(written: str, heard: str) -> None:
    assert words(written) == heard


def test_names_are_said_by_their_hints_in_the_plural_and_the_longest_first() -> None:
    names = Pronunciation({"BBQ": "barbecue", "BBQ Chicken": "grilled hen", "Jarrito": "hareeto"})
    assert names.of("Okay, two bbqs.") == "Okay, two barbecues."
    assert names.of("A BBQ Chicken, and a JARRITO!") == "A grilled hen, and a hareeto!"
    assert names.of("BBQed") == "BBQed"


@given(st.text(max_size=60))
def test_without_hints_nothing_is_said_otherwise(text: str) -> None:
    assert Pronunciation({}).of(text) == text
