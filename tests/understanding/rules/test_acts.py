"""The acts of a conversation, in the many ways in which people say them."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE, Asked

READ_BACK = Asked("confirm")
ANYTHING_ELSE = Asked("anything_else")
CART = ("1 moonbun", "1 fizz +large")


@pytest.mark.parametrize(
    "said",
    [
        "yessir", "mm hm", "uh huh", "confirmed", "that'll work", "you bet", "sounds about right",
        "no thats right", "no, that's perfect", "wonderful", "ring me up", "im good with that",
        "place the order bud", "okay looks good", "spot on chief", "yup that's what i ordered",
        "yes guv",
    ],
)  # fmt: skip
def test_the_read_back_is_agreed_to(edits, said):
    assert "yes" in edits(said, *CART, asked=READ_BACK)
    assert "no" not in edits(said, *CART, asked=READ_BACK)


@pytest.mark.parametrize(
    "said",
    [
        "okay no", "yeah no", "uh no", "no it's not", "that isnt right", "you got it wrong boss",
        "dont think so", "that doesn't look right", "not quite hon", "no sirree",
    ],
)  # fmt: skip
def test_a_no_to_the_read_back_is_never_taken_for_a_yes(edits, said):
    assert edits(said, *CART, asked=READ_BACK) == ["no"]


@pytest.mark.parametrize(
    "said",
    [
        "im done", "we are done", "thats the lot", "thats lunch im done", "thatll be it",
        "thats it for tonight", "thats all for now bud", "were good", "that about covers it",
        "i dont need anything else", "lets wrap it up", "just that hon", "thats good for me",
        "can i pay now", "thats perfect", "that's all she wrote", "and thats it guv",
    ],
)  # fmt: skip
def test_that_is_all(edits, said):
    assert edits(said, *CART, asked=ANYTHING_ELSE) == ["done"]


def test_an_order_may_come_with_its_end(edits):
    assert edits("two moonbuns and thats the lot", asked=ANYTHING_ELSE) == ["add 2 moonbun", "done"]
    assert edits("a moonbun and im good", asked=ANYTHING_ELSE) == ["add 1 moonbun", "done"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("huh say that one more time", "repeat"),
        ("okay come again", "repeat"),
        ("run that by me again", "repeat"),
        ("sorry i missed that", "repeat"),
        ("put a person on", "person"),
        ("i dont want a robot", "person"),
        ("is anyone there", "person"),
        ("get me the manager", "person"),
        ("habla español", "person"),
        ("do you speak spanish", "person"),
        ("can i order in spanish please", "person"),
        ("cancel the whole order man", "cancel"),
        ("start this over", "clear"),
        ("lets start from scratch", "clear"),
        ("scratch that", "undo"),
        ("cancel that", "undo"),
        ("i take that back", "undo"),
        ("thanks a million", "thanks"),
        ("thank you for your help", "thanks"),
        ("hows it going boss", "hello"),
        ("take out", "serve take_away"),
        ("were eating here", "serve dine_in"),
        ("thats to go dude", "serve take_away"),
    ],
)
def test_what_moves_the_conversation(edits, said, means):
    assert edits(said, *CART, asked=ANYTHING_ELSE) == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("dont put plums on the moonbun", ["add 1 moonbun -plum"]),
        ("don t put plums on the moonbun", ["add 1 moonbun -plum"]),
        ("we're gonna need two moonbuns", ["add 2 moonbun"]),
        ("were gonna get two moonbuns", ["add 2 moonbun"]),
        ("bummer a moonbun then", ["add 1 moonbun"]),
        ("i was gonna get a moonbun", ["add 1 moonbun"]),
    ],
)
def test_contractions_and_interjections_take_nothing_from_an_order(edits, said, means):
    assert edits(said) == means


def test_an_allergy_beside_an_order_adds_nothing(hear, edits):
    said = "a moonbun but no plums im allergic to plums"
    assert edits(said) == ["add 1 moonbun -plum"]
    assert [doubt.words for doubt in hear(said).doubts] == ["im allergic to plums"]


@pytest.mark.parametrize("said", ["what do the moonbuns run", "whats the moonbun going for"])
def test_prices_are_asked_for_in_many_words(edits, said):
    assert edits(said) == ["ask price moonbun"]


def test_a_strange_word_beside_an_answer_is_a_guess_and_with_more_it_is_told(hear):
    alone = hear("yes guv", *CART, asked=READ_BACK)
    assert not alone.unplaced
    assert alone.confidence < SURE
    assert hear("yes and gherkins", *CART, asked=READ_BACK).unplaced == ("gherkins",)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("im allergic to moss can i get a moonbun without any", "add 1 moonbun -moss"),
        ("im allergic to moss and dill a starwrap without them", "add 1 starwrap -dill"),
        (
            "my daughters allergic to milk is there any milk in the moonbun",
            "ask allergens milk moonbun",
        ),
        ("get her a starwrap", "add 1 starwrap"),
    ],
)
def test_what_is_not_borne_is_left_out_or_asked_about_and_never_ordered(edits, said, means):
    assert edits(said) == [means]


def test_okay_before_that_is_all_takes_no_offer(edits):
    offer = Asked("offer", options=("fizz",))
    assert edits("oh okay that's all then", asked=offer) == ["no", "done"]
    assert edits("yes that's all", asked=offer) == ["yes", "done"]


@pytest.mark.parametrize("said", ["don't cancel it", "no don't cancel my order", "no please dont"])
def test_whoever_would_not_cancel_says_no(edits, said):
    assert edits(said, *CART, asked=Asked("cancel")) == ["no"]


@pytest.mark.parametrize(
    "said", ["that's all for me", "thats all for now", "that's all for today thanks"]
)
def test_that_is_all_is_no_yes(edits, said):
    assert "yes" not in edits(said, *CART, asked=READ_BACK)
    assert "done" in edits(said, *CART, asked=READ_BACK)


@pytest.mark.parametrize(
    "said",
    [
        "can you read my order back to me", "could you repeat the order", "read it back to us",
        "go over my order again", "say my order again", "what's in my cart",
    ],
)  # fmt: skip
def test_the_order_is_read_when_it_is_asked_for(edits, said):
    assert edits(said, *CART) == ["ask cart"]


def test_a_no_before_an_undo_answers_nothing(edits):
    assert edits("oh no undo that", *CART, asked=ANYTHING_ELSE) == ["undo"]
