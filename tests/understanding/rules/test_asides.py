"""What is said to somebody else, told of another day, or only asked, orders nothing."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE, Context


@pytest.mark.parametrize(
    "said",
    [
        "let me ask my wife do you want a starwrap",
        "hang on she is asking if the moonbun has moss",
        "i'm talking to my kid he had plums on his",
        "we had the moonbun last week and the fizz was flat",
        "my dad always got the starwrap",
        "we're still deciding on the moonbun or the starwrap",
        "would it be cheaper as a meal with a fizz",
        "if i got the moonbun would dill be on it",
        "are refills on the fizz free",
    ],
)
def test_a_dish_that_is_only_talked_of_is_not_ordered(edits, rules, said):
    assert edits(said) == ["none"]
    assert rules.read_now(said, Context()).confidence < SURE


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("i was gonna get the moonbun but i'll just do a starwrap", ["add 1 starwrap"]),
        ("hold on i gotta ask them okay can i get a fizz", ["add 1 fizz"]),
        ("last time was great can i get two moonbuns", ["add 2 moonbun"]),
    ],
)
def test_who_turns_back_to_us_orders(edits, said, means):
    assert edits(said) == means


@pytest.mark.parametrize("said", ["so my order is two moonbuns", "do two moonbuns"])
def test_a_word_that_can_ask_is_no_question_in_the_midst(edits, said):
    assert edits(said) == ["add 2 moonbun"]


@pytest.mark.parametrize(
    "said",
    [
        "does moss have nuts in it one of us is allergic to nuts",
        "my friend told me last week she is allergic to nuts",
        "is the fizz cold and my kid has a nut allergy",
    ],
)
def test_an_allergy_is_never_mere_talk(hear, said):
    assert "allergy" in {doubt.kind for doubt in hear(said, "1 moonbun").doubts}


@pytest.mark.parametrize(
    "said",
    [
        "can i get a minute",
        "give us one minute please",
        "just a sec",
        "hold on one second",
        "we need a couple more minutes",
        "let me take a moment to think",
    ],
)
def test_who_wants_time_orders_nothing(edits, hear, said):
    assert edits(said) == ["none"]
    assert hear(said).confidence > SURE


@pytest.mark.parametrize(
    ("said", "left"),
    [("can i get a light", "light"), ("could i get two", "two"), ("can i have extra", "extra")],
)
def test_who_asks_for_nothing_that_is_named_is_not_taken_for_chatter(hear, said, left):
    reading = hear(said)
    assert reading.unplaced == (left,)
    assert reading.confidence < SURE
