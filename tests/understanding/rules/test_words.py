"""The table of ordering words, and the lexicon that is made of a menu."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from kiosk.menu.compile import compile_menu
from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.schema import MenuFile
from kiosk.order.notation import format_edit, parse_cart
from kiosk.understanding import Context, Rules
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import tag
from kiosk.understanding.words import PHRASES, ROWS
from kiosk.understanding.words.row import Row

from .conftest import INN


def test_brackets_stand_for_every_way_to_say_it():
    assert list(Row("neg", "", "hold (the|), (no|not) any").phrases()) == [
        "hold the",
        "hold",
        "no any",
        "not any",
    ]


def test_every_phrase_stands_once():
    said = Counter(phrase for row in ROWS for phrase in row.phrases())
    assert [phrase for phrase, times in said.items() if times > 1] == []


def test_every_phrase_is_written_as_words_are_normalised():
    assert [p for p in PHRASES if " ".join(word.text for word in words(p)) != p] == []


def test_every_phrase_means_its_kind_when_it_is_said_alone(menu):
    lexicon = Lexicon(menu)
    longest = sorted(PHRASES, key=lambda phrase: len(phrase.split()))[-100:]
    cut = [phrase for phrase in longest if len(tag(lexicon, words(phrase))) > 1]
    assert cut == []


def test_per_cent_is_a_word_however_recognisers_write_it():
    said = [word.stem for word in words("two percent milk")]
    for written in ("2% milk", "2 % milk", "two percent milk"):
        assert [word.stem for word in words(written)] == said


@pytest.mark.parametrize("name", ["burger", "coffee", "pizza", "taqueria"])
def test_every_name_and_alias_means_its_entry_when_it_is_said_alone(name):
    """A bare number is a quantity; nobody speaks commas."""
    menu = load_menu(find_menu(name))
    lexicon = Lexicon(menu)
    options = [
        option
        for item in menu.items.values()
        for group in item.groups.values()
        for option in group.options.values()
    ]
    lost = []
    for named in (*menu.entries(), *options):
        for text in (named.name, *named.aliases):
            said = words(text.replace(",", " "))
            means = {meaning.id for found in tag(lexicon, said) for meaning in found.meanings}
            if named.id not in means and not all(word.stem.isdigit() for word in said):
                lost.append((named.id, text))
    assert lost == []


@pytest.mark.parametrize(
    ("name", "heard", "option"),
    [
        ("pizza", "hallopenos", "jalapeno"),
        ("taqueria", "peeko de gayo", "pico_de_gallo"),
        ("taqueria", "kay so", "queso"),
        ("taqueria", "barbakowa", "barbacoa"),
    ],
)
def test_spanish_names_are_found_as_an_english_ear_hears_them(name, heard, option):
    (found,) = tag(Lexicon(load_menu(find_menu(name))), words(heard))
    assert option in found.of("option")
    assert found.score < 1.0


def test_names_are_found_however_they_are_spaced(rules):
    for said in ("moon bun", "moonbuns", "MOON-BUN", "Moónbun"):
        (found,) = tag(rules.lexicon, words(said))
        assert found.of("item") == ("moonbun",), said


def test_the_small_words_of_spanish_order_as_english_ones_do(edits):
    assert edits("al segundo ponle dill", "1 moonbun", "1 moonbun -plum") == ["mod #2 +dill"]
    assert edits("quítame la fizz y dame otro moonbun", "1 fizz +small") == [
        "del #1",
        "add 1 moonbun",
    ]
    assert edits("uno de esos sin moss", "3 moonbun") == ["split #1 1 -moss"]
    assert edits("la fizz mejor large", "1 fizz +small") == ["mod #1 +large"]
    assert edits("¿cuánto cuesta la fizz?") == ["ask price fizz"]


def test_what_was_undone_comes_back_and_is_not_ordered_anew(edits):
    assert edits("undo that i want my moonbun") == ["undo"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("a moonbun with well done radishes", "add 1 moonbun +radish=well_done"),
        ("a moonbun with radishes well-done", "add 1 moonbun +radish=well_done"),
        ("a moonbun radishes well done, extra dill", "add 1 moonbun +radish=well_done +dill=extra"),
        (
            "a moonbun with well done dill and light moss",
            "add 1 moonbun +dill=well_done +moss=light",
        ),
    ],
)
def test_a_qualifier_of_the_menu_s_own_is_said_where_light_is(said, means):
    theirs = INN.replace("on_the_side]", "on_the_side, well_done]")
    menu = compile_menu(MenuFile.model_validate(yaml.safe_load(theirs)))
    reading = Rules(menu).read_now(said, Context(parse_cart(menu, ())))
    assert [format_edit(menu, edit) for edit in reading.edits] == [means]
    assert reading.confidence > 0.8


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("a plain moonbun", "add 1 moonbun -hot -plum -moss -smoked_curd"),
        ("two fizzes", "add 2 fizz"),
        ("a moonbun without spice", "add 1 moonbun -hot"),
        ("a wee fizz", "add 1 fizz +tiny"),
    ],
)
def test_names_may_be_signs_without_a_word(said, means):
    hot = 'hot: {name: "\u2605", aliases: [spice]}\n      '
    tiny = 'tiny: {name: "\u2606", aliases: [wee]}\n      '
    theirs = INN.replace("plum: {name", hot + "plum: {name").replace(
        "[plum, moss,", "[hot, plum, moss,"
    )
    theirs = theirs.replace("small: {name", tiny + "small: {name")
    menu = compile_menu(MenuFile.model_validate(yaml.safe_load(theirs)))
    reading = Rules(menu).read_now(said, Context())
    assert [format_edit(menu, edit) for edit in reading.edits] == [means]
