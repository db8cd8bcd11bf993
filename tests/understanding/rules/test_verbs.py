"""The verbs of the counter: what they take off, put on, and make of what is there."""

from __future__ import annotations

import pytest
import yaml

from kiosk.menu.compile import compile_menu
from kiosk.menu.schema import MenuFile
from kiosk.order.edits import Add
from kiosk.understanding import SURE, Context, Rules

from .conftest import INN


@pytest.mark.parametrize(
    "verb", ["kill the", "eighty six the", "yank the", "lose the", "ditch those", "knock off the"]
)
def test_a_verb_of_the_kitchen_takes_off(edits, verb):
    assert edits(f"a moonbun {verb} plums") == ["add 1 moonbun -plum"]


def test_some_of_a_line_is_knocked_off(edits):
    assert edits("knock off one of the moonbuns", "3 moonbun") == ["qty #1 2"]


@pytest.mark.parametrize("said", ["i don't want to add any dill", "no i don't want to get a fizz"])
def test_what_is_not_wanted_is_not_entered(edits, said):
    assert not [edit for edit in edits(said, "1 moonbun") if edit.startswith("add")]


@pytest.mark.parametrize(
    "said", ["that should've been a starwrap", "that was supposed to be a starwrap"]
)
def test_what_a_line_should_have_been_it_becomes(edits, said):
    assert edits(said, "1 moonbun") == ["swap #1 starwrap"]


def test_one_option_is_subbed_for_another(edits):
    assert edits("sub dill for the moss", "1 moonbun") == ["mod #1 +dill -moss"]


def test_a_dish_subbed_for_one_that_is_not_there_comes_alone(hear, edits):
    for said in (
        "a moonbun but sub the tuber sticks for cloud puffs",
        "a moonbun but sub cloud puffs for the tuber sticks",
    ):
        assert edits(said) == ["add 1 moonbun", "add 1 cloud_puffs"]
        assert hear(said).confidence < SURE


def test_a_number_of_cans_is_no_two_liter_bottle():
    """A measure in an option's name counts nothing."""
    kegs = INN.replace("small: {name: Small}", "small: {name: 2 Liter}")
    house = Rules(compile_menu(MenuFile.model_validate(yaml.safe_load(kegs))))
    [added] = house.read_now("two fizzes", Context()).edits
    assert isinstance(added, Add)
    assert added.line.quantity == 2
