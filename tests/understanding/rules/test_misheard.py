"""Small words that a recogniser wrote for what was said."""

from __future__ import annotations

import pytest

from kiosk.understanding import SURE, Context


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("to moonbuns", ["add 2 moonbun"]),
        ("for starwraps and too large fizzes", ["add 4 starwrap", "add 2 fizz +large"]),
        ("a moonbun with out plums", ["add 1 moonbun -plum"]),
    ],
)
def test_numbers_and_words_by_their_sound(edits, said, means):
    assert edits(said) == means


def test_a_number_by_its_sound_is_never_sure(rules):
    assert rules.read_now("to moonbuns", Context()).confidence < SURE


@pytest.mark.parametrize("said", ["a moonbun to go", "for the kids a moonbun"])
def test_a_small_word_elsewhere_is_no_number(hear, said):
    [added] = [edit for edit in hear(said).edits if hasattr(edit, "line")]
    assert added.line.quantity == 1


def test_a_list_without_its_first_word_is_never_sure(hear):
    assert hear("hold the let us and plums", "1 moonbun").confidence < SURE


def test_a_name_that_goes_on_is_no_short_form_of_a_longer_one(edits):
    assert not any("moonbun_meal" in edit for edit in edits("a moonbunme please"))
    assert edits("some curd on the moonbun", "1 moonbun") == ["mod #1 +smoked_curd"]
