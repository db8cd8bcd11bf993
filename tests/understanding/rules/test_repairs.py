"""A guest who stumbles, takes words back, or leaves things as they were."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE, Asked

from .test_ordering import story


@story(
    ("i'll have two no three moonbuns", ["add 3 moonbun"]),
    ("two no just one moonbun", ["add 1 moonbun"]),
    ("two moonbuns no way, three moonbuns", ["add 3 moonbun"]),
    ("two moonbuns nope three", ["add 3 moonbun"]),
    ("two moonbuns, half, no, all of them with dill", ["add 2 moonbun +dill"]),
    ("can i get a um a moonbun", ["add 1 moonbun"]),
    ("a moonbun no moss actually leave the moss on lose the plums", ["add 1 moonbun +moss -plum"]),
    ("a moonbun no moss i mean no plums the moss is fine", ["add 1 moonbun -plum +moss"]),
)
def test_only_what_is_meant_in_the_end_counts(edits, said, means):
    assert edits(said) == means


@story(
    ("a moonbun meal with a fizz i mean a nettle tea", ["add 1 moonbun_meal [nettle_tea]"]),
    ("a moonbun and a flurb i mean a fizz", ["add 1 moonbun", "add 1 fizz"]),
    ("a moonbun and a flurb fizz i mean a nettle tea", ["add 1 moonbun", "add 1 nettle_tea"]),
)
def test_what_was_said_last_is_corrected_and_nothing_before_it(edits, said, means):
    assert edits(said) == means


@story(
    ("a moonbun with dill and moss, no, just dill", ["add 1 moonbun +dill"]),
    ("a moonbun no plums with dill and moss, sorry, just the dill", ["add 1 moonbun -plum +dill"]),
    ("two large fizzes and a moonbun, no wait, just the fizzes", ["add 2 fizz +large"]),
    ("two moonbuns and a starwrap, no, just one moonbun", ["add 1 moonbun"]),
    (
        "a starwrap and a moonbun, actually just the moonbun and a small fizz",
        ["add 1 moonbun", "add 1 fizz +small"],
    ),
)
def test_of_a_list_only_what_is_said_again_is_kept(hear, edits, said, means):
    assert edits(said) == means
    assert hear(said).confidence < SURE


@story(
    ("a moonbun without moss scratch that a moonbun with dill", ["add 1 moonbun +dill"]),
    ("two moonbuns no moss strike that a starwrap", ["add 1 starwrap"]),
    ("a large fizz just kidding a small one", ["add 1 fizz +small"]),
    ("a moonbun meal with a fizz scratch that a nettle tea", ["add 1 moonbun_meal [nettle_tea]"]),
)
def test_of_what_was_scratched_nothing_is_kept(edits, said, means):
    assert edits(said) == means


@pytest.mark.parametrize(
    "said",
    [
        "put dill on it no you know what leave it how it was",
        "take the moss off wait no never mind leave it on",
        "could i add a fizz actually no forget it",
        "lose the moss no keep it",
    ],
)
def test_a_wish_that_is_taken_back_changes_nothing(edits, hear, said):
    assert not [edit for edit in edits(said, "1 moonbun") if edit not in ("none", "no")]
    assert hear(said, "1 moonbun").confidence < SURE


def test_what_was_off_comes_back_when_it_stays(edits):
    assert edits("the moss can stay", "1 moonbun -moss") == ["mod #1 +moss"]


@story(
    ("i wanted a large quince fizz", ["swap #1 quince_fizz +large"]),
    ("the fizz is for my son", ["none"]),
)
def test_a_dish_that_is_there_is_not_ordered_again(edits, said, means):
    assert edits(said, "1 fizz +large", "1 moonbun") == means


def test_a_dish_said_again_while_thinking_is_one(edits):
    assert edits("a moonbun yeah a moonbun with dill") == ["add 1 moonbun +dill"]


def test_a_word_that_was_corrected_is_not_of_the_dish_after_it(edits, hear):
    assert edits("large no sorry a moonbun") == ["add 1 moonbun"]
    assert not hear("large no sorry a moonbun").doubts


def test_a_strange_dish_before_and_is_one_of_its_own(edits, hear):
    assert edits("one flurbel and a moonbun with dill") == ["add 1 moonbun +dill"]
    assert "flurbel" in hear("one flurbel and a moonbun with dill").unplaced


def test_what_it_is_after_a_change_is_what_it_becomes(edits):
    meal = "1 moonbun_meal [fizz +small]"
    assert edits("make the drink a large and it's a nettle tea", meal) == [
        "mod #1.drink +large",
        "swap #1.drink nettle_tea",
    ]


def test_a_no_between_two_sizes_refuses_neither(edits, hear):
    for said in ("a small no large fizz", "a small no um a large fizz", "a fizz small no uh large"):
        assert edits(said) == ["add 1 fizz +large"]
        assert not hear(said).doubts


def test_a_size_one_is_another_of_the_same(edits, hear):
    for said in ("a small fizz and a large one", "a small fizz and a large one too"):
        assert edits(said) == ["add 1 fizz +small", "add 1 fizz +large"]
        assert not hear(said).unplaced


def test_what_is_put_back_on_something_is_no_dish(edits):
    there = ("1 moonbun -plum", "1 starwrap")
    assert edits("put the plums back on the moonbun", *there) == ["mod #1 +plum"]


def test_a_correction_may_trail_what_it_brings(edits, hear):
    assert edits("two moonbuns actually", "1 moonbun") == ["qty #1 2"]
    assert edits("a small fizz two small fizz actually and a moonbun") == [
        "add 2 fizz +small",
        "add 1 moonbun",
    ]
    assert edits("a quince fizz i mean", "1 fizz +small") == ["swap #1 quince_fizz"]
    assert edits("a moonbun and a small fizz actually") == ["add 1 moonbun", "add 1 fizz +small"]


def test_a_dish_named_twice_running_may_be_two(hear):
    assert hear("moonbun moonbun starwrap").confidence < SURE


@pytest.mark.parametrize(
    ("said", "cart", "means"),
    [
        ("a moonbun no plums make it two, I mean no moss", (), ["add 2 moonbun -moss"]),
        ("no plums, make that two, I mean no moss", ("1 moonbun",), ["qty #1 2", "mod #1 -moss"]),
    ],
)
def test_a_change_that_is_corrected_leaves_how_many_there_are(edits, said, cart, means):
    assert edits(said, *cart) == means


def test_what_was_taken_back_is_not_shared_out_on(edits):
    said = "make one a nettle tea never mind and one a quince fizz"
    assert edits(said, "3 fizz +small") == ["add 1 quince_fizz"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("three fizzes no two fizzes", ["add 2 fizz"]),
        ("two large fizzes no three large fizzes", ["add 3 fizz +large"]),
        ("two moonbuns no three starwraps", ["add 3 starwrap"]),
    ],
)
def test_a_number_of_dishes_behind_a_no_is_a_correction(edits, said, means):
    """Recognisers write no comma; and nobody orders three to leave out two."""
    assert edits(said) == means


def test_what_is_scratched_in_a_new_breath_gives_way(edits):
    assert edits("scratch that, a starwrap", "1 moonbun", touched=(1,)) == ["swap #1 starwrap"]


@pytest.mark.parametrize("no", ["no", "no,", "nope", "no it's"])
def test_a_no_to_a_read_back_puts_a_dish_in_the_place_of_its_like(edits, no):
    asked = Asked("confirm")
    said = f"{no} a starwrap"
    assert edits(said, "1 moonbun", "1 fizz +large", asked=asked) == ["swap #1 starwrap"]
    assert edits("no and a starwrap", "1 moonbun", asked=asked) == ["add 1 starwrap"]
    assert edits("no a large fizz", "1 fizz +small", asked=asked) == ["mod #1 +large"]
